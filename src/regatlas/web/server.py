"""The application as a whole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from threading import Event

from fastapi import FastAPI

import regatlas
from regatlas.app.importing import open_store
from regatlas.catalog.loading import builtin_catalog
from regatlas.errors import RegatlasError
from regatlas.store import DocumentStore
from regatlas.web.accounts.service import openid_of
from regatlas.web.api.etags import ConditionalAnswers
from regatlas.web.api.routes import add_interface
from regatlas.web.cors import CrossOrigin
from regatlas.web.headers import SecureHeaders
from regatlas.web.health import router as health
from regatlas.web.limits import Limits
from regatlas.web.logs import RequestLog
from regatlas.web.mending import Mended
from regatlas.web.metrics import Metrics
from regatlas.web.metrics import router as figures
from regatlas.web.observing import Observed
from regatlas.web.problems import tell_problems, unforeseen
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
    app.state.settings = settings
    app.state.openid = openid_of(settings)
    app.state.metrics = metrics = Metrics()
    app.include_router(health)
    app.include_router(figures)
    add_interface(app)
    app.include_router(static)
    add_pages(app)
    app.add_middleware(RememberedPages)
    app.add_middleware(ConditionalAnswers)
    app.add_middleware(Limits, settings=settings)
    app.add_middleware(CrossOrigin, settings=settings)
    app.add_middleware(Mended, answer=unforeseen)
    app.add_middleware(SecureHeaders, settings=settings)
    # The last one added is the first that a request meets.
    app.add_middleware(Observed, observers=(RequestLog(settings), metrics))
    tell_problems(app)
    return app


def _lifespan(settings: ServerSettings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_store(settings.database) as store:
            app.state.regatlas = ServerState(settings=settings, store=store, catalog=builtin_catalog())
            app.state.metrics.watch(store.database)
            stopping = Event()
            warming = asyncio.create_task(asyncio.to_thread(_warm, store, stopping))
            try:
                yield
            finally:
                stopping.set()
                await warming

    return lifespan


def _warm(store: DocumentStore, stopping: Event) -> None:
    """Read the texts that searches look into: 1.3 seconds for 3,260 laws and papers, which no visitor has to wait."""
    # A store that cannot be read says so to whoever asks it.
    with suppress(RegatlasError):
        store.warm_search(lambda: not stopping.is_set())
