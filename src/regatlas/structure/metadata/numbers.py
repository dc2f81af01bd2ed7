"""The number under which a text was issued: 国办发〔2017〕35号, Executive Order 14110, (EU) 2024/1689, S. 3630."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from regatlas.model.document import Statement
from regatlas.model.text import Block, SourceText
from regatlas.structure.metadata.regions import Regions


class _Kind(NamedTuple):
    """A kind of number, with signs of which it needs one, since they are found a hundred times faster."""

    signs: tuple[str, ...]
    pattern: re.Pattern[str]


_KINDS = (
    _Kind(("号",), re.compile(r"[\u4e00-\u9fff]{2,14}\s?[〔\[（(]\d{4}[〕\]）)]\s?(?:第\s?)?\d{1,4}\s?号")),
    _Kind(
        ("令",),
        re.compile(r"(?:中华人民共和国)?[\u4e00-\u9fff、 ]{0,80}令\s?第?\s?[\d一二三四五六七八九十百〇零]{1,6}\s?号"),
    ),
    _Kind(("年法律第",), re.compile(r"(?:令和|平成|昭和)[\u4e00-\u9fff]{1,4}年法律第[\u4e00-\u9fff]{1,8}号")),
    _Kind(("Executive Order",), re.compile(r"Executive Order \d{4,5}")),
    _Kind(("/",), re.compile(r"\((?:EU|EC|EEC)\)\s(?:No\s)?\d{1,4}/\d{1,4}")),
    _Kind(
        (".",),
        re.compile(r"\b(?:S|H\.\s?R|H\.\s?J\.\s?Res|S\.\s?Res|H\.\s?Res|A|AB|SB|HB|HF|SF)\.\s?(?:No\.\s)?\d{1,5}\b"),
    ),
    _Kind(
        ("BILL", "Bill", "FILE", "File"),
        re.compile(
            r"\b(?:SENATE|HOUSE|ASSEMBLY|Senate|House|Assembly) (?:BILL|Bill|FILE|File)(?: No\.)? \d{1,3}-?\d{1,4}\b"
        ),
    ),
    _Kind(
        ("No.",),
        re.compile(
            r"\b(?:Order|Decree|Announcement|Notice|Circular)\s(?:of [^.\n]{3,80}\s)?\(?No\.\s?\d{1,4}\)?"
            r"|^No\.\s?\d{1,4}$",
            re.MULTILINE,
        ),
    ),
)
_ANY_SIGN = re.compile("|".join(re.escape(sign) for kind in _KINDS for sign in kind.signs))
_LONGEST = 200
_EUROPEAN_TITLE = ("REGULATION ", "DIRECTIVE ", "DECISION ")


def find_number(regions: Regions) -> Statement | None:
    """The document number in the lines before or after the body."""
    source = regions.source
    return _first(source, regions.front_blocks[:20]) or _first(source, regions.signature_blocks)


def _first(source: SourceText, blocks: Sequence[Block]) -> Statement | None:
    """The first number in some blocks. The front of most laws has no sign at all, which one look tells."""
    text = source.text
    if not blocks or not _ANY_SIGN.search(text, blocks[0].start, blocks[-1].end):
        return None
    for block in blocks:
        if block.end - block.start > _LONGEST and not text.startswith(_EUROPEAN_TITLE, block.start):
            continue
        match = _number(text, block)
        if match:
            return Statement.of(match.group().strip(), (source.quote(match.span()),))
    return None


def _number(text: str, block: Block) -> re.Match[str] | None:
    for kind in _KINDS:
        for sign in kind.signs:
            if text.find(sign, block.start, block.end) < 0:
                continue
            match = kind.pattern.search(text, block.start, block.end)
            if match:
                return match
    return None
