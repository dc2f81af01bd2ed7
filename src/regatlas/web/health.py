"""Whether the server lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter

import regatlas
from regatlas.web.state import State

router = APIRouter(tags=["operations"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok", "version": regatlas.__version__}


@router.get("/readyz")
def readyz(state: State) -> dict[str, str]:
    """The store answers. Raises :class:`regatlas.errors.StoreError` (503) where it does not."""
    return {"status": "ok", "documents": str(len(state.store.searchable()))}
