"""The application as a whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

import regatlas
from regatlas.app.importing import open_store
from regatlas.catalog.loading import builtin_catalog
from regatlas.web.api.catalog import router as catalog_api
from regatlas.web.api.checks import router as check_api
from regatlas.web.api.documents import router as documents_api
from regatlas.web.api.search import router as search_api
from regatlas.web.headers import SecureHeaders
from regatlas.web.health import router as health
from regatlas.web.problems import tell_problems
from regatlas.web.settings import ServerSettings
from regatlas.web.state import ServerState
from regatlas.web.static import router as static
from regatlas.web.ui.remember import RememberedPages
from regatlas.web.ui.routes import add_pages


def create_app(settings: ServerSettings) -> FastAPI:
    """The application over one store. Raises :class:`regatlas.errors.StoreError` when it starts and cannot open it."""
    app = FastAPI(
        title="Regatlas",
        version=regatlas.__version__,
        summary="Evidence-linked records of AI policy",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(settings),
    )
    app.include_router(health)
    for router in (search_api, catalog_api, check_api, documents_api):
        app.include_router(router)
    app.include_router(static)
    add_pages(app)
    app.add_middleware(RememberedPages)
    app.add_middleware(SecureHeaders)
    tell_problems(app)
    return app


def _lifespan(settings: ServerSettings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_store(settings.database) as store:
            app.state.regatlas = ServerState(settings=settings, store=store, catalog=builtin_catalog())
            yield

    return lifespan
