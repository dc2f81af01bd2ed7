"""All cues of all taxonomies, found in one pass over a text.

Every cue is spelled out (:mod:`regatlas.engines.lexicon.cues`). The first literal of each sequence goes into one
Aho-Corasick automaton; where it is found, word borders are looked at, and what follows a gap or a number is matched
by looking ahead. English cues serve every text, for Latin words stand in
Chinese texts too; Chinese cues serve texts with Chinese characters.
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


@dataclass(slots=True)
class _Use:
    """What must hold besides the literal: a number before it, what follows it, and the end of a word."""

    cue: int
    number_before: bool
    word_ends: bool
    tails: list[Sequence] = field(default_factory=list)


class _Folded:
    """A folded text and what was already looked up in it, for gaps ask the same things again and again."""

    __slots__ = ("_barriers", "_live", "_places", "_reaches", "text")

    def __init__(self, text: str) -> None:
        self.text = fold(text)
        self._barriers = [match.start() for match in _BARRIER.finditer(text)]
        self._places: dict[str, list[int]] = {}
        self._reaches: dict[tuple[int, bool], int] = {}
        self._live: dict[int, list[Sequence]] = {}

    def live_tails(self, use: _Use) -> list[Sequence]:
        """The tails of ``use`` whose first literal stands anywhere in the text; most cues' tails do not."""
        live = self._live.get(id(use))
        if live is None:
            live = [tail for tail in use.tails if tail[0] is not Mark.GAP or self.places(str(tail[1]))]
            self._live[id(use)] = live
        return live

    def places(self, literal: str) -> list[int]:
        """Where ``literal`` stands; at a word start, if it begins with a Latin letter or digit."""
        places = self._places.get(literal)
        if places is None:
            places = self._places[literal] = list(self._search(literal))
        return places

    def _search(self, literal: str) -> Iterator[int]:
        whole = _is_latin(literal, 0)
        at = self.text.find(literal)
        while at >= 0:
            if not (whole and at > 0 and _is_latin(self.text, at - 1)):
                yield at
            at = self.text.find(literal, at + 1)

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


class Matcher:
    """Finds the cues of some taxonomies. Make it with :func:`matcher`, which keeps it for the process."""

    def __init__(self, taxonomies: Iterable[Taxonomy]) -> None:
        self.cues: tuple[CueRef, ...] = tuple(_refs(taxonomies))
        uses: dict[str, dict[tuple[int, bool, bool], _Use]] = defaultdict(dict)
        for number, ref in enumerate(self.cues):
            _spell_out(number, ref, uses)
        self._literals = list(uses)
        self._uses = [tuple(by_key.values()) for by_key in uses.values()]
        self._latin_start = [_is_latin(literal, 0) for literal in self._literals]
        self._chinese = [ref.language == "zh" for ref in self.cues]
        self._categories = [(ref.taxonomy, ref.category) for ref in self.cues]
        self._negative = [ref.strength == "negative" for ref in self.cues]
        self._automaton = AhoCorasick(self._literals) if self._literals else None

    def find(self, text: str) -> list[Match]:
        """The cues in ``text`` by place, without negative ones and without those that a negative one overlaps.

        A cue is found at most once from any one place, in its longest reading, and matches of one cue do not overlap.
        """
        matches = sorted(self._longest(_Folded(text)).items())
        kept: list[Match] = []
        cancelled: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        last_end: dict[int, int] = {}
        for (start, cue), end in matches:
            if start < last_end.get(cue, 0):
                continue
            last_end[cue] = end
            if self._negative[cue]:
                cancelled[self._categories[cue]].append((start, end))
            else:
                kept.append(Match(cue, start, end))
        return [one for one in kept if not _overlaps(one, cancelled.get(self._categories[one.cue]))]

    def _longest(self, folded: _Folded) -> dict[tuple[int, int], int]:
        """By start and cue, the end of the longest reading."""
        found: dict[tuple[int, int], int] = {}
        text = folded.text
        with_chinese = _CJK.search(text) is not None
        for literal, start, stop in self._literals_in(text):
            mid_word = self._latin_start[literal] and start > 0 and _is_latin(text, start - 1)
            for use in self._uses[literal]:
                if self._chinese[use.cue] and not with_chinese:
                    continue
                begin = _number_start(text, start) if use.number_before else -1 if mid_word else start
                if begin < 0:
                    continue
                end = _end(folded, stop, use)
                if end > found.get((begin, use.cue), -1):
                    found[begin, use.cue] = end
        return found

    def _literals_in(self, text: str) -> list[tuple[int, int, int]]:
        return self._automaton.find_matches_as_indexes(text, overlapping=True) if self._automaton else []


# Matchers by the identity of their taxonomies, which are kept with them so that an identity is never used again.
_KEPT: dict[tuple[int, ...], tuple[tuple[Taxonomy, ...], Matcher]] = {}


def matcher(taxonomies: Iterable[Taxonomy]) -> Matcher:
    """The matcher of these taxonomies, built once in a process. Raises :class:`DataError` for a cue it cannot read."""
    given = tuple(taxonomies)
    key = tuple(id(taxonomy) for taxonomy in given)
    if key not in _KEPT:
        _KEPT[key] = (given, Matcher(given))
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


def _spell_out(number: int, ref: CueRef, uses: dict[str, dict[tuple[int, bool, bool], _Use]]) -> None:
    try:
        cue = parse_cue(ref.pattern)
    except DataError as error:
        where = f"taxonomy {ref.taxonomy}, category {ref.category}, {ref.language} {ref.strength}"
        raise DataError(error.what, where=where, hint=error.hint) from None
    for sequence in cue.sequences:
        number_before = sequence[0] is Mark.NUMBER
        literal, *rest = sequence[1:] if number_before else sequence
        key = (number, number_before, bool(rest))
        use = uses[str(literal)].setdefault(key, _Use(number, number_before, cue.whole_word))
        if rest:
            use.tails.append(tuple(rest))


def _end(folded: _Folded, at: int, use: _Use) -> int:
    """Where the longest reading ends whose first literal ends at ``at``; -1 if none goes on there."""
    if not use.tails:
        return -1 if use.word_ends and _is_latin(folded.text, at) else at
    return max((_follow(folded, at, tail, use.word_ends) for tail in folded.live_tails(use)), default=-1)


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
    """Where ``pieces`` end when they begin after a gap that opens at ``at``."""
    literal = str(pieces[0])
    places = folded.places(literal)
    if not places or places[-1] < at:
        return -1
    chinese = folded.text[at - 1] >= _CJK_START or literal.lstrip()[:1] >= _CJK_START
    reach = folded.reach(at, chinese=chinese)
    for start in places[bisect_left(places, at) :]:
        if start > reach:
            break
        end = _follow(folded, start + len(literal), pieces[1:], word_ends)
        if end >= 0:
            return end
    return -1


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
    """Whether any of ``spans``, which are sorted by start, shares a character with ``match``."""
    if not spans:
        return False
    before = bisect_left(spans, (match.end, 0))
    return any(end > match.start for _, end in spans[:before])
