"""Why a duty applies, does not, or depends: traces in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from regatlas.catalog.catalog import Catalog
from regatlas.model.finding import Trace
from regatlas.model.obligation import Citation, Fact
from regatlas.model.taxonomy import Bilingual
from regatlas.pages.dates import write_date
from regatlas.pages.provisions import cite, cite_all
from regatlas.pages.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One condition of a trace: what it asks, whether it holds, what was answered, and what stands below it."""

    text: str
    value: str
    truth: str
    answer: str
    cited: str
    depth: int


class Reasons:
    """Puts traces of a check on ``as_of`` into the words of one language."""

    def __init__(self, catalog: Catalog, words: Words, as_of: datetime.date) -> None:
        self._catalog = catalog
        self._as_of = as_of
        self._facts: Mapping[str, Fact] = catalog.fact
        self._words = words

    def said(self, both: Bilingual) -> str:
        """The words of the chosen language."""
        return both.zh if self._words.lang == "zh" else both.en

    def label(self, fact: str) -> str:
        """A fact in a few words."""
        known = self._facts.get(fact)
        return self.said(known.label) if known is not None and known.label is not None else fact.replace("_", " ")

    def lines(self, trace: Trace) -> tuple[Line, ...]:
        """Every condition of a trace, each a step further in than the one it belongs to; a lone wrapper left out."""
        return tuple(self._lines(trace, 0))

    def _lines(self, trace: Trace, depth: int) -> Iterator[Line]:
        inside = depth
        if trace.kind not in ("duty", "all") or depth:
            # An exception that does not hold is what the duty needs, and reads so.
            shown = _NEGATED[trace.value] if trace.kind == "exceptions" else trace.value
            yield self._line(trace, shown, depth)
            inside = depth + 1
        parts = trace.parts
        if trace.kind in ("duty", "exception") or (trace.kind == "all" and not depth):
            parts = tuple(inner for part in parts for inner in (part.parts if part.kind == "all" else (part,)))
        for part in parts:
            yield from self._lines(part, inside) if part.kind != "duty" else ()

    def _line(self, trace: Trace, value: str, depth: int) -> Line:
        cited = trace.citation or (trace.open.citation if trace.open is not None else None)
        return Line(
            text=self._node(trace),
            value=value,
            truth=self._words(f"check.truth.{value}"),
            answer=self._told(trace) if trace.kind == "fact" else "",
            cited=cite(self._catalog, cited, self._words.lang) if cited is not None else "",
            depth=depth,
        )

    def _node(self, trace: Trace) -> str:
        words = self._words
        if trace.kind == "fact":
            return self.test(trace)
        if trace.kind == "in-force":
            since = self.date(trace.since)
            if trace.until is None:
                return words("check.node.in-force", since=since)
            return words("check.node.in-force.until", since=since, until=self.date(trace.until))
        if trace.kind == "exception" and trace.text is not None:
            return words("check.node.exception", text=self.said(trace.text))
        if trace.open is not None:
            return words("check.node.open", reason=self.said(trace.open.reason))
        return words(f"check.node.{trace.kind}")

    def source(self, *citations: Citation) -> str:
        """Provisions in brackets, to stand behind a sentence."""
        return self._words("check.cited", cite=cite_all(self._catalog, citations, self._words.lang))

    def date(self, day: object) -> str:
        """A date written out."""
        return write_date(str(day), self._words.lang)

    def test(self, trace: Trace) -> str:
        """What a condition asks of a fact: ``deep synthesis: yes``."""
        fact = self._facts.get(trace.fact or "")
        wanted = self._wanted(fact, trace.test or {})
        return self._words("check.test", label=self.label(trace.fact or ""), value=wanted)

    def _wanted(self, fact: Fact | None, test: Mapping[str, JsonValue]) -> str:
        words = self._words
        pieces: list[str] = []
        for name, value in test.items():
            if name in ("is", "includes"):
                pieces.append(self.value(fact, value))
            elif name in ("in", "includes_any") and isinstance(value, list):
                pieces.append(words("check.test.or").join(self.value(fact, one) for one in value))
            elif name == "known":
                pieces.append(words("check.test.known"))
            elif name in ("on_or_after", "before"):
                pieces.append(words(f"check.test.{name.replace('_', '-')}", date=self.date(value)))
            else:
                pieces.append(words(f"check.test.{name.replace('_', '-')}", n=self.quantity(fact, value)))
        return words("check.test.and").join(pieces)

    def value(self, fact: Fact | None, value: JsonValue) -> str:
        """A value in words: a choice by its label, a number with its unit, a date written out."""
        words = self._words
        if isinstance(value, bool):
            return words("check.yes" if value else "check.no")
        if isinstance(value, int):
            return self.quantity(fact, value)
        if isinstance(value, list):
            return words("comma").join(self.value(fact, one) for one in value) or words("check.given.empty")
        if isinstance(value, dict):
            return self._interval(fact, value)
        if fact is not None and fact.type == "date":
            return words("check.given.none") if value == "none" else self.date(value)
        labels = {choice.id: choice.label for choice in fact.choices} if fact is not None else {}
        return self.said(labels[value]) if isinstance(value, str) and value in labels else str(value)

    def quantity(self, fact: Fact | None, value: JsonValue) -> str:
        """A number with its unit."""
        number = f"{value:,}" if isinstance(value, int) else str(value)
        if fact is None or fact.unit is None:
            return number
        return self._words("check.quantity", n=number, unit=self.said(fact.unit))

    def _interval(self, fact: Fact | None, bounds: Mapping[str, JsonValue]) -> str:
        low, high = bounds.get("at_least"), bounds.get("at_most")
        if high is None:
            return self._words("check.test.at-least", n=self.quantity(fact, low))
        return self._words("check.interval", low=f"{low:,}", high=self.quantity(fact, high))

    def answer(self, trace: Trace) -> str:
        """What the profile says of the fact of a condition."""
        if trace.state != "given":
            return self._words(f"check.given.{trace.state or 'absent'}")
        return self.value(self._facts.get(trace.fact or ""), trace.given)

    def _told(self, trace: Trace) -> str:
        """The answer as a remark: what it is, or that there is none."""
        given = self.answer(trace)
        return self._words("check.reason.answered", given=given) if trace.state == "given" else given

    def why(self, trace: Trace) -> tuple[str, ...]:
        """The conditions that carry a duty that applies: of alternatives, those that hold."""
        return tuple(dict.fromkeys(self._carrying(trace)))

    def _carrying(self, trace: Trace) -> Iterator[str]:
        if trace.value != "true" or trace.kind in ("in-force", "exceptions"):
            return
        if trace.kind == "fact":
            yield self._met(trace)
        elif trace.kind == "not":
            yield from self._of_negation(trace.parts[0])
        elif trace.kind == "any":
            yield from self._carrying(next(part for part in trace.parts if part.value == "true"))
        else:
            for part in trace.parts:
                yield from self._carrying(part)

    def _met(self, trace: Trace) -> str:
        """The part of an answer by which a condition holds: of several choices those that it asks for."""
        fact, asked = self._facts.get(trace.fact or ""), (trace.test or {}).get("includes_any")
        if isinstance(asked, list) and isinstance(trace.given, list):
            met: list[JsonValue] = [one for one in trace.given if one in asked]
            return self._words("check.test", label=self.label(trace.fact or ""), value=self.value(fact, met or asked))
        if fact is not None and fact.type in ("integer", "date"):
            return self._words("check.test", label=self.label(trace.fact or ""), value=self.answer(trace))
        return self.test(trace)

    def _of_negation(self, trace: Trace) -> Iterator[str]:
        """What was answered to the conditions that keep something from holding."""
        if trace.kind == "fact" and trace.value == "false":
            yield self._words("check.test", label=self.label(trace.fact or ""), value=self.answer(trace))
        for part in trace.parts:
            yield from self._of_negation(part)

    def why_not(self, trace: Trace) -> tuple[str, ...]:
        """The reasons why a duty does not apply, each by itself enough."""
        return tuple(dict.fromkeys(self._failures(trace, wanted=True)))

    def _failures(self, trace: Trace, *, wanted: bool) -> Iterator[str]:
        """What makes ``trace`` other than ``wanted``."""
        words = self._words
        if trace.kind == "duty":
            yield from self._of_duty(trace)
        elif trace.kind == "fact":
            needs = words("check.reason.needs" if wanted else "check.reason.needs-not", test=self.test(trace))
            yield needs + words("semicolon") + words("check.reason.answered", given=self.answer(trace))
        elif trace.kind == "not":
            yield from self._failures(trace.parts[0], wanted=not wanted)
        elif trace.kind in ("all", "any"):
            yield from self._of_several(trace, wanted=wanted)
        else:
            yield self._node(trace)

    def _of_duty(self, trace: Trace) -> Iterator[str]:
        time, *conditions = trace.parts
        if time.value == "false":
            yield self._out_of_force(time)
            return
        when, *exceptions = conditions
        if when.value == "false":
            yield from self._failures(when, wanted=True)
        for exception in (one for group in exceptions for one in group.parts):
            if exception.value == "true" and exception.text is not None:
                cited = self.source(exception.citation) if exception.citation else ""
                yield self._words("check.reason.exception", text=self.said(exception.text)) + cited

    def _out_of_force(self, time: Trace) -> str:
        if time.until is not None and time.until <= self._as_of:
            return self._words("check.reason.after", until=self.date(time.until))
        return self._words("check.reason.before", since=self.date(time.since))

    def _of_several(self, trace: Trace, *, wanted: bool) -> Iterator[str]:
        """Of an ``all`` that is false any false part is a reason; of an ``any`` that is false only all together are."""
        each = (trace.kind == "all") == wanted
        against = [
            part for part in trace.parts if (part.value == "false") == wanted and part.value in ("true", "false")
        ]
        if each:
            for part in against:
                yield from self._failures(part, wanted=wanted)
            return
        tests = [self.test(part) for part in trace.parts if part.kind == "fact"]
        if len(tests) == len(trace.parts) and wanted:
            yield self._words("check.reason.one-of", tests=self._words("semicolon").join(tests))
            return
        yield self._words("semicolon").join(text for part in against for text in self._failures(part, wanted=wanted))


_NEGATED = {"true": "false", "false": "true", "unknown": "unknown", "open": "open"}
