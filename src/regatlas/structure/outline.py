"""From units in reading order to a provision tree whose leaves tile the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from regatlas.model.document import Provision, ProvisionKind
from regatlas.model.text import Span

# The closer to the root, the lower the rank. A unit ends where one of its own or a lower rank begins.
# fmt: off
_tuple = tuple.__new__

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


@dataclass(slots=True)
class Unit:
    """A legal unit that begins at ``start``; where it ends follows from the ranks of the units after it.

    ``token`` is its part of the eid (``art_5``). ``body`` is where the text after its number and heading begins.
    ``optional`` units vanish where they would be the only child of their kind (the single paragraph of an article).
    ``decimal`` says that the number is one of a decimal scheme (5.1). ``printed`` is the number as the text writes it
    (III), where citations keep it. What does not ``hold`` stands beside the units that follow it, whatever their rank.
    """

    kind: ProvisionKind
    start: int
    rank: int
    token: str
    number: str | None = None
    heading: str | None = None
    printed: str | None = None
    body: int = -1
    citation: str | None = None
    optional: bool = False
    decimal: bool = False
    holds: bool = True
    position: int = 1
    end: int = -1
    parent: Unit | None = None
    children: list[Unit] = field(default_factory=list)


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
            if not inner.children:
                parents.append(inner)
            inner.children.append(unit)
        inner = unit
    while inner is not None:
        inner.end = length
        inner = inner.parent
    for parent in parents:
        _prune(parent)
    _count(roots)
    for parent in parents:
        _count(parent.children)
    return tuple(roots)


def _count(siblings: Sequence[Unit]) -> None:
    """Give every unit its place among the siblings of its kind that have, like it, a number or none."""
    places: dict[tuple[str, bool], int] = {}
    for unit in siblings:
        key = (unit.kind, unit.number is None)
        places[key] = unit.position = places.get(key, 0) + 1


def _prune(parent: Unit) -> None:
    """Put the children of a lone optional unit, which opens its parent, in its place."""
    lone = parent.children[0] if parent.children else None
    if lone is None or not lone.optional or lone.start not in (parent.start, parent.body):
        return
    if any(child.optional for child in parent.children[1:]):
        return
    for child in lone.children:
        child.parent = parent
    parent.children[:1] = lone.children
    lone.children = []


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
        used, given = self._used, self._given
        while True:
            used[base] = count = used.get(base, 0) + 1
            name = base if count == 1 and token not in _COUNTED else f"{base}_{count}"
            if name not in given:
                given.add(name)
                return name


def provisions(roots: Sequence[Unit], cite: Callable[[Unit], str | None] | None = None) -> tuple[Provision, ...]:
    """The tree as a flat list in reading order, parents before children; own text before children becomes a leaf.

    ``cite`` gives the citation of a unit whose parents have theirs.
    """
    name, of, made = Namer().name, Provision.of, _tuple
    result: list[Provision] = []
    stack: list[tuple[Unit, str | None]] = [(root, None) for root in reversed(roots)]
    while stack:
        unit, parent = stack.pop()
        eid = name(parent, unit.token)
        unit.citation = citation = cite(unit) if cite else None
        span = made(Span, (unit.start, unit.end))
        result.append(of(eid, parent, unit.kind, unit.number, citation, unit.heading, span))
        if unit.children or unit.body > unit.start:
            for kind, left, right in _own_text(unit):
                result.append(of(name(eid, kind), eid, kind, None, citation, None, Span(left, right)))
            stack.extend([(child, eid) for child in reversed(unit.children)])
            # Nothing is left that points both ways, so that the tree goes without the collector of cycles.
            unit.children.clear()
    return tuple(result)


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
