"""The worked cases of obligations, run: does each say what its author says it must?"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regatlas.compliance.evaluate import check
from regatlas.compliance.profile import Answer, Profile, is_unknown
from regatlas.compliance.reading import Answer as Given
from regatlas.compliance.reading import Misfit, read_answer
from regatlas.compliance.rulebook import RuleBook
from regatlas.model.finding import Finding
from regatlas.model.obligation import Fact, Obligation, Verdict, WorkedCase


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of one worked case. ``problem`` is empty where it came out as written."""

    obligation: str
    case: WorkedCase
    problem: str
    verdict: Verdict | None = None
    due: datetime.date | None = None


def run_cases(book: RuleBook) -> Iterator[CaseResult]:
    """Every worked case of a rule book, in the order of the obligations' ids.

    A case without ``as_of`` is judged on the first day of the obligation; a case of a draft by what it would say.
    """
    for name, rule in book.rules.items():
        alone = RuleBook({name: rule}, book.facts, book.facts_sha256)
        for case in rule.obligation.cases:
            yield _result(alone, rule.obligation, case)


def _result(book: RuleBook, obligation: Obligation, case: WorkedCase) -> CaseResult:
    try:
        profile = profile_of_case(case, book.facts)
    except Misfit as misfit:
        return CaseResult(obligation.id, case, f"{misfit.what}; {misfit.hint}")
    finding = check(book, profile, case.as_of or obligation.since, drafts=True).findings[0]
    verdict = finding.draft_verdict or finding.verdict
    due = None if finding.due is None else finding.due.date
    return CaseResult(obligation.id, case, _difference(case, finding, verdict, due), verdict, due)


def _difference(case: WorkedCase, finding: Finding, verdict: Verdict, due: datetime.date | None) -> str:
    if verdict != case.verdict:
        waiting = f", it hinges on {', '.join(finding.hinges_on)}" if finding.hinges_on else ""
        return f"the verdict is {verdict}, not {case.verdict}{waiting}"
    if case.due is not None and due != case.due:
        problem = finding.due.problem if finding.due is not None else None
        why = f" ({problem.en})" if problem is not None else ""
        return f"the due date is {due or 'not there'}{why}, not {case.due}"
    return ""


def profile_of_case(case: WorkedCase, facts: Mapping[str, Fact]) -> Profile:
    """The facts of a case as a profile. Raises :class:`Misfit` for a fact or value that does not exist."""
    answers: dict[str, Answer] = {}
    for name, value in case.facts.items():
        if name not in facts:
            raise Misfit(f"there is no fact {name!r}", "see regatlas facts")
        given = _given(value)
        answers[name] = Answer(None if is_unknown(given) else read_answer(facts[name], given))
    return Profile(case.name.en, answers, facts)


def _given(value: object) -> Given:
    """A value of YAML as the text that stood there."""
    if isinstance(value, Mapping):
        return {str(key): str(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [str(item) for item in value]
    return str(value)
