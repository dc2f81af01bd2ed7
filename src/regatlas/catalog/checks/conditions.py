"""Conditions and worked cases: the facts are there, and their values are of the facts' types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any

from regatlas.catalog.checks.walking import walk
from regatlas.catalog.entries import Authored, Reading
from regatlas.catalog.yaml_source import Location
from regatlas.model.instrument import Instrument
from regatlas.model.obligation import Fact, FactType, Obligation

Complaint = tuple[Location, str, str]
_TESTS: dict[FactType, set[str]] = {
    "boolean": {"is"},
    "choice": {"is", "in"},
    "choices": {"includes", "includes_any"},
    "integer": {"is", "at_least", "at_most", "above", "below", "known"},
    "date": {"is", "on_or_after", "before", "known"},
    "text": {"is", "known"},
}
_KEYS = {test for tests in _TESTS.values() for test in tests}
_JURISDICTION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
# A suggestion must be a slip of the pen away; others mislead.
_NEAR = 0.8
_WORKED = {"applies", "does-not-apply"}


def check_conditions(reading: Reading) -> None:
    """Unknown facts, values that a fact cannot have, and obligations without the worked cases that they need."""
    facts = {entry.id: entry.model for entry in reading.of("facts")}
    instruments = {entry.id: entry.model for entry in reading.of("instruments")}
    for entry in reading.of("obligations"):
        instrument = instruments.get(str(entry.value.get("instrument")))
        for at, what, hint in (*_conditions(entry.value, facts), *_cases(entry, facts), *_form(entry, instrument)):
            reading.complain(entry.file, (*entry.at, *at), what, hint)
    for entry in reading.of("facts"):
        for at, what, hint in _fact(entry):
            reading.complain(entry.file, (*entry.at, *at), what, hint)


def _conditions(value: dict[str, Any], facts: dict[str, Any]) -> Iterator[Complaint]:
    for key in ("when", "unless"):
        for at, condition in walk(value.get(key), (key,)):
            if isinstance(condition, dict) and isinstance(condition.get("fact"), str):
                yield from _test(condition, at, facts)
    deadline = value.get("deadline")
    starts = deadline.get("starts") if isinstance(deadline, dict) else None
    if isinstance(starts, str):
        fact = facts.get(starts)
        at = ("deadline", "starts")
        if starts not in facts:
            yield (at, *_no_fact(starts, facts))
        elif isinstance(fact, Fact) and fact.type != "date":
            yield at, f"the deadline starts with {starts}, which is no date but {fact.type}", "name a fact of type date"


def _test(condition: dict[str, Any], at: Location, facts: dict[str, Any]) -> Iterator[Complaint]:
    name = condition["fact"]
    if name not in facts:
        yield ((*at, "fact"), *_no_fact(name, facts))
        return
    fact = facts[name]
    for test in sorted(_KEYS & condition.keys()) if isinstance(fact, Fact) else ():
        if test not in _TESTS[fact.type]:
            allowed = ", ".join(sorted(_TESTS[fact.type]))
            yield (*at, test), f"{name} is of type {fact.type}, which {test} does not test", f"use {allowed}"
        elif test != "known":
            given = condition[test] if isinstance(condition[test], list) else [condition[test]]
            yield from (((*at, test), *wrong) for each in given for wrong in _wrong(fact, each))


def _wrong(fact: Fact, value: object) -> Iterator[tuple[str, str]]:
    """Why one value does not fit a fact; for ``choices`` the value is one of them."""
    ids = [choice.id for choice in fact.choices]
    if fact.type in ("choice", "choices"):
        if value not in ids and not (fact.jurisdictions and _JURISDICTION.fullmatch(str(value))):
            near = get_close_matches(str(value), ids, n=1, cutoff=_NEAR)
            yield (
                f"{value!r} is no choice of {fact.id}",
                f"write {near[0]!r}" if near else f"choose among {', '.join(ids)}",
            )
    elif not _of_type(fact.type, value):
        yield f"{value!r} is no {fact.type}, as {fact.id} is", "write true or false" if fact.type == "boolean" else ""


def _of_type(kind: FactType, value: object) -> bool:
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "date":
        return isinstance(value, str) and _is_day(value)
    return isinstance(value, str)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _cases(entry: Authored, facts: dict[str, Any]) -> Iterator[Complaint]:
    cases = entry.value.get("cases")
    for number, case in enumerate(cases if isinstance(cases, list) else ()):
        given = case.get("facts") if isinstance(case, dict) else None
        for name, value in given.items() if isinstance(given, dict) else ():
            at = ("cases", number, "facts", name)
            if name not in facts:
                yield (at, *_no_fact(name, facts))
            elif isinstance(facts[name], Fact) and value != "unknown":
                yield from ((at, *wrong) for wrong in _wrong_answer(facts[name], value))


def _wrong_answer(fact: Fact, value: object) -> Iterable[tuple[str, str]]:
    if fact.type != "choices":
        return _wrong(fact, value)
    if not isinstance(value, list):
        return [(f"{fact.id} takes a list of choices, not {value!r}", f"write [{value}]")]
    return [wrong for each in value for wrong in _wrong(fact, each)]


def _form(entry: Authored, instrument: object) -> Iterator[Complaint]:
    """What the schema cannot say of an obligation: its id, its instrument, its date, its worked cases."""
    obligation = entry.model
    if not isinstance(obligation, Obligation):
        return
    if not obligation.id.startswith(obligation.instrument + "/"):
        yield ("id",), f"{obligation.id!r} does not begin with its instrument", f"write {obligation.instrument}/..."
    if obligation.timing == "by-date" and obligation.deadline is None:
        yield ("timing",), "it is due by a date, and has no deadline", "add the deadline, or correct the timing"
    lacking = sorted(_WORKED - {case.verdict for case in obligation.cases})
    if lacking:
        yield ("cases",), f"no worked case ends with {' or '.join(lacking)}", "add one"
    if isinstance(instrument, Instrument):
        yield from _in_force(obligation, instrument)


def _in_force(obligation: Obligation, instrument: Instrument) -> Iterator[Complaint]:
    """The time of a duty against that of its instrument, and the text that it was compared with."""
    final = [one for one in instrument.expressions if one.stage == "final"]
    begun = [one.effective for one in final if one.effective]
    if begun and not obligation.draft and obligation.since.isoformat() < min(begun):
        what = f"the duty binds since {obligation.since}, before {instrument.id} is in force on {min(begun)}"
        yield ("since",), what, "correct one of the two, or write draft: true"
    cited = {citation.expression for citation in obligation.citations if citation.instrument == instrument.id}
    for one in final:
        # A duty that names an earlier version ends with it; what goes on cites the later one.
        if {one.id} == cited and one.ended and not (obligation.until and obligation.until.isoformat() <= one.ended):
            what = f"the duty goes on after its version {one.id} has ended on {one.ended}"
            yield ("since",), what, f"write until: {one.ended}, or cite the later version"
    if obligation.verified and not any(one.corpus or one.agora for one in instrument.expressions):
        what = f"{obligation.id!r} is called verified, and no version of {instrument.id} names a text"
        yield ("verified",), what, "name it in corpus or agora of the version, or write verified: false"


def _fact(entry: Authored) -> Iterator[Complaint]:
    fact = entry.model
    if not isinstance(fact, Fact):
        return
    if fact.type in ("choice", "choices") and not fact.choices:
        yield ("type",), f"{fact.id} is a choice among nothing", "add choices"
    if fact.type not in ("choice", "choices") and fact.choices:
        yield ("choices",), f"{fact.id} is of type {fact.type} and has choices", "make it choice or choices"
    ids = [choice.id for choice in fact.choices]
    for twice in sorted({each for each in ids if ids.count(each) > 1}):
        yield ("choices",), f"the choice {twice!r} of {fact.id} stands twice", "keep one"


def _no_fact(name: str, facts: Iterable[str]) -> tuple[str, str]:
    near = get_close_matches(name, list(facts), n=1, cutoff=_NEAR)
    return f"there is no fact {name!r}", f"write {near[0]!r}" if near else "add it to facts/, or choose another"
