"""Pages with forms about accounts: they say what was wrong with a form, and nobody keeps them."""

from __future__ import annotations

from dataclasses import replace

from fastapi import Request
from fastapi.responses import Response

from regatlas.errors import RegatlasError
from regatlas.pages.sentences import tell
from regatlas.pages.site.frame import Frame
from regatlas.web.ui.respond import page


def form_page(
    request: Request, frame: Frame, template: str, path: str, *, fault: RegatlasError | None, **values: object
) -> Response:
    """The page at ``path``, with the ``fault`` of the form that it answers."""
    # The other language leads to the page itself, also from one that answers a form.
    placed = replace(frame, path=path, query="")
    answer = page(
        request,
        placed,
        template,
        status=400 if fault else 200,
        fault=tell(fault, frame.lang) if fault else "",
        done=request.query_params.get("done", ""),
        **values,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
