"""The engine ``lexicon.v2``, and ``lexicon.v1`` before it: cues, weighed by place, added up to levels.

For taxonomies with the levels none, minimal and good:

* every cue counts once in a provision, at its best place there: strong 1, weak 1/3, times the weight of the place
  (operative text 1, a recital 0.25, …: :mod:`regatlas.engines.lexicon.weights`). A provision adds at most 1, so the
  sum over the document, the *mass*, reads as a number of provisions.
* ``minimal``: the mass reaches a threshold, which is ``MINIMAL_AT`` for texts up to ``LENGTH_UNIT`` characters and
  grows with longer ones; and a strong cue is among them. Weak cues alone claim nothing: allowing two of them in one
  provision found 3 of 116 named subdomains more, and claims that no quote bears out.
* ``good``: the mass reaches ``GOOD_AT`` and ``GOOD_FACTOR`` times that threshold, and either two provisions have a
  strong cue in an operative sentence, or one provision is about the category: two distinct strong cues in operative
  sentences, two such sentences, or one under a heading that itself has a strong cue.
* confidence: for a level that is covered, from 0.5 at its threshold towards 0.8 (minimal) or 0.95 (good) as the mass
  grows; for ``none``, from 0.95 without any evidence down to 0.5 just under the threshold.

``lexicon.v2`` differs from ``lexicon.v1`` in four things. What an exemption spares weighs little, word by word, and the
duties beside it in one sentence keep their weight (:mod:`regatlas.engines.lexicon.scope`); v1 set whole sentences
aside. A heading with a strong cue makes the weak cues of its category strong in all that stands under it. ``good`` asks
in a longer text for more operative provisions: of the 18 texts of AGORA over 60,000 characters, v1 found .89 good under
governance failure and 6.6 subdomains each, v2 .67 and 4.8, with no covered subdomain lost. And tags fire at
``PRESENCE_AT``.

For taxonomies with the levels none and good only, see :mod:`regatlas.engines.lexicon.presence`.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from regatlas.engines.lexicon import weights
from regatlas.engines.lexicon.matcher import CueRef, Match, Matcher, matcher
from regatlas.engines.lexicon.passages import Passage, Passages
from regatlas.engines.lexicon.presence import presence
from regatlas.engines.lexicon.quotes import Candidate, best_quotes
from regatlas.engines.lexicon.weights import Place
from regatlas.model.document import Document
from regatlas.model.judgement import Judgement
from regatlas.model.taxonomy import Level, Taxonomy
from regatlas.model.text import Span

_UNDER_HEADINGS: frozenset[Place] = frozenset(["operative", "plain"])
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Rules:
    """What tells one version of the engine from another.

    ``by_clause``: an exemption spares the words in its scope, not the whole sentence. ``headed``: under a heading with
    a strong cue of a category, its weak cues are taken for strong. ``by_length``: in a longer text ``good`` asks for
    more operative provisions. ``presence_at``: where the score of presence fires.
    """

    name: str
    by_clause: bool
    headed: bool
    by_length: bool
    presence_at: float


V1 = Rules("lexicon.v1", by_clause=False, headed=False, by_length=False, presence_at=weights.PRESENCE_AT_V1)
V2 = Rules("lexicon.v2", by_clause=True, headed=True, by_length=True, presence_at=weights.PRESENCE_AT)
RULES = {rules.name: rules for rules in (V2, V1)}
NAME = V2.name


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue of one category, found in a passage that counts; ``strong`` also where a heading makes it so."""

    cue: CueRef
    span: Span
    passage: Passage
    strong: bool

    @property
    def weight(self) -> float:
        """What the cue adds where it stands."""
        share = 1.0 if self.strong else weights.WEAK_SHARE
        return share * weights.PLACE_WEIGHT[self.passage.place]

    @property
    def telling(self) -> bool:
        """Whether this is a strong cue in an operative sentence."""
        return self.strong and self.passage.place == "operative"


class LexiconEngine:
    """Judges by cues alone: no model, no network, the same answer every time."""

    def __init__(self, rules: Rules = V2) -> None:
        self._rules = rules

    @property
    def name(self) -> str:
        """The versioned name of the engine."""
        return self._rules.name

    def judge(self, document: Document, taxonomies: Sequence[Taxonomy]) -> tuple[Judgement, ...]:
        """One judgement for every category, in the order of the taxonomies."""
        finder = matcher(taxonomies, document.text)
        hits = _hits(document, finder, self._rules)
        threshold = _threshold(document.text)
        judgements: list[Judgement] = []
        for taxonomy in taxonomies:
            graded = "minimal" in taxonomy.levels
            for category in taxonomy.categories:
                found = hits.get((taxonomy.id, category.code), [])
                level, confidence = (
                    _graded(found, threshold, by_length=self._rules.by_length)
                    if graded
                    else _present(document.text, found, self._rules.presence_at)
                )
                evidence = () if level == "none" else best_quotes(document, _candidates(found))
                judgements.append(
                    Judgement(
                        taxonomy=taxonomy.id,
                        category=category.code,
                        level=level,
                        confidence=round(confidence, 3),
                        evidence=evidence,
                    )
                )
        return tuple(judgements)


def _hits(document: Document, finder: Matcher, rules: Rules) -> dict[tuple[str, str], list[Hit]]:
    """By taxonomy and category, what was found in passages that count, in the order of the text."""
    passages = Passages(document, by_clause=rules.by_clause)
    found: dict[tuple[str, str], list[Hit]] = defaultdict(list)
    for match in finder.find(document.text):
        passage = passages.at(match.start, match.end)
        if passage is not None and passage.place != "never":
            cue = finder.cues[match.cue]
            found[cue.taxonomy, cue.category].append(Hit(cue, _span(match), passage, cue.strength == "strong"))
    told = {category: _without_overlaps(hits) for category, hits in found.items()}
    return {category: _headed(document, hits) for category, hits in told.items()} if rules.headed else told


def _headed(document: Document, hits: list[Hit]) -> list[Hit]:
    """The hits, weak ones as strong where a heading with a strong cue of the category stands over them.

    A heading that is a provision of its own stands over all of its parent; one that opens a provision, over that.
    """
    headings = [hit.passage.leaf for hit in hits if hit.strong and hit.passage.place == "heading"]
    under = {leaf.parent if leaf.kind == "heading" else leaf.eid for leaf in headings} - {None}
    return [replace(hit, strong=True) if _raised(document, hit, under) else hit for hit in hits] if under else hits


def _raised(document: Document, hit: Hit, under: set[str | None]) -> bool:
    if hit.strong or hit.passage.place not in _UNDER_HEADINGS:
        return False
    return any(around.eid in under for around in document.ancestors(hit.passage.leaf.eid))


def _span(match: Match) -> Span:
    return Span(match.start, match.end)


def _without_overlaps(hits: list[Hit]) -> list[Hit]:
    """Of hits that share characters, the strong one, or else the longest: the same words count once."""
    kept: list[Hit] = []
    for hit in hits:
        if kept and hit.span.start < kept[-1].span.end:
            if _rank(hit) > _rank(kept[-1]):
                kept[-1] = hit
        else:
            kept.append(hit)
    return kept


def _rank(hit: Hit) -> tuple[bool, int]:
    return hit.strong, hit.span.end - hit.span.start


@dataclass
class _Tally:
    """What one provision says of one category: the best weight of each cue, its telling cues and their sentences."""

    best: dict[str, float] = field(default_factory=dict)
    telling: set[str] = field(default_factory=set)
    sentences: set[int] = field(default_factory=set)
    headed: bool = False

    def add(self, hit: Hit) -> None:
        """Count a hit."""
        pattern = hit.cue.pattern
        self.best[pattern] = max(self.best.get(pattern, 0.0), hit.weight)
        if hit.telling:
            self.telling.add(pattern)
            self.sentences.add(hit.passage.span.start)
        if hit.passage.place == "heading" and hit.strong:
            self.headed = True

    @property
    def mass(self) -> float:
        """What the provision adds to the document."""
        return min(weights.PROVISION_CAP, sum(self.best.values()))

    @property
    def subject(self) -> bool:
        """Whether the provision is about the category."""
        several = max(len(self.telling), len(self.sentences)) >= weights.SUBJECT_CUES
        return several or (self.headed and bool(self.telling))


def _threshold(text: str) -> float:
    """The mass from which a text of this length touches a category."""
    length = len(text) + (weights.CHINESE_CHARACTER - 1) * sum(map(len, _CHINESE.findall(text)))
    factor = math.pow(length / weights.LENGTH_UNIT, weights.LENGTH_POWER)
    return weights.MINIMAL_AT * min(weights.MAX_LENGTH_FACTOR, max(1.0, factor))


def _graded(hits: list[Hit], threshold: float, *, by_length: bool) -> tuple[Level, float]:
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for hit in hits:
        tallies[hit.passage.unit].add(hit)
    mass = sum(tally.mass for tally in tallies.values())
    # What only weak cues say, no reader would find in the quote: alone they claim nothing, however many they are.
    if mass < threshold or not any(hit.strong for hit in hits):
        return "none", 0.95 - 0.45 * min(1.0, mass / threshold)
    enough = max(weights.GOOD_AT, weights.GOOD_FACTOR * threshold)
    # A provision that is about the category counts twice: alone it is enough, but not in a text of any length.
    telling = sum(bool(tally.telling) + tally.subject for tally in tallies.values())
    if mass >= enough and telling >= (max(weights.GOOD_PROVISIONS, enough) if by_length else weights.GOOD_PROVISIONS):
        return "good", _grown(0.95, mass - enough)
    return "minimal", _grown(0.8, mass - threshold)


def _present(text: str, hits: list[Hit], fires_at: float) -> tuple[Level, float]:
    score = presence(text, [(hit.cue.pattern, hit.strong, hit.span, hit.passage) for hit in hits])
    if score < fires_at:
        return "none", 0.95 - 0.45 * score / fires_at
    return "good", _grown(0.95, score - fires_at)


def _grown(ceiling: float, beyond: float) -> float:
    return 0.5 + (ceiling - 0.5) * (1.0 - math.exp(-beyond / weights.CONFIDENCE_SCALE))


def _candidates(hits: list[Hit]) -> list[Candidate]:
    """The sentences with a strong cue: those of operative and plain text where there are any, else all.

    Worth most is the one whose cues say most: each distinct cue counts by its place and by its length, for longer words
    are more particular ("evaluation of large models" against "testing"). A sentence too long to be quoted whole, which
    mostly is a list, counts for less.
    """
    by_sentence: dict[int, list[Hit]] = defaultdict(list)
    strong = [hit for hit in hits if hit.strong]
    for hit in [one for one in strong if one.passage.place in ("operative", "plain")] or strong:
        by_sentence[hit.passage.span.start].append(hit)
    return [_candidate(group) for group in by_sentence.values()]


def _candidate(group: list[Hit]) -> Candidate:
    distinct = {hit.cue.pattern: _told(hit) for hit in group}
    first = max(group, key=lambda hit: (_told(hit), -hit.span.start))
    span = first.passage.span
    limit = weights.QUOTE_LENGTH_CHINESE if first.cue.language == "zh" else weights.QUOTE_LENGTH_LATIN
    share = min(1.0, limit / (span.end - span.start))
    return Candidate(first.passage, (share * sum(distinct.values()),), first.span)


def _told(hit: Hit) -> float:
    """How much a cue tells where it stands: its weight, by the length of what it matched; half where it has a gap."""
    length = (hit.span.end - hit.span.start) * (weights.CHINESE_CHARACTER if hit.cue.language == "zh" else 1)
    return hit.weight * math.log2(1 + length / (2 if "~" in hit.cue.pattern else 1))
