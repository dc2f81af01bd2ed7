from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from regatlas.readers.compose import _CONTROL, _INVISIBLE, _RADICALS, _SPACE, Composer, compose, count_cjk, is_cjk
from regatlas.readers.lines import Line, Piece, line_of

_TEXTS = st.text(st.sampled_from("ab的。- \t\u3000\u200b\u2f00\x00"), max_size=20)
_PLANE = "".join(map(chr, range(0x10000)))


def _made(composer: Composer) -> tuple[object, ...]:
    return composer.finish().text, composer.segments, composer.blocks, composer.soft_breaks


@given(st.lists(st.lists(st.tuples(_TEXTS, st.integers(0, 20), st.booleans()), min_size=1, max_size=4), max_size=4))
def test_a_line_in_one_run_reads_as_the_same_line_in_two(blocks: list[list[tuple[str, int, bool]]]) -> None:
    whole: list[list[Line]] = []
    cut: list[list[Line]] = []
    raw = 0
    for lines in blocks:
        whole.append([])
        cut.append([])
        for text, place, hyphenated in lines:
            left, right = text[:place], text[place:]
            whole[-1].append(Line(text, raw, hyphenated=hyphenated))
            cut[-1].append(line_of([Piece(left, raw, len(left)), Piece(right, raw + len(left), len(right))]))
            cut[-1][-1].hyphenated = hyphenated
            raw += len(text) + 1
    assert _made(compose(whole)) == _made(compose(cut))


def test_a_line_of_one_piece_is_kept_as_text_unless_it_stands_otherwise_in_the_file() -> None:
    assert line_of([Piece("a b", 7, 3)]) == Line("a b", 7)
    assert line_of([]) == Line()
    entity = [Piece("&", 7, 5)]
    assert (line_of(entity).pieces, line_of(entity).text, line_of(entity).raw) == (entity, "&", 7)
    assert Line("a b", 7).parts == [Piece("a b", 7, 3)]


def test_what_is_printable_has_no_space_but_the_plain_one_and_nothing_invisible() -> None:
    """The short way of a plain line rests on it."""
    others = re.findall(f"[{_SPACE}{_INVISIBLE}{_CONTROL}]", _PLANE)
    assert [one for one in others if one.isprintable()] == [" "]
    assert re.findall(f"[{_SPACE}]", _PLANE) == re.findall(r"\s", _PLANE)


def test_radicals_are_joined_as_the_ideographs_that_they_stand_for() -> None:
    assert all(
        is_cjk(chr(code)) and is_cjk(chr(folded)) and chr(folded).isalpha() for code, folded in _RADICALS.items()
    )
    made = compose([[Line("a-", 0), Line("\u2f00b", 3)], [Line("\u2f00-", 6), Line("b", 9)]])
    assert made.finish().text == "a-\u4e00b\n\u4e00-b"


def test_characters_are_counted_as_they_are_told_apart() -> None:
    text = _PLANE + "\U00010000\U0001ffff\U00020000\U0003ffff\U00040000"
    assert count_cjk(text) == sum(map(is_cjk, text))
