"""The differences of two units, word by word, as runs that tile both of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from regatlas.compare.edits import Match, matches
from regatlas.compare.numerals import plain_number
from regatlas.compare.tokens import Token
from regatlas.model.comparison import Piece
from regatlas.model.text import Span

_ARTICLE_WORDS = frozenset({"article", "articles", "section", "sections", "sec"})
_REFERENCE = re.compile(r"第(.+)条(?:之(.+))?")
_WINDOW = 10
_SENTENCE_ENDS = frozenset({"。", ".", ";", "；", ":", "："})
_CLAUSE_ENDS = frozenset({",", "，", "、"})
# Words alone between two changes hold a sentence together no better than marks do.
_THIN = frozenset(
    ["的", "和", "或", "与", "及", "在", "对", "或者", "以及", "the", "a", "an", "of", "and", "or", "to", "in", "by"]
)


@dataclass(slots=True)
class _Run:
    """Tokens ``[a, b)`` of the earlier and ``[c, d)`` of the later unit, ``same`` where they are equal."""

    a: int
    b: int
    c: int
    d: int
    same: bool
    follows: bool = False


def pieces(
    before: Sequence[Token], after: Sequence[Token], bodies: tuple[Span, Span], numbers: Mapping[str, str]
) -> tuple[Piece, ...]:
    """What was kept, deleted and added, in order; deletions stand before the additions that replace them.

    ``numbers`` gives the articles of the earlier text their numbers in the later one. A reference is the same where
    it names the same article, so that lists of references are not matched by numbers that happen to recur.
    """
    runs = _runs(before, after, (_keys(before, numbers), _keys(after, None)))
    runs = [part for run in runs for part in ([run] if run.same or run.follows else _settled(run, before, after))]
    runs = _without_islands(_joined(runs), before)
    _slide(runs, (before, after))
    return tuple(_pieces(runs, before, after, bodies))


def _keys(found: Sequence[Token], numbers: Mapping[str, str] | None) -> list[str]:
    """What tokens are compared by: words as they are, references to articles by the later number."""
    keys = []
    for place, token in enumerate(found):
        number = _reference(found, place)
        if number is None:
            keys.append(token.key)
        elif numbers is None:
            keys.append(f"§ {number}")
        else:
            keys.append(f"§ {numbers[number]}" if number in numbers else f"§ gone {number}")
    return keys


def _reference(found: Sequence[Token], place: int) -> str | None:
    """The number of the article of this text to which a token refers, if it does."""
    key = found[place].key
    if _REFERENCE.fullmatch(key):
        # 《…》第三条 is an article of another law, which this text cannot renumber.
        return None if place and found[place - 1].key == "》" else plain_number(key)
    if not key.isdecimal():
        return None
    near = {token.key.casefold() for token in found[max(0, place - _WINDOW) : place]}
    return plain_number(key) if near & _ARTICLE_WORDS else None


def _runs(before: Sequence[Token], after: Sequence[Token], keys: tuple[list[str], list[str]]) -> list[_Run]:
    runs: list[_Run] = []
    a = c = 0
    for match in matches(*keys):
        runs.append(_Run(a, match.left, c, match.right, same=False))
        a, c = match.left + match.length, match.right + match.length
        runs.extend(_agreeing(match, before, after))
    runs.append(_Run(a, len(before), c, len(after), same=False))
    return [run for run in runs if run.a < run.b or run.c < run.d]


def _agreeing(match: Match, before: Sequence[Token], after: Sequence[Token]) -> Iterator[_Run]:
    """A stretch in common, cut where references name the same article by another number."""
    offsets = range(match.length)
    for same, group in groupby(offsets, key=lambda at: before[match.left + at].key == after[match.right + at].key):
        places = list(group)
        first, last = places[0], places[-1] + 1
        yield _Run(
            match.left + first, match.left + last, match.right + first, match.right + last, same=same, follows=not same
        )


def _settled(run: _Run, before: Sequence[Token], after: Sequence[Token]) -> list[_Run]:
    """A change without the equal characters at its ends that rjieba only cut into other words."""
    head = _shared(before[run.a : run.b], after[run.c : run.d])
    rest = _Run(run.a + head[0], run.b, run.c + head[1], run.d, same=False)
    tail = _shared(before[rest.a : rest.b][::-1], after[rest.c : rest.d][::-1], back=True)
    middle = _Run(rest.a, rest.b - tail[0], rest.c, rest.d - tail[1], same=False)
    parts = (
        _Run(run.a, rest.a, run.c, rest.c, same=True),
        middle,
        _Run(middle.b, run.b, middle.d, run.d, same=True),
    )
    return [part for part in parts if part.a < part.b or part.c < part.d]


def _shared(left: Sequence[Token], right: Sequence[Token], *, back: bool = False) -> tuple[int, int]:
    """The longest beginnings of equal characters that end with a word on both sides, as counts of tokens."""
    best = (0, 0)
    i = j = 0
    one = other = ""
    while True:
        if len(one) <= len(other) and i < len(left):
            one, i = (left[i].key + one if back else one + left[i].key), i + 1
        elif j < len(right) and len(other) <= len(one):
            other, j = (right[j].key + other if back else other + right[j].key), j + 1
        else:
            return best
        short, long = sorted((one, other), key=len)
        agree = long.endswith(short) if back else long.startswith(short)
        if not agree:
            return best
        if one == other:
            best = (i, j)


def _joined(runs: Sequence[_Run]) -> list[_Run]:
    """Neighbours of one kind as one run; what follows a renumbering stays by itself."""
    joined: list[_Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.same == run.same and last.follows == run.follows:
            last.b, last.d = run.b, run.d
        else:
            joined.append(run)
    return joined


def _without_islands(runs: list[_Run], before: Sequence[Token]) -> list[_Run]:
    """Changes joined over a mark or a particle between them: broken sentences are harder to read than whole ones."""
    for place in range(1, len(runs) - 1):
        left, run, right = runs[place - 1 : place + 2]
        changed = not (left.same or right.same or left.follows or right.follows)
        two_sided = all(side.a < side.b and side.c < side.d for side in (left, right))
        if run.same and changed and two_sided and run.b - run.a <= 1 and _thin(before[run.a : run.b]):
            run.same = False
    return _joined(runs)


def _thin(found: Sequence[Token]) -> bool:
    return all(not token.is_word or token.key.casefold() in _THIN for token in found)


def _slide(runs: Sequence[_Run], texts: tuple[Sequence[Token], Sequence[Token]]) -> None:
    """Move deletions and additions along equal words to where a sentence or clause begins, as people see them.

    ``X。[Y。]`` and ``X[。Y]。`` say the same; only the first is what the legislature did.
    """
    for place in range(1, len(runs) - 1):
        left, run, right = runs[place - 1 : place + 2]
        one_sided = (run.a == run.b) != (run.c == run.d)
        if not (one_sided and left.same and right.same and not run.follows):
            continue
        found, start, end = (texts[0], run.a, run.b) if run.a < run.b else (texts[1], run.c, run.d)
        # Between two changes a word must stay, or they would run together.
        keep_left, keep_right = int(place > 1), int(place < len(runs) - 2)
        backward = _repeats(found, end - 1, start - 1, -1, left.b - left.a - keep_left)
        forward = _repeats(found, start, end, 1, right.b - right.a - keep_right)
        best = max(range(-backward, forward + 1), key=lambda by: (_clause_ends(found, start + by), -abs(by), by))
        left.b, left.d, right.a, right.c = left.b + best, left.d + best, right.a + best, right.c + best
        run.a, run.b, run.c, run.d = run.a + best, run.b + best, run.c + best, run.d + best


def _repeats(found: Sequence[Token], here: int, there: int, step: int, most: int) -> int:
    """How many tokens from ``here`` on are the same as those from ``there`` on."""
    count = 0
    while count < most and found[here + step * count].key == found[there + step * count].key:
        count += 1
    return count


def _clause_ends(found: Sequence[Token], place: int) -> int:
    """How good a border the place before a token is: 2 after a sentence or item, 1 after a clause, 0 elsewhere."""
    key = found[place - 1].key if place else "."
    return 2 if key in _SENTENCE_ENDS else int(key in _CLAUSE_ENDS)


def _pieces(
    runs: Sequence[_Run], before: Sequence[Token], after: Sequence[Token], bodies: tuple[Span, Span]
) -> Iterator[Piece]:
    """Runs of tokens as spans; the white space behind a token goes with it."""
    starts = (
        [bodies[0].start, *(token.start for token in before[1:]), bodies[0].end],
        [bodies[1].start, *(token.start for token in after[1:]), bodies[1].end],
    )
    for run in runs:
        if run.a == run.b and run.c == run.d:
            continue
        old = Span(starts[0][run.a], starts[0][run.b]) if run.a < run.b else None
        new = Span(starts[1][run.c], starts[1][run.d]) if run.c < run.d else None
        if run.same:
            yield Piece(kind="same", before=old, after=new)
            continue
        if old:
            yield Piece(kind="deleted", before=old, after=None, follows=run.follows)
        if new:
            yield Piece(kind="added", before=None, after=new, follows=run.follows)
