"""Every page, once for each language."""

from __future__ import annotations

from fastapi import APIRouter, Depends, FastAPI

from regatlas.pages.words import LANGS
from regatlas.web.access import visitor
from regatlas.web.accounts import administration, doors, own
from regatlas.web.blinding import blindfold
from regatlas.web.ui import check, compare, documents, dossiers, home, imports, instruments, reference, review, search

_ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    search.router,
    documents.router,
    compare.router,
    instruments.router,
    reference.router,
    check.router,
    dossiers.router,
    imports.router,
    review.router,
    own.router,
    administration.router,
)


def add_pages(app: FastAPI) -> None:
    """Add the pages to an application."""
    app.include_router(home.root)
    app.include_router(doors.root)
    for lang in LANGS:
        app.include_router(doors.router, prefix=f"/{lang}", include_in_schema=False)
        for router in _ROUTERS:
            app.include_router(
                router, prefix=f"/{lang}", include_in_schema=False, dependencies=[Depends(visitor), Depends(blindfold)]
            )
