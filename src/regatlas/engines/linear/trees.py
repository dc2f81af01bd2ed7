"""Small boosted trees for yes-or-no questions: second-order gradient boosting over binned features.

Written here because a model is to be judged with NumPy alone and stored as plain arrays: with twenty features and
twenty thousand rows a full tree of depth three takes a hundredth of a second, and no library is needed. The method is
that of Chen and Guestrin, XGBoost (KDD 2016), section 2, with histograms. Nothing in it is random.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DEPTH = 3
ROUNDS = 60
RATE = 0.1
BINS = 64
PENALTY = 5.0
LEAST_WEIGHT = 4.0
"""The least sum of second derivatives, at most a quarter a row, on either side of a split."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Full binary trees. ``features`` and ``edges`` have a row of 7 inner nodes for each tree, ``leaves`` one of 8."""

    start: float
    features: Ints
    edges: Floats
    leaves: Floats

    def margin(self, rows: Floats) -> Floats:
        """The log odds of each row."""
        total = np.full(len(rows), self.start)
        for features, edges, leaves in zip(self.features, self.edges, self.leaves, strict=True):
            total += leaves[_leaf(rows, features, edges)]
        return total


def boost(rows: Floats, labels: Floats) -> Forest:
    """Learn from rows of features and labels 0 or 1."""
    edges = [_edges(column) for column in rows.T]
    codes = np.stack(
        [np.searchsorted(edge, column, side="left") for edge, column in zip(edges, rows.T, strict=True)], 1
    )
    cells = codes + np.arange(rows.shape[1]) * BINS
    share = np.clip(labels.mean(), 1e-6, 1 - 1e-6)
    start = float(np.log(share / (1 - share)))
    margin = np.full(len(rows), start)
    trees = []
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-margin))
        features, bins, leaves, where = _tree(codes, cells, chance - labels, chance * (1 - chance))
        margin += leaves[where]
        trees.append((features, [_edge(edges, *split) for split in zip(features, bins, strict=True)], leaves))
    return Forest(
        start,
        np.array([tree[0] for tree in trees], dtype=np.int64),
        np.array([tree[1] for tree in trees], dtype=np.float64),
        np.array([tree[2] for tree in trees], dtype=np.float64),
    )


def _edges(column: Floats) -> Floats:
    """At most ``BINS - 1`` borders between values, so that the bins hold about equally many rows."""
    return np.unique(np.quantile(column, np.linspace(0, 1, BINS)[1:-1], method="lower"))


def _edge(edges: list[Floats], feature: int, code: int) -> float:
    """The value up to which a row goes left; a node that does not split sends everything left."""
    return float(edges[feature][code]) if code < len(edges[feature]) else float("inf")


def _tree(codes: Ints, cells: Ints, slope: Floats, bend: Floats) -> tuple[list[int], list[int], Floats, Ints]:
    """One tree: feature and bin of every inner node, the leaves' values, and the leaf of every row."""
    count, width = codes.shape
    slopes, bends = np.repeat(slope, width), np.repeat(bend, width)
    node = np.zeros(count, dtype=np.int64)
    features: list[int] = []
    bins: list[int] = []
    for depth in range(DEPTH):
        nodes = 1 << depth
        flat = (cells + node[:, None] * (width * BINS)).ravel()
        shape = (nodes, width, BINS)
        size = nodes * width * BINS
        sums = [np.bincount(flat, weights, size).astype(np.float64).reshape(shape) for weights in (slopes, bends)]
        feature, code = _splits(sums[0], sums[1])
        features += feature.tolist()
        bins += code.tolist()
        node = 2 * node + (codes[np.arange(count), feature[node]] > code[node])
    leaves = 1 << DEPTH
    value = -np.bincount(node, slope, leaves) / (np.bincount(node, bend, leaves) + PENALTY)
    return features, bins, RATE * value, node


def _splits(slopes: Floats, bends: Floats) -> tuple[Ints, Ints]:
    """The feature and bin of the best split of each node; bin ``BINS`` where none is worth it."""
    left, left_bend = slopes.cumsum(axis=2), bends.cumsum(axis=2)
    total, total_bend = left[:, :1, -1:], left_bend[:, :1, -1:]
    gain = left**2 / (left_bend + PENALTY) + (total - left) ** 2 / (total_bend - left_bend + PENALTY)
    gain -= total**2 / (total_bend + PENALTY)
    gain[(left_bend < LEAST_WEIGHT) | (total_bend - left_bend < LEAST_WEIGHT)] = 0.0
    flat = gain.reshape(len(gain), -1)
    at = flat.argmax(axis=1)
    worth = flat[np.arange(len(gain)), at] > 1e-9
    return at // BINS, np.where(worth, at % BINS, BINS)


def _leaf(rows: Floats, features: Ints, edges: Floats) -> Ints:
    node = np.zeros(len(rows), dtype=np.int64)
    first = 0
    for depth in range(DEPTH):
        split = first + node
        node = 2 * node + (rows[np.arange(len(rows)), features[split]] > edges[split])
        first += 1 << depth
    return node
