"""``/obligations``, ``/agencies``, ``/taxonomies`` and ``/about``: what the catalog and the program are made of."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from regatlas.catalog.taxonomies import BUILTIN_IDS, builtin_taxonomies, illustrated
from regatlas.errors import BadArgument, NotKnown
from regatlas.model.taxonomy import Category, Taxonomy
from regatlas.pages.site.about import view_about
from regatlas.pages.site.agencies import group_agencies
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.obligations import MODALITIES, TIMINGS, Chosen, view_obligations
from regatlas.web.state import State
from regatlas.web.ui.respond import Framed, day, page, page_number, short

router = APIRouter()


@router.get("/obligations")
def obligations(
    request: Request,
    state: State,
    frame: Framed,
    instrument: str = "",
    modality: str = "",
    timing: str = "",
    who: str = "",
    as_of: str = "",
    word: str = "",
) -> Response:
    """The explorer. Raises :class:`BadArgument` for a value that no obligation can have."""
    _known("instrument", instrument, tuple(state.catalog.instrument))
    _known("modality", modality, MODALITIES)
    _known("timing", timing, TIMINGS)
    chosen = Chosen(instrument, modality, timing, short(who, "who"), as_of, short(word, "word"), day(as_of, "as_of"))
    return page(request, frame, "obligations", view=view_obligations(frame, chosen, page_number(request)))


def _known(name: str, value: str, values: tuple[str, ...]) -> None:
    if value and value not in values:
        raise BadArgument(f"no obligation has this {name}", where=value[:80], hint="choose one of the list")


@router.get("/agencies")
def agencies(request: Request, frame: Framed) -> Response:
    """The bodies."""
    return page(request, frame, "agencies", groups=group_agencies(frame))


@router.get("/taxonomies")
def taxonomies(request: Request, frame: Framed) -> Response:
    """The list of taxonomies."""
    return page(request, frame, "taxonomies", taxonomies=list(builtin_taxonomies().values()))


@router.get("/taxonomies/{name}")
def taxonomy(request: Request, frame: Framed, name: str) -> Response:
    """One taxonomy with its worked examples. Raises :class:`NotKnown`."""
    if name not in BUILTIN_IDS:
        raise NotKnown("there is no such taxonomy", where=name[:80], hint=f"choose among {', '.join(BUILTIN_IDS)}")
    found = illustrated(name)
    return page(request, frame, "taxonomy", taxonomy=found, groups=_groups(frame, found))


def _groups(frame: Frame, found: Taxonomy) -> list[tuple[str, list[Category]]]:
    groups: dict[str, list[Category]] = {}
    for category in found.categories:
        groups.setdefault(frame.said(category.group), []).append(category)
    return list(groups.items())


@router.get("/about")
def about(request: Request, state: State, frame: Framed) -> Response:
    """Methods, figures and limits."""
    return page(request, frame, "about", view=view_about(frame, len(state.store.searchable())))
