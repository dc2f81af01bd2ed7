"""The words by which texts say that an instrument was made, published, brought into force, amended or ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Act = Literal["adopted", "issued", "published", "effective", "amended", "repealed"]

_ENGLISH: tuple[tuple[Act, str], ...] = (
    (
        "effective",
        r"(?:took|takes?|taken|taking|came|comes?|coming|entered|enters?|entering|went|goes|going|put|brought)"
        r" (?:(?:full |legal )?effect|(?:in)?to (?:full )?(?:force|effect|operation))"
        r"|(?:became|becomes?|is|was|were|are|been) (?:effective|in force (?:since|from)|in effect (?:since|from))"
        r"|effective (?:from|on|as of|since)|effective(?= \d| [A-Z][a-z]+ \d)|in force (?:since|from)"
        r"|in effect (?:since|from)"
        r"|(?:has|have|had) applied (?:since|from)|appl(?:y|ies|ied) (?:as )?(?:from|since|of)|binding since"
        r"|implemented (?=on |from |since )",
    ),
    ("repealed", r"(?:was|were|been|be|being) (?:repealed|abolished|annulled|withdrawn)"),
    (
        "amended",
        r"(?:was|were|been|be|being|had|has|have)(?: \w+ly| first| last)? (?:amended|revised)"
        r"|(?:amended|revised) (?=on |in |by |it\b|the\b)",
    ),
    ("adopted", r"adopted|adopts?|adopting|passed|passes|passing|approved|approves|approving|enacted|enacts"),
    (
        "published",
        r"published|publishes|publishing|released|releases|releasing|(?:made|making) (?:it )?public|posted|went online"
        r"|put online|publicly announced"
        r"|(?:was |were )?(?:out|opened|put out|circulated) for (?:public )?(?:comments?|consultation)",
    ),
    (
        "issued",
        r"issued|issues|issuing|promulgated|promulgates|promulgating|signed|signing|launched|launches|launching|unveiled"
        r"|unveils|unveiling|announced|announces|announcing|presented|proposed|put forward|brought out|dated",
    ),
)
_CHINESE: tuple[tuple[Act, str], ...] = (
    (
        "effective",
        r"(?:起|正式|开始|日)(?:施行|实施|生效|执行|试行)|施行(?!日期|之日|条例|细则|办法)|生效(?!日期|之日)",
    ),
    ("repealed", r"(?:予以|已经?|同时|被|日)废止"),
    ("amended", r"(?:作了|作出|完成|经历|首次|被|获|日)(?:修改|修订|修正)(?!后|草案)"),
    (
        "adopted",
        r"(?:(?:表决|审议|讨论)(?:并)?|(?<=会议)|(?<=员会)|(?<=委会)|(?<=日)|(?<=月))通过(?=《|了|的《|的|，|。|、|；|并|[）)]|$)|通过(?=了?《|的《)|获得?(?:表决)?通过",
    ),
    (
        "issued",
        r"(?:公布|发布|印发|颁布|出台|签署|提出|宣布|发出|推出|公开征求意见|征求公众意见)(?!稿|之日|会|厅|机关|部门|单位|日期)",
    ),
)
_TRIGGER = re.compile(
    r"|".join(rf"\b(?P<en_{act}>(?i:{words}))\b" for act, words in _ENGLISH)
    + "|"
    + "|".join(rf"(?P<zh_{act}>{words})" for act, words in _CHINESE)
)
_PASSIVE = re.compile(r"\b(?:was|were|been|be|is|are|being)(?: \w+ly| first| then| finally| also| not)? ?$")
_UNREAL = re.compile(
    r"(?:\b(?:not|never|nor|no|if|unless|would|could|might|may|should|expected to|plans? to|planned to|yet to|before it"
    r"|refused to|failed to)(?: \w+){0,2} |n't (?:\w+ )?|未|尚未|没有|未能|如果|拟|计划|可能|将否|不)$"
)
_UNREAL_CLAUSE = re.compile(r"(?:\b(?:if|unless|whether)\b|如果|假如|倘若|是否)[^,;，；]*$", re.IGNORECASE)
_DRAFT = re.compile(
    r"\b(?:for|to|on) (?:public )?(?:comments?|consultation)|\b(?:a|the|first|its|initial|their) drafts?\b|draft of\b"
    r"|征求意见|草案|公开征求",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word for an act where it stands. ``passive`` is said of English only, where the doer then follows with "by"."""

    act: Act
    start: int
    end: int
    chinese: bool
    passive: bool


def triggers(text: str, start: int, end: int, names: list[tuple[int, int]]) -> Iterator[Trigger]:
    """The acts told between two places, without those that did not or may not happen, nor those inside names."""
    for match in _TRIGGER.finditer(text, start, end):
        if any(begin < match.end() and match.start() < stop for begin, stop in names):
            continue
        if _UNREAL.search(text, max(start, match.start() - 28), match.start()):
            continue
        if _UNREAL_CLAUSE.search(text, start, match.start()):
            continue
        kind = match.lastgroup or ""
        act: Act = kind[3:]  # type: ignore[assignment]  # the groups are named after the acts
        passive = bool(_PASSIVE.search(text, max(start, match.start() - 24), match.start()))
        yield Trigger(act, match.start(), match.end(), kind.startswith("zh"), passive or match.group().startswith("w"))


def of_draft(text: str, start: int, end: int) -> bool:
    """Whether a passage speaks of a draft."""
    return bool(_DRAFT.search(text, start, end))
