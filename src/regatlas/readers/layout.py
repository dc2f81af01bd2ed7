"""Where lines stand on the page: the margins around a line, its indent, and the distance to the line before.

Measured on typeset laws: a first line is set in by 10 to 28 points, justified lines reach the margin within 3, and the
distance of paragraphs that are set off by space is one and a half that of lines.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from regatlas.readers.compose import is_cjk
from regatlas.readers.lines import Box, Line

_AROUND = 20
_MANY = 8
_DEEPEST_INDENT = 60.0
_INDENT = 6.0
_SLACK = 3.0
_SET_OFF = 1.35
_FAR_OFF = 1.8


class Layout:
    """Answers questions about the lines of a file whose boxes are known."""

    def __init__(self, lines: list[Line]) -> None:
        self._placed = [line for line in lines if line.box]
        self._order = {id(line): index for index, line in enumerate(self._placed)}
        self._pitch = _pitch(self._placed)

    def full(self, line: Line, following: Line, text: str) -> bool:
        """Whether ``line`` had no room for the first word of ``following``, whose characters are ``text``."""
        box, after = _box(line), _box(following)
        first = 1 if is_cjk(text[0]) else len(text.split(" ", 1)[0]) + 1
        room = self._margin(line) - box.right
        return room < _SLACK + first * (after.right - after.left) / max(1, len(text))

    def indented(self, line: Line) -> bool:
        """Whether a line begins to the right of the column that it stands in."""
        return self._indent(line) > _INDENT

    def aligned(self, before: Line, line: Line) -> bool:
        """Whether two lines could stand in one paragraph: near each other, and at its left edge or set in as its first.

        Titles and signatures that are centred or set to the right begin anywhere else.
        """
        if before.page == line.page:
            if self._step(before, line) > _FAR_OFF * self._pitch:
                return False
            if abs(_box(before).left - _box(line).left) <= _INDENT:
                return True
        return max(self._indent(before), self._indent(line)) <= _DEEPEST_INDENT

    def turned(self, before: Line, line: Line) -> bool:
        """Whether ``line`` opens another column or a box beside: it stands higher on the page than ``before``."""
        return before.page == line.page and self._step(before, line) < -self._pitch

    def set_in(self, before: Line, line: Line) -> bool:
        """Whether ``line`` begins to the right of ``before`` on the same page, or is indented after a page turn."""
        if before.page != line.page:
            return self.indented(line)
        return _box(line).left > _box(before).left + _INDENT

    def set_off(self, before: Line, line: Line) -> bool:
        """Whether more than the usual space stands between two lines of one page."""
        return before.page == line.page and self._step(before, line) > _SET_OFF * self._pitch

    def _step(self, before: Line, line: Line) -> float:
        return _box(before).last_base - _box(line).first_base

    def _indent(self, line: Line) -> float:
        """How far a line begins from the left edge of the lines above and below it, in points."""
        here = _box(line)
        return here.left - min(
            box.left for box in self._around(line) if box.left < here.right and box.right > here.left
        )

    def _margin(self, line: Line) -> float:
        """The right margin at a line: how far the lines reach that stand above, below or level with it.

        The farthest of many may be a title across both columns, so that the second counts.
        """
        here = _box(line)
        rights = sorted(box.right for box in self._around(line) if box.left < here.right and box.right > here.left)
        return max(here.right, rights[-2] if len(rights) >= _MANY else rights[-1])

    def _around(self, line: Line) -> list[Box]:
        """The boxes of the lines around, on the same page."""
        index = self._order[id(line)]
        around = self._placed[max(0, index - _AROUND) : index + _AROUND + 1]
        return [_box(other) for other in around if other.page == line.page]


def _pitch(lines: list[Line]) -> float:
    """The usual distance of base lines, in points."""
    steps = (
        _box(before).last_base - _box(line).first_base for before, line in pairwise(lines) if before.page == line.page
    )
    return median([step for step in steps if 0 < step < 100] or [12.0])


def _box(line: Line) -> Box:
    assert line.box is not None
    return line.box
