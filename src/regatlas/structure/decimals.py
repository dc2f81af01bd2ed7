"""Numbers of the decimal scheme of standards and guidelines: 5, 5.1, 5.1.2, each under the one it begins with."""

from __future__ import annotations

import re

from regatlas.structure.layout import Layout

_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,4})\.?(?![\d%]|\s?(?:percent|million|billion|%))\s?")
_DOTTED = re.compile(r"(?P<number>\d{1,2})\.\s?(?=[A-Z\u4e00-\u9fff])")
_BELOW = re.compile(r"(?P<number>\d{1,2})\.1\.?\s(?=[A-Z\u4e00-\u9fff])")
_BARE = re.compile(r"(?P<number>\d{1,2})\s(?=[A-Z\u4e00-\u9fff])")
_WIDEST_GAP = 3
_LONGEST_HEADING = 120
_SENTENCE_END = re.compile(r"[。；;.,，:：]$")
# A bare "1 Scope" counts when 1.1 or 2 follows as a heading of the same kind.
_FURTHEST = 400


class DecimalScheme:
    """The place that the count has reached: (5, 1) after 5.1."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._text = layout.text
        self.path: tuple[int, ...] = ()
        self._bare = self._uses_bare_numbers()
        self._dotted = not self._bare and self._uses_dotted_numbers()

    def reset(self) -> None:
        """Begin to count anew, as annexes do."""
        self.path = ()

    def _uses_dotted_numbers(self) -> bool:
        """Whether 1.1 and 2.1 are headings below "1. Scope" and "2. Terms"."""
        above: set[str] = set()
        below: set[str] = set()
        for start, end in self._layout.pieces(0, _FURTHEST):
            if end - start > _LONGEST_HEADING or _SENTENCE_END.search(self._text[start:end].rstrip()):
                continue
            top = _DOTTED.match(self._text, start, end)
            first = _BELOW.match(self._text, start, end)
            if top:
                above.add(top["number"])
            elif first and first["number"] in above:
                below.add(first["number"])
        return len(below) > 1

    def _uses_bare_numbers(self) -> bool:
        """Whether headings count 1, 2, 3 without a full stop, each at the beginning of a short line."""
        reached = 0
        for start, end in self._layout.pieces(0, _FURTHEST):
            if self._bare_number(start, end) == reached + 1:
                reached += 1
        return reached > 1

    def _bare_number(self, start: int, end: int) -> int | None:
        match = _BARE.match(self._text, start, end)
        if not match or end - start > _LONGEST_HEADING or _SENTENCE_END.search(self._text[start:end].rstrip()):
            return None
        return int(match["number"])

    def take(self, start: int, end: int) -> tuple[str, int] | None:
        """The number that opens ``start:end`` and where its text begins, if it continues the count."""
        match = _NUMBER.match(self._text, start, end)
        if match is None and self._bare and self._bare_number(start, end) is not None:
            match = _BARE.match(self._text, start, end)
        if match is None and self._dotted and end - start <= _LONGEST_HEADING:
            match = _DOTTED.match(self._text, start, end)
        if match is None:
            return None
        path = tuple(int(part) for part in match["number"].split("."))
        if not self._continues(path):
            return None
        self.path = path
        return match["number"], match.end()

    def _continues(self, path: tuple[int, ...]) -> bool:
        """The next number at its level, or the first of a level below; 3.1.1 may follow 3 where 3.1 was left out."""
        if not self.path:
            return path[-1] <= 1 or len(path) > 1
        depth = len(path)
        if path[: len(self.path)] == self.path:
            return depth > len(self.path) and all(part <= 1 for part in path[len(self.path) :])
        same = next((n for n, (old, new) in enumerate(zip(self.path, path, strict=False)) if old != new), depth)
        if same >= depth:
            return False
        step = path[same] - (self.path[same] if same < len(self.path) else 0)
        return 0 < step <= _WIDEST_GAP and all(part <= 1 for part in path[same + 1 :])
