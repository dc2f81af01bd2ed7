"""One entry of the catalog in a terminal: what it is, what it says, where it is taken from, what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.text import Text

from regatlas.catalog.catalog import Catalog, Entry, expression_in_force, status_of, title_of
from regatlas.cli.lines import columns
from regatlas.cli.page import Page, plain
from regatlas.cli.render_catalog import said
from regatlas.model.chronicle import Agency, Claim, Commitment, Event
from regatlas.model.instrument import Expression, Instrument, Relation
from regatlas.model.obligation import Citation, Fact, Obligation
from regatlas.model.sourcing import SourceReference
from regatlas.model.taxonomy import Bilingual
from regatlas.pages.dates import write_date
from regatlas.pages.provisions import cite, cite_all, cite_provision, instrument_name
from regatlas.pages.words import Words

_ACCENT = "red"
Fields = Iterator[tuple[str, str]]
Rows = Sequence[tuple[str, str]]


def render_entry(page: Page, catalog: Catalog, entry: Entry, as_of: date, words: Words) -> None:
    """Print an entry of any kind."""
    page.title(said(words, title_of(entry)))
    if getattr(entry, "verified", True) is False:
        page.add(Text(words("catalog.unverified"), style="bold"))
    _print_rows(page, list(_fields(catalog, entry, as_of, words)))
    for heading, rows in _sections(catalog, entry, as_of, words):
        if rows:
            page.heading(words(heading))
            _print_rows(page, rows)


def _print_rows(page: Page, rows: Rows) -> None:
    # A long id must not push the text into the margin; it then stands above its text.
    width = min(30, max((columns(label) for label, _ in rows), default=1))
    for label, told in rows:
        if columns(label) > width:
            page.add(Text(label, style=_ACCENT))
            page.add(Text(plain(told)), indent=2)
        else:
            page.add(Text(label, style=_ACCENT), Text(plain(told)), widths=(width,))


def _fields(catalog: Catalog, entry: Entry, as_of: date, words: Words) -> Fields:
    """What can be said of an entry in a line each, under its label."""
    yield words("catalog.field.id"), entry.id
    status = status_of(entry, as_of)
    if status:
        on = write_date(as_of.isoformat(), words.lang)
        yield words("catalog.field.status"), words("catalog.on", status=words.tag("catalog.status", status), date=on)
    if isinstance(entry, Instrument):
        yield from _of_instrument(catalog, entry, words)
    elif isinstance(entry, Agency):
        yield from _of_agency(catalog, entry, words)
    elif isinstance(entry, Event):
        yield from _of_event(catalog, entry, words)
    elif isinstance(entry, Obligation):
        yield from _of_obligation(catalog, entry, words)
    elif isinstance(entry, Fact):
        yield from _of_fact(catalog, entry, words)
    elif isinstance(entry, Commitment):
        yield words("catalog.field.instrument"), _promised(catalog, entry, words)
    else:
        yield words("catalog.field.subject"), f"{entry.subject}{words('comma')}{entry.property}"


def _promised(catalog: Catalog, entry: Commitment, words: Words) -> str:
    if entry.provision is None:
        return instrument_name(catalog, entry.instrument, words.lang)
    return cite(catalog, Citation(instrument=entry.instrument, provision=entry.provision), words.lang)


def _of_instrument(catalog: Catalog, entry: Instrument, words: Words) -> Fields:
    other = entry.title.en if words.lang == "zh" else entry.title.zh
    yield words("catalog.field.other-title"), other
    if entry.number:
        yield words("catalog.field.number"), said(words, entry.number)
    yield words("catalog.field.issuers"), _agencies(catalog, entry.issuers, words)
    for kind, statement in entry.dates.items():
        yield words(f"catalog.date.{kind}"), _dated(statement.date, statement.note, words)
    yield words("catalog.field.category"), said(words, entry.category)
    yield words("catalog.field.summary"), said(words, entry.summary)
    if entry.note:
        yield words("catalog.field.note"), said(words, entry.note)


def _dated(partial: str, note: Bilingual | None, words: Words) -> str:
    return write_date(partial, words.lang) + (f"{words('semicolon')}{said(words, note)}" if note else "")


def _agencies(catalog: Catalog, ids: Iterable[str], words: Words) -> str:
    return words.join([said(words, catalog.agency[each].name) if each in catalog.agency else each for each in ids])


def _of_agency(catalog: Catalog, entry: Agency, words: Words) -> Fields:
    if entry.parent:
        yield words("catalog.field.parent"), _agencies(catalog, [entry.parent], words)
    for number, role in enumerate(entry.roles):
        yield "" if number else words("catalog.field.roles"), said(words, role)
    if entry.note:
        yield words("catalog.field.note"), said(words, entry.note)


def _of_event(catalog: Catalog, entry: Event, words: Words) -> Fields:
    until = f" – {write_date(entry.until, words.lang)}" if entry.until else ""
    yield words("catalog.field.date"), write_date(entry.date, words.lang) + until
    yield words("catalog.field.summary"), said(words, entry.summary)
    if entry.agencies:
        yield words("catalog.kind.agencies"), _agencies(catalog, entry.agencies, words)
    if entry.companies:
        yield words("catalog.field.companies"), words.join([said(words, company) for company in entry.companies])


def _of_obligation(catalog: Catalog, entry: Obligation, words: Words) -> Fields:
    yield words("catalog.field.duty"), said(words, entry.duty)
    yield words("catalog.field.who"), words.join([_role(catalog, one, words) for one in entry.who])
    if entry.deadline:
        yield words("catalog.field.deadline"), said(words, entry.deadline.rule)
    for number, exemption in enumerate(entry.unless):
        yield "" if number else words("catalog.field.unless"), said(words, exemption.text)
    yield words("catalog.field.citations"), cite_all(catalog, entry.citations, words.lang)
    if entry.authorities:
        yield words("catalog.field.authorities"), _agencies(catalog, entry.authorities, words)
    for number, sanction in enumerate(entry.sanctions):
        yield "" if number else words("catalog.field.sanctions"), said(words, sanction.text)
    if entry.note:
        yield words("catalog.field.note"), said(words, entry.note)


def _role(catalog: Catalog, role: str, words: Words) -> str:
    """The role as the fact ``role`` words it."""
    fact = catalog.fact.get("role")
    labels = {choice.id: choice.label for choice in fact.choices} if fact else {}
    return said(words, labels[role]) if role in labels else role


def _of_fact(catalog: Catalog, entry: Fact, words: Words) -> Fields:
    yield words("catalog.field.help"), said(words, entry.help)
    yield words("catalog.field.answered-by"), said(words, entry.answered_by)
    if entry.basis:
        yield words("catalog.field.basis"), cite_all(catalog, entry.basis, words.lang)


def _sections(catalog: Catalog, entry: Entry, as_of: date, words: Words) -> Iterator[tuple[str, Rows]]:
    """The headings of an entry with their rows; those without rows are not printed."""
    if isinstance(entry, Instrument):
        yield from _instrument_sections(catalog, entry, as_of, words)
    if isinstance(entry, Fact):
        yield "catalog.section.choices", [(choice.id, said(words, choice.label)) for choice in entry.choices]
    if isinstance(entry, Claim):
        yield (
            "catalog.section.assertions",
            [
                (each.value, words("semicolon").join(said(words, source.publisher) for source in each.sources))
                for each in entry.assertions
            ],
        )
    claims = catalog.claims_about(entry.id)
    yield "catalog.kind.claims", [(claim.id, said(words, claim.explanation)) for claim in claims]
    yield "catalog.section.sources", [_source(source, words) for source in getattr(entry, "sources", ())]


def _instrument_sections(catalog: Catalog, entry: Instrument, as_of: date, words: Words) -> Iterator[tuple[str, Rows]]:
    yield (
        "catalog.section.history",
        [
            (write_date(change.since, words.lang), words.tag("catalog.status", change.status))
            for change in entry.history
        ],
    )
    yield (
        "catalog.section.points",
        [
            (words.join([cite_provision(one, words.lang) for one in point.provisions]) or "·", said(words, point.text))
            for point in entry.points
        ],
    )
    expression = _digested(entry, as_of)
    if expression is not None:
        yield (
            "catalog.section.digest",
            [
                (words("catalog.field.version"), expression.id),
                *((cite_provision(one.provision, words.lang), said(words, one.does)) for one in expression.digest),
            ],
        )
    yield (
        "catalog.section.relations",
        [
            *(_relation(catalog, relation, words) for relation in entry.relations),
            *(_incoming(other, relation, words) for other, relation in catalog.relations_to(entry.id)),
        ],
    )
    yield (
        "catalog.kind.events",
        [(write_date(event.date, words.lang), said(words, event.title)) for event in catalog.events_of(entry.id)],
    )
    yield "catalog.kind.obligations", [(one.id, said(words, one.title)) for one in catalog.obligations_of(entry.id)]


def _digested(entry: Instrument, as_of: date) -> Expression | None:
    """The version whose digest to show: the one in force on the day, else the last that has a digest."""
    then = expression_in_force(entry, as_of)
    digested = [one for one in entry.expressions if one.digest]
    return then if then is not None and then.digest else next(reversed(digested), None)


def _relation(catalog: Catalog, relation: Relation, words: Words) -> tuple[str, str]:
    target = catalog.instrument.get(relation.target)
    title = target.title if target else relation.outside
    return words(f"catalog.relation.{relation.kind}"), said(words, title) if title else relation.target


def _incoming(other: Instrument, relation: Relation, words: Words) -> tuple[str, str]:
    return words(f"catalog.relation.{relation.kind}.from"), said(words, other.title)


def _source(source: SourceReference, words: Words) -> tuple[str, str]:
    told = [source.url or source.corpus or ""]
    if source.title:
        told.insert(0, said(words, source.title))
    if source.says:
        told.append(words("catalog.says", says=source.says))
    return said(words, source.publisher), "  ".join(part for part in told if part)
