"""The catalog for the commands and the web: listed, found, and told as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from regatlas.catalog.catalog import Catalog, Entry, status_of
from regatlas.catalog.coverage import Coverage, coverage_of
from regatlas.catalog.kinds import KINDS, KindName
from regatlas.catalog.validation import Share, TextsReport, Validation
from regatlas.errors import BadArgument
from regatlas.exchange.catalog_json import Json, both, entry_json, event_json, whole_json
from regatlas.model.chronicle import Agency, Claim, Event
from regatlas.model.instrument import ArticleDigest, Instrument
from regatlas.model.obligation import Fact, Obligation

LIST_SCHEMA = "regatlas/catalog-list/1"
ENTRY_SCHEMA = "regatlas/catalog-entry/1"
VALIDATION_SCHEMA = "regatlas/catalog-validation/1"
COVERAGE_SCHEMA = "regatlas/catalog-coverage/1"


def today() -> date:
    """The date for questions that name none."""
    return date.today()


@dataclass(frozen=True)
class Filter:
    """What to list; None means everything. ``type`` is the type of an instrument, fact or obligation, or the kind of
    an agency or event.
    """

    kind: KindName | None = None
    jurisdiction: str | None = None
    type: str | None = None
    status: str | None = None


def listed(catalog: Catalog, wanted: Filter, as_of: date) -> dict[KindName, list[Entry]]:
    """The entries that fit, by kind. Instruments of which nothing was known on the day are left out.

    Raises :class:`BadArgument` where a filter names a value that no entry has.
    """
    kinds = KINDS if wanted.kind is None else (wanted.kind,)
    everything = [(kind, entry) for kind in kinds for entry in catalog.entries(kind)]
    _refuse_unknown(catalog, everything, wanted, as_of)
    found: dict[KindName, list[Entry]] = {kind: [] for kind in kinds}
    for kind, entry in everything:
        if _fits(catalog, entry, wanted, as_of):
            found[kind].append(entry)
    return found


def _fits(catalog: Catalog, entry: Entry, wanted: Filter, as_of: date) -> bool:
    status = status_of(entry, as_of)
    return (
        (status is not None or not isinstance(entry, Instrument))
        and wanted.jurisdiction in (None, jurisdiction_of(catalog, entry))
        and wanted.type in (None, type_of(entry))
        and wanted.status in (None, status)
    )


def _refuse_unknown(catalog: Catalog, everything: list[tuple[KindName, Entry]], wanted: Filter, as_of: date) -> None:
    known = {
        "jurisdiction": (wanted.jurisdiction, {jurisdiction_of(catalog, entry) for _, entry in everything}),
        "type": (wanted.type, {type_of(entry) for _, entry in everything}),
        "status": (wanted.status, {*_STATUSES, *(status_of(entry, as_of) for _, entry in everything)}),
    }
    for name, (given, values) in known.items():
        if given is not None and given not in values:
            choices = ", ".join(sorted(value for value in values if value))
            hint = f"choose among {choices or 'nothing'}"
            raise BadArgument(f"no entry has the {name} {given!r}", where=f"--{name}", hint=hint)


# No entry need have every status on every day; asking for one is right all the same.
_STATUSES = ("in-force", "draft", "not-yet-in-force", "repealed", "superseded", "policy")


def jurisdiction_of(catalog: Catalog, entry: Entry) -> str | None:
    """The jurisdiction of an entry: its own, or that of its instrument or subject; facts have none."""
    if isinstance(entry, Instrument | Agency | Event):
        return entry.jurisdiction
    if isinstance(entry, Fact):
        return None
    subject = entry.subject if isinstance(entry, Claim) else entry.instrument
    owner = catalog.instrument.get(subject) or catalog.event.get(subject) or catalog.agency.get(subject)
    return owner.jurisdiction if owner else None


def type_of(entry: Entry) -> str | None:
    """The type of an instrument or fact, the kind of an agency or event, the modality of an obligation."""
    if isinstance(entry, Instrument | Fact):
        return entry.type
    if isinstance(entry, Agency | Event):
        return entry.kind
    return entry.modality if isinstance(entry, Obligation) else None


def found_entry(catalog: Catalog, name: str) -> tuple[KindName, Entry]:
    """The entry that a person means. Raises :class:`BadArgument` with the nearest where it is none or several."""
    found = catalog.find(name)
    if len(found) > 1:
        ids = ", ".join(f"{entry.id} ({kind})" for kind, entry in found)
        raise BadArgument(f"{name!r} means several entries", where="ID", hint=f"name one by its id: {ids}")
    if found:
        return found[0]
    near = catalog.nearest(name)
    hint = f"perhaps {', '.join(near)}" if near else "see regatlas catalog list"
    raise BadArgument(f"the catalog has nothing called {name!r}", where="ID", hint=hint)


def found_instrument(catalog: Catalog, name: str) -> Instrument:
    """The instrument that a person means. Raises :class:`BadArgument`, also where it is something else."""
    instruments = [entry for _, entry in catalog.find(name) if isinstance(entry, Instrument)]
    if len(instruments) == 1:
        return instruments[0]
    kind, entry = found_entry(catalog, name)
    if not isinstance(entry, Instrument):
        hint = "see regatlas catalog list --kind instruments"
        raise BadArgument(f"{entry.id} is no instrument, but one of the {kind}", where="ID", hint=hint)
    return entry


def list_json(catalog: Catalog, found: dict[KindName, list[Entry]], as_of: date) -> Json:
    """A list of entries as JSON."""
    kinds: Json = {kind: [entry_json(catalog, one, as_of) for one in members] for kind, members in found.items()}
    return {"schema": LIST_SCHEMA, "as_of": as_of.isoformat(), **kinds}


def show_json(catalog: Catalog, kind: KindName, entry: Entry, as_of: date) -> Json:
    """An entry with all that it has and all that belongs to it."""
    around: Json = {"claims": [whole_json(claim) for claim in catalog.claims_about(entry.id)]}
    if isinstance(entry, Instrument):
        around |= {
            "events": [event_json(catalog, event) for event in catalog.events_of(entry.id)],
            "commitments": [whole_json(one) for one in catalog.commitments_of(entry.id)],
            "obligations": [one.id for one in catalog.obligations_of(entry.id)],
            "related_from": [
                {"kind": relation.kind, "instrument": other.id} for other, relation in catalog.relations_to(entry.id)
            ],
        }
    return {
        "schema": ENTRY_SCHEMA,
        "as_of": as_of.isoformat(),
        "kind": kind,
        "id": entry.id,
        "status": status_of(entry, as_of),
        "entry": whole_json(entry),
        **around,
    }


def validation_json(found: Validation, texts: TextsReport) -> Json:
    """What ``regatlas catalog validate`` found."""
    return {
        "schema": VALIDATION_SCHEMA,
        "clean": found.clean,
        "catalog_sha256": found.catalog.sha256,
        "problems": [
            {"severity": one.severity, "what": one.what, "where": one.where, "hint": one.hint} for one in found.problems
        ],
        "texts": {"folder": texts.folder, "compared": texts.compared, "named": texts.named},
        "verified": {kind: _share(share) for kind, share in found.shares.items()},
        "articles": {expression: _share(share) for expression, share in found.articles.items()},
    }


def _share(share: Share) -> Json:
    return {"verified": share.verified, "total": share.total}


def coverages(catalog: Catalog, instrument: Instrument) -> Iterator[Coverage]:
    """The coverage of every expression of an instrument that has a digest."""
    for expression in instrument.expressions:
        if expression.digest:
            yield coverage_of(catalog, instrument.id, expression.id)


def coverage_json(instrument: Instrument, found: list[Coverage]) -> Json:
    """The coverage of an instrument as JSON."""
    return {
        "schema": COVERAGE_SCHEMA,
        "instrument": instrument.id,
        "expressions": [
            {
                "expression": one.expression.id,
                "covered": [
                    {"provision": each.article.provision, "obligations": list(each.obligations)} for each in one.covered
                ],
                "left_out": [_left_out(article) for article in one.left_out],
                "uncovered": [article.provision for article in one.uncovered],
                "not_operative": [article.provision for article in one.not_operative],
            }
            for one in found
        ],
    }


def _left_out(article: ArticleDigest) -> Json:
    return {"provision": article.provision, "reason": both(article.no_obligation) if article.no_obligation else None}
