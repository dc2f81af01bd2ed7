"""Two versions of one text, provision by provision."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from regatlas.compare.matching import SIMILAR, Matched, Matcher, Worded, worded
from regatlas.compare.numerals import plain_number
from regatlas.compare.order import heaviest_rising
from regatlas.compare.pieces import pieces
from regatlas.compare.tokens import Token, tokens
from regatlas.compare.units import units
from regatlas.model.comparison import Comparison, Pair, Piece, Unit
from regatlas.model.document import Document

_Texts: TypeAlias = tuple[Document, Document]
_Units: TypeAlias = tuple[list[Worded], list[Worded]]

# A split or merger is told where this share of the smaller one's phrases, and at least so many, stand in the other.
_KIN = 0.6
_KIN_LEAST = 5
_PHRASE = 3
# Of the units that have one phrase, no more than so many are looked at.
_SPREAD = 50
# The weight of a match without any word in common, so that every match has some.
_LEAST = 0.01


def compare_versions(before: Document, after: Document) -> Comparison:
    """What became of each unit of ``before`` in ``after``. The same two texts always give the same answer."""
    old, new = worded(before, units(before)), worded(after, units(after))
    found = Matcher(old, new).match()
    moved = _moved(found, old)
    # Nothing but its number holds such a pair together, and the number of what moved says little.
    found = [one for one in found if one not in moved or one.similarity >= SIMILAR]
    numbers = _renumbering(found, old, new)
    paired = {one.after: _pair(one, (before, after), (old, new), numbers, one in moved) for one in found}
    lone = [one for place, one in enumerate(old) if place not in {match.before for match in found}]
    fresh = [one for place, one in enumerate(new) if place not in paired]
    kin = _Kin((before, after), list(paired.values()), (lone, fresh))
    deleted = _deleted(found, old, moved)
    pairs: list[Pair] = []
    pairs.extend(kin.deleted(old[place]) for place in deleted[-1])
    for place, unit in enumerate(new):
        pairs.append(paired.get(place) or kin.added(unit))
        pairs.extend(kin.deleted(old[gone]) for gone in deleted[place])
    return Comparison(pairs=tuple(pairs))


def _moved(found: Sequence[Matched], old: Sequence[Worded]) -> frozenset[Matched]:
    """The matches outside the weightiest run of matches that kept their order, told apart by role."""
    moved: set[Matched] = set()
    for role in ("provision", "heading", "frame"):
        listed = [one for one in found if old[one.before].unit.role == role]
        kept = set(heaviest_rising([one.after for one in listed], [one.similarity**2 + _LEAST for one in listed]))
        moved |= {one for place, one in enumerate(listed) if place not in kept}
    return frozenset(moved)


def _renumbering(found: Sequence[Matched], old: Sequence[Worded], new: Sequence[Worded]) -> dict[str, str]:
    """The number of each article of the earlier text in the later one."""
    pairs = ((old[one.before].unit, new[one.after].unit) for one in found)
    provisions = ((one, other) for one, other in pairs if one.role == "provision")
    numbers = ((plain_number(one.number), plain_number(other.number)) for one, other in provisions)
    return {one: other for one, other in numbers if one and other}


def _pair(
    match: Matched,
    texts: _Texts,
    sides: _Units,
    numbers: dict[str, str],
    moved: bool,
) -> Pair:
    old, new = sides[0][match.before], sides[1][match.after]
    found: tuple[Piece, ...]
    if old.print == new.print:
        found = (Piece(kind="same", before=old.unit.body, after=new.unit.body),)
    else:
        found = pieces(old.found, new.found, (old.unit.body, new.unit.body), numbers)
    changed = any(piece.kind != "same" for piece in found)
    return Pair(
        state="changed" if changed else "same",
        before=old.unit,
        after=new.unit,
        basis=match.basis,
        similarity=round(match.similarity, 4),
        moved=moved,
        renumbered=plain_number(old.unit.number) != plain_number(new.unit.number),
        reparagraphed=_lines(texts[0], old.unit) != _lines(texts[1], new.unit),
        pieces=found,
    )


def _lines(document: Document, unit: Unit) -> int:
    return document.text.count("\n", *unit.body)


def _deleted(found: Sequence[Matched], old: Sequence[Worded], moved: frozenset[Matched]) -> dict[int, list[int]]:
    """The units without a match, by the place in the later text after which they would stand; -1 is its beginning."""
    later = {one.before: one.after for one in found if one not in moved}
    gone = set(range(len(old))) - {one.before for one in found}
    deleted: dict[int, list[int]] = defaultdict(list)
    last = -1
    for place in range(len(old)):
        last = max(last, later.get(place, last))
        if place in gone:
            deleted[last].append(place)
    return deleted


class _Kin:
    """Where the words of units without a match came from or went: a split or a merger.

    Phrases of three words are looked up, because single words of the trade stand in every provision.
    """

    def __init__(self, texts: _Texts, pairs: Sequence[Pair], lone: _Units) -> None:
        single = [[(one.unit.eid, _phrases(one.found)) for one in side] for side in lone]
        self._lost = _Phrases([*_changed(pairs, "deleted", texts[0]), *single[0]])
        self._won = _Phrases([*_changed(pairs, "added", texts[1]), *single[1]])

    def added(self, unit: Worded) -> Pair:
        """A unit that only the later text has."""
        piece = Piece(kind="added", before=None, after=unit.unit.body)
        return Pair(state="added", before=None, after=unit.unit, pieces=(piece,), kin=self._lost.near(unit))

    def deleted(self, unit: Worded) -> Pair:
        """A unit that only the earlier text has."""
        piece = Piece(kind="deleted", before=unit.unit.body, after=None)
        return Pair(state="deleted", before=unit.unit, after=None, pieces=(piece,), kin=self._won.near(unit))


class _Phrases:
    """Which units have which phrases; looked up by phrase, because texts may have thousands of lone units."""

    def __init__(self, units: Iterable[tuple[str, frozenset[str]]]) -> None:
        self._units = list(units)
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, (_, phrases) in enumerate(self._units):
            for phrase in phrases:
                self._places[phrase].append(place)

    def near(self, unit: Worded) -> tuple[str, ...]:
        """The eids of those that share enough of the unit's phrases with it, or it of theirs."""
        own = _phrases(unit.found)
        shared = Counter(place for phrase in own for place in self._places.get(phrase, ())[:_SPREAD])
        found = []
        for place in sorted(shared):
            eid, phrases = self._units[place]
            if shared[place] >= max(_KIN_LEAST, _KIN * min(len(own), len(phrases))):
                found.append(eid)
        return tuple(found)


def _phrases(found: Sequence[Token]) -> frozenset[str]:
    keys = [token.key for token in found if token.is_word]
    return frozenset(" ".join(keys[place : place + _PHRASE]) for place in range(len(keys) - _PHRASE + 1))


def _changed(pairs: Sequence[Pair], kind: str, document: Document) -> Iterator[tuple[str, frozenset[str]]]:
    """The phrases that a changed unit lost or won, by the eid of the unit."""
    for pair in pairs:
        unit = pair.before if kind == "deleted" else pair.after
        spans = [piece.before or piece.after for piece in pair.pieces if piece.kind == kind and not piece.follows]
        found = [_phrases(tokens(document.text, span)) for span in spans if span]
        if unit is not None and found:
            yield unit.eid, frozenset().union(*found)
