"""At most five whole sentences of the text: what it is for, its main duties, who supervises, when it binds.

A sentence scores by how central its terms are (the mean logarithm of the number of sentences that share each), by its
operative word, and by its place. One seat each is kept for purpose or scope, for supervision (or else security),
and for penalties or entry into force; duties take the rest. The choice is deterministic: ties go to the earlier
sentence.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from regatlas.engines.lexicon.clauses import Clause, evidence, read_clauses
from regatlas.model.document import Document
from regatlas.model.judgement import Modality, SummarySentence
from regatlas.model.text import Span

MOST_SENTENCES = 5
# Sentences that share more than this part of the smaller one's terms say the same.
SAME_SHARE = 0.6

# Headings are no sentences; recitals and citations explain a text but are not what it says.
_TELL_NOTHING = frozenset({"heading", "title", "toc", "signature", "recital", "citation", "table"})
_WORD = re.compile(r"[a-z][a-z-]{3,}|[\u4e00-\u9fff]+")
_COMMON = frozenset(
    [
        *("shall", "must", "should", "will", "such", "that", "this", "these", "those", "with", "from", "into"),
        *("other", "which", "their", "they", "have", "been", "being", "upon", "under", "within", "provided"),
        *("pursuant", "including", "include", "includes", "section", "subsection", "paragraph", "article"),
        *("chapter", "relevant", "related", "accordance", "following", "thereof", "each", "also", "where"),
        *("when", "than", "more", "and/or"),
    ]
)
_ENDS = re.compile(r"[.!?。！？][”’\"'）)】」』]*\Z")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_PURPOSE = re.compile(
    r"制定本|适用本|适用于|旨在|目的是|本[\u4e00-\u9fff]{1,4}所称"
    r"|\b(?:formulated|drafted|enacted) (?:to|in|on|for)\b|\bthese \w+ are formulated\b"
    r"|\bapply to\b|\bapplies to\b|\bthe purposes? of (?:this|these)\b"
    r"|\b(?:aims?|objective|purpose|intended) (?:is )?to\b|\bthis (?:regulation|act|framework"
    r"|document|memorandum|order|plan|law)"
    r" (?:lays|establishes|specifies|provides|directs|sets|applies)\b|\Ato amend\b",
    re.I,
)
_SUPERVISES = re.compile(
    r"(?:部门|机关|委员会|办公室|政府)[^。]{0,40}(?:负责|监督|统筹)|监督检查|监督管理"
    r"|\b(?:responsible for|supervis\w+|oversee|enforce\w*|attorney general|regulator|competent authorit)\b",
    re.I,
)
# What a text says of itself: better than a sentence on what some other law applies to.
_OWN_PURPOSE = re.compile(
    r"制定本|适用本|\bthe purposes? of (?:this|these)\b|\bth(?:is|ese) [\w ]{2,30}\bappl(?:y|ies) to\b", re.I
)
_SECURES = re.compile(
    r"安全|监管|风险|隐私|个人信息"
    r"|\b(?:security|safety|regulatory|supervision|privacy|personal (?:data|information)|risks?)\b",
    re.I,
)
_BINDS = re.compile(
    r"罚款|施行|实施之日|依法予以处罚|追究"
    r"|\b(?:take effect|takes effect|enter into force|come into (?:force|effect)"
    r"|effective date|civil penalt|fines?|penalt)\w*\b",
    re.I,
)
_AI = re.compile(
    r"人工智能|算法|大?模型|深度合成|自动化决策|\bAI\b|(?i:artificial intelligence|algorithm"
    r"|automated (?:decision|system)|machine learning)"
)
# A sentence full of cross-references, or one that only defers to another law, tells little by itself.
_REFERENCES = re.compile(
    r"\b(?:section|subsection|paragraph|subparagraph|clause|chapter|title|U\.S\.C)\b|前款|第[一二三四五六七八九十]+款"
)
_DEFERS = re.compile(r"从其规定|依照其规定|\bshall not constitute\b|\bha(?:s|ve) the meaning")
_SPARES = re.compile(r" not apply| applies neither|不适用本")
_TAKES_EFFECT = re.compile(r"施行|(?:take|takes|come|comes|enter|enters) (?:into )?(?:effect|force)", re.I)
_WEIGHTS: dict[Modality | None, float] = {
    "must": 0.6, "must-not": 0.6, "should": 0.4, "plans": 0.25, "may": 0.1, None: 0.0
}  # fmt: skip


@dataclass(frozen=True)
class _Candidate:
    span: Span
    order: float  # 0 at the beginning of the document, 1 at its end
    terms: frozenset[str]
    modality: Modality | None
    words: str


def summary(document: Document, clauses: tuple[Clause, ...] | None = None) -> tuple[SummarySentence, ...]:
    """The sentences of the summary in the order of the text.

    ``clauses`` may be given by a caller that has read them already.
    """
    if clauses is None:
        clauses = read_clauses(document)
    candidates = _candidates(document, clauses)
    shared = Counter(term for candidate in candidates for term in candidate.terms)
    central = {candidate.span: _centrality(candidate, shared) for candidate in candidates}
    chosen = _chosen(candidates, central)
    return tuple(
        SummarySentence(text=document.text[span.start : span.end], evidence=evidence(document, span))
        for span in sorted(candidate.span for candidate in chosen)
    )


def _candidates(document: Document, clauses: tuple[Clause, ...]) -> list[_Candidate]:
    sentences = _sentences(clauses)
    found = _sized(document.text, sentences, 1)
    return found or _sized(document.text, _over_lists(document.text, sentences), 4)


def _sized(text: str, sentences: list[tuple[Span, Modality | None]], times: int) -> list[_Candidate]:
    """The sentences that are whole and neither too short nor longer than so many times the usual limit."""
    found: list[_Candidate] = []
    for sentence, modality in sentences:
        words = text[sentence.start : sentence.end]
        if _is_whole(text, sentence, words, times):
            terms = frozenset(_terms(words))
            if len(terms) >= 4:
                found.append(_Candidate(sentence, sentence.start / len(text), terms, modality, words))
    return found


def _sentences(clauses: tuple[Clause, ...]) -> list[tuple[Span, Modality | None]]:
    """Whole sentences without their labels, each with its first operative word."""
    whole: list[tuple[Span, Modality | None]] = []
    for clause in clauses:
        if clause.leaf.kind in _TELL_NOTHING:
            continue
        if clause.first:
            whole.append((Span(clause.span.start, clause.sentence.end), clause.modality))
        elif whole and whole[-1][1] is None:
            whole[-1] = (whole[-1][0], clause.modality)
    return whole


def _over_lists(text: str, parts: list[tuple[Span, Modality | None]]) -> list[tuple[Span, Modality | None]]:
    """Sentences that run over the points of a list, for a text that has no others: from a capital to a full stop."""
    whole: list[tuple[Span, Modality | None]] = []
    pending: tuple[Span, Modality | None] | None = None
    for span, modality in parts:
        start, known = pending if pending else (span, modality)
        pending = (Span(start.start, span.end), known or modality)
        if _ENDS.search(text[span.start : span.end]):
            whole.append(pending)
            pending = None
    return whole


def _is_whole(text: str, sentence: Span, words: str, times: int) -> bool:
    """Not a part of a list, not a fragment, and of a length that a reader takes in at once."""
    low, high = (15, 260) if _CJK.search(words) else (50, 700)
    if not low <= len(words) <= high * times or not _ENDS.search(words):
        return False
    before = text[max(0, sentence.start - 1) : sentence.start]
    return before != "；" and not words[0].islower()


def _terms(words: str) -> list[str]:
    terms: list[str] = []
    for word in _WORD.findall(words.lower()):
        if word[0] >= "\u4e00":
            terms.extend(word[at : at + 2] for at in range(len(word) - 1))
        elif word not in _COMMON:
            terms.append(word)
    return terms


def _centrality(candidate: _Candidate, shared: Counter[str]) -> float:
    weights = sum(math.log(shared[term]) for term in candidate.terms)
    return weights / (len(candidate.terms) + 6)


def _chosen(candidates: Sequence[_Candidate], central: dict[Span, float]) -> list[_Candidate]:
    chosen: list[_Candidate] = []

    def take(seats: int, score: Callable[[_Candidate], float], least: float = 0.0) -> None:
        scored = [(score(candidate), candidate) for candidate in candidates]
        for points, candidate in sorted(scored, key=lambda pair: (-pair[0], pair[1].order)):
            if seats == 0 or len(chosen) == MOST_SENTENCES or points <= least:
                return
            if not any(_same(candidate, other) for other in chosen):
                chosen.append(candidate)
                seats -= 1

    def duty(one: _Candidate) -> float:
        spent = 0.15 * len(_REFERENCES.findall(one.words)) + 0.5 * bool(_DEFERS.search(one.words))
        return central[one.span] + _WEIGHTS[one.modality] + 0.3 * bool(_AI.search(one.words)) - 0.2 * one.order - spent

    def purpose(one: _Candidate) -> float:
        own = 0.5 * bool(_OWN_PURPOSE.search(one.words))
        return 2 - 3 * one.order + 0.3 * central[one.span] + own if _is_purpose(one) else 0.0

    take(1, purpose)
    take(1, lambda one: duty(one) if _SUPERVISES.search(one.words) and one.modality else 0.0)
    if len(chosen) < 2:
        take(1, lambda one: duty(one) if _SECURES.search(one.words) and one.modality else 0.0)
    take(1, lambda one: (1 + one.order + 0.3 * central[one.span]) if _is_consequence(one) else 0.0)
    take(MOST_SENTENCES, duty, least=-math.inf)
    return chosen


def _is_purpose(one: _Candidate) -> bool:
    """Whether the sentence says, in the first half, what the text is for or what it applies to (not what it spares)."""
    return one.order < 0.5 and _PURPOSE.search(one.words) is not None and not _SPARES.search(one.words)


def _is_consequence(one: _Candidate) -> bool:
    """Whether the sentence punishes or sets a date; a footnote that only names penalties does neither."""
    return _BINDS.search(one.words) is not None and (
        one.modality is not None or _TAKES_EFFECT.search(one.words) is not None
    )


def _same(one: _Candidate, other: _Candidate) -> bool:
    return len(one.terms & other.terms) > SAME_SHARE * min(len(one.terms), len(other.terms))
