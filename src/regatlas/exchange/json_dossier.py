"""The dossier of a jurisdiction as JSON, ``regatlas/dossier/1``."""

from __future__ import annotations

from collections import Counter
from typing import cast

from pydantic import JsonValue

from regatlas.catalog.catalog import Catalog, status_on
from regatlas.catalog.taxonomies import builtin_taxonomy
from regatlas.exchange.catalog_json import (
    Json,
    agency_json,
    both,
    event_json,
    instrument_json,
    source_json,
    whole_json,
)
from regatlas.model.chronicle import Claim, Commitment, Event
from regatlas.model.dossier import Dossier, Held, Holdings, InForce, RiskGap
from regatlas.model.instrument import Instrument
from regatlas.model.sourcing import SourceReference

SCHEMA = "regatlas/dossier/1"


def dossier_json(catalog: Catalog, dossier: Dossier) -> Json:
    """The contract's instruments, events and agencies; then what else the dossier knows, each with its sources."""
    return {
        "schema": SCHEMA,
        "jurisdiction": dossier.jurisdiction,
        "within": dossier.within,
        "as_of": dossier.as_of.isoformat(),
        "catalog_sha256": catalog.sha256,
        "overview": _overview(dossier),
        "instruments": [_instrument(one, dossier) for one in dossier.instruments],
        "events": [_event(catalog, one, dossier) for one in dossier.events],
        "agencies": [agency_json(one) for one in dossier.agencies],
        "in_force": [_in_force(one) for one in dossier.in_force],
        "commitments": [_commitment(one) for one in dossier.commitments],
        "claims": [_claim(one) for one in dossier.claims],
        "coverage": _coverage(dossier.holdings),
        "gaps": _gaps(dossier),
        "latest": [_event(catalog, one, dossier) for one in dossier.latest],
        "reading": [{"instrument": one.instrument, **source_json(one.source)} for one in dossier.reading],
    }


def _overview(dossier: Dossier) -> Json:
    """Counts over the other parts, which carry the sources."""
    issuers = Counter(issuer for one in dossier.instruments for issuer in one.issuers)
    return {
        "instruments": len(dossier.instruments),
        "by_type": cast("Json", dict(Counter(one.type for one in dossier.instruments))),
        "by_status": cast("Json", dict(Counter(status_on(one, dossier.as_of) for one in dossier.instruments))),
        "in_force": len(dossier.in_force),
        "binding": sum(one.binding for one in dossier.in_force),
        "events": len(dossier.events),
        "first_event": dossier.events[0].date if dossier.events else None,
        "latest_event": dossier.latest[0].date if dossier.latest else None,
        "agencies": len(dossier.agencies),
        "issuers": cast("Json", dict(issuers.most_common())),
        "commitments": len(dossier.commitments),
        "disputed": sum(one.standing == "disputed" for one in dossier.claims),
        "verified": sum(one.verified for one in dossier.instruments),
    }


def _instrument(instrument: Instrument, dossier: Dossier) -> Json:
    return {
        **instrument_json(instrument, dossier.as_of),
        "category": both(instrument.category),
        "summary": both(instrument.summary),
        "references": _sources(instrument.sources),
    }


def _event(catalog: Catalog, event: Event, dossier: Dossier) -> Json:
    return {**event_json(catalog, event), "ahead": event.id in dossier.ahead}


def _in_force(one: InForce) -> Json:
    return {
        "instrument": one.instrument.id,
        "type": one.instrument.type,
        "binding": one.binding,
        "expression": one.expression.id if one.expression else None,
        "since": one.since,
        "sources": _sources(one.instrument.sources),
        "verified": one.instrument.verified,
    }


def _commitment(commitment: Commitment) -> Json:
    whole = whole_json(commitment)
    told = {"status_sources": _sources(commitment.status_sources), "sources": _sources(commitment.sources)}
    return {**whole, **told}


def _claim(claim: Claim) -> Json:
    assertions: list[JsonValue] = [
        {"value": each.value, "sources": _sources(each.sources, each.value)} for each in claim.assertions
    ]
    return {**whole_json(claim), "assertions": assertions}


def _sources(sources: tuple[SourceReference, ...], says: str | None = None) -> list[JsonValue]:
    return [source_json(source, says) for source in sources]


def _coverage(found: Holdings | None) -> Json:
    """``store`` tells whether there was one at all."""
    holdings = found or Holdings(documents=())
    return {
        "store": found is not None,
        "documents": [_held(one) for one in holdings.documents],
        "elsewhere": holdings.elsewhere,
        "unplaced": list(holdings.unplaced),
        "unjudged": list(holdings.unjudged),
    }


def _held(held: Held) -> Json:
    levels: Json = {taxonomy: cast("Json", dict(found)) for taxonomy, found in held.levels.items()}
    return {**whole_json(held), "instrument": held.instrument, "status": held.status, "levels": levels}


def _gaps(dossier: Dossier) -> list[JsonValue]:
    """What is missing: in the law where there is a store, in what is known of promises, and in the catalog itself."""
    found: list[JsonValue] = [_risk_gap(one) for one in dossier.risk_gaps or ()]
    found += [
        {"kind": "commitment-status", "commitment": one.id, "sources": _sources(one.sources)}
        for one in dossier.unsettled
    ]
    found += [
        {"kind": "digest", "instrument": one.instrument.id, "sources": _sources(one.instrument.sources)}
        for one in dossier.undigested
    ]
    return found


def _risk_gap(gap: RiskGap) -> Json:
    label = builtin_taxonomy("risk-subdomain").by_code[gap.category].label
    return {
        "kind": "risk-subdomain",
        "category": gap.category,
        "label": both(label),
        "level": gap.level,
        "documents": list(gap.documents),
    }
