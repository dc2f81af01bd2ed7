from __future__ import annotations

import datetime
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compliance import specimen as s

from regatlas.compliance.evaluate import check
from regatlas.compliance.profile import Answer, Profile
from regatlas.compliance.rulebook import RuleBook, rule_book
from regatlas.errors import DataError
from regatlas.model.finding import Check, Finding, Trace
from regatlas.model.obligation import Obligation


def verdicts(found: Check) -> dict[str, str]:
    return {finding.obligation: finding.verdict for finding in found.findings}


def only(book: RuleBook, profile: Profile, as_of: datetime.date = s.TODAY, *, drafts: bool = False) -> Finding:
    (finding,) = check(book, profile, as_of, drafts=drafts).findings
    return finding


@given(s.obligations(), s.profiles(), st.data())
def test_making_a_known_fact_unknown_never_flips_a_verdict(
    obligations: tuple[Obligation, ...], profile: Profile, data: st.DataObject
) -> None:
    book = s.book(*obligations)
    complete = data.draw(s.completions(profile))
    before, after = verdicts(check(book, profile, s.TODAY)), verdicts(check(book, complete, s.TODAY))
    for name, verdict in before.items():
        assert verdict in ("unknown", after[name])


@given(s.obligations(), s.profiles())
def test_every_unknown_finding_has_a_question_that_bears_on_it(
    obligations: tuple[Obligation, ...], profile: Profile
) -> None:
    found = check(s.book(*obligations), profile, s.TODAY)
    asked = {name for question in found.questions for name in question.decides}
    for finding in found.findings:
        assert (finding.obligation in asked) == (finding.verdict == "unknown" and not finding.open)


@given(s.obligations(most=2), s.profiles(), st.data())
def test_a_question_left_out_can_change_no_verdict(
    obligations: tuple[Obligation, ...], profile: Profile, data: st.DataObject
) -> None:
    """With everything answered, facts that were not asked for may have any answer."""
    book = s.book(*obligations)
    asked = {question.fact.id for question in check(book, profile, s.TODAY).questions}
    one, two = data.draw(s.completions(profile)), data.draw(s.completions(profile))
    mixed = Profile("mixed", {name: (one if name in asked else two).answers[name] for name in s.FACTS}, s.FACTS)
    assert verdicts(check(book, one, s.TODAY)) == verdicts(check(book, mixed, s.TODAY))


@given(s.obligations(most=2), s.profiles(), st.data())
def test_what_decides_alone_does_so_for_some_answer(
    obligations: tuple[Obligation, ...], profile: Profile, data: st.DataObject
) -> None:
    book = s.book(*obligations)
    found = check(book, profile, s.TODAY)
    for question in found.questions:
        for name in question.alone:
            rule = book.rules[name]
            diagram = rule.decision.remaining(profile.values)
            if isinstance(diagram, int):
                continue
            values = [
                profile.with_answer(question.fact.id, Answer(each)) for each in _possible(question.fact.id, profile)
            ]
            assert any(isinstance(rule.decision.remaining(each.values), int) for each in values)


def _possible(fact: str, profile: Profile) -> list[object]:
    known = profile.values.get(fact)
    kind = s.FACTS[fact].type
    if kind == "boolean":
        return [True, False]
    if kind == "integer":
        return [n for n in range(120) if known is None or (known.low <= n and (known.high is None or n <= known.high))]  # type: ignore[union-attr]
    if kind == "date":
        return [s.NO_DATE, *(datetime.date(2025, 1, day) for day in range(1, 31))]
    if kind == "choice":
        return [choice.id for choice in s.FACTS[fact].choices]
    if kind == "choices":
        ids = [choice.id for choice in s.FACTS[fact].choices]
        subsets = [
            frozenset(one for bit, one in enumerate(ids) if number >> bit & 1) for number in range(1 << len(ids))
        ]
        return [s.closed(s.FACTS[fact], each) for each in subsets]
    return ["health", "other"]


@given(s.obligations(), s.profiles(), st.data())
def test_answering_the_questions_leaves_nothing_unknown_but_what_cannot_be_encoded(
    obligations: tuple[Obligation, ...], profile: Profile, data: st.DataObject
) -> None:
    book = s.book(*obligations)
    complete = data.draw(s.completions(profile))
    asked: list[str] = []
    while (found := check(book, profile, s.TODAY)).questions:
        fact = found.questions[0].fact.id
        assert fact not in asked
        asked.append(fact)
        profile = profile.with_answer(fact, complete.answers[fact])
    assert all(finding.open for finding in found.findings if finding.verdict == "unknown")
    assert verdicts(found) == verdicts(check(book, complete, s.TODAY))


@given(s.obligations(), s.profiles(), st.randoms())
def test_the_order_of_obligations_and_facts_changes_nothing(
    obligations: tuple[Obligation, ...], profile: Profile, order: random.Random
) -> None:
    shuffled = list(obligations)
    order.shuffle(shuffled)
    names, answered = list(s.FACTS), list(profile.answers)
    order.shuffle(names)
    order.shuffle(answered)
    facts = {name: s.FACTS[name] for name in names}
    other = Profile(profile.name, {name: profile.answers[name] for name in answered}, facts)
    assert check(rule_book(shuffled, facts), other, s.TODAY) == check(s.book(*obligations), profile, s.TODAY)


@given(s.obligations(), s.profiles())
def test_the_trace_has_the_value_of_the_verdict_and_every_fact(
    obligations: tuple[Obligation, ...], profile: Profile
) -> None:
    for finding in check(s.book(*obligations), profile, s.TODAY).findings:
        expected = {"applies": ("true",), "does-not-apply": ("false",), "unknown": ("unknown", "open")}
        assert finding.because.value in expected[finding.verdict]
        for trace in _all(finding.because):
            if trace.kind == "fact":
                answer = profile.answers.get(str(trace.fact))
                state = "absent" if answer is None else "unknown" if answer.value is None else "given"
                assert trace.state == state
                assert (trace.value == "unknown") or state == "given"


def _all(trace: Trace) -> list[Trace]:
    return [trace, *(inner for part in trace.parts for inner in _all(part))]


def test_a_profile_without_facts_applies_nothing_that_needs_one() -> None:
    book = s.book(s.obligation("a", {"fact": "public", "is": True}), s.obligation("b", {"always": True}))
    found = check(book, s.profile(), s.TODAY)
    assert verdicts(found) == {"cn/test-rules/a": "unknown", "cn/test-rules/b": "applies"}
    assert [question.fact.id for question in found.questions] == ["public"]


def test_absent_unknown_and_open_are_told_apart() -> None:
    duties = [s.obligation(name, {"fact": "public", "is": True}) for name in "ab"]
    absent = only(s.book(duties[0]), s.profile())
    unknown = only(s.book(duties[0]), s.profile(public=None))
    left_open = only(s.book(s.obligation("c", s.OPEN)), s.profile())
    assert [absent.because.parts[1].state, unknown.because.parts[1].state] == ["absent", "unknown"]
    assert (left_open.verdict, left_open.open, left_open.hinges_on) == ("unknown", True, ())
    assert left_open.because.parts[1].value == "open"
    assert left_open.because.parts[1].open is not None


def test_a_fact_that_cannot_matter_is_not_asked() -> None:
    book = s.book(s.obligation("a", {"all": [{"fact": "public", "is": True}, {"fact": "risk", "is": "high"}]}))
    assert check(book, s.profile(public="false"), s.TODAY).questions == ()
    # Whatever the risk is, the first part alone decides.
    wide = {"any": [{"fact": "risk", "is": "high"}, {"not": {"fact": "risk", "is": "high"}}]}
    both = s.book(s.obligation("a", {"all": [{"fact": "public", "is": True}, wide]}))
    assert [q.fact.id for q in check(both, s.profile(), s.TODAY).questions] == ["public"]
    assert [q.fact.id for q in check(both, s.profile(public="true"), s.TODAY).questions] == ["risk"]


def test_the_gravest_question_comes_first_and_judgement_last() -> None:
    book = s.book(
        s.obligation("light", {"fact": "public", "is": True}, gravity=1),
        s.obligation("grave", {"fact": "risk", "is": "high"}, gravity=3),
        s.obligation("judged", {"fact": "opinion", "is": True}, gravity=1),
    )
    questions = check(book, s.profile(), s.TODAY).questions
    assert [question.fact.id for question in questions] == ["risk", "public", "opinion"]
    assert [question.weight for question in questions] == [3, 1, 1]


def test_a_judgement_is_never_inferred() -> None:
    book = s.book(s.obligation("a", {"fact": "opinion", "is": True}))
    everything = s.profile(public="true", generates="true", role="provider", place="CN", risk="high", people="9")
    finding = only(book, everything)
    assert (finding.verdict, finding.hinges_on) == ("unknown", ("opinion",))
    assert finding.because.parts[1].judgement


def test_law_binds_from_its_first_day_up_to_its_last() -> None:
    book = s.book(s.obligation("a", {"always": True}, since="2024-01-01", until="2026-01-01"))
    days = [
        datetime.date(2023, 12, 31),
        datetime.date(2024, 1, 1),
        datetime.date(2025, 12, 31),
        datetime.date(2026, 1, 1),
    ]
    assert [only(book, s.profile(), day).verdict for day in days] == [
        "does-not-apply", "applies", "applies", "does-not-apply",
    ]  # fmt: skip
    late = only(book, s.profile(), days[-1])
    assert (late.because.parts[0].kind, late.because.parts[0].value) == ("in-force", "false")
    assert check(book, s.profile(), days[-1]).questions == ()


def test_drafts_never_bind() -> None:
    book = s.book(s.obligation("a", {"fact": "public", "is": True}, draft=True))
    assert check(book, s.profile(public="true"), s.TODAY).findings == ()
    finding = only(book, s.profile(public="true"), drafts=True)
    assert (finding.verdict, finding.draft_verdict) == ("does-not-apply", "applies")
    assert check(book, s.profile(), s.TODAY, drafts=True).questions == ()


def test_a_date_that_only_a_due_date_waits_for_is_asked_apart() -> None:
    book = s.book(s.obligation("a", {"fact": "public", "is": True}, deadline=s.deadline(10, "working-days")))
    found = check(book, s.profile(public="true"), s.TODAY)
    assert found.questions == ()
    assert [question.fact.id for question in found.dates] == ["start"]
    assert found.findings[0].due is not None
    assert found.findings[0].due.date is None
    assert check(book, s.profile(public="true", start="none"), s.TODAY).dates == ()


@pytest.mark.parametrize(
    ("when", "words"),
    [({"fact": "nothing", "is": True}, "no fact"), ({"fact": "public", "includes": "x"}, "not tested by")],
)
def test_a_condition_that_does_not_fit_the_facts_is_refused(when: dict[str, object], words: str) -> None:
    with pytest.raises(DataError, match=words):
        s.book(s.obligation("a", when))


def test_digests_name_what_differs() -> None:
    duty = s.obligation("a", {"fact": "public", "is": True})
    same = s.obligation("a", {"fact": "public", "is": True}, cases=[{"name": s.said("x"), "verdict": "unknown"}])
    other = s.obligation("a", {"fact": "public", "is": False})
    assert s.book(duty).sha256 == s.book(same).sha256
    assert s.book(duty).sha256 != s.book(other).sha256
    assert s.profile(public="true").sha256 == s.profile(public="yes").sha256
    assert s.profile(public="true").sha256 != s.profile().sha256
