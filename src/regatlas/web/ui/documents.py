"""``/documents``: the texts of the store, the reader, records, and texts side by side."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from regatlas.app.comparing import align_documents, diff_documents
from regatlas.app.library import Kept, kept, same_language, siblings
from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.errors import BadArgument, NotKnown
from regatlas.pages.alignment import view_alignment
from regatlas.pages.comparison import view_comparison
from regatlas.pages.coverage import RISK_TAXONOMY
from regatlas.pages.fulltext import full_text
from regatlas.pages.record import domains, text_language
from regatlas.pages.site.documents import view_documents
from regatlas.pages.site.reader import EVIDENCE, record_view, view_reader
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
def reader(request: Request, state: State, frame: Framed, sha256: str, evidence: str = EVIDENCE[0]) -> Response:
    """The text. Raises :class:`NotKnown`, and :class:`BadArgument` for another way of showing evidence."""
    if evidence not in EVIDENCE:
        raise BadArgument("there is no such choice", where="evidence", hint=f"choose among {', '.join(EVIDENCE)}")
    found = kept(state.store, state.catalog, sha256)
    others = list(siblings(state.store, state.catalog, found))
    return page(request, frame, "reader", view=view_reader(frame, found, others, evidence))


@router.get("/documents/{sha256}/record")
def record(request: Request, state: State, frame: Framed, sha256: str) -> Response:
    """The latest record of the text."""
    found = kept(state.store, state.catalog, sha256)
    if not found.records:
        raise NotKnown("this text has no record", where=sha256, hint="make one with regatlas import")
    view = record_view(frame, found, found.records[-1])
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
    both = _both(state, sha256, other)
    if both[1].document.language.startswith("zh") and not both[0].document.language.startswith("zh"):
        # Of a Chinese law the Chinese text is the original, from whichever side one comes.
        both = both[1], both[0]
    found = align_documents((both[0].document, both[1].document), (both[0].entry.source, both[1].entry.source))
    view = view_alignment(found.found, found.documents, found.names, frame.words)
    return page(request, frame, "beside", view=view, readers=_readers(frame, both))


@router.get("/compare")
def compare(request: Request, state: State, frame: Framed, before: str = "", after: str = "") -> Response:
    """Two texts in one language, and the form that chooses them."""
    entries = list(state.store.entries())
    if not (before and after):
        return page(request, frame, "compare", view=None, entries=entries, before=before, after=after, readers=())
    both = _both(state, before, after)
    if not same_language(both[0].document.language, both[1].document.language):
        return RedirectResponse(frame.href("documents", before, "beside", after), 303)
    found = diff_documents((both[0].document, both[1].document), (both[0].entry.source, both[1].entry.source))
    view = view_comparison(found.found, found.documents, found.names, frame.words)
    readers = _readers(frame, both)
    return page(request, frame, "compare", view=view, entries=entries, before=before, after=after, readers=readers)


def _both(state: State, one: str, other: str) -> tuple[Kept, Kept]:
    return kept(state.store, state.catalog, one), kept(state.store, state.catalog, other)


def _readers(frame: Framed, both: tuple[Kept, Kept]) -> tuple[str, str]:
    return frame.href("documents", both[0].entry.sha256), frame.href("documents", both[1].entry.sha256)
