"""Cross-references in English text: paragraphs 1 and 2 of Article 6, this Section, Sec. 3, section 871 of the … Act."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from regatlas.model.document import Document
from regatlas.model.reference import Citation, Cited, Reference
from regatlas.structure.references.english_citation import (
    UNIT,
    Phrase,
    UnitFinder,
    citations_of,
    phrase_at,
    unit_of,
)
from regatlas.structure.references.instruments import (
    Named,
    NameFinder,
    backward_after,
    english_after,
    own_after,
)
from regatlas.structure.references.passages import Passages
from regatlas.structure.references.places import Places

_UNIT = re.compile(UNIT)
_FINDER = UnitFinder()
_NAMES = NameFinder()
_OF_THAT = re.compile(rf",? of (?:that|such|those|the said) (?={UNIT})")
# "at this point" and "this part of the world" are references only where there is such a unit around.
_WORDY = frozenset({"point", "item", "part", "title", "division", "clause", "recital", "subtitle"})
_BETWEEN = re.compile(r"(?:,| and| or|, and|, or|,? as well as)(?: (?:in|to|with|of|under|the|and))* $")
_LABELLED = frozenset({"article", "section", "chapter", "part", "title", "annex", "division", "subtitle"})
_AFTER_LABEL = re.compile(r"\s*(?:[.:：—–-]?\s*(?:\n|$)|[.:：—–-]\s?[A-Z“‘\"(])")


class EnglishLinks:
    """Finds the references of one English text, in order."""

    def __init__(self, document: Document, places: Places, passages: Passages) -> None:
        self._text = document.text
        self._american = document.tradition == "us"
        self._places = places
        self._passages = passages
        self._last: Reference | None = None
        self._settled: set[int] = set()
        self._known: dict[str, list[Citation]] = {}
        self._names = _NAMES.find(self._text)
        self._name_starts = [name.start for name in self._names]

    def references(self) -> Iterator[Reference]:
        """Every reference; a name of an instrument that no citation precedes stands alone."""
        found: list[Reference] = []
        end = 0
        for match in _FINDER.finditer(self._text):
            reference = self._at(match, end) if match.start() >= end else None
            if reference:
                self._last = reference
                end = reference.quote.span.end
                found.append(reference)
        self._hand_on(found)
        yield from self._with_names(found)

    def _at(self, unit: re.Match[str], floor: int) -> Reference | None:
        phrase = phrase_at(self._text, unit, floor)
        if phrase is None or self._is_label(phrase, unit) or self._passages.is_furniture(unit.start()):
            return None
        if phrase.here:
            return self._by_position(phrase)
        citations = self._citations(phrase)
        given = english_after(self._text, phrase.end)
        if given:
            cites = tuple(Cited(citation=citation) for citation in citations)
            return self._passages.reference(phrase.start, given.end, cites, given.name)
        return self._backward(phrase, citations) or self._internal(phrase, citations)

    def _citations(self, phrase: Phrase) -> list[Citation]:
        """The citations of a phrase; the same words are read once, for a law says "paragraph 1" a hundred times."""
        words = self._text[phrase.start : phrase.end]
        if words not in self._known:
            self._known[words] = citations_of(phrase, american=self._american)
        return self._known[words]

    def _is_label(self, phrase: Phrase, unit: re.Match[str]) -> bool:
        """The number of a provision at its beginning, also of one that is quoted or that has no provision here."""
        if phrase.here or phrase.start != unit.start():
            return False
        name = unit_of(unit.group())
        if self._places.is_label(unit.start(), name):
            return True
        start = unit.start() - (self._text[unit.start() - 1 : unit.start()] in ("“", "‘", '"'))
        opens = self._passages.opens(start) and name in _LABELLED and not unit.group()[0].islower()
        return opens and bool(_AFTER_LABEL.match(self._text, phrase.end))

    def _internal(self, phrase: Phrase, citations: list[Citation]) -> Reference:
        source = self._passages.source(phrase.start)
        cites = []
        for citation in citations:
            found = self._places.resolve(citation, source)
            cites.append(Cited(citation=citation, targets=(found,) if found else ()))
        end = own_after(self._text, phrase.end)
        if end:
            self._settled.add(phrase.start)
        return self._passages.reference(phrase.start, end or phrase.end, tuple(cites), None)

    def _by_position(self, phrase: Phrase) -> Reference | None:
        source = self._passages.source(phrase.start)
        unit = phrase.here or ""
        if phrase.back:
            bases = self._places.preceding(source, unit, phrase.back)
        else:
            here = self._places.enclosing(source, unit)
            bases = (here,) if here else ()
        if not bases and unit in _WORDY:
            return None
        self._settled.add(phrase.start)
        cites = self._below(phrase, bases)
        return self._passages.reference(phrase.start, phrase.end, cites, None)

    def _below(self, phrase: Phrase, bases: tuple[str, ...]) -> tuple[Cited, ...]:
        if not phrase.groups:
            return tuple(Cited(citation=None, targets=(base,)) for base in bases) or (Cited(citation=None),)
        cites = []
        for citation in self._citations(phrase):
            found = [self._places.below(base, citation.steps) for base in bases]
            if bases and not any(found) and "." in citation.steps[0].number:
                # "subsection 4.2(b) of this section", in section 4.2 of section 4.
                found = [self._places.resolve(citation, bases[0])]
            cites.append(Cited(citation=citation, targets=tuple(eid for eid in found if eid)))
        return tuple(cites)

    def _backward(self, phrase: Phrase, citations: list[Citation]) -> Reference | None:
        """ "point (h) thereof", "the second subparagraph of that paragraph": counted from what was cited last."""
        end = backward_after(self._text, phrase.end)
        unit = None
        if end is None:
            that = _OF_THAT.match(self._text, phrase.end)
            word = _UNIT.match(self._text, that.end()) if that else None
            if word is None:
                return None
            unit, end = unit_of(word.group()), word.end()
        self._settled.add(phrase.start)
        instrument = self._named_before(phrase.start)
        if instrument:
            cites = tuple(Cited(citation=citation) for citation in citations)
            return self._passages.reference(phrase.start, end, cites, instrument)
        bases = self._last_of(unit)
        cites = tuple(self._cited_below(citation, bases) for citation in citations)
        return self._passages.reference(phrase.start, end, cites, None)

    def _named_before(self, offset: int) -> str | None:
        """The instrument that was named last in the same block, unless a provision of this document was cited since."""
        index = bisect_right(self._name_starts, offset) - 1
        name = self._names[index] if index >= 0 else None
        last = self._last
        if last and (name is None or last.quote.span.end >= name.end):
            return last.instrument
        return name.name if name and self._text.find("\n", name.start, offset) < 0 else None

    def _cited_below(self, citation: Citation, bases: tuple[str, ...]) -> Cited:
        # "paragraph 1, point (h) …, point (h)(iii) thereof": thereof means the paragraph, so look around the base too.
        found = [self._places.below(base, citation.steps) or self._places.resolve(citation, base) for base in bases]
        return Cited(citation=citation, targets=tuple(eid for eid in found if eid))

    def _last_of(self, unit: str | None) -> tuple[str, ...]:
        targets = self._last.targets if self._last else ()
        if unit is None:
            return targets[-1:]
        found = [self._places.enclosing(eid, unit) for eid in targets]
        return tuple(dict.fromkeys(eid for eid in found if eid))[-1:]

    def _hand_on(self, found: list[Reference]) -> None:
        """ "Article 4 or Article 5 of Directive …": both are of the Directive, unless the first says whose it is."""
        for index in range(len(found) - 2, -1, -1):
            first, second = found[index], found[index + 1]
            if first.instrument or not second.instrument or not second.cites or not first.cites:
                continue
            between = self._text[first.quote.span.end : second.quote.span.start]
            if not _BETWEEN.fullmatch(between) or first.quote.span.start in self._settled:
                continue
            if _head(first) == _head(second):
                cites = tuple(Cited(citation=cited.citation) for cited in first.cites)
                found[index] = first.model_copy(update={"instrument": second.instrument, "cites": cites})

    def _with_names(self, found: list[Reference]) -> Iterator[Reference]:
        spans = iter(found)
        following = next(spans, None)
        end = 0
        for name in self._names:
            while following and following.quote.span.start <= name.start:
                yield following
                end, following = following.quote.span.end, next(spans, None)
            if name.start >= end and not self._overlaps(name, following):
                end = name.end
                yield self._passages.reference(name.start, name.end, (), name.name)
        if following:
            yield following
            yield from spans

    def _overlaps(self, name: Named, following: Reference | None) -> bool:
        if self._passages.is_title(name.start, name.name):
            return True
        return following is not None and following.quote.span.start < name.end


def _head(reference: Reference) -> str:
    citation = reference.cites[0].citation
    return citation.steps[0].unit if citation else ""
