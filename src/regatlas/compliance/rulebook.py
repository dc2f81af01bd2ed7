"""Obligations and facts made ready for checks, and the digests by which a receipt names them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import JsonValue

from regatlas.compliance.conditions import Compiled, Compiler
from regatlas.compliance.decisions import Decision
from regatlas.compliance.profile import digest
from regatlas.errors import DataError
from regatlas.model.finding import Trace, Truth
from regatlas.model.obligation import Fact, Obligation


@dataclass(frozen=True, slots=True)
class Rule:
    """One obligation with its condition compiled, and the traces that tell it in force (``binding``) and not."""

    obligation: Obligation
    duty: Compiled
    decision: Decision
    sha256: str
    binding: Trace
    ended: Trace

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
        return digest({"facts": self.facts_sha256, "rules": dict(self.digests)})

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of each obligation."""
        return {name: rule.sha256 for name, rule in self.rules.items()}

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
    made = _Made(Compiler(facts), {})
    for obligation in sorted(obligations, key=lambda one: one.id):
        rules[obligation.id] = _rule(obligation, made)
    dumped: dict[str, JsonValue] = {name: facts[name].model_dump(mode="json") for name in sorted(facts)}
    return RuleBook(rules, facts, digest(dumped))


@dataclass(frozen=True, slots=True)
class _Made:
    """What has been compiled: many duties of one instrument bind under the same condition, and share its diagram."""

    compiler: Compiler
    decisions: dict[str, tuple[Compiled, Decision]]


def _rule(obligation: Obligation, made: _Made) -> Rule:
    # Worked cases test an obligation and are no part of it.
    dumped = obligation.model_dump(mode="json", exclude={"cases"})
    same = digest([dumped["when"], dumped["unless"]])
    if same not in made.decisions:
        try:
            duty = made.compiler.duty(obligation)
        except KeyError as error:
            raise DataError(
                f"the condition asks for {error}, which is no fact", where=obligation.id, hint="see regatlas facts"
            ) from None
        except ValueError as error:
            raise DataError(str(error), where=obligation.id, hint="see docs/authoring-obligations.md") from None
        made.decisions[same] = (duty, Decision(duty))
    duty, decision = made.decisions[same]
    return Rule(obligation, duty, decision, digest(dumped), _time(obligation, "true"), _time(obligation, "false"))


def _time(obligation: Obligation, value: Truth) -> Trace:
    return Trace(kind="in-force", value=value, since=obligation.since, until=obligation.until)
