"""What a text says that the catalog does not have, as YAML for a person to review; nothing of the catalog is touched.

Every entry is ``verified: false`` and has the sentence as ``says`` of its source. Where one language is missing, the
words of the other stand there with a mark, since a translation is for a person to make.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from regatlas.catalog.catalog import Catalog
from regatlas.catalog.files import builtin_folder
from regatlas.catalog.kinds import SHAPES, Folder
from regatlas.errors import BadArgument, reason_of
from regatlas.model.instrument import InstrumentType
from regatlas.model.mining import CatalogValue, MinedClaim, Mining, NamedThing

Entry = dict[str, Any]
_HAN = re.compile(r"[\u3400-\u9fff]")
_TYPES: tuple[tuple[str, InstrumentType], ...] = (
    (r"\bLaw\b|\bAct\b|法$", "law"),
    (r"\bRegulations?\b|条例", "regulation"),
    (r"\bMeasures\b|\bProvisions\b|\bRules\b|办法|规定|规则", "rule"),
    (r"\bPlan\b|\bStrategy\b|规划|计划|纲要", "plan"),
    (r"\bInitiative\b|\bDeclaration\b|倡议|宣言", "initiative"),
    (r"\bPrinciples\b|\bNorms\b|原则|规范", "principles"),
    (r"\bStandard\b|\bRequirements\b|标准|要求", "standard"),
)
_DATES = ("drafted", "adopted", "issued", "published", "effective", "amended", "repealed")
_LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class MinedPage:
    """A text that was mined: what it calls itself, where it can be read, and what it says."""

    name: str
    title: str
    url: str | None
    mining: Mining


def proposed(pages: Sequence[MinedPage], catalog: Catalog, jurisdiction: str) -> dict[str, str]:
    """The files to review, by path below the folder: YAML that fits the schema of the catalog, and ``review.md``.

    Empty where the texts say nothing new. Raises pydantic's ValidationError if an entry did not fit the schema.
    """
    found: dict[str, str] = {}
    for page in pages:
        for entry in _instruments(page, jurisdiction):
            name = entry["id"].replace("/", "-")
            found[f"instruments/{name}.yaml"] = _file("instruments", entry)
    events = _unique(entry for page in pages for entry in _events(page, jurisdiction))
    if events:
        found["events/proposed.yaml"] = _file("events", {"events": events})
    claims = _unique(entry for page in pages for entry in _claims(page))
    if claims:
        found["claims/proposed.yaml"] = _file("claims", {"claims": claims})
    review = "".join(_review(page, catalog) for page in pages)
    return found | {"review.md": f"# For review\n\n{review}"} if found or review else {}


def write_proposed(files: dict[str, str], folder: Path) -> None:
    """Write the files. Raises :class:`BadArgument` for the built-in catalog's own folder, and for files that exist."""
    inside = folder.resolve()
    data = builtin_folder().resolve()
    if inside == data or data in inside.parents or inside in data.parents:
        raise BadArgument("proposals do not go into the catalog itself", where=str(folder), hint="name another folder")
    taken = [name for name in files if (folder / name).exists()]
    if taken:
        raise BadArgument(
            "a file is there already", where=str(folder / taken[0]), hint="name another folder with --out"
        )
    for name, content in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        except OSError as error:
            what = f"the file cannot be written ({reason_of(error)})"
            raise BadArgument(what, where=str(path), hint="choose another folder") from error


def _file(folder: Folder, value: Entry) -> str:
    shape = SHAPES[folder]
    shape.file.model_validate(value)
    whole = {"schema": shape.schema, **value}
    written: str = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=120)
    return "# Proposed by regatlas catalog propose. Review every line before it goes into the catalog.\n" + written


def _unique(entries: Iterator[Entry]) -> list[Entry]:
    return list({entry["id"]: entry for entry in entries}.values())


def _instruments(page: MinedPage, jurisdiction: str) -> Iterator[Entry]:
    """The instruments that the catalog does not have, where the text says something of them or names them twice."""
    for thing in page.mining.things:
        claims = [one for one in page.mining.claims if one.subject is None and one.name == thing.name]
        if thing.kind == "instrument" and not thing.known and (claims or len(thing.quotes) > 1):
            yield _instrument(page, thing, claims, jurisdiction)


def _instrument(page: MinedPage, thing: NamedThing, claims: Sequence[MinedClaim], jurisdiction: str) -> Entry:
    source = _source(page, claims[0].quote.exact if claims else thing.name)
    dates: dict[str, Entry] = {}
    for claim in claims:
        if claim.property in _DATES:
            said = _source(page, claim.quote.exact)
            dates.setdefault(claim.property, {"date": claim.value, "sources": [said], "verified": False})
    issuers = [claim.value for claim in claims if claim.property == "issuer"]
    words = "-".join(re.findall(r"[a-z0-9]+", thing.name.lower())[:8])
    slug = words if words and not _HAN.search(thing.name) else f"proposed-{_mark(thing.name)}"
    return {
        "id": f"{jurisdiction.lower()}/{slug}",
        "jurisdiction": jurisdiction,
        "type": _type(thing.name),
        "title": _both(thing.name),
        "issuers": issuers,
        "dates": dates,
        "history": [],
        "category": {"en": "To be classified", "zh": "待归类"},
        "summary": {"en": f"Named in {page.name}; to be written.", "zh": f"见于{page.name}，概要待写。"},
        "sources": [source],
        "verified": False,
    }


def _type(name: str) -> InstrumentType:
    return next((kind for pattern, kind in _TYPES if re.search(pattern, name)), "normative-document")


def _events(page: MinedPage, jurisdiction: str) -> Iterator[Entry]:
    """Events that the catalog does not have, and dates of its instruments of a kind that it does not have."""
    for claim in page.mining.claims:
        dated = claim.property == "event" or (claim.property in _DATES and claim.subject is not None)
        if claim.verdict == "new" and dated:
            yield _event(page, claim, jurisdiction)


def _event(page: MinedPage, claim: MinedClaim, jurisdiction: str) -> Entry:
    inside = [
        one
        for one in page.mining.things
        if any(claim.quote.span.start <= quote.span.start < claim.quote.span.end for quote in one.quotes)
    ]
    companies = [_both(one.name, mark=False) for one in inside if one.kind == "company"]
    sentence = claim.quote.exact
    title = sentence if len(sentence) <= _LONGEST_TITLE else sentence[:_LONGEST_TITLE].rstrip() + "…"
    return {
        "id": f"proposed-{claim.value}-{_mark(sentence + claim.property)}",
        "jurisdiction": jurisdiction,
        "date": claim.value,
        "kind": "draft"
        if claim.draft
        else "instrument"
        if claim.subject
        else "company"
        if companies
        else "institution",
        "title": _both(title),
        "summary": _both(sentence),
        "instruments": [claim.subject] if claim.subject else [],
        "agencies": [one.id for one in inside if one.kind == "agency" and one.id],
        "companies": companies,
        "sources": [_source(page, sentence)],
        "verified": False,
    }


def _claims(page: MinedPage) -> Iterator[Entry]:
    """A claim for each contradiction that the catalog does not record yet."""
    for claim in page.mining.claims:
        if claim.verdict == "contradicts" and not any(one.said for one in claim.known):
            yield {
                "id": f"proposed-{_mark(f'{claim.subject}{claim.property}{claim.value}')}",
                "subject": claim.subject,
                "property": "date" if claim.property == "event" else claim.property,
                "assertions": [
                    *_recorded(claim.catalog),
                    {"value": claim.value, "sources": [_source(page, claim.quote.exact)]},
                ],
                "standing": "disputed",
                "explanation": {
                    "en": f"{page.name} differs from the catalog; to be looked into.",
                    "zh": f"{page.name}与目录记载不一致，待核实。",
                },
                "verified": False,
            }


def _recorded(values: Sequence[CatalogValue]) -> Iterator[Entry]:
    for value in {one.value: one for one in values}.values():
        sources = [one.model_dump(mode="json", exclude_defaults=True) for one in value.sources]
        yield {"value": value.value, "sources": sources}


def _source(page: MinedPage, says: str) -> Entry:
    made: Entry = {
        "publisher": {"en": page.name, "zh": page.name},
        "title": _both(page.title),
        "says": says,
    }
    return {**made, "url": page.url, "verified": False} if page.url else {**made, "verified": False}


def _both(words: str, *, mark: bool = True) -> Entry:
    """Words in both languages: where the other one is not given, the same words, marked for translation."""
    if not mark:
        return {"en": words, "zh": words}
    chinese = bool(_HAN.search(words))
    return {"en": f"To be translated: {words}", "zh": words} if chinese else {"en": words, "zh": f"待译：{words}"}


def _mark(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def _review(page: MinedPage, catalog: Catalog) -> str:
    """What a person should look at, in words: contradictions, what is new, and what the text leaves open."""
    lines = [line for claim in page.mining.claims if claim.verdict != "agrees" for line in _told(claim, catalog)]
    lines += [
        f"- Left open ({one.reason}): “{one.quote.exact}”; perhaps {', '.join(one.candidates) or 'none that is known'}"
        for one in page.mining.unresolved
    ]
    return f"## {page.name}\n\n" + "\n".join(lines) + "\n\n" if lines else ""


def _told(claim: MinedClaim, catalog: Catalog) -> Iterator[str]:
    subject = claim.subject or claim.name or "(an event)"
    target = catalog.agency.get(claim.value)
    value = f"{claim.value} ({target.name.en})" if target else claim.value
    yield f"- {claim.verdict}: {subject}, {claim.property}: {value}. “{claim.quote.exact}”"
    if claim.catalog:
        yield f"  The catalog has {', '.join(dict.fromkeys(one.value for one in claim.catalog))}."
    yield from (f"  Recorded as {one.standing}: {one.id}." for one in claim.known)
