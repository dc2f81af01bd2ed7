"""The obligations that come with Regatlas, held to their own cases and to the rules that every check keeps."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regatlas.app.checking import builtin_rules
from regatlas.compliance.atoms import samples
from regatlas.compliance.cases import profile_of_case, run_cases
from regatlas.compliance.evaluate import check
from regatlas.compliance.profile import Answer, Profile
from regatlas.compliance.reading import Answer as Given
from regatlas.compliance.reading import read_answer
from regatlas.compliance.rulebook import RuleBook, rule_book
from regatlas.compliance.values import Value
from regatlas.model.finding import Check

TODAY = datetime.date(2025, 10, 1)
# Days on which different law is in force: both Cybersecurity Laws, before and after the labelling measures.
DAYS = st.sampled_from([datetime.date(2022, 6, 1), TODAY, datetime.date(2026, 6, 1)])


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return builtin_rules().book


def verdicts(found: Check) -> dict[str, str]:
    return {finding.obligation: finding.verdict for finding in found.findings}


def profile(book: RuleBook, **given: Given) -> Profile:
    return Profile(
        "p", {name: Answer(read_answer(book.facts[name], value)) for name, value in given.items()}, book.facts
    )


def possible(book: RuleBook, name: str) -> list[Value]:
    """Values of a fact that its type allows, with every threshold that some obligation draws."""
    fact = book.facts[name]
    atoms = [atom for rule in book.rules.values() for atom in rule.decision.atoms_of(name)]
    if fact.type == "choices":
        singles = [frozenset({choice.id}) for choice in fact.choices]
        return [frozenset(), *singles, frozenset().union(*singles)]
    return list(samples(fact, atoms))


def random_profile(book: RuleBook, data: st.DataObject, *, complete: bool) -> Profile:
    answers = {}
    for name in book.facts:
        if complete or data.draw(st.booleans()):
            answers[name] = Answer(data.draw(st.sampled_from(possible(book, name))))
    return Profile("random", answers, book.facts)


def test_there_are_at_least_120_obligations(book: RuleBook) -> None:
    assert sum(not rule.obligation.draft for rule in book.rules.values()) >= 120


def test_every_worked_case_comes_out_as_written(book: RuleBook) -> None:
    results = list(run_cases(book))
    assert len(results) >= 2 * len(book.rules)
    assert [(one.obligation, one.case.name.en, one.problem) for one in results if one.problem] == []


def test_no_fact_no_duty_but_useful_first_questions(book: RuleBook) -> None:
    found = check(book, Profile("empty", {}, book.facts), TODAY)
    for finding in found.findings:
        if finding.verdict == "applies":
            assert book.rules[finding.obligation].obligation.when.always
    assert {question.fact.id for question in found.questions[:3]} >= {"role", "offered_to_public_in"}
    assert not any(question.fact.judgement for question in found.questions[:3])


@given(data=st.data(), day=DAYS)
@settings(max_examples=15)
def test_answering_every_question_settles_everything(data: st.DataObject, day: datetime.date) -> None:
    book = builtin_rules().book
    complete = random_profile(book, data, complete=True)
    current = Profile("asked", {}, book.facts)
    while (found := check(book, current, day)).questions:
        fact = found.questions[0].fact.id
        assert fact not in current.answers
        current = current.with_answer(fact, complete.answers[fact])
    assert all(finding.open for finding in found.findings if finding.verdict == "unknown")
    assert verdicts(found) == verdicts(check(book, complete, day))


@given(data=st.data(), day=DAYS)
@settings(max_examples=25)
def test_a_fact_less_never_flips_a_verdict_and_every_unknown_has_a_question(
    data: st.DataObject, day: datetime.date
) -> None:
    book = builtin_rules().book
    full = random_profile(book, data, complete=False)
    gone = data.draw(st.sets(st.sampled_from(sorted(full.answers)))) if full.answers else set()
    less = Profile("less", {name: full.answers[name] for name in full.answers if name not in gone}, book.facts)
    found, known = check(book, less, day), verdicts(check(book, full, day))
    asked = {name for question in found.questions for name in question.decides}
    for finding in found.findings:
        assert finding.verdict in ("unknown", known[finding.obligation])
        assert (finding.obligation in asked) == (finding.verdict == "unknown" and not finding.open)


def test_ten_working_days_over_golden_week(book: RuleBook) -> None:
    chatbot = profile(
        book,
        role="provider",
        offered_to_public_in="CN",
        generative_ai="true",
        deep_synthesis="true",
        algorithm_types="generation-synthesis",
        public_opinion_or_mobilisation="true",
        service_start_date="2025-09-25",
        service_end_date="none",
        filing_change_date="none",
    )
    due = {
        finding.due.date.isoformat()
        for finding in check(book, chatbot, TODAY).findings
        if finding.due is not None and finding.due.date is not None and finding.due.starts == "service_start_date"
    }
    assert due == {"2025-10-15"}


def test_an_ended_service_has_twenty_working_days_and_not_the_thirty_of_the_draft(book: RuleBook) -> None:
    ended = profile(
        book,
        role="provider",
        offered_to_public_in="CN",
        algorithm_types="personalised-push",
        public_opinion_or_mobilisation="true",
        service_end_date="2025-09-25",
    )
    shown = check(book, ended, TODAY, drafts=True).findings
    due = {
        finding.due.date.isoformat()
        for finding in shown
        if finding.due is not None and finding.due.date is not None and finding.due.starts == "service_end_date"
    }
    assert due == {"2025-10-29"}
    assert all(
        finding.verdict == "does-not-apply" for finding in shown if book.rules[finding.obligation].obligation.draft
    )


def test_the_order_of_the_files_changes_nothing(book: RuleBook) -> None:
    obligations = [rule.obligation for rule in book.rules.values()]
    facts = dict(reversed(book.facts.items()))
    turned = rule_book(reversed(obligations), facts)
    case = next(case for one in obligations for case in one.cases if len(case.facts) > 3)
    assert turned.sha256 == book.sha256
    assert check(turned, profile_of_case(case, facts), TODAY) == check(book, profile_of_case(case, book.facts), TODAY)
