"""The instruments as linked data: schema.org ``Legislation`` with terms of the European Legislation Identifier.

Plans, standards, initiatives and principles are no legislation, and are ``CreativeWork``. Ids are fragments of the
file, so that it can be published anywhere. Vocabularies: https://schema.org/Legislation,
http://data.europa.eu/eli/ontology.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pydantic import JsonValue

from regatlas.catalog.catalog import Catalog, status_on
from regatlas.exchange.catalog_json import Json
from regatlas.model.chronicle import Agency
from regatlas.model.instrument import Expression, Instrument, InstrumentType, Relation, RelationKind
from regatlas.model.taxonomy import Bilingual

_CONTEXT: Json = {
    "@vocab": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "url": {"@type": "@id"},
}
_LEGISLATION: frozenset[InstrumentType] = frozenset({"law", "regulation", "rule", "normative-document"})
# ELI knows no "supersedes": a replacement is a change.
_RELATIONS: dict[RelationKind, tuple[str, str]] = {
    "based-on": ("isBasedOn", "eli:based_on"),
    "implements": ("legislationEnsuresImplementationOf", "eli:ensures_implementation_of"),
    "amends": ("legislationAmends", "eli:amends"),
    "repeals": ("legislationRepeals", "eli:repeals"),
    "cites": ("citation", "eli:cites"),
    "supersedes": ("legislationChanges", "eli:changes"),
}
_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def catalog_json_ld(catalog: Catalog, instruments: Iterable[Instrument], as_of: date) -> Json:
    """Some instruments and the agencies that issued them, with the legal force of a day."""
    chosen = list(instruments)
    issuers = dict.fromkeys(issuer for one in chosen for issuer in one.issuers if issuer in catalog.agency)
    graph: list[JsonValue] = [_instrument(one, as_of) for one in chosen]
    graph += [_agency(catalog.agency[issuer]) for issuer in issuers]
    return {"@context": _CONTEXT, "@graph": graph}


def _instrument(one: Instrument, as_of: date) -> Json:
    legal = one.type in _LEGISLATION
    dates = {str(kind): stated.date for kind, stated in one.dates.items()}
    said: Json = {
        "@id": _id(one.id),
        "@type": ["Legislation", "eli:LegalResource"] if legal else "CreativeWork",
        "identifier": one.id,
        "name": _tagged(one.title),
        "alternateName": list(one.aliases),
        "abstract": _tagged(one.summary),
        "inLanguage": list(one.languages),
        "datePublished": _dated(dates.get("published") or dates.get("issued")),
        "url": [source.url for source in one.sources if source.url and source.official],
        **(_legal(one, dates, as_of) if legal else {"creator": [{"@id": _id(issuer)} for issuer in one.issuers]}),
        **_relations(one),
        "eli:is_realized_by": [_expression(one, expression) for expression in one.expressions],
    }
    return {key: value for key, value in said.items() if value not in (None, [], {})}


def _legal(one: Instrument, dates: dict[str, str], as_of: date) -> Json:
    issuers: list[JsonValue] = [{"@id": _id(issuer)} for issuer in one.issuers]
    in_force = status_on(one, as_of) == "in-force"
    return {
        "legislationIdentifier": one.number.zh if one.number else None,
        "legislationType": one.type,
        "legislationJurisdiction": {"@type": "AdministrativeArea", "identifier": one.jurisdiction},
        "legislationPassedBy": issuers,
        "legislationDate": _dated(dates.get("adopted") or dates.get("issued")),
        "legislationLegalForce": {"@id": f"https://schema.org/{'InForce' if in_force else 'NotInForce'}"},
        "eli:id_local": one.number.zh if one.number else None,
        "eli:type_document": one.type,
        "eli:jurisdiction": one.jurisdiction,
        "eli:passed_by": issuers,
        "eli:title": _tagged(one.title),
        "eli:date_document": _dated(dates.get("adopted") or dates.get("issued")),
        "eli:date_publication": _dated(dates.get("published") or dates.get("issued")),
        "eli:first_date_entry_in_force": _dated(dates.get("effective")),
        "eli:date_no_longer_in_force": _dated(dates.get("repealed")),
        "eli:in_force": {"@id": f"eli:InForce-{'inForce' if in_force else 'notInForce'}"},
    }


def _relations(one: Instrument) -> Json:
    found: Json = {}
    for relation in one.relations:
        for term in _RELATIONS[relation.kind]:
            found[term] = [*_list(found.get(term)), _target(relation)]
    return found


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _target(relation: Relation) -> Json:
    target: Json = {"@id": _id(relation.target)}
    return target | {"name": _tagged(relation.outside)} if relation.outside else target


def _expression(one: Instrument, expression: Expression) -> Json:
    said: Json = {
        "@id": f"{_id(one.id)}/{expression.id}",
        "@type": ["Legislation", "eli:LegalExpression"] if one.type in _LEGISLATION else "CreativeWork",
        "inLanguage": expression.language,
        "creativeWorkStatus": "Draft" if expression.stage == "draft" else None,
        "legislationDateVersion": _dated(expression.date) if one.type in _LEGISLATION else None,
        "eli:version_date": _dated(expression.date),
        "eli:first_date_entry_in_force": _dated(expression.effective),
        "eli:date_no_longer_in_force": _dated(expression.ended),
    }
    return {key: value for key, value in said.items() if value is not None}


def _agency(one: Agency) -> Json:
    said: Json = {
        "@id": _id(one.id),
        "@type": "GovernmentOrganization",
        "identifier": one.id,
        "name": _tagged(one.name),
        "parentOrganization": {"@id": _id(one.parent)} if one.parent else None,
        "areaServed": one.jurisdiction,
    }
    return {key: value for key, value in said.items() if value is not None}


def _id(entry_id: str) -> str:
    return f"#{entry_id}"


def _tagged(words: Bilingual) -> list[JsonValue]:
    return [{"@language": "en", "@value": words.en}, {"@language": "zh-Hans", "@value": words.zh}]


def _dated(partial: str | None) -> Json | None:
    return {"@type": _TYPES[len(partial)], "@value": partial} if partial else None
