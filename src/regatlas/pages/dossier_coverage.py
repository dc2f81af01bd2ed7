"""What the documents of the store cover, as tables with words in their cells; and the risks that no rule covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.model.dossier import Dossier, Held, Holdings
from regatlas.model.taxonomy import Category, Level, Taxonomy
from regatlas.pages.coverage import RISK_TAXONOMY, risk_tint
from regatlas.pages.telling import Telling, anchor
from regatlas.pages.words import HTML_LANG

# More columns than this make no table that a person can read; then documents are counted.
MOST_COLUMNS = 40
# As many columns as fit on paper beside the labels.
_PART = 20
_LEFT_OUT = ("legal-status",)


@dataclass(frozen=True, slots=True)
class Cell:
    """How far one document covers one category; ``title`` says it in full."""

    level: Level
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A category over all documents of the table."""

    label: str
    tint: int
    well: int
    mentioned: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """One taxonomy over some documents; ``columns`` are their numbers and titles, none where they are only counted."""

    id: str
    title: str
    columns: tuple[tuple[int, str], ...]
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of the table in words, with its language tag; ``anchor`` is that of its instrument, or empty."""

    number: int
    title: str
    lang: str
    anchor: str
    note: str


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The tables, open and one click away, the documents by number, and what is left out."""

    first: tuple[CoverageTable, ...]
    more: tuple[CoverageTable, ...]
    documents: tuple[DocumentView, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskGapView:
    """A risk without a rule, and how near the documents come to one."""

    label: str
    note: str


def view_coverage(dossier: Dossier, telling: Telling) -> CoverageView | None:
    """The tables; None where there is no store, or nothing in it that was judged."""
    held = dossier.holdings
    if held is None or not held.documents:
        return None
    taxonomies = [one for one in builtin_taxonomies().values() if one.id not in _LEFT_OUT]
    tables = {one.id: tuple(_tables(one, held.documents, telling)) for one in taxonomies}
    return CoverageView(
        first=tables.pop(RISK_TAXONOMY, ()),
        more=tuple(table for found in tables.values() for table in found),
        documents=tuple(_document(number, one, telling) for number, one in enumerate(held.documents, start=1)),
        notes=tuple(_notes(held, telling)),
    )


def _notes(held: Holdings, telling: Telling) -> Iterator[str]:
    words = telling.words
    engines = words.join(sorted({one.engine for one in held.documents}))
    yield words("dossier.coverage.note", n=len(held.documents), engines=engines)
    if len(held.documents) > MOST_COLUMNS:
        yield words("dossier.coverage.many", n=len(held.documents))
    else:
        yield words("dossier.coverage.key")
    if held.elsewhere:
        yield words("dossier.coverage.elsewhere", n=held.elsewhere)
    if held.unplaced:
        yield words("dossier.coverage.unplaced", names=words("semicolon").join(held.unplaced))
    if held.unjudged:
        yield words("dossier.coverage.unjudged", names=words("semicolon").join(held.unjudged))


def _document(number: int, held: Held, telling: Telling) -> DocumentView:
    notes = [telling.words("dossier.coverage.in-force")] if held.binding else [telling.status(held.status)]
    target = anchor("i", held.instrument) if held.instrument else ""
    lang = held.language if held.language in HTML_LANG.values() else ""
    return DocumentView(number, held.title, lang, target, telling.words.join([one for one in notes if one]))


def _tables(taxonomy: Taxonomy, documents: Sequence[Held], telling: Telling) -> Iterator[CoverageTable]:
    """One table for as many documents as fit side by side."""
    title = telling.said(taxonomy.title)
    columns = [(number, one) for number, one in enumerate(documents, start=1)]
    parts = [columns[at : at + _PART] for at in range(0, len(columns), _PART)]
    if len(documents) > MOST_COLUMNS:
        parts = [[]]
    for part in parts:
        shown = [one for _, one in part]
        rows = tuple(_row(taxonomy.id, one, documents, shown, telling) for one in taxonomy.categories)
        heads = tuple((number, one.title) for number, one in part)
        # Of the risks those that nothing covers matter most; of the other lists they would only fill the page.
        kept = tuple(row for row in rows if row.well or row.mentioned or taxonomy.id == RISK_TAXONOMY)
        yield CoverageTable(taxonomy.id, title, heads, kept)


def _row(
    taxonomy: str, category: Category, documents: Sequence[Held], shown: Sequence[Held], telling: Telling
) -> CoverageRow:
    levels = [one.levels.get(taxonomy, {}).get(category.code, "none") for one in documents]
    cells = [(one, one.levels.get(taxonomy, {}).get(category.code, "none")) for one in shown]
    return CoverageRow(
        label=category_label(category, telling),
        tint=risk_tint(category.code) if taxonomy == RISK_TAXONOMY else 0,
        well=levels.count("good"),
        mentioned=levels.count("minimal"),
        cells=tuple(_cell(one, level, telling) for one, level in cells),
    )


def _cell(held: Held, level: Level, telling: Telling) -> Cell:
    words = telling.words
    return Cell(level, words(f"dossier.cell.{level}"), f"{held.title}{words('colon')}{words(f'level.{level}')}")


def category_label(category: Category, telling: Telling) -> str:
    """A category by code and label where its code is a number, else by its label."""
    label = telling.said(category.label)
    numbered = category.code[:1].isdigit() and not label.startswith(category.code)
    return f"{category.code} {label}" if numbered else label


def view_risk_gaps(dossier: Dossier, telling: Telling) -> tuple[RiskGapView, ...]:
    """The risks that no binding document of the store covers with provisions."""
    if not dossier.risk_gaps:
        return ()
    held = dossier.holdings.documents if dossier.holdings else ()
    titles = {one.sha256: one.title for one in held}
    categories = builtin_taxonomies()[RISK_TAXONOMY].by_code
    found = []
    for gap in dossier.risk_gaps:
        names = telling.words("semicolon").join(titles[one] for one in gap.documents)
        note = telling.words(f"dossier.gaps.level.{gap.level}", **({"names": names} if names else {}))
        found.append(RiskGapView(category_label(categories[gap.category], telling), note))
    return tuple(found)
