"""Names of other instruments, as texts give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick


class Named(NamedTuple):
    """A name of an instrument where it stands. ``name`` is the words without their quotation marks."""

    start: int
    end: int
    name: str


# English

_CAPITALISED = r"(?:[A-Z][\w’'&./-]*|S&T)"
_JOINING = r"(?:of|and|on|for|the|in|to|with|from|by|against)"
_KINDS = (
    r"(?:Act|Law|Code|Constitution|Convention|Agreement|Regulations?|Measures|Provisions|Rules|Treaty|Treaties|Protocol"
    r"|Statutes?|Charter|Directive|Decision|Amendments?|Order)"
)
_EUROPEAN = (
    r"(?:(?:Commission|Council|Delegated|Implementing|Framework|Joint) ){0,3}(?:Regulation|Directive|Decision)s? "
    r"(?:\((?:EU|EC|EEC|Euratom)(?:, (?:EU|Euratom))?\) (?:No )?\d{1,4}/\d{1,4}"
    r"|(?:No )?\d{1,4}/\d{1,4}(?:/[A-Z]{2,7}){0,2})"
)
_AMERICAN = (
    r"(?:Executive Order (?:No\. )?\d{4,5}|Public Law \d{2,3}[-–] ?\d{1,4}"
    r"|\d{1,2} U\. ?S\. ?C\. (?:§+ ?|[Ss]ec(?:tion|\.) |SEC\. )?\d+[\w-]*(?: ?\(\w{1,4}\))*(?: note)?"
    r"|\d{1,2} C\. ?F\. ?R\. (?:[Pp]arts? |§+ ?)?\d+[\w.-]*)"
)
_BARE = re.compile(rf"{_EUROPEAN}|{_AMERICAN}")
# What a bare name is found by, and what may stand before that.
_BARE_ANCHORS = (
    "Regulation",
    "Directive",
    "Decision",
    "Executive Order ",
    "Public Law ",
    " U.S.C",
    " U. S. C",
    " C.F.R",
    " CFR ",
)
_AHEAD_OF_BARE = re.compile(r"(?:(?:(?:Commission|Council|Delegated|Implementing|Framework|Joint) ){1,3}|\b\d{1,2})$")
_WORD_ANCHORS = ("Treaty", "Law", "Act", "Code", "Regulations", "Measures", "Provisions")
_LED_IN = re.compile(r",? (?:[Oo]f|to|in|under|from|OF)(?: (?:the|THE))? |,? (?:the )?(?=TFEU|TEU)|, (?:the )?")
_OF = re.compile(r",? (?:[Oo]f|under)")
_GIVEN = re.compile(
    rf"{_EUROPEAN}|{_AMERICAN}|TFEU\b|TEU\b|ECHR\b|GDPR\b|Protocol No \d+|C\.?F\.?R\.?"
    rf"|(?:that|such|said|those) (?:Regulation|Directive|Decision|Act|Law|Order|Charter|Protocol|Treaty"
    rf"|Code|Agreement)\b"
    r"|(?:FEDERAL )?[“\"][A-Z][A-Z ,'’-]{3,80} ACT(?: OF \d{4})?[”\"]"
    rf"|United States Code|U\.S\.C\.|U\.S\. Code|Code of Federal Regulations"
    rf"|[“\"‘]?(?P<named>(?:{_CAPITALISED},? (?:{_JOINING} )*){{0,14}}?{_KINDS}\b"
    rf"(?: of \d{{4}}| of the (?:PRC|People[’']s Republic of China)"
    rf"| on (?:the )?(?:{_CAPITALISED}(?: {_JOINING})* ?){{1,8}})?)[”\"’]?"
)
_ON_ITS_OWN = re.compile(r"\b(?:Treaty|Law|Act|Code|Regulations|Measures|Provisions)\b(?! of \d{{1,2}}\b)")
_AHEAD = re.compile(rf"(?:{_CAPITALISED},? (?:{_JOINING} )*)+$")
_TAIL = re.compile(
    rf"(?: on (?:the )?{_CAPITALISED}(?: (?:{_JOINING} )*{_CAPITALISED})*)?"
    r"(?: of the (?:PRC|People[’']s Republic of China))?(?: \([A-Z][\w.]{1,12}\))?(?: of \d{4})?"
)
# "Data Security Law and the Personal Information Protection Law" are two.
_OTHER_BEFORE = re.compile(
    r".*(?:\b(?:Law|Act|Code|Regulations|Measures|Provisions)\b,?|\b(?:PRC|China)(?:,| and)) (?:(?:and|the|or) )*"
)
# A law that gives itself a short title.
_CITED_AS = re.compile(r"cited as (?:the )?[“‘\"]*$")
_LEADING = re.compile(r"(?:(?:The|And|Under|In) )+(?=[A-Z]\w+ [A-Z])")
_NOT_A_NAME = re.compile(
    r"(?:(?:The|This|These|Such|That|Those|Any|Each|In|Under|An?|Said|Where|If|PRC|Relevant|Other|No|Final"
    r"|Draft|Interim|Administrative)\b ?)+$"
)
_OWN = re.compile(
    r",? (?:[Oo]f|to|in|under|OF) (?:(?:the )?present|[Tt]his|THIS|[Tt]hese|THESE|the same|hereby) "
    r"(?:[Rr]egulations?|[Dd]irective|[Dd]ecision|[Aa]ct|ACT|[Ll]aw|[Oo]rder|[Mm]easures|[Pp]rovisions|[Rr]ules|[Cc]ode"
    r"|[Oo]rdinance|[Cc]onvention|[Pp]olicy|[Bb]ill|[Mm]emorandum|[Aa]greement|[Tt]reaty|[Ss]tandard|[Dd]ocument)\b"
)
_BACKWARD = re.compile(r",? (?:thereof|hereof|THEREOF)\b")


def english_after(text: str, position: int) -> Named | None:
    """The instrument that a citation ending at ``position`` belongs to: "… of Regulation (EU) 2016/679"."""
    lead = _LED_IN.match(text, position)
    match = _GIVEN.match(text, lead.end()) if lead else None
    if match is None or lead is None:
        return None
    name = match["named"] or match.group()
    # "of the Act" names one; a comma leads in a longer name only.
    short = match["named"] and (" " not in name or (lead.group().strip() == "," and "of" not in name))
    if short and (lead.group().strip() == "," or not _OF.match(lead.group())):
        return None
    return Named(match.start(), match.end(), name.strip(" ,"))


def own_after(text: str, position: int) -> int | None:
    """Where "of this Regulation" ends behind a citation."""
    match = _OWN.match(text, position)
    return match.end() if match else None


def backward_after(text: str, position: int) -> int | None:
    """Where "thereof" ends behind a citation."""
    match = _BACKWARD.match(text, position)
    return match.end() if match else None


class NameFinder:
    """Finds names of instruments in English text, by words that all of them have."""

    def __init__(self) -> None:
        self._bare = AhoCorasick(list(_BARE_ANCHORS))
        self._words = AhoCorasick(list(_WORD_ANCHORS))

    def find(self, text: str) -> list[Named]:
        """Every instrument that is named, with or without a citation, in order."""
        found = [self._numbered(text, start) for _, start, _ in self._bare.find_matches_as_indexes(text)]
        found.extend(self._by_words(text, start) for _, start, _ in self._words.find_matches_as_indexes(text))
        # Of two names that begin together the longer one comes first, and covers the other.
        return sorted((name for name in found if name), key=lambda name: (name.start, -name.end))

    def _numbered(self, text: str, anchor: int) -> Named | None:
        """Commission Implementing Regulation (EU) 2024/1, Executive Order 14110, 42 U.S.C. 5195c(e)."""
        ahead = _AHEAD_OF_BARE.search(text, max(0, anchor - 40), anchor)
        match = _BARE.match(text, ahead.start() if ahead else anchor)
        return Named(match.start(), match.end(), match.group()) if match else None

    def _by_words(self, text: str, anchor: int) -> Named | None:
        """Personal Information Protection Law, PRC Law on …, Homeland Security Act of 2002."""
        word = _ON_ITS_OWN.match(text, anchor)
        if word is None:
            return None
        floor = max(0, anchor - 140)
        ahead = _AHEAD.search(text, max(floor, text.rfind("\n", floor, anchor) + 1), anchor)
        tail = _TAIL.match(text, word.end())
        end = tail.end() if tail else word.end()
        start = ahead.start() if ahead else anchor
        for cut in (_OTHER_BEFORE, _LEADING):
            skipped = cut.match(text, start, anchor)
            start = skipped.end() if skipped else start
        lead = text[start:anchor]
        if _CITED_AS.search(text, max(0, start - 24), start):
            return None
        if text[anchor] in "RMP" and end == word.end() and len(lead.split()) < 2:
            # "General Provisions" is a heading; laws alone are named in two words: Privacy Act.
            return None
        if (lead and not _NOT_A_NAME.match(lead)) or end > word.end():
            return Named(start, end, text[start:end])
        return None


# Chinese

_BOOK = re.compile(r"《([^《》\n]{2,80}(?:〈[^〈〉]*〉[^《》\n]*)?)》(?:\s?[（(][^（）()\n]{2,40}[）)])?")
_LEGAL = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|准则|决定|意见|通知|规划|计划|方案|措施|指引|指南|规范|解释|标准|公约|协定|条约"
    r"|要求|纲要|制度|宪法|议定书|章程|公告|规程|目录|清单|框架|原则|通则|法例|令)(?:\s?[（(].*[）)])?$"
)


def chinese_names(text: str) -> Iterator[Named]:
    """Every instrument in 《…》, in order; ``end`` lies behind a date or abbreviation in brackets that follows."""
    for match in _BOOK.finditer(text):
        if _LEGAL.search(match[1]):
            yield Named(match.start(), match.end(), match[1])


_NO_LAW = re.compile(r"^(?:[本该此依]|有关|相关|上述|其他|行政法)|[本该依](?:法典|法|条例)$")
_VERB = re.compile(r".*(?:依照|按照|根据|依据|违反|适用|遵守|符合|属于|参照|执行|援引|修改|废止|和|及|与|、|对|由|的)")


def unmarked_before(text: str, start: int) -> Named | None:
    """A law named without marks before 第…条: 刑法第二百八十七条, 民法典第一千零三十四条."""
    window = text[max(0, start - 22) : start]
    line = window[window.rfind("\n") + 1 :]
    clause = re.split(r"[，。；：（(“”）)\s]", line)[-1]
    verb = _VERB.match(clause)
    name = clause[verb.end() :] if verb else clause
    if len(name) < 2 or not name.endswith(("法", "法典", "条例", "宪章", "公约")) or _NO_LAW.search(name):
        return None
    return Named(start - len(name), start, name)
