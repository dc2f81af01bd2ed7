"""What the cues of all categories say together of each one: ridge regression on the whole profile of a document.

A category's own cues are few and miss much; which *other* categories a text speaks of tells what kind of text it is,
and so what else people find in it. Beside the texts and the own features this raised micro F1 from .663 to .670 and
macro F1 from .588 to .596 (AGORA, nested cross-validation, mean of four divisions, logistic regression on top).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regatlas.engines.linear.ridge import Scaling, centred, scaling

Floats = NDArray[np.float64]

RIDGE = 1.0
"""Added to the diagonal; .25 gave .669/.595 and 2 gave .671/.598 where 1 gave .670/.597."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What was learned: ``weights`` (categories * features, codes) of profiles of length 1, and ``bias`` of the codes.

    ``scaling`` is that of every category of the taxonomy, learned or not.
    """

    scaling: Scaling
    weights: Floats
    bias: Floats

    def scores(self, whole: Floats) -> Floats:
        """The score of every code; ``whole`` is (documents, categories, features)."""
        found: Floats = _unit(self.scaling, whole) @ self.weights + self.bias
        return found


def fit(whole: Floats, labels: Floats) -> Profile:
    """Learn every code from the features of all categories; ``labels`` are 0 or 1."""
    scale = scaling(whole)
    rows = _unit(scale, whole)
    share = labels.mean(axis=0)
    dual = np.linalg.solve(centred(rows @ rows.T) + RIDGE * np.eye(len(rows)), labels - share)
    weights = rows.T @ (dual - dual.mean(axis=0))
    return Profile(scale, weights, share - rows.mean(axis=0) @ weights)


def _unit(scale: Scaling, whole: Floats) -> Floats:
    """Standardised, clipped, and of length 1, so that a long text does not outweigh the others."""
    flat = scale(whole).reshape(len(whole), -1)
    found: Floats = flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-9)
    return found
