"""The form of a check: every fact as a question, grouped, with the answers so far; and what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regatlas.app.checking import Checked, Rules
from regatlas.app.form_profiles import NONE_OF_THESE, Filled, Pairs, form_of, written
from regatlas.compliance.profile import Answer
from regatlas.model.obligation import Fact
from regatlas.pages.check import APPLYING, CheckView, view_check
from regatlas.pages.site.frame import Frame

_NEXT = 5
# What a product is comes before its details; groups that are not named here come last.
_ORDER = {name: place for place, name in enumerate(("product", "technology", "users", "data", "effects"))}


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A question of the form. ``wrong`` is what was written where it could not be read; ``other`` further codes."""

    fact: Fact
    kind: str
    label: str
    help: str
    options: tuple[Option, ...]
    value: str
    other: str
    reason: str
    wrong: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together."""

    id: str
    title: str
    fields: tuple[Field, ...]
    answered: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How many duties are settled: they apply or they do not; the others depend on answers or on words left open."""

    total: int
    applies: int
    not_applying: int
    depends: int
    open: int

    @property
    def settled(self) -> int:
        """The number that no further answer can change."""
        return self.applies + self.not_applying


@dataclass(frozen=True)
class InterviewView:
    """The form and, once something was answered, what was found. ``query`` carries the profile in a link."""

    name: str
    as_of: str
    groups: tuple[Group, ...]
    wrong: tuple[Field, ...]
    found: CheckView | None
    progress: Progress | None
    applying: tuple[str, ...]
    next: tuple[str, ...]
    query: Pairs


def view_interview(frame: Frame, rules: Rules, filled: Filled, checked: Checked | None, as_of: str) -> InterviewView:
    """The page."""
    groups = tuple(_groups(frame, rules, filled))
    found = view_check(checked, frame.words) if checked else None
    unnamed = frame.words("site.check.unnamed")
    return InterviewView(
        name=filled.profile.name if filled.profile.name != unnamed else "",
        as_of=as_of,
        groups=groups,
        wrong=tuple(one for group in groups for one in group.fields if one.wrong),
        found=found,
        progress=_progress(checked) if checked else None,
        applying=APPLYING,
        next=tuple(question.fact for question in found.questions[:_NEXT]) if found else (),
        query=[*form_of(filled.profile, unnamed), *([("as_of", as_of)] if as_of else [])],
    )


def _progress(checked: Checked) -> Progress:
    findings = checked.check.findings
    verdicts = Counter(one.verdict for one in findings)
    open_ones = sum(one.verdict == "unknown" and one.open for one in findings)
    return Progress(
        total=len(findings),
        applies=verdicts["applies"],
        not_applying=verdicts["does-not-apply"],
        depends=verdicts["unknown"] - open_ones,
        open=open_ones,
    )


def _groups(frame: Frame, rules: Rules, filled: Filled) -> Iterator[Group]:
    for group in sorted(rules.catalog.fact_groups, key=lambda one: _ORDER.get(one.id, len(_ORDER))):
        members = [fact for fact in rules.book.facts.values() if fact.group == group.id]
        fields = tuple(_field(frame, fact, filled.profile.answers, filled.wrong) for fact in members)
        if fields:
            yield Group(group.id, frame.said(group.label), fields, sum(one.answered for one in fields))


def _field(frame: Frame, fact: Fact, answers: Mapping[str, Answer], wrong: Mapping[str, str]) -> Field:
    answer = answers.get(fact.id)
    given = written(fact, answer) if answer else []
    options = tuple(_options(frame, fact, given))
    known = {option.value for option in options}
    plain = given[0] if given and fact.type in ("integer", "date", "text") else ""
    return Field(
        fact=fact,
        kind=fact.type,
        label=frame.said(fact.text),
        help=frame.said(fact.help),
        options=options,
        value=wrong.get(fact.id, "") or ("" if plain in ("unknown", "none") else plain),
        other=", ".join(one for one in given if one not in known) if fact.jurisdictions else "",
        reason=(answer.reason or "") if answer else "",
        wrong=frame.words(f"site.check.wrong.{fact.type}", given=wrong[fact.id]) if fact.id in wrong else "",
        answered=answer is not None,
    )


def _options(frame: Frame, fact: Fact, given: list[str]) -> Iterator[Option]:
    words = frame.words
    if fact.type == "boolean":
        for value in ("true", "false"):
            yield Option(value, words(f"site.check.{value}"), value in given)
    for choice in fact.choices:
        yield Option(choice.id, frame.said(choice.label), choice.id in given)
    if fact.type == "choices":
        yield Option(NONE_OF_THESE, words("site.check.none"), NONE_OF_THESE in given)
    if fact.type == "date":
        yield Option("none", words("site.check.no-date"), "none" in given)
