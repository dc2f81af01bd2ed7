"""The explorer of obligations: all of them, narrowed by who, what, when and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from regatlas.catalog.catalog import folded, obligation_status
from regatlas.model.obligation import Obligation
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.results import Link

MODALITIES = ("must", "must-not", "should", "may")
TIMINGS = ("by-date", "continuous", "on-event", "on-request")
# Enough for all duties of nearly every instrument on one page.
SIZE = 50
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filters as they stand in the address; ``day`` is ``as_of`` read."""

    instrument: str = ""
    modality: str = ""
    timing: str = ""
    who: str = ""
    as_of: str = ""
    word: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ObligationsView:
    """The explorer: what can be chosen, what was, and what fits, by instrument."""

    chosen: Chosen
    instruments: Options
    modalities: Options
    timings: Options
    roles: Options
    total: int
    pages: tuple[Link, ...]
    groups: tuple[tuple[str, tuple[Obligation, ...]], ...]


def view_obligations(frame: Frame, chosen: Chosen, page: int = 1) -> ObligationsView:
    """The explorer, a page at a time."""
    words, catalog = frame.words, frame.catalog
    fitting = [obligation for obligation in catalog.obligations if _fits(obligation, chosen)]
    found: dict[str, list[Obligation]] = {}
    for obligation in fitting[(page - 1) * SIZE : page * SIZE]:
        found.setdefault(obligation.instrument, []).append(obligation)
    names = {one.instrument for one in catalog.obligations}
    return ObligationsView(
        chosen=chosen,
        instruments=tuple((name, frame.instrument(name)) for name in sorted(names)),
        modalities=tuple((one, words(f"modality.label.{one}")) for one in MODALITIES),
        timings=tuple((one, words(f"site.timing.{one}")) for one in TIMINGS),
        roles=tuple(role_names(frame)),
        total=len(fitting),
        pages=tuple(_pages(frame, chosen, len(fitting), page)),
        groups=tuple((frame.instrument(name), tuple(members)) for name, members in found.items()),
    )


def _pages(frame: Frame, chosen: Chosen, total: int, page: int) -> Iterator[Link]:
    asked = [(name, getattr(chosen, name)) for name in ("instrument", "modality", "timing", "who", "as_of", "word")]
    for number in range(1, -(-total // SIZE) + 1) if total > SIZE else ():
        href = frame.href_with("obligations", query=[*asked, ("page", str(number))])
        yield Link(href, str(number), current=number == page)


def role_names(frame: Frame) -> Iterator[tuple[str, str]]:
    """The roles that some obligation addresses, as the fact ``role`` words them."""
    used = {role for obligation in frame.catalog.obligations for role in obligation.who}
    fact = frame.catalog.fact.get("role")
    labels = {choice.id: frame.said(choice.label) for choice in fact.choices} if fact else {}
    for role in [*(one for one in labels if one in used), *sorted(used - set(labels))]:
        yield role, labels.get(role, role)


def _fits(obligation: Obligation, chosen: Chosen) -> bool:
    exact = (
        (chosen.instrument, obligation.instrument),
        (chosen.modality, obligation.modality),
        (chosen.timing, obligation.timing),
    )
    return (
        all(wanted in ("", has) for wanted, has in exact)
        and (not chosen.who or chosen.who in obligation.who)
        and (chosen.day is None or obligation_status(obligation, chosen.day) == "in-force")
        and (not chosen.word or folded(chosen.word) in folded(_words(obligation)))
    )


def _words(obligation: Obligation) -> str:
    both = (obligation.title, obligation.duty)
    return "\n".join([*(one.en for one in both), *(one.zh for one in both)])
