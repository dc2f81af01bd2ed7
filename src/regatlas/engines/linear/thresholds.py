"""Where a score counts as a yes: the threshold with the best F1, each category's own shrunk to that of all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SHRINKAGE = 100
"""Documents that the threshold of all categories weighs; 50 gave .669 micro F1 where 100 gave .671 (six divisions)."""


def best(scores: Floats, labels: Floats) -> float:
    """The threshold with the highest F1, half-way to the next score below; ``labels`` are 0 or 1, of any shape."""
    order = np.argsort(-scores, axis=None, kind="stable")
    ranked, truth = scores.ravel()[order], labels.ravel()[order]
    found = 2 * np.cumsum(truth) / (np.arange(1, len(ranked) + 1) + truth.sum())
    # A threshold cannot part equal scores: only the last of a run of equals is a place to cut.
    last = np.append(ranked[:-1] > ranked[1:], True)
    at = int(np.argmax(np.where(last, found, -1.0)))
    return float((ranked[at] + ranked[at + 1]) / 2 if at + 1 < len(ranked) else ranked[at] - 1e-6)


def shrunk(scores: Floats, labels: Floats) -> Floats:
    """A threshold for every category: its own, weighted by its positives, and the one of all by ``SHRINKAGE``."""
    of_all = best(scores, labels)
    weight = labels.sum(axis=0)
    own = np.array([best(scores[:, tag], labels[:, tag]) for tag in range(scores.shape[1])])
    found: Floats = (weight * own + SHRINKAGE * of_all) / (weight + SHRINKAGE)
    return found
