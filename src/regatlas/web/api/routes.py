"""Every part of the interface for programs."""

from __future__ import annotations

from fastapi import APIRouter, Depends, FastAPI

from regatlas.web.access import visitor
from regatlas.web.api import (
    accounts,
    catalog,
    checks,
    codes,
    comparisons,
    documents,
    dossiers,
    imports,
    reference,
    reviews,
    search,
)
from regatlas.web.api.negotiation import acceptable
from regatlas.web.api.openapi import describe
from regatlas.web.blinding import blindfold

_ROUTERS: tuple[APIRouter, ...] = (
    search.router,
    catalog.router,
    dossiers.router,
    dossiers.exports,
    reference.router,
    checks.router,
    documents.router,
    codes.router,
    comparisons.router,
    imports.router,
    reviews.router,
    accounts.router,
)


def add_interface(app: FastAPI) -> None:
    """Add the interface to an application."""
    for router in _ROUTERS:
        app.include_router(router, dependencies=[Depends(visitor), Depends(acceptable), Depends(blindfold)])
    describe(app)
