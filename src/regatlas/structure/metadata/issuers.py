"""Who issued a text: bodies that sign it, promulgate it, or enact it."""

from __future__ import annotations

import re

from regatlas.model.document import Statement
from regatlas.model.text import SourceText, Span
from regatlas.structure.metadata.regions import Regions

_BODY = (
    r"(?:全国人民代表大会(?:常务委员会)?|国务院(?:办公厅)?|中共中央(?:办公厅)?|最高人民(?:法院|检察院)|"
    r"[\u4e00-\u9fff]{2,20}?(?:人民代表大会(?:常务委员会)?|人民政府(?:办公厅)?|办公室|委员会|"
    r"总局|管理局|气象局|部(?=[、\s令]|$)|银行|人民法院|署))"
)
_CHINESE_LINE = re.compile(rf"^(?:中华人民共和国)?{_BODY}(?:[、\s]+(?:中华人民共和国)?{_BODY})*(?:令|公告)?$")
_CHINESE_BODY = re.compile(rf"(?:中华人民共和国)?{_BODY}")
_ADOPTED_BY = re.compile(
    rf"\d日\s?(?:第[一二三四五六七八九十]+届)?(?P<body>{_BODY}|"
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
    found = _signed_by(regions)
    if not found:
        source, front = regions.source, regions.front
        found = _adopted_by(source, front) if source.language.startswith("zh") else _enacted_by(source, front)
    return tuple(_unique(found))


def _signed_by(regions: Regions) -> list[Statement]:
    """Lines before or after the body that hold nothing but names of bodies."""
    source = regions.source
    chinese = source.language.startswith("zh")
    line_pattern = _CHINESE_LINE if chinese else _ENGLISH_LINE
    found: list[Statement] = []
    for block in [*regions.signature_blocks, *regions.front_blocks[:12]]:
        line = source.text[block.start : block.end]
        if len(line) > 160 or not line_pattern.match(line):
            continue
        if not chinese:
            found.append(Statement(value=line.rstrip(","), evidence=(source.quote((block.start, block.end)),)))
            continue
        found.extend(
            Statement(value=match.group(), evidence=(source.quote(match.span()),))
            for match in _CHINESE_BODY.finditer(source.text, block.start, block.end)
        )
    return found


def _adopted_by(source: SourceText, front: Span) -> list[Statement]:
    return [
        Statement(value=match["body"], evidence=(source.quote(match.span("body")),))
        for match in _ADOPTED_BY.finditer(source.text, front.start, front.end)
    ]


def _enacted_by(source: SourceText, front: Span) -> list[Statement]:
    found = []
    for match in _ENACTED_BY.finditer(source.text, front.start, min(front.end + 1500, len(source.text))):
        group = next(name for name, value in match.groupdict().items() if value)
        found.append(Statement(value=match[group], evidence=(source.quote(match.span(group)),)))
    return found


def _unique(statements: list[Statement]) -> list[Statement]:
    seen: set[str] = set()
    result = []
    for statement in statements:
        key = statement.value.casefold()
        if key not in seen:
            seen.add(key)
            result.append(statement)
    return result
