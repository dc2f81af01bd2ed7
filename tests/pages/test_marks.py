from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regatlas.model.text import Quote, Span
from regatlas.pages.claims import Claim, Mention
from regatlas.pages.marks import Marks

TEXT = "abcdefghij"
spans = st.tuples(st.integers(0, 9), st.integers(1, 10)).filter(lambda pair: pair[0] < pair[1])


def claim(number: int, span: tuple[int, int], tint: int = 0) -> Claim:
    quote = Quote(span=Span(*span), exact=TEXT[slice(*span)])
    return Claim(f"claim-{number}", "family", "label", "", tint, (Mention(f"quote-{number}", quote, ""),))


def test_nested_quotes_take_the_tint_of_the_inner_and_the_edge_of_the_outer() -> None:
    marks = Marks(TEXT, [claim(1, (0, 10), tint=2), claim(2, (3, 5), tint=4)])
    runs = list(marks.runs(0, 10))
    assert [(run.text, run.tint, run.edge) for run in runs] == [("abc", 2, 0), ("de", 4, 2), ("fghij", 2, 0)]


def test_a_quote_without_tint_is_quoted_all_the_same() -> None:
    runs = list(Marks(TEXT, [claim(1, (2, 4))]).runs(0, 10))
    assert [run.quoted for run in runs] == [False, True, False]
    assert all(run.tint == 0 for run in runs)


def test_the_lead_is_a_run_of_its_own() -> None:
    runs = list(Marks(TEXT, [claim(1, (1, 6))]).runs(0, 10, lead=3))
    assert [(run.text, run.lead) for run in runs] == [("a", True), ("bc", True), ("def", False), ("ghij", False)]


def test_a_quote_that_begins_between_the_lines_is_anchored_in_the_next() -> None:
    marks = Marks(TEXT, [claim(1, (4, 8))])
    first, second = list(marks.runs(0, 4)), list(marks.runs(5, 10))
    assert [run.anchors for run in first] == [()]
    assert second[0].anchors == ("quote-1",)


def test_a_quote_that_no_run_carried_is_not_forgotten() -> None:
    marks = Marks(TEXT, [claim(1, (9, 10))])
    list(marks.runs(0, 9))
    assert marks.rest() == ("quote-1",)


@given(st.lists(spans, max_size=6), st.integers(0, 4))
def test_runs_are_the_text_and_carry_each_anchor_once(pairs: list[tuple[int, int]], lead: int) -> None:
    marks = Marks(TEXT, [claim(number, pair) for number, pair in enumerate(pairs)])
    runs = list(marks.runs(0, len(TEXT), lead=lead))
    assert "".join(run.text for run in runs) == TEXT
    anchors = [anchor for run in runs for anchor in run.anchors]
    assert sorted(anchors) == sorted(f"quote-{number}" for number in range(len(pairs)))
    covered = {offset for start, end in pairs for offset in range(start, end)}
    offset = 0
    for run in runs:
        assert run.quoted == (offset in covered)
        offset += len(run.text)
