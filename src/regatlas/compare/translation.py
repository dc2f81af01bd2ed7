"""An original and its translation, side by side: articles by number, and inside them paragraphs and points.

What belongs together is the cheapest walk through both texts (see :mod:`regatlas.compare.alignment`). A step is cheap
where numbers agree, where the lengths stand in the ratio of the two texts, and where the same numbers, dates, Latin
words and quoted names stand on both sides. The walk is made twice, trusting numbers and hardly heeding them; the
second counts where it fits the words so much better that numbers must have been lost or shifted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log
from statistics import median

from regatlas.compare.alignment import STEPS, Step, walk
from regatlas.compare.numerals import plain_number
from regatlas.compare.terms import latin_words, terms
from regatlas.compare.units import stripped, unit_of, units
from regatlas.model.comparison import Alignment, Block, Row, Side, Unit
from regatlas.model.document import Document, Provision
from regatlas.model.text import Span

# The logarithm of the ratio of lengths varies by this much between a provision and its translation. Measured on the
# seven pairs of docs/comparison.md: 0.07 to 0.11 for articles of more than 100 characters, more for shorter ones.
_SIGMA = 0.18
# Added to both lengths in characters of the original, because short provisions vary more.
_SMOOTH = 12.0
_WORST_LENGTH = 9.0
_TRUST, _DISTRUST = 2.0, 0.3
# Numbers are given up where each step that this changes fits better by so much.
_BETTER = 0.5
_OTHER_FAMILY = 8.0
_TERMS = 2.0
# The ratio of lengths is taken from so many articles or more, each of so many characters or more.
_ENOUGH, _LONG_ENOUGH = 4, 20
_CERTAIN = 1.5


@dataclass(frozen=True, slots=True)
class _Item:
    """A provision to be aligned: its length in characters, its number in a form that both texts share, its terms."""

    unit: Unit
    number: str | None
    length: int
    found: Counter[str]


def align_translation(original: Document, translation: Document) -> Alignment:
    """The parallel text of ``original`` and ``translation``. The same two texts always give the same answer."""
    return _Aligner(original, translation).align()


class _Aligner:
    """Two documents with the ratio of their lengths and the Latin words that both have."""

    def __init__(self, original: Document, translation: Document) -> None:
        self._texts = (original, translation)
        self._starts = [[leaf.span.start for leaf in text.leaves] for text in self._texts]
        self._known = latin_words(original.text) & latin_words(translation.text)
        self._ratio = max(len(translation.text), 1) / max(len(original.text), 1)

    def align(self) -> Alignment:
        left, right = (self._items(side, units(self._texts[side])) for side in (0, 1))
        self._ratio = _ratio(left, right) or self._ratio
        blocks = [self._block(left[step.a : step.b], right[step.c : step.d], step) for step in self._walk(left, right)]
        return Alignment(blocks=tuple(blocks), ratio=round(self._ratio, 4))

    def _items(self, side: int, found: Sequence[Unit]) -> list[_Item]:
        text = self._texts[side].text
        return [
            _Item(one, _number(one), one.body.end - one.body.start, terms(text, one.body, self._known)) for one in found
        ]

    def _walk(self, left: Sequence[_Item], right: Sequence[_Item]) -> list[Step]:
        place = {_name(item): index for index, item in reversed(list(enumerate(right))) if item.number}
        anchors = [(index, place[_name(item)]) for index, item in enumerate(left) if _name(item) in place]
        content = _Content(left, right, self._ratio)

        def path(trust: float) -> list[Step]:
            def cost(a: int, b: int, c: int, d: int) -> float:
                return content(a, b, c, d) + trust * _number_cost(left[a:b], right[c:d])

            return walk(len(left), len(right), cost, anchors)

        return content.better(path(_TRUST), path(_DISTRUST))

    def _block(self, left: Sequence[_Item], right: Sequence[_Item], step: Step) -> Block:
        rows = tuple(self._rows(left, right, step))
        both = bool(left) and bool(right)
        numbered = both and _number_cost(left, right) < 0
        return Block(
            original=_side(left),
            translation=_side(right),
            confidence=_confidence(step.cost) if both else 0.0,
            shared=_shared(left, right),
            role=(left or right)[0].unit.role,
            basis=("number" if numbered else "content") if both else None,
            rows=rows,
        )

    def _rows(self, left: Sequence[_Item], right: Sequence[_Item], step: Step) -> Iterator[Row]:
        """The leaves of a block against each other; where either side is one leaf, the block is one row."""
        inner = [self._leaves(0, left), self._leaves(1, right)]
        if not left or not right or min(map(len, inner)) < 2:
            yield _row(left, right, step.cost)
            return
        for part in self._walk(*inner):
            yield _row(inner[0][part.a : part.b], inner[1][part.c : part.d], part.cost)

    def _leaves_of(self, side: int, unit: Unit) -> Sequence[Provision]:
        starts = self._starts[side]
        first = bisect_right(starts, unit.span.start) - 1
        return self._texts[side].leaves[first : bisect_left(starts, unit.span.end)]

    def _leaves(self, side: int, items: Sequence[_Item]) -> list[_Item]:
        document = self._texts[side]
        found: list[Unit] = []
        for item in items:
            leaves = [leaf for leaf in self._leaves_of(side, item.unit) if leaf.span.start < leaf.span.end]
            found += [unit_of(document, _inside(document, leaf, item.unit)) for leaf in leaves]
        return self._items(side, [one for one in found if one.span.start < one.span.end])


class _Content:
    """How badly provisions fit as original and translation, whatever their numbers; 0 where they fit perfectly."""

    def __init__(self, left: Sequence[_Item], right: Sequence[_Item], ratio: float) -> None:
        self._sides = (left, right)
        self._ratio = ratio
        self._known: dict[tuple[int, int, int, int], float] = {}
        self._bags: dict[tuple[int, int, int], Counter[str]] = {}

    def __call__(self, a: int, b: int, c: int, d: int) -> float:
        if (a, b, c, d) not in self._known:
            self._known[a, b, c, d] = self._cost(a, b, c, d)
        return self._known[a, b, c, d]

    def better(self, trusting: list[Step], doubting: list[Step]) -> list[Step]:
        """The walk that trusts numbers, unless the other one fits clearly better where they part."""
        mine, others = ({step[:4] for step in path} for path in (trusting, doubting))
        gain = sum(map(self._whole, mine - others)) - sum(map(self._whole, others - mine))
        return doubting if gain > _BETTER * max(len(mine - others), len(others - mine)) else trusting

    def _whole(self, step: tuple[int, int, int, int]) -> float:
        a, b, c, d = step
        return STEPS[b - a, d - c] + (self(a, b, c, d) if a < b and c < d else 0.0)

    def _cost(self, a: int, b: int, c: int, d: int) -> float:
        left, right = self._sides[0][a:b], self._sides[1][c:d]
        long, short = (sum(item.length for item in side) for side in (right, left))
        off = log((long / self._ratio + _SMOOTH) / (short + _SMOOTH)) / _SIGMA
        agreement = _agreement(self._bag(0, a, b), self._bag(1, c, d))
        alike = len({_family(item.unit) for item in (*left, *right)}) == 1
        return min(off * off / 2, _WORST_LENGTH) + _TERMS * (1 - agreement) + (0.0 if alike else _OTHER_FAMILY)

    def _bag(self, side: int, start: int, end: int) -> Counter[str]:
        if (side, start, end) not in self._bags:
            self._bags[side, start, end] = _bag(self._sides[side][start:end])
        return self._bags[side, start, end]


def _inside(document: Document, leaf: Provision, unit: Unit) -> Provision:
    """A leaf as it counts inside a unit: the article's own number says nothing of its first paragraph."""
    span = stripped(document.text, Span(max(leaf.span.start, unit.span.start), leaf.span.end))
    return leaf._replace(span=span, number=None if leaf.eid == unit.eid else leaf.number)


def _number(unit: Unit) -> str | None:
    """The unit's number in a form that both texts share; titles belong together like provisions of one number."""
    return unit.kind if unit.kind == "title" else plain_number(unit.number)


def _ratio(left: Sequence[_Item], right: Sequence[_Item]) -> float | None:
    """The median ratio of lengths of articles of one number; None where there are too few.

    Unlike the ratio of the whole texts it stays the same where a part was not translated.
    """
    lengths = {_name(item): item.length for item in right if item.number}
    pairs = ((item.length, lengths.get(_name(item), 0)) for item in left if item.number)
    found = [long / short for short, long in pairs if short >= _LONG_ENOUGH and long]
    return median(found) if len(found) >= _ENOUGH else None


def _family(unit: Unit) -> str:
    """What may stand for what: provisions and headings for their like, parts of the frame for those of their kind."""
    return unit.kind if unit.role == "frame" else unit.role


def _name(item: _Item) -> tuple[str, str | None]:
    return item.unit.role, item.number


def _number_cost(left: Sequence[_Item], right: Sequence[_Item]) -> float:
    """-1 where any numbers agree, 1 where all that there are contradict each other, 0 where a side has none."""
    one, other = ({item.number for item in side if item.number} for side in (left, right))
    if not one or not other:
        return 0.0
    return -1.0 if one & other else 1.0


def _bag(items: Sequence[_Item]) -> Counter[str]:
    return sum((item.found for item in items), Counter())


def _agreement(left: Counter[str], right: Counter[str]) -> float:
    """The share of terms that stand on both sides; where there are too few to tell, nearly 1."""
    whole = left.total() + right.total()
    return (2 * (left & right).total() + 2) / (whole + 2)


def _shared(left: Sequence[_Item], right: Sequence[_Item]) -> tuple[str, ...]:
    return tuple(sorted((_bag(left) & _bag(right)).keys()))


def _confidence(cost: float) -> float:
    return round(1 / (1 + exp(cost - _CERTAIN)), 3)


def _row(left: Sequence[_Item], right: Sequence[_Item], cost: float) -> Row:
    both = bool(left) and bool(right)
    return Row(
        original=_side(left),
        translation=_side(right),
        confidence=_confidence(cost) if both else 0.0,
        shared=_shared(left, right),
    )


def _side(items: Sequence[_Item]) -> Side | None:
    if not items:
        return None
    first, last = items[0].unit, items[-1].unit
    span = Span(first.span.start, last.span.end)
    return Side(eids=tuple(item.unit.eid for item in items), citation=first.citation, span=span)
