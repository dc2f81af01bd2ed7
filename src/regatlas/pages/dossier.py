"""The dossier of a jurisdiction as a page that stands alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from regatlas.app.dossiers import jurisdictions, lies_in
from regatlas.catalog.catalog import Catalog, status_on
from regatlas.model.dossier import Dossier
from regatlas.pages.dossier_coverage import CoverageView, RiskGapView, view_coverage, view_risk_gaps
from regatlas.pages.dossier_entries import (
    AgencyView,
    ClaimView,
    CommitmentView,
    InForceView,
    InstrumentView,
    agency_tree,
    in_force_by_type,
    instruments_by_type,
    view_claim,
    view_commitment,
)
from regatlas.pages.dossier_relations import TYPES, RelationsView, view_relations
from regatlas.pages.dossier_timeline import EventView, TimelineView, view_event, view_timeline
from regatlas.pages.telling import SourceView, Telling, anchor
from regatlas.pages.template import render_page
from regatlas.pages.words import Lang, Words

STYLES = ("gazette.css", "catalog.css", "dossier.css")
SECTIONS = (
    "overview",
    "in-force",
    "latest",
    "timeline",
    "instruments",
    "relations",
    "agencies",
    "commitments",
    "coverage",
    "gaps",
    "claims",
    "reading",
)
# The names of the bodies that issue most; more would be a list and no overview.
_ISSUERS = 4


@dataclass(frozen=True, slots=True)
class DossierView:
    """Everything that a page or a terminal shows of a dossier, in one language and in the order of reading."""

    title: str
    place: str
    code: str
    as_of: str
    day: str
    sha256: str
    notices: tuple[str, ...]
    overview: tuple[tuple[str, str], ...]
    in_force: tuple[tuple[str, tuple[InForceView, ...]], ...]
    latest: tuple[EventView, ...]
    timeline: TimelineView | None
    instruments: tuple[tuple[str, str, tuple[InstrumentView, ...]], ...]
    relations: RelationsView | None
    agencies: tuple[AgencyView, ...]
    commitments: tuple[CommitmentView, ...]
    coverage: CoverageView | None
    coverage_none: str
    risk_gaps: tuple[RiskGapView, ...]
    risk_gaps_note: str
    unsettled: tuple[CommitmentView, ...]
    undigested: tuple[tuple[str, str], ...]
    unverified: tuple[tuple[str, str], ...]
    claims: tuple[ClaimView, ...]
    reading: tuple[tuple[str, str, SourceView], ...]
    other_lang: str


def render_dossier(catalog: Catalog, dossier: Dossier, lang: Lang) -> str:
    """The dossier as one HTML file without script, which loads nothing."""
    words = Words(lang)
    view = view_dossier(catalog, dossier, words)
    return render_page("dossier.html.j2", words, styles=STYLES, view=view, sections=SECTIONS)


def view_dossier(catalog: Catalog, dossier: Dossier, words: Words) -> DossierView:
    """The dossier in words."""
    telling = Telling(catalog, words)
    place = telling.place(dossier.jurisdiction)
    commitments = tuple(view_commitment(one, telling) for one in dossier.commitments)
    unsettled = {anchor("k", one.id) for one in dossier.unsettled}
    return DossierView(
        title=words("dossier.title", place=place),
        place=place,
        code=dossier.jurisdiction,
        as_of=words("dossier.as-of", date=telling.date(dossier.as_of)),
        day=dossier.as_of.isoformat(),
        sha256=catalog.sha256,
        notices=tuple(_notices(dossier, telling)),
        overview=tuple(_overview(catalog, dossier, telling)),
        in_force=in_force_by_type(dossier, telling),
        latest=tuple(view_event(dossier, one, telling) for one in dossier.latest),
        timeline=view_timeline(dossier, telling),
        instruments=instruments_by_type(dossier, telling),
        relations=view_relations(dossier, telling),
        agencies=agency_tree(dossier, telling),
        commitments=commitments,
        coverage=view_coverage(dossier, telling),
        coverage_none=words("dossier.coverage.none" if dossier.holdings is None else "dossier.coverage.empty"),
        risk_gaps=view_risk_gaps(dossier, telling),
        risk_gaps_note=_risk_gaps_note(dossier, words),
        unsettled=tuple(one for one in commitments if one.anchor in unsettled),
        undigested=_named(dossier, telling, {one.instrument.id for one in dossier.undigested}),
        unverified=_named(dossier, telling, {one.id for one in dossier.instruments if not one.verified}),
        claims=tuple(view_claim(one, telling) for one in dossier.claims),
        reading=tuple(
            (telling.instrument(one.instrument), anchor("i", one.instrument), telling.source(one.source))
            for one in dossier.reading
        ),
        other_lang=telling.other_lang,
    )


def _named(dossier: Dossier, telling: Telling, wanted: set[str]) -> tuple[tuple[str, str], ...]:
    """Instruments by title, each with its place on the page."""
    return tuple((telling.instrument(one.id), anchor("i", one.id)) for one in dossier.instruments if one.id in wanted)


def _notices(dossier: Dossier, telling: Telling) -> Iterator[str]:
    words = telling.words
    yield words("dossier.notice.made")
    if unverified := sum(not one.verified for one in dossier.instruments):
        yield words("dossier.notice.unverified", n=unverified)
    if dossier.within:
        yield words("dossier.notice.within", place=telling.place(dossier.within), code=dossier.within)
    if _is_past(dossier, telling.catalog):
        yield words("dossier.notice.past")


def _is_past(dossier: Dossier, catalog: Catalog) -> bool:
    """Whether the catalog has happenings of this place after the day; goals are none."""
    ours = {one.id for one in dossier.events}
    return any(
        one.id not in ours and one.kind != "goal" and lies_in(one.jurisdiction, dossier.jurisdiction)
        for one in catalog.events
    )


def _overview(catalog: Catalog, dossier: Dossier, telling: Telling) -> Iterator[tuple[str, str]]:
    """Sentences, each with the section that bears it out."""
    words = telling.words
    counts = Counter(one.type for one in dossier.instruments)
    types = words.join([words(f"dossier.count.{kind}", n=counts[kind]) for kind in TYPES if counts[kind]])  # type: ignore[index]
    if dossier.instruments:
        place = _place_with_parts(catalog, dossier, telling)
        yield words("dossier.overview.instruments", n=len(dossier.instruments), place=place, types=types), "instruments"
    binding = sum(one.binding for one in dossier.in_force)
    if binding:
        yield words("dossier.overview.binding", n=binding, date=telling.date(dossier.as_of)), "in-force"
        newest = max((one for one in dossier.in_force if one.binding and one.since), key=lambda one: one.since or "")
        since = {"title": telling.instrument(newest.instrument.id), "date": telling.date(newest.since or "")}
        yield words("dossier.overview.newest", **since), "in-force"
    soft = len(dossier.in_force) - binding
    soft += sum(status_on(one, dossier.as_of) == "policy" for one in dossier.instruments)
    if soft:
        yield words("dossier.overview.soft", n=soft), "instruments"
    yield from _overview_of_people(dossier, telling)


def _place_with_parts(catalog: Catalog, dossier: Dossier, telling: Telling) -> str:
    parts = [
        telling.place(code)
        for code in jurisdictions(catalog)
        if code != dossier.jurisdiction and lies_in(code, dossier.jurisdiction)
    ]
    place = telling.place(dossier.jurisdiction)
    if not parts:
        return place
    return telling.words("dossier.overview.parts", place=place, parts=telling.words.join(parts))


def _overview_of_people(dossier: Dossier, telling: Telling) -> Iterator[tuple[str, str]]:
    words = telling.words
    issued = Counter(issuer for one in dossier.instruments for issuer in one.issuers).most_common(_ISSUERS)
    if issued:
        names = [words("dossier.overview.issuer", name=telling.agency(name, short=True), n=n) for name, n in issued]
        yield words("dossier.overview.issuers", names=words.join(names)), "agencies"
    if dossier.latest:
        first, last = dossier.events[0], dossier.latest[0]
        span = {"first": telling.date(first.date), "last": telling.date(last.date), "title": telling.said(last.title)}
        yield words("dossier.overview.span", n=len(dossier.events), **span), "timeline"
    if dossier.commitments:
        n, unknown = len(dossier.commitments), len(dossier.unsettled)
        yield words("dossier.overview.commitments", n=n, unknown=unknown), "commitments"
    if disputed := sum(one.standing == "disputed" for one in dossier.claims):
        yield words("dossier.overview.disputed", n=disputed), "claims"


def _risk_gaps_note(dossier: Dossier, words: Words) -> str:
    if dossier.holdings is None or not dossier.holdings.documents:
        return words("dossier.gaps.risks.unknown")
    binding = sum(one.binding for one in dossier.holdings.documents)
    if not binding:
        return words("dossier.gaps.risks.unbound")
    if not dossier.risk_gaps:
        return words("dossier.gaps.risks.none")
    return words("dossier.gaps.risks.note", n=binding)
