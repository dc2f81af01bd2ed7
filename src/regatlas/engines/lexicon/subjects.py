"""Who acts in a clause: the subject of its operative word, and every actor that it names.

A name is always a place in the text. Leading determiners ("the", "each", "any") are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from regatlas.engines.lexicon.actor_lexicon import (
    CHINESE_HEADS,
    ENGLISH_HEAD,
    ENGLISH_HEADS,
    NOT_AGENCIES,
)
from regatlas.model.text import Span

LONGEST_NAME = 120

_CJK = re.compile(r"[\u4e00-\u9fff]")
_DETERMINER = re.compile(
    r"(?:[\s“\"‘'(,;:—–-]|\b(?:the|a|an|any|each|every|all|no|such|this|these|those|that|said|both|either|and|or|but"
    r"|also|then|as|their|its|his|her)\b)+",
    re.I,
)
_SUBORDINATE = re.compile(
    r"\s*(?:where|when|whenever|if|in|for|to|upon|before|after|except|unless|not|no later|beginning|with|under|until"
    r"|notwithstanding|subject|as|pursuant|on|at|by|through|within|during|based|including|acting|following|prior"
    r"|consistent|without|once|while|although|provided|given|because|since|from|using|among|between|regardless|except"
    r"|whether|that|which|who|in order|insofar|so|such as|of|it is|there|via|according|working|towards?)\b",
    re.I,
)
_RELATIVE = re.compile(
    r"\s+(?:such as|that|who|whom|whose|which|where|when|if|with respect to|with|using|under|in accordance|pursuant"
    r"|seeking|providing|engaged|engaging|carrying|offering|developing|deploying|operating|doing"
    r"|conducting|described|designated"
    r"|involved|adversely|\w+ed (?:by|under|pursuant)|established|referred|subject to|acting|including"
    r"|in consultation|in coordination|by|required|receiving|other than|not later|is|are|has"
    r"|have|at|to|on the|in|as|from"
    r"|\w+ing (?:in|with|for|on|to|an?|the|any|such|ai|artificial|data|personal|high|services?|covered|under|within|of)"
    r")\b|\s*[(,;:—–]|--"
)
_CORE_END = re.compile(r"\s+(?:of|for|on|over|against|regarding|within|and/or)\b")
_PRONOUN = re.compile(r"\b(?:they|it|he or she|he|she)(?: also)?\Z", re.I)
_WE = re.compile(r"(?:we|I)\Z", re.I)
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,7}s?\Z")
_CONDITION = re.compile(r"\s*(?:where|when|if|in the event that|in case|before|after|once|to the extent)\b", re.I)
_COORDINATED = re.compile(rf"\s+(?:and|or)\s+(?:[\w’'-]+\s+){{0,2}}?(?:{ENGLISH_HEADS})s?\b", re.I)
# "user rights", "company law": the word is part of a longer name of a thing.
_COMPOUND = re.compile(
    rf"\s+(?:(?:{ENGLISH_HEADS})s?\b|(?:rights?|data|information|accounts?|content|models?|law|provisions"
    r"|regulations|requirements|secrets|interests|security|services?|systems?|behaviou?r)\b)"
)
_HEADLINE = re.compile(r"\.(?:—|--)|[A-Z]{4}")
_PLACE_HEAD = re.compile(
    r"(?:China|Beijing|Shanghai|Shenzhen|Canada|Singapore|Japan|the United (?:States|Kingdom|Nations)|United (?:States"
    r"|Kingdom|Nations)|Australia|New Zealand|OpenAI|Google|Microsoft|Anthropic|Meta|Amazon|NVIDIA|Russia|India|G7|G20"
    r"|ASEAN|BRICS|European Union|Union|EU|UN)\Z"
)
_PASSIVE = re.compile(r"\s*(?:also |only |not |each )?be\s+(?:\w+ly\s+)?\w+(?:ed|en|nt|ld|ne|de|ade|ut)\b")
_BY = re.compile(
    r"\b(?:by|to|with)\s+(?P<det>(?:the|an?|any|each|such)\s+)?"
    rf"(?P<name>(?:[\w’'&/-]+\s+){{0,5}}?(?i:{ENGLISH_HEADS})s?\b"
    # "state internet information department" does not end with its first head.
    r"(?!\s+(?:(?!(?:to|and|or|of|by|in|for|on|with|the|that|shall|must|may|from|at|as)\b)[\w&-]+\s+){0,3}"
    r"(?i:departments?|authorit(?:y|ies)|agenc(?:y|ies)|commission|committee|bureau|offices?|bod(?:y|ies)|officials?)\b)"
    r"(?:\s+(?:of|for|on)\s+(?:the\s+)?[A-Z][\w’'-]*(?:,?\s+(?:(?:of|and|for|the|on)\s+)*[A-Z][\w’'-]*)*)?)",
)
# After "to", a verb is likelier than a name ("to support …"), unless a capital, an article or one of these follows.
_NAMING = re.compile(
    r"[A-Z]|(?:relevant|competent|appropriate|local|other|state|federal|national|provincial|municipal|regulatory"
    r"|supervisory|related|cybersecurity|law|public|internet|market)\b"
)
_LOWER_ARTICLE = re.compile(r"(?<!of)(?<!for)(?<!on) (?:the|an?|their|its|that|these|to)\b")
_ZH_HEAD = re.compile(CHINESE_HEADS)
# What may not follow the last word of a subject: it would go on ("部门的", "单位和个人", "部门负责人").
_ZH_GOES_ON = re.compile(
    r"[的、和与及或之内间中层方权数总性化类员者人]|以及|负责人|会同|责任|规定|(?:经营|运营|提供|开发|使用|管理)者|企业|单位|机构|公司|人员"
)
_ZH_BREAK = re.compile(r"[，。；：\s为对向被给把]")
_ZH_NOT_SUBJECT = re.compile(
    r"对|向|未(?!成年)|违反|经(?!营|济)|根据|按照|依[照法托据]|为|在|通过|利用|以|因|于|从|将|自(?!然)|除|如|凡|涉及|发现|发生|存在|需要|属于"
    r"|提供(?!者)|具有|使用(?!者)|处理(?!者)|开展|采取|建[立设]|遵[守循]|确保|保[障护]|并|且|或者|及|和|与|支持(?!者)|设立|协助|会同"
    r"|基于|拒绝|规定|加[强快大]|推[动进广]|促进|完善|培育|探索|指导|组织(?![、和或及])|开发(?!者)|提[升高]|构建|研究(?!者|机构)"
    r"|制定|发挥|实[施行]|打造|强化|优化|营造|深化|引[导进]|督促|统筹|针对|面向|围绕|聚焦|坚持|做好|健全|明确|法律|本[法条办规]|有下列|发布|是指|所收集"
    r"|应|拒不|情节|构成|可|尊重|辅助|社会(?!组织|团体)"
)
_ZH_LEAD = re.compile(r"其中|但是?|同时|因此|其他(?=有关)")
_ZH_ADDRESSED = re.compile(
    r"(?:鼓励|支持|引导|督促|要求|倡导|提倡|禁止|严禁|呼吁|责令)(?:[和、](?:鼓励|支持|引导|督促))?"
)
_ZH_SEGMENT = re.compile(r"[，：]")
_ZH_CONDITION = re.compile(r"(?:的|时|后|前|外|下|内)\Z|\A(?:对|在|通过|利用|按照|根据|依照|遵循|向|为)|定期|及时|依法")
_ZH_CUT = re.compile(
    r"会同|接受|配合|报送|报告|移送|依法|可以|应当|以及|或者|及其|按照|根据|依照|违反|经过|通过|对于|取得|符合|鼓励|支持|引导"
    r"|督促|要求|协助|(?<!所)在|[由向经和与对报的将或及至到给为交受、被按并供是使从把者，。；：\s]"
)


def subject(text: str, clause: Span, cue: Span) -> Span | None:
    """The place of the one who must, must not, should, may or plans to, if the clause names somebody.

    A subject that is a thing ("the report shall …") gives the agent of the passive ("… be made by the operator"),
    or None.
    """
    if _CJK.search(text, cue.start, cue.end):
        return _chinese_subject(text, clause, cue)
    return _english_subject(text, clause, cue)


def lone_subject(text: str, span: Span) -> Span | None:
    """The actor whom an English lead-in without an operative word names ("An employer—")."""
    if _CJK.search(text, *span) or _HEADLINE.search(text, *span):
        return None
    return _english_name(text, span)


def named_actors(text: str, span: Span) -> Iterator[Span]:
    """Actors that ``text[span]`` names after 由 or 向, or after "by", "to" and "with"; in Chinese every agency."""
    if _CJK.search(text, span.start, span.end):
        floor = span.start
        for match in _ZH_HEAD.finditer(text, *span):
            yield _last_part(text, floor, Span(*match.span()))
            floor = match.end()
        return
    for match in _BY.finditer(text, *span):
        name = without_determiner(text, Span(*match.span("name")))
        sure = match.group().startswith("by") or match["det"] or _NAMING.match(text, name.start)
        if sure and name.start < name.end and not _LOWER_ARTICLE.search(text, *name):
            yield name


def without_determiner(text: str, span: Span) -> Span:
    """The name without "the", "each", "any" or a conjunction before it."""
    match = _DETERMINER.match(text, *span)
    return Span(match.end(), span.end) if match else span


def has_no_subject(text: str, clause: Span, cue: Span) -> bool:
    """Whether the clause leaves its actor to what was said before: "they shall", 发现…的，应当, or a bare 不得."""
    if _CJK.search(text, cue.start, cue.end):
        segments = _ZH_SEGMENT.split(text[clause.start : cue.start])
        return not segments[-1].strip("并且也还同时，、 ") and all(_ZH_CONDITION.search(part) for part in segments[:-1])
    return is_pronoun(text, clause, cue)


def is_pronoun(text: str, clause: Span, cue: Span) -> bool:
    """Whether the clause speaks of its actor as "they", "it", "he or she", or of nobody at all."""
    before = text[clause.start : cue.start].strip()
    return not _DETERMINER.sub("", before) or _PRONOUN.search(before) is not None


# ---------------------------------------------------------------------------------------------------------- English


def _english_subject(text: str, clause: Span, cue: Span) -> Span | None:
    for start, end in _candidates(text, Span(clause.start, cue.start)):
        name = _english_name(text, Span(start, end))
        if name is not None:
            return name
    if is_pronoun(text, clause, cue) and (match := _CONDITION.match(text, clause.start, cue.start)):
        end = text.find(",", match.end(), cue.start)
        return _condition_subject(text, Span(match.end(), end if end > 0 else cue.start))
    agent = _BY.search(text, cue.end, clause.end) if _PASSIVE.match(text, cue.end) else None
    if agent is not None and agent.group().startswith("by"):
        start, end = agent.span("name")
        more = _COORDINATED.match(text, end, clause.end)
        return without_determiner(text, Span(start, more.end() if more else end))
    return None


def _condition_subject(text: str, span: Span) -> Span | None:
    """Whom the "they" after a condition means: the subject of the condition ("Where providers offer …, they shall")."""
    span = without_determiner(text, span)
    for length in range(1, 9):
        match = re.compile(rf"(?:[\w’'-]+ ){{{length - 1}}}[\w’'-]+").match(text, *span)
        if match is None:
            return None
        if ENGLISH_HEAD.search(match.group()) and not _COMPOUND.match(text, match.end(), span.end):
            more = _COORDINATED.match(text, match.end(), span.end)
            return Span(span.start, more.end() if more else match.end())
    return None


def _candidates(text: str, prefix: Span) -> Iterator[Span]:
    """Where the subject may stand before the operative word: the last segments between commas first."""
    edges = [prefix.start, *(match.end() for match in re.compile(r",\s+").finditer(text, *prefix)), prefix.end]
    end = prefix.end
    for start in reversed(edges[:-1]):
        if start < end and not _SUBORDINATE.match(text, start):
            last = start
            # A list of names runs back over commas: "telecommunications, public security and other departments".
            if re.search(r"\b(?:and|or)\b", text[start:end]) or re.match(r"\s*(?:and|or)\b", text[start:end]):
                last = _list_start(text, edges, start)
            yield Span(last, end)
        end = start


def _list_start(text: str, edges: list[int], start: int) -> int:
    for edge in reversed([edge for edge in edges if edge < start]):
        if _SUBORDINATE.match(text, edge) or _RELATIVE.search(text[edge:start].rstrip(", ")):
            break
        start = edge
    return start


def _english_name(text: str, span: Span) -> Span | None:
    span = without_determiner(text, span)
    relative = _RELATIVE.search(text, *span)
    whole = span
    while relative and relative.group().startswith(",") and _continues_list(text, relative.end(), span.end):
        relative = _RELATIVE.search(text, relative.end(), span.end)
    if relative:
        span = Span(span.start, relative.start())
    span = _trimmed(text, span)
    if span.start >= span.end or span.end - span.start > LONGEST_NAME:
        return None
    core_end = _CORE_END.search(text, *span)
    core = text[span.start : core_end.start() if core_end else span.end]
    return span if _is_actor(core, text[span.start : span.end], whole=span == _trimmed(text, whole)) else None


def _continues_list(text: str, start: int, end: int) -> bool:
    return re.search(r"\b(?:and|or)\s+(?:[\w-]+\s+){0,5}[\w-]+\s*\Z", text[start:end]) is not None


def _is_actor(core: str, name: str, *, whole: bool) -> bool:
    if name.islower() and len(name) < 3:
        return False
    if ENGLISH_HEAD.search(core) or _PLACE_HEAD.search(core):
        return True
    if _ACRONYM.match(core):
        return core not in NOT_AGENCIES
    if _WE.match(core):
        return whole
    # "developers and deployers of …": the head may stand before a coordination.
    joined = re.split(r"\s+(?:and|or)\s+", core)
    return len(joined) > 1 and all(ENGLISH_HEAD.search(part) for part in joined)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")）”"):
        end -= 1
    return Span(start, end)


# ---------------------------------------------------------------------------------------------------------- Chinese


def _chinese_subject(text: str, clause: Span, cue: Span) -> Span | None:
    addressed = _ZH_ADDRESSED.match(text, cue.start, clause.end)
    if addressed and cue.start - clause.start <= 1:
        return _name_at(text, addressed.end(), clause.end)
    edges = [clause.start, *(match.end() for match in _ZH_SEGMENT.finditer(text, clause.start, cue.start))]
    for start, end in zip(reversed(edges), [cue.start, *reversed(edges)], strict=False):
        if (name := _at_segment(text, start, end)) is not None:
            return name
    by = text.find("由", *clause)
    return _name_at(text, by + 1, clause.end) if by >= 0 else None


def _at_segment(text: str, start: int, end: int) -> Span | None:
    """The actor with whom the segment between two commas begins, if it begins with one."""
    if lead := _ZH_LEAD.match(text, start, end):
        start = lead.end()
    if text.startswith("由", start, end):
        return _name_at(text, start + 1, end)
    if not _ZH_NOT_SUBJECT.match(text, start, end):
        return _name_at(text, start, end)
    # An attribute may come before the subject: "具有舆论属性的…服务提供者应当".
    attribute = text.rfind("的", start, end)
    name = _name_at(text, attribute + 1, end) if attribute >= 0 else None
    return name if name and end - name.end <= 2 else None


def _name_at(text: str, start: int, end: int) -> Span | None:
    """The name that begins at ``start`` and ends with the first word that can end one."""
    for head in _ZH_HEAD.finditer(text, start, min(len(text), end + 4, start + LONGEST_NAME)):
        if head.end() > end or _ZH_BREAK.search(text, start, head.start()):
            return None
        if not _ZH_GOES_ON.match(text, head.end(), end):
            return _after_attribute(text, Span(start, head.end()))
    return None


def _after_attribute(text: str, span: Span) -> Span:
    """The name without an attribute in front, unless several actors are named before it."""
    cut = max(text.rfind("的", *span), text.rfind("由", *span))
    if cut < 0 or span.end - cut <= 3 or _ZH_HEAD.search(text, span.start, cut):
        return span
    return Span(cut + 1, span.end)


def _last_part(text: str, floor: int, head: Span) -> Span:
    """The name that ends with the head: what stands before it since the last word that cannot be in a name."""
    start = max(floor, head.start - 20)
    for match in _ZH_CUT.finditer(text, start, head.end):
        if match.end() <= head.start:
            start = match.end()
    return Span(start, head.end)
