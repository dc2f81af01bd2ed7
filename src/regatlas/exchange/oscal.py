"""Obligations as an OSCAL catalog (NIST, 1.1): instruments are groups, obligations controls, provisions links."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import date

from pydantic import JsonValue

from regatlas.catalog.catalog import Catalog
from regatlas.exchange.catalog_json import Json
from regatlas.model.instrument import Instrument
from regatlas.model.obligation import Citation, Obligation

OSCAL_VERSION = "1.1.3"
NAMESPACE = "https://regatlas.org/ns/oscal"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)


def oscal_catalog(catalog: Catalog, as_of: date, version: str) -> Json:
    """Every obligation that is no draft, in the shape of OSCAL. Equal catalogs give equal objects.

    ``as_of`` stands as the day of the last change, since OSCAL asks for one; ``version`` is that of Regatlas.
    """
    duties = [one for one in catalog.obligations if not one.draft]
    wanted = dict.fromkeys(obligation.instrument for obligation in duties)
    instruments = [catalog.instrument[name] for name in wanted if name in catalog.instrument]
    cited = dict.fromkeys(citation.instrument for one in duties for citation in one.citations)
    return {
        "catalog": {
            "uuid": str(uuid.uuid5(_SPACE, catalog.sha256)),
            "metadata": {
                "title": "Obligations of AI services, from the Regatlas catalog",
                "last-modified": f"{as_of.isoformat()}T00:00:00Z",
                "version": f"{version}+{catalog.sha256[:12]}",
                "oscal-version": OSCAL_VERSION,
                "props": [_prop("catalog-sha256", catalog.sha256)],
                "remarks": "Duties are told in words of our own; the provisions cited are authoritative.",
            },
            "groups": [_group(one, [duty for duty in duties if duty.instrument == one.id]) for one in instruments],
            "back-matter": {
                "resources": [_resource(catalog.instrument[name]) for name in cited if name in catalog.instrument]
            },
        }
    }


def _group(instrument: Instrument, duties: Sequence[Obligation]) -> Json:
    return {
        "id": _token(instrument.id),
        "class": "instrument",
        "title": instrument.title.en,
        "props": [
            _prop("instrument", instrument.id),
            _prop("title-zh", instrument.title.zh),
            _prop("jurisdiction", instrument.jurisdiction),
        ],
        "links": [{"href": f"#{_resource_id(instrument.id)}", "rel": "reference"}],
        "controls": [_control(duty) for duty in duties],
    }


def _control(duty: Obligation) -> Json:
    token = _token(duty.id)
    return {
        "id": token,
        "class": "obligation",
        "title": duty.title.en,
        "props": list(_props(duty)),
        "links": [_link(citation) for citation in duty.citations],
        "parts": list(_parts(duty, token)),
    }


def _props(duty: Obligation) -> Iterator[JsonValue]:
    yield {"name": "label", "value": duty.id}
    yield _prop("modality", duty.modality)
    yield _prop("timing", duty.timing)
    yield _prop("since", duty.since.isoformat())
    if duty.until is not None:
        yield _prop("until", duty.until.isoformat())
    yield _prop("gravity", str(duty.gravity))
    yield _prop("verified", "yes" if duty.verified else "no")
    for role in duty.who:
        yield _prop("addressee", role)


def _parts(duty: Obligation, token: str) -> Iterator[JsonValue]:
    yield {"id": f"{token}_smt", "name": "statement", "prose": duty.duty.en}
    yield {
        "id": f"{token}_smt.zh",
        "name": "statement-zh",
        "ns": NAMESPACE,
        "title": duty.title.zh,
        "prose": duty.duty.zh,
    }
    if duty.deadline is not None:
        rule = duty.deadline.rule
        yield {"id": f"{token}_gdn", "name": "guidance", "title": "Time limit", "prose": f"{rule.en} ({rule.zh})"}


def _link(citation: Citation) -> JsonValue:
    resource = _resource_id(citation.instrument)
    return {"href": f"#{resource}", "rel": "reference", "text": f"{citation.instrument} {citation.provision}"}


def _resource(instrument: Instrument) -> JsonValue:
    found: Json = {
        "uuid": _resource_id(instrument.id),
        "title": f"{instrument.title.en} ({instrument.title.zh})",
        "citation": {"text": _cited(instrument)},
    }
    links: list[JsonValue] = [{"href": source.url} for source in instrument.sources if source.url]
    return {**found, "rlinks": links} if links else found


def _cited(instrument: Instrument) -> str:
    number = f", {instrument.number.zh}" if instrument.number is not None else ""
    return f"{instrument.title.zh}{number}"


def _resource_id(instrument: str) -> str:
    return str(uuid.uuid5(_SPACE, instrument))


def _prop(name: str, value: str) -> JsonValue:
    return {"name": name, "ns": NAMESPACE, "value": value}


def _token(name: str) -> str:
    """An id of OSCAL: letters, digits, dots and hyphens, beginning with a letter."""
    return name.replace("/", ".")
