"""The catalog in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from regatlas.catalog.catalog import Entry, status_of, title_of
from regatlas.catalog.coverage import Coverage
from regatlas.catalog.kinds import KindName
from regatlas.catalog.validation import TextsReport, Validation
from regatlas.cli.lines import columns
from regatlas.cli.page import Page, plain
from regatlas.model.chronicle import Event
from regatlas.model.instrument import Instrument
from regatlas.model.taxonomy import Bilingual
from regatlas.pages.dates import write_date
from regatlas.pages.provisions import cite_provision
from regatlas.pages.words import Words

if TYPE_CHECKING:
    from regatlas.app.worked_cases import CasesReport

_ACCENT = "red"
_WIDEST_ID = 44


def said(words: Words, both: Bilingual) -> str:
    """The words of the chosen language."""
    return plain(both.zh if words.lang == "zh" else both.en)


def render_list(page: Page, found: Mapping[KindName, Sequence[Entry]], as_of: date, words: Words) -> None:
    """The entries by kind: id, status or date, title."""
    page.title(words("catalog.title", date=write_date(as_of.isoformat(), words.lang)))
    for kind, entries in found.items():
        page.heading(words(f"catalog.kind.{kind}"), words("catalog.count", n=len(entries)))
        width = min(_WIDEST_ID, max((columns(entry.id) for entry in entries), default=1))
        for entry in entries:
            line = Text(said(words, title_of(entry)))
            if note := _note(entry, as_of, words):
                line.append(f"  {note}", style="dim")
            page.add(Text(entry.id, style=_ACCENT), line, widths=(width,))


def _note(entry: Entry, as_of: date, words: Words) -> str:
    if isinstance(entry, Event):
        return write_date(entry.date, words.lang)
    status = status_of(entry, as_of)
    told = [words.tag("catalog.status", status)] if status else []
    if isinstance(entry, Instrument):
        dated = entry.dates.get("effective") or entry.dates.get("issued") or entry.dates.get("published")
        told += [write_date(dated.date, words.lang)] if dated else []
    return words.join(told)


def render_validation(page: Page, found: Validation, texts: TextsReport, words: Words) -> None:
    """Every problem and note with its place, then how much was compared with its texts."""
    for problem in found.problems:
        style = "bold" if problem.severity == "problem" else "dim"
        page.whole(
            Text.assemble((f"{problem.where}:", _ACCENT), " ", (words(f"catalog.severity.{problem.severity}"), style))
        )
        remedy = f"{words('semicolon')}{plain(problem.hint)}" if problem.hint else ""
        page.add(Text(plain(problem.what) + remedy), indent=2)
    problems = sum(problem.severity == "problem" for problem in found.problems)
    page.heading(words("catalog.problems", n=problems) if problems else words("catalog.clean"))
    _render_shares(page, found, words)
    if texts.folder is None:
        page.add(Text(words("catalog.texts.none"), style="dim"))
    else:
        page.add(Text(words("catalog.texts", n=texts.compared, named=texts.named), style="dim"))


def _render_shares(page: Page, found: Validation, words: Words) -> None:
    labels = {kind: words(f"catalog.kind.{kind}") for kind in found.shares}
    width = max(columns(label) for label in labels.values())
    for kind, share in found.shares.items():
        told = words("catalog.verified", verified=share.verified, total=share.total)
        page.add(Text(labels[kind], style="dim"), Text(told), widths=(width,))
    behind = {name: share for name, share in found.articles.items() if share.verified < share.total}
    for name, share in behind.items():
        told = words("catalog.verified", verified=share.verified, total=share.total)
        page.add(Text(f"{name}  {told}", style="dim"), indent=2)


def render_cases(page: Page, report: CasesReport, words: Words) -> None:
    """The cases that failed, each with its place, and how many were run."""
    for where, result in report.failed:
        page.whole(Text.assemble((f"{where}:", _ACCENT), " ", plain(result.obligation)))
        page.add(Text(f"{said(words, result.case.name)}{words('semicolon')}{plain(result.problem)}"), indent=2)
    passed = report.run - len(report.failed)
    page.heading(words("catalog.cases", n=report.run, passed=passed))


def render_coverage(page: Page, instrument: Instrument, found: Iterable[Coverage], words: Words) -> None:
    """By expression: the articles with their obligations, those left out with the reason, those that lack both."""
    page.title(said(words, instrument.title))
    for coverage in found:
        counts = words(
            "catalog.coverage.counts",
            covered=len(coverage.covered),
            left_out=len(coverage.left_out),
            uncovered=len(coverage.uncovered),
            idle=len(coverage.not_operative),
        )
        page.heading(words("catalog.expression", id=coverage.expression.id), counts)
        rows = [
            *((one.article.provision, words.join(list(one.obligations)), "") for one in coverage.covered),
            *((one.provision, said(words, one.no_obligation), "dim") for one in coverage.left_out if one.no_obligation),
            *((one.provision, words("catalog.coverage.lacking"), "bold") for one in coverage.uncovered),
            *((one.provision, words("catalog.coverage.idle"), "dim") for one in coverage.not_operative),
        ]
        order = {article.provision: number for number, article in enumerate(coverage.expression.digest)}
        cited = {name: cite_provision(name, words.lang) for name, _, _ in rows}
        width = max(map(columns, cited.values()), default=1)
        for name, told, style in sorted(rows, key=lambda row: order[row[0]]):
            page.add(Text(cited[name], style=_ACCENT), Text(told, style=style), widths=(width,))
