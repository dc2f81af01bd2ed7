"""The territories and zones that a text governs.

A place counts only in a sentence of scope, purpose, enactment or pilot application ("within the territory of …",
在…境内…适用本法, "do enact", 先行先试), never as a mere mention. 本市 and "this State" are told by the name that the
title gives, and kept as they stand only where the text names no place at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from regatlas.engines.lexicon.clauses import Clause, evidence, read_clauses
from regatlas.model.document import Document
from regatlas.model.judgement import Place
from regatlas.model.text import Span

MOST_QUOTES = 3
MOST_PLACES = 12

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海"
    "|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|深圳|广州|杭州|南京|苏州|成都|武汉|西安|厦门|珠海|汕头|青岛|大连|宁波|合肥|天府|浦东|雄安|横琴|前海"
)
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|"
    "Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|"
    "Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|"
    "Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    "West Virginia|Wisconsin|Wyoming"
)
_COUNTRIES = (
    "Australia|Brazil|Canada|Chile|France|Germany|India|Indonesia|Israel|Italy|Japan|Kenya|Mexico|New Zealand|Nigeria|"
    "Norway|Peru|Republic of Korea|South Korea|Russia|Saudi Arabia|Singapore|South Africa|Spain|Switzerland|Taiwan|"
    "Turkey|Türkiye|Ukraine|United Arab Emirates|United Kingdom|Viet ?Nam"
)
_CITIES = (
    "Beijing|Tianjin|Shanghai|Chongqing|Shenzhen|Guangdong|Zhejiang|Jiangsu|Hainan|Pudong New Area|Hong Kong|Macao"
)
_NAME = re.compile(
    r"(?:[\u4e00-\u9fff]{2,14}?(?:经济特区|自由贸易试验区|自由贸易港|自主创新示范区|先行示范区|合作区|高新区|新区|示范区|试验区|实验区|开发区)"
    r"(?!内的|建设方案))"
    rf"|(?:{_PROVINCES})(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)(?!场|容|民|级)"
    r"|中华人民共和国(?=境内|领域|境外|管辖)|本市|本省|本自治区|全国(?=范围)"
    r"|\b(?:the )?(?P<zone>(?:[A-Z][\w-]+ ){1,6}(?:Special Economic Zone|Demonstration Zone"
    r"|Pilot Zone|Free Trade (?:Zone|Port)"
    r"|Development Zone|Cooperation Zone|New Area))"
    rf"|\b(?P<state>(?:[Cc]ommonwealth|[Ss]tate|STATE|COMMONWEALTH) (?:of|OF) (?:{_STATES}|{_STATES.upper()}))\b"
    r"|\b(?:the |\[?mainland\]? )?(?P<prc>(?:People['’]?s['’]? Republic of China|PRC)|mainland China)\b"
    r"|\b(?P<us>United States(?: of America)?|UNITED STATES(?: OF AMERICA)?)\b"
    r"|\b(?:the )(?P<eu>European Union|Union|EU)\b"
    rf"|\b(?P<city>(?:{_CITIES})(?: (?:Municipality|Province))?)\b|\b(?P<country>{_COUNTRIES})\b"
    r"|\b(?P<muni>[Cc]ity of [A-Z][a-z]+(?: [A-Z][a-z]+)?|District of Columbia)\b"
    r"|\b(?P<here>[Tt]his (?:[Ss]tate|[Cc]ommonwealth|[Cc]ity|[Mm]unicipality|[Cc]ounty)|the municipality)\b",
)
# Over the whole text in lower case: patterns that begin with a literal cost a fifth of those with ``\\b``.
_SCOPE = re.compile(
    r"适用本|适用于|境内|行政区域|制定本|施行范围|区域内|本市(?:人工智能)?[^，。]{0,20}(?:发展|管理)|试点|先行先试|试行"
    r"|apply |applies |applicable to|scope of|territor|within the|business in| on the market"
    r"|enact| residents? of| pilot"
    r"|formulated |drafted |developed in|to promote"
)
# A court, a code or an office of a place says nothing of where the text applies.
_OWNED = re.compile(
    r"\s*(?:Code|Constitution|Court|Department|Government|Congress|Senate|Attorney|Law\b|Laws\b|Act\b|Bank|citizens?\b"
    r"|person|military|Armed)|(?:人民)?政府|人民代表大会|[\u4e00-\u9fff]{0,10}(?:部门|办公室|委员会|大学|法》)"
)
_OWNER = re.compile(
    r"(?:Law|Code|Constitution|Government|Congress|Court|Secretary|Ministry|President"
    r"|Comptroller General|Bank) of (?:the )?\Z|《\Z"
)
_ENACTS = re.compile(r"\benact", re.I)
_HERE = re.compile(r"本市|本省|本自治区|(?:this|the) (?:state|commonwealth|city|municipality|county)", re.I)
# One place under several names; the fullest of them is told.
_SAME = {
    "eu": "european union", "union": "european union", "united states of america": "united states",
    "people's republic of china": "prc", "people’s republic of china": "prc", "peoples republic of china": "prc",
}  # fmt: skip
_HEAD = 400
_TITLE_PLACE = re.compile(
    r"^(?:关于)?(?P<zh>[\u4e00-\u9fff]{2,7}?(?:经济特区|特别行政区|自治区|市|省))(?!场|容|民|级)"
    r"|\b(?P<before>[A-Z][a-z]+(?: [A-Z][a-z]+)? (?:Municipality|Province|Special Economic Zone))\b"
    r"|\b(?:City|Municipality|Province) of (?P<after>[A-Z][a-z]+(?: [A-Z][a-z]+)?)\b",
    re.M,
)


def _named_at_head(text: str) -> tuple[Span, Span] | None:
    """The place that the title or the lines under it name, and the line that does."""
    match = _TITLE_PLACE.search(text, 0, min(_HEAD, len(text)))
    if match is None:
        return None
    start, end = match.span(match.lastgroup or 0)
    stop = text.find("\n", end)
    return Span(start, end), Span(text.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(text))


def places(document: Document, clauses: tuple[Clause, ...] | None = None) -> tuple[Place, ...]:
    """Each place once, the best supported first, with the sentences that make it the place of application.

    ``clauses`` may be given by a caller that has read them already.
    """
    if clauses is None:
        clauses = read_clauses(document)
    found: dict[str, tuple[str, list[Span]]] = {}
    here = _named_at_head(document.text)
    for name, sentence in _mentions(document, clauses):
        words = document.text[name.start : name.end]
        first: list[Span] = []
        if here is not None and _HERE.fullmatch(words):
            words, first = document.text[here[0].start : here[0].end], [here[1]]
        key = _SAME.get(words.casefold(), words.casefold())
        known, quotes = found.setdefault(key, (words, first))
        if len(words) > len(known):
            found[key] = words, quotes
        if sentence not in quotes:
            quotes.append(sentence)
    # "this Municipality" says nothing where the text names its place in another sentence.
    named = [place for place in found.values() if not _HERE.fullmatch(place[0])]
    ranked = sorted(named or found.values(), key=lambda place: -len(place[1]))[:MOST_PLACES]
    return tuple(Place(name=name, evidence=evidence(document, *quotes[:MOST_QUOTES])) for name, quotes in ranked)


def _mentions(document: Document, clauses: tuple[Clause, ...]) -> Iterator[tuple[Span, Span]]:
    text = document.text
    lowered = text.lower()
    done = -1
    for match in _SCOPE.finditer(lowered if len(lowered) == len(text) else text):
        if match.start() < done or (clause := _clause_at(clauses, match.start())) is None:
            continue
        done = clause.sentence.end
        yield from ((name, clause.sentence) for name in _names(text, clause.sentence))


def _clause_at(clauses: tuple[Clause, ...], offset: int) -> Clause | None:
    index = bisect_right(clauses, offset, key=lambda clause: clause.sentence.start) - 1
    while index > 0 and clauses[index].sentence == clauses[index - 1].sentence:
        index -= 1
    clause = clauses[index] if index >= 0 else None
    return (
        clause if clause and clause.leaf.kind not in ("heading", "recital") and offset < clause.sentence.end else None
    )


def _names(text: str, sentence: Span) -> Iterator[Span]:
    enacts = _ENACTS.search(text, *sentence) is not None
    for match in _NAME.finditer(text, *sentence):
        start, end = match.span(match.lastgroup) if match.lastgroup else match.span()
        if _OWNER.search(text[max(sentence.start, start - 30) : start]) and not enacts:
            continue
        if not _OWNED.match(text, end, min(end + 24, sentence.end)):
            yield _without_lead(text, start, end)


def _without_lead(text: str, start: int, end: int) -> Span:
    """The zone's name without the words before it (在中关村…示范区)."""
    lead = _LEAD.match(text, start, end)
    return Span(lead.end() if lead else start, end)


_LEAD = re.compile(
    r"(?:为了?|结合|促进|推动|在|于|支持|依托|鼓励|对|根据|按照|加快|建设|充分发挥|发挥|以|由|向|从|国家|及|和|与|、)+"
)
