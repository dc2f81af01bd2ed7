"""Cross-references in Chinese text: 本法第…条, 前款, 前两条, 本条第一款, 《…法》第…条, 该款."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regatlas.model.document import Document
from regatlas.model.reference import Citation, Cited, Reference
from regatlas.structure.numerals import chinese_number
from regatlas.structure.references.chinese_citation import ONE, chinese_citations
from regatlas.structure.references.instruments import Named, chinese_names, unmarked_before
from regatlas.structure.references.passages import Passages
from regatlas.structure.references.places import Places

_RELATIVE = (
    r"(?<![目以之当先此提多])前(?P<count>[两二三四五六七八九十]?)(?P<back>款(?!项)|条(?![件例约])|項|项(?!目))"
    r"|(?<![基资成根版文原样日])本(?P<here>[条款章节编](?![例件约目程制项])|项(?!目))"
    r"|(?<![应])(?P<there>该|同)(?P<unit>[条款项](?![例件约目款]))"
)
_ONE = ONE.pattern.replace("<unit>", "<unit_>").replace("<number>", "<number_>")
_SCAN = re.compile(rf"(?P<cited>{_ONE})|{_RELATIVE}|附件\s?(?=[一二三四五六七八九十\d](?![并起同样次致般旦]))")
_UNIT = {
    "款": "paragraph",
    "条": "article",
    "项": "point",
    "項": "point",
    "章": "chapter",
    "节": "section",
    "编": "part",
}
_OWN = re.compile(
    r"本(?:法典|法|条例|暂行规定|暂行办法|规定|办法|实施细则|实施办法|细则|规则|决定|意见|通知|规范|准则|指引|指南|解释|规程|章程|公约|标准|方案)的?\s?$"
)
_THAT = re.compile(r"(?:该|上述|前述)(?:法典|法|条例|规定|办法|细则|规则|决定|解释)的?$")
_LABEL = re.compile(r"\s|$")


class ChineseLinks:
    """Finds the references of one Chinese text, in order."""

    def __init__(self, document: Document, places: Places, passages: Passages) -> None:
        self._document = document
        self._text = document.text
        self._places = places
        self._passages = passages
        self._names = {name.end: name for name in chinese_names(self._text)}
        self._last: tuple[str, ...] = ()
        self._outside: tuple[str | None, int] = (None, 0)

    def references(self) -> Iterator[Reference]:
        """Every reference; a name of an instrument that no citation follows stands alone."""
        found: list[Reference] = []
        end = 0
        for match in _SCAN.finditer(self._text):
            reference = self._at(match) if match.start() >= end else None
            if reference:
                end = reference.quote.span.end
                found.append(reference)
        cited = {reference.quote.span.start for reference in found}
        found.extend(
            self._passages.reference(name.start, name.end, (), name.name)
            for name in self._names.values()
            if name.start not in cited and not self._passages.is_title(name.start, name.name)
        )
        found.sort(key=lambda item: item.quote.span)
        yield from found

    def _at(self, match: re.Match[str]) -> Reference | None:
        start = match.start()
        if self._is_label(match) or self._passages.is_furniture(start):
            return None
        if match["cited"] or match.group().startswith("附件"):
            return self._cited(start)
        return self._relative(match)

    def _is_label(self, match: re.Match[str]) -> bool:
        """The number of a provision at its beginning, also where it is quoted to be inserted elsewhere: “第三条 …."""
        if match["cited"] is None:
            return False
        start, end = match.span()
        if self._places.is_label(start, _UNIT.get(match["unit_"] or "", "")):
            return True
        opens = self._passages.opens(start) or self._text[start - 1 : start] in ("“", "‘")
        return opens and bool(_LABEL.match(self._text, end))

    def _cited(self, start: int) -> Reference | None:
        citations, end = chinese_citations(self._text, start)
        if not citations:
            return None
        name = self._instrument(start)
        if name:
            cites = tuple(Cited(citation=citation) for citation in citations)
            return self._reference(name.start, end, cites, instrument=name.name)
        window = self._text[max(0, start - 8) : start]
        own = _OWN.search(window)
        begin = start - (len(window) - own.start()) if own else start
        return self._internal(begin, end, citations, None)

    def _instrument(self, start: int) -> Named | None:
        for between in ("", "的", " ", "的 "):
            name = self._names.get(start - len(between))
            if name and self._text[name.end : start] == between:
                return name if name.name != self._passages.title else None
        that = _THAT.search(self._text, max(0, start - 6), start)
        if that:
            return Named(that.start(), that.end(), that.group().rstrip("的"))
        return unmarked_before(self._text, start)

    def _relative(self, match: re.Match[str]) -> Reference | None:
        start, end = match.span()
        source = self._passages.source(start)
        bases = self._bases(match, source)
        if match["there"] and not bases:
            return None
        citations, stop = chinese_citations(self._text, end)
        if citations:
            return self._internal(start, stop, citations, bases)
        cites = tuple(Cited(citation=None, targets=(base,)) for base in bases) or (Cited(citation=None),)
        return self._reference(start, end, cites)

    def _bases(self, match: re.Match[str], source: str) -> tuple[str, ...]:
        if match["back"]:
            count = chinese_number(match["count"]) or 1 if match["count"] else 1
            return self._places.preceding(source, _UNIT[match["back"][0]], count)
        if match["here"]:
            here = self._places.enclosing(source, _UNIT[match["here"][0]])
            return (here,) if here else ()
        unit = _UNIT[match["unit"][0]]
        named = [self._places.enclosing(eid, unit) for eid in self._last]
        return tuple(dict.fromkeys(eid for eid in named if eid))[-1:]

    def _internal(self, start: int, end: int, citations: list[Citation], bases: tuple[str, ...] | None) -> Reference:
        source = self._passages.source(start)
        cites = tuple(Cited(citation=item, targets=self._targets(item, source, bases)) for item in citations)
        outside, outside_end = self._outside
        named = self._text[start] in "第附" and citations[0].steps[0].unit == "article"
        if named and outside and not any(cited.targets for cited in cites) and self._same_sentence(outside_end, start):
            # 刑法第三百八十九条规定的犯罪、第三百九十三条规定的犯罪: still of that law.
            return self._reference(start, end, cites, instrument=outside)
        return self._reference(start, end, cites)

    def _same_sentence(self, start: int, end: int) -> bool:
        return not any(stop in self._text[start:end] for stop in "。\n")

    def _targets(self, citation: Citation, source: str, bases: tuple[str, ...] | None) -> tuple[str, ...]:
        if bases is not None and citation.steps[0].unit != "article":
            found = [self._places.below(base, citation.steps) for base in bases]
            return tuple(eid for eid in found if eid)
        eid = self._places.resolve(citation, source) or self._below_last(citation)
        return (eid,) if eid else ()

    def _below_last(self, citation: Citation) -> str | None:
        """违反第五条第一项的…；违反第二项的…: a point that the article itself lacks is of the one cited last."""
        if citation.steps[0].unit not in ("paragraph", "point"):
            return None
        articles = [self._places.enclosing(eid, "article") for eid in self._last]
        return self._places.below(articles[-1], citation.steps) if articles and articles[-1] else None

    def _reference(self, start: int, end: int, cites: tuple[Cited, ...], instrument: str | None = None) -> Reference:
        # 该款 means what was cited last.
        reference = self._passages.reference(start, end, cites, instrument)
        if instrument and cites:
            self._outside = instrument, end
        if reference.internal and reference.targets:
            self._last = reference.targets
        return reference
