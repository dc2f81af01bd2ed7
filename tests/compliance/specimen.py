"""Small facts, obligations and profiles of our own, and Hypothesis strategies that make many of them."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st

from regatlas.compliance.profile import Answer, Profile
from regatlas.compliance.reading import Answer as Given
from regatlas.compliance.reading import read_answer
from regatlas.compliance.rulebook import RuleBook, rule_book
from regatlas.compliance.values import NO_DATE, Interval, Value, closed
from regatlas.model.obligation import Condition, Fact, Obligation

TODAY = datetime.date(2025, 10, 1)


def said(text: str) -> dict[str, str]:
    return {"en": text, "zh": f"{text}（中文）"}


def fact(name: str, kind: str, *choices: str, **more: object) -> Fact:
    listed = [{"id": one, "label": said(one), "within": "CN" if one == "CN-SZ" else None} for one in choices]
    shown = {key: said(f"{key} of {name}") for key in ("text", "help", "answered_by", "label")}
    return Fact.model_validate({"id": name, "type": kind, "group": "g", "choices": listed, **shown, **more})


FACTS = {
    one.id: one
    for one in (
        fact("public", "boolean"),
        fact("generates", "boolean"),
        fact("opinion", "boolean", judgement=True),
        fact("role", "choices", "provider", "supporter", "app-store"),
        fact("place", "choices", "CN", "CN-SZ", "SG", jurisdictions=True),
        fact("risk", "choice", "low", "medium", "high"),
        fact("people", "integer", unit=said("persons")),
        fact("start", "date"),
        fact("end", "date"),
        fact("field", "text"),
    )
}
CITATION = {"instrument": "cn/test-rules", "provision": "art_1"}


def condition(value: dict[str, Any]) -> Condition:
    return Condition.model_validate(value)


def obligation(name: str, when: dict[str, Any], **more: object) -> Obligation:
    base: dict[str, Any] = {
        "id": f"cn/test-rules/{name}",
        "instrument": "cn/test-rules",
        "title": said(f"Title of {name}"),
        "duty": said(f"Duty of {name}"),
        "who": ["provider"],
        "modality": "must",
        "timing": "continuous",
        "when": when,
        "citations": [CITATION],
        "since": "2023-01-01",
    }
    return Obligation.model_validate({**base, **more})


def exemption(when: dict[str, Any]) -> dict[str, Any]:
    return {"when": when, "text": said("an exception"), "citation": CITATION}


OPEN = {"open": {"reason": said("the words leave it open"), "citation": CITATION}}


def deadline(count: int, unit: str, starts: str = "start", **more: object) -> dict[str, Any]:
    return {"starts": starts, "count": count, "unit": unit, "rule": said("a limit"), "citation": CITATION, **more}


def profile(**given: Given | None) -> Profile:
    """A profile of answers as files write them: text, lists of text, bounds as text; None says unknown."""
    answers = {
        name: Answer(None if value is None else read_answer(FACTS[name], value)) for name, value in given.items()
    }
    return Profile("specimen", answers, FACTS)


def book(*obligations: Obligation) -> RuleBook:
    return rule_book(obligations, FACTS)


# --- Strategies -------------------------------------------------------------------------------------------------------

THRESHOLDS = (10, 20, 30)
DAYS = tuple(datetime.date(2025, 1, day) for day in (10, 20))


def tests() -> st.SearchStrategy[dict[str, Any]]:
    """A condition over one fact."""
    booleans = st.builds(
        lambda name, value: {"fact": name, "is": value},
        st.sampled_from(["public", "generates", "opinion"]),
        st.booleans(),
    )
    roles = st.builds(
        lambda names: {"fact": "role", "includes_any": names},
        st.lists(st.sampled_from(["provider", "supporter", "app-store"]), min_size=1, max_size=2, unique=True),
    )
    places = st.builds(lambda name: {"fact": "place", "includes": name}, st.sampled_from(["CN", "CN-SZ", "SG"]))
    risks = st.builds(
        lambda names: {"fact": "risk", "in": names},
        st.lists(st.sampled_from(["low", "medium", "high"]), min_size=1, max_size=2, unique=True),
    )
    people = st.builds(
        lambda bound, number: {"fact": "people", bound: number},
        st.sampled_from(["at_least", "at_most", "above", "below"]),
        st.sampled_from(THRESHOLDS),
    )
    starts = st.builds(
        lambda bound, day: {"fact": "start", bound: day},
        st.sampled_from(["on_or_after", "before"]),
        st.sampled_from(DAYS),
    )
    given_dates = st.sampled_from([{"fact": "end", "known": True}, {"fact": "people", "known": True}])
    fields = st.sampled_from([{"fact": "field", "is": "health"}])
    return st.one_of(booleans, roles, places, risks, people, starts, given_dates, fields)


def conditions(*, with_open: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    """Any condition, up to eight tests deep in each other."""
    leaves = st.one_of(tests(), tests(), tests(), st.sampled_from([{"always": True}, *([OPEN] if with_open else [])]))
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda part: {"not": part}, inner),
        ),
        max_leaves=6,
    )


def obligations(*, with_open: bool = True, most: int = 4) -> st.SearchStrategy[tuple[Obligation, ...]]:
    one = st.tuples(
        conditions(with_open=with_open),
        st.lists(conditions(with_open=with_open), max_size=1),
        st.sampled_from([1, 2, 3]),
    )
    return st.lists(one, min_size=1, max_size=most).map(
        lambda made: tuple(
            obligation(f"rule-{place}", when, unless=[exemption(each) for each in unless], gravity=gravity)
            for place, (when, unless, gravity) in enumerate(made)
        )
    )


def exact_values(name: str) -> st.SearchStrategy[Value]:
    """Complete answers to a fact."""
    found = FACTS[name]
    if found.type == "boolean":
        return st.booleans()
    if found.type == "choices":
        ids = [choice.id for choice in found.choices]
        return st.frozensets(st.sampled_from(ids)).map(lambda chosen: closed(found, chosen))
    if found.type == "choice":
        return st.sampled_from([choice.id for choice in found.choices])
    if found.type == "integer":
        return st.integers(min_value=0, max_value=40)
    if found.type == "date":
        return st.one_of(st.just(NO_DATE), st.dates(datetime.date(2025, 1, 1), datetime.date(2025, 2, 1)))
    return st.sampled_from(["health", "other"])


def intervals() -> st.SearchStrategy[Value]:
    return st.tuples(st.integers(0, 40), st.one_of(st.none(), st.integers(1, 20))).map(
        lambda pair: Interval(pair[0], None if pair[1] is None else pair[0] + pair[1])
    )


def profiles() -> st.SearchStrategy[Profile]:
    """Profiles of some answers, some unknown, some numbers known only between bounds."""
    each = {
        name: st.one_of(exact_values(name), st.none(), *([intervals()] if FACTS[name].type == "integer" else []))
        for name in FACTS
    }
    return st.fixed_dictionaries({}, optional=each).map(
        lambda given: Profile("random", {name: Answer(value) for name, value in given.items()}, FACTS)
    )


def completions(start: Profile) -> st.SearchStrategy[Profile]:
    """Every fact answered exactly, in agreement with what ``start`` knows."""
    return st.fixed_dictionaries({name: _completion(name, start.values.get(name)) for name in FACTS}).map(
        lambda given: Profile("complete", {name: Answer(value) for name, value in given.items()}, FACTS)
    )


def _completion(name: str, known: Value | None) -> st.SearchStrategy[Value]:
    if known is None:
        return exact_values(name)
    if isinstance(known, Interval):
        return st.integers(known.low, known.low + 45 if known.high is None else known.high)
    return st.just(known)
