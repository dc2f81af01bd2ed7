"""What a person or a file gives as the answer to a fact, read under the fact's type.

Text decides, not what YAML made of it: ``NO`` in a list of jurisdictions is Norway, ``"true"`` in quotes is true. What
cannot be read is a :class:`Misfit`, which says what is wrong and what to write.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from regatlas.compliance.jurisdictions import is_jurisdiction
from regatlas.compliance.spelling import nearest
from regatlas.compliance.values import NO_DATE, NONE_WORD, Interval, Value, closed
from regatlas.model.obligation import Fact

_TRUE = {"true", "yes", "y", "on", "是"}
_FALSE = {"false", "no", "n", "off", "否"}
_NONE = {NONE_WORD, "无"}
_NUMBER = re.compile(r"[0-9]+(?:_[0-9]+)*")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LOOSE_DATE = re.compile(r"(\d{4})\D{0,2}?(\d{1,2})\D(\d{1,2})\D?|(\d{4})(\d{2})(\d{2})")
_BOUNDS = ("at_least", "at_most", "above", "below")

Answer = str | Sequence[str] | Mapping[str, str]
"""What stands in a file: the text of one value, of several, or of the bounds of an interval."""


class Misfit(Exception):
    """An answer that does not fit its fact: ``what`` is wrong, and ``hint`` what to write."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


def read_answer(fact: Fact, given: Answer) -> Value:
    """The value that ``given`` means for ``fact``. Raises :class:`Misfit`."""
    if isinstance(given, Mapping):
        if fact.type != "integer":
            raise Misfit(f"{fact.id} takes {_kind(fact)}, not a mapping", _remedy(fact))
        return _interval(fact, given)
    if fact.type == "choices":
        several = [given] if isinstance(given, str) else given
        return closed(fact, frozenset(_chosen(fact, one.strip()) for one in several))
    if not isinstance(given, str):
        raise Misfit(f"{fact.id} takes {_kind(fact)}, not a list", _remedy(fact))
    return _single(fact, given.strip())


def _single(fact: Fact, text: str) -> Value:
    if fact.type == "boolean":
        return _boolean(fact, text)
    if fact.type == "integer":
        return _integer(fact, text)
    if fact.type == "date":
        return _date(fact, text)
    if fact.type == "choice":
        return _chosen(fact, text)
    return text


def _boolean(fact: Fact, text: str) -> bool:
    lowered = text.casefold()
    if lowered in _TRUE or lowered in _FALSE:
        return lowered in _TRUE
    raise Misfit(f"{fact.id} takes true or false, not {text[:40]!r}", _remedy(fact))


def _integer(fact: Fact, text: str) -> int:
    if text.isascii() and _NUMBER.fullmatch(text) and (text == "0" or not text.startswith("0")):
        return int(text.replace("_", ""))
    digits = re.sub(r"[\s,，_']", "", text)
    guess = str(int(digits)) if re.fullmatch(r"[0-9]{1,18}", digits) else ""
    hint = f"write {guess}" if guess else _remedy(fact)
    raise Misfit(f"{fact.id} takes a whole number of 0 or more, not {text[:40]!r}", hint)


def _date(fact: Fact, text: str) -> Value:
    if text.casefold() in _NONE:
        return NO_DATE
    match = _DATE.fullmatch(text)
    if match is None:
        loose = _LOOSE_DATE.fullmatch(text)
        parts = [int(part) for part in loose.groups() if part] if loose else []
        guess = _real(*parts) if len(parts) == 3 else None
        raise Misfit(f"{fact.id} takes a date, not {text[:40]!r}", f"write {guess}" if guess else _remedy(fact))
    found = _real(*(int(part) for part in match.groups()))
    if found is None:
        raise Misfit(f"{fact.id}: there is no day {text}", "see the calendar of that month")
    return found


def _real(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _chosen(fact: Fact, text: str) -> str:
    known = {choice.id: (choice.label.en, choice.label.zh) for choice in fact.choices}
    if text in known or (fact.jurisdictions and is_jurisdiction(text)):
        return text
    guess = nearest(text, known)
    listed = ", ".join(known) + (" or another ISO 3166 code" if fact.jurisdictions else "")
    hint = f"did you mean {guess}? The values are {listed}" if guess else f"the values are {listed}"
    raise Misfit(f"{text[:40]!r} is no value of {fact.id}", hint)


def _interval(fact: Fact, given: Mapping[str, str]) -> Value:
    wrong = [key for key in given if key not in _BOUNDS]
    if wrong or not given:
        what = f"{wrong[0]!r} is no bound of an interval" if wrong else "an interval has at least one bound"
        raise Misfit(f"{fact.id}: {what}", f"the bounds are {', '.join(_BOUNDS)}")
    bound = {key: _integer(fact, str(text).strip()) for key, text in given.items()}
    low = max(bound.get("at_least", 0), bound.get("above", -1) + 1)
    highs = [*([bound["at_most"]] if "at_most" in bound else []), *([bound["below"] - 1] if "below" in bound else [])]
    high = min(highs, default=None)
    if high is not None and high < low:
        raise Misfit(f"{fact.id}: no number lies in this interval", "see that the lower bound is below the upper one")
    return low if low == high else Interval(low, high)


def _kind(fact: Fact) -> str:
    kinds = {
        "boolean": "true or false",
        "choice": "one of its values",
        "choices": "one or several of its values",
        "integer": "a whole number",
        "date": "a date",
        "text": "text",
    }
    return kinds[fact.type]


def _remedy(fact: Fact) -> str:
    remedies = {
        "boolean": "write true, false or unknown",
        "choice": f"the values are {', '.join(choice.id for choice in fact.choices)}",
        "choices": f"the values are {', '.join(choice.id for choice in fact.choices)}",
        "integer": "write a number such as 100000, or an interval such as {at_least: 100000, below: 1000000}",
        "date": f"write it as 2025-09-25, or {NONE_WORD} where there is no such date",
        "text": "write it in quotes",
    }
    return remedies[fact.type]
