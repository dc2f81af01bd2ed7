"""Laws drafted in articles: front matter, levels above, articles, annexes, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from regatlas.model.text import SourceText
from regatlas.structure.body import Body, past_punctuation
from regatlas.structure.chain import Candidate, choose
from regatlas.structure.chinese import CHINESE, PLAIN_NAMES
from regatlas.structure.contents import find_contents
from regatlas.structure.dialect import Dialect
from regatlas.structure.headings import Heading, HeadingFinder, tidy_heading
from regatlas.structure.layout import Layout
from regatlas.structure.lists import ListTracker
from regatlas.structure.mentions import Mentions
from regatlas.structure.outline import RANK, Unit
from regatlas.structure.shapes import LONGEST, OF_SEGMENT, OTHER, PLAIN, openings, shape
from regatlas.structure.signs import KNOWN

_ARTICLE: Final = RANK["article"]
_LONGEST_SIGNATURE = 90
_LONGEST_TITLE = 200
_LONGEST_SAME_LINE = 100
_TITLE_SEGMENTS = 12
_DATE_LINE = re.compile(r"\d{4}\s?年|[〇零一二三四五六七八九]{4}年|\b(?:19|20)\d{2}\b")


class ArticleParser:
    """Finds the units of one text in one dialect, in reading order."""

    def __init__(self, source: SourceText, dialect: Dialect, *, alike: bool = True) -> None:
        """``alike`` says that articles which are built alike are looked up; without it, which takes twice as long and
        gives the same, each is taken apart."""
        self._alike = alike
        self.text = source.text
        self.dialect = dialect
        self.layout = Layout(source)
        mentions = Mentions(self.layout, dialect)
        # The table of contents, or (0, 0), and the beginnings of all articles.
        self.contents = find_contents(self.layout, dialect, mentions.is_first)
        self.articles = choose(mentions.find(self.contents))
        self._openings = b""
        # The index of the piece behind which everything lies that is still to be read.
        self._piece = 0

    def _in_contents(self, offset: int) -> bool:
        return self.contents[0] <= offset < self.contents[1]

    # Units

    def units(self) -> list[Unit]:
        """All units, sorted; together they cover the text from its first character."""
        starts = [article.start for article in self.articles]
        headings = HeadingFinder(self.layout, self.dialect, starts, self.contents).find()
        marks: list[Candidate | Heading] = sorted([*headings, *self.articles], key=itemgetter(0))
        if not marks:
            return []
        units = list(self._front(marks[0].start))
        self._find_openings()
        annex: ListTracker | None = None
        for index, mark in enumerate(marks):
            following = marks[index + 1] if index + 1 < len(marks) else None
            end = following.start if following else len(self.text)
            if isinstance(mark, Heading):
                annex = self._annex_lists(mark, annex)
                units.extend(self._headed(mark, end, annex))
            else:
                annex = None
                last = following is None or (isinstance(following, Heading) and following.level.kind == "annex")
                self._add_article(units, mark, end, last=last)
        return units

    def _annex_lists(self, heading: Heading, before: ListTracker | None) -> ListTracker | None:
        """The lists of the annex in which a heading stands; its sections may number their points through."""
        if heading.level.kind == "annex":
            return ListTracker()
        if before is None or heading.level.kind != "section":
            return None
        before.pause()
        return before

    def _headed(self, heading: Heading, end: int, annex: ListTracker | None) -> Iterator[Unit]:
        """A heading, and the body of an annex; words that introduce a chapter stay its own."""
        token = f"{heading.level.token}_{heading.number}" if heading.number else heading.level.token
        yield Unit(
            heading.level.kind,
            heading.start,
            heading.level.rank,
            token,
            number=heading.number or None,
            heading=tidy_heading(heading.title) or None,
            printed=heading.printed,
            body=heading.end,
        )
        if annex is None:
            return
        body = Body(self.layout, self.dialect, end, annex=annex)
        for start, stop in self.layout.segments(heading.end, end):
            yield from body.units(start, stop)

    def _find_openings(self) -> None:
        """Prepare for articles that are built alike; what a text quotes from other laws is not built like its own."""
        if self._alike and self.articles and self.dialect is CHINESE and not self.layout.quotes:
            self._openings = openings(self.layout, self.layout.index_at(self.articles[0].start))

    def _add_article(self, units: list[Unit], article: Candidate, end: int, *, last: bool) -> None:
        if self.dialect.han and not article.inserted and article.number < len(PLAIN_NAMES):
            token, label, citation = PLAIN_NAMES[article.number]
            unit = Unit("article", article.start, _ARTICLE, token, label)
            unit.citation = citation
        else:
            label = self.dialect.label(article.number, article.inserted)
            unit = Unit("article", article.start, _ARTICLE, f"art_{label}", label)
        units.append(unit)
        if last or not self._takes_shape(unit, article, end):
            self._take_apart(units, unit, article, end, last=last)

    def _takes_shape(self, unit: Unit, article: Candidate, end: int) -> bool:
        """Fill an article as others that open so; False where it is not one of them."""
        openings, starts, text = self._openings, self.layout.starts, self.text
        if not openings:
            return False
        first, count = self._piece, len(starts)
        while first < count and starts[first] < article.start:
            first += 1
        stop = first
        while stop < count and starts[stop] < end:
            stop += 1
        self._piece = stop
        if stop == count or starts[first] != article.start or starts[stop] != end:
            return False
        begins = ord(text[article.end + (text[article.end] == " ")])
        if begins >= KNOWN or OF_SEGMENT[begins] != PLAIN:
            return False
        if first + 1 < stop:
            found = openings[first + 1 : stop]
            if len(found) > LONGEST or OTHER in found:
                return False
            unit.inner = shape(found)
            unit.places = starts[first : stop + 1]
        return True

    def _take_apart(self, units: list[Unit], unit: Unit, article: Candidate, end: int, *, last: bool) -> None:
        segments = self.layout.segments(article.start, end)
        signed = len(segments)
        if last or self.dialect.heading_below:
            first = self._article_heading(unit, article, segments) if self.dialect.heading_below else 0
            signed = self._signature(segments, first) if last else signed
            segments = segments[first:]
            signed -= first
        # Where the text of the article begins: behind its number, unless it has a heading.
        begin = article.end if not unit.heading or not signed else segments[0][0]
        if signed > 1 or (signed and self._opens_list(begin, segments[0][1])):
            body = Body(self.layout, self.dialect, end)
            units += body.units(begin, segments[0][1], begin if unit.heading else unit.start)
            body.fill(units, segments[1:signed])
        units += [Unit("signature", start, RANK["front"], "signature") for start, _ in segments[signed:]]

    def _opens_list(self, start: int, stop: int) -> bool:
        """Whether a segment begins with a list number; a lone one that does not adds no unit to its article."""
        return bool(self.layout.markers(past_punctuation(self.text, start, stop), stop))

    def _article_heading(self, unit: Unit, article: Candidate, segments: list[tuple[int, int]]) -> int:
        """Take the heading below "Article 5", or behind it on its line; return the segment where the body begins."""
        if len(segments) < 2:
            return 0
        # An article whose line has only its number has its heading on the next one.
        line = 0 if self.text[article.end : segments[0][1]].strip(" .:：—-") else 1
        start, end = max(segments[line][0], article.end), segments[line][1]
        heading = self.text[start:end].strip(" .:：—-")
        if len(heading) > _LONGEST_TITLE or self.layout.markers(start, end) or self._is_sentence(start, end):
            return 0
        if line == 0 and (len(heading) > _LONGEST_SAME_LINE or not heading[0].isupper()):
            return 0
        unit.heading = heading
        unit.body = segments[line + 1][0] if len(segments) > line + 1 else end
        return line + 1

    def _is_sentence(self, start: int, end: int) -> bool:
        return self.text[start:end].rstrip().endswith((".", ";", ":", "。", "；", "："))

    # Before and after

    def _front(self, end: int) -> Iterator[Unit]:
        """Title, promulgation note, recitals, table of contents and preamble before the first unit."""
        title = self._title(end)
        recitals = 0
        for start, stop in self.layout.segments(0, end):
            if self._in_contents(start):
                if start == self.contents[0]:
                    yield Unit("toc", start, RANK["front"], "toc")
                continue
            number = self._recital_number(start, stop, recitals)
            if number:
                recitals = number
                yield Unit("recital", start, RANK["front"], f"rec_{number}", str(number))
            elif start == title:
                yield Unit("title", start, RANK["front"], "title")
            elif not recitals or self._ends_recitals(start, stop):
                recitals = 0 if recitals else recitals
                yield Unit("preamble", start, RANK["front"], "preamble")

    def _title(self, end: int) -> int | None:
        """The first short line that names a type of instrument, or else the first short line."""
        first = None
        for start, stop in self.layout.segments(0, end)[:_TITLE_SEGMENTS]:
            long = stop - start > _LONGEST_TITLE or self.text[stop - 1] in "。；;.,:："
            if long or self._in_contents(start):
                continue
            if self.dialect.title.search(self.text[start:stop]):
                return start
            first = start if first is None else first
        return first

    def _recital_number(self, start: int, stop: int, last: int) -> int:
        match = self.dialect.recital.match(self.text, start, stop) if self.dialect.recital else None
        return int(match[1]) if match and int(match[1]) == last + 1 else 0

    def _ends_recitals(self, start: int, stop: int) -> bool:
        """A recital may have several paragraphs; the enacting words, in capitals, end the last one."""
        return self.text[start:stop].isupper()

    def _signature(self, segments: list[tuple[int, int]], first: int) -> int:
        """Where the signature begins among the last article's segments: at its words, or short lines at the end."""
        count = len(segments)
        for index in range(max(first, 0) + 1, count):
            if self.dialect.closing and self.dialect.closing.match(self.text, segments[index][0]):
                return index
        while count > first + 1 and self._signs(*segments[count - 1]):
            count -= 1
        return count

    def _signs(self, start: int, stop: int) -> bool:
        line = self.text[start:stop]
        if len(line) > _LONGEST_SIGNATURE or line.endswith(("。", ".", "；", ";", "：", ":", "”", "|")):
            return False
        return not self.layout.markers(start, stop) or bool(_DATE_LINE.search(line))
