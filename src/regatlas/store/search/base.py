"""What every index of search promises, whichever database keeps it; the same tests hold all of them to it.

A unit (an article, or a leaf of a text without articles) is found exactly where its folded text holds every phrase.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal, Protocol

from sqlalchemy import Connection

from regatlas.model.base import Frozen
from regatlas.model.document import Document
from regatlas.store.search.folding import fold

Part = Literal["main", "beside"]
PARTS: tuple[Part, ...] = ("main", "beside")


class SearchHit(Frozen):
    """A unit that holds the phrases. ``text`` is the unit's own text."""

    document_id: int
    sha256: str
    title: str | None
    source: str
    language: str
    eid: str
    article: str | None
    citation: str | None
    heading: str | None
    text: str


class SearchPage(Frozen):
    """Some hits, and how many there are of each part in all the documents that were allowed.

    ``counts`` are the hits of the main part by document id, of every document that has any, whether it was allowed or
    not: what a filter would find if it were set otherwise is told from them.
    """

    total: int
    hits: tuple[SearchHit, ...]
    beside_total: int
    beside: tuple[SearchHit, ...]
    counts: Mapping[int, int]


class SearchIndex(Protocol):
    """Keeps the units of documents beside them, and finds those that hold phrases."""

    def add(self, connection: Connection, document_id: int, document: Document) -> None:
        """Index a document in the transaction that keeps it, so that what is found is there and the other way."""

    def find(
        self,
        connection: Connection,
        phrases: Sequence[str],
        *,
        limit: int = 20,
        skip: int = 0,
        documents: Collection[int] | None = None,
        first: Collection[int] = (),
    ) -> SearchPage:
        """The units that hold every one of ``phrases``, which are folded; without phrases nothing is found.

        ``documents`` are those in which is searched (None: all); ``limit`` is the most hits of each part, 0 where only
        the counts matter; ``skip`` leaves out the first hits of the main part, and where it is not 0 ``beside`` is
        empty.

        Order of the hits, each criterion deciding among those equal in the ones before: the folded title of the
        document holds every phrase; the folded heading of the unit does; the document is one of ``first`` (those in
        force); the unit is operative (:func:`is_operative`); the order of the index (the unit's id).
        """

    def warm(self, connection: Connection, go_on: Callable[[], bool]) -> None:
        """Read into memory what queries read, for as long as ``go_on`` says so; the first ones then take no longer."""


def phrases_of(query: str | Sequence[str]) -> tuple[str, ...]:
    """The folded phrases of what is asked, each once and none empty: a text is one phrase, a sequence several."""
    asked = (query,) if isinstance(query, str) else query
    return tuple(dict.fromkeys(phrase for phrase in map(fold, asked) if phrase))


# As a regular expression that Python and PostgreSQL read alike. A division may be called title_2; the title of a text
# has no number.
NOT_OPERATIVE = (
    "^(preface|preamble|recital|rec|enacting|annex|conclusions|signature|citation)(_|$)|^title$|(^|_)heading$"
)
_NOT_OPERATIVE = re.compile(NOT_OPERATIVE)


def is_operative(eid: str) -> bool:
    """Whether a unit is operative text: no title, preamble, recital, annex or bare heading, as its eId tells."""
    return _NOT_OPERATIVE.search(eid) is None
