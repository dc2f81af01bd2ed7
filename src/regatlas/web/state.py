"""What the handlers of requests share: the store, the catalog and the clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, cast

from fastapi import Depends, Request

from regatlas.app.cataloguing import today
from regatlas.catalog.catalog import Catalog
from regatlas.store import DocumentStore
from regatlas.store.database import Database
from regatlas.web.memory import Memory
from regatlas.web.settings import ServerSettings

# A page of twenty hits takes some 25 kB.
_MOST_BYTES_OF_HITS = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ServerState:
    """Made when the server starts, the same for every request.

    ``found`` remembers what searches found, as JSON with its headers.
    """

    settings: ServerSettings
    store: DocumentStore
    catalog: Catalog
    found: Memory[tuple[bytes, dict[str, str]]] = field(default_factory=lambda: Memory(_MOST_BYTES_OF_HITS))

    @property
    def database(self) -> Database:
        """The database behind all stores."""
        return self.store.database

    def today(self) -> date:
        """The day of the request."""
        return today()


# Not a plain function: each of those is handed to a thread, which takes a third of a millisecond.
async def _state(request: Request) -> ServerState:
    return cast("ServerState", request.app.state.regatlas)


State = Annotated[ServerState, Depends(_state)]
