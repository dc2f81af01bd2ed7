"""``/compare``: two to five instruments by taxonomy or by duties, and two texts by what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from regatlas.app.comparing import diff_documents
from regatlas.app.library import same_language, texts_by_instrument
from regatlas.app.subjects import FEWEST, MOST, Subject, subjects
from regatlas.catalog.catalog import folded
from regatlas.catalog.taxonomies import BUILTIN_IDS
from regatlas.errors import BadArgument
from regatlas.pages.comparison import view_comparison
from regatlas.pages.coverage import RISK_TAXONOMY
from regatlas.pages.site.contrast import DUTIES, ContrastView, choices, view_contrast
from regatlas.pages.site.contrast_csv import contrast_csv
from regatlas.pages.site.contrast_duties import BY, DutyRow, duty_rows
from regatlas.pages.site.frame import Frame
from regatlas.store import DocumentEntry
from regatlas.web.blinding import check_seen
from regatlas.web.state import State
from regatlas.web.ui.documents import both_texts, readers_of
from regatlas.web.ui.respond import Framed, page, short

router = APIRouter()
Chosen = Annotated[list[str], Query(alias="with")]
# As many texts as a list to choose from may hold; a word of the title narrows it.
_LISTED = 200
Options = list[tuple[str, list[tuple[str, str]]]]


@router.get("/compare")
def compare(
    request: Request,
    state: State,
    frame: Framed,
    chosen: Chosen = [],  # noqa: B006 - FastAPI copies it
    taxonomy: str = "",
    by: str = BY[0],
    only: str = "",
    before: str = "",
    after: str = "",
) -> Response:
    """Instruments or texts by taxonomy; two texts by difference where ``before`` and ``after`` are given."""
    if before and after:
        return _difference(request, state, frame, before, after)
    found, view, duties = _contrast(state, frame, chosen, taxonomy, by, only)
    title = short(request.query_params.get("title", ""), "title")
    return page(
        request,
        frame,
        "contrast",
        view=view,
        duties=duties,
        chosen=[one.key for one in found],
        most=MOST,
        options=_options(state, frame, found, title),
        taxonomies=choices(frame),
        taxonomy=view.taxonomy if view else taxonomy or RISK_TAXONOMY,
        by=by,
        kinds=BY,
        only=only,
        entries=_narrowed(state.store.entries(), title, {before}),
        before=before,
        title=title,
        query=_query(found, view, by, only),
    )


@router.get("/compare.csv")
def table(
    state: State,
    frame: Framed,
    chosen: Chosen = [],  # noqa: B006 - FastAPI copies it
    taxonomy: str = "",
    by: str = BY[0],
    only: str = "",
) -> Response:
    """The table as CSV. Raises :class:`BadArgument` where fewer than two are chosen."""
    _, view, duties = _contrast(state, frame, chosen, taxonomy, by, only)
    if view is None:
        raise BadArgument("there is nothing to compare", where="with", hint=f"choose {FEWEST} to {MOST}")
    headers = {"Content-Disposition": 'attachment; filename="regatlas-comparison.csv"', "Cache-Control": "no-cache"}
    return Response(contrast_csv(frame, view, duties), media_type="text/csv; charset=utf-8", headers=headers)


def _contrast(
    state: State, frame: Frame, chosen: list[str], taxonomy: str, by: str, only: str
) -> tuple[tuple[Subject, ...], ContrastView | None, tuple[DutyRow, ...]]:
    if taxonomy not in ("", DUTIES, *BUILTIN_IDS):
        raise BadArgument("there is no such taxonomy", where=taxonomy[:80], hint="choose one of the list")
    if by not in BY:
        raise BadArgument("duties are not grouped by this", where=by[:80], hint=f"choose among {', '.join(BY)}")
    found = subjects(state.store, state.catalog, [one for one in chosen if one], frame.lang)
    if len(found) < FEWEST:
        return found, None, ()
    wanted = taxonomy or (RISK_TAXONOMY if any(one.record for one in found) else DUTIES)
    if wanted != DUTIES:
        check_seen(state, frame.visitor, (one.entry.sha256 for one in found if one.entry))
    view = view_contrast(frame, found, wanted, differences=only == "differences")
    return found, view, duty_rows(frame, found, by) if wanted == DUTIES else ()


def _query(found: Iterable[Subject], view: ContrastView | None, by: str, only: str) -> list[tuple[str, str]]:
    """What asks for the same table again."""
    asked = [("with", one.key) for one in found]
    return [*asked, ("taxonomy", view.taxonomy if view else ""), ("by", "" if by == BY[0] else by), ("only", only)]


def _options(state: State, frame: Frame, found: Iterable[Subject], title: str) -> Options:
    """What can be chosen: the instruments by jurisdiction, then the texts that belong to none of them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    texts = texts_by_instrument(state.store, state.catalog)
    for one in sorted(state.catalog.instruments, key=lambda each: (each.jurisdiction, each.id)):
        mark = "" if one.id in texts else f" ({frame.words('site.contrast.no-text.short')})"
        groups.setdefault(frame.place(one.jurisdiction), []).append((one.id, frame.instrument(one.id) + mark))
    known = {text.sha256 for listed in texts.values() for text in listed}
    free = (entry for entry in state.store.entries() if entry.sha256 not in known)
    listed = _narrowed(free, title, {one.key for one in found})
    named = [(one.sha256, f"{one.title or one.source} ({frame.language(one.language)})") for one in listed]
    return [*groups.items(), (frame.words("site.contrast.texts"), named)]


def _narrowed(entries: Iterable[DocumentEntry], title: str, always: set[str]) -> list[DocumentEntry]:
    """The latest texts whose title or file name holds the words, and those that are chosen already."""
    wanted = folded(title)
    found = list(_fitting(entries, wanted, always))
    return [one for place, one in enumerate(reversed(found)) if place < _LISTED or one.sha256 in always]


def _fitting(entries: Iterable[DocumentEntry], wanted: str, always: set[str]) -> Iterator[DocumentEntry]:
    for entry in entries:
        if entry.sha256 in always or wanted in folded(f"{entry.title or ''} {entry.source}"):
            yield entry


def _difference(request: Request, state: State, frame: Frame, before: str, after: str) -> Response:
    both = both_texts(state, before, after)
    if not same_language(both[0].document.language, both[1].document.language):
        return RedirectResponse(frame.href("documents", before, "beside", after), 303)
    found = diff_documents((both[0].document, both[1].document), (both[0].entry.source, both[1].entry.source))
    view = view_comparison(found.found, found.documents, found.names, frame.words)
    return page(request, frame, "compare", view=view, readers=readers_of(frame, both))
