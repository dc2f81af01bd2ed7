"""When two texts are versions of one work.

A work is known by its *folded title*: width, case, spaces and punctuation do not count, and a remark at the end that
names a version is left out:

- a year, a date or an edition: （2016年）, （2024年本）, （2024版）, (2024 edition). In titles of plans, work points,
  reports and amending acts a bare year belongs to the name, since each year has its own: 修正案（1993年）.
- an amendment: （2025年修正）, （修订）, （2018年3月11日修正）, (as amended in 2025), (2nd revision).
- a stage of drafting: （征求意见稿）, （草案二次审议稿）, （送审稿）, (draft for comment). A draft and what it became
  are versions of one work, which is how people want to compare them.

What is part of a name stays: （试行） and （暂行）, since the trial measure and the final one are two instruments;
numbers as in 修正案（十一）; ranges of years as in 行动计划（2023—2025年）; and whatever stands in no brackets at the
end.

Two works may bear one title. Where the issuers of both are known and none of the one is an issuer of the other, they
are two works. A body and its organ (全国人民代表大会, 全国人民代表大会常务委员会) are no strangers: one adopts a law
and the other amends it.
A title that says only what kind of paper it is (公告, A BILL) or is shorter than four letters identifies nothing.

Measured on the titles of 2,466 Chinese laws and regulations: of 52 groups that share a folded title, 51 are versions
of one work, and one is a code whose parts stand in separate files under the title of the whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_WRAPPING = " \t\n\"'“”‘’《》"
_REMARK = re.compile(r"\s*[(\[【〔〖]([^()\[\]【】〔〕〖〗]*)[)\]】〕〗]\s*$")
_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:{_YEAR}\s*年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?|{_YEAR}(?:[-./]\d{{1,2}}){{0,2}})"
_BARE_YEAR = re.compile(rf"{_DATE}")
_EDITION = re.compile(rf"{_DATE}?\s*(?:年?版|年?本|edition|version)|(?:version|v)\s*\d+(?:\.\d+)*", re.IGNORECASE)
_AMENDED = re.compile(
    rf"(?:{_DATE})?(?:第[一二三四五六七八九十\d]+次)?(?:修正|修订|修改|重新公布)(?:本|版|文本|稿)?"
    rf"|(?:as\s+)?(?:last\s+)?(?:amended|revised)(?:\s+(?:in|on|by|to)?\s*{_DATE})?"
    rf"|(?:{_DATE}\s+)?(?:\d+(?:st|nd|rd|th)\s+)?(?:amendment|revision|consolidated(?:\s+(?:text|version))?)"
    rf"(?:\s+(?:of\s+)?{_DATE})?",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"(?:公开|再次|第?[一二三四五六七八九十\d]+次)?(?:征求意见|公开征求意见|送审|送审讨论|讨论|审议|报批)稿"
    r"|(?:修订|修正)?草案(?:[一二三四五六七八九十]次)?(?:审议|征求意见|送审)?稿?|[一二三四五六七八九十]审稿|修订稿|建议稿|试拟稿"
    r"|(?:consultation |exposure |discussion |revised |public |second |third |final )?draft"
    r"(?:\s+for\s+(?:public\s+)?(?:soliciting\s+)?(?:comments?|consultation|opinions|discussion))?(?:\s+v?\d+)?",
    re.IGNORECASE,
)
_PERIODIC = re.compile(
    r"修正案|计划|要点|安排|任务|规划|报告|白皮书|年度|\b(?:plan|report|agenda|programme|program)\b", re.IGNORECASE
)
_GENERIC = frozenset(
    [
        "新建文档",
        "anact",
        "abill",
        "actofcongress",
        "publiclaw",
        "executiveorder",
        "order",
        "resolution",
        "untitled",
        "document",
        "documents",
        "contents",
        "tableofcontents",
        "annex",
        "appendix",
        "text",
        "bill",
        "home",
        "index",
        "notice",
    ]
)
_SHORTEST = 4
_SHORTEST_ISSUER = 3  # 国务院


def fold(text: str) -> str:
    """The letters and digits of a text without regard to width, case, space and punctuation."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def folded_title(title: str | None) -> str | None:
    """What a work with this title is known by; None where the title identifies nothing."""
    if title is None:
        return None
    folded = fold(_without_remarks(unicodedata.normalize("NFKC", title).strip(_WRAPPING)))
    return None if len(folded) < _SHORTEST or folded in _GENERIC else folded


def _without_remarks(title: str) -> str:
    while (found := _REMARK.search(title)) and _names_a_version(found[1].strip(), title):
        title = title[: found.start()]
    return title


def _names_a_version(remark: str, title: str) -> bool:
    if _BARE_YEAR.fullmatch(remark):
        return not _PERIODIC.search(title)
    compact = re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z(\d])", "", remark)
    return any(pattern.fullmatch(each) for pattern in (_EDITION, _AMENDED, _DRAFT) for each in (remark, compact))


def folded_issuers(issuers: Iterable[str]) -> list[str]:
    """The issuers, folded, each once, in a fixed order."""
    return sorted({fold(issuer) for issuer in issuers} - {""})


def shared_issuers(issuers: Iterable[str], others: Iterable[str]) -> int:
    """How many of these folded issuers are among the others, be it by the name of the body whose organ they are."""
    known = tuple(others)
    return sum(any(_akin(issuer, other) for other in known) for issuer in issuers)


def _akin(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _SHORTEST_ISSUER and longer.startswith(shorter))
