"""What search may tell to whom."""

from __future__ import annotations

from dataclasses import replace

from regatlas.app.reviewing import still_blind
from regatlas.app.search_requests import SearchRequest
from regatlas.model.account import Visitor
from regatlas.web.blinding import machine_hidden
from regatlas.web.state import ServerState


def kept_blind(state: ServerState, visitor: Visitor, wanted: SearchRequest) -> SearchRequest:
    """The request of a visitor, blind to what engines find while he or she codes a document without seeing that.

    Raises :class:`regatlas.errors.StillBlind` where a filter asks for it: whether a document passes would tell.
    """
    if not machine_hidden(state, visitor):
        return wanted
    if wanted.category or wanted.actor:
        raise still_blind("category" if wanted.category else "actor")
    return replace(wanted, blind=True)
