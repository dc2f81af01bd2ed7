"""The catalog: instruments, agencies, events, obligations, commitments, claims and relations, listed and one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from regatlas.app import narrowing
from regatlas.app.cataloguing import LIST_SCHEMA, Filter, found_entry, listed, show_json
from regatlas.catalog.catalog import Entry
from regatlas.catalog.kinds import KindName
from regatlas.client.answers import catalog as told
from regatlas.errors import NotKnown
from regatlas.exchange.catalog_json import both, entry_json
from regatlas.exchange.catalog_tables import RELATION_COLUMNS, entry_rows, relation_row
from regatlas.exchange.json_store import Json
from regatlas.model.instrument import Instrument, InstrumentType, Relation, RelationKind, Status
from regatlas.model.obligation import Modality, Timing
from regatlas.web.api.lists import Listed, Listing, ListQuery, of_sequence, tell
from regatlas.web.api.told import answers, lists
from regatlas.web.state import ServerState, State

router = APIRouter(prefix="/api/v1", tags=["catalog"])

Place = Annotated[str | None, Query(max_length=20, description="Only of this jurisdiction", examples=["CN-SZ"])]
Day = Annotated[date | None, Query(description="The law of this day; today by default", examples=["2026-11-23"])]
_Of = Annotated[
    str, Query(max_length=200, description="Only of this instrument: id, alias, title or number", examples=["cn/pipl"])
]
_Name = Annotated[str, Path(description="Id, alias, title or document number", examples=["cn/generative-ai"])]
_Place = Annotated[str, Path(description="The first part of the id", examples=["cn"])]
_Last = Annotated[str, Path(description="The last part of the id", examples=["pipl"])]
_Slug = Annotated[str, Path(description="The id", examples=["shenzhen-pilot-zone-date"])]


def _told(
    request: Request, state: ServerState, asked: ListQuery, kind: KindName, found: Sequence[Entry], day: date
) -> Response:
    example = next(chain.from_iterable(entry_rows(one, day) for one in state.catalog.entries(kind)), {})
    listing = Listing(
        LIST_SCHEMA,
        kind,
        (str,),
        of_sequence(found, lambda one: (one.id,)),
        lambda one: entry_json(state.catalog, one, day),
        tuple(example),
        lambda one: entry_rows(one, day),
        {"as_of": day.isoformat()},
    )
    return tell(request, state, asked, listing)


@router.get("/catalog/{kind}", responses=lists(told.CatalogPage))
def list_entries(
    request: Request,
    state: State,
    asked: Listed,
    kind: Annotated[KindName, Path(description="Of what")],
    jurisdiction: Place = None,
    type: Annotated[str | None, Query(max_length=80, description="Type or kind", examples=["rule"])] = None,
    status: Annotated[str | None, Query(max_length=80, description="Status on the day", examples=["in-force"])] = None,
    as_of: Day = None,
) -> Response:
    """The entries of a kind, with their status on a day (`regatlas/catalog-list/1`)."""
    day = as_of or state.today()
    found = listed(state.catalog, Filter(kind=kind, jurisdiction=jurisdiction, type=type, status=status), day)
    return _told(request, state, asked, kind, found[kind], day)


@router.get("/entries/{name:path}", responses=answers(told.EntryAnswer))
def show_entry(state: State, name: _Name, as_of: Day = None) -> JSONResponse:
    """One entry with all that belongs to it, by id, alias, title or number (`regatlas/catalog-entry/1`)."""
    kind, entry = found_entry(state.catalog, name)
    return JSONResponse(show_json(state.catalog, kind, entry, as_of or state.today()))


@router.get("/instruments", responses=lists(told.InstrumentPage))
def list_instruments(
    request: Request,
    state: State,
    asked: Listed,
    jurisdiction: Place = None,
    type: Annotated[InstrumentType | None, Query(description="Only of this type")] = None,
    status: Annotated[Status | None, Query(description="Only with this status on the day")] = None,
    as_of: Day = None,
) -> Response:
    """The instruments of law and policy that were known on a day, with their status then."""
    return list_entries(request, state, asked, "instruments", jurisdiction, type, status, as_of)


@router.get("/instruments/{place}/{name}", responses=answers(told.EntryAnswer))
def show_instrument(state: State, place: _Place, name: _Last, as_of: Day = None) -> JSONResponse:
    """One instrument: its versions, articles, dates and sources, and what belongs to it."""
    return _one(state, "instruments", f"{place}/{name}", as_of)


@router.get("/agencies", responses=lists(told.AgencyPage))
def list_agencies(
    request: Request,
    state: State,
    asked: Listed,
    jurisdiction: Place = None,
    kind: Annotated[str, Query(max_length=40, description="Only of this kind", examples=["ministry"])] = "",
) -> Response:
    """The bodies that make, keep or enforce rules."""
    found = narrowing.agencies(state.catalog, jurisdiction or "", kind)
    return _told(request, state, asked, "agencies", found, state.today())


@router.get("/agencies/{place}/{name}", responses=answers(told.EntryAnswer))
def show_agency(state: State, place: _Place, name: _Last) -> JSONResponse:
    """One agency."""
    return _one(state, "agencies", f"{place}/{name}")


@router.get("/events", responses=lists(told.EventPage))
def list_events(
    request: Request,
    state: State,
    asked: Listed,
    jurisdiction: Place = None,
    instrument: _Of = "",
    kind: Annotated[str, Query(max_length=40, description="Only of this kind", examples=["draft"])] = "",
    since: Annotated[date | None, Query(description="Not before this day")] = None,
    until: Annotated[date | None, Query(description="Not after this day")] = None,
) -> Response:
    """What happened, in the order of time."""
    wanted = narrowing.Happened(jurisdiction or "", instrument, kind, since, until)
    return _told(request, state, asked, "events", narrowing.events(state.catalog, wanted), state.today())


@router.get("/events/{name}", responses=answers(told.EntryAnswer))
def show_event(state: State, name: _Slug) -> JSONResponse:
    """One event."""
    return _one(state, "events", name)


@router.get("/obligations", responses=lists(told.ObligationPage))
def list_obligations(
    request: Request,
    state: State,
    asked: Listed,
    instrument: _Of = "",
    modality: Annotated[Modality | None, Query(description="Only of this force")] = None,
    timing: Annotated[Timing | None, Query(description="Only with this timing")] = None,
    who: Annotated[str, Query(max_length=80, description="Only those that address this role")] = "",
    word: Annotated[str, Query(max_length=400, description="Only those with these words, in either language")] = "",
    as_of: Annotated[date | None, Query(description="Only those in force on this day")] = None,
) -> Response:
    """Duties and permissions, each with its condition, its citations and its status on the day."""
    wanted = narrowing.Duties(instrument, modality or "", timing or "", who, word, as_of)
    found = narrowing.obligations(state.catalog, wanted)
    return _told(request, state, asked, "obligations", found, as_of or state.today())


@router.get("/obligations/{place}/{instrument}/{name}", responses=answers(told.EntryAnswer))
def show_obligation(
    state: State,
    place: _Place,
    instrument: Annotated[str, Path(description="The middle part of the id", examples=["generative-ai"])],
    name: _Last,
    as_of: Day = None,
) -> JSONResponse:
    """One obligation with its worked cases."""
    return _one(state, "obligations", f"{place}/{instrument}/{name}", as_of)


@router.get("/commitments", responses=lists(told.CommitmentPage))
def list_commitments(
    request: Request,
    state: State,
    asked: Listed,
    instrument: _Of = "",
    status: Annotated[
        Literal["unknown", "announced", "under-way", "delivered", "abandoned"] | None,
        Query(description="Only with this status"),
    ] = None,
    topic: Annotated[str, Query(max_length=80, description="Only on this topic")] = "",
) -> Response:
    """What plans and measures promise to do."""
    found = narrowing.commitments(state.catalog, instrument, status or "", topic)
    return _told(request, state, asked, "commitments", found, state.today())


@router.get("/commitments/{name}", responses=answers(told.EntryAnswer))
def show_commitment(state: State, name: _Slug) -> JSONResponse:
    """One commitment."""
    return _one(state, "commitments", name)


@router.get("/claims", responses=lists(told.ClaimPage))
def list_claims(
    request: Request,
    state: State,
    asked: Listed,
    subject: Annotated[str, Query(max_length=200, description="Only of this instrument or event")] = "",
    standing: Annotated[Literal["disputed", "explained"] | None, Query(description="Only of this standing")] = None,
) -> Response:
    """What sources say differently, every value kept; as CSV one row for each value."""
    found = narrowing.claims(state.catalog, subject, standing or "")
    return _told(request, state, asked, "claims", found, state.today())


@router.get("/claims/{name}", responses=answers(told.EntryAnswer))
def show_claim(state: State, name: _Slug) -> JSONResponse:
    """One claim."""
    return _one(state, "claims", name)


def _one(state: ServerState, kind: KindName, name: str, as_of: date | None = None) -> JSONResponse:
    found = next((one for one in state.catalog.entries(kind) if one.id == name), None)
    if found is None:
        near = ", ".join(state.catalog.nearest(name[:200]))
        hint = f"perhaps {near}" if near else f"see /api/v1/{kind}"
        raise NotKnown(f"the catalog has no such entry among its {kind}", where=name[:80], hint=hint)
    return JSONResponse(show_json(state.catalog, kind, found, as_of or state.today()))


@router.get("/relations", responses=lists(told.RelationPage))
def list_relations(
    request: Request,
    state: State,
    asked: Listed,
    instrument: Annotated[str, Query(max_length=200, description="Only from or to this instrument")] = "",
    kind: Annotated[RelationKind | None, Query(description="Only of this kind")] = None,
) -> Response:
    """How instruments stand to one another."""
    found = list(narrowing.relations(state.catalog, instrument, kind or ""))
    listing = Listing(
        "regatlas/relations/1",
        "relations",
        (str, str, str, str),
        of_sequence(found, _key),
        _relation,
        RELATION_COLUMNS,
        lambda pair: (relation_row(*pair),),
    )
    return tell(request, state, asked, listing)


def _key(pair: tuple[Instrument, Relation]) -> tuple[str, ...]:
    owner, relation = pair
    return owner.id, relation.kind, relation.target, relation.provision or ""


def _relation(pair: tuple[Instrument, Relation]) -> Json:
    owner, relation = pair
    return {
        "instrument": owner.id,
        "kind": relation.kind,
        "target": relation.target,
        "outside": both(relation.outside) if relation.outside else None,
        "provision": relation.provision,
        "note": both(relation.note) if relation.note else None,
        "verified": relation.verified,
    }
