"""The table of a comparison as CSV, a row for each category or kind of duty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regatlas.exchange.catalog_csv import to_csv
from regatlas.exchange.catalog_tables import Row, Table
from regatlas.pages.site.contrast import Cell, ContrastView
from regatlas.pages.site.contrast_duties import Duty, DutyRow
from regatlas.pages.site.frame import Frame


def contrast_csv(frame: Frame, view: ContrastView, duties: Sequence[DutyRow]) -> bytes:
    """The table in UTF-8 with a byte order mark; cells that a spreadsheet would run are defused."""
    return to_csv(Table("comparison", tuple(_rows(frame, view, duties))))


def _rows(frame: Frame, view: ContrastView, duties: Sequence[DutyRow]) -> Iterator[Row]:
    words, names = frame.words, _names(view)
    for group in view.groups:
        for row in group.rows:
            made: Row = {
                words("site.contrast.column.group"): group.title,
                words("site.contrast.column.category"): row.label,
            }
            for name, cell in zip(names, row.cells, strict=True):
                made[name] = cell.words
                made[words("site.contrast.column.quotes", name=name)] = _quotes(frame, cell)
            yield made
    for line in duties:
        told: Row = {words("site.contrast.column.kind"): line.label}
        told.update({name: _duties(frame, cell) for name, cell in zip(names, line.cells, strict=True)})
        yield told


def _names(view: ContrastView) -> list[str]:
    """The short names of the columns; a number tells two of the same name apart."""
    shorts = [column.short for column in view.columns]
    return [one if shorts.count(one) == 1 else f"{one} ({place})" for place, one in enumerate(shorts, start=1)]


def _quotes(frame: Frame, cell: Cell) -> str:
    return "\n".join(f"{quote.citation}{frame.words('colon')}{quote.text}" for quote in cell.quotes)


def _duties(frame: Frame, cell: Sequence[Duty]) -> str:
    return "\n".join(f"{duty.title} ({duty.cited})" for duty in cell)
