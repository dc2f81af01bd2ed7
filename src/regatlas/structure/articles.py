"""Laws drafted in articles: front matter, levels above, articles, paragraphs, points, annexes, signatures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from regatlas.model.text import Block, SourceText
from regatlas.structure.chain import Candidate, Strength, choose
from regatlas.structure.dialect import Dialect, Level
from regatlas.structure.headings import Heading, find_headings, tidy_heading
from regatlas.structure.lists import ListTracker
from regatlas.structure.markers import Marker, markers_at
from regatlas.structure.outline import RANK, Unit
from regatlas.structure.quoted import quoted_spans

_SENTENCE_BEFORE = re.compile(r"[。；！？.;!?”\"’）)\]》]\s?$")
_LONGEST_SIGNATURE = 90
_DATE_LINE = re.compile(r"\d{4}\s?年|[〇零一二三四五六七八九]{4}年|\b(?:19|20)\d{2}\b")


class ArticleParser:
    """Finds the units of one text in one dialect, in reading order."""

    def __init__(self, source: SourceText, dialect: Dialect) -> None:
        self.source = source
        self.text = source.text
        self.dialect = dialect
        self.blocks = source.blocks
        self._starts = [block.start for block in self.blocks]
        self._soft = frozenset(source.soft_breaks)
        self._quoted = quoted_spans(self.text, self.blocks)
        self.contents = self._find_contents()

    # Articles

    def articles(self) -> list[Candidate]:
        """The beginnings of all articles."""
        return choose(list(self._candidates()))

    def _candidates(self) -> Iterator[Candidate]:
        for match in self.dialect.article.finditer(self.text):
            number = self.dialect.number(match["number"])
            if number is None or self._in_contents(match.start()) or self._is_quoted(match.start()):
                continue
            strength = self._strength(match.start())
            if strength is None or self.dialect.reference.match(self.text, match.end()):
                continue
            inserted = self.dialect.inserted(match["inserted"] or "")
            yield Candidate(match.start(), match.end(), number, inserted, strength, match.group())

    def _strength(self, start: int) -> Strength | None:
        if start in self._block_starts:
            return Strength.BLOCK
        if not _SENTENCE_BEFORE.search(self.text, max(0, start - 4), start):
            return None
        return Strength.LINE if start in self._soft else Strength.INLINE

    @property
    def _block_starts(self) -> frozenset[int]:
        cached = getattr(self, "_block_start_set", None)
        if cached is None:
            cached = self._block_start_set = frozenset(self._starts)
        return cached

    def _is_quoted(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self._quoted)

    # Contents

    def _find_contents(self) -> tuple[int, int]:
        """The table of contents: heading lines from the word for it (or from the top) to where they begin again."""
        for index, block in enumerate(self.blocks[:80]):
            if self.dialect.contents.match(self.text, block.start, block.end):
                return self._contents_from(index)
        return self._unannounced_contents()

    def _contents_from(self, index: int) -> tuple[int, int]:
        first: str | None = None
        for position in range(index + 1, len(self.blocks)):
            block = self.blocks[position]
            line = self.text[block.start : block.end]
            key = self._heading_key(line)
            if first is None:
                first = key
            elif key is not None and key == first:
                return self.blocks[index].start, block.start
            if key is None and (len(line) > 80 or self._opens_article(block)):
                return self.blocks[index].start, block.start
        return 0, 0

    def _unannounced_contents(self) -> tuple[int, int]:
        """Chapters listed one under the other near the top, then the first of them again."""
        run: list[int] = []
        for index, block in enumerate(self.blocks[:200]):
            if self._heading_key(self.text[block.start : block.end]) is not None:
                run.append(index)
            elif len(run) >= 3:
                break
            else:
                run = []
        if len(run) < 4:
            return 0, 0
        keys = [self._heading_key(self.text[self.blocks[i].start : self.blocks[i].end]) for i in run]
        again = next((i for i, key in enumerate(keys[1:], start=1) if key == keys[0]), None)
        if again is None or again < 3:
            return 0, 0
        return self.blocks[run[0]].start, self.blocks[run[again]].start

    def _heading_key(self, line: str) -> str | None:
        for level in self.dialect.levels:
            match = level.pattern.match(line)
            if match and len(line) <= 120:
                return f"{level.kind}:{self.dialect.number(match['number'])}"
        return None

    def _opens_article(self, block: Block) -> bool:
        match = self.dialect.article.match(self.text, block.start)
        return match is not None and not self.dialect.reference.match(self.text, match.end())

    def _in_contents(self, offset: int) -> bool:
        return self.contents[0] <= offset < self.contents[1]

    # Units

    def units(self) -> list[Unit]:
        """All units, sorted; together they cover the text from its first character."""
        articles = self.articles()
        headings = find_headings(self, articles)
        marks: dict[int, Candidate | Heading] = {item.start: item for item in [*headings, *articles]}
        splits = sorted(marks)
        if not splits:
            return []
        units = list(self._front(splits[0]))
        for index, start in enumerate(splits):
            end = splits[index + 1] if index + 1 < len(splits) else len(self.text)
            item = marks[start]
            if isinstance(item, Heading):
                units.append(heading_unit(item, self.dialect))
                units.extend(self._below_heading(item, end))
            else:
                units.extend(self._article(item, end, last=index + 1 == len(splits)))
        return units

    def _below_heading(self, heading: Heading, end: int) -> Iterator[Unit]:
        """Text between a heading and the next unit: the body of an annex, or words that introduce a chapter."""
        if heading.level.kind != "annex":
            return
        tracker = ListTracker()
        for segment in self._segments(heading.end, end):
            yield from self._segment_units(segment, end, tracker, in_annex=True)

    def _article(self, article: Candidate, end: int, *, last: bool) -> Iterator[Unit]:
        label = self.dialect.label(article.number, article.inserted)
        unit = Unit("article", article.start, RANK["article"], f"art_{label}", number=label)
        segments = list(self._segments(article.start, end))
        body = self._article_heading(unit, article, segments)
        signature = self._signature(segments[body:]) if last else len(segments) - body
        yield unit
        tracker = ListTracker()
        for index, segment in enumerate(segments[body : body + signature]):
            first = index == 0
            start = article.end if first and not unit.heading else segment[0]
            opening = unit.start if first and not unit.heading else segment[0]
            yield from self._segment_units((start, segment[1]), end, tracker, opening=opening)
        for start, _ in segments[body + signature :]:
            yield Unit("signature", start, RANK["front"], "signature")

    def _article_heading(self, unit: Unit, article: Candidate, segments: list[tuple[int, int]]) -> int:
        """Take the heading on the line below "Article 5"; return the segment where the body begins."""
        alone = not self.text[article.end : segments[0][1]].strip(" .:：—-")
        if not self.dialect.heading_below or not alone or len(segments) < 2:
            return 0
        start, end = segments[1]
        line = self.text[start:end]
        if len(line) > 200 or markers_at(self.text, start, end):
            return 0
        unit.heading = line
        unit.body = segments[2][0] if len(segments) > 2 else end
        return 2

    def _segment_units(
        self, segment: tuple[int, int], end: int, tracker: ListTracker, *, opening: int | None = None,
        in_annex: bool = False,
    ) -> Iterator[Unit]:  # fmt: skip
        """The units that one paragraph of text opens: points by their numbers, or a paragraph without one."""
        start, stop = segment
        begin = start if opening is None else opening
        while start < stop and self.text[start] in " :：.\n":
            start += 1
        markers = markers_at(self.text, start, stop)
        placed = list(self._placed(markers, stop, end, tracker))
        if not placed:
            yield from self._plain(begin, tracker, in_annex=in_annex)
            return
        for index, (depth, unit) in enumerate(placed):
            unit.start = begin if index == 0 else unit.start
            yield from self._with_first_subparagraph(depth, unit)

    def _plain(self, start: int, tracker: ListTracker, *, in_annex: bool) -> Iterator[Unit]:
        numbered = self.dialect.numbered_paragraphs and tracker.depth > 0 and not in_annex
        if numbered:
            tracker.reset(1)
            yield Unit("subparagraph", start, RANK["subparagraph"], "subpara", optional=True)
        else:
            tracker.reset()
            yield Unit("paragraph", start, RANK["paragraph"], "para", optional=True)

    def _with_first_subparagraph(self, depth: int, unit: Unit) -> Iterator[Unit]:
        yield unit
        if unit.kind == "paragraph":
            yield Unit("subparagraph", unit.start, RANK["subparagraph"], "subpara", optional=True)

    def _placed(
        self, markers: list[Marker], stop: int, end: int, tracker: ListTracker
    ) -> Iterator[tuple[int, Unit]]:
        for index, marker in enumerate(markers):
            following = markers[index + 1 :] or self._next_markers(stop, end)
            place = tracker.place(marker, following)
            if place is None:
                return
            depth, reading = place
            style_is_paragraph = self.dialect.numbered_paragraphs and depth == 1 and reading.style == "dot-digit"
            if style_is_paragraph:
                yield depth, Unit("paragraph", marker.start, RANK["paragraph"], f"para_{marker.label}", marker.label)
            else:
                kind = "point" if depth == 1 or self.dialect.numbered_paragraphs and depth == 2 else "subpoint"
                label = str(reading.value) if reading.style.startswith(("cn", "circled")) else marker.label
                yield depth, Unit(kind, marker.start, RANK["point"] + depth, f"{kind}_{label}", marker.label)

    def _next_markers(self, start: int, end: int) -> list[Marker]:
        found: list[Marker] = []
        index = bisect_right(self._starts, start - 1)
        for block in self.blocks[index : index + 12]:
            if block.start >= end or len(found) >= 6:
                break
            found.extend(markers_at(self.text, block.start, block.end))
        return found

    def _segments(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of ``start:end`` that stand in one block each."""
        index = max(0, bisect_right(self._starts, start) - 1)
        for block in self.blocks[index:]:
            if block.start >= end:
                return
            left, right = max(start, block.start), min(end, block.end)
            if left < right:
                yield left, right

    # Before and after

    def _front(self, end: int) -> Iterator[Unit]:
        """Title, promulgation note, table of contents and preamble before the first unit."""
        titled = False
        recitals = 0
        for start, stop in self._segments(0, end):
            line = self.text[start:stop]
            if self._in_contents(start):
                if start == self.contents[0]:
                    yield Unit("toc", start, RANK["front"], "toc")
                continue
            number = self._recital_number(line, recitals)
            if number:
                recitals = number
                yield Unit("recital", start, RANK["front"], f"rec_{number}", str(number))
            elif recitals and not line.isupper():
                yield Unit("preamble", start, RANK["front"], "preamble")
            elif not titled and len(line) <= 200 and not line.endswith("。"):
                titled = True
                yield Unit("title", start, RANK["front"], "title")
            else:
                yield Unit("preamble", start, RANK["front"], "preamble")

    def _recital_number(self, line: str, last: int) -> int:
        if not self.dialect.recital:
            return 0
        match = self.dialect.recital.match(line)
        return int(match[1]) if match and int(match[1]) == last + 1 else 0

    def _signature(self, segments: list[tuple[int, int]]) -> int:
        """How many of the last article's segments are its own: short unpunctuated lines at the end sign the text."""
        count = len(segments)
        while count > 1:
            line = self.text[segments[count - 1][0] : segments[count - 1][1]]
            if len(line) > _LONGEST_SIGNATURE or line.endswith(("。", ".", "；", ";", "：", ":")):
                break
            if markers_at(self.text, *segments[count - 1]) and not _DATE_LINE.search(line):
                break
            count -= 1
        return count


def heading_unit(heading: Heading, dialect: Dialect) -> Unit:
    """The unit of a chapter, section or annex."""
    level: Level = heading.level
    title = tidy_heading(heading.title)
    token = f"{level.token}_{heading.number}" if heading.number else level.token
    return Unit(
        level.kind, heading.start, level.rank, token, number=heading.number, heading=title or None, body=heading.end
    )
