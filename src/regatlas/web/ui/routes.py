"""Every page, once for each language."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from regatlas.pages.words import LANGS
from regatlas.web.ui import check, documents, dossiers, home, instruments, reference, search

_ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    search.router,
    documents.router,
    instruments.router,
    reference.router,
    check.router,
    dossiers.router,
)


def add_pages(app: FastAPI) -> None:
    """Add the pages to an application."""
    app.include_router(home.root)
    for lang in LANGS:
        for router in _ROUTERS:
            app.include_router(router, prefix=f"/{lang}", include_in_schema=False)
