"""Texts with characters that PostgreSQL refuses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regatlas.store.postgres_text import read, written

special = st.text(st.sampled_from("\0\ufdd0\ufdd1a"), max_size=8)


@given(special | st.text())
def test_what_is_read_is_what_was_written(text: str) -> None:
    assert read(written(text)) == text
    assert "\0" not in written(text)


@given(special, special)
def test_a_phrase_stands_in_what_is_written_exactly_where_it_stands_in_the_text(text: str, phrase: str) -> None:
    assert (written(phrase) in written(text)) == (phrase in text)
