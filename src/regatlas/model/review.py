"""What people say of a document, judgement by judgement, and who said it when. Never mixed with what an engine says."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from regatlas.errors import BadArgument
from regatlas.model.base import Frozen
from regatlas.model.judgement import ActorRole, ActorType, Evidence, LegalForce, Modality
from regatlas.model.text import Span

ItemKind = Literal["coverage", "status", "actor", "commitment"]
CodingKind = Literal["coding", "adjudication"]
CodingState = Literal["open", "finished"]
ABSENT = "absent"
"""The value of an actor or a commitment that is not there."""
UNTOLD = "abstained"
"""The value of a legal status that the text does not tell."""
STATUS = "legal-status"
"""The taxonomy whose categories are the values of the legal status."""
ADJUDICATOR = ""
"""Stands in place of a coder's name where a document's disagreements are decided."""
MACHINE = "@machine"
DECIDED = "@adjudicated"
"""How the engine and the decisions are named beside coders, whose names do not begin so."""
_LONGEST_NAME = 300
_LONGEST_NOTE = 4000
_MOST_QUOTES = 200


class Item(Frozen):
    """One judgement that can be made of a document: a category, the legal status, an actor, or a commitment.

    ``first`` and ``second`` are taxonomy and category, or role and name, or start and end of the clause. ``key`` names
    the item in forms, addresses and the store: ``coverage/sector/Information``, ``status``, ``actor/target/name``,
    ``commitment/120-188``.
    """

    kind: ItemKind
    first: str = ""
    second: str = ""

    @property
    def key(self) -> str:
        """The name of the item."""
        if self.kind == "status":
            return "status"
        joined = "-" if self.kind == "commitment" else "/"
        return f"{self.kind}/{self.first}{joined}{self.second}"

    @classmethod
    def parse(cls, key: str) -> Item:
        """The item of that key. Raises :class:`BadArgument`."""
        kind, _, rest = key.partition("/")
        if key == "status":
            return cls(kind="status")
        if kind == "coverage":
            return cls(kind="coverage", **_halves(rest, "/", key))
        if kind == "actor" and rest.partition("/")[0] in get_args(ActorRole):
            return cls(kind="actor", **_halves(rest, "/", key))
        if kind == "commitment" and rest.replace("-", "", 1).isascii() and rest.replace("-", "", 1).isdigit():
            return cls(kind="commitment", **_halves(rest, "-", key))
        raise _no_item(key)

    @property
    def span(self) -> Span:
        """Where the clause of a commitment stands. Raises ValueError for any other item."""
        return Span(int(self.first), int(self.second))


def _halves(rest: str, sign: str, key: str) -> dict[str, str]:
    first, _, second = rest.partition(sign)
    if not first or not second or len(second) > _LONGEST_NAME or not second.isprintable():
        raise _no_item(key)
    return {"first": first, "second": second}


def _no_item(key: str) -> BadArgument:
    return BadArgument("no judgement has this name", where=key[:80], hint="use the names that the coding lists")


class Unsupported(BadArgument):
    """An answer that says that something is there, without words of the text that say so."""


class Answer(Frozen):
    """What somebody says of an item.

    ``value`` is a level, a legal force or ``abstained``, a type of actor, or a modality; ``absent`` for an actor or a
    commitment that is not there. ``who`` is the actor of a commitment, by the name that the text gives.
    """

    value: str
    who: str | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str = ""

    @property
    def negative(self) -> bool:
        """Whether it says that there is nothing, for which there need be no words of the text."""
        return self.value in ("none", ABSENT, UNTOLD)

    def same(self, other: Answer) -> bool:
        """Whether both say the same of the document, whatever words they quote."""
        return self.value == other.value and (self.negative or self.who == other.who)


def check_answer(item: Item, answer: Answer, levels: tuple[str, ...], text: str) -> None:
    """Hold an answer to what it may be: a value of the item, words that stand in the text, a note of sensible length.

    ``levels`` are those of the item's taxonomy. Raises :class:`BadArgument`, and :class:`EvidenceError` for a quote.
    """
    if answer.value not in values_of(item, levels):
        hint = f"choose among {', '.join(values_of(item, levels))}"
        raise BadArgument("this is no answer to the judgement", where=f"{item.key}: {answer.value[:40]}", hint=hint)
    if len(answer.note) > _LONGEST_NOTE or len(answer.who or "") > _LONGEST_NAME or len(answer.evidence) > _MOST_QUOTES:
        hint = f"at most {_LONGEST_NOTE} characters of note, {_LONGEST_NAME} of name, {_MOST_QUOTES} quotes"
        raise BadArgument("this is too long", where=item.key, hint=hint)
    if not storable(answer.note) or not (answer.who or "").isprintable():
        raise BadArgument("there are characters that are no text", where=item.key, hint="leave control characters out")
    if not answer.negative and not answer.evidence:
        raise Unsupported("no words of the text support it", where=item.key, hint="choose the words that say so")
    for one in answer.evidence:
        one.quote.check(text)


def storable(text: str) -> bool:
    """Whether every database keeps the text: no half characters (lone surrogates), no NUL, which PostgreSQL lacks."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def values_of(item: Item, levels: tuple[str, ...]) -> tuple[str, ...]:
    """The values that an answer to the item may have."""
    if item.kind == "coverage":
        return levels
    if item.kind == "status":
        return (*get_args(LegalForce), UNTOLD)
    return (*get_args(ActorType if item.kind == "actor" else Modality), ABSENT)


class Kept(Frozen):
    """The answer that holds now: which change it was, by whom, and when."""

    answer: Answer
    version: int
    who: str
    at: datetime


class Change(Frozen):
    """One change of one answer; ``version`` counts from 1 for each item. Changes are never changed."""

    item: str
    version: int
    who: str
    at: datetime
    before: Answer | None
    after: Answer


class Coding(Frozen):
    """One person's coding of one document, or the decisions on where coders disagree (``adjudication``).

    ``manifest`` names the engine's record that it looks at, None where there was none. ``blind``: until it is
    finished, its coder sees nothing of other people's answers, nor others of its; ``machine_blind``: nor the engine's.
    ``version`` counts how often it was finished and opened again.
    """

    id: int
    sha256: str
    kind: CodingKind
    coder: str
    manifest: str | None
    taxonomies: tuple[str, ...]
    blind: bool
    machine_blind: bool
    asked_by: str
    asked_at: datetime
    state: CodingState
    version: int
    finished_at: datetime | None


class CodingRequest(Frozen):
    """That somebody is to code a document: who asks whom, and under which conditions."""

    sha256: str
    coder: str
    kind: CodingKind = "coding"
    manifest: str | None = None
    taxonomies: tuple[str, ...] = ()
    blind: bool = False
    machine_blind: bool = False


class Given(Frozen):
    """An answer that somebody gives; ``version`` is the one that it was made from, 0 where there was none."""

    item: Item
    version: int
    answer: Answer
