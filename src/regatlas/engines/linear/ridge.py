"""Ridge regression in its dual form: one kernel of the texts for all categories, and each category's own cues.

The kernel of a category is ``TEXT_WEIGHT`` times the centred cosine of TF-IDF, plus the mean product of its own
features, standardised and clipped. The part of the texts is the same for all categories and is inverted once; the
own features add a matrix of low rank, by Woodbury's identity, so that a category costs no more than a product.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

TEXT_WEIGHT = 0.9
"""Weight of the texts against the own features. Ridge alone, over two seeds: .3 .653/.560, .9 .663/.575, 1.8 .660/.574
micro and macro F1."""

RIDGE = 0.5
"""Added to the diagonal; .35 gave .661/.571 and .7 .661/.573 where .5 gave .663/.575."""

CLIP = 4.0


@dataclass(frozen=True, slots=True)
class Scaling:
    """Mean and spread of the own features of each category; both have the shape (categories, features)."""

    mean: Floats
    spread: Floats

    def __call__(self, own: Floats) -> Floats:
        """Standardised and clipped; ``own`` is (documents, categories, features)."""
        return np.clip((own - self.mean) / self.spread, -CLIP, CLIP)


def scaling(own: Floats) -> Scaling:
    """The scaling of these documents. What never varies is left at 0."""
    spread = own.std(axis=0)
    return Scaling(own.mean(axis=0), np.where(spread > 1e-9, spread, 1.0))


@dataclass(frozen=True, slots=True)
class Fit:
    """What was learned. ``dual`` weighs the documents (documents, categories), ``own`` the own features (categories,
    features), ``bias`` is the share of documents that have the category.
    """

    dual: Floats
    own: Floats
    bias: Floats
    scaling: Scaling


def fit(kernel: Floats, own: Floats, labels: Floats) -> Fit:
    """Learn every category. ``kernel`` is that of the texts, not centred; ``labels`` are 0 or 1."""
    scale = scaling(own)
    features = scale(own)
    count = len(labels)
    base = np.linalg.inv(TEXT_WEIGHT * centred(kernel) + RIDGE * np.eye(count))
    bias = labels.mean(axis=0)
    targets = labels - bias
    plain = base @ targets
    dual = np.empty_like(targets)
    for tag in range(labels.shape[1]):
        low = features[:, tag] / np.sqrt(features.shape[2])
        spread = base @ low
        small = np.eye(low.shape[1]) + low.T @ spread
        dual[:, tag] = plain[:, tag] - spread @ np.linalg.solve(small, low.T @ plain[:, tag])
    weights = np.einsum("ntf,nt->tf", features, dual) / features.shape[2]
    return Fit(dual, weights, bias, scale)


def text_part(fitted: Fit, cross: Floats, kernel: Floats) -> Floats:
    """What the texts of other documents add to their scores, with the bias.

    ``cross`` is their kernel with the texts of training, whose own is ``kernel``.
    """
    centred = cross - kernel.mean(axis=0)
    # Shifting rows by a constant is all that centring the other side would do: the dual weights are made to sum to 0.
    dual = fitted.dual - fitted.dual.mean(axis=0)
    found: Floats = TEXT_WEIGHT * centred @ dual + fitted.bias
    return found


def own_part(fitted: Fit, own: Floats) -> Floats:
    """What the own features add to the scores."""
    found: Floats = np.einsum("ntf,tf->nt", fitted.scaling(own), fitted.own)
    return found


def centred(kernel: Floats) -> Floats:
    """The kernel of the same texts with their mean taken away."""
    rows = kernel.mean(axis=0)
    found: Floats = kernel - rows - rows[:, None] + kernel.mean()
    return found
