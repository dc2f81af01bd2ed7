"""All cues of all taxonomies, found in one pass over a text.

Every cue is spelled out (:mod:`regatlas.engines.lexicon.cues`). The first literal of each sequence goes into one
Aho-Corasick automaton, and the literals that stand after a gap into another. Where a first literal is found, the few
second ones in reach are looked up among those that its cues ask for: asking for each of them in turn took three times
as long. English cues serve every text, for Latin words stand in Chinese texts too; Chinese cues serve texts with
Chinese characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick

from regatlas.engines.lexicon.cues import Mark, Sequence, parse_cue
from regatlas.engines.lexicon.fold import fold
from regatlas.errors import DataError
from regatlas.model.taxonomy import Category, Taxonomy

Strength = Literal["strong", "weak", "negative"]
GAP_WORDS = 5
GAP_CHARACTERS = 8

_CJK_START = "\u2e80"
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BARRIER = re.compile(r"\n|[。！？；]|[.!?](?=\s)")
_WINDOW = re.compile(rf"[\w'\-]*(?:[^\w'\-]+[\w'\-]+){{0,{GAP_WORDS}}}[^\w'\-]*")
_WINDOW_LIMIT = 400  # characters; five words of ordinary text take about 45
_NUMBER = re.compile(r"\d(?:[\d,.^]*\d)?")


@dataclass(frozen=True, slots=True)
class CueRef:
    """A cue and where it stands: taxonomy, category, language, strength."""

    taxonomy: str
    category: str
    language: Literal["en", "zh"]
    strength: Strength
    pattern: str


class Match(NamedTuple):
    """A cue found at ``[start, end)`` of the text; ``cue`` is its place in :attr:`Matcher.cues`."""

    cue: int
    start: int
    end: int


class _Reading(NamedTuple):
    """What must hold besides a literal: a number before it, what follows it, and the end of a word."""

    cue: int
    number_before: bool
    word_ends: bool
    rest: Sequence


@dataclass(slots=True)
class _Node:
    """How cues go on after their first literal: not at all or with a number, or after a gap with a second literal."""

    at_once: list[_Reading] = field(default_factory=list)
    gapped: dict[int, list[_Reading]] = field(default_factory=dict)
    takes_number: bool = False

    def add(self, reading: _Reading, second: int | None) -> None:
        """Take a reading; one with ``second`` has its gap and that literal left out of its rest."""
        self.takes_number = self.takes_number or reading.number_before
        if second is None:
            self.at_once.append(reading)
        else:
            self.gapped.setdefault(second, []).append(reading)


class _Folded:
    """A folded text, the places of second literals in it, and how far gaps reach, for they ask again and again."""

    __slots__ = ("_after", "_barriers", "_reaches", "ends", "literals", "starts", "text")

    def __init__(self, text: str, seconds: AhoCorasick | None) -> None:
        self.text = fold(text)
        self._barriers = [match.start() for match in _BARRIER.finditer(text)]
        self._reaches: dict[tuple[int, bool], int] = {}
        self._after: dict[int, list[tuple[int, int]]] = {}
        found = seconds.find_matches_as_indexes(self.text, overlapping=True) if seconds else []
        placed = sorted((start, end, literal) for literal, start, end in found if not self._mid_word(start))
        self.starts = [start for start, _, _ in placed]
        self.ends = [end for _, end, _ in placed]
        self.literals = [literal for _, _, literal in placed]

    def _mid_word(self, start: int) -> bool:
        return start > 0 and _is_latin(self.text, start) and _is_latin(self.text, start - 1)

    def reach(self, at: int, *, chinese: bool) -> int:
        """The last place where something may begin after a gap that opens at ``at``."""
        reach = self._reaches.get((at, chinese))
        if reach is None:
            position = bisect_left(self._barriers, at)
            barrier = self._barriers[position] if position < len(self._barriers) else len(self.text) + 1
            reach = at + GAP_CHARACTERS if chinese else self._words_from(at, barrier)
            reach = self._reaches[at, chinese] = min(reach, barrier - 1)
        return reach

    def _words_from(self, at: int, stop: int) -> int:
        window = _WINDOW.match(self.text, at, min(stop, at + _WINDOW_LIMIT))
        return window.end() if window else at

    def after_gap(self, at: int) -> list[tuple[int, int]]:
        """The second literals that a gap opening at ``at`` reaches, and where each ends, by place."""
        found = self._after.get(at)
        if found is None:
            found = self._after[at] = list(self._reached(at))
        return found

    def _reached(self, at: int) -> Iterator[tuple[int, int]]:
        text = self.text
        after_chinese = text[at - 1] >= _CJK_START
        short = self.reach(at, chinese=True)
        long = short if after_chinese else self.reach(at, chinese=False)
        for position in range(bisect_left(self.starts, at), len(self.starts)):
            start = self.starts[position]
            if start > long and start > short:
                return
            chinese = text[start : self.ends[position]].lstrip()[:1] >= _CJK_START
            if start <= (short if chinese else long):
                yield self.literals[position], self.ends[position]


class Matcher:
    """Finds the cues of some taxonomies. Make it with :func:`matcher`, which keeps it for the process."""

    def __init__(self, taxonomies: Iterable[Taxonomy], *, chinese: bool = True) -> None:
        self.cues: tuple[CueRef, ...] = tuple(ref for ref in _refs(taxonomies) if chinese or ref.language != "zh")
        nodes: dict[str, _Node] = defaultdict(_Node)
        seconds: dict[str, int] = {}
        for number, ref in enumerate(self.cues):
            _spell_out(number, ref, nodes, seconds)
        literals = list(nodes)
        self._nodes = list(nodes.values())
        self._latin_start = [_is_latin(literal, 0) for literal in literals]
        self._chinese = [ref.language == "zh" for ref in self.cues]
        self._categories = [(ref.taxonomy, ref.category) for ref in self.cues]
        self._negative = [ref.strength == "negative" for ref in self.cues]
        self._automaton = AhoCorasick(literals) if literals else None
        self._seconds = AhoCorasick(list(seconds)) if seconds else None

    def find(self, text: str) -> list[Match]:
        """The cues in ``text`` by place, without negative ones and without those that a negative one overlaps.

        A cue is found at most once from any one place, in its longest reading, and matches of one cue do not overlap.
        """
        matches = sorted(self._longest(_Folded(text, self._seconds)).items())
        kept: list[Match] = []
        cancelled: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        last_end: dict[int, int] = {}
        for (start, cue), end in matches:
            if start < last_end.get(cue, 0):
                continue
            last_end[cue] = end
            if self._negative[cue]:
                _join(cancelled[self._categories[cue]], start, end)
            else:
                kept.append(Match(cue, start, end))
        return [one for one in kept if not _overlaps(one, cancelled.get(self._categories[one.cue]))]

    def _longest(self, folded: _Folded) -> dict[tuple[int, int], int]:
        """By start and cue, the end of the longest reading."""
        found: dict[tuple[int, int], int] = {}
        text = folded.text
        with_chinese = _CJK.search(text) is not None
        for literal, start, stop in self._literals_in(text):
            node = self._nodes[literal]
            mid_word = self._latin_start[literal] and start > 0 and _is_latin(text, start - 1)
            if mid_word and not node.takes_number:
                continue
            for reading, end in _read(folded, stop, node):
                if self._chinese[reading.cue] and not with_chinese:
                    continue
                begin = _number_start(text, start) if reading.number_before else -1 if mid_word else start
                if begin >= 0 and end > found.get((begin, reading.cue), -1):
                    found[begin, reading.cue] = end
        return found

    def _literals_in(self, text: str) -> list[tuple[int, int, int]]:
        return self._automaton.find_matches_as_indexes(text, overlapping=True) if self._automaton else []


# Matchers by the identity of their taxonomies, which are kept with them so that an identity is never used again.
_KEPT: dict[tuple[int, ...], tuple[tuple[Taxonomy, ...], Matcher]] = {}


def matcher(taxonomies: Iterable[Taxonomy], text: str | None = None) -> Matcher:
    """The matcher of these taxonomies, built once in a process. Raises :class:`DataError` for a cue it cannot read.

    For a ``text`` without Chinese characters it leaves the Chinese cues out, which could not be found there: building
    it takes half a second instead of one, and that is most of what a single file takes.
    """
    given = tuple(taxonomies)
    chinese = text is None or _CJK.search(text) is not None
    key = (int(chinese), *(id(taxonomy) for taxonomy in given))
    if key not in _KEPT:
        _KEPT[key] = (given, Matcher(given, chinese=chinese))
    return _KEPT[key][1]


def _refs(taxonomies: Iterable[Taxonomy]) -> Iterator[CueRef]:
    for taxonomy in taxonomies:
        for category in taxonomy.categories:
            yield from _category_refs(taxonomy.id, category)


def _category_refs(taxonomy: str, category: Category) -> Iterator[CueRef]:
    for strength in ("strong", "weak", "negative"):
        for pattern in getattr(category.cues.en, strength):
            yield CueRef(taxonomy, category.code, "en", strength, pattern)
        for pattern in getattr(category.cues.zh, strength):
            yield CueRef(taxonomy, category.code, "zh", strength, pattern)


def _spell_out(number: int, ref: CueRef, nodes: dict[str, _Node], seconds: dict[str, int]) -> None:
    try:
        cue = parse_cue(ref.pattern)
    except DataError as error:
        where = f"taxonomy {ref.taxonomy}, category {ref.category}, {ref.language} {ref.strength}"
        raise DataError(error.what, where=where, hint=error.hint) from None
    for sequence in cue.sequences:
        number_before = sequence[0] is Mark.NUMBER
        literal, *rest = sequence[1:] if number_before else sequence
        second: int | None = None
        if rest and rest[0] is Mark.GAP:
            second = seconds.setdefault(str(rest[1]), len(seconds))
            rest = rest[2:]
        nodes[str(literal)].add(_Reading(number, number_before, cue.whole_word, tuple(rest)), second)


def _read(folded: _Folded, at: int, node: _Node) -> Iterator[tuple[_Reading, int]]:
    """The readings that go on from a first literal which ends at ``at``, and where each ends; gaps are as short as can
    be.
    """
    for reading in node.at_once:
        end = _follow(folded, at, reading.rest, reading.word_ends)
        if end >= 0:
            yield reading, end
    if not node.gapped:
        return
    done: set[tuple[int, _Reading]] = set()
    for second, stop in folded.after_gap(at):
        for reading in node.gapped.get(second, ()):
            if (second, reading) in done:
                continue
            if (end := _follow(folded, stop, reading.rest, reading.word_ends)) >= 0:
                done.add((second, reading))
                yield reading, end


def _follow(folded: _Folded, at: int, pieces: Sequence, word_ends: bool) -> int:
    """Where ``pieces`` end if they begin at ``at``, with gaps as short as can be; -1 if they do not stand there."""
    if not pieces:
        return -1 if word_ends and _is_latin(folded.text, at) else at
    first, rest = pieces[0], pieces[1:]
    if first is Mark.GAP:
        return _across(folded, at, rest, word_ends)
    if first is Mark.NUMBER:
        number = _NUMBER.match(folded.text, at)
        return _follow(folded, number.end(), rest, word_ends) if number else -1
    literal = str(first)
    return _follow(folded, at + len(literal), rest, word_ends) if folded.text.startswith(literal, at) else -1


def _across(folded: _Folded, at: int, pieces: Sequence, word_ends: bool) -> int:
    """Where ``pieces`` end when they begin after a gap that opens at ``at``: only second gaps of a cue come here."""
    literal = str(pieces[0])
    text = folded.text
    chinese = text[at - 1] >= _CJK_START or literal.lstrip()[:1] >= _CJK_START
    reach = folded.reach(at, chinese=chinese)
    whole = _is_latin(literal, 0)
    start = text.find(literal, at, reach + len(literal))
    while start >= 0:
        if not (whole and _is_latin(text, start - 1)):
            end = _follow(folded, start + len(literal), pieces[1:], word_ends)
            if end >= 0:
                return end
        start = text.find(literal, start + 1, reach + len(literal))
    return -1


def _join(spans: list[tuple[int, int]], start: int, end: int) -> None:
    """Add a span that begins no earlier than the last one, as one with it where they touch."""
    if spans and start <= spans[-1][1]:
        spans[-1] = spans[-1][0], max(end, spans[-1][1])
    else:
        spans.append((start, end))


def _is_latin(text: str, at: int) -> bool:
    """Whether a letter or digit of a word that is written with spaces stands at ``at``."""
    character = text[at : at + 1]
    return character.isalnum() and character < _CJK_START


def _number_start(text: str, stop: int) -> int:
    """Where the number begins that ends before ``stop``; -1 if none does."""
    start = stop
    while start > 0 and text[start - 1] in "0123456789,.^":
        start -= 1
    while start < stop and not text[start].isdigit():
        start += 1
    ends_in_digit = start < stop and text[stop - 1].isdigit()
    return start if ends_in_digit and not (start > 0 and _is_latin(text, start - 1)) else -1


def _overlaps(match: Match, spans: list[tuple[int, int]] | None) -> bool:
    """Whether any of ``spans``, which are apart and in order, shares a character with ``match``."""
    if not spans:
        return False
    before = bisect_left(spans, (match.end, 0))
    return before > 0 and spans[before - 1][1] > match.start
