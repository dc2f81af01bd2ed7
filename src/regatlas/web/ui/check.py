"""``/check``: a form of questions, the duties that bind, and the profile as a file or a link. Nothing is kept here."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from regatlas.app.checking import Checked, builtin_rules, run_check
from regatlas.app.checking import Request as Wanted
from regatlas.app.form_profiles import Filled, Pairs, form_of, read_form
from regatlas.compliance.profile_files import parse_profile, profile_yaml
from regatlas.errors import BadArgument, DataError
from regatlas.pages.check_page import render_check
from regatlas.pages.pdf import page_to_pdf
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.interview import view_interview
from regatlas.web.forms import form_pairs
from regatlas.web.ui.respond import Framed, day, page

router = APIRouter()
_MOST_BYTES = 200_000
_MOST_FIELDS = 2_000
# Setting a report takes seconds of a processor; one at a time leaves the others to the readers.
_one_pdf = threading.Lock()


async def _form(request: Request) -> Pairs:
    """The fields of a form that was sent. Raises :class:`LimitExceeded` and :class:`BadArgument`."""
    return await form_pairs(request, most_bytes=_MOST_BYTES, most_fields=_MOST_FIELDS, blank=False)


Form = Annotated[Pairs, Depends(_form)]


@router.get("/check")
def interview(request: Request, frame: Framed) -> Response:
    """The form; with a profile in the address, what was found as well."""
    return _answer(request, frame, request.query_params.multi_items())


@router.post("/check")
def findings(request: Request, frame: Framed, form: Form) -> Response:
    """What was found for the answers of the form."""
    return _answer(request, frame, form)


def _answer(request: Request, frame: Frame, pairs: Pairs) -> Response:
    filled = _filled(frame, pairs)
    as_of = dict(pairs).get("as_of", "")
    checked = _checked(frame, filled, as_of) if filled.profile.answers else None
    view = view_interview(frame, builtin_rules(), filled, checked, as_of)
    # The other language leads to the same profile, also from a page that answers a form.
    return page(request, replace(frame, query=urlencode(view.query)), "check", view=view)


def _filled(frame: Frame, pairs: Pairs) -> Filled:
    return read_form(pairs, builtin_rules().book.facts, frame.words("site.check.unnamed"))


def _checked(frame: Frame, filled: Filled, as_of: str) -> Checked:
    return run_check(builtin_rules(), filled.profile, Wanted(day(as_of, "as_of") or frame.today))


@router.post("/check/open")
def opened(frame: Framed, form: Form) -> Response:
    """The form filled from a profile in YAML or JSON that was pasted. Raises :class:`BadArgument`."""
    text = dict(form).get("profile", "")
    try:
        profile = parse_profile(text.encode(), "profile", builtin_rules().book.facts)
    except DataError as error:
        raise BadArgument(error.what, where=error.where, hint=error.hint) from None
    return RedirectResponse(frame.href_with("check", query=form_of(profile)), 303)


@router.get("/check/profile.yaml")
def profile_file(request: Request, frame: Framed) -> Response:
    """The profile as the file that ``regatlas check`` reads."""
    filled = _filled(frame, request.query_params.multi_items())
    return _download(profile_yaml(filled.profile).encode(), "application/yaml", "profile.yaml")


@router.get("/check/report.html")
def report_page(request: Request, frame: Framed) -> Response:
    """The report as a page that stands alone."""
    return _download(_report(request, frame).encode(), "text/html", "report.html")


@router.get("/check/report.pdf")
def report_pdf(request: Request, frame: Framed) -> Response:
    """The report as PDF. Raises :class:`BadArgument` where no PDF can be made on this server."""
    report = _report(request, frame)
    with _one_pdf:
        return _download(page_to_pdf(report), "application/pdf", "report.pdf")


@router.get("/check/findings.json")
def findings_json(request: Request, frame: Framed) -> Response:
    """The findings as ``regatlas check --json`` prints them."""
    pairs = request.query_params.multi_items()
    checked = _checked(frame, _filled(frame, pairs), dict(pairs).get("as_of", ""))
    return _download(json.dumps(checked.to_json(), ensure_ascii=False).encode(), "application/json", "findings.json")


def _report(request: Request, frame: Frame) -> str:
    pairs = request.query_params.multi_items()
    return render_check(_checked(frame, _filled(frame, pairs), dict(pairs).get("as_of", "")), frame.lang)


def _download(body: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="regatlas-{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type=media_type, headers=headers)
