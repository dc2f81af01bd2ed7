"""The check: every obligation of a rule book against one profile on one date."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import regatlas
from regatlas.compliance.calendar import calendar_name
from regatlas.compliance.deadlines import due_of
from regatlas.compliance.decisions import asked
from regatlas.compliance.profile import Profile
from regatlas.compliance.questions import dates_for, questions_for
from regatlas.compliance.rulebook import Rule, RuleBook
from regatlas.compliance.traces import Tracer
from regatlas.compliance.truth import OPEN, VERDICTS
from regatlas.model.finding import Check, Finding, Receipt, Trace


def check(book: RuleBook, profile: Profile, as_of: datetime.date, *, drafts: bool = False) -> Check:
    """What every obligation says of ``profile`` on ``as_of``.

    An obligation that is not in force on that day does not apply, whatever the facts. Drafts never apply; they are left
    out unless ``drafts`` asks for them.
    """
    run = _Run(profile, as_of)
    findings = tuple(run.finding(rule) for rule in book.rules.values() if drafts or not rule.obligation.draft)
    return Check(
        as_of=as_of,
        findings=findings,
        questions=questions_for(findings, run.deciding, book),
        dates=dates_for(findings, profile.values, book),
        receipt=receipt(book, profile, as_of),
    )


def receipt(book: RuleBook, profile: Profile, as_of: datetime.date) -> Receipt:
    """What a check of ``profile`` on ``as_of`` is made from."""
    return Receipt(
        rules_sha256=book.sha256,
        profile_sha256=profile.sha256,
        engine_version=regatlas.__version__,
        as_of=as_of,
        calendar=calendar_name(),
        facts_sha256=book.facts_sha256,
        rules=book.digests,
    )


class _Run:
    """One check under way: traces, and what is left of each condition, are made once for equal conditions."""

    def __init__(self, profile: Profile, as_of: datetime.date) -> None:
        self._values = profile.values
        self._as_of = as_of
        self._tracer = Tracer(profile)
        self._judged: dict[int, tuple[int, Trace]] = {}
        self._hinges: dict[int, tuple[tuple[str, ...], frozenset[str], bool]] = {}
        self.deciding: dict[str, frozenset[str]] = {}

    def finding(self, rule: Rule) -> Finding:
        obligation = rule.obligation
        in_force = rule.in_force(self._as_of)
        if not in_force and not obligation.draft:
            because = Trace(kind="duty", value="false", parts=(rule.ended,))
            return Finding(obligation=obligation.id, verdict="does-not-apply", because=because)
        value, trace = self._judgement(rule)
        verdict = VERDICTS[value]
        because = Trace(
            kind="duty",
            value="false" if obligation.draft else trace.value,
            parts=(rule.binding if in_force and not obligation.draft else rule.ended, *trace.parts),
        )
        if obligation.draft:
            return Finding(obligation=obligation.id, verdict="does-not-apply", because=because, draft_verdict=verdict)
        if verdict == "unknown":
            hinges, self.deciding[obligation.id], is_open = self._left(rule, value)
            return Finding(obligation=obligation.id, verdict=verdict, because=because, hinges_on=hinges, open=is_open)
        due = None
        if verdict == "applies" and obligation.deadline is not None:
            due = due_of(obligation.deadline, self._values)
        return Finding(obligation=obligation.id, verdict=verdict, because=because, due=due)

    def _judgement(self, rule: Rule) -> tuple[int, Trace]:
        key = id(rule.duty)
        if key not in self._judged:
            self._judged[key] = (rule.duty.evaluate(self._values), self._tracer.trace(rule.duty))
        return self._judged[key]

    def _left(self, rule: Rule, value: int) -> tuple[tuple[str, ...], frozenset[str], bool]:
        """The facts on which an unknown verdict hinges, those that decide it alone, and whether none can."""
        key = id(rule.decision)
        if key not in self._hinges:
            self._hinges[key] = _hinges(rule, self._values, value, self._judged[id(rule.duty)][1])
        return self._hinges[key]


def _hinges(
    rule: Rule, values: Mapping[str, object], value: int, trace: Trace
) -> tuple[tuple[str, ...], frozenset[str], bool]:
    diagram = rule.decision.remaining(values)  # type: ignore[arg-type]
    if OPEN in (value, diagram):
        return (), frozenset(), True
    if isinstance(diagram, int):
        # Every answer leads to the same verdict, but three-valued logic does not give it before there is one.
        left = frozenset(_undecided(trace))
        return tuple(sorted(left)), left, False
    return tuple(sorted(asked(diagram))), rule.decision.deciding(diagram), False


def _undecided(trace: Trace) -> set[str]:
    """The facts that a trace waits for."""
    if trace.fact is not None:
        return {trace.fact} if trace.value == "unknown" else set()
    return set().union(*(_undecided(part) for part in trace.parts)) if trace.parts else set()
