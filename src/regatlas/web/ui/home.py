"""The first page, and the way to it in the language of the reader."""

from __future__ import annotations

from collections import deque

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from regatlas.pages.site.home import view_home
from regatlas.pages.words import Lang
from regatlas.store import DocumentEntry, DocumentStore
from regatlas.web.state import State
from regatlas.web.ui.respond import Framed, page

root = APIRouter(include_in_schema=False)
router = APIRouter()
_RECENT = 40


@root.get("/")
def redirect(request: Request) -> Response:
    """To the first page in the language that the browser prefers."""
    lang = preferred(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{lang}/", 307, headers={"Vary": "Accept-Language", "Cache-Control": "no-cache"})


def preferred(accepted: str) -> Lang:
    """Chinese where ``Accept-Language`` puts it before English, else English."""
    weights: dict[str, float] = {}
    for part in accepted.split(","):
        tag, _, weight = part.strip().partition(";")
        name = tag.strip().casefold().partition("-")[0]
        weights[name] = max(weights.get(name, 0.0), _weight(weight))
    return "zh" if weights.get("zh", 0.0) > weights.get("en", 0.0) else "en"


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=")) if text.strip() else 1.0
    except ValueError:
        return 0.0


@router.get("/")
def home(request: Request, state: State, frame: Framed) -> Response:
    """The first page."""
    entries = {entry.sha256: entry for entry in state.store.entries()}
    view = view_home(frame, latest(state.store, entries), len(entries))
    return page(request, frame, "home", view=view)


def latest(store: DocumentStore, entries: dict[str, DocumentEntry]) -> list[tuple[str, DocumentEntry]]:
    """The latest imports that brought something new, each document once, the newest first."""
    recent = deque(store.imports(), maxlen=_RECENT)
    found: dict[str, tuple[str, DocumentEntry]] = {}
    for one in reversed(recent):
        if one.sha256 in entries and one.sha256 not in found:
            found[one.sha256] = (one.imported_at.date().isoformat(), entries[one.sha256])
    return list(found.values())
