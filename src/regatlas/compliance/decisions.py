"""Which answers can still change a verdict: conditions as reduced decision diagrams.

A diagram asks one fact after the other and ends in a truth: true, false or open. Values of a fact that no test of the
condition tells apart are one branch. Where all branches of a fact lead to the same diagram it is left out, so that the
facts that a diagram still asks are exactly those that matter for some answers to the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from regatlas.compliance.atoms import Atom, samples
from regatlas.compliance.conditions import Compiled
from regatlas.compliance.truth import FALSE, NEGATED, TRUE, conjunction, disjunction
from regatlas.compliance.values import Interval, Value

Outcomes: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """Ask ``fact`` and go on with the branch of the answer. Equal nodes are the same object within one diagram.

    ``facts`` are all that are asked from here on.
    """

    fact: str
    branches: tuple[Diagram, ...]
    facts: frozenset[str]


Diagram: TypeAlias = Node | int


class Decision:
    """The diagram of one duty, and the branch that each value of a fact takes."""

    def __init__(self, duty: Compiled) -> None:
        self._atoms: dict[str, list[Atom]] = {}
        for atom in _atoms(duty):
            self._atoms.setdefault(atom.fact.id, []).append(atom)
        self._branches = {fact: self._outcomes(fact, None) for fact in self._atoms}
        self._nodes: dict[tuple[object, ...], Node] = {}
        self._deciding: dict[Diagram, frozenset[str]] = {}
        self.diagram = self._from(_formula(duty), list(self._atoms), {})
        # The first check after loading shall not pay for what all of them need.
        self.deciding(self.diagram)

    def atoms_of(self, fact: str) -> list[Atom]:
        """The tests that the duty makes of a fact."""
        return self._atoms.get(fact, [])

    def remaining(self, values: Mapping[str, Value]) -> Diagram:
        """The diagram once the known facts are put in."""
        allowed = {
            fact: tuple(self._branches[fact].index(outcomes) for outcomes in self._outcomes(fact, values[fact]))
            for fact in self._atoms
            if fact in values
        }
        return self._restricted(self.diagram, allowed, {})

    def deciding(self, diagram: Diagram) -> frozenset[str]:
        """The facts of which some answer alone ends ``diagram`` in true or false."""
        found = self._deciding.get(diagram)
        if found is None:
            found = frozenset(fact for fact in asked(diagram) if self._decides(diagram, fact))
            self._deciding[diagram] = found
        return found

    def _decides(self, diagram: Diagram, fact: str) -> bool:
        return any(_end(diagram, fact, branch) in (TRUE, FALSE) for branch in range(len(self._branches[fact])))

    def _outcomes(self, fact: str, known: Value | None) -> tuple[Outcomes, ...]:
        """What the tests of a fact say of each of its possible values, every combination once."""
        atoms = self._atoms[fact]
        if known is not None and not isinstance(known, Interval):
            return (tuple(atom.holds(known) for atom in atoms),)
        found = samples(atoms[0].fact, atoms, known)
        return tuple(dict.fromkeys(tuple(atom.holds(value) for atom in atoms) for value in found))

    def _from(self, formula: Formula, facts: list[str], seen: dict[object, Diagram]) -> Diagram:
        if isinstance(formula, int):
            return formula
        key = (len(facts), formula)
        if key not in seen:
            fact, rest = facts[0], facts[1:]
            atoms = self._atoms[fact]
            branches = tuple(
                self._from(_put(formula, dict(zip(atoms, outcomes, strict=True))), rest, seen)
                for outcomes in self._branches[fact]
            )
            seen[key] = self._node(fact, branches)
        return seen[key]

    def _node(self, fact: str, branches: tuple[Diagram, ...]) -> Diagram:
        first = branches[0]
        if all(branch is first or branch == first for branch in branches):
            return first
        key = (fact, *branches)
        if key not in self._nodes:
            self._nodes[key] = Node(fact, branches, asked(*branches) | {fact})
        return self._nodes[key]

    def _restricted(
        self, diagram: Diagram, allowed: Mapping[str, tuple[int, ...]], seen: dict[Node, Diagram]
    ) -> Diagram:
        if isinstance(diagram, int) or diagram.facts.isdisjoint(allowed):
            return diagram
        if diagram not in seen:
            branches = diagram.branches
            taken = allowed.get(diagram.fact)
            chosen = branches if taken is None else tuple(branches[place] for place in taken)
            seen[diagram] = self._node(diagram.fact, tuple(self._restricted(part, allowed, seen) for part in chosen))
        return seen[diagram]


def asked(*diagrams: Diagram) -> frozenset[str]:
    """The facts that diagrams ask."""
    return frozenset().union(*(diagram.facts for diagram in diagrams if isinstance(diagram, Node)))


def _end(diagram: Diagram, fact: str, branch: int) -> int | None:
    """Where a diagram ends if ``fact`` takes ``branch``, whatever the other answers; None where that depends."""
    if isinstance(diagram, int):
        return diagram
    if diagram.fact == fact:
        # An interval leaves fewer branches than the fact has.
        return _end(diagram.branches[branch], fact, branch) if branch < len(diagram.branches) else None
    ends = {_end(part, fact, branch) for part in diagram.branches}
    return ends.pop() if len(ends) == 1 else None


def _atoms(duty: Compiled) -> Iterator[Atom]:
    if duty.atom is not None:
        yield duty.atom
    for part in duty.parts:
        yield from _atoms(part)


# A formula is a truth, an atom, or an operator with its parts.
Formula: TypeAlias = "int | Atom | tuple[str, tuple[Formula, ...]]"


def _formula(duty: Compiled) -> Formula:
    if duty.atom is not None:
        return duty.atom
    parts = tuple(_formula(part) for part in duty.parts)
    if duty.kind == "duty" and len(parts) == 2:
        return _joined("all", (parts[0], _joined("not", parts[1:])))
    if duty.kind in ("duty", "exception"):
        return parts[0]
    if duty.kind in ("open", "always"):
        return duty.evaluate({})
    return _joined("any" if duty.kind == "exceptions" else duty.kind, parts)


def _put(formula: Formula, known: Mapping[Atom, int]) -> Formula:
    """The formula with truths in the place of some atoms, simplified."""
    if isinstance(formula, int):
        return formula
    if isinstance(formula, Atom):
        return known.get(formula, formula)
    kind, parts = formula
    return _joined(kind, tuple(_put(part, known) for part in parts))


def _joined(kind: str, parts: tuple[Formula, ...]) -> Formula:
    if kind == "not":
        return NEGATED[parts[0]] if isinstance(parts[0], int) else ("not", parts)
    settled = [part for part in parts if isinstance(part, int)]
    whole = conjunction(settled) if kind == "all" else disjunction(settled)
    left = tuple(part for part in parts if not isinstance(part, int))
    decisive, neutral = (FALSE, TRUE) if kind == "all" else (TRUE, FALSE)
    if whole == decisive or not left:
        return whole
    kept: tuple[Formula, ...] = left if whole == neutral else (whole, *left)
    return kept[0] if len(kept) == 1 else (kind, kept)
