"""The number under which a text was issued: 国办发〔2017〕35号, Executive Order 14110, (EU) 2024/1689, S. 3630."""

from __future__ import annotations

import re

from regatlas.model.document import Statement
from regatlas.structure.metadata.regions import Regions

# Each with a sign that it needs, which is found a hundred times faster.
_PATTERNS = (
    ("号", re.compile(r"[\u4e00-\u9fff]{2,14}\s?[〔\[（(]\d{4}[〕\]）)]\s?(?:第\s?)?\d{1,4}\s?号")),
    (
        "号",
        re.compile(r"(?:中华人民共和国)?[\u4e00-\u9fff、 ]{0,80}令\s?第?\s?[\d一二三四五六七八九十百〇零]{1,6}\s?号"),
    ),
    ("号", re.compile(r"(?:令和|平成|昭和)[\u4e00-\u9fff]{1,4}年法律第[\u4e00-\u9fff]{1,8}号")),
    ("Executive Order", re.compile(r"Executive Order \d{4,5}")),
    ("/", re.compile(r"\((?:EU|EC|EEC)\)\s(?:No\s)?\d{1,4}/\d{1,4}")),
    (".", re.compile(r"\b(?:S|H\.\s?R|H\.\s?J\.\s?Res|S\.\s?Res|H\.\s?Res|A|AB|SB|HB|HF|SF)\.\s?(?:No\.\s)?\d{1,5}\b")),
    (
        " ",
        re.compile(
            r"\b(?:SENATE|HOUSE|ASSEMBLY|Senate|House|Assembly) (?:BILL|Bill|FILE|File)(?: No\.)? \d{1,3}-?\d{1,4}\b"
        ),
    ),
    (
        "No.",
        re.compile(
            r"\b(?:Order|Decree|Announcement|Notice|Circular)\s(?:of [^.\n]{3,80}\s)?\(?No\.\s?\d{1,4}\)?"
            r"|^No\.\s?\d{1,4}$",
            re.MULTILINE,
        ),
    ),
)
_EUROPEAN_TITLE = re.compile(r"^(?:REGULATION|DIRECTIVE|DECISION) ")


def find_number(regions: Regions) -> Statement | None:
    """The document number in the lines before or after the body."""
    source = regions.source
    for block in [*regions.front_blocks[:20], *regions.signature_blocks]:
        if block.end - block.start > 200 and not _EUROPEAN_TITLE.match(source.text[block.start : block.start + 20]):
            continue
        for sign, pattern in _PATTERNS:
            if source.text.find(sign, block.start, block.end) < 0:
                continue
            match = pattern.search(source.text, block.start, block.end)
            if match:
                return Statement(value=match.group().strip(), evidence=(source.quote(match.span()),))
    return None
