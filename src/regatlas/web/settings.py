"""What the operator of a server decides."""

from __future__ import annotations

from regatlas.model.base import Frozen


class ServerSettings(Frozen):
    """``database`` is the address of the store; ``base_url`` the address under which people reach the server."""

    database: str
    base_url: str = "http://127.0.0.1:8000"
