from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regatlas.readers.compose import Composer, compose
from regatlas.readers.lines import Line, Piece

_TEXTS = st.text(st.sampled_from("ab的。 \t\u3000\u200b\u2f00\x00"), max_size=20)


def _made(composer: Composer) -> tuple[object, ...]:
    return composer.finish(), composer.segments, composer.blocks, composer.soft_breaks


@given(st.lists(st.tuples(_TEXTS, st.integers(0, 20)), max_size=4))
def test_a_line_in_one_run_reads_as_the_same_line_in_two(texts: list[tuple[str, int]]) -> None:
    whole, cut = [], []
    raw = 0
    for text, place in texts:
        left, right = text[:place], text[place:]
        whole.append([Line([Piece(text, raw, len(text))])])
        cut.append([Line([Piece(left, raw, len(left)), Piece(right, raw + len(left), len(right))])])
        raw += len(text) + 1
    assert _made(compose(whole)) == _made(compose(cut))
