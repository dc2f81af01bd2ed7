"""Errors as pages, in the language of the address; what programs ask for gets problem details as before."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from regatlas.errors import RegatlasError
from regatlas.pages.sentences import tell
from regatlas.pages.site.frame import render_site
from regatlas.pages.words import LANGS
from regatlas.web.ui.home import preferred
from regatlas.web.ui.respond import frame_of, language_of

_TOLD = {number: str(number) for number in (400, 401, 403, 404, 405, 409, 413, 429, 503)}


def wants_page(request: Request) -> bool:
    """Whether a person asks: the address is that of a page, or a browser asks for what is not the interface's."""
    path = request.url.path
    if any(path == f"/{lang}" or path.startswith(f"/{lang}/") for lang in LANGS):
        return True
    return "text/html" in request.headers.get("accept", "") and not path.startswith(("/api/", "/healthz", "/readyz"))


def problem_page(request: Request, status: int, said: str | RegatlasError) -> Response:
    """The page of an error: what it is, what to do, and the sentence with its code."""
    frame = frame_of(request, request.app.state.regatlas)
    named = request.url.path.strip("/").partition("/")[0] in LANGS
    if not named:
        lang = preferred(request.headers.get("accept-language", ""))
        frame = replace(frame, lang=lang, path="/", query="")
    elif status == 405:
        frame = replace(frame, path="/", query="")
    key = _TOLD.get(status, "500")
    heading, advice = frame.words(f"site.problem.{key}"), frame.words(f"site.problem.{key}.advice")
    sentence = tell(said, frame.lang) if isinstance(said, RegatlasError) else said
    body = render_site("problem", frame, heading=heading, advice=advice, said=sentence)
    return Response(body, status, media_type="text/html", headers={"Cache-Control": "no-store"})


def way_in(request: Request) -> Response:
    """To the page for signing in, and from there back to the page that was asked for."""
    lang = language_of(request.url.path)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    answer = RedirectResponse(f"/{lang}/sign-in?next={quote(asked, safe='')}", 303)
    answer.headers["Cache-Control"] = "no-store"
    return answer
