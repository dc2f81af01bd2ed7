"""Which item of an American section stands below which: the reading of all its numbers that costs least.

(i) may be the letter after (h) or the first Roman numeral, (1) a new list or a number in a sentence; no rule for one
number decides that. So all readings of all numbers of a section are followed side by side, each with a cost for what
drafters rarely do (a gap, a list of one item, a level left out), and the cheapest is taken. Federal acts nest
(a)(1)(A)(i)(I)(aa), executive orders (a)(i)(A)(1), Colorado (1)(a)(I)(A), New York 1. (a) (i), New Jersey a. (1) (a).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regatlas.structure.us.items import Item, Place

# Costs were set on the 637 American texts of AGORA, so that the fewest gaps and lists of one remain.
_BELOW: dict[str, dict[str, float]] = {
    "": {
        "subd": 0.0,
        "a": 0.0,
        "1": 0.0,
        "1.": 0.1,
        "a.": 0.2,
        "A.": 0.3,
        "I.": 0.3,
        "A": 0.5,
        "I": 0.7,
        "i": 0.8,
        "aa": 1.5,
    },
    "subd": {"a": 0.0, "1": 0.1, "i": 0.3},
    "a": {"1": 0.0, "i": 0.1, "A": 0.3, "I": 0.2, "1.": 0.4},
    "1": {"A": 0.0, "a": 0.1, "i": 0.2, "I": 0.6, "a.": 0.4},
    "A": {"i": 0.0, "1": 0.2, "I": 0.4},
    "i": {"I": 0.0, "A": 0.1, "1": 0.5, "aa": 0.6},
    "I": {"aa": 0.0, "A": 0.1, "a": 0.4, "i": 0.5, "1": 0.5},
    "aa": {"AA": 0.0},
    "1.": {"a": 0.0, "a.": 0.0, "1": 0.1, "A": 0.3, "i": 0.4, "I": 0.4},
    "a.": {"1": 0.0, "1.": 0.0, "i": 0.4, "A": 0.5},
    "A.": {"1": 0.1, "1.": 0.0, "a": 0.3},
    "I.": {"a": 0.0, "A": 0.2, "A.": 0.2, "1": 0.2},
}
_STRANGE = 1.2
_LEFT_OUT: dict[Place, float] = {"line": 2.6, "glued": 2.2, "inside": 0.3, "dotted": 0.9}
_LONE = 0.6
# A list that begins with another number than 1, because its beginning was left out or not seen.
_START = 2.0
_WIDEST_GAP = 12
_UNMARKED = 1.5
_BEAM = 8
_MARGIN = 5.0
_DEEPEST = 8


class _Frame(NamedTuple):
    """An open list: its style, the number it has reached, and whether it has one item only."""

    style: str
    last: int
    lone: bool


Frames = tuple[_Frame, ...]


class Placed(NamedTuple):
    """Where an item stands: at ``depth`` (1 is outermost) of its lists, in a style, below the styles ``above``.

    ``around`` is how many lists are open around the quotation in which a ``quoted`` item stands. ``again`` says that a
    list of the same style, at the same place, was begun before. The heading of a quoted section has depth 0.
    """

    depth: int
    style: str
    above: tuple[str, ...]
    around: int
    again: bool
    quoted: bool = False


class _State(NamedTuple):
    cost: float
    outer: Frames
    inner: Frames | None
    steps: tuple[_State, Placed | None] | None


def nest(items: Sequence[Item]) -> list[Placed | None]:
    """Where each item stands; None for numbers that open nothing."""
    states = [_State(0.0, (), None, None)]
    for item in items:
        best: dict[tuple[Frames, Frames | None], _State] = {}
        for state in states:
            for following in _followed(state, item):
                key = (following.outer, following.inner)
                if key not in best or following.cost < best[key].cost:
                    best[key] = following
        states = sorted(best.values(), key=lambda state: state.cost)[:_BEAM]
        states = [state for state in states if state.cost <= states[0].cost + _MARGIN]
    final = min(states, key=lambda state: state.cost + _closing(state.outer) + _closing(state.inner or ()))
    return _steps(final)


def _steps(state: _State) -> list[Placed | None]:
    found: list[Placed | None] = []
    while state.steps is not None:
        state, placed = state.steps
        found.append(placed)
    return found[::-1]


def _followed(state: _State, item: Item) -> Iterator[_State]:
    if not item.readings:
        # The heading of a quoted section: its items begin anew.
        heading = Placed(0, "", (), len(state.outer), again=False, quoted=True)
        yield _State(state.cost + _closing(state.inner or ()), state.outer, (), (state, heading))
        return
    yield state._replace(cost=state.cost + _LEFT_OUT[item.place], steps=(state, None))
    if item.quoted:
        yield from _quoted(state, item, 0.0)
        return
    closing = _closing(state.inner or ())
    for cost, frames, placed in _moves(state.outer, item, bare=False):
        yield _State(state.cost + closing + cost, frames, None, (state, placed))
    if state.inner is not None:
        # A closing mark was lost, or an item of the quotation has none of its own.
        yield from _quoted(state, item, _UNMARKED)


def _quoted(state: _State, item: Item, more: float) -> Iterator[_State]:
    for cost, frames, placed in _moves(state.inner or (), item, bare=not state.inner):
        inside = placed._replace(around=len(state.outer), quoted=True)
        yield _State(state.cost + cost + more, state.outer, frames, (state, inside))


def _closing(frames: Frames) -> float:
    return _LONE * sum(frame.lone for frame in frames)


def _moves(frames: Frames, item: Item, *, bare: bool) -> Iterator[tuple[float, Frames, Placed]]:
    """Every way to go on from the open lists; ``bare`` at the beginning of a quotation, which may start anywhere."""
    for style, value in item.readings:
        depths = [index for index, frame in enumerate(frames) if frame.style == style]
        for depth in depths:
            cost = _onward(frames[depth], item, value)
            yield _move(frames, depth, style, value, cost, again=value == 1, lone=False)
        if len(frames) >= _DEEPEST or (depths and not _begins_again(frames, style, value)):
            continue
        cost = _BELOW.get(frames[-1].style if frames else "", {}).get(style, _STRANGE)
        if value != 1:
            cost += 0.3 if bare else _START if item.place in ("line", "glued") else 4.0
        yield _move(frames, len(frames), style, value, cost, again=False, lone=value == 1)
        yield from _replaced(frames, item, style, value)


def _begins_again(frames: Frames, style: str, value: int) -> bool:
    """The Code of Federal Regulations nests (a)(1)(i)(A)(1)(i), the last two in italics."""
    styles = "".join(frame.style for frame in frames)
    return value == 1 and ((style == "1" and styles.endswith("1iA")) or (style == "i" and styles.endswith("1iA1")))


def _replaced(frames: Frames, item: Item, style: str, value: int) -> Iterator[tuple[float, Frames, Placed]]:
    """A list in another style in place of one that is over, behind a paragraph of its own."""
    if value != 1 or not item.fresh:
        return
    for depth in range(len(frames)):
        above = frames[depth - 1].style if depth else ""
        cost = 1.0 + _BELOW.get(above, {}).get(style, _STRANGE)
        yield _move(frames, depth, style, value, cost, again=True, lone=True)


def _onward(frame: _Frame, item: Item, value: int) -> float:
    if value == frame.last + 1:
        return 0.0
    if value == frame.last and not item.label.isdigit() and not item.label.isalpha():
        # 2A after 2.
        return 0.2
    if value > frame.last:
        missing = value - frame.last - 1
        return 1.8 + 0.4 * missing if missing <= _WIDEST_GAP else 8.0
    if value == 1:
        return 1.0 if item.fresh else 2.6
    return 6.0


def _move(
    frames: Frames, depth: int, style: str, value: int, cost: float, *, again: bool, lone: bool
) -> tuple[float, Frames, Placed]:
    kept = frames[:depth]
    cost += _closing(frames[depth + 1 :])
    if again:
        cost += _closing(frames[depth : depth + 1])
        lone = True
    placed = Placed(depth + 1, style, tuple(frame.style for frame in kept), 0, again=again)
    return cost, (*kept, _Frame(style, value, lone)), placed
