"""From a request to a page: the language of its address, the frame, and an answer that need not be fetched twice."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response

from regatlas.errors import BadArgument
from regatlas.pages.site.frame import Frame, render_site
from regatlas.pages.words import LANGS, Lang
from regatlas.web.access import csrf_of, visitor_for_frame
from regatlas.web.state import State
from regatlas.web.static import addresses

_LONGEST = 400


def language_of(path: str) -> Lang:
    """The language of an address; English where it names none."""
    first = path.strip("/").partition("/")[0]
    return next((lang for lang in LANGS if lang == first), "en")


def frame_of(request: Request, state: State) -> Frame:
    """The frame of the page that a request asks for."""
    path, lang = request.url.path, language_of(request.url.path)
    visitor = visitor_for_frame(request, state)
    return Frame(
        lang=lang,
        catalog=state.catalog,
        today=state.today(),
        path=path.removeprefix(f"/{lang}"),
        query=request.url.query,
        base_url=state.settings.base_url,
        asset=addresses(),
        visitor=visitor,
        csrf=csrf_of(request, visitor),
    )


Framed = Annotated[Frame, Depends(frame_of)]


def page(request: Request, frame: Frame, template: str, *, status: int = 200, **values: object) -> Response:
    """A page, or 304 where the browser has it already."""
    return whole(request, render_site(template, frame, **values).encode(), status=status)


def whole(request: Request, body: bytes, *, status: int = 200) -> Response:
    """A page that has been rendered."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Language"}
    if status == 200 and request.method in ("GET", "HEAD") and request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, status, media_type="text/html", headers=headers)


def day(text: str, name: str) -> date | None:
    """A day of an address; None where nothing is given. Raises :class:`BadArgument`."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadArgument("this is no date", where=f"{name}={text[:40]}", hint="write it as 2026-11-23") from None


def short(text: str, name: str) -> str:
    """A question of an address. Raises :class:`BadArgument` where it is longer than any sensible one."""
    if len(text) > _LONGEST:
        raise BadArgument("this is too long", where=f"{name}={text[:40]}…", hint=f"give at most {_LONGEST} characters")
    return text.strip()


def page_number(request: Request, last: int = 9_999) -> int:
    """The page of a list that an address asks for; the first where it names none."""
    text = request.query_params.get("page", "")
    return min(last, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 6 else 1
