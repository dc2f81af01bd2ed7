"""The example profiles hold against what a reading of the Chinese texts, article by article, says of them.

``examples/NAME.expected.yaml`` was derived from the primary texts before the program was asked; each entry names its
article. ``counts`` are the verdicts of all obligations in force by instrument: they change whenever the catalog does,
and whoever changes them has looked at the finding that moved.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from regatlas.app.checking import Request, builtin_rules, run_check
from regatlas.model.finding import Finding

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml") if not path.stem.endswith(".expected"))
RULES = (
    "cn/algorithm-recommendation",
    "cn/deep-synthesis",
    "cn/generative-ai",
    "cn/synthetic-content-labelling",
)
VERDICTS = ("applies", "does-not-apply", "unknown")
FILINGS = tuple(f"{instrument}/file-algorithm" for instrument in RULES[:3])
CANCELLATIONS = tuple(f"{instrument}/cancel-filing" for instrument in RULES[:3])

each = pytest.mark.parametrize("name", NAMES)


@functools.cache
def expected(name: str) -> dict[str, Any]:
    text = (EXAMPLES / f"{name}.expected.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found


@functools.cache
def findings(name: str, as_of: datetime.date | None = None) -> dict[str, Finding]:
    rules = builtin_rules()
    profile = rules.profile(EXAMPLES / f"{name}.yaml")
    request = Request(as_of or expected(name)["as_of"])
    return {found.obligation: found for found in run_check(rules, profile, request).check.findings}


def due(name: str, obligation: str) -> datetime.date | None:
    found = findings(name)[obligation].due
    return found.date if found else None


def articles(provisions: list[str]) -> set[int]:
    return {int(number) for provision in provisions for number in re.findall(r"art_(\d+)", provision)}


def test_there_are_twelve_products() -> None:
    assert len(NAMES) == 12


@each
def test_every_expected_finding_holds(name: str) -> None:
    found = findings(name)
    wrong = {
        obligation: (entry["verdict"], found[obligation].verdict, entry["reason"]["en"])
        for obligation, entry in expected(name)["findings"].items()
        if found[obligation].verdict != entry["verdict"]
    }
    assert not wrong


@each
def test_due_dates_are_those_expected_and_no_others(name: str) -> None:
    entries = expected(name)["findings"]
    wanted = {obligation: entry["due"] for obligation, entry in entries.items() if "due" in entry}
    assert {one: day for one in entries if (day := due(name, one))} == wanted


@each
def test_the_four_rules_are_judged_whole(name: str) -> None:
    in_force = {one for one in findings(name) if one.rsplit("/", 1)[0] in RULES}
    assert in_force <= expected(name)["findings"].keys()


@each
def test_the_numbers_of_verdicts_are_pinned(name: str) -> None:
    seen: Counter[tuple[str, str]] = Counter(
        (one.rsplit("/", 1)[0], found.verdict) for one, found in findings(name).items()
    )
    instruments = sorted({instrument for instrument, _ in seen})
    counts = {instrument: {verdict: seen[instrument, verdict] for verdict in VERDICTS} for instrument in instruments}
    assert counts == expected(name)["counts"]
    assert sum(row["applies"] for row in counts.values()) > 0


@each
def test_a_reason_names_an_article_that_the_obligation_cites(name: str) -> None:
    obligations = builtin_rules().catalog.obligation
    astray = {}
    for obligation, entry in expected(name)["findings"].items():
        cited = articles([citation.provision for citation in obligations[obligation].citations])
        named = {int(number) for number in re.findall(r"(?:^art\. |, )(\d+)", entry["reason"]["en"].split(":")[0])}
        if not named or not named <= cited:
            astray[obligation] = (named, cited)
    assert not astray


@each
def test_what_was_left_unanswered_on_purpose_is_asked(name: str) -> None:
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    left = {fact for fact, value in yaml.safe_load(text)["facts"].items() if value == "unknown"}
    rules = builtin_rules()
    profile = rules.profile(EXAMPLES / f"{name}.yaml")
    questions = run_check(rules, profile, Request(expected(name)["as_of"])).check.questions
    asked = {question.fact.id for question in questions}
    assert left
    assert left <= asked
    assert "Not answered on purpose" in text
    assert "有意未作答" in text


def test_ten_working_days_reach_over_the_golden_week() -> None:
    assert {due("public-chatbot", filing) for filing in FILINGS} == {datetime.date(2025, 10, 15)}
    supporter = due("cloud-technical-supporter", "cn/deep-synthesis/supporter-filing")
    assert supporter == datetime.date(2025, 10, 15)


def test_an_ended_service_counts_twenty_working_days_of_the_final_text() -> None:
    assert {due("face-swap-app", one) for one in CANCELLATIONS} == {datetime.date(2026, 3, 5)}
    assert not any(one.rsplit("/", 1)[1].startswith("draft-") for one in findings("face-swap-app"))


def test_nothing_of_a_rule_binds_before_the_rule_is_in_force() -> None:
    eve = findings("public-chatbot", datetime.date(2025, 8, 31))
    labelling = {found.verdict for one, found in eve.items() if one.startswith("cn/synthetic-content-labelling/")}
    assert labelling == {"does-not-apply"}


def test_both_cybersecurity_laws_take_turns() -> None:
    for day, suffix, other in ((datetime.date(2025, 12, 31), "-2016", ""), (datetime.date(2026, 1, 1), "", "-2016")):
        found = findings("public-chatbot", day)
        assert found[f"cn/cybersecurity-law/graded-protection{suffix}"].verdict == "applies"
        assert found[f"cn/cybersecurity-law/graded-protection{other}"].verdict == "does-not-apply"
