"""Whether a sentence obliges, forbids, recommends, permits or announces, and by which word.

The first operative word of the main clause decides. Words that only look operative are passed over: "as may be
necessary", "shall be construed", "is not required to", 应用, 相应, 可能. Announcements ("will establish", 加强 at the
head of a clause) count only in a sentence without any other operative word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from regatlas.model.judgement import Modality
from regatlas.model.text import Span

_BE = r"(?:is|are|be|was|were|being|been)"
_NO_SUBJECT = r"\b(?:no|neither|none of)\b(?! (?:later|more|less|longer|fewer|earlier|event))[^.;:\n]{1,120}"

# In order: at one place the first pattern wins, so exemptions and prohibitions stand before permissions and duties.
_ENGLISH: tuple[tuple[Modality | None, str], ...] = (
    (
        None,
        r"\b(?:shall|must|will|(?:is|are) to)(?: \w+)? (?:mean|be construed|be cited|be known as|be referred to as"
        r"|be deemed to|have the (?:same )?meanings?|take effect|enter into force|come into (?:force|effect)"
        r"|be effective)\b",
    ),
    (None, r"\bmay be cited\b|\b(?:is|are) (?:hereby )?authori[sz]ed to be appropriated\b"),
    # A limit of the text itself forbids nobody anything.
    (
        None,
        r"\b(?:shall|may|will|must) not,?(?: in any (?:event|way|case),)?"
        r" (?:apply|affect|preclude|constitute|be covered)\b",
    ),
    (None, r"\b(?:nothing|no provision) (?:[\w,()-]+ ){1,8}?(?:shall|may|must)\b"),
    (
        None,
        rf"\b(?:shall not be|may not be|{_BE} not|need not be|not be) (?:required|obligated|obliged)(?: to)?\b"
        r"|\bneed not\b",
    ),
    (
        "must-not",
        r"\b(?:shall|must|may)(?: at no time| in no (?:case|event|way)| under no circumstances| never| not"
        r"| refrain from| be (?:prohibited|forbidden|unlawful|banned))\b",
    ),
    (
        "must-not",
        rf"\b{_BE} (?:strictly |hereby |expressly )?(?:prohibited|forbidden|unlawful|banned)\b"
        rf"|\b{_BE} not (?:permitted|allowed)\b|\bcannot\b|\bit is (?:illegal|an offen[cs]e) (?:to|for)\b"
        r"|\bprohibit (?:the|any|all|providers|organi[sz]ations)\b",
    ),
    ("may", r"\b(?:shall|will) (?:have the right|be entitled|be (?:allowed|permitted|authori[sz]ed)) to\b"),
    ("must", r"\b(?:shall|must)\b"),
    (
        "must",
        rf"\b{_BE} (?:hereby )?(?:required|obligated|obliged|mandated|directed)(?: to\b|\b)"
        rf"|\b{_BE} responsible for\b|\b(?:is|are) to(?= \w)"
        r"|\b(?:has|have) (?:a|the) (?:duty|obligation|responsibility) to\b",
    ),
    (
        "should",
        rf"\bshould\b|\bought to\b|\b{_BE} (?:strongly )?(?:encouraged|urged|advised|recommended|expected) to\b"
        r"|\bit is (?:recommended|necessary|important|essential) (?:that|to)\b|\bneeds? to\b"
        r"|\b(?:call|calls) (?:for|on|upon)\b|\b(?:encourage|encourages|advocate|advocates|urge|urges)\b",
    ),
    (
        "may",
        rf"\bmay\b(?! \d)|\b{_BE} (?:permitted|authori[sz]ed|allowed|entitled|empowered) to\b"
        r"|\b(?:has|have) the (?:right|power|authority) to\b",
    ),
)
_ENGLISH_PLANS = (
    r"(?<!the )(?<!free )(?<!good )(?<!political )"
    r"(?P<will>\bwill(?:,[^,;]{3,120},)? (?!likely|probably)(?:be |also |not |continue to )?\w+)"
    r"|(?P<aim>\b(?:(?:seeks?|aims?|plans?|intends?|strives?|pledges?|commits?|undertakes?|resolves?) to"
    r"|(?:is|are) (?:committed|dedicated|determined) to)\b)"
    r"|\A[\W\d]*(?:[ivx]+\. )?(?P<verb>(?:accelerate|actively|build|carry out|conduct|create|develop|encourage|enhance"
    r"|ensure|establish|expand|explore|formulate|foster|guide|implement|improve|increase|launch|promote|provide|set up"
    r"|speed up|strengthen|support|boost|advance|research|deepen|optimi[sz]e|adhere|uphold|safeguard|prevent|adopt"
    r"|require)\b)"
)
_CHINESE: tuple[tuple[Modality | None, str], ...] = (
    (None, r"可能|不可(?:抗力|分割|逆|靠|或缺|避免|替代)|(?:无需|无须|不必|不需要?|不要求|免予|可以不)"),
    ("must-not", r"不得|严禁|禁止|不应当?|不允许|不准|(?<!可)不可(?!见)|不能"),
    ("may", r"可以|有权|可(?=[由对向在按根依采将])"),
    (
        "must",
        r"应当|必须|务必|有义务|有责任|负责(?!人|任)|须(?!知|弥)"
        r"|(?<![响适对供相反效回顺感呼答因照本热])应(?![用急对答届收聘变运激诉邀付])"
        r"|责令|追究|处以|(?:依法|按照?\S{2,12})?(?:予以|给予)(?:警告|处罚|处分|罚款|行政处罚|通报)",
    ),
    ("should", r"鼓励|倡导|提倡|呼吁|建议(?=[^，。；]{4})|宜(?=[采按由在将用])"),
)
_CHINESE_PLAN_VERBS = (
    "加强|加快|加大|推动|推进|支持|建立|完善|促进|健全|开展|构建|探索|引导|培育|打造|强化|优化|提升|提高|深化|推广|组织|"
    "制定|实施|建设|统筹|发挥|拓展|布局|营造|落实|坚持|严格|设立|研究|发展|形成|突破|保障|保护|扩大|鼓励|指导|规范|搭建|"
    "聚焦|围绕|增强|实行|采取|确保|防范|做好|明确|编制|出台|举办|吸引|集聚|整合|推行|完成|积极\\S{0,4}|大力\\S{0,4}"
)
_CHINESE_SUBJECTS = "国家|本[市省区县]|全[市省国]|[市省县区]|政府|部门|机构|委员会|[委局院]|[我全]国|我们"
_CHINESE_PLANS = (
    rf"(?:[，：。；、）]|\A[\s\d.（）一二三四五六七八九十第条、.]*)(?P<verb>{_CHINESE_PLAN_VERBS})"
    rf"|(?:{_CHINESE_SUBJECTS})(?P<will>(?:将|依法|积极|大力|定期)?(?:{_CHINESE_PLAN_VERBS}))"
    rf"|(?P<aim>(?:将|拟|计划|力争|争取|努力)(?={_CHINESE_PLAN_VERBS}|实现|达到|于))"
)
_PURPOSE = re.compile(
    r"制定(?:本|了本)|适用本|\b(?:is|are) (?:hereby )?(?:formulated|enacted|made|developed) (?:in|to|for)\b", re.I
)
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whom|whose|where|when|whenever|if|whether|as|what|how|until|unless|because|extent)"
    r"(?: [^\s,;:]+){0,4} \Z",
    re.I,
)
# "The purpose of this Act is to …" says what something is, not what somebody is to do.
_IS_TO = re.compile(r"(?:is|are) to\b", re.I)
_EXPLAINS = re.compile(
    r"\b(?:purposes?|aims?|goals?|objectives?|intent|intention|mission|role|function|task|priority|priorities|point|idea"
    r"|way|approach|strategy|policy|step|challenge|focus|reason|it)\b[^,;]{0,80}\Z|\A\W*(?:where|if|when)\b[^,]*\Z",
    re.I,
)
_CONDITION = re.compile(r"[^a-z]*(?:where|when|if|unless|in the event|to the extent|insofar)\b", re.I)
_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
# 不能办理的，应当说明理由: the first word stands in the condition, the second says what to do.
_CHINESE_CONDITION = re.compile(r"[^，。；：]{0,40}的(?=，)")
_CHINESE_DEFINES = re.compile(r"，?是指")


def _compile(rules: tuple[tuple[Modality | None, str], ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<r{number}>{pattern})" for number, (_, pattern) in enumerate(rules)), re.I)


_ENGLISH_RULES = _compile(_ENGLISH)
# Every English rule begins with one of these. Trying the rules only there takes a tenth of the time of a search.
_ENGLISH_FIRST_WORDS = re.compile(
    r"\b(?:shall|must|may|will|should|is|are|be|was|were|being|been|not|no|nothing|need|needs|cannot|it|prohibit|has|have"
    r"|ought|calls?|encourages?|advocates?|urges?)\b",
    re.I,
)
_CHINESE_RULES = _compile(_CHINESE)
_ENGLISH_PLAN_RULE = re.compile(_ENGLISH_PLANS, re.I)
_CHINESE_PLAN_RULE = re.compile(_CHINESE_PLANS)
_NO_SUBJECT_RULE = re.compile(_NO_SUBJECT, re.I)


@functools.lru_cache(maxsize=4096)
def modality(text: str) -> tuple[Modality, Span] | None:
    """What a sentence does, and the span of its operative word in ``text``; None where it does nothing of the kind."""
    chinese = is_chinese(text)
    for kind, span in _chinese(text) if chinese else _english(text):
        return kind, span
    plan = (_CHINESE_PLAN_RULE if chinese else _ENGLISH_PLAN_RULE).search(text)
    if plan is None or _PURPOSE.search(text):
        return None
    return "plans", Span(*plan.span(plan.lastgroup or 0))


def is_chinese(text: str) -> bool:
    """Whether a sentence is Chinese and not English with a Chinese term in brackets; an ideograph says as much as four
    letters.
    """
    ideographs = len(_CJK.findall(text))
    return ideographs > 0 and 4 * ideographs > len(_LATIN.findall(text))


def _chinese(text: str) -> Iterator[tuple[Modality, Span]]:
    defines = _CHINESE_DEFINES.search(text)
    later: list[tuple[Modality, Span]] = []
    for match in _CHINESE_RULES.finditer(text):
        kind = _CHINESE[_rule(match)][0]
        if kind is None or (defines is not None and kind == "may" and match.start() > defines.start()):
            continue
        if _CHINESE_CONDITION.match(text, match.end()):
            later.append((kind, Span(*match.span())))
        else:
            yield kind, Span(*match.span())
    yield from later


def _english(text: str) -> Iterator[tuple[Modality, Span]]:
    condition = text.find(",") if _CONDITION.match(text) else -1
    done = 0
    for word in _ENGLISH_FIRST_WORDS.finditer(text):
        if word.start() < done or (match := _ENGLISH_RULES.match(text, word.start())) is None:
            continue
        done = match.end()
        kind = _ENGLISH[_rule(match)][0]
        if kind is None or _passed_over(text, match.start(), kind, condition):
            continue
        forbidding = _NO_SUBJECT_RULE.search(text)
        negated = forbidding is not None and forbidding.start() < match.start() < forbidding.end()
        yield ("must-not" if negated else kind), Span(*match.span())


def _passed_over(text: str, start: int, kind: Modality, condition: int) -> bool:
    """Whether the word stands in a condition or, for a permission or recommendation, in a relative clause."""
    if start < condition:
        return True
    if _IS_TO.match(text, start) and _EXPLAINS.search(text[max(0, start - 140) : start]):
        return True
    return kind in ("may", "should") and _SUBORDINATE.search(text[max(0, start - 60) : start]) is not None


def _rule(match: re.Match[str]) -> int:
    return int((match.lastgroup or "r0")[1:])
