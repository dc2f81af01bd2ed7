"""What to search for, and in which documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal, get_args

from regatlas.app.search_facts import DocumentFacts
from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.errors import BadArgument
from regatlas.model.instrument import InstrumentType, Status
from regatlas.model.judgement import ActorType
from regatlas.model.taxonomy import Level
from regatlas.store.coverage import ACTOR
from regatlas.store.search import fold, phrases_of

Mode = Literal["phrase", "all"]
Group = Literal["jurisdiction", "type", "status", "language", "category", "actor", "dates"]
Check = Callable[[DocumentFacts], bool]
RISKS = "risk-subdomain"
LEVELS: tuple[Level, ...] = ("minimal", "good")
MODES: tuple[Mode, ...] = get_args(Mode)
TYPES: tuple[InstrumentType, ...] = get_args(InstrumentType)
STATUSES: tuple[Status, ...] = get_args(Status)
ACTORS: tuple[ActorType, ...] = get_args(ActorType)
_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|「([^」]+)」|(\S+)')
# So many words of one query are looked for; nobody types more, and each costs a look into every text.
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to search for, and in what; what is None does not matter.

    ``mode``: ``phrase`` finds the query as it stands, ``all`` every word of it (white space separates them, quotation
    marks hold some together). ``as_of`` is the day of ``status``; without a status it leaves out what was not in force
    then, where that is known. ``category`` is a code of a taxonomy, as ``2.2`` or ``sector:Information``, which the
    document covers at least at ``level``. The dates are those of the document, both ends included. ``skip`` leaves out
    the first hits. ``blind``: facets tell nothing of what engines find covered.
    """

    query: str
    limit: int = 20
    as_of: date | None = None
    jurisdiction: str | None = None
    language: str | None = None
    type: str | None = None
    status: str | None = None
    category: str | None = None
    level: str | None = None
    actor: str | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    mode: str = "phrase"
    skip: int = 0
    blind: bool = False

    def phrases(self) -> tuple[str, ...]:
        """What a provision must hold, folded."""
        return phrases_of(self.query) if self.mode == "phrase" else phrases_of(words_of(self.query))

    @property
    def sought(self) -> tuple[str, str]:
        """Taxonomy and code of the category; the code is empty where none is asked for."""
        taxonomy, colon, code = (self.category or "").partition(":")
        return (taxonomy, code) if colon else (RISKS, taxonomy)

    def without_filters(self) -> SearchRequest:
        """The same words in all documents."""
        return SearchRequest(self.query, mode=self.mode, limit=self.limit)


_NO_FILTERS = ("query", "limit", "skip", "mode", "blind")


def filters_of(request: SearchRequest) -> tuple[object, ...]:
    """The values of all filters, None where one is not set."""
    return tuple(getattr(request, one.name) for one in fields(request) if one.name not in _NO_FILTERS)


def words_of(query: str) -> list[str]:
    """The words of a query, and what stands in quotation marks as it stands there."""
    return [next(filter(None, found)) for found in _QUOTED.findall(query)][:_MOST_WORDS]


def checked(request: SearchRequest) -> None:
    """Raises :class:`BadArgument` for a query without a sign and for values that name nothing."""
    if not fold(request.query):
        raise BadArgument("there is nothing to search for", where="QUERY", hint="give a word or a phrase")
    if request.limit < 1:
        raise BadArgument(f"{request.limit} leaves no hit", where="--limit", hint="give 1 or more")
    for name, known in (("mode", MODES), ("type", TYPES), ("status", STATUSES), ("level", LEVELS), ("actor", ACTORS)):
        given = getattr(request, name)
        if given is not None and given not in known:
            raise BadArgument(f"there is no {name} {given[:40]!r}", where=name, hint=f"choose among {', '.join(known)}")
    if request.category:
        _known_category(*request.sought)


def _known_category(taxonomy: str, code: str) -> None:
    known = builtin_taxonomies().get(taxonomy)
    if known is None:
        hint = f"choose among {', '.join(builtin_taxonomies())}"
        raise BadArgument(f"no taxonomy is called {taxonomy[:40]!r}", where="category", hint=hint)
    if code not in {one.code for one in known.categories}:
        what = f"the taxonomy {taxonomy} has no category {code[:40]!r}"
        raise BadArgument(what, where="category", hint="regatlas taxonomies lists them")


def checks_of(request: SearchRequest) -> list[tuple[Group, Check]]:
    """The filters that are set, each by what it narrows; ``as_of`` and the dates belong to ``dates``."""
    found: list[tuple[Group, Check]] = []
    if language := request.language:
        found.append(("language", lambda one: same_language(one.language, language)))
    if place := request.jurisdiction:
        found.append(("jurisdiction", lambda one: place in places(one.jurisdiction)))
    if request.type:
        found.append(("type", lambda one: one.type == request.type))
    if request.status:
        found.append(("status", lambda one: one.status == request.status))
    elif request.as_of:
        found.append(("dates", _may_bind))
    if request.category:
        levels = ("good",) if request.level == "good" else LEVELS
        found.append(("category", lambda one: one.covered.get(request.sought) in levels))
    if actor := request.actor:
        found.append(("actor", lambda one: (ACTOR, actor) in one.covered))
    for low, high, name in (
        (request.issued_from, request.issued_to, "issued"),
        (request.effective_from, request.effective_to, "effective"),
    ):
        if low or high:
            found.append(("dates", _between(name, low, high)))
    return found


def _may_bind(one: DocumentFacts) -> bool:
    """Whether a document was in force, or policy, or nothing is known of that.

    No status of an instrument of the catalog means that there was none yet.
    """
    return one.instrument is None if one.status is None else one.status in ("in-force", "policy")


def _between(name: str, low: date | None, high: date | None) -> Check:
    def check(one: DocumentFacts) -> bool:
        day: date | None = getattr(one, name)
        return day is not None and (low is None or low <= day) and (high is None or day <= high)

    return check


def same_language(language: str, wanted: str) -> bool:
    """``zh`` asks for every Chinese, ``zh-Hans`` for that script only."""
    return language.casefold() == wanted.casefold() or language.casefold().startswith(f"{wanted.casefold()}-")


def places(jurisdiction: str | None) -> tuple[str, ...]:
    """A jurisdiction and those in which it lies: ``CN`` asks for its cities too."""
    if jurisdiction is None:
        return ()
    country = jurisdiction.partition("-")[0]
    return (jurisdiction,) if country == jurisdiction else (country, jurisdiction)
