"""The measure of a page in the terminal, with lines broken as Chinese and Latin text ask for it."""

from __future__ import annotations

import re
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from regatlas.cli.lines import breaks, columns

ACCENT = "red"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANK = re.compile(r"\s+")
_MAX_WIDTH = 100
_MIN_WIDTH = 24
_MIN_ROOM = 12


def plain(text: str) -> str:
    """``text`` on one line, without characters that move the cursor, colour the screen or turn the reading order."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", _BLANK.sub(" ", text)).strip()


class Page:
    """A console with the measure of a page: never wider than a comfortable line, never wider than the terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.width = max(_MIN_WIDTH, min(console.width, _MAX_WIDTH))

    def add(self, *cells: Text, widths: tuple[int, ...] = (), indent: int = 0) -> None:
        """Print cells side by side, each wrapped in its own column; the last takes the room that is left."""
        room = self.width - indent - sum(widths) - 2 * len(widths)
        if widths and room < _MIN_ROOM:
            self.add(Text("  ").join(cells[:-1]), indent=indent)
            self.add(cells[-1], indent=indent + 2)
            return
        wrapped = [_wrap(cell, width) for cell, width in zip(cells, (*widths, room), strict=True)]
        for row in zip_longest(*wrapped, fillvalue=Text()):
            self._row(row, widths, indent)

    def _row(self, row: tuple[Text, ...], widths: tuple[int, ...], indent: int) -> None:
        line = Text(" " * indent)
        for text, width in zip(row[:-1], widths, strict=True):
            line.append_text(text).append(" " * (width + 2 - columns(text.plain)))
        line.append_text(row[-1]).rstrip()
        self._console.print(line, no_wrap=True, overflow="ignore", crop=False, highlight=False)

    def whole(self, text: Text) -> None:
        """Print one line that is never broken by us: a place that an editor or a pipe is to find again."""
        self._console.print(text, soft_wrap=True, highlight=False)

    def blank(self) -> None:
        """Print an empty line."""
        self._console.print()

    def title(self, text: str) -> None:
        """Print the title of everything, ruled off."""
        self.add(Text(plain(text), style="bold"))
        self.add(Text("─" * self.width, style=ACCENT))

    def heading(self, text: str, note: str = "") -> None:
        """Print the heading of a section after an empty line."""
        self.blank()
        self.add(Text.assemble((plain(text), f"bold {ACCENT}"), ("  " + note if note else "", "dim")))


def _wrap(text: Text, width: int) -> list[Text]:
    lines: list[Text] = []
    for paragraph in text.split("\n", allow_blank=True):
        for line in paragraph.divide(breaks(paragraph.plain, max(2, width))):
            line.rstrip()
            lines.append(line)
    return lines
