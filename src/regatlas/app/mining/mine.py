"""Everything that a text says of instruments, agencies and events, each with its quote, held to the catalog."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from regatlas.app.mining.acts import told
from regatlas.app.mining.attributes import described
from regatlas.app.mining.dates import FoundDate, find_dates
from regatlas.app.mining.doing import triggers
from regatlas.app.mining.happenings import Happenings
from regatlas.app.mining.matching import Matcher
from regatlas.app.mining.naming import Mention, NameIndex
from regatlas.app.mining.outside import Outsiders
from regatlas.app.mining.pointing import Pointer, meant, pointers
from regatlas.app.mining.sentence import Sentence, Statement, marked_oblique
from regatlas.app.mining.short_names import shortened
from regatlas.catalog.catalog import Catalog
from regatlas.engines.sentences import sentences
from regatlas.model.document import Document
from regatlas.model.mining import MinedClaim, Mining, NamedDate, NamedThing, Unresolved, UnresolvedReason
from regatlas.model.text import Quote, Span

_DRAFT_BEFORE = re.compile(r"\b[Dd]raft(?: (?:version|text))?(?: of)?(?: the)?(?: \w+)? $")
_DRAFT_AFTER = re.compile(r"^[》”\"]?\s?[（(]?(?:征求意见稿|草案|draft|the draft)", re.IGNORECASE)
_ENDS = re.compile(r"[，。；、]|$")
_COUNTS = re.compile(r"共\S{1,5}条")
_CLAUSE = re.compile(r"[;；]|, (?:and|but|while) ")
_QUOTES_EACH = 50


class Miner:
    """Mines texts against one catalog on one day. Making one takes longer than mining a page."""

    def __init__(self, catalog: Catalog, as_of: date) -> None:
        self._catalog = catalog
        self._as_of = as_of
        self._names = NameIndex(catalog)
        self._outsiders = Outsiders(catalog)
        self._happenings = Happenings(catalog)
        self._matcher = Matcher(catalog, self._names, as_of)

    def mine(self, document: Document) -> Mining:
        """What the document says. Raises :class:`regatlas.errors.EvidenceError` if a quote does not stand in it."""
        text = document.text
        found = _Found(text, self._own(document))
        named = sorted(self._named(text), key=lambda one: one.start)
        for start, end in _paragraphs(text):
            self._paragraph(found, _within(named, start, end), Span(start, end))
        mining = Mining(
            as_of=self._as_of.isoformat(),
            catalog_sha256=self._catalog.sha256,
            things=tuple(self._things(text, named)),
            dates=tuple(found.dates),
            claims=tuple(found.claims),
            unresolved=tuple(found.unresolved),
        )
        for quote in mining.quotes():
            quote.check(text)
        return mining

    def _own(self, document: Document) -> Mention | None:
        """The instrument that the document itself is, by its title."""
        title = document.metadata.title
        named = self._named(title.value) if title else []
        whole = [one for one in named if one.kind == "instrument" and len(one.ids) == 1 and one.start <= 1]
        return whole[0] if title and len(whole) == 1 and whole[0].end >= len(title.value) - 8 else None

    def _named(self, text: str) -> list[Mention]:
        known = list(self._names.find(text))
        known += shortened(text, known)
        outside = list(self._outsiders.find(text, known))
        # "Ministry of Education" inside the title of an instrument is no body that acts.
        inside = bytearray(len(text))
        for one in outside:
            inside[one.start : one.end] = b"\x01" * (one.end - one.start)
        kept = [one for one in known if not all(inside[one.start : one.end])]
        return [_with_draft(text, one) for one in (*kept, *outside)]

    def _paragraph(self, found: _Found, named: Sequence[Mention], span: Span) -> None:
        before: list[tuple[Mention, ...]] = []
        year: str | None = None
        for start, end in sentences(found.text, span):
            inside = _within(named, start, end)
            dates, year = found.dated(inside, start, end, year)
            sentence = self._sentence(found, Span(start, end), inside, dates, tuple(before))
            self._state(found, sentence)
            if sentence.instruments:
                before.append(sentence.instruments)

    def _sentence(
        self,
        found: _Found,
        span: Span,
        named: Sequence[Mention],
        dates: tuple[FoundDate, ...],
        before: tuple[tuple[Mention, ...], ...],
    ) -> Sentence:
        text = found.text
        marked = marked_oblique(text, named, span.start)
        pointing = tuple(sorted(pointers(text, *span, marked), key=lambda one: one.start))
        mentions = self._with_meant(found, marked, pointing, before)
        marked = marked_oblique(text, mentions, span.start)
        acts = tuple(triggers(text, *span, [(one.start, one.end) for one in named if one.kind == "instrument"]))
        made = Sentence(text, *span, marked, dates, acts, pointing, before)
        return made if any(one.kind == "instrument" for one in marked) else self._continued(made)

    def _with_meant(
        self,
        found: _Found,
        named: Sequence[Mention],
        pointing: Sequence[Pointer],
        before: tuple[tuple[Mention, ...], ...],
    ) -> list[Mention]:
        """The mentions with what is meant by pointing words."""
        all_ = list(named)
        for one in pointing:
            here = [each for each in all_ if each.kind == "instrument" and each.end <= one.start]
            means = meant(one, (*before, *_by_clause(found.text, here, one.start)), self._catalog)
            if one.own and found.own:
                means = [found.own]
            if means or one.noun:
                all_.append(_pointing(found.text, one.start, one.end, means))
                all_.sort(key=lambda each: each.start)
        return all_

    def _continued(self, sentence: Sentence) -> Sentence:
        """A Chinese sentence without a subject goes on about what the one before spoke of."""
        words = sentence.between(sentence.start, sentence.end)
        silent_act = any(one.chinese and _ENDS.match(sentence.text, one.end) for one in sentence.triggers)
        goes_on = (silent_act or _COUNTS.search(words)) and not sentence.of_kind("company")
        means = meant(None, sentence.before[-1:], self._catalog) if goes_on else []
        if not means:
            return sentence
        place = sentence.start
        silent = _pointing(sentence.text, place, place, means)
        return replace(sentence, mentions=(replace(silent, said=(place, place)), *sentence.mentions))

    def _state(self, found: _Found, sentence: Sentence) -> None:
        """Add what a sentence says, each statement once."""
        statements = list(dict.fromkeys((*told(sentence), *described(sentence))))
        for one in statements:
            if one.subject.open:
                found.leave_open(one)
            else:
                found.claims.append(self._claim(found, one))
        if not any(one.property != "issuer" for one in statements):
            found.claims.extend(self._happened(found, sentence))

    def _claim(self, found: _Found, said: Statement) -> MinedClaim:
        held = self._matcher.hold(said)
        subject = said.subject
        resolved = subject.said if subject.said and subject.said[0] < subject.said[1] else None
        return MinedClaim(
            subject=subject.key if subject.ids else None,
            name=subject.name,
            property=said.property,
            value=said.value,
            quote=found.quote(*said.sentence),
            value_quote=found.quote(*said.place),
            verdict=held.verdict,
            catalog=held.catalog,
            known=held.known,
            also=held.also,
            resolved_from=found.quote(*resolved) if resolved else None,
            draft=said.draft,
        )

    def _happened(self, found: _Found, sentence: Sentence) -> Iterator[MinedClaim]:
        for one in self._happenings.told(sentence):
            yield MinedClaim(
                subject=one.event.id if one.event else None,
                name=one.event.title.en if one.event else "",
                property="event",
                value=one.date.value or "",
                quote=found.quote(sentence.start, sentence.end),
                value_quote=found.quote(one.date.start, one.date.end),
                verdict=one.held.verdict,
                catalog=one.held.catalog,
                known=one.held.known,
            )

    def _things(self, text: str, named: Iterable[Mention]) -> Iterator[NamedThing]:
        """Instruments, agencies and companies, each once with its places, in the order of the text."""
        places: dict[tuple[str, str], list[Mention]] = {}
        for one in named:
            if one.kind != "place" and len(one.ids) <= 1:
                places.setdefault((one.kind, one.key), []).append(one)
        for (kind, _), mentions in places.items():
            first = mentions[0]
            known = bool(first.ids)
            yield NamedThing(
                kind="instrument" if kind == "instrument" else "agency" if kind == "agency" else "company",
                id=first.ids[0] if known and kind != "company" else None,
                name=first.ids[0] if kind == "company" else first.name,
                known=known,
                quotes=tuple(_quote(text, one.start, one.end) for one in mentions[:_QUOTES_EACH]),
                near=() if known else self._outsiders.near(first.name),
            )


class _Found:
    """What was found so far in one text; ``own`` is the instrument that it is, if it is one."""

    def __init__(self, text: str, own: Mention | None) -> None:
        self.text = text
        self.own = own
        self.dates: list[NamedDate] = []
        self.claims: list[MinedClaim] = []
        self.unresolved: list[Unresolved] = []

    def quote(self, start: int, end: int) -> Quote:
        """The words between two places."""
        return _quote(self.text, start, end)

    def dated(
        self, named: Sequence[Mention], start: int, end: int, year: str | None
    ) -> tuple[tuple[FoundDate, ...], str | None]:
        """The dates of a sentence, those without a year put into the one that the sentence or "the same year" gives.

        ``year`` is the last one of the paragraph; the answer has the last one after this sentence.
        """
        kept: list[FoundDate] = []
        here: FoundDate | None = None
        for one in find_dates(self.text, start, end):
            if any(each.start < one.end and one.start < each.end for each in named):
                continue
            dated = one if one.value else _in_year(one, here, year)
            if dated.value is None:
                self.unresolved.append(Unresolved(quote=self.quote(one.start, one.end), reason="which-year"))
                continue
            here = dated
            # A bare year is mostly a goal or a comparison, and not what "the same year" goes back to.
            year = dated.value[:4] if len(dated.value) > 4 else year
            kept.append(dated)
            self.dates.append(NamedDate(value=dated.value, quote=self.quote(one.start, one.end)))
        return tuple(kept), year

    def leave_open(self, said: Statement) -> None:
        """Note a statement whose subject the text leaves open."""
        start, end = said.subject.said or (said.subject.start, said.subject.end)
        if start == end:
            start, end = said.sentence
        reason: UnresolvedReason = "which-instrument" if said.subject.said else "which-name"
        candidates = said.subject.candidates or said.subject.ids
        one = Unresolved(quote=self.quote(start, end), reason=reason, candidates=candidates)
        if one not in self.unresolved:
            self.unresolved.append(one)


def _by_clause(text: str, mentions: Sequence[Mention], end: int) -> Iterator[tuple[Mention, ...]]:
    """The mentions of one sentence, clause by clause: what stands nearer is meant sooner."""
    group: list[Mention] = []
    following = [*(each.start for each in mentions), end][1:]
    for one, after in zip(mentions, following, strict=True):
        group.append(one)
        if _CLAUSE.search(text, one.end, after):
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def _in_year(one: FoundDate, here: FoundDate | None, year: str | None) -> FoundDate:
    """A day without a year: of "the same year", or after an earlier whole date of the same sentence."""
    if one.same_year and year:
        return one.in_year(year)
    if here and here.value and one.month_day >= here.value[4:]:
        return one.in_year(here.value[:4])
    return one


def _pointing(text: str, start: int, end: int, means: Sequence[Mention]) -> Mention:
    """A mention by pointing words; open where they can mean several things, or nothing that was named."""
    clear = means[0] if len(means) == 1 else None
    return Mention(
        "instrument",
        clear.ids if clear else (),
        clear.name if clear else text[start:end],
        start,
        end,
        said=(start, end),
        draft=bool(_DRAFT_AFTER.match(text, end)) or "draft" in text[start:end].lower(),
        candidates=tuple(one.key for one in means if not one.open),
    )


def _with_draft(text: str, one: Mention) -> Mention:
    draft = _DRAFT_BEFORE.search(text, max(0, one.start - 32), one.start) or _DRAFT_AFTER.match(text, one.end)
    return replace(one, draft=True) if draft else one


def _within(named: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """The mentions, which stand in order, that begin between two places."""
    first, last = (bisect_left(named, place, key=lambda one: one.start) for place in (start, end))
    return named[first:last]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        yield match.span()


def _quote(text: str, start: int, end: int) -> Quote:
    return Quote(span=Span(start, end), exact=text[start:end])
