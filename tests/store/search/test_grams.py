from __future__ import annotations

import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.store.search import fold
from regatlas.store.search.grams import _HAN, _LETTERS, _MOST, TOKENIZER, grams_of, wanted_grams

TEXTS = st.text(alphabet="数据安全算あab 1.-(é“\n", max_size=40).map(
    lambda text: "\n".join(map(fold, text.split("\n")))
)


@pytest.mark.parametrize("fine", [False, True])
@given(st.data())
def test_a_text_has_all_pieces_of_whatever_stands_in_it(fine: bool, data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    line = data.draw(st.sampled_from(text.split("\n")))
    start = data.draw(st.integers(0, len(line)))
    phrase = line[start : data.draw(st.integers(start, len(line)))]
    assert set(wanted_grams([phrase], fine=fine)) <= grams_of(text, fine=fine)


def test_pieces_do_not_cross_lines() -> None:
    assert "据安" not in grams_of("数据\n安全")
    assert "abc" not in grams_of("ab\nc", fine=True)


def test_the_pieces_of_a_query() -> None:
    assert wanted_grams(["数"]) == ["数"]
    assert wanted_grams(["数据安"]) == ["数据", "据安"]
    assert wanted_grams(["数据安", "ab", "éé"], fine=True) == ["数据安"]
    assert wanted_grams(["label", "la"], fine=True) == ["label"]
    assert wanted_grams(["label"]) == ["lab", "abe", "bel"]
    assert wanted_grams(["ab"]) == []
    assert len(wanted_grams(["人工智能" * 50])) <= _MOST


def test_every_piece_is_one_token_of_the_tokenizer() -> None:
    signs = [sign for sign in map(chr, range(0x3000, 0xA000)) if re.match(f"[{_HAN}]", sign)]
    alphabet = [*signs, *_LETTERS, *"abcdefghijklmnopqrstuvwxyz0123456789"]
    with sqlite3.connect(":memory:") as database:
        database.execute(f"CREATE VIRTUAL TABLE t USING fts5(x, content='', detail=none, tokenize='{TOKENIZER}')")
        database.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'row')")
        database.execute("INSERT INTO t(rowid, x) VALUES (1, ?)", (" ".join(alphabet),))
        assert {term for (term,) in database.execute("SELECT term FROM v")} == set(alphabet)
    database.close()
