"""A product in facts: what is known of it, what is not, and why a judgement was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import JsonValue

from regatlas.compliance.values import UNKNOWN_WORD, Value, to_json
from regatlas.model.obligation import Fact

SCHEMA = "regatlas/profile/1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a profile says of one fact. ``value`` is None where it says that the answer is not known.

    ``reason``, ``by`` and ``on`` record why the answer is as it is, who gave it and when; they never change a verdict.
    """

    value: Value | None
    reason: str | None = None
    by: str | None = None
    on: str | None = None

    def to_json(self, fact: Fact) -> JsonValue:
        """The answer as profiles write it: the bare value where nothing else is recorded."""
        value = to_json(fact, self.value)
        recorded = {key: text for key in ("reason", "by", "on") if (text := getattr(self, key)) is not None}
        return {"value": value, **recorded} if recorded else value


@dataclass(frozen=True)
class Profile:
    """The answers for one product, by fact. A fact without an answer is absent; ``facts`` are all that may be asked."""

    name: str
    answers: Mapping[str, Answer]
    facts: Mapping[str, Fact] = field(repr=False, compare=False)
    note: str | None = None

    @cached_property
    def values(self) -> dict[str, Value]:
        """The facts that are known."""
        return {fact: answer.value for fact, answer in self.answers.items() if answer.value is not None}

    def with_answer(self, fact: str, answer: Answer | None) -> Profile:
        """This profile with another answer; None takes the answer away."""
        others = {name: given for name, given in self.answers.items() if name != fact}
        return Profile(self.name, others if answer is None else {**others, fact: answer}, self.facts, self.note)

    def to_json(self) -> dict[str, JsonValue]:
        """The profile as a file writes it, its facts in the order of their ids."""
        answers: dict[str, JsonValue] = {
            fact: self.answers[fact].to_json(self.facts[fact]) for fact in sorted(self.answers)
        }
        found: dict[str, JsonValue] = {"schema": SCHEMA, "name": self.name}
        if self.note is not None:
            found["note"] = self.note
        return {**found, "facts": answers}

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the canonical JSON: neither the order of facts nor the file's layout changes it."""
        return digest(self.to_json())


def digest(value: JsonValue) -> str:
    """SHA-256 of a value's canonical JSON."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def is_unknown(text: object) -> bool:
    """Whether ``text`` says that an answer is not known."""
    return isinstance(text, str) and text.strip().casefold() in {UNKNOWN_WORD, "未知"}
