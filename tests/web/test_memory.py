from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from regatlas.web.memory import Memory


def test_those_asked_for_the_longest_ago_make_room() -> None:
    memory: Memory[str] = Memory(80)
    for name in "abcdefgh":
        memory.keep((name,), name, 10)
    assert memory.find(("a",)) == "a"
    memory.keep(("i",), "i", 10)
    assert memory.find(("b",)) is None
    assert [memory.find((name,)) for name in "acdefghi"] == list("acdefghi")


def test_an_answer_too_large_drives_nothing_out() -> None:
    memory: Memory[str] = Memory(80)
    memory.keep(("a",), "a", 10)
    memory.keep(("k",), "k", 11)
    assert (memory.find(("a",)), memory.find(("k",))) == ("a", None)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 30))))
def test_it_never_holds_more_than_it_may(kept: list[tuple[int, int]]) -> None:
    memory: Memory[int] = Memory(100)
    for key, size in kept:
        memory.keep((key,), size, size)
    held = [memory.find((key,)) or 0 for key in range(10)]
    assert sum(held) == memory._size <= 100
    assert max(held) <= 100 // 8


def test_many_threads_may_ask() -> None:
    memory: Memory[int] = Memory(160)

    def use(number: int) -> bool:
        memory.keep((number % 40,), number % 40, 7)
        return memory.find((number % 40,)) in (None, number % 40)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(use, range(4_000)))
    assert 0 < memory._size <= 160
