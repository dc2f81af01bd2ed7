"""From units in reading order to a provision tree whose leaves tile the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Final, cast

from regatlas.model.document import Provision, ProvisionKind
from regatlas.model.text import Span

# The closer to the root, the lower the rank. A unit ends where one of its own or a lower rank begins.
# fmt: off
RANK: dict[str, int] = {
    "front": 1, "annex": 2, "part": 6, "subpart": 8, "division": 10, "title": 12, "subtitle": 14,
    "chapter": 20, "subchapter": 24, "section": 30, "subsection": 34, "article": 40, "paragraph": 50,
    "subparagraph": 56, "point": 60,
}
# fmt: on

# Kinds that never hold others: what follows them stands beside them.
_FLAT: frozenset[str] = frozenset({"title", "toc", "preamble", "recital", "enacting", "signature", "citation", "table"})
_HEADED: frozenset[str] = frozenset(
    {"annex", "part", "title-division", "division", "subtitle", "chapter", "subchapter", "section", "subsection"}
)


_tuple: Final = tuple.__new__
# A provision inside a unit, relative to it: what to add to the unit's eid for its own and for its parent's, its kind
# and number, what to add to the unit's citation, and the indices of the unit's ``places`` where it begins and ends.
Inner = tuple[str, str, ProvisionKind, str | None, str, int, int]


class Unit:
    """A legal unit that begins at ``start``; where it ends follows from the ranks of the units after it.

    ``token`` is its part of the eid (``art_5``). ``body`` is where the text after its number and heading begins.
    ``optional`` units vanish where they would be the only child of their kind (the single paragraph of an article).
    ``decimal`` says that the number is one of a decimal scheme (5.1). ``printed`` is the number as the text writes it
    (III), where citations keep it. What does not ``hold`` stands beside the units that follow it, whatever their rank.
    ``citation`` is set where it is known before the unit has its place.
    ``inner`` are the provisions inside a unit that was not taken apart into units, between its ``places``.
    """

    # Defaults of the class, which a unit has of its own only where it differs: a law has hundreds of units.
    citation: str | None = None
    position: int = 1
    end: int = -1
    parent: Unit | None = None
    inner: Sequence[Inner] = ()
    places: list[int] | None = None
    children: list[Unit] | None = None

    def __init__(
        self,
        kind: ProvisionKind,
        start: int,
        rank: int,
        token: str,
        number: str | None = None,
        heading: str | None = None,
        printed: str | None = None,
        body: int = -1,
        *,
        optional: bool = False,
        decimal: bool = False,
        holds: bool = True,
    ) -> None:
        self.kind = kind
        self.start = start
        self.rank = rank
        self.token = token
        self.number = number
        self.heading = heading
        self.printed = printed
        self.body = body
        self.optional = optional
        self.decimal = decimal
        self.holds = holds


def in_order(units: list[Unit]) -> list[Unit]:
    """Units by start and rank; those of most texts come so."""
    last = units[0] if units else None
    for unit in units:
        assert last is not None
        if unit.start < last.start or (unit.start == last.start and unit.rank < last.rank):
            return sorted(units, key=attrgetter("start", "rank"))
        last = unit
    return units


def build(units: Sequence[Unit], length: int) -> tuple[Unit, ...]:
    """Nest units by rank, drop superfluous optional ones, and return the roots. Units come sorted by start."""
    roots: list[Unit] = []
    parents: list[Unit] = []
    inner: Unit | None = None
    for unit in units:
        rank = unit.rank
        while inner is not None and (inner.rank >= rank or not inner.holds or inner.kind in _FLAT):
            inner.end = unit.start
            inner = inner.parent
        unit.parent = inner
        if inner is None:
            roots.append(unit)
        else:
            if inner.children is None:
                parents.append(inner)
                inner.children = []
            inner.children.append(unit)
        inner = unit
    while inner is not None:
        inner.end = length
        inner = inner.parent
    for parent in parents:
        _prune(parent)
    _count(roots)
    for parent in parents:
        _count(parent.children or ())
    return tuple(roots)


def _count(siblings: Sequence[Unit]) -> None:
    """Give every unit without a number its place among the siblings of its kind that have none either."""
    places: dict[str, int] = {}
    for unit in siblings:
        if unit.number is None:
            places[unit.kind] = unit.position = places.get(unit.kind, 0) + 1


def _prune(parent: Unit) -> None:
    """Put the children of a lone optional unit, which opens its parent, in its place."""
    children = parent.children or []
    lone = children[0] if children else None
    if lone is None or not lone.optional or lone.start not in (parent.start, parent.body):
        return
    if any(child.optional for child in children[1:]):
        return
    inside = lone.children or []
    for child in inside:
        child.parent = parent
    children[:1] = inside
    lone.children = None


# Paragraphs without a number of their own are counted from 1.
_COUNTED: frozenset[str] = frozenset({"para", "subpara"})


class Namer:
    """Gives every unit an eid that is unique in its document and the same whenever the text is read again."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}
        self._given: set[str] = set()

    def name(self, parent: str | None, token: str) -> str:
        """``parent__token``, with ``_2``, ``_3`` … where it was given before; paragraphs count from ``para_1``."""
        base = f"{parent}__{token}" if parent else token
        given = self._given
        if token not in _COUNTED and base not in given:
            given.add(base)
            return base
        used = self._used
        count = used.get(base, 0 if token in _COUNTED else 1)
        while True:
            count += 1
            name = f"{base}_{count}"
            if name not in given:
                used[base] = count
                given.add(name)
                return name


def provisions(roots: Sequence[Unit], cite: Callable[[Unit], str | None] | None = None) -> tuple[Provision, ...]:
    """The tree as a flat list in reading order, parents before children; own text before children becomes a leaf.

    ``cite`` gives the citation of a unit whose parents have theirs.
    """
    namer, make, provision, span = Namer(), _tuple, Provision, Span
    found: list[Provision] = []
    stack: list[tuple[Unit, str | None]] = [(root, None) for root in reversed(roots)]
    while stack:
        unit, parent = stack.pop()
        eid = namer.name(parent, unit.token)
        if cite and unit.citation is None:
            unit.citation = cite(unit)
        citation = unit.citation
        place = make(span, (unit.start, unit.end))
        found.append(make(provision, (eid, parent, unit.kind, unit.number, citation, unit.heading, place)))
        if unit.inner:
            _add_inner(found, unit, eid)
        elif unit.children or unit.body > unit.start:
            for kind, left, right in _own_text(unit):
                found.append(Provision(namer.name(eid, kind), eid, kind, None, citation, None, Span(left, right)))
            stack.extend([(child, eid) for child in reversed(unit.children or ())])
            # Nothing is left that points both ways, so that the tree goes without the collector of cycles.
            unit.children = None
    return tuple(found)


def _add_inner(found: list[Provision], unit: Unit, eid: str) -> None:
    """Add the provisions inside a unit that was not taken apart."""
    # Integers that are only passed on: as such, mypyc would take each out of its object and put it into a new one.
    places = cast("list[object]", unit.places)
    citation, make, provision, span = unit.citation or "", _tuple, Provision, Span
    for one, parent, kind, number, cited, start, end in unit.inner:
        place = make(span, (places[start], places[end]))
        above = eid + parent if parent else eid
        found.append(make(provision, (eid + one, above, kind, number, citation + cited, None, place)))


def _own_text(unit: Unit) -> Iterator[tuple[ProvisionKind, int, int]]:
    """The text of a unit that no child holds: its heading, then its content or the words that introduce children."""
    first = unit.children[0].start if unit.children else unit.end
    kind: ProvisionKind = "intro" if unit.children else "content"
    body = unit.body if unit.start < unit.body <= first else first
    if unit.heading or (unit.kind in _HEADED and unit.body > unit.start):
        if body > unit.start and (unit.children or body < unit.end):
            yield "heading", unit.start, body
        if unit.start < body < first:
            yield kind, body, first
    elif unit.children and first > unit.start:
        yield "intro", unit.start, first
