"""From units in reading order to a provision tree whose leaves tile the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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
    stack: list[Unit] = []
    for unit in units:
        while stack and (stack[-1].rank >= unit.rank or not stack[-1].holds or stack[-1].kind in _FLAT):
            stack.pop().end = unit.start
        unit.parent = stack[-1] if stack else None
        (unit.parent.children if unit.parent else roots).append(unit)
        stack.append(unit)
    for unit in stack:
        unit.end = length
    for root in roots:
        _prune(root)
    _count(roots)
    return tuple(roots)


def _count(roots: Sequence[Unit]) -> None:
    """Give every unit its place among the siblings of its kind that have, like it, a number or none."""
    families: list[Sequence[Unit]] = [roots]
    while families:
        places: Counter[tuple[str, bool]] = Counter()
        for unit in families.pop():
            key = (unit.kind, unit.number is None)
            places[key] += 1
            unit.position = places[key]
            families.append(unit.children)


def _prune(root: Unit) -> None:
    """Put the children of a lone optional unit, which opens its parent, in its place."""
    stack = [root]
    while stack:
        unit = stack.pop()
        optional = [child for child in unit.children if child.optional]
        if len(optional) == 1 and optional[0] is unit.children[0] and optional[0].start in (unit.start, unit.body):
            lone = optional[0]
            for child in lone.children:
                child.parent = unit
            unit.children[:1] = lone.children
        stack.extend(unit.children)


# Paragraphs without a number of their own are counted from 1.
_COUNTED: frozenset[str] = frozenset({"para", "subpara"})


class Namer:
    """Gives every unit an eid that is unique in its document and the same whenever the text is read again."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()
        self._given: set[str] = set()

    def name(self, parent: str | None, token: str) -> str:
        """``parent__token``, with ``_2``, ``_3`` … where it was given before; paragraphs count from ``para_1``."""
        base = f"{parent}__{token}" if parent else token
        while True:
            self._used[base] += 1
            count = self._used[base]
            name = base if count == 1 and token not in _COUNTED else f"{base}_{count}"
            if name not in self._given:
                self._given.add(name)
                return name


def provisions(roots: Sequence[Unit]) -> tuple[Provision, ...]:
    """The tree as a flat list in reading order, parents before children; own text before children becomes a leaf."""
    namer = Namer()
    result: list[Provision] = []
    for root in roots:
        _flatten(root, None, namer, result)
    return tuple(result)


def _flatten(unit: Unit, parent: str | None, namer: Namer, result: list[Provision]) -> None:
    eid = namer.name(parent, unit.token)
    result.append(
        Provision(
            eid=eid,
            parent=parent,
            kind=unit.kind,
            number=unit.number,
            citation=unit.citation,
            heading=unit.heading,
            span=Span(unit.start, unit.end),
        )
    )
    for kind, start, end in _own_text(unit):
        result.append(
            Provision(
                eid=namer.name(eid, kind),
                parent=eid,
                kind=kind,
                number=None,
                citation=unit.citation,
                heading=None,
                span=Span(start, end),
            )
        )
    for child in unit.children:
        _flatten(child, eid, namer, result)


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
