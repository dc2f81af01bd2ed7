"""Who issued a text: bodies that sign it, promulgate it, or enact it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from regatlas.model.document import Statement
from regatlas.model.text import SourceText, Span
from regatlas.structure.metadata.regions import Regions

_BODY = (
    r"(?:全国人民代表大会(?:常务委员会)?|国务院(?:办公厅)?|中共中央(?:办公厅)?|最高人民(?:法院|检察院)|"
    r"[\u4e00-\u9fff]{2,20}?(?:人民代表大会(?:常务委员会)?|人民政府(?:办公厅)?|办公室|委员会|"
    r"总局|管理局|气象局|部(?=[、\s令]|$)|银行|人民法院|署))"
)
_CHINESE_LINE = re.compile(rf"^(?:中华人民共和国)?{_BODY}(?:[、\s]+(?:中华人民共和国)?{_BODY})*(?:令|公告)?$")
# The characters in which a line of nothing but names of bodies ends; few other lines end so.
_LAST_CHARACTERS = frozenset("会院厅央府室局部行署令告")
_CHINESE_BODY = re.compile(rf"(?:中华人民共和国)?{_BODY}")
_ADOPTED_BY = re.compile(
    rf"日\s?(?:第[一二三四五六七八九十]+届)?(?P<body>{_BODY}|"
    r"[\u4e00-\u9fff]{2,14}第[一二三四五六七八九十]+届人民代表大会常务委员会)(?=第|令|公告|会议)"
)
_ENGLISH_BODY = (
    r"(?:Cyberspace|Cybersecurity) Administration(?: of China)?|Ministry of [A-Z][\w ,’'-]+|"
    r"State Council|State Administration (?:of|for) [\w ,]+|"
    r"National [\w ]+ (?:Commission|Administration)|[\w ’']+ Standing Committee|Standing Committee of [\w ’']+|"
    r"[\w ]+ People[’']s (?:Government|Congress|Republic of China[\w ]+)|White House|THE "
    r"WHITE HOUSE|Treasury Board[\w ]*|[\w ]+ General Assembly"
)
_ENGLISH_LINE = re.compile(
    rf"^(?:People[’']s Republic of China )?(?:{_ENGLISH_BODY})(?: of the People[’']s Republic of China)?,?$"
)
_ENACTED_BY = re.compile(
    r"(?i:be it enacted by) (?:the )?(?P<body>(?:Senate and House of Representatives of the "
    r"United States of America(?: in Congress assembled)?"
    r"|General Assembly of the State of [A-Z]\w+|General Assembly|Legislature of the State of "
    r"[A-Z]\w+(?: [A-Z]\w+)?|People of the State of [A-Z]\w+(?: [A-Z]\w+)?|[A-Z][\w "
    r"]{4,60}?))(?=[,:;.]| in )"
    r"|(?P<people>The people of the State of [A-Z]\w+) do enact"
    r"|(?:Decree|Order) of the (?P<decree>State Council|President)"
    r"|[Aa]dopted (?:at|by) (?:the )?[^.;\n]{0,60}?(?P<adopted>Standing Committee of [^.;()\n]{5,90}?)(?= on| at|\)|,)"
    r"|^(?P<union>THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION)"
    r"|authority vested in me as (?P<president>President)",
    re.MULTILINE,
)


def find_issuers(regions: Regions) -> tuple[Statement, ...]:
    """The bodies that the text names as its issuers, in the order of the text; empty where it names none."""
    source, front = regions.source, regions.front
    # An English line that ends with a comma goes on below it.
    signed = _stated(source, _signed_by(regions), ",")
    return signed or _stated(source, (_adopted_by if regions.chinese else _enacted_by)(source, front), "")


def _signed_by(regions: Regions) -> Iterator[tuple[int, int]]:
    """Lines before or after the body that hold nothing but names of bodies."""
    text, chinese = regions.text, regions.chinese
    for start, end, _, _ in [*regions.signature_blocks, *regions.front_blocks[:12]]:
        if end - start > 160 or (chinese and text[end - 1 : end] not in _LAST_CHARACTERS):
            continue
        if not (_CHINESE_LINE if chinese else _ENGLISH_LINE).match(text[start:end]):
            continue
        if chinese:
            for body in _CHINESE_BODY.finditer(text, start, end):
                yield body.span()
        else:
            yield start, end


def _adopted_by(source: SourceText, front: Span) -> Iterator[tuple[int, int]]:
    """The bodies that stand behind a date. Its 日 is found 9 times faster than a figure before one."""
    text = source.text
    day = text.find("日", front.start + 1, front.end)
    while day >= 0:
        match = _ADOPTED_BY.match(text, day, front.end) if text[day - 1].isdecimal() else None
        if match:
            yield match.span("body")
        day = text.find("日", match.end() if match else day + 1, front.end)


def _enacted_by(source: SourceText, front: Span) -> Iterator[tuple[int, int]]:
    for match in _ENACTED_BY.finditer(source.text, front.start, min(front.end + 1500, len(source.text))):
        yield match.span(match.lastgroup or 0)


def _stated(source: SourceText, places: Iterable[tuple[int, int]], trailing: str) -> tuple[Statement, ...]:
    """The bodies at some places without their trailing characters, each body once."""
    found: dict[str, Statement] = {}
    for start, end in places:
        value = source.text[start:end].rstrip(trailing)
        key = value.casefold()
        if key not in found:
            found[key] = Statement.of(value, (source.quote((start, end)),))
    return tuple(found.values())
