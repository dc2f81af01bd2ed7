"""What is kept in memory is bounded, and never decides what is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.conftest import MORNING, make_document

from regatlas.store import DocumentStore
from regatlas.store.search.scanning import _REMEMBERED
from regatlas.store.search.texts import TextMemory, counting, found

LINES = st.lists(st.text(alphabet="数据ab .*(", max_size=8), max_size=6)
PHRASES = st.lists(st.text(alphabet="数据ab .*(", min_size=1, max_size=4), min_size=1, max_size=3)


@given(LINES, PHRASES)
def test_lines_that_hold_all_phrases_are_counted_and_found(lines: list[str], phrases: list[str]) -> None:
    text = "\n".join(lines)
    held = [number for number, line in enumerate(lines) if all(phrase in line for phrase in phrases)]
    assert counting(phrases)(text) == len(held)
    assert [text.count("\n", 0, at) for at in found(text, phrases)] == held


def test_without_room_texts_are_read_anew(store: DocumentStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store._index, "_texts", memory := TextMemory(most=3))
    for number in range(3):
        store.add_document(make_document(f"数据{number}\n"), f"{number}.md", MORNING)
    assert [store.search(query).total for query in ("数据", "据2", "数")] == [3, 1, 3]
    assert len(memory._kept) == 1


def test_only_the_last_queries_are_remembered(store: DocumentStore) -> None:
    store.add_document(make_document("数据\n"), "a.md", MORNING)
    for number in range(_REMEMBERED + 5):
        store.search(str(number))
    assert len(vars(store._index)["_remembered"]) == _REMEMBERED
    assert store.search("数据").total == 1


def test_all_texts_are_read_before_anybody_asks_and_no_further_than_wanted(
    store: DocumentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store._index, "_texts", memory := TextMemory())
    for number in range(3):
        store.add_document(make_document(f"数据{number}\n"), f"{number}.md", MORNING)
    left = [True, False]
    store.warm_search(lambda: left.pop(0))
    assert len(left) == 0
    store.warm_search()
    assert len(memory._kept) == 3
    assert store.search("据2").total == 1
