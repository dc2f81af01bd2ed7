"""What the handlers of requests share: the store, the catalog and the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, cast

from fastapi import Depends, Request

from regatlas.app.cataloguing import today
from regatlas.catalog.catalog import Catalog
from regatlas.store import DocumentStore
from regatlas.web.settings import ServerSettings


@dataclass(frozen=True, slots=True)
class ServerState:
    """Made when the server starts, the same for every request."""

    settings: ServerSettings
    store: DocumentStore
    catalog: Catalog

    def today(self) -> date:
        """The day of the request."""
        return today()


def _state(request: Request) -> ServerState:
    return cast("ServerState", request.app.state.regatlas)


State = Annotated[ServerState, Depends(_state)]
