"""The engine ``llm.v1``: every provision asked about, every answer kept, every quote located by code."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from pydantic import JsonValue

from regatlas.engines.llm import NAME
from regatlas.engines.llm.answers import Answer, Finding, Malformed, findings_of
from regatlas.engines.llm.batches import batches
from regatlas.engines.llm.cache import AnswerCache
from regatlas.engines.llm.client import Client
from regatlas.engines.llm.judge import Claim, Reasons, claims_of, finds_control, judgements
from regatlas.engines.llm.limits import Meter
from regatlas.engines.llm.prompt import PROMPT_VERSION, Message, Question, chunks, question, repaired, tokens_around
from regatlas.engines.llm.settings import Settings
from regatlas.engines.llm.tokens import estimated
from regatlas.errors import BadArgument
from regatlas.model.document import Document
from regatlas.model.judgement import Judgement, Withheld
from regatlas.model.run import canonical_json
from regatlas.model.taxonomy import Category, Taxonomy

SMALLEST_ROOM = 120
"""Tokens of text that a question must at least have room for."""

HALVINGS = {"control": 4, "cut": 2}
"""How often a batch is halved whose answer obeyed the text (one piece in 16 is then alone) or ran out of room. A model
that misbehaves at every question so costs at most 31 questions for one."""

LIKELY_WRITTEN = 400
"""Tokens of a usual answer, for estimates: five findings with their quotes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What judging will take: calls of which ``kept`` are answered already, and for the rest tokens and dollars.

    All but ``calls`` and ``kept`` are estimates; repairs and repetitions come on top. ``cost`` is None where the
    price is not known.
    """

    calls: int = 0
    kept: int = 0
    read: int = 0
    written: int = 0
    cost: Decimal | None = Decimal(0)

    def __add__(self, other: Plan) -> Plan:
        cost = None if self.cost is None or other.cost is None else self.cost + other.cost
        return Plan(
            self.calls + other.calls,
            self.kept + other.kept,
            self.read + other.read,
            self.written + other.written,
            cost,
        )

    @property
    def tokens(self) -> int:
        """Tokens read and written together."""
        return self.read + self.written


@dataclass(frozen=True, slots=True)
class Judged:
    """What the engine says of a document, what it withheld, and how many answers of the model were of any use."""

    judgements: tuple[Judgement, ...]
    withheld: tuple[Withheld, ...]
    answered: int


@dataclass(slots=True)
class _Told:
    """What came of one question and of those that it was divided into."""

    claims: list[Claim] = field(default_factory=list)
    withheld: Reasons = field(default_factory=Counter)
    answered: int = 0

    def add(self, other: _Told) -> None:
        self.claims += other.claims
        self.withheld.update(other.withheld)
        self.answered += other.answered


class LlmEngine:
    """Judges with the help of a language model; ``client`` asks it, ``cache`` remembers, ``meter`` counts."""

    def __init__(self, settings: Settings, client: Client, cache: AnswerCache, meter: Meter) -> None:
        self._settings = settings
        self._client = client
        self._cache = cache
        self._meter = meter

    @property
    def name(self) -> str:
        """The versioned name of the engine."""
        return NAME

    def judge(self, document: Document, taxonomies: Sequence[Taxonomy]) -> tuple[Judgement, ...]:
        """One judgement for every category, in the order of the taxonomies."""
        return self.judged(document, taxonomies).judgements

    def judged(self, document: Document, taxonomies: Sequence[Taxonomy]) -> Judged:
        """The judgements, with what was withheld and how many answers were of no use.

        Raises :class:`EndpointError` where the endpoint does not answer, and :class:`TooCostly` before more is spent
        than allowed; every answer until then is kept, and a second run asks for the rest only.
        """
        asked = self._questions(document, taxonomies)
        self._meter.expect(self._plan(asked).cost or Decimal(0))
        told = _Told()
        for one in self._all(document.text, asked):
            told.add(one)
        withheld = tuple(
            Withheld(taxonomy=taxonomy, category=category, reason=reason, count=count)
            for (taxonomy, category, reason), count in sorted(told.withheld.items(), key=lambda item: str(item[0]))
        )
        return Judged(judgements(document, taxonomies, told.claims), withheld, told.answered)

    def plan(self, document: Document, taxonomies: Sequence[Taxonomy]) -> Plan:
        """What judging the document would take; nothing is sent."""
        return self._plan(self._questions(document, taxonomies))

    def _questions(self, document: Document, taxonomies: Sequence[Taxonomy]) -> list[Question]:
        asked: list[Question] = []
        for taxonomy in taxonomies:
            for categories in chunks(taxonomy, int(self._settings.window * 0.35)):
                room = self._room(taxonomy, categories)
                asked += [question(document.text, batch, taxonomy, categories) for batch in batches(document, room)]
        return asked

    def _room(self, taxonomy: Taxonomy, categories: Sequence[Category]) -> int:
        """The tokens of text that fit into a question beside the categories and the answer."""
        left = self._settings.window - self._settings.written - tokens_around(taxonomy, categories)
        if left < SMALLEST_ROOM:
            raise BadArgument(
                f"a window of {self._settings.window} tokens has no room for the categories of {taxonomy.id!r}",
                hint="choose a model that reads more at once, and set REGATLAS_LLM_WINDOW",
            )
        return min(left, self._settings.batch)

    def _plan(self, asked: Sequence[Question]) -> Plan:
        open_ = {key: one for one in asked if self._cache.get(key := self._key(one.messages)) is None}
        read = sum(estimated(message.content) for one in open_.values() for message in one.messages)
        written = LIKELY_WRITTEN * len(open_)
        price = self._settings.known_price
        cost = price.of(read, written) if price else None
        return Plan(len(asked), len(asked) - len(open_), read, written, cost)

    def _all(self, text: str, asked: Sequence[Question]) -> list[_Told]:
        """What came of every question, in order; the first failure stops those that are not under way."""
        with ThreadPoolExecutor(self._settings.concurrency) as pool:
            futures = [pool.submit(self._told, text, one, 0) for one in asked]
            try:
                wait(futures, return_when=FIRST_EXCEPTION)
            finally:
                pool.shutdown(wait=False, cancel_futures=any(not future.done() for future in futures))
        failures = (future.exception() for future in futures if not future.cancelled())
        if failure := next(filter(None, failures), None):
            raise failure
        return [future.result() for future in futures]

    def _told(self, text: str, asked: Question, halvings: int) -> _Told:
        """Ask, and where the answer obeyed the text or ran out of room, ask again in halves."""
        told = _Told()
        outcome = self._findings(asked, divide=halvings < HALVINGS["cut"] and len(asked.batch.pieces) > 1)
        if isinstance(outcome, tuple) and not finds_control(asked, outcome):
            told.answered = 1
            told.claims = claims_of(text, asked, outcome, told.withheld)
            return told
        misled = isinstance(outcome, tuple)
        if misled:
            told.withheld[asked.taxonomy, None, "control"] += 1
        divide = outcome == "cut" or (misled and halvings < HALVINGS["control"])
        halves = asked.batch.halves() if divide else None
        for half in halves or ():
            told.add(self._told(text, question(text, half, asked.of, asked.categories), halvings + 1))
        if halves is None and not misled:
            told.withheld[asked.taxonomy, None, "no-answer"] += 1
        return told

    def _findings(self, asked: Question, *, divide: bool) -> tuple[Finding, ...] | Literal["cut", "none"]:
        """The findings of the answer or of the repaired one; ``cut``: it ran out of room; ``none``: it is of no use."""
        answer = self._answer(asked, asked.messages)
        for attempt in range(2):
            if answer.refused:
                break
            try:
                return findings_of(answer)
            except Malformed as error:
                if error.cut and divide:
                    return "cut"
                if attempt:
                    break
                answer = self._answer(asked, repaired(asked, answer.text, error.problem))
        return "none"

    def _answer(self, asked: Question, messages: tuple[Message, ...]) -> Answer:
        """The kept answer to these messages, or the model's, kept before anything is made of it."""
        key = self._key(messages)
        with self._cache.alone(key):
            kept = self._cache.get(key)
            if kept is None:
                kept = self._client.ask(messages, asked.schema)
                self._cache.put(key, kept)
            return kept

    def _key(self, messages: tuple[Message, ...]) -> str:
        """The hash of everything that an answer depends on: endpoint, model, version of the prompt, messages."""
        said: list[JsonValue] = [[message.role, message.content] for message in messages]
        asked: dict[str, JsonValue] = {
            "endpoint": self._settings.endpoint,
            "model": self._settings.model,
            "prompt": PROMPT_VERSION,
            "written": self._settings.written,
            "messages": said,
        }
        return hashlib.sha256(canonical_json(asked).encode("utf-8", "surrogatepass")).hexdigest()
