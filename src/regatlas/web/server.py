"""The application as a whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

import regatlas
from regatlas.app.importing import open_store
from regatlas.catalog.loading import builtin_catalog
from regatlas.web.api.search import router as search_api
from regatlas.web.health import router as health
from regatlas.web.problems import tell_problems
from regatlas.web.settings import ServerSettings
from regatlas.web.state import ServerState


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
    app.include_router(search_api)
    tell_problems(app)
    return app


def _lifespan(settings: ServerSettings):  # type: ignore[no-untyped-def]  # noqa: ANN202 - the type of a decorated function
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_store(settings.database) as store:
            app.state.regatlas = ServerState(settings=settings, store=store, catalog=builtin_catalog())
            yield

    return lifespan
