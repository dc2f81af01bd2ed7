"""Headings of the levels above the article: which lines are headings, and where their titles end."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import Final, NamedTuple

from regatlas.structure.dialect import Dialect, Level
from regatlas.structure.layout import Layout
from regatlas.structure.signs import openers_of, places_of

_LONGEST_TITLE = 150
# The longest heading of an annex of the Artificial Intelligence Act has 205 characters.
_LONGEST_BELOW = 240
# A heading that shares a block with what stands before it is taken for one only where it is this short.
_LONGEST_INSIDE = 40
_SPACED = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_IN_SENTENCE = re.compile(r"[，,。；;]|规定|所列")
# A title goes on in the next line where the first is nearly as long as a printed line, or breaks off in a phrase.
_NEARLY_FULL = 18
_LONGEST_REST = 40
_BREAKS_OFF = re.compile(r"(?:\b(?:and|or|of|the|for|to|in|on|with|by)|[，,、与和及的])$")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_tuple: Final = tuple.__new__
_TRIMMED = " :：.—–-　"


class Heading(NamedTuple):
    """A heading line: its level, number as in eids, title, and where the text after it begins."""

    start: int
    end: int
    level: Level
    number: str
    printed: str
    title: str


def tidy_heading(title: str) -> str:
    """A title without the spaces that typesetters put between ideographs (总 则)."""
    if " " not in title:
        return title
    joined = _SPACED.sub("", title)
    return joined if len(joined.replace(" ", "")) <= 4 else title


class HeadingFinder:
    """Finds the headings of one text, given where its articles begin and where its contents stand."""

    def __init__(self, layout: Layout, dialect: Dialect, articles: list[int], contents: tuple[int, int]) -> None:
        self._layout = layout
        self._text = layout.text
        self._dialect = dialect
        self._articles = articles
        self._opening = frozenset(articles)
        self._contents = contents

    def find(self) -> list[Heading]:
        """All headings outside the contents and outside quotations, in order."""
        found: list[Heading] = []
        for start, end in self._promising():
            if found and start < found[-1].end:
                continue
            if self._layout.quotation_at(start):
                continue
            if not self._contents[0] <= start < self._contents[1]:
                found += self._in_piece(start, end)
            elif end > self._contents[1]:
                # The first heading of the body stands in the same block as the last lines of the contents.
                found += self._inside(start, end)
        return found

    def _promising(self) -> list[tuple[int, int]]:
        """The pieces that a heading may open, and those with a line that it may open, by their first character."""
        layout, articles = self._layout, self._articles
        places, lines = self._begun()
        found: list[int] = []
        article = 0
        for index in places:
            start = layout.starts[index]
            while article < len(articles) and articles[article] < start:
                article += 1
            if article == len(articles) or articles[article] != start:
                found.append(index)
        if lines:
            found = sorted({*found, *[layout.index_at(start) for start in lines]})
        return [(layout.starts[index], layout.ends[index]) for index in found]

    def _begun(self) -> tuple[list[int], list[int]]:
        """The indices of the pieces, and the beginnings of the lines inside, with a character as headings begin."""
        layout, text, initials = self._layout, self._text, self._dialect.initials
        openers = openers_of(initials)
        if openers:
            places: list[int] = []
            inside: list[int] = []
            for opener in openers:
                places += places_of(opener, layout.openers)
                inside += places_of(opener, layout.line_openers)
            return sorted(places), [layout.line_starts[index] for index in inside]
        places = [index for index, start in enumerate(layout.starts) if text[start] in initials]
        return places, [start for start in layout.line_starts if text[start] in initials]

    def _in_piece(self, start: int, end: int) -> list[Heading]:
        if start not in self._opening and self._text[start] in self._dialect.initials:
            heading = self._heading(start, self._first_article(start, end))
            if heading:
                return [heading]
        return self._inside(start, end)

    def _inside(self, start: int, end: int) -> list[Heading]:
        """Headings that a reader joined to an unfinished line before them; they fill a line of the original."""
        lines = self._layout.lines(start, end)
        found = [self._in_line(left, right) for left, right in pairwise([*lines, end])] if lines else []
        return [one for one in found if one is not None]

    def _in_line(self, left: int, right: int) -> Heading | None:
        if self._text[left] not in self._dialect.initials:
            return None
        stop = self._first_article(left, right)
        line = self._text[left:stop].strip()
        if (
            left in self._opening
            or self._contents[0] <= left < self._contents[1]
            or len(line) > _LONGEST_INSIDE
            or _IN_SENTENCE.search(line)
        ):
            return None
        heading = self._heading(left, stop)
        return heading if heading and heading.title else None

    def _first_article(self, start: int, end: int) -> int:
        """The first article that begins behind ``start`` in the same piece, or the piece's end."""
        index = bisect_right(self._articles, start)
        return self._articles[index] if index < len(self._articles) and self._articles[index] < end else end

    def _heading(self, start: int, stop: int) -> Heading | None:
        line = self._text[start:stop].rstrip()
        if len(line) > _LONGEST_TITLE:
            return None
        for level in self._dialect.levels:
            match = level.pattern.match(line)
            number = _number(self._dialect, match["number"]) if match and not _ends_sentence(line) else None
            if match and number:
                return self._with_title(
                    start, stop, level, number, match["number"], line[match.end() :].strip(_TRIMMED)
                )
        annex = self._dialect.annex.match(line)
        if annex:
            printed = annex["number"].strip()
            number = _number(self._dialect, printed) or printed
            level = Level("annex", 2, "annex", self._dialect.annex)
            return self._with_title(start, stop, level, number, printed, line[annex.end() :].strip(_TRIMMED))
        return None

    def _with_title(self, start: int, stop: int, level: Level, number: str, printed: str, title: str) -> Heading:
        """Take the title, or its rest, from the next line where this one has only a part of it."""
        index = self._layout.index_at(start)
        if stop < self._layout.ends[index]:
            return _tuple(Heading, (start, stop, level, number, printed, title))
        if index + 1 == len(self._layout.starts):
            return _tuple(Heading, (start, len(self._text), level, number, printed, title))
        following = self._layout.starts[index + 1]
        end = self._layout.ends[index + 1]
        line = self._text[following:end]
        if self._is_rest(title, line, following):
            joined = "" if title and _IDEOGRAPH.match(line) else " "
            return Heading(
                start, self._layout.next_start(following), level, number, printed, f"{title}{joined}{line}".strip()
            )
        return _tuple(Heading, (start, following, level, number, printed, title))

    def _is_rest(self, title: str, line: str, start: int) -> bool:
        if start in self._opening or len(line) > _LONGEST_BELOW or _ends_sentence(line) or self._is_mark(line):
            return False
        if not title:
            return True
        if len(line) > _LONGEST_REST or not (len(title) >= _NEARLY_FULL and _IDEOGRAPH.search(title[-1])):
            return bool(_BREAKS_OFF.search(title)) and len(line) <= _LONGEST_REST
        after = self._layout.next_start(start)
        return after in self._opening or self._is_mark(self._text[after : after + _LONGEST_INSIDE])

    def _is_mark(self, line: str) -> bool:
        """Whether a line opens a unit of its own and so is no title."""
        if self._dialect.article.match(line) or self._dialect.annex.match(line):
            return True
        return any(level.pattern.match(line) for level in self._dialect.levels)


def _ends_sentence(line: str) -> bool:
    """Whether a line ends as sentences do, and not in an ellipsis."""
    if line.endswith("."):
        return len(line) > 1 and line[-2] != "."
    return line.endswith(("。", "；", ";"))


def _number(dialect: Dialect, words: str) -> str | None:
    """A heading's number in Arabic digits; annexes have sections A, B, C, of which only I, V and X are Roman."""
    if len(words) == 1 and words.isascii() and words.isalpha() and words not in "IVX":
        return words
    value = dialect.number(words) if words else None
    return str(value) if value is not None else None
