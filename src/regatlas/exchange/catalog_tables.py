"""The catalog as plain tables, for CSV and Parquet alike: one for each kind, and one for each list inside.

Words in two languages are two columns, ``_en`` and ``_zh``. Lists of ids are joined by blanks, which no id has; a list
whose members have more to say (relations, dates, sources) is a table of its own with the id of its owner.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, TypeVar

from regatlas.catalog.catalog import Catalog, Entry, status_of
from regatlas.catalog.kinds import KINDS
from regatlas.model.chronicle import Agency, Claim, Commitment, Event
from regatlas.model.instrument import Expression, Instrument, Relation
from regatlas.model.obligation import Citation, Fact, Obligation
from regatlas.model.sourcing import SourceReference
from regatlas.model.taxonomy import Bilingual

Cell: TypeAlias = str | int | bool | None
Row: TypeAlias = dict[str, Cell]
_Owner = TypeVar("_Owner")


@dataclass(frozen=True)
class Table:
    """A table: its name, and rows that all have the same columns in the same order."""

    name: str
    rows: tuple[Row, ...]

    @property
    def columns(self) -> list[str]:
        """The names of the columns; none where there is no row to tell."""
        return list(self.rows[0]) if self.rows else []


def tables(catalog: Catalog, as_of: date) -> list[Table]:
    """Every table of the catalog that has a row, with statuses of a day."""
    makers: dict[str, Iterable[Row]] = {
        "instruments": (_instrument(one, as_of) for one in catalog.instruments),
        "instrument_dates": _each(catalog.instruments, _dates),
        "instrument_history": _each(catalog.instruments, _history),
        "instrument_relations": _each(catalog.instruments, _relations),
        "expressions": _each(catalog.instruments, _expressions),
        "articles": _each(catalog.instruments, _articles),
        "agencies": map(_agency, catalog.agencies),
        "events": map(_event, catalog.events),
        "commitments": map(_commitment, catalog.commitments),
        "claims": _each(catalog.claims, _assertions),
        "facts": map(_fact, catalog.facts),
        "obligations": (_obligation(one, as_of) for one in catalog.obligations),
        "sources": _sources(catalog),
    }
    made = (Table(name, tuple(rows)) for name, rows in makers.items())
    return [table for table in made if table.rows]


def entry_rows(entry: Entry, as_of: date) -> Iterator[Row]:
    """The rows that an entry has in the table of its kind: one, but for claims one for each value."""
    if isinstance(entry, Claim):
        yield from _assertions(entry)
    elif isinstance(entry, Instrument):
        yield _instrument(entry, as_of)
    elif isinstance(entry, Obligation):
        yield _obligation(entry, as_of)
    else:
        yield _ROWS[type(entry)](entry)


RELATION_COLUMNS = (
    "instrument",
    "kind",
    "target",
    "outside_en",
    "outside_zh",
    "provision",
    "note_en",
    "note_zh",
    "verified",
)


def relation_row(instrument: Instrument, relation: Relation) -> Row:
    """A relation as its table has it."""
    return {
        "instrument": instrument.id,
        "kind": relation.kind,
        "target": relation.target,
        **_both("outside", relation.outside),
        "provision": relation.provision,
        **_both("note", relation.note),
        "verified": relation.verified,
    }


def _each(owners: Iterable[_Owner], rows: Callable[[_Owner], Iterable[Row]]) -> Iterator[Row]:
    for owner in owners:
        yield from rows(owner)


def _both(name: str, words: Bilingual | None) -> Row:
    return {f"{name}_en": words.en if words else None, f"{name}_zh": words.zh if words else None}


def _lists(name: str, members: Iterable[Bilingual]) -> Row:
    listed = list(members)
    return {
        f"{name}_en": "; ".join(member.en for member in listed),
        f"{name}_zh": "；".join(member.zh for member in listed),
    }


def _instrument(one: Instrument, as_of: date) -> Row:
    return {
        "id": one.id,
        "work": one.work,
        "jurisdiction": one.jurisdiction,
        "type": one.type,
        "status": status_of(one, as_of),
        **_both("title", one.title),
        **_both("short_title", one.short_title),
        **_both("number", one.number),
        "issuers": " ".join(one.issuers),
        "aliases": "; ".join(one.aliases),
        "languages": " ".join(one.languages),
        **_both("category", one.category),
        **_both("summary", one.summary),
        **_both("note", one.note),
        "verified": one.verified,
    }


def _dates(one: Instrument) -> Iterator[Row]:
    for kind, stated in one.dates.items():
        yield {
            "instrument": one.id,
            "kind": kind,
            "date": stated.date,
            "precision": stated.precision,
            **_both("note", stated.note),
            "verified": stated.verified,
        }


def _history(one: Instrument) -> Iterator[Row]:
    for change in one.history:
        yield {"instrument": one.id, "since": change.since, "status": change.status, **_both("note", change.note)}


def _relations(one: Instrument) -> Iterator[Row]:
    return (relation_row(one, relation) for relation in one.relations)


def _expressions(one: Instrument) -> Iterator[Row]:
    for expression in one.expressions:
        yield {
            "instrument": one.id,
            "expression": expression.id,
            "stage": expression.stage,
            "language": expression.language,
            "date": expression.date,
            "effective": expression.effective,
            "ended": expression.ended,
            "articles": expression.articles,
            "agora": expression.agora,
            "comments_until": expression.comments_until,
            "verified": expression.verified,
        }


def _articles(one: Instrument) -> Iterator[Row]:
    for expression in one.expressions:
        yield from _digest(one, expression)


def _digest(one: Instrument, expression: Expression) -> Iterator[Row]:
    for article in expression.digest:
        yield {
            "instrument": one.id,
            "expression": expression.id,
            "provision": article.provision,
            **_both("does", article.does),
            **_lists("addressees", article.addressees),
            "operative": article.operative,
            **_both("no_obligation", article.no_obligation),
            "verified": article.verified,
        }


def _agency(one: Agency) -> Row:
    return {
        "id": one.id,
        **_both("name", one.name),
        **_both("short_name", one.short_name),
        "jurisdiction": one.jurisdiction,
        "kind": one.kind,
        "parent": one.parent,
        **_lists("roles", one.roles),
        **_both("note", one.note),
        "verified": one.verified,
    }


def _event(one: Event) -> Row:
    return {
        "id": one.id,
        "date": one.date,
        "until": one.until,
        "precision": one.precision,
        "jurisdiction": one.jurisdiction,
        "kind": one.kind,
        **_both("title", one.title),
        **_both("summary", one.summary),
        "instruments": " ".join(one.instruments),
        "agencies": " ".join(one.agencies),
        **_lists("companies", one.companies),
        "verified": one.verified,
    }


def _commitment(one: Commitment) -> Row:
    return {
        "id": one.id,
        "instrument": one.instrument,
        "provision": one.provision,
        **_both("text", one.text),
        "bodies": " ".join(one.bodies),
        **_lists("body_names", one.body_names),
        "due": one.due,
        "topic": one.topic,
        "status": one.status,
        "verified": one.verified,
    }


def _assertions(one: Claim) -> Iterator[Row]:
    for assertion in one.assertions:
        yield {
            "id": one.id,
            "subject": one.subject,
            "property": one.property,
            "value": assertion.value,
            **_lists("publishers", [source.publisher for source in assertion.sources]),
            "urls": " ".join(source.url for source in assertion.sources if source.url),
            "standing": one.standing,
            **_both("explanation", one.explanation),
            "verified": one.verified,
        }


def _fact(one: Fact) -> Row:
    return {
        "id": one.id,
        "group": one.group,
        "type": one.type,
        **_both("text", one.text),
        **_both("help", one.help),
        **_both("answered_by", one.answered_by),
        "choices": " ".join(choice.id for choice in one.choices),
        **_both("unit", one.unit),
        "judgement": one.judgement,
        "basis": _cited(one.basis),
    }


def _obligation(one: Obligation, as_of: date) -> Row:
    condition = one.when.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {
        "id": one.id,
        "instrument": one.instrument,
        **_both("title", one.title),
        **_both("duty", one.duty),
        "who": " ".join(one.who),
        "modality": one.modality,
        "timing": one.timing,
        "when": json.dumps(condition, ensure_ascii=False),
        **_lists("unless", [exemption.text for exemption in one.unless]),
        **_both("deadline", one.deadline.rule if one.deadline else None),
        "authorities": " ".join(one.authorities),
        **_lists("sanctions", [sanction.text for sanction in one.sanctions]),
        "citations": _cited(one.citations),
        "since": one.since.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "status": status_of(one, as_of),
        "gravity": one.gravity,
        "verified": one.verified,
    }


def _cited(citations: Iterable[Citation]) -> str:
    return "; ".join(f"{citation.instrument} {citation.provision}" for citation in citations)


def _sources(catalog: Catalog) -> Iterator[Row]:
    for kind in KINDS:
        for entry in catalog.entries(kind):
            for source in getattr(entry, "sources", ()):
                yield _source(kind, entry.id, source)


def _source(kind: str, owner: str, source: SourceReference) -> Row:
    return {
        "kind": kind,
        "id": owner,
        **_both("publisher", source.publisher),
        **_both("title", source.title),
        "url": source.url,
        "corpus": source.corpus,
        "says": source.says,
        "official": source.official,
        "verified": source.verified,
    }


_ROWS: Mapping[type[Any], Callable[[Any], Row]] = {Agency: _agency, Event: _event, Commitment: _commitment, Fact: _fact}
