from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.readers.tally import Tally

_TEXTS = st.text(
    st.sampled_from("aZ é的的一不国產かナ、。\u2013\ufffd\ue000\uf8ff\u4dc0\u3400\U00020000\U000f0001\n"), max_size=80
)


def _others(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isascii())


@given(_TEXTS)
def test_parts_of_unicode_are_counted_as_one_by_one(text: str) -> None:
    tally = Tally(text)
    others = _others(text)
    assert tally.others == others
    assert tally.ideographs == sum(count for one, count in others.items() if "\u3400" <= one <= "\u9fff")
    assert tally.pages(0xE0, 0xF8) == sum(count for one, count in others.items() if "\ue000" <= one <= "\uf8ff")
    assert tally.pages(0x00, 0x00) == sum(count for one, count in others.items() if one <= "\xff")
    assert tally.count("\u3041", "\u30ff") == sum(count for one, count in others.items() if "\u3041" <= one <= "\u30ff")
    assert tally.one_of(frozenset("的国")) == others["的"] + others["国"]
    assert tally.pages(0x34, 0x9F) == tally.ideographs
    assert tally.pages(0x4F, 0x9F) == sum(count for one, count in others.items() if "\u4f00" <= one <= "\u9fff")
    assert tally.signs == sum(
        1 + (one > "\uffff") for one in text if not one.isascii() and not "\u4e00" <= one <= "\u9fff"
    )


@given(_TEXTS, st.sampled_from([0.1, 0.3, 0.9]))
def test_the_commonest_character_is_found_where_it_fills_the_text(text: str, above: float) -> None:
    share = max(_others(text).values(), default=0) / max(1, len(text))
    assert Tally(text).commonest(above) == (share if share > above else 0.0)


@given(st.text(st.sampled_from("的一不国人第鼎鬯齉龘靐"), min_size=40, max_size=90), st.sampled_from([0.05, 0.15, 0.5]))
def test_a_lack_of_common_ideographs_is_what_their_share_says(text: str, share: float) -> None:
    tally = Tally(text)
    assert tally.lacks_common_han(share) == (tally.common_han < share)


@pytest.mark.parametrize("text", ["", "ascii only", "\ud800的"])
def test_texts_at_the_border(text: str) -> None:
    assert Tally(text).ideographs == text.count("的")
