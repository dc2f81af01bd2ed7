"""The ``meta`` of a document: identification after FRBR, and the organisations that it refers to.

IRIs follow the Akoma Ntoso naming convention: ``/akn/cn/act/2023-07-10/15/zho@2023-07-10``. A text that states no
number goes by the beginning of its checksum, one that states no date by ``undated``; the date element, which the
schema asks for, then has the first day of the calendar and the name ``unknown``.
"""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from regatlas.exchange.akn.names import akn, country, escaped, iso_639_2
from regatlas.model.document import Document

OURSELVES = "meta__regatlas"
UNKNOWN = "meta__unknown"
UNKNOWN_DATE = "0001-01-01"
_SEPARATORS = re.compile(r"[^\w.-]+")


def write_identification(meta: etree._Element, document: Document, form: str, component: str = "main") -> None:
    """Add ``identification`` for the whole (``main``) or for an annex, by its eId."""
    element = _sub(meta, "identification", source=f"#{OURSELVES}")
    work = work_iri(document, form)
    language = iso_639_2(document.language)
    issued = _day_of_issue(document)
    expression = f"{work}/{language}@{issued or ''}"
    _work(_sub(element, "FRBRWork"), document, work, component)
    _expression(_sub(element, "FRBRExpression"), document, expression, component)
    last = _sub(element, "FRBRManifestation")
    _core(last, f"{expression}/!{component}.xml", f"{expression}.xml", issued)
    _sub(last, "FRBRauthor", href=f"#{OURSELVES}", **{"as": "#editor"})
    _sub(last, "FRBRformat", value="application/akn+xml")


def write_references(meta: etree._Element, document: Document) -> None:
    """Add ``references``: who wrote the file, and who issued the document."""
    element = _sub(meta, "references", source=f"#{OURSELVES}")
    _organization(element, OURSELVES, "regatlas", "Regatlas")
    issuers = [issuer.value for issuer in document.metadata.issuers]
    for index, name in enumerate(issuers, start=1):
        _organization(element, f"meta__issuer_{index}", f"{_country(document)}/{_segment(name)}", name)
    if not issuers or document.tradition == "chinese-in-english":
        _organization(element, UNKNOWN, "unknown", "unknown")


def work_iri(document: Document, form: str) -> str:
    """The IRI of the work as far as the document tells it."""
    number = document.metadata.number
    name = _segment(number.value) if number else f"sha256-{document.source.sha256[:16]}"
    return f"/akn/{_country(document)}/{form}/{_day_of_issue(document) or 'undated'}/{name}"


def _work(element: etree._Element, document: Document, work: str, component: str) -> None:
    metadata = document.metadata
    _sub(element, "FRBRthis", value=f"{work}/!{component}")
    _sub(element, "FRBRuri", value=work)
    days = {key: one.value for key, one in metadata.dates.items() if is_day(one.value)}
    for key, day in (days or {"unknown": UNKNOWN_DATE}).items():
        _sub(element, "FRBRdate", date=day, name=key)
    authors = [f"meta__issuer_{index}" for index in range(1, len(metadata.issuers) + 1)]
    for author in authors or [UNKNOWN]:
        _sub(element, "FRBRauthor", href=f"#{author}", **{"as": "#author"})
    _sub(element, "FRBRcountry", value=_country(document))
    if metadata.number:
        _sub(element, "FRBRnumber", value=metadata.number.value)
    if metadata.title:
        _sub(element, "FRBRname", value=metadata.title.value)


def _expression(element: etree._Element, document: Document, expression: str, component: str) -> None:
    _core(element, f"{expression}/!{component}", expression, _day_of_issue(document))
    _sub(element, "FRBRauthor", href=f"#{OURSELVES}", **{"as": "#editor"})
    translated = document.tradition == "chinese-in-english"
    if translated:
        _sub(element, "FRBRauthoritative", value="false")
    _sub(element, "FRBRlanguage", language=iso_639_2(document.language))
    if translated:
        original = expression.replace(f"/{iso_639_2(document.language)}@", "/zho@")
        _sub(element, "FRBRtranslation", href=original, fromLanguage="zho", by=f"#{UNKNOWN}")


def _core(element: etree._Element, this: str, iri: str, day: str | None) -> None:
    _sub(element, "FRBRthis", value=this)
    _sub(element, "FRBRuri", value=iri)
    _sub(element, "FRBRdate", date=day or UNKNOWN_DATE, name="issued" if day else "unknown")


def _organization(parent: etree._Element, eid: str, path: str, name: str) -> None:
    _sub(parent, "TLCOrganization", eId=eid, href=f"/akn/ontology/organization/{path}", showAs=name)


def _sub(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, akn(name), {key: escaped(value) for key, value in attributes.items()})


def _country(document: Document) -> str:
    return country(document.tradition, document.language)


def _segment(name: str) -> str:
    return _SEPARATORS.sub("-", name).strip("-") or "unnamed"


def _day_of_issue(document: Document) -> str | None:
    """The date that identifies the work: of issue, else of adoption, where it is a full date."""
    for key in ("issued", "adopted"):
        statement = document.metadata.dates.get(key)
        if statement and is_day(statement.value):
            return statement.value
    return None


def is_day(value: str) -> bool:
    """Whether a date is full (``2023-07-10``), as the schema wants it, and stands in the calendar."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
