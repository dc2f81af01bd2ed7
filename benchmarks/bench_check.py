"""How fast products are checked, and conditions evaluated, beside cel-python and rule-engine in the same run.

    python benchmarks/bench_check.py

The other two evaluate the same condition over the same facts. They have no unknown: facts are complete here, so that
all three must give the same answers, which is checked first. Times are those of the processor: the machine has other
work, and waiting for it is not ours.
"""

from __future__ import annotations

import datetime
import itertools
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from regatlas.app.checking import builtin_rules
from regatlas.compliance.conditions import Compiler
from regatlas.compliance.evaluate import check
from regatlas.compliance.profile import Answer, Profile
from regatlas.compliance.rulebook import RuleBook, rule_book
from regatlas.compliance.truth import TRUE
from regatlas.compliance.values import Value
from regatlas.model.obligation import Condition, Fact

DAY = datetime.date(2026, 11, 1)
EVALUATIONS = 100_000
# cel-python takes a minute for 100,000; a part of them tells the same.
SLOW_EVALUATIONS = 2_000

CONDITION = Condition.model_validate(
    {
        "all": [
            {"fact": "generative_ai", "is": True},
            {"any": [{"fact": "deep_synthesis", "is": True}, {"fact": "trains_models", "is": True}]},
            {"not": {"fact": "research_only_not_public", "is": True}},
            {"fact": "personal_information_subjects", "at_least": 100_000, "below": 1_000_000},
        ]
    }
)
CEL = (
    "generative_ai && (deep_synthesis || trains_models) && !research_only_not_public"
    " && personal_information_subjects >= 100000 && personal_information_subjects < 1000000"
)
RULE_ENGINE = (
    "generative_ai and (deep_synthesis or trains_models) and not research_only_not_public"
    " and personal_information_subjects >= 100000 and personal_information_subjects < 1000000"
)


def products() -> list[dict[str, Any]]:
    """Complete facts of 48 products."""
    numbers = (10, 500_000, 5_000_000)
    return [
        {
            "generative_ai": generative,
            "deep_synthesis": deep,
            "trains_models": trains,
            "research_only_not_public": research,
            "personal_information_subjects": number,
        }
        for generative, deep, trains, research, number in itertools.product(*[(True, False)] * 4, numbers)
    ]


def ours(facts: Mapping[str, Fact]) -> Callable[[dict[str, Any]], bool]:
    evaluate = Compiler(facts).condition(CONDITION).evaluate
    return lambda known: evaluate(known) == TRUE


def cel() -> Callable[[dict[str, Any]], bool]:
    import celpy
    from celpy.adapter import json_to_cel

    environment = celpy.Environment()
    program = environment.program(environment.compile(CEL))
    return lambda known: bool(program.evaluate({name: json_to_cel(value) for name, value in known.items()}))


def rule_engine() -> Callable[[dict[str, Any]], bool]:
    import rule_engine as engine

    rule = engine.Rule(RULE_ENGINE)
    return lambda known: bool(rule.matches(known))


def seconds(evaluate: Callable[[dict[str, Any]], bool], count: int) -> float:
    wanted = list(itertools.islice(itertools.cycle(products()), count))
    start = time.process_time()
    for known in wanted:
        evaluate(known)
    return time.process_time() - start


def time_checks(book: RuleBook, name: str, profile: Profile) -> None:
    times = []
    for _ in range(31):
        start = time.process_time()
        check(book, profile, DAY)
        times.append(1000 * (time.process_time() - start))
    first, *rest = times
    print(
        f"check of {len(book.rules)} obligations, {name}: first {first:.1f} ms, median {statistics.median(rest):.1f} ms"
    )


def main() -> None:
    rules = builtin_rules()
    facts = rules.book.facts
    start = time.process_time()
    book = rule_book(rules.catalog.obligations, facts)
    print(f"compiling {len(book.rules)} obligations: {time.process_time() - start:.2f} s")
    time_checks(book, "no fact known", Profile("empty", {}, facts))
    some: dict[str, Value] = {
        "role": frozenset({"provider"}),
        "offered_to_public_in": frozenset({"CN"}),
        "generative_ai": True,
    }
    time_checks(
        book, "three facts known", Profile("some", {name: Answer(value) for name, value in some.items()}, facts)
    )

    engines = {
        "regatlas": (ours(facts), EVALUATIONS),
        "rule-engine": (rule_engine(), EVALUATIONS),
        "cel-python": (cel(), SLOW_EVALUATIONS),
    }
    answers = {name: [evaluate(known) for known in products()] for name, (evaluate, _) in engines.items()}
    assert answers["regatlas"] == answers["rule-engine"] == answers["cel-python"], "the three disagree"
    for name, (evaluate, count) in engines.items():
        taken = seconds(evaluate, count)
        print(f"{name}: {count:,} evaluations in {taken:.2f} s, 100,000 in {taken * EVALUATIONS / count:.2f} s")


if __name__ == "__main__":
    main()
