"""Style, script and mark of the site. Their addresses hold a digest, so that browsers may keep them for good."""

from __future__ import annotations

import functools
import hashlib
from importlib.resources import files

from fastapi import APIRouter, Request, Response

from regatlas.errors import NotKnown
from regatlas.pages.template import stylesheet

router = APIRouter(include_in_schema=False)
# What every page loads, and what some pages load besides: their rules for plain names would meet on other pages.
_SHEETS = {
    "site.css": ("gazette.css", "check.css", "site/site.css", "site/print.css"),
    "pair.css": ("side_by_side.css",),
    "dossier.css": ("catalog.css", "dossier.css"),
    "imports.css": ("site/imports.css",),
    "review.css": ("site/review.css",),
    "search.css": ("site/search.css",),
    "accounts.css": ("site/accounts.css",),
}
# Files as they are. htmx is vendored: version 2.0.11, Zero-Clause BSD; a test holds its SHA-256.
_FILES = ("site.js", "import.js", "review.js", "search.js", "htmx.min.js", "mark.svg")
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_YEAR = "public, max-age=31536000, immutable"


@functools.cache
def assets() -> dict[str, bytes]:
    """Every asset by its name."""
    folder = files("regatlas.web").joinpath("assets")
    found = {name: stylesheet(*sheets).encode() for name, sheets in _SHEETS.items()}
    return found | {name: folder.joinpath(name).read_bytes() for name in _FILES}


@functools.cache
def addresses() -> dict[str, str]:
    """The address of every asset by its name."""
    return {name: f"/static/{hashlib.sha256(data).hexdigest()[:16]}/{name}" for name, data in assets().items()}


@router.get("/static/{digest}/{name}")
def asset(request: Request, digest: str, name: str) -> Response:
    """One asset. Raises :class:`NotKnown` for any other name; an old digest gets what there is now, not to be kept."""
    data = assets().get(name)
    if data is None:
        raise NotKnown("there is no such file", where=request.url.path, hint="see the first page")
    current = addresses()[name] == request.url.path
    headers = {"Cache-Control": _YEAR if current else "no-cache", "ETag": f'"{digest}"'}
    if current and request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=_TYPES[name.rpartition(".")[2]], headers=headers)
