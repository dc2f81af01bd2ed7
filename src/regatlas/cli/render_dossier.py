"""A dossier in a terminal: the overview, what is in force, what is new, what is missing; the page has the rest."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from regatlas.catalog.catalog import Catalog
from regatlas.cli.lines import columns
from regatlas.cli.page import ACCENT, Page, plain
from regatlas.model.dossier import Dossier
from regatlas.pages.dossier import DossierView, view_dossier
from regatlas.pages.telling import SourceView
from regatlas.pages.words import Words


def print_dossier(page: Page, catalog: Catalog, dossier: Dossier, words: Words) -> None:
    """Print a dossier."""
    view = view_dossier(catalog, dossier, words)
    page.title(view.title)
    page.add(Text(view.as_of))
    for notice in view.notices:
        page.add(Text(plain(notice), style="dim"))
    page.heading(words("dossier.section.overview"))
    for sentence, _ in view.overview:
        page.add(Text("·"), Text(plain(sentence)), widths=(1,))
    _print_in_force(page, view, words)
    _print_latest(page, view, words)
    _print_gaps(page, view, words)
    _print_claims(page, view, words)
    page.blank()
    page.add(Text(words("dossier.more", code=view.code), style="dim"))


def _print_in_force(page: Page, view: DossierView, words: Words) -> None:
    page.heading(words("dossier.section.in-force"), view.as_of)
    if not view.in_force:
        page.add(Text(words("dossier.in-force.none"), style="dim"))
    since = [one.since for _, members in view.in_force for one in members]
    width = max((columns(text) for text in since), default=1)
    for title, members in view.in_force:
        page.add(Text(plain(title), style="bold"))
        for one in members:
            told = Text(plain(one.title)).append(_doubt(one.verified, words), style="dim")
            page.add(Text(one.since, style=ACCENT), told, widths=(width,), indent=2)
            page.add(Text(_sources(one.sources, words), style="dim"), indent=4 + width)


def _print_latest(page: Page, view: DossierView, words: Words) -> None:
    page.heading(words("dossier.section.latest"))
    width = max((columns(one.date) for one in view.latest), default=1)
    for event in view.latest:
        remarks = "".join(f" [{remark}]" for remark in event.remarks)
        told = Text.assemble(plain(event.title), (remarks, "dim"))
        page.add(Text(event.date, style=ACCENT), told, widths=(width,))
        page.add(Text(_sources(event.sources, words), style="dim"), indent=2 + width)


def _print_gaps(page: Page, view: DossierView, words: Words) -> None:
    page.heading(words("dossier.section.gaps"))
    page.add(Text(plain(view.risk_gaps_note), style="dim"))
    for gap in view.risk_gaps if view.coverage else ():
        page.add(Text("·"), Text.assemble(plain(gap.label), (f"  {plain(gap.note)}", "dim")), widths=(1,))
    if view.commitments:
        n, total = len(view.unsettled), len(view.commitments)
        told = words("dossier.gaps.commitments.note", n=n, total=total)
        page.add(Text(f"{words('dossier.gaps.commitments')}{words('colon')}{told}"))
    if view.undigested:
        names = words("semicolon").join(title for title, _ in view.undigested)
        page.add(Text(f"{words('dossier.gaps.undigested')}{words('colon')}{names}"))


def _print_claims(page: Page, view: DossierView, words: Words) -> None:
    if not view.claims:
        return
    page.heading(words("dossier.section.claims"))
    for claim in view.claims:
        page.add(Text.assemble((plain(claim.heading), "bold"), (f"  {claim.standing}", ACCENT)))
        for value, said in claim.values:
            names = words("semicolon").join(source.name for source, _ in said)
            page.add(Text(f"{plain(value)}{words('colon')}{plain(names)}"), indent=2)
        page.add(Text(plain(claim.explanation), style="dim"), indent=2)


def _doubt(verified: bool, words: Words) -> str:
    return "" if verified else f" [{words('dossier.unverified')}]"


def _sources(sources: Iterable[SourceView], words: Words) -> str:
    told = words("semicolon").join(source.name for source in sources)
    return plain(f"{words('dossier.sources')}{words('colon')}{told}")
