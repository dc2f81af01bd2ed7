"""Why a condition has its value, as a tree that follows the condition part by part."""

from __future__ import annotations

from pydantic import JsonValue

from regatlas.compliance.atoms import Atom
from regatlas.compliance.conditions import Compiled
from regatlas.compliance.profile import Profile
from regatlas.compliance.truth import NAMES
from regatlas.compliance.values import to_json
from regatlas.model.finding import Trace


class Tracer:
    """Makes traces for one profile. Equal conditions over facts are traced once."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._values = profile.values
        self._given: dict[str, tuple[str, JsonValue, str | None]] = {}
        self._made: dict[Compiled, Trace] = {}

    def trace(self, compiled: Compiled) -> Trace:
        """The trace of a condition and of everything below it."""
        if compiled not in self._made:
            self._made[compiled] = self._trace(compiled)
        return self._made[compiled]

    def _trace(self, compiled: Compiled) -> Trace:
        value = NAMES[compiled.evaluate(self._values)]
        if compiled.atom is not None:
            return self._fact(compiled.atom, value)
        parts = tuple(self.trace(part) for part in compiled.parts)
        if compiled.exemption is not None:
            exemption = compiled.exemption
            return Trace(kind="exception", value=value, parts=parts, text=exemption.text, citation=exemption.citation)
        return Trace(kind=compiled.kind, value=value, parts=parts, open=compiled.open)

    def _fact(self, atom: Atom, value: str) -> Trace:
        fact = atom.fact
        if fact.id not in self._given:
            self._given[fact.id] = self._answer(atom)
        state, given, reason = self._given[fact.id]
        return Trace(
            kind="fact",
            value=value,
            fact=fact.id,
            test=atom.test,
            state=state,
            given=given,
            reason=reason,
            judgement=fact.judgement,
        )

    def _answer(self, atom: Atom) -> tuple[str, JsonValue, str | None]:
        answer = self._profile.answers.get(atom.fact.id)
        if answer is None:
            return "absent", None, None
        if answer.value is None:
            return "unknown", None, answer.reason
        return "given", to_json(atom.fact, answer.value), answer.reason
