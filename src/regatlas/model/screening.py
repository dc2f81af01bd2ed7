"""Whether a document is AI governance, and whether it governs or only reports: a score that quotes the text."""

from __future__ import annotations

from typing import Literal

from regatlas.model.base import Frozen
from regatlas.model.judgement import Evidence, Withheld
from regatlas.model.taxonomy import Bilingual

Verdict = Literal["in-scope", "uncertain", "out-of-scope"]
Force = Literal["operative", "background"]
SignKind = Literal[
    "title",
    "opening",
    "heading",
    "definition",
    "density",
    "spread",
    "kindred",
    "norm",
    "policy",
    "form",
    "subject",
    "governance",
]
"""``subject`` and ``governance`` are a language model's; the others are those of :mod:`regatlas.engines.screening`."""

IN_SCOPE_AT = 40
"""The score from which a document is taken to be AI governance."""

KEEP_AT = 12
"""The score from which a document is not put aside unread; calibrated for recall (docs/screening.md)."""


class Sign(Frozen):
    """One thing that speaks for AI governance, with its strength from 0 to 1 and the words that show it."""

    kind: SignKind
    strength: float
    evidence: tuple[Evidence, ...]


class Screening(Frozen):
    """What an engine says of a document's scope.

    ``score`` is 0 to 100; None where the text could not be judged, for which ``abstained`` then gives the reason.
    ``force`` is whether the text sets norms, commitments or plans of its own (``operative``) or only speaks of them;
    None where nothing in it is about AI. Every sign has evidence; a score of 0 has none.
    """

    engine: str
    manifest: str
    score: int | None
    force: Force | None = None
    signs: tuple[Sign, ...] = ()
    force_evidence: tuple[Evidence, ...] = ()
    rationale: Bilingual
    abstained: Bilingual | None = None
    withheld: tuple[Withheld, ...] = ()

    @property
    def verdict(self) -> Verdict | None:
        """What the score means; None where there is none."""
        if self.score is None:
            return None
        return "in-scope" if self.score >= IN_SCOPE_AT else "uncertain" if self.score >= KEEP_AT else "out-of-scope"
