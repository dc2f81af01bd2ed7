"""Statements held to the catalog: they agree with it, contradict it, or are new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from regatlas.app.mining.dates import dates_agree
from regatlas.app.mining.naming import NameIndex
from regatlas.app.mining.sentence import Statement
from regatlas.catalog.catalog import Catalog, folded, status_on
from regatlas.model.instrument import DateKind, Expression, Instrument
from regatlas.model.mining import CatalogValue, KnownClaim, Property, Verdict
from regatlas.model.sourcing import first_day

_DATES: frozenset[Property] = frozenset(
    {"drafted", "adopted", "issued", "published", "effective", "amended", "repealed"}
)
# Pages say "issued", "released" and "published" of the day of the order and of the day on which it was put online.
_ALIKE: dict[Property, tuple[DateKind, ...]] = {
    "drafted": ("drafted",),
    "adopted": ("adopted",),
    "issued": ("issued", "published"),
    "published": ("published", "issued"),
    "effective": ("effective",),
    "amended": ("amended",),
    "repealed": ("repealed",),
}
_MAKING: tuple[DateKind, ...] = ("adopted", "issued", "published")
_SAME_RELATION: dict[Property, frozenset[str]] = {
    "based-on": frozenset({"based-on", "implements"}),
    "implements": frozenset({"implements", "based-on"}),
    "supersedes": frozenset({"supersedes", "repeals"}),
    "amends": frozenset({"amends"}),
    "cites": frozenset({"cites"}),
}
_CLAIMED_AS: dict[str, frozenset[str]] = {
    "date": frozenset({"date", "dates"}),
    "issuer": frozenset({"agency", "issuer", "issuers"}),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A statement's verdict with what the catalog has."""

    verdict: Verdict
    catalog: tuple[CatalogValue, ...] = ()
    known: tuple[KnownClaim, ...] = ()
    also: str | None = None


class Matcher:
    """Holds statements to one catalog on one day."""

    def __init__(self, catalog: Catalog, names: NameIndex, as_of: date) -> None:
        self._catalog = catalog
        self._names = names
        self._as_of = as_of

    def hold(self, statement: Statement) -> Held:
        """The verdict on a statement whose subject is clear; new where the catalog does not have the subject."""
        instrument = self._catalog.instrument.get(statement.subject.key)
        if instrument is None:
            return Held("new")
        held = self._held(instrument, statement)
        return Held(held.verdict, held.catalog, tuple(self._known(instrument, statement)), held.also)

    def _held(self, instrument: Instrument, said: Statement) -> Held:
        if said.property in _DATES:
            return _date(instrument, said) or self._status(instrument, "repealed")
        if said.property in _SAME_RELATION:
            return self._relation(instrument, said)
        if said.property == "status":
            return self._status(instrument, said.value)
        if said.property == "issuer":
            return self._issuer(instrument, said)
        return _of_values(said.value, self._values(instrument, said))

    def _values(self, instrument: Instrument, said: Statement) -> list[CatalogValue]:
        if said.property == "articles":
            return list(_articles(instrument, draft=said.draft))
        return list(_number(instrument) if said.property == "number" else self._places(instrument))

    def _places(self, instrument: Instrument) -> Iterator[CatalogValue]:
        """The town that an event on a day of the instrument names first."""
        own = {dated.date for dated in instrument.dates.values()}
        for event in self._catalog.events_of(instrument.id):
            if event.date in own:
                named = [one for one in self._names.find(event.summary.en) if one.kind == "place"]
                yield from (CatalogValue(value=one.ids[0], of=event.id, sources=event.sources) for one in named[:1])

    def _issuer(self, instrument: Instrument, said: Statement) -> Held:
        values = tuple(
            CatalogValue(value=each, of="issuer", sources=instrument.sources, verified=instrument.verified)
            for each in instrument.issuers
        )
        if said.value in instrument.issuers or any(self._akin(said.value, each) for each in instrument.issuers):
            return Held("agrees", values)
        # Drafts are often put out by one body alone, or by another than signs in the end.
        return Held("new" if said.draft else "contradicts", values)

    def _akin(self, one: str, other: str) -> bool:
        """Whether a body is part of another in a way that pages pass over: a congress and its standing committee."""
        agencies = self._catalog.agency
        parents = {(each, agencies[each].parent) for each in (one, other) if each in agencies}
        return bool({(one, other), (other, one)} & parents) and "cn/state-council" not in (one, other)

    def _status(self, instrument: Instrument, said: str) -> Held:
        status = status_on(instrument, self._as_of)
        if status is None:
            return Held("new")
        value = CatalogValue(value=status, of="status", sources=instrument.sources, verified=instrument.verified)
        same = {status, said} in ({"repealed", "superseded"}, {"in-force", "policy"}) or status == said
        return Held("agrees" if same else "contradicts", (value,))

    def _relation(self, instrument: Instrument, said: Statement) -> Held:
        kinds = _SAME_RELATION[said.property]
        for relation in instrument.relations:
            outside = relation.outside and folded(said.value) in {
                folded(relation.outside.en),
                folded(relation.outside.zh),
            }
            if relation.kind in kinds and (relation.target == said.value or outside):
                value = CatalogValue(
                    value=said.value, of=relation.kind, sources=instrument.sources, verified=relation.verified
                )
                return Held("agrees", (value,))
        target = self._catalog.instrument.get(said.value)
        return self._against(instrument, target, said, kinds) if target else Held("new")

    def _against(self, instrument: Instrument, target: Instrument, said: Statement, kinds: frozenset[str]) -> Held:
        """What speaks against a relation: the catalog has it the other way round, or the target is later or alive."""
        for relation in target.relations:
            if said.property != "cites" and relation.kind in kinds and relation.target == instrument.id:
                value = CatalogValue(value=target.id, of=f"{relation.kind} {instrument.id}", sources=target.sources)
                return Held("contradicts", (value,))
        if said.property == "supersedes":
            held = self._status(target, "repealed")
            return held if held.verdict == "contradicts" else Held("new")
        made, later = (_first_made(one) for one in (instrument, target))
        if (
            said.property in {"based-on", "implements"}
            and made
            and later
            and first_day(later.value) > first_day(made.value)
        ):
            return Held("contradicts", (later,))
        return Held("new")

    def _known(self, instrument: Instrument, said: Statement) -> Iterator[KnownClaim]:
        """The claims of the catalog on the same property."""
        names = {said.property, *_CLAIMED_AS.get("date" if said.property in _DATES else said.property, ())}
        if said.property in _DATES:
            names |= set(_ALIKE[said.property])
        for claim in self._catalog.claims_about(instrument.id):
            if claim.property in names:
                values = [each.value for each in claim.assertions]
                told = any(_same(said, value) for value in values)
                yield KnownClaim(id=claim.id, standing=claim.standing, said=told)


def _same(said: Statement, value: str) -> bool:
    return dates_agree(said.value, value) if said.property in _DATES else said.value == value


def _of_values(said: str, values: Iterable[CatalogValue]) -> Held:
    found = tuple(values)
    if not found:
        return Held("new")
    return Held("agrees" if said in {each.value for each in found} else "contradicts", found)


def _date(instrument: Instrument, said: Statement) -> Held | None:
    """The verdict on a date; None for a repeal of which the catalog has no date, so that its status decides."""
    # A version in force since the day of the instrument itself says nothing more.
    own = list({each.value: each for each in reversed(list(_own_dates(instrument, said)))}.values())[::-1]
    agreeing = [each for each in own if dates_agree(said.value, each.value)]
    also = next((of for of, value in _dates(instrument) if dates_agree(said.value, value)), None)
    if agreeing:
        return Held("agrees", tuple(agreeing), also=None if agreeing[0].of == said.property else agreeing[0].of)
    if own:
        return Held("contradicts", tuple(own), also=also)
    return None if said.property == "repealed" else _without_own(instrument, said)


def _without_own(instrument: Instrument, said: Statement) -> Held:
    """The catalog has no date of this kind. Adoption and drafting lie before issue; a later date contradicts that."""
    others = [_dated(instrument, kind) for kind in ("issued", "published") if kind in instrument.dates]
    agreeing = [each for each in others if dates_agree(said.value, each.value)]
    if agreeing and said.property == "adopted":
        return Held("agrees", tuple(agreeing), also=agreeing[0].of)
    last = max((each.value for each in others), default=None)
    if said.property in {"adopted", "drafted"} and last and first_day(said.value) > first_day(last) and not agreeing:
        return Held("contradicts", tuple(others))
    return Held("new")


def _own_dates(instrument: Instrument, said: Statement) -> Iterator[CatalogValue]:
    """The dates that a statement of this kind can mean, the plainest first."""
    kinds = [kind for kind in _ALIKE[said.property] if kind in instrument.dates]
    yield from (_dated(instrument, kind) for kind in kinds)
    if said.property == "effective":
        yield from (_version(one, one.effective) for one in _final(instrument) if one.effective)
    elif said.property == "drafted":
        yield from (_version(one, one.date) for one in instrument.expressions if one.stage == "draft")
    elif said.property == "repealed":
        yield from (_version(one, one.ended) for one in instrument.expressions if one.ended)
    elif said.property == "amended" or (kinds and len(_final(instrument)) > 1):
        yield from (_version(one, one.date) for one in _final(instrument)[1:])


def _dated(instrument: Instrument, kind: DateKind) -> CatalogValue:
    dated = instrument.dates[kind]
    return CatalogValue(value=dated.date, of=kind, sources=dated.sources or instrument.sources, verified=dated.verified)


def _dates(instrument: Instrument) -> Iterator[tuple[str, str]]:
    for kind, dated in instrument.dates.items():
        yield kind, dated.date


def _version(one: Expression, value: str) -> CatalogValue:
    return CatalogValue(value=value, of=one.id, verified=one.verified)


def _final(instrument: Instrument) -> list[Expression]:
    return [one for one in instrument.expressions if one.stage == "final"]


def _first_made(instrument: Instrument) -> CatalogValue | None:
    made = [_dated(instrument, kind) for kind in _MAKING if kind in instrument.dates]
    return min(made, key=lambda each: first_day(each.value), default=None)


def _articles(instrument: Instrument, *, draft: bool) -> Iterator[CatalogValue]:
    for one in instrument.expressions:
        if one.articles is not None and (one.stage == "draft") == draft:
            yield CatalogValue(value=str(one.articles), of=one.id, sources=instrument.sources, verified=one.verified)


def _number(instrument: Instrument) -> Iterator[CatalogValue]:
    match = re.search(r"No\. ?(\d+)", instrument.number.en) if instrument.number else None
    if match:
        yield CatalogValue(value=match[1], of="number", sources=instrument.sources, verified=instrument.verified)
