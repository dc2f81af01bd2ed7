"""The catalog as one value: everything that was authored, found by id, by name, and by date."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TypeAlias, TypeVar, cast

from regatlas.catalog.kinds import KINDS, KindName
from regatlas.model.base import Frozen
from regatlas.model.chronicle import Agency, Claim, Commitment, Event
from regatlas.model.instrument import Expression, Instrument, Relation, Status
from regatlas.model.obligation import Fact, FactGroup, Obligation
from regatlas.model.sourcing import SourceReference, first_day
from regatlas.model.taxonomy import Bilingual

Entry: TypeAlias = Instrument | Agency | Event | Commitment | Claim | Fact | Obligation
_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
_E = TypeVar("_E", Instrument, Agency, Event, Commitment, Claim, Fact, Obligation)


class Catalog(Frozen):
    """Everything that was authored. Events stand in the order of time, everything else by id or as written.

    ``sha256`` identifies the authored files: any change of a byte changes it.
    """

    sha256: str
    instruments: tuple[Instrument, ...] = ()
    agencies: tuple[Agency, ...] = ()
    events: tuple[Event, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    claims: tuple[Claim, ...] = ()
    fact_groups: tuple[FactGroup, ...] = ()
    facts: tuple[Fact, ...] = ()
    obligations: tuple[Obligation, ...] = ()

    def entries(self, kind: KindName) -> tuple[Entry, ...]:
        """All entries of a kind."""
        return cast("tuple[Entry, ...]", getattr(self, kind))

    @cached_property
    def instrument(self) -> Mapping[str, Instrument]:
        """The instruments by id."""
        return _by_id(self.instruments)

    @cached_property
    def agency(self) -> Mapping[str, Agency]:
        """The agencies by id."""
        return _by_id(self.agencies)

    @cached_property
    def event(self) -> Mapping[str, Event]:
        """The events by id."""
        return _by_id(self.events)

    @cached_property
    def fact(self) -> Mapping[str, Fact]:
        """The facts by id."""
        return _by_id(self.facts)

    @cached_property
    def obligation(self) -> Mapping[str, Obligation]:
        """The obligations by id."""
        return _by_id(self.obligations)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[tuple[KindName, Entry], ...]]:
        found: defaultdict[str, list[tuple[KindName, Entry]]] = defaultdict(list)
        for kind in KINDS:
            for entry in self.entries(kind):
                for name in dict.fromkeys(folded(name) for name in names_of(entry)):
                    found[name].append((kind, entry))
        return MappingProxyType({name: tuple(entries) for name, entries in found.items()})

    def find(self, name: str) -> tuple[tuple[KindName, Entry], ...]:
        """The entries that ``name`` means: an id, an alias, a title in either language or a document number.

        Width, case, white space and the brackets around Chinese titles do not matter. An id wins over other names.
        """
        named = self._by_name.get(folded(name), ())
        exact = tuple((kind, entry) for kind, entry in named if entry.id == name)
        return exact or named

    def nearest(self, name: str, limit: int = 5) -> list[str]:
        """The ids whose names are most like ``name``, best first: what to suggest where nothing was found."""
        wanted = folded(name)
        scored: dict[str, float] = {}
        for known, entries in self._by_name.items():
            score = _likeness(wanted, known)
            for _, entry in entries:
                scored[entry.id] = max(score, scored.get(entry.id, 0.0))
        good = [(-score, entry_id) for entry_id, score in scored.items() if score >= 0.5]
        return [entry_id for _, entry_id in sorted(good)[:limit]]

    def obligations_of(self, instrument: str) -> tuple[Obligation, ...]:
        """The obligations of an instrument."""
        return tuple(one for one in self.obligations if one.instrument == instrument)

    def events_of(self, instrument: str) -> tuple[Event, ...]:
        """The events of an instrument, oldest first."""
        return tuple(one for one in self.events if instrument in one.instruments)

    def commitments_of(self, instrument: str) -> tuple[Commitment, ...]:
        """What an instrument promises."""
        return tuple(one for one in self.commitments if one.instrument == instrument)

    def claims_about(self, subject: str) -> tuple[Claim, ...]:
        """What sources say differently of an instrument or event."""
        return tuple(one for one in self.claims if one.subject == subject)

    @cached_property
    def _incoming(self) -> Mapping[str, tuple[tuple[Instrument, Relation], ...]]:
        found: defaultdict[str, list[tuple[Instrument, Relation]]] = defaultdict(list)
        for instrument in self.instruments:
            for relation in instrument.relations:
                found[relation.target].append((instrument, relation))
        return MappingProxyType({target: tuple(pairs) for target, pairs in found.items()})

    def relations_to(self, instrument: str) -> tuple[tuple[Instrument, Relation], ...]:
        """Who relates to an instrument, and how."""
        return self._incoming.get(instrument, ())


def status_on(instrument: Instrument, day: date) -> Status | None:
    """The status of an instrument on a day; None before its history begins.

    A change whose day is not known exactly counts from the first day on which it can have been.
    """
    status: Status | None = None
    for change in instrument.history:
        if first_day(change.since) > day:
            break
        status = change.status
    return status


def status_of(entry: Entry, day: date) -> str | None:
    """The status of an entry on a day: of an instrument and an obligation that of the law, of a commitment and a claim
    what is known of it. None for what has none, and before there is one.
    """
    if isinstance(entry, Instrument):
        return status_on(entry, day)
    if isinstance(entry, Obligation):
        return obligation_status(entry, day)
    if isinstance(entry, Commitment):
        return entry.status
    return entry.standing if isinstance(entry, Claim) else None


def obligation_status(obligation: Obligation, day: date) -> Status:
    """Whether a duty is in force on a day. One that has ended is repealed, whatever took its place."""
    if obligation.draft:
        return "draft"
    if day < obligation.since:
        return "not-yet-in-force"
    return "in-force" if obligation.until is None or day < obligation.until else "repealed"


def claims_on(catalog: Catalog, event: Event) -> tuple[Claim, ...]:
    """What sources say differently of an event: of itself, or of its instruments with its date among the values."""
    return tuple(
        claim
        for claim in catalog.claims
        if claim.subject == event.id
        or (claim.subject in event.instruments and event.date in {each.value for each in claim.assertions})
    )


def disputed(catalog: Catalog, event: Event) -> bool:
    """Whether an event is to be shown as disputed: a disputed claim is about it, or a source says another date and no
    claim explains that.
    """
    claims = claims_on(catalog, event)
    if claims:
        return any(claim.standing == "disputed" for claim in claims)
    return any(contradicts(source, event.date) for source in event.sources)


def contradicts(source: SourceReference, date: str) -> bool:
    """Whether a source gives a date, and one that cannot be ``date``: July 2017 does not contradict 20 July 2017."""
    said = source.says
    if said is None or not _PARTIAL_DATE.fullmatch(said):
        return False
    return not (said.startswith(date) or date.startswith(said))


def expression_in_force(instrument: Instrument, day: date) -> Expression | None:
    """The version in force on a day: the last final one in effect then and not ended. Drafts never are.

    Raises nothing and never falls back on a version that has ended.
    """
    return next((one for one in reversed(instrument.expressions) if in_force(one, day)), None)


def in_force(expression: Expression, day: date) -> bool:
    """Whether a version is in force on a day."""
    if expression.stage == "draft" or expression.effective is None or first_day(expression.effective) > day:
        return False
    return expression.ended is None or day < first_day(expression.ended)


def names_of(entry: Entry) -> Iterator[str]:
    """Everything by which an entry can be found: its id, aliases, titles, and document numbers."""
    yield entry.id
    if isinstance(entry, Instrument):
        yield from entry.aliases
        yield from _both(entry.title, entry.short_title, entry.number)
    elif isinstance(entry, Agency):
        yield from _both(entry.name, entry.short_name)
    elif isinstance(entry, Event | Obligation):
        yield from _both(entry.title)


def title_of(entry: Entry) -> Bilingual:
    """What to call an entry in a list."""
    if isinstance(entry, Agency):
        return entry.name
    if isinstance(entry, Commitment | Fact):
        return entry.text
    if isinstance(entry, Claim):
        return entry.explanation
    return entry.title


# A search asks for the title of every document of the store; without this 3,200 titles took 40 ms each time.
@lru_cache(maxsize=16_384)
def folded(name: str) -> str:
    """A name without what does not matter: width, case, white space, and the marks around a Chinese title."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in text if not sign.isspace() and sign not in "《》〈〉「」“”\"'")


def _both(*texts: Bilingual | None) -> Iterator[str]:
    for text in texts:
        if text is not None:
            yield text.en
            yield text.zh


def _likeness(wanted: str, known: str) -> float:
    """0 to 1. A name that holds the wanted one, or is held by it, is like it; else common runs decide."""
    if len(wanted) > 2 and (wanted in known or known in wanted):
        return 0.8 + 0.2 * min(len(wanted), len(known)) / max(len(wanted), len(known))
    matcher = SequenceMatcher(None, wanted, known, autojunk=False)
    # The two cheap upper bounds spare the long comparison for nearly all names.
    if matcher.real_quick_ratio() < 0.5 or matcher.quick_ratio() < 0.5:
        return 0.0
    return matcher.ratio()


def _by_id(entries: Iterable[_E]) -> Mapping[str, _E]:
    return MappingProxyType({entry.id: entry for entry in entries})
