"""Errors as pages, in the language of the address; what programs ask for gets problem details as before."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from regatlas.pages.site.frame import render_site
from regatlas.pages.words import LANGS
from regatlas.web.ui.home import preferred
from regatlas.web.ui.respond import frame_of

_TOLD = {400: "400", 404: "404", 405: "405", 413: "413", 429: "429", 503: "503"}


def wants_page(request: Request) -> bool:
    """Whether a person asks: the address is that of a page, or a browser asks for what is not the interface's."""
    path = request.url.path
    if any(path == f"/{lang}" or path.startswith(f"/{lang}/") for lang in LANGS):
        return True
    return "text/html" in request.headers.get("accept", "") and not path.startswith(("/api/", "/healthz", "/readyz"))


def problem_page(request: Request, status: int, said: str) -> Response:
    """The page of an error: what it is, what to do, and the sentence with its code."""
    frame = frame_of(request, request.app.state.regatlas)
    named = request.url.path.strip("/").partition("/")[0] in LANGS
    if not named:
        lang = preferred(request.headers.get("accept-language", ""))
        frame = type(frame)(lang, frame.catalog, frame.today, "/", asset=frame.asset)
    elif status == 405:
        frame = type(frame)(frame.lang, frame.catalog, frame.today, "/", asset=frame.asset)
    key = _TOLD.get(status, "500")
    heading, advice = frame.words(f"site.problem.{key}"), frame.words(f"site.problem.{key}.advice")
    body = render_site("problem", frame, heading=heading, advice=advice, said=said)
    return Response(body, status, media_type="text/html", headers={"Cache-Control": "no-store"})
