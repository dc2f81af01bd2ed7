"""An untrained score for tags that are either there or not, such as AGORA's.

Counts on a logarithmic scale: how often, by how many different cues, how densely in one provision, and how often in
the places that matter. Not divided by length: density scored lower in cross-validation (.539 against .589 micro F1),
and so did counting operative sentences only (.517).
"""

from __future__ import annotations

import functools
import math
import re
from collections import defaultdict
from collections.abc import Sequence

from regatlas.engines.lexicon.passages import Passage
from regatlas.model.text import Span

Counted = tuple[str, bool, Span, Passage]
"""The pattern of a cue, whether it counts as strong, where it was found."""

OPENING = 600
"""Characters at the beginning of a text that mostly say what it is about."""

_AI = re.compile(
    r"artificial intelligence|machine learning|\bAI\b|algorithm|automated decision|language model|人工智能|算法|模型",
    re.I,
)


def presence(text: str, hits: Sequence[Counted]) -> float:
    """The score of one tag. One without a strong cue scores 0, for nothing could be quoted."""
    strong = [(cue, span, passage) for cue, is_strong, span, passage in hits if is_strong]
    if not strong:
        return 0.0
    by_leaf: dict[str, set[str]] = defaultdict(set)
    for cue, _, passage in strong:
        by_leaf[passage.leaf.eid].add(cue)
    speaking = {eid: _speaks_of_ai(text, passage.leaf.span) for eid, passage in _leaves(strong).items()}
    return (
        math.log1p(len(strong))
        + math.log1p(len({cue for cue, _, _ in strong}))
        + math.log1p(max(map(len, by_leaf.values())))
        + 0.5 * math.log1p(sum(passage.place == "operative" for _, _, passage in strong))
        + 0.5 * math.log1p(sum(speaking[passage.leaf.eid] for _, _, passage in strong))
        + 0.5 * math.log1p(sum(span.start < OPENING for _, span, _ in strong))
        + 0.35 * math.log1p(len(hits) - len(strong))
    )


def _leaves(hits: Sequence[tuple[str, Span, Passage]]) -> dict[str, Passage]:
    return {passage.leaf.eid: passage for _, _, passage in hits}


# Tag after tag asks the same of the same provisions.
@functools.lru_cache(maxsize=4096)
def _speaks_of_ai(text: str, span: Span) -> bool:
    return _AI.search(text, *span) is not None
