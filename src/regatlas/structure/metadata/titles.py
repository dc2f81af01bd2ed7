"""The title of a text, where the text has one. No title is ever made up or translated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regatlas.model.document import Statement
from regatlas.model.text import Block, Quote, SourceText
from regatlas.structure.metadata.regions import Regions

_CHINESE_TYPE = re.compile(
    r"(?:法|法律|法典|条例|规定|办法|细则|规则|准则|决定|意见|通知|规划|计划|方案|措施|指引|"
    r"指南|倡议|规范|原则|纲要|标准|框架|要求|解释|公告|声明|宣言|若干措施|行动)"
    r"(?:[（(〔][^）)〕]{1,20}[）)〕])*$"
)
_ENGLISH_TYPE = re.compile(
    r"\b(?:Laws?|Act|Regulations?|Provisions|Measures|Rules|Plan|Opinions?|Guidelines?|Guide|"
    r"Guidance|Initiative|Framework|"
    r"Norms|Principles|Notice|Decision|Requirements|Standards?|Strategy|Directive|Code|Bill|Resolution|Roadmap|Policy|"
    r"Statement|Declaration|Position Paper|Recommendations|Draft|Convention|Treaty|Blueprint|Order)\b",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(
    r"^(?:(?:中华人民共和国)?(?:国务院|主席)?令|第.{1,6}号|\[.*\]|\(.*\)$|（.*）$|chapter\b|"
    r"article\b|decree of|order of|no\.|official journal|"
    r"en$|l series|whereas|presidential documents|federal register|vol\.|title \d|by the "
    r"authority|be it enacted|section 1\b|"
    r"\d|in the (?:house|senate)|expand all|mr\.|ms\.|mrs\.|contents|目\s?录)",
    re.IGNORECASE,
)
_SHORT_TITLE = re.compile(
    r"(?:may be cited as|shall be known (?:and may be cited )?as)(?: the)? [“\"‘']([^”\"’]{4,160})[”\"’']"
)
_PURPOSE_TITLE = re.compile(r"^(?:AN ACT|A BILL|An Act|A JOINT RESOLUTION)\b")
_PURPOSE = re.compile(
    r"^(?:AN ACT\n(?=CONCERNING)|(?=AN ACT (?:to|relating|concerning)\b))([^\n]{10,400})$", re.MULTILINE
)
_EXECUTIVE = re.compile(r"^Executive Order \d+ of ")
_EUROPEAN = re.compile(r"^(?:REGULATION|DIRECTIVE|DECISION) \(E[UC]\)")
_LONGEST = 220
_SHORT_TITLE_END = 20_000
_PURPOSE_END = 6_000


def find_title(regions: Regions) -> Statement | None:
    """The title with the words that bear it, or None."""
    source, blocks = regions.source, regions.front_blocks
    if not blocks:
        return _short_title(source) or _purpose(source)
    return (
        _special(source, blocks)
        or _heading(source, blocks)
        or _typed(source, blocks)
        or _short_title(source)
        or _purpose(source)
        or _first(source, blocks)
    )


def _line(source: SourceText, block: Block) -> str:
    return source.text[block.start : block.end]


def _special(source: SourceText, blocks: Sequence[Block]) -> Statement | None:
    """Acts of the Union, whose title runs over lines, and executive orders, whose title follows the number."""
    first, last = blocks[0].start, blocks[-1].end
    # Both expressions have an E, and Chinese titles hardly ever.
    if source.text.find("E", first, last) < 0:
        return None
    for index, block in enumerate(blocks):
        line = _line(source, block)
        if _EUROPEAN.match(line):
            parts = [
                block,
                *[other for other in blocks[index + 1 : index + 3] if not _line(source, other).startswith("(")],
            ]
            return _joined(source, parts)
        if _EXECUTIVE.match(line) and index + 1 < len(blocks):
            rest = blocks[index + 1 : index + 4]
            end = next((n for n, other in enumerate(rest) if _line(source, other).startswith("By the")), 1)
            return _joined(source, rest[: max(1, end)])
    return None


def _heading(source: SourceText, blocks: Sequence[Block]) -> Statement | None:
    for block in blocks:
        if block.kind == "heading" and block.level == 1 and not _NOT_A_TITLE.match(_line(source, block)):
            return _joined(source, [block])
    return None


def _typed(source: SourceText, blocks: Sequence[Block]) -> Statement | None:
    """A short line that names a type of instrument."""
    chinese = source.language.startswith(("zh", "ja"))
    for block in blocks[:15]:
        line = _line(source, block)
        if len(line) > _LONGEST or _NOT_A_TITLE.match(line) or _PURPOSE_TITLE.match(line):
            continue
        if chinese and len(line) <= 60 and _CHINESE_TYPE.search(line):
            return _joined(source, [block])
        if not chinese and _ENGLISH_TYPE.search(line) and _looks_like_title(line):
            return _joined(source, [block])
    return None


def _looks_like_title(line: str) -> bool:
    words = re.findall(r"[A-Za-z][\w’'-]*", line)
    long_words = [word for word in words if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long_words)
    if re.search(r"\bhereby\b|, adopted |\bpromulgated\b", line):
        return False
    return bool(long_words) and capitals >= 0.6 * len(long_words) and not line.endswith((".", ";", ":", ","))


def _short_title(source: SourceText) -> Statement | None:
    text = source.text
    # Either sign is found ten times faster than the expression, which starts with two common letters.
    if text.find("may be cited as", 0, _SHORT_TITLE_END) < 0 and text.find("shall be known", 0, _SHORT_TITLE_END) < 0:
        return None
    match = _SHORT_TITLE.search(text, 0, _SHORT_TITLE_END)
    if not match:
        return None
    return Statement.of(match[1].rstrip(" ,."), (source.quote(match.span(1)),))


def _purpose(source: SourceText) -> Statement | None:
    """The long title of an act without a short one: "AN ACT concerning …"."""
    if source.text.find("AN ACT", 0, _PURPOSE_END) < 0:
        return None
    match = _PURPOSE.search(source.text, 0, _PURPOSE_END)
    return Statement.of(match[1], (source.quote(match.span(1)),)) if match else None


def _first(source: SourceText, blocks: Sequence[Block]) -> Statement | None:
    """The very first line, where it is short, in the case of titles, and no sentence."""
    block = blocks[0]
    line = _line(source, block)
    if len(line) > _LONGEST or _NOT_A_TITLE.match(line) or line.endswith(("。", "；", "：", "，")):
        return None
    if source.language.startswith(("zh", "ja")):
        return _joined(source, [block]) if len(line) <= 60 and "，" not in line else None
    return _joined(source, [block]) if _looks_like_title(line) else None


def _joined(source: SourceText, blocks: Sequence[Block]) -> Statement:
    quotes: tuple[Quote, ...] = tuple([source.quote((block.start, block.end)) for block in blocks])
    return Statement.of(" ".join([quote.exact for quote in quotes]), quotes)
