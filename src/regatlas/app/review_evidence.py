"""From the words that a person selects or pastes to quotes that stand in the text. Code checks every one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from regatlas.errors import BadArgument, EvidenceError
from regatlas.model.document import Document, Provision
from regatlas.model.judgement import Evidence
from regatlas.model.text import Span

MOST_PLACES = 30
_LONGEST_WORDS = 20_000


class Nowhere(BadArgument):
    """The words do not stand in the text, or not in the provision that was named."""


class SeveralPlaces(BadArgument):
    """The words stand in more than one place; ``places`` are the first of them."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what, where=where, hint=hint)
        self.places: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Words that a person chose. ``span`` is where they were selected; without it they are looked for, in the provision
    ``place`` (its citation or eId) where one is named.
    """

    words: str = ""
    span: Span | None = None
    place: str = ""


def evidence_of(document: Document, chosen: Iterable[Chosen]) -> tuple[Evidence, ...]:
    """The evidence for what was chosen, each quote once, in the order of the text.

    Raises :class:`SeveralPlaces`, :class:`Nowhere`, :class:`BadArgument`, and :class:`EvidenceError`.
    """
    found = {one.quote.span: one for one in (_evidence(document, each) for each in chosen)}
    return tuple(found[span] for span in sorted(found))


def _evidence(document: Document, chosen: Chosen) -> Evidence:
    words = chosen.words
    if chosen.span is not None:
        return at(document, chosen.span, words or None)
    places = find(document, words, chosen.place)
    if not places:
        raise Nowhere(
            "these words do not stand in the text" + (" of that provision" if chosen.place else ""),
            where=_short(words),
            hint="copy them from the text exactly as they are",
        )
    if len(places) > 1:
        error = SeveralPlaces("these words stand in several places", where=_short(words), hint="choose which is meant")
        error.places = tuple(at(document, one) for one in places)
        raise error
    return at(document, places[0])


def at(document: Document, span: Span, words: str | None = None) -> Evidence:
    """The evidence at a span: what stands there, which must be ``words``, white space aside, where they are given.

    Browsers and clipboards change line feeds and spaces, never letters. Raises :class:`EvidenceError`.
    """
    start, end = span
    there = document.text[start:end] if 0 <= start < end <= len(document.text) else ""
    if not there.strip() or (words is not None and words.split() != there.split()):
        raise EvidenceError(
            "other words stand at this place, or none", where=f"characters {start} to {end}", hint="select them again"
        )
    quote = document.source.quote(span)
    quote.check(document.text)
    return Evidence(eid=document.leaf_at(start).eid if document.leaves else "", quote=quote)


def find(document: Document, words: str, place: str = "") -> Sequence[Span]:
    """Where words stand, white space aside, at most :data:`MOST_PLACES`. Raises :class:`BadArgument`."""
    pieces = words.split()
    if not pieces or len(words) > _LONGEST_WORDS:
        raise BadArgument("there are no words to look for, or too many", where=_short(words), hint="copy a sentence")
    pattern = re.compile(r"\s*".join(map(re.escape, pieces)))
    bounds = [provision.span for provision in named(document, place)] if place else [Span(0, len(document.text))]
    found = {Span(*match.span()) for start, end in bounds for match in pattern.finditer(document.text, start, end)}
    return tuple(islice(sorted(found), MOST_PLACES))


def named(document: Document, place: str) -> list[Provision]:
    """The provisions of that eId or citation. Raises :class:`Nowhere`."""
    wanted = "".join(place.split()).casefold()
    found = [
        provision
        for provision in document.provisions
        if wanted in (provision.eid.casefold(), "".join((provision.citation or "").split()).casefold())
        or provision.eid.casefold().endswith(f"__{wanted}")
    ]
    if not found:
        hint = "write it as the text cites it, or leave it out"
        raise Nowhere("the text has no such provision", where=_short(place), hint=hint)
    return found


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:59] + "…"
