"""Answers that were made once and are the same until the store or the day is another one."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeAlias, TypeVar

Key: TypeAlias = tuple[object, ...]
Value = TypeVar("Value")


class Memory(Generic[Value]):
    """The answers last asked for, as many as have room in ``most`` bytes; any thread may ask.

    An answer that takes more than an eighth of the room is not kept, so that a single one never drives out all others.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def find(self, key: Key) -> Value | None:
        """What was kept under that key."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: Key, value: Value, size: int) -> None:
        """Keep a value of ``size`` bytes; those that nobody has asked for the longest make room for it."""
        if size > self._most // 8:
            return
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = value, size
            self._size += size
            while self._size > self._most:
                _, (_, oldest) = self._kept.popitem(last=False)
                self._size -= oldest
