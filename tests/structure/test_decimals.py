from __future__ import annotations

import pytest
from tests.structure.specimen import source_of

from regatlas.structure.decimals import DecimalScheme
from regatlas.structure.layout import Layout


def _taken(*lines: str) -> list[str]:
    layout = Layout(source_of("\n".join(lines)))
    scheme = DecimalScheme(layout)
    return [taken[0] for start, end in layout.pieces() if (taken := scheme.take(start, end))]


def test_the_count_goes_down_and_up_again() -> None:
    assert _taken("1 Scope", "2 Terms", "2.1 One", "2.1.1 Deep", "2.2 Two", "3 End") == [
        "1",
        "2",
        "2.1",
        "2.1.1",
        "2.2",
        "3",
    ]


@pytest.mark.parametrize("line", ["9.4 Far away", "2.1 Back", "3.5 million people", "12 people came here, we hear"])
def test_numbers_out_of_the_count_are_words(line: str) -> None:
    assert _taken("3 Duties", "3.1 One", "3.2 Two", line) == ["3.1", "3.2"]


def test_a_bare_number_needs_a_second_one() -> None:
    assert _taken("1 Scope", "Words.") == []
