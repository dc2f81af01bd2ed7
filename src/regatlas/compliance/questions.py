"""Which answers are worth asking for, the best first.

A question stands here only if some answer to it can change a verdict that is still unknown. The best is the one that
decides the most alone: the gravity of every finding that some answer to it settles, whatever else is answered. Where
that is equal, more findings go first, then questions of fact before those of judgement, then the id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from regatlas.compliance.rulebook import RuleBook
from regatlas.compliance.values import Value
from regatlas.model.finding import Finding, Question
from regatlas.model.obligation import Fact


def questions_for(
    findings: Iterable[Finding], deciding: Mapping[str, frozenset[str]], book: RuleBook
) -> tuple[Question, ...]:
    """The questions that the unknown ones among ``findings`` hinge on.

    ``deciding`` has, for each obligation, the facts of which some answer alone decides it.
    """
    decides: dict[str, list[str]] = {}
    alone: dict[str, list[str]] = {}
    for finding in findings:
        for fact in finding.hinges_on:
            decides.setdefault(fact, []).append(finding.obligation)
            if fact in deciding[finding.obligation]:
                alone.setdefault(fact, []).append(finding.obligation)
    found = [
        _question(book.facts[fact], obligations, alone.get(fact, []), book) for fact, obligations in decides.items()
    ]
    return tuple(sorted(found, key=_worth))


def _question(fact: Fact, decides: list[str], alone: list[str], book: RuleBook) -> Question:
    weight = sum(book.rules[name].obligation.gravity for name in alone)
    return Question(fact=fact, decides=tuple(decides), alone=tuple(alone), weight=weight)


def _worth(question: Question) -> tuple[int, int, bool, str]:
    return -question.weight, -len(question.decides), question.fact.judgement, question.fact.id


def dates_for(findings: Iterable[Finding], values: Mapping[str, Value], book: RuleBook) -> tuple[Question, ...]:
    """The dates that only the due dates of duties that apply wait for."""
    waiting: dict[str, list[str]] = {}
    for finding in findings:
        if finding.due is not None and finding.due.starts is not None and finding.due.starts not in values:
            waiting.setdefault(finding.due.starts, []).append(finding.obligation)
    found = [_question(book.facts[fact], names, names, book) for fact, names in waiting.items()]
    return tuple(sorted(found, key=_worth))
