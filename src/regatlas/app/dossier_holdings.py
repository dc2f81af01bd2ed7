"""The documents of the store that belong to a jurisdiction, and what the binding ones among them leave uncovered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from regatlas.app.dossiers import lies_in
from regatlas.app.search_facts import COUNTRY
from regatlas.catalog.catalog import Catalog, expression_in_force, in_force, status_on
from regatlas.catalog.taxonomies import builtin_taxonomy
from regatlas.model.dossier import BINDING, Held, Holdings, RiskGap
from regatlas.model.instrument import Expression, Instrument, Status
from regatlas.model.judgement import Record
from regatlas.model.sourcing import first_day
from regatlas.model.taxonomy import Level

if TYPE_CHECKING:
    from regatlas.store import DocumentStore, SearchableDocument

RISKS = "risk-subdomain"
_REMARK = re.compile(r"\s*[（(][^（）()]*[）)]\s*$")
_DRAFT = re.compile(r"征求意见稿|草案|送审稿|\bdraft\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Placed:
    """A document with the jurisdiction to which it belongs, and its entry in the catalog."""

    document: SearchableDocument
    name: str
    instrument: Instrument | None
    jurisdiction: str | None


def holdings(store: DocumentStore, catalog: Catalog, code: str, day: date) -> Holdings:
    """What the store has of a jurisdiction, judged by the engine that read each document last."""
    placed = [_place(catalog, one, store) for one in store.searchable()]
    ours = [one for one in placed if one.jurisdiction and lies_in(one.jurisdiction, code)]
    judged, unjudged = [], []
    for one in ours:
        record = next(reversed(store.records(one.document.sha256)), None)
        if record is None or record.abstained:
            unjudged.append(one.name)
        else:
            judged.append(_held(store, one, record, day))
    return Holdings(
        documents=tuple(sorted(judged, key=lambda one: (not one.binding, one.title))),
        elsewhere=sum(one.jurisdiction is not None for one in placed) - len(ours),
        unplaced=tuple(one.name for one in placed if one.jurisdiction is None),
        unjudged=tuple(unjudged),
    )


def _place(catalog: Catalog, document: SearchableDocument, store: DocumentStore) -> _Placed:
    instrument = instrument_named(catalog, document.number, document.title)
    entry = store.entry(document.sha256)
    name = document.title or (entry.source if entry else document.sha256[:12])
    place = instrument.jurisdiction if instrument else COUNTRY.get(document.tradition)
    return _Placed(document, name, instrument, place)


def instrument_named(catalog: Catalog, *names: str | None) -> Instrument | None:
    """The instrument that has one of the names: a document's number before its title.

    What stands in brackets behind a title (the year of an amendment, that it is a draft) is no part of its name.
    """
    told = [name for name in names if name]
    for name in (*told, *(_REMARK.sub("", name) for name in told)):
        for _, entry in catalog.find(name):
            if isinstance(entry, Instrument):
                return entry
    return None


def _held(store: DocumentStore, placed: _Placed, record: Record, day: date) -> Held:
    document, instrument = placed.document, placed.instrument
    entry = store.entry(document.sha256)
    status: Status | None = None
    if instrument is not None:
        version = _version(store, document, instrument)
        status = "draft" if _DRAFT.search(placed.name) else _status(instrument, version, day)
    levels: dict[str, dict[str, Level]] = {}
    for judgement in record.coverage:
        if judgement.level != "none":
            levels.setdefault(judgement.taxonomy, {})[judgement.category] = judgement.level
    return Held(
        sha256=document.sha256,
        title=placed.name,
        source=entry.source if entry else placed.name,
        language=document.language,
        instrument=instrument.id if instrument else None,
        status=status,
        binding=instrument is not None and instrument.type in BINDING and status == "in-force",
        engine=record.engine,
        levels=levels,
    )


def _version(store: DocumentStore, document: SearchableDocument, instrument: Instrument) -> Expression | None:
    """Which version of its instrument a document is, told by its number of articles; None where that is not plain."""
    if len(instrument.expressions) < 2:
        return next(iter(instrument.expressions), None)
    whole = store.document(document.sha256)
    count = sum(one.kind == "article" for one in whole.provisions) if whole else 0
    fitting = [one for one in instrument.expressions if one.articles == count]
    return fitting[0] if len(fitting) == 1 else expression_in_force(instrument, date.max)


def _status(instrument: Instrument, expression: Expression | None, day: date) -> Status | None:
    """The status of one version on the day; that of the instrument where the version is not known."""
    if expression is None or expression.effective is None:
        return "draft" if expression and expression.stage == "draft" else status_on(instrument, day)
    if in_force(expression, day):
        return status_on(instrument, day)
    return "not-yet-in-force" if first_day(expression.effective) > day else "superseded"


def risk_gaps(held: Holdings) -> tuple[RiskGap, ...]:
    """The risk subdomains on which no binding document of the store has operative provisions."""
    binding = [one for one in held.documents if one.binding]
    found = []
    for category in builtin_taxonomy(RISKS).categories:
        levels = {one.sha256: one.levels.get(RISKS, {}).get(category.code, "none") for one in binding}
        if "good" not in levels.values():
            mentioned = tuple(key for key, level in levels.items() if level == "minimal")
            level: Level = "minimal" if mentioned else "none"
            found.append(RiskGap(category=category.code, level=level, documents=mentioned))
    return tuple(found)
