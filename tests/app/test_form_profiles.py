from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from regatlas.app.checking import builtin_rules
from regatlas.app.form_profiles import form_of, read_form
from regatlas.compliance.profile import Answer, Profile
from regatlas.compliance.values import NO_DATE, Interval, Value, closed
from regatlas.model.obligation import Fact

FACTS = builtin_rules().book.facts


def _values(fact: Fact) -> st.SearchStrategy[Value | None]:
    choices = [choice.id for choice in fact.choices]
    if fact.type == "boolean":
        known: st.SearchStrategy[Value] = st.booleans()
    elif fact.type == "choice":
        known = st.sampled_from(choices)
    elif fact.type == "choices":
        codes = [*choices, "JP", "US-CO"] if fact.jurisdictions else choices
        known = st.frozensets(st.sampled_from(codes)).map(lambda some: closed(fact, some))
    elif fact.type == "integer":
        known = (
            st.integers(0, 10**9) | st.integers(0, 99).map(lambda n: Interval(n, n + 1)) | st.just(Interval(7, None))
        )
    elif fact.type == "date":
        known = st.dates() | st.just(NO_DATE)
    else:
        known = st.text("abc甲乙", min_size=1)
    return st.none() | known


@st.composite
def _profiles(draw: st.DrawFn) -> Profile:
    chosen = draw(st.lists(st.sampled_from(sorted(FACTS)), unique=True, max_size=8))
    reasons = st.none() | st.text("abc甲乙", min_size=1)
    answers = {name: Answer(draw(_values(FACTS[name])), draw(reasons)) for name in chosen}
    return Profile(draw(st.sampled_from(["none given", "甲产品"])), answers, FACTS)


@given(_profiles())
def test_a_form_gives_back_the_profile_that_filled_it(profile: Profile) -> None:
    filled = read_form(form_of(profile, "none given"), FACTS, "none given")
    assert not filled.wrong
    assert filled.profile.to_json() == profile.to_json()


def test_fields_that_mean_nothing_are_passed_over_and_wrong_ones_are_kept() -> None:
    pairs = [("f.nix", "true"), ("x", "y"), ("f.generative_ai", " "), ("f.service_start_date", "soon"), ("name", "甲")]
    filled = read_form(pairs, FACTS, "?")
    assert (dict(filled.profile.answers), filled.wrong) == ({}, {"service_start_date": "soon"})
    assert filled.profile.name == "甲"


def test_numbers_may_be_ranges_and_other_jurisdictions_codes() -> None:
    pairs = [("f.personal_information_subjects", "100,000 – 999,999"), ("o.offered_to_public_in", "jp、us-co")]
    values = read_form(pairs, FACTS, "?").profile.values
    assert values["personal_information_subjects"] == Interval(100_000, 999_999)
    assert values["offered_to_public_in"] == frozenset({"JP", "US-CO", "US"})
    assert read_form([("f.service_start_date", "2026-11-02")], FACTS, "?").profile.values == {
        "service_start_date": date(2026, 11, 2)
    }
