"""Conditions made ready to be evaluated many times: one closure for each, called with the known facts.

A closure call costs 0.1 to 0.2 microseconds for each fact that it looks at; walking the model instead took eight times
as long (benchmarks/bench_check.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from regatlas.compliance.atoms import Atom, atom_of
from regatlas.compliance.truth import FALSE, NEGATED, OPEN, TRUE, UNKNOWN
from regatlas.compliance.values import Value
from regatlas.model.finding import TraceKind
from regatlas.model.obligation import Condition, Exemption, Fact, Obligation, OpenTexture

Values: TypeAlias = Mapping[str, Value]
Evaluator: TypeAlias = Callable[[Values], int]


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A condition ready for use: ``evaluate`` gives its truth, the rest is what traces and questions need."""

    kind: TraceKind
    evaluate: Evaluator
    parts: tuple[Compiled, ...] = ()
    atom: Atom | None = None
    open: OpenTexture | None = None
    exemption: Exemption | None = None


class Compiler:
    """Compiles conditions over some facts. Equal conditions become one object, so that a check traces them once."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = facts
        self._made: dict[Condition, Compiled] = {}

    def condition(self, condition: Condition) -> Compiled:
        """Raises :class:`KeyError` for an unknown fact, :class:`ValueError` for a test that the fact does not take."""
        if condition not in self._made:
            self._made[condition] = self._compiled(condition)
        return self._made[condition]

    def _compiled(self, condition: Condition) -> Compiled:
        if condition.fact is not None:
            atom = atom_of(condition, self._facts[condition.fact])
            return Compiled("fact", _of_fact(condition.fact, atom.holds), atom=atom)
        if condition.all_of is not None:
            return every([self.condition(part) for part in condition.all_of])
        if condition.any_of is not None:
            return either([self.condition(part) for part in condition.any_of])
        if condition.none_of is not None:
            return negation(self.condition(condition.none_of))
        if condition.open is not None:
            return Compiled("open", lambda _: OPEN, open=condition.open)
        return Compiled("always", lambda _: TRUE)

    def duty(self, obligation: Obligation) -> Compiled:
        """The condition and, where there are any, the exceptions that defeat it: ``when`` and not one of ``unless``."""
        when = self.condition(obligation.when)
        if not obligation.unless:
            return Compiled("duty", when.evaluate, (when,))
        exceptions = tuple(self._exception(exemption) for exemption in obligation.unless)
        one = _either([exception.evaluate for exception in exceptions])
        together = Compiled("exceptions", one, exceptions)
        return Compiled("duty", _every([when.evaluate, lambda values: NEGATED[one(values)]]), (when, together))

    def _exception(self, exemption: Exemption) -> Compiled:
        when = self.condition(exemption.when)
        return Compiled("exception", when.evaluate, (when,), exemption=exemption)


def every(parts: list[Compiled]) -> Compiled:
    """True where all parts are."""
    return Compiled("all", _every([part.evaluate for part in parts]), tuple(parts))


def either(parts: list[Compiled]) -> Compiled:
    """True where one part is."""
    return Compiled("any", _either([part.evaluate for part in parts]), tuple(parts))


def negation(part: Compiled) -> Compiled:
    """True where ``part`` is false; undecided where it is."""
    inner = part.evaluate
    return Compiled("not", lambda values: NEGATED[inner(values)], (part,))


def _of_fact(fact: str, holds: Callable[[Value], int]) -> Evaluator:
    def evaluate(values: Values) -> int:
        value = values.get(fact)
        return UNKNOWN if value is None else holds(value)

    return evaluate


# The two below are the conjunction and disjunction of regatlas.compliance.truth, inlined: a generator for the parts
# would take longer than the parts themselves.
def _every(parts: list[Evaluator]) -> Evaluator:
    def evaluate(values: Values) -> int:
        found = TRUE
        for part in parts:
            value = part(values)
            if value == TRUE:
                continue
            if value == FALSE:
                return FALSE
            if found != UNKNOWN:
                found = value
        return found

    return evaluate


def _either(parts: list[Evaluator]) -> Evaluator:
    def evaluate(values: Values) -> int:
        found = FALSE
        for part in parts:
            value = part(values)
            if value == FALSE:
                continue
            if value == TRUE:
                return TRUE
            if found != UNKNOWN:
                found = value
        return found

    return evaluate
