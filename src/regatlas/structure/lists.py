"""Which list a numbered item belongs to: (i) after (h) is a letter or a Roman one, as the items around it decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regatlas.structure.markers import Marker, Reading

_WIDEST_GAP = 3
# No statute nests lists deeper than (a)(1)(A)(i)(I)(aa); hostile texts might, without end.
_DEEPEST = 8


@dataclass(slots=True)
class _Open:
    style: str
    last: int


class ListTracker:
    """The lists open at a place, outermost first."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._closed: dict[int, _Open] = {}

    def reset(self, depth: int = 0) -> None:
        """Close all lists deeper than ``depth`` for good."""
        if not self._open and not self._closed:
            return
        del self._open[depth:]
        self._closed = {level: item for level, item in self._closed.items() if level <= depth}

    @property
    def depth(self) -> int:
        """How many lists are open."""
        return len(self._open)

    def pause(self) -> None:
        """Close all lists, which may be resumed where their numbers run on."""
        self._closed = dict(enumerate(self._open, start=1))
        self._open = []

    def start(self, reading: Reading) -> None:
        """Open a list at any number, where the text is an excerpt that begins with its part III."""
        self._open = [_Open(reading.style, reading.value)]

    def goes_on(self, following: Sequence[Marker]) -> bool:
        """Whether the first marker that follows is the next item of the innermost list."""
        if not self._open or not following:
            return False
        item = self._open[-1]
        return Reading(item.style, item.last + 1) in following[0].readings

    def close_letters(self) -> int:
        """The depth of the innermost list whose numbers are not in brackets, at least 1: it holds the text below."""
        plain = [
            depth for depth, item in enumerate(self._open, start=1) if not item.style.startswith(("paren", "half"))
        ]
        return max(plain, default=1)

    def advance(self, reading: Reading) -> int:
        """The depth of the innermost list where a number is its next one, counted on; 0 elsewhere."""
        item = self._open[-1] if self._open else None
        if item is None or item.style != reading.style or item.last + 1 != reading.value:
            return 0
        item.last += 1
        return len(self._open)

    def place(self, marker: Marker, following: Sequence[Marker] = ()) -> tuple[int, Reading] | None:
        """The depth (1 is outermost) and reading of a marker, or None where it continues and opens no list.

        ``following`` are the markers that come next, to tell letters from Roman numerals.
        """
        if len(marker.readings) == 1 and (depth := self.advance(marker.readings[0])):
            return depth, marker.readings[0]
        chosen = (
            self._continued(marker, following)
            or self._opened(marker)
            or self._resumed(marker)
            or self._after_gap(marker)
        )
        if chosen is None:
            return None
        depth, reading = chosen
        for level in range(len(self._open), depth, -1):
            self._closed[level] = self._open[level - 1]
        del self._open[depth:]
        if depth > len(self._open):
            self._open.append(_Open(reading.style, reading.value))
        else:
            self._open[depth - 1].style = reading.style
            self._open[depth - 1].last = reading.value
        return depth, reading

    def _continued(self, marker: Marker, following: Sequence[Marker]) -> tuple[int, Reading] | None:
        options = [
            (depth, reading)
            for depth in range(len(self._open), 0, -1)
            for reading in marker.readings
            if (reading.style, reading.value) == (self._open[depth - 1].style, self._open[depth - 1].last + 1)
        ]
        if not options:
            return None
        depth, reading = options[0]
        opens = [other for other in marker.readings if other.value == 1 and other != reading]
        if opens and _goes_on(opens[0], following) and not _goes_on(reading, following):
            return None
        return depth, reading

    def _opened(self, marker: Marker) -> tuple[int, Reading] | None:
        for reading in sorted(marker.readings, key=lambda reading: "roman" not in reading.style):
            if reading.value != 1:
                continue
            if len(self._open) >= _DEEPEST:
                return None
            same = [depth for depth, item in enumerate(self._open, start=1) if item.style == reading.style]
            return (same[-1] if same and same[-1] == len(self._open) else len(self._open) + 1), reading
        return None

    def _resumed(self, marker: Marker) -> tuple[int, Reading] | None:
        """Numbers that run on through the parts of a text: measure 4 opens part II, where part I ended with 3."""
        depth = len(self._open) + 1
        item = self._closed.get(depth)
        for reading in marker.readings:
            if item and (reading.style, reading.value) == (item.style, item.last + 1):
                return depth, reading
        return None

    def _after_gap(self, marker: Marker) -> tuple[int, Reading] | None:
        for depth in range(len(self._open), 0, -1):
            for reading in marker.readings:
                item = self._open[depth - 1]
                if reading.style == item.style and 0 < reading.value - item.last <= _WIDEST_GAP:
                    return depth, reading
        return None


def _goes_on(reading: Reading, following: Sequence[Marker]) -> bool:
    """Whether the next item of the same shape carries on from this reading."""
    shape = reading.style.split("-")[0]
    for marker in following:
        if any(other.style.split("-")[0] == shape and "digit" not in other.style for other in marker.readings):
            return Reading(reading.style, reading.value + 1) in marker.readings
    return False
