"""What a model answered, read strictly: an object with findings, or :class:`Malformed` with a reason to repair it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from pydantic import JsonValue

from regatlas.model.base import Frozen

MOST_FINDINGS = 400
_DECODER = json.JSONDecoder()


class Answer(Frozen):
    """A model's answer as it is kept: its words, why it ended, and the tokens that the endpoint counted."""

    text: str
    finish: str = "stop"
    refused: bool = False
    read: int | None = None
    written: int | None = None


class Finding(NamedTuple):
    """One claim of a model, not yet believed: codes are those of the question, the quote is unlocated words."""

    provision: str
    category: str
    level: Literal["minimal", "good"]
    operative: bool
    quote: str


class Malformed(Exception):
    """An answer that is not what was asked for; ``problem`` is told to the model, ``cut`` says that it ran out."""

    def __init__(self, problem: str, *, cut: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.cut = cut


def findings_of(answer: Answer) -> tuple[Finding, ...]:
    """The findings of an answer, each once. Raises :class:`Malformed`."""
    try:
        return _findings(_object(answer.text)["findings"])
    except Malformed as error:
        raise Malformed(error.problem, cut=answer.finish == "length") from None


def _findings(items: JsonValue) -> tuple[Finding, ...]:
    if not isinstance(items, list):
        raise Malformed("'findings' must be a list")
    if len(items) > MOST_FINDINGS:
        raise Malformed(f"there are {len(items)} findings; give at most two for each category")
    return tuple(dict.fromkeys(_finding(item, number) for number, item in enumerate(items, start=1)))


def _object(text: str) -> Mapping[str, JsonValue]:
    """The one object with findings in a text that may have prose or fences around it.

    Two different ones are refused: one of them may be words of the document that the model repeats.
    """
    found: list[Mapping[str, JsonValue]] = []
    for value in _objects(text):
        if value not in found:
            found.append(value)
    if not found:
        raise Malformed("the answer has no complete JSON object with the key 'findings'")
    if len(found) > 1:
        raise Malformed("the answer has several different JSON objects; give exactly one")
    return found[0]


def _objects(text: str) -> Iterator[Mapping[str, JsonValue]]:
    start = text.find("{")
    while start >= 0:
        end = start + 1
        try:
            value, end = _DECODER.raw_decode(text, start)
            if isinstance(value, dict) and "findings" in value:
                yield value
        # ValueError covers syntax and numbers too long to read, RecursionError brackets without end.
        except (ValueError, RecursionError):
            pass
        start = text.find("{", end)


def _finding(item: JsonValue, number: int) -> Finding:
    if not isinstance(item, dict):
        raise Malformed(f"finding {number} must be an object")
    for key in ("provision", "category", "level", "quote"):
        if not isinstance(item.get(key), str):
            raise Malformed(f"finding {number} needs the text '{key}'")
    level, operative = item["level"], item.get("operative")
    if level not in ("minimal", "good"):
        raise Malformed(f"finding {number} has a level other than 'minimal' and 'good'")
    if not isinstance(operative, bool):
        raise Malformed(f"finding {number} needs 'operative', true or false")
    return Finding(str(item["provision"]), str(item["category"]), _level(level), operative, str(item["quote"]))


def _level(level: JsonValue) -> Literal["minimal", "good"]:
    return "good" if level == "good" else "minimal"
