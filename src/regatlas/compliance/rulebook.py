"""Obligations and facts made ready for checks, and the digests by which a receipt names them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import JsonValue

from regatlas.compliance.conditions import Compiled, compile_duty
from regatlas.compliance.decisions import Decision
from regatlas.compliance.profile import digest
from regatlas.errors import DataError
from regatlas.model.obligation import Fact, Obligation


@dataclass(frozen=True, slots=True)
class Rule:
    """One obligation with its condition compiled."""

    obligation: Obligation
    duty: Compiled
    decision: Decision
    sha256: str

    def in_force(self, as_of: datetime.date) -> bool:
        """Whether the obligation binds anyone on that day: from ``since`` up to, not including, ``until``."""
        until = self.obligation.until
        return self.obligation.since <= as_of and (until is None or as_of < until)


@dataclass(frozen=True)
class RuleBook:
    """Every obligation by id, in the order of ids, and every fact."""

    rules: Mapping[str, Rule]
    facts: Mapping[str, Fact]
    facts_sha256: str = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 over the digests of all obligations and facts: equal rules have equal digests in any order."""
        rules: dict[str, JsonValue] = {name: rule.sha256 for name, rule in self.rules.items()}
        return digest({"facts": self.facts_sha256, "rules": rules})

    def only(self, instruments: Iterable[str]) -> RuleBook:
        """The obligations of some instruments alone."""
        wanted = set(instruments)
        kept = {name: rule for name, rule in self.rules.items() if rule.obligation.instrument in wanted}
        return RuleBook(kept, self.facts, self.facts_sha256)


def rule_book(obligations: Iterable[Obligation], facts: Mapping[str, Fact]) -> RuleBook:
    """Compile obligations.

    Raises :class:`DataError` where one asks for a fact that is not there or tests it in a way that its type has not.
    """
    rules: dict[str, Rule] = {}
    decisions: dict[str, tuple[Compiled, Decision]] = {}
    for obligation in sorted(obligations, key=lambda one: one.id):
        rules[obligation.id] = _rule(obligation, facts, decisions)
    dumped: dict[str, JsonValue] = {name: facts[name].model_dump(mode="json") for name in sorted(facts)}
    return RuleBook(rules, facts, digest(dumped))


def _rule(obligation: Obligation, facts: Mapping[str, Fact], decisions: dict[str, tuple[Compiled, Decision]]) -> Rule:
    # Worked cases test an obligation and are no part of it.
    dumped = obligation.model_dump(mode="json", exclude={"cases"})
    # Many duties of one instrument bind under the same condition; they share its diagram.
    same = digest([dumped["when"], dumped["unless"]])
    if same not in decisions:
        try:
            duty = compile_duty(obligation, facts)
        except KeyError as error:
            raise DataError(
                f"the condition asks for {error}, which is no fact", where=obligation.id, hint="see regatlas facts"
            ) from None
        except ValueError as error:
            raise DataError(str(error), where=obligation.id, hint="see docs/authoring-obligations.md") from None
        decisions[same] = (duty, Decision(duty))
    return Rule(obligation, *decisions[same], digest(dumped))
