"""An interview: the next best question, the answers so far, and the way back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from regatlas.app.checking import Checked, Request, Rules, run_check
from regatlas.compliance.profile import Answer, Profile, is_unknown
from regatlas.compliance.reading import Answer as Given
from regatlas.compliance.reading import Misfit, read_answer
from regatlas.compliance.values import Value
from regatlas.model.finding import Question
from regatlas.model.obligation import Fact


@dataclass
class Interview:
    """The state of a dialogue about one product.

    ``given`` are the facts answered in this dialogue, in order, each with the answer before; ``skipped`` those that the
    person passed over: they are not asked again before everything else has been.
    """

    rules: Rules
    profile: Profile
    as_of: datetime.date
    given: list[tuple[str, Answer | None]] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)

    @property
    def asked(self) -> tuple[str, ...]:
        """The facts answered in this dialogue, in order."""
        return tuple(fact for fact, _ in self.given)

    def checked(self) -> Checked:
        """The check with the answers so far."""
        return run_check(self.rules, self.profile, Request(self.as_of))

    def next_question(self) -> Question | None:
        """The best question that has not been answered or skipped; dates that only due dates need come last.

        An answer of "unknown" is an answer: the question is not asked again. A number given as an interval too wide to
        decide is asked once more, and then left.
        """
        check = self.checked().check
        for question in (*check.questions, *check.dates):
            fact = question.fact.id
            answered = fact in self.profile.answers and (fact in self.asked or self._said_unknown(fact))
            if fact not in self.skipped and not answered:
                return question
        return None

    def _said_unknown(self, fact: str) -> bool:
        return self.profile.answers[fact].value is None

    def answer(self, fact: str, answer: Answer) -> None:
        """Keep an answer."""
        self.given.append((fact, self.profile.answers.get(fact)))
        self.profile = self.profile.with_answer(fact, answer)
        self.skipped.discard(fact)

    def skip(self, fact: str) -> None:
        """Pass over a question."""
        self.skipped.add(fact)

    def back(self) -> str | None:
        """Take back the last answer of this dialogue and tell its fact; None where there is none."""
        if not self.given:
            return None
        fact, before = self.given.pop()
        self.profile = self.profile.with_answer(fact, before)
        return fact


def read_typed(fact: Fact, typed: str) -> Value | None:
    """What a person typed as an answer; None for "unknown". Raises :class:`Misfit`.

    Choices may be given by their number, several separated by commas, none as ``-``; an interval as ``low..high``.
    """
    if is_unknown(typed):
        return None
    return read_answer(fact, _given(fact, typed.strip()))


def _given(fact: Fact, typed: str) -> Given:
    if fact.type == "choice":
        return _by_number(fact, typed)
    if fact.type == "choices":
        pieces = [piece.strip() for piece in typed.replace("，", ",").replace("、", ",").split(",")]
        return [] if typed in ("-", "—", "无") else [_by_number(fact, piece) for piece in pieces if piece]
    if fact.type == "integer" and ".." in typed:
        return _interval(typed)
    return typed


def _by_number(fact: Fact, typed: str) -> str:
    if typed.isdecimal() and 1 <= int(typed) <= len(fact.choices):
        return fact.choices[int(typed) - 1].id
    return typed


def _interval(typed: str) -> dict[str, str]:
    low, _, high = typed.partition("..")
    bounds = {"at_least": low.strip(), "at_most": high.strip()}
    found = {key: text for key, text in bounds.items() if text}
    if not found:
        raise Misfit("an interval has at least one bound", "write 100000.., ..999999 or 100000..999999")
    return found
