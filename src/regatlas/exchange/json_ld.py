"""A document as schema.org ``Legislation`` in JSON-LD: what it says of itself, and its articles by their citations.

Only what the document states is said. Whether a text is in force today (``legislationLegalForce``) and at what date a
consolidation holds (``legislationDateVersion``) no text knows of itself, so neither is written.
Vocabulary: https://schema.org/Legislation.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import JsonValue

from regatlas.exchange.akn.names import country
from regatlas.model.document import Document, Provision, Statement

# The kind by which a text is cited: articles, else American sections, else the numbered measures of a policy.
_CITED_BY = ("article", "section", "measure")


def legislation_json_ld(document: Document) -> dict[str, JsonValue]:
    """The JSON-LD object. Keys whose value the document does not state are left out."""
    metadata = document.metadata
    stated: dict[str, JsonValue] = {
        "name": _value(metadata.title),
        "legislationIdentifier": _value(metadata.number),
        "legislationDate": _value(metadata.dates.get("adopted")),
        "datePublished": _value(metadata.dates.get("issued")),
        "temporalCoverage": _from(metadata.dates.get("effective")),
        "legislationPassedBy": [{"@type": "Organization", "name": one.value} for one in metadata.issuers],
        "legislationJurisdiction": _jurisdiction(document),
        "inLanguage": document.language if document.language != "und" else None,
        "hasPart": [_part(one, document) for one in _parts(document)],
    }
    head: dict[str, JsonValue] = {"@context": "https://schema.org", "@type": "Legislation"}
    return head | {key: value for key, value in stated.items() if value}


def _value(statement: Statement | None) -> str | None:
    return statement.value if statement else None


def _from(effective: Statement | None) -> str | None:
    """The time that the text applies to: from its date of effect, with no end stated."""
    return f"{effective.value}/.." if effective else None


def _jurisdiction(document: Document) -> dict[str, JsonValue] | None:
    """The ISO 3166 code of the country (or EU) that the drafting tradition tells."""
    code = country(document.tradition, document.language)
    return None if code == "zz" else {"@type": "AdministrativeArea", "identifier": code.upper()}


def _parts(document: Document) -> Iterable[Provision]:
    for kind in _CITED_BY:
        found = [one for one in document.provisions if one.kind == kind]
        if found:
            return found
    return ()


def _part(provision: Provision, document: Document) -> JsonValue:
    part: dict[str, JsonValue] = {"@type": "Legislation", "@id": f"#{provision.eid}"}
    name = provision.heading or provision.citation
    text = document.text[provision.span.start : provision.span.end].strip()
    said: dict[str, JsonValue] = {"name": name, "legislationIdentifier": provision.citation, "text": text}
    return part | {key: value for key, value in said.items() if value}
