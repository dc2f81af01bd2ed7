"""A product's profile in the fields of a form, and back: what a link that carries a profile has in it.

``f.FACT`` is an answer (several fields of that name for several choices, ``-`` for none of them, ``unknown`` where it
is not known), ``o.FACT`` other jurisdictions, ``r.FACT`` the reason of a judgement, ``name`` the product.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from regatlas.compliance.profile import Answer, Profile
from regatlas.compliance.reading import Answer as Given
from regatlas.compliance.reading import Misfit, read_answer
from regatlas.compliance.values import NONE_WORD, UNKNOWN_WORD, to_json
from regatlas.model.obligation import Fact

Pairs = list[tuple[str, str]]
NONE_OF_THESE = "-"
_BETWEEN = re.compile(r"\s*(\d[\d,_ ]*)\s*(?:-|–|—|~|至|到)\s*(\d[\d,_ ]*)?\s*")
_LISTED = re.compile(r"[\s,;，、；]+")
_NAME = 200
_REASON = 2_000


@dataclass(frozen=True)
class Filled:
    """A form that was filled in: the profile, and the facts whose answers could not be read, with what was written."""

    profile: Profile
    wrong: Mapping[str, str]


def read_form(pairs: Iterable[tuple[str, str]], facts: Mapping[str, Fact], unnamed: str) -> Filled:
    """The profile in the fields. Fields of unknown facts are passed over; what cannot be read stands in ``wrong``."""
    fields: dict[str, list[str]] = {}
    for key, value in pairs:
        if value.strip():
            fields.setdefault(key, []).append(value.strip())
    answers: dict[str, Answer] = {}
    wrong: dict[str, str] = {}
    for fact in facts.values():
        given = [*fields.get(f"f.{fact.id}", []), *_others(fact, fields)]
        if not given:
            continue
        try:
            reason = " ".join(fields.get(f"r.{fact.id}", []))[:_REASON] or None
            answers[fact.id] = _answer(fact, given, reason)
        except Misfit:
            wrong[fact.id] = ", ".join(given)
    name = " ".join(fields.get("name", []))[:_NAME] or unnamed
    return Filled(Profile(name, answers, facts), wrong)


def _others(fact: Fact, fields: Mapping[str, list[str]]) -> list[str]:
    if not fact.jurisdictions:
        return []
    return [code.upper() for text in fields.get(f"o.{fact.id}", []) for code in _LISTED.split(text) if code]


def _answer(fact: Fact, given: list[str], reason: str | None) -> Answer:
    if UNKNOWN_WORD in given:
        return Answer(None, reason)
    return Answer(read_answer(fact, _given(fact, given)), reason)


def _given(fact: Fact, given: list[str]) -> Given:
    if fact.type == "choices":
        return [one for one in given if one != NONE_OF_THESE]
    if fact.type == "date" and NONE_WORD in given:
        return NONE_WORD
    if fact.type == "integer" and (match := _BETWEEN.fullmatch(given[0])):
        low, high = (re.sub(r"[,_ ]", "", part or "") for part in match.groups())
        return {"at_least": low, **({"at_most": high} if high else {})}
    return given[0]


def form_of(profile: Profile, unnamed: str = "") -> Pairs:
    """The fields that give this profile."""
    named = [("name", profile.name)] if profile.name != unnamed else []
    return [
        *named,
        *(pair for fact, answer in profile.answers.items() for pair in _fields(profile.facts[fact], answer)),
    ]


def _fields(fact: Fact, answer: Answer) -> Iterator[tuple[str, str]]:
    for text in written(fact, answer):
        known = text in {choice.id for choice in fact.choices} | {NONE_OF_THESE, UNKNOWN_WORD}
        yield ("o." if fact.jurisdictions and not known else "f.") + fact.id, text
    if answer.reason:
        yield f"r.{fact.id}", answer.reason


def written(fact: Fact, answer: Answer) -> list[str]:
    """An answer as the fields have it."""
    value = to_json(fact, answer.value)
    if isinstance(value, list):
        return [str(one) for one in value] or [NONE_OF_THESE]
    if isinstance(value, dict):
        return [f"{value['at_least']}-{value.get('at_most', '')}"]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [str(value)]
