"""What each category's own cues say of a document: the features that gain most beside TF-IDF.

On AGORA (nested cross-validation over 299 documents) they raise micro F1 from .606 to .66 and macro F1 from .46 to
.57. Counts of operative sentences and of provisions that speak of AI are features beside the plain count, never
filters: filtering on operative sentences scored .517 where plain counts scored .589.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regatlas.engines.lexicon.matcher import Matcher
from regatlas.engines.lexicon.passages import Passage, Passages
from regatlas.engines.lexicon.presence import OPENING
from regatlas.model.document import Document
from regatlas.model.text import Span

Floats = NDArray[np.float64]

NAMES = ("strong", "weak", "distinct", "densest", "operative", "near-ai", "opening", "score")
"""The own features of a category, each log1p of a count but the last, which is the untrained score of presence."""

_SCORE = np.array([1.0, 0.35, 1.0, 1.0, 0.5, 0.5, 0.5])
_AI = re.compile(
    r"artificial intelligence|machine learning|\bAI\b|algorithm|automated decision|language model|人工智能|算法|模型",
    re.I,
)


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue of a category where it stands."""

    pattern: str
    strong: bool
    span: Span
    passage: Passage


class CueSheet:
    """The cues found in a document, by taxonomy and category, in the order of the text; the same words count once."""

    def __init__(self, document: Document, finder: Matcher) -> None:
        self._text = document.text
        self._speaking: dict[str, bool] = {}
        self.passages = Passages(document)
        found: dict[tuple[str, str], list[CueHit]] = defaultdict(list)
        for match in finder.find(document.text):
            passage = self.passages.at(match.start, match.end)
            if passage is not None and passage.place != "never":
                cue = finder.cues[match.cue]
                span = Span(match.start, match.end)
                _keep(CueHit(cue.pattern, cue.strength == "strong", span, passage), found[cue.taxonomy, cue.category])
        self._found = found

    def hits(self, taxonomy: str, category: str) -> list[CueHit]:
        """What was found of one category."""
        return self._found.get((taxonomy, category), [])

    def features(self, taxonomy: str, categories: Sequence[str]) -> Floats:
        """One row of :data:`NAMES` for every category."""
        rows = [self._counts(self.hits(taxonomy, category)) for category in categories]
        logs = np.log1p(np.array(rows, dtype=np.float64).reshape(len(rows), len(_SCORE)))
        # Without a strong cue nothing could be quoted, and the untrained engine says nothing.
        score = (logs @ _SCORE) * (logs[:, 0] > 0)
        return np.column_stack([logs, score])

    def _counts(self, hits: list[CueHit]) -> tuple[int, ...]:
        strong = [hit for hit in hits if hit.strong]
        if not strong:
            return (0, len(hits), 0, 0, 0, 0, 0)
        by_leaf: dict[str, set[str]] = defaultdict(set)
        for hit in strong:
            by_leaf[hit.passage.leaf.eid].add(hit.pattern)
        return (
            len(strong),
            len(hits) - len(strong),
            len({hit.pattern for hit in strong}),
            max(map(len, by_leaf.values())),
            sum(hit.passage.place == "operative" for hit in strong),
            sum(map(self._near_ai, strong)),
            sum(hit.span.start < OPENING for hit in strong),
        )

    def _near_ai(self, hit: CueHit) -> bool:
        leaf = hit.passage.leaf
        if leaf.eid not in self._speaking:
            self._speaking[leaf.eid] = _AI.search(self._text, *leaf.span) is not None
        return self._speaking[leaf.eid]


def _keep(hit: CueHit, kept: list[CueHit]) -> None:
    """Add a hit; of two that share characters stays the strong one, or else the longest."""
    if not kept or hit.span.start >= kept[-1].span.end:
        kept.append(hit)
    elif _rank(hit) > _rank(kept[-1]):
        kept[-1] = hit


def _rank(hit: CueHit) -> tuple[bool, int]:
    return hit.strong, hit.span.end - hit.span.start
