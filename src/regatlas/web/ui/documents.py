"""``/documents``: the texts of the store, the reader, records, and texts side by side."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from regatlas.app.comparing import align_documents
from regatlas.app.library import Kept, kept, siblings
from regatlas.app.related import related_texts
from regatlas.app.reviewing import Desk
from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.errors import BadArgument, NotKnown
from regatlas.pages.alignment import view_alignment
from regatlas.pages.coverage import RISK_TAXONOMY
from regatlas.pages.fulltext import full_text
from regatlas.pages.record import domains, text_language
from regatlas.pages.site.documents import view_documents
from regatlas.pages.site.reader import EVIDENCE, record_view, view_reader
from regatlas.pages.site.review_desk import view_reviewed
from regatlas.web.access import now
from regatlas.web.blinding import machine_hidden
from regatlas.web.state import State
from regatlas.web.ui.respond import Framed, page, page_number, short

router = APIRouter()


@router.get("/documents")
def documents(request: Request, state: State, frame: Framed, title: str = "", language: str = "") -> Response:
    """The list."""
    view = view_documents(
        frame,
        state.store.entries(),
        title=short(title, "title"),
        language=short(language, "language"),
        page=page_number(request),
    )
    return page(request, frame, "documents", view=view)


@router.get("/documents/{sha256}")
def reader(
    request: Request, state: State, frame: Framed, sha256: str, evidence: str = EVIDENCE[0], show: str = ""
) -> Response:
    """The text, with the quotes of one category where ``show`` names it.

    Raises :class:`NotKnown`, and :class:`BadArgument` for another way of showing evidence.
    """
    if evidence not in EVIDENCE:
        raise BadArgument("there is no such choice", where="evidence", hint=f"choose among {', '.join(EVIDENCE)}")
    found = kept(state.store, state.catalog, sha256)
    hidden = machine_hidden(state, frame.visitor, found.entry.sha256)
    if hidden:
        found = replace(found, records=())
    others = list(siblings(state.store, state.catalog, found))
    kin = related_texts(state.store, state.catalog, found, {} if hidden else state.store.covered())
    return page(request, frame, "reader", view=view_reader(frame, found, others, evidence, short(show, "show"), kin))


@router.get("/documents/{sha256}/record")
def record(request: Request, state: State, frame: Framed, sha256: str) -> Response:
    """The latest record of the text."""
    found = kept(state.store, state.catalog, sha256)
    if not found.records:
        raise NotKnown("this text has no record", where=sha256, hint="make one with regatlas import")
    view = record_view(frame, found, found.records[-1])
    said = Desk(state.store, frame.visitor, now()).reviewed(sha256, found.records[-1])
    return page(
        request,
        frame,
        "record",
        view=view,
        html_lang=frame.html_lang,
        text_lang=text_language(found.document),
        tradition=found.document.tradition,
        domains=domains(builtin_taxonomies().get(RISK_TAXONOMY), frame.lang),
        events=full_text(found.document, list(view.claims)),
        reader=frame.href("documents", sha256),
        reviewed=view_reviewed(frame, said.values(), named=frame.visitor.may("coder")),
    )


@router.get("/documents/{sha256}/at/{provision}")
def at(state: State, frame: Framed, sha256: str, provision: str) -> Response:
    """To a provision by the name that the catalog gives it, which leaves chapters out: ``art_24__para_1``.

    Where the text has no such paragraph it leads to the article, and else to the top.
    """
    found = kept(state.store, state.catalog, sha256)
    return RedirectResponse(frame.href("documents", sha256, anchor=_place(found, provision)), 303)


def _place(found: Kept, provision: str) -> str:
    wanted = provision
    while wanted:
        for one in found.document.provisions:
            if one.eid == wanted or one.eid.endswith(f"__{wanted}"):
                return one.eid
        wanted = wanted.rpartition("__")[0]
    return ""


@router.get("/documents/{sha256}/beside/{other}")
def beside(request: Request, state: State, frame: Framed, sha256: str, other: str) -> Response:
    """An original and its translation. Raises :class:`BadArgument` where both are in one language."""
    both = both_texts(state, sha256, other)
    if both[1].document.language.startswith("zh") and not both[0].document.language.startswith("zh"):
        # Of a Chinese law the Chinese text is the original, from whichever side one comes.
        both = both[1], both[0]
    found = align_documents((both[0].document, both[1].document), (both[0].entry.source, both[1].entry.source))
    view = view_alignment(found.found, found.documents, found.names, frame.words)
    return page(request, frame, "beside", view=view, readers=readers_of(frame, both))


def both_texts(state: State, one: str, other: str) -> tuple[Kept, Kept]:
    """Two texts of the store. Raises :class:`NotKnown`."""
    return kept(state.store, state.catalog, one), kept(state.store, state.catalog, other)


def readers_of(frame: Framed, both: tuple[Kept, Kept]) -> tuple[str, str]:
    """Where each of two texts is read."""
    return frame.href("documents", both[0].entry.sha256), frame.href("documents", both[1].entry.sha256)
