"""Two to five instruments or texts side by side: what is known of them, and how far each covers every category."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from regatlas.app.subjects import Subject
from regatlas.catalog.catalog import status_on
from regatlas.catalog.taxonomies import BUILTIN_IDS, builtin_taxonomy
from regatlas.model.judgement import Judgement
from regatlas.model.taxonomy import Category, Taxonomy
from regatlas.pages.claims import citation_at
from regatlas.pages.coverage import RISK_TAXONOMY, risk_tint
from regatlas.pages.facts import title_of
from regatlas.pages.record import text_language
from regatlas.pages.site.frame import Frame

DUTIES = "duties"
_LONG = 220
_LONG_ZH = 110


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote of a record with the place where the reader shows it. ``short`` is its beginning where it is long."""

    text: str
    short: str
    citation: str
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How far one subject covers one category: the level in words, and the quotes that bear it, the best first."""

    level: str
    words: str
    quotes: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A category over all subjects. ``differs`` where their levels are not all the same."""

    code: str
    label: str
    href: str
    tint: int
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one group of a taxonomy."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A subject: its names and pages. ``about`` says which text was read, or why nothing can be said of it."""

    key: str
    title: str
    short: str
    lang: str
    href: str
    reader: str
    record: str
    text_lang: str
    about: str
    judged: bool


@dataclass(frozen=True)
class ContrastView:
    """The table: what is known of each subject, the rows by group, and what none of them covers."""

    columns: tuple[Column, ...]
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    taxonomy: str
    title: str
    groups: tuple[Group, ...]
    absent: tuple[str, ...]
    same: int
    judged: bool


def choices(frame: Frame) -> tuple[tuple[str, str], ...]:
    """What can be set side by side: the taxonomies, and the duties of the catalog."""
    named = [(name, frame.said(builtin_taxonomy(name).title)) for name in BUILTIN_IDS]
    return (*named, (DUTIES, frame.words("site.contrast.duties")))


def view_contrast(frame: Frame, found: Sequence[Subject], taxonomy: str, *, differences: bool) -> ContrastView:
    """The table for one taxonomy, or without rows for :data:`DUTIES`; ``differences`` leaves out equal rows."""
    columns = tuple(_column(frame, one) for one in found)
    known = builtin_taxonomy(taxonomy) if taxonomy != DUTIES else None
    rows = list(_rows(frame, known, found, columns)) if known else []
    present = [row for _, row in rows if any(cell.level not in ("none", "") for cell in row.cells)]
    kept = [(group, row) for group, row in rows if row in present and (row.differs or not differences)]
    return ContrastView(
        columns=columns,
        facts=tuple(_facts(frame, found)),
        taxonomy=taxonomy,
        title=frame.said(known.title) if known else frame.words("site.contrast.duties"),
        groups=tuple(_groups(kept)),
        absent=tuple(row.label for _, row in rows if row not in present),
        same=len(present) - len(kept),
        judged=any(column.judged for column in columns),
    )


def _groups(rows: Iterable[tuple[str, Row]]) -> Iterator[Group]:
    found: dict[str, list[Row]] = {}
    for group, row in rows:
        found.setdefault(group, []).append(row)
    for title, members in found.items():
        yield Group(title, tuple(members))


def _column(frame: Frame, one: Subject) -> Column:
    words, instrument, entry, document = frame.words, one.instrument, one.entry, one.document
    lang = text_language(document) if document else ""
    text_title = title_of(document, entry.source) if document and entry else ""
    by_instrument = instrument is not None and one.key == instrument.id
    about = words("site.contrast.no-text")
    if entry is not None:
        about = words("site.contrast.of-text" if one.record else "site.contrast.no-record", about=frame.language(lang))
    return Column(
        key=one.key,
        title=frame.said(instrument.title) if instrument and by_instrument else text_title,
        short=frame.instrument(one.key) if by_instrument else _short(text_title, lang, 40),
        lang="" if by_instrument else lang,
        href=frame.href("instruments", one.key) if by_instrument else frame.href("documents", one.key),
        reader=frame.href("documents", entry.sha256) if entry else "",
        record=frame.href("documents", entry.sha256, "record") if entry and one.record else "",
        text_lang=lang,
        about=about,
        judged=one.record is not None,
    )


def _facts(frame: Frame, found: Sequence[Subject]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows above the table that have something to say."""
    words = frame.words
    told = [_facts_of(frame, one) for one in found]
    labels = ("site.filter.type", "site.filter.jurisdiction", "catalog.field.issuers", "catalog.field.status",
              "catalog.date.issued", "catalog.date.effective", "section.status", "site.room.obligations")  # fmt: skip
    for place, label in enumerate(labels):
        values = tuple(each[place] for each in told)
        if any(values):
            yield words(label), tuple(value or "–" for value in values)


def _facts_of(frame: Frame, one: Subject) -> tuple[str, ...]:
    words, instrument = frame.words, one.instrument
    force = one.record.legal_status.value if one.record else None
    judged = words(f"status.{force}") if force else ""
    if instrument is None:
        return (
            "",
            "",
            _issuers(frame, one),
            "",
            _date(frame, one, "issued"),
            _date(frame, one, "effective"),
            judged,
            "",
        )
    status = status_on(instrument, frame.today)
    duties = len(frame.catalog.obligations_of(instrument.id))
    dates = [instrument.dates.get(kind) for kind in ("issued", "effective")]
    return (
        words(f"site.type.{instrument.type}"),
        frame.place(instrument.jurisdiction),
        words.join([frame.agency(agency) for agency in instrument.issuers]),
        words.tag("catalog.status", status) if status else "",
        *(frame.date(each.date) if each else "" for each in dates),
        judged,
        str(duties) if duties else "",
    )


def _issuers(frame: Frame, one: Subject) -> str:
    return frame.words.join([each.value for each in one.document.metadata.issuers]) if one.document else ""


def _date(frame: Frame, one: Subject, kind: str) -> str:
    stated = one.document.metadata.dates.get(kind) if one.document else None
    return frame.date(stated.value) if stated else ""


def _rows(
    frame: Frame, taxonomy: Taxonomy, found: Sequence[Subject], columns: Sequence[Column]
) -> Iterator[tuple[str, Row]]:
    judged = [_judgements(one, taxonomy.id) for one in found]
    for category in taxonomy.categories:
        pairs = zip(found, columns, judged, strict=True)
        cells = tuple(_cell(frame, one, column, by.get(category.code)) for one, column, by in pairs)
        levels = {cell.level for cell in cells if cell.level}
        yield (
            frame.said(category.group),
            Row(
                code=category.code,
                label=category_name(frame, category),
                href=frame.href("taxonomies", taxonomy.id, anchor=f"c-{category.code.replace(' ', '-')}"),
                tint=risk_tint(category.code) if taxonomy.id == RISK_TAXONOMY else 0,
                cells=cells,
                differs=len(levels) > 1,
            ),
        )


def category_name(frame: Frame, category: Category) -> str:
    """A category by code and label where its code is a number, else by its label."""
    label = frame.said(category.label)
    return f"{category.code} {label}" if category.code[:1].isdigit() and not label.startswith(category.code) else label


def _judgements(one: Subject, taxonomy: str) -> dict[str, Judgement]:
    coverage = one.record.coverage if one.record else ()
    return {each.category: each for each in coverage if each.taxonomy == taxonomy}


def _cell(frame: Frame, one: Subject, column: Column, judgement: Judgement | None) -> Cell:
    if one.record is None or one.document is None:
        return Cell("", frame.words("site.contrast.unjudged"))
    level = judgement.level if judgement else "none"
    quotes = []
    for evidence in judgement.evidence if judgement else ():
        start, text = evidence.quote.span.start, " ".join(evidence.quote.exact.split())
        show = f"{judgement.taxonomy}:{judgement.category}" if judgement else ""
        href = frame.href("documents", one.document.source.sha256, show=show, anchor=evidence.eid)
        citation = citation_at(one.document, start) or frame.words("see")
        quotes.append(Quoted(text, _short(text, column.text_lang), citation, href))
    return Cell(level, frame.words(f"level.{level}"), tuple(quotes))


def _short(text: str, lang: str, most: int = 0) -> str:
    bound = most or (_LONG_ZH if lang.startswith("zh") else _LONG)
    return text if len(text) <= bound else text[: bound - 1].rstrip() + "…"
