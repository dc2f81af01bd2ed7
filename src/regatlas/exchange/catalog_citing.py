"""Instruments for bibliographies: BibTeX, and the JSON of the Citation Style Language (CSL 1.0.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic import JsonValue

from regatlas.catalog.catalog import Catalog
from regatlas.exchange.catalog_json import Json
from regatlas.model.instrument import Instrument, InstrumentType
from regatlas.model.taxonomy import Bilingual

_CSL_TYPES: dict[InstrumentType, str] = {
    "law": "legislation",
    "regulation": "legislation",
    "rule": "legislation",
    "normative-document": "legislation",
    "standard": "standard",
    "plan": "report",
    "initiative": "document",
    "principles": "document",
}
_SPECIAL = re.compile(r"[&%$#_{}]|[~^\\]")
_WRITTEN = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def to_bibtex(catalog: Catalog, instruments: Iterable[Instrument], lang: str) -> str:
    """BibTeX entries in one language, the title in the other in the note. Chinese needs Biber or a UTF-8 BibTeX."""
    return "\n".join(_bibtex(catalog, one, lang) for one in instruments)


def _bibtex(catalog: Catalog, one: Instrument, lang: str) -> str:
    year, month, _ = _parts(_issued(one))
    fields = {
        # A second pair of braces keeps capitals, and names of bodies from being taken for people.
        "title": f"{{{_escaped(_in(lang, one.title))}}}",
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in _issuers(catalog, one, lang)),
        "year": year,
        "month": _MONTHS[int(month) - 1] if month else "",
        "number": _escaped(_in(lang, one.number)) if one.number else "",
        "type": _escaped(_in(lang, one.category)),
        "note": _escaped(_in("en" if lang == "zh" else "zh", one.title)),
        "url": _address(one),
        "langid": "chinese" if lang == "zh" else "english",
    }
    # Months are macros of the styles and stand without braces.
    lines = [f"  {key} = {value if key == 'month' else f'{{{value}}}'}," for key, value in fields.items() if value]
    return "\n".join([f"@misc{{{one.id.replace('/', ':')},", *lines, "}", ""])


def to_csl(catalog: Catalog, instruments: Iterable[Instrument], lang: str) -> list[JsonValue]:
    """CSL-JSON items in one language."""
    return [_csl(catalog, one, lang) for one in instruments]


def _csl(catalog: Catalog, one: Instrument, lang: str) -> Json:
    issued = _issued(one)
    issuers = _issuers(catalog, one, lang)
    authors: list[JsonValue] = [{"literal": name} for name in issuers]
    parts: list[JsonValue] = [int(part) for part in _parts(issued) if part]
    said: Json = {
        "id": one.id,
        "type": _CSL_TYPES[one.type],
        "title": _in(lang, one.title),
        "title-short": _in(lang, one.short_title) if one.short_title else None,
        "original-title": one.title.zh if lang == "en" else None,
        "author": authors,
        "authority": ("、" if lang == "zh" else "; ").join(issuers),
        "number": _in(lang, one.number) if one.number else None,
        "genre": _in(lang, one.category),
        "jurisdiction": one.jurisdiction,
        "issued": {"date-parts": [parts]} if parts else None,
        "language": "zh-Hans" if lang == "zh" else "en",
        "URL": _address(one) or None,
    }
    return {key: value for key, value in said.items() if value not in (None, [])}


def _issued(one: Instrument) -> str:
    """The date by which an instrument is cited: of issue, else of publication, adoption, or its first draft."""
    for kind in ("issued", "published", "adopted", "drafted"):
        for stated, statement in one.dates.items():
            if stated == kind:
                return statement.date
    return ""


def _parts(partial: str) -> tuple[str, str, str]:
    year, month, day = (*partial.split("-"), "", "")[:3]
    return year, month, day


def _issuers(catalog: Catalog, one: Instrument, lang: str) -> list[str]:
    return [_in(lang, catalog.agency[each].name) if each in catalog.agency else each for each in one.issuers]


def _address(one: Instrument) -> str:
    """The official address, else any."""
    official = [source.url for source in one.sources if source.official and source.url]
    return next(iter([*official, *(source.url for source in one.sources if source.url)]), "")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _WRITTEN.get(match[0], "\\" + match[0]), text)


def _in(lang: str, words: Bilingual) -> str:
    return words.zh if lang == "zh" else words.en
