"""Which of several things kept their order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(values: Sequence[int]) -> list[int]:
    """The places of a longest strictly rising subsequence, in time n log n; of several, always the same one."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        rank = bisect_left(tails, value)
        before.append(places[rank - 1] if rank else -1)
        if rank == len(tails):
            tails.append(value)
            places.append(place)
        else:
            tails[rank], places[rank] = value, place
    return _chain(before, places[-1] if places else -1)


def heaviest_rising(values: Sequence[int], weights: Sequence[float]) -> list[int]:
    """The places of a strictly rising subsequence of the greatest weight, in time n log n. Weights are above 0."""
    ranks = {value: rank for rank, value in enumerate(sorted(set(values)), start=1)}
    # A tree of prefix maxima (Fenwick): the heaviest chain that ends at or below a rank, and the place of its end.
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    best = (0.0, -1)
    for place, (value, weight) in enumerate(zip(values, weights, strict=True)):
        rank = ranks[value]
        so_far = _below(tree, rank - 1)
        before.append(so_far[1])
        chain = (so_far[0] + weight, place)
        best = chain if chain[0] > best[0] else best
        while rank < len(tree):
            tree[rank] = chain if chain[0] > tree[rank][0] else tree[rank]
            rank += rank & -rank
    return _chain(before, best[1])


def _below(tree: Sequence[tuple[float, int]], rank: int) -> tuple[float, int]:
    best = (0.0, -1)
    while rank:
        best = tree[rank] if tree[rank][0] > best[0] else best
        rank -= rank & -rank
    return best


def _chain(before: Sequence[int], place: int) -> list[int]:
    chain: list[int] = []
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]
