"""Who proposes, is addressed, enforces or monitors: by the names that the text gives.

* The *proposer* is read from enacting formulas, orders, signatures and words of issue
  (:mod:`regatlas.engines.lexicon.proposers`); where the text names none, there is none.
* *Targets* are the subjects of duties, prohibitions and recommendations.
* An *enforcer* supervises, orders, punishes or sues; a *monitor* receives reports and filings, inspects or evaluates.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from regatlas.engines.lexicon.actor_lexicon import actor_type, is_governing
from regatlas.engines.lexicon.clauses import Clause, evidence, read_clauses
from regatlas.engines.lexicon.duties import Duty, read_duties
from regatlas.engines.lexicon.proposers import proposers
from regatlas.engines.lexicon.subjects import named_actors, without_determiner
from regatlas.model.document import Document
from regatlas.model.judgement import Actor, ActorRole
from regatlas.model.text import Span

MOST_ACTORS = 12
MOST_QUOTES = 3

_WEIGHTS = {"must": 1.0, "must-not": 1.0, "should": 0.7, "plans": 0.4, "may": 0.0}
# Over the whole text in lower case, once: patterns that begin with a literal cost a tenth of those with ``\\b``.
_ENFORCES = re.compile(
    r"处罚|罚款|责令|警告|监督管理|监督检查|查处|处分|约谈|吊销|没收|监管|暂停(?:业务|服务|信息|相关)|执法|依法处理|予以处理|统筹协调"
    r"| enforc| penal| fines? | fined |civil action|injunct|investigat| sanction|prosecut| revo[ck]| suspen|supervis"
    r"|overs(?:ee|ight)|violat|cease and desist|unfair or deceptive|corrective|rectif| warning"
)
_MONITORS = re.compile(
    r"备案|报告|监测|评估|检查|投诉|举报|审计|统计|跟踪|评价|复核"
    r"|monitor| report|evaluat|assess| review|audit|inspect|notif|submit| track|complain| filing"
)
_ENFORCING_SUBJECT = re.compile(
    r"处罚|责令|警告|监督管理|监督检查|查处|约谈|监管|罚款|予以处理|依法处理|统筹协调"
    r"|\b(?:enforce|impose|assess|order|investigate|bring|commence|issue|seek|revoke|suspend|supervise|oversee|fine"
    r"|penali[sz]e|sanction|prosecute|adjudicate|require|prohibit|have (?:exclusive|the) (?:authority|power)"
    r"|(?:conduct|carry out|strengthen|perform) (?:[\w-]+ ){0,3}?(?:supervision|oversight|inspections?|law enforcement)"
    r"|(?:address|handle|deal with) (?:it|them|the (?:violation|matter)))\b",
    re.I,
)
_MONITORING_SUBJECT = re.compile(
    r"监测|评估|检查|审计|统计|备案|跟踪|评价|复核|受理"
    r"|\b(?:monitor|evaluate|assess|review|audit|inspect|track|examine|study|survey|receive|publish|report|submit"
    r"|conduct (?:an? )?(?:\w+ )?(?:evaluation|assessment|review|audit|study|inspection))\b",
    re.I,
)
_TOWARDS = re.compile(r"[向经报]\Z")
_RESPONSIBLE = re.compile(r"\b(?:supervis\w+|enforce\w*|oversight|governance|administration|overall planning)\b", re.I)
_ORDERS = re.compile(
    r"(?:issue|give|giving) (?:a )?warning|order (?:rectif|correct|the suspen|provisional|suspension|them to correct)"
    r"|impose (?:a |an )?(?:fine|penalt|administrative)|cancel filing"
)
_BODIES = re.compile(
    r"(?<![A-Za-z])(?:(?!(?:to|the|by|with|an?|in|of|that|and|or)\b|where\b)[A-Za-z&-]+ (?:and )?){0,6}?"
    r"(?:departments?|authorit(?:y|ies)|agenc(?:y|ies)|[Cc]ommission|[Aa]dministration|bureau)\b"
)
_AGENT_BY = re.compile(r"\b(?:by)\s+(?:(?:the|an?|any|each|such)\s+)?\Z", re.I)
# 由甲、乙和丙等有关主管部门…: other names may stand between.
_ZH_BY = re.compile(r"由[\u4e00-\u9fff、]{0,24}\Z")
_AGENT_TO = re.compile(r"\b(?:to|with)\s+(?:(?:the|an?|any|each|such)\s+)?\Z", re.I)
_CJK = re.compile(r"[\u4e00-\u9fff]")
# Too general to name anybody.
_NOBODY = re.compile(
    r"(?:(?:其他|有关|相关|上述|前款|本|the|such|other|relevant) ?)?"
    r"(?:部门|方面|各方|主体|city|municipality|country|part(?:y|ies)|subjects?|heads?|group|people|members?|units?|bod(?:y|ies)|board|chief|states?|local|principal|union|其)\Z"
    r"|(?:laws?|rules?|provisions?|regulations?|systems?) (?:of|for) ",
    re.I,
)
# Singular and plural of one name are one actor.
_PLURAL = re.compile(r"(?<=[a-z]{3})(?<!s)s\b")


class _Mention(NamedTuple):
    name: Span
    quote: Span
    weight: float


def actors(
    document: Document,
    clauses: tuple[Clause, ...] | None = None,
    duties: tuple[Duty, ...] | None = None,
) -> tuple[Actor, ...]:
    """Every actor by role, the best supported first, at most twelve a role with up to three quotes each.

    ``clauses`` and ``duties`` may be given by a caller that has read them already.
    """
    if clauses is None:
        clauses = read_clauses(document)
    if duties is None:
        duties = read_duties(document, clauses)
    roles: tuple[tuple[ActorRole, Iterable[_Mention]], ...] = (
        ("proposer", (_Mention(name, quote, 1.0) for name, quote in proposers(document))),
        ("target", _targets(document, duties)),
        ("enforcer", _enforcers(document, clauses, duties)),
        ("monitor", _monitors(document, clauses, duties)),
    )
    return tuple(actor for role, mentions in roles for actor in _ranked(document, role, mentions))


def _targets(document: Document, duties: tuple[Duty, ...]) -> Iterator[_Mention]:
    for duty in duties:
        weight = _WEIGHTS[duty.modality]
        if duty.actor is None or not weight:
            continue
        name = document.text[duty.actor.start : duty.actor.end]
        governs = actor_type(name) == "governance-actor"
        if governs and _ENFORCING_SUBJECT.search(document.text, *duty.clause.span) and _CJK.search(name):
            continue
        yield _Mention(duty.actor, duty.clause.span, weight * (0.6 if governs and _CJK.search(name) else 1.0))


def _enforcers(document: Document, clauses: tuple[Clause, ...], duties: tuple[Duty, ...]) -> Iterator[_Mention]:
    hits = _hits(document, _ENFORCES)
    yield from _acting(document, duties, hits, _ENFORCING_SUBJECT)
    yield from _mentioned(document, clauses, hits, (_AGENT_BY, _ZH_BY), _ENFORCING_SUBJECT)
    yield from _ordering(document, clauses)


def _monitors(document: Document, clauses: tuple[Clause, ...], duties: tuple[Duty, ...]) -> Iterator[_Mention]:
    hits = _hits(document, _MONITORS)
    yield from _acting(document, duties, hits, _MONITORING_SUBJECT)
    yield from _mentioned(document, clauses, hits, (_AGENT_TO, _TOWARDS), _MONITORING_SUBJECT)


def _ordering(document: Document, clauses: tuple[Clause, ...]) -> Iterator[_Mention]:
    """In English translations of Chinese rules: the departments that "issue a warning" or "order rectification"."""
    text = document.text
    for order in _ORDERS.finditer(text):
        index = bisect_right(clauses, order.start(), key=lambda clause: clause.span.start) - 1
        if index < 0 or not clauses[index].operative or order.end() > clauses[index].span.end:
            continue
        for match in _BODIES.finditer(text, clauses[index].span.start, order.start()):
            if match.end() < order.start() - 240:
                continue
            yield _Mention(without_determiner(text, Span(*match.span())), clauses[index].span, 1.0)


def _hits(document: Document, trigger: re.Pattern[str]) -> list[int]:
    lowered = document.text.lower()
    # A few letters change their length in lower case (İ): there the text is searched as it is.
    text = lowered if len(lowered) == len(document.text) else document.text
    return [match.start() for match in trigger.finditer(text)]


def _hit(hits: list[int], start: int, end: int) -> bool:
    index = bisect_left(hits, start)
    return index < len(hits) and hits[index] < end


def _acting(document: Document, duties: tuple[Duty, ...], hits: list[int], acts: re.Pattern[str]) -> Iterator[_Mention]:
    """Subjects that govern and whose own verb enforces or monitors."""
    text = document.text
    for duty in duties:
        cue, (start, end) = duty.clause.cue, duty.clause.span
        if duty.actor is None or cue is None or duty.inherited or not _hit(hits, start, end):
            continue
        name = text[duty.actor.start : duty.actor.end]
        if is_governing(name) and _acts(text, duty.actor, cue, end, acts):
            yield _Mention(duty.actor, duty.clause.span, 1.0)


def _acts(text: str, actor: Span, cue: Span, end: int, acts: re.Pattern[str]) -> bool:
    """Whether the verb of the actor is of the kind: in English right after the operative word, in Chinese anywhere."""
    if _CJK.search(text, *actor):
        return acts.search(text, actor.end, end) is not None
    if text[cue.start : cue.end].endswith("responsible for"):
        return acts is _ENFORCING_SUBJECT and _RESPONSIBLE.search(text, cue.end, end) is not None
    return acts.search(text, cue.end, min(end, cue.end + 90)) is not None


def _mentioned(
    document: Document,
    clauses: tuple[Clause, ...],
    hits: list[int],
    before: tuple[re.Pattern[str], ...],
    acts: re.Pattern[str],
) -> Iterator[_Mention]:
    """Agents after "by" or 由, and addressees after "to" or 向, in clauses that speak of enforcing or monitoring."""
    text = document.text
    for clause in clauses:
        if not clause.operative or not _hit(hits, *clause.span):
            continue
        for name in named_actors(text, clause.span):
            if not (_hit(hits, clause.span.start, name.start) or _hit(hits, name.end, clause.span.end)):
                continue
            ahead = text[max(clause.span.start, name.start - 26) : name.start]
            # 网信部门依法对…实施监督检查: a Chinese subject without an operative word of its own.
            segment = text.find("，", name.end, clause.span.end)
            leads = not ahead and acts.search(text, name.end, segment if segment >= 0 else clause.span.end)
            if (leads or any(pattern.search(ahead) for pattern in before)) and is_governing(
                text[name.start : name.end]
            ):
                yield _Mention(name, clause.span, 0.8)


def _ranked(document: Document, role: ActorRole, mentions: Iterable[_Mention]) -> Iterator[Actor]:
    found: dict[str, list[_Mention]] = {}
    for mention in mentions:
        name = document.text[mention.name.start : mention.name.end]
        if not _NOBODY.match(name) and len(name) > 1:
            found.setdefault(_PLURAL.sub("", name.casefold().replace("’", "'")), []).append(mention)
    # Python's sort is stable: among equals the first in the text comes first.
    ranked = sorted(found.values(), key=lambda group: -sum(mention.weight for mention in group))
    for group in ranked[:MOST_ACTORS]:
        quotes = dict.fromkeys(mention.quote for mention in group)
        first = group[0].name
        name = document.text[first.start : first.end]
        yield Actor(
            role=role, name=name, type=actor_type(name), evidence=evidence(document, *list(quotes)[:MOST_QUOTES])
        )
