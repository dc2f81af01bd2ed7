"""Every character of a document belongs to exactly one leaf, or is declared as furniture of the page.

Held for letters, figures and ideographs: white space is normalised, and marks that only set a line (a hyphen at its
end, the signs of Markdown) are none of the law's.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.specimen import pdf
from tests.structure.specimen import check_tree

from regatlas.model.document import Document
from regatlas.model.text import SourceText
from regatlas.readers import Limits, read
from regatlas.readers.charset import decode
from regatlas.readers.compose import _RADICALS
from regatlas.readers.pdf import _open, _pages
from regatlas.structure import parse

_WORDS = [
    "operators",
    "shall",
    "keep",
    "well-kept",
    "records",
    "of each trial,",
    "under Article 3",
    "and report.",
    "2026",
]
_HANZI = ["经营者", "应当", "依照本法第三条", "保存记录，", "并报告。", "（一）", "示例"]
_LINES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map(" ".join)
_HANZI_LINES = st.lists(st.sampled_from(_HANZI), min_size=1, max_size=9).map("".join)
_HEADS = st.sampled_from(["", "Official Gazette of the State {}", "{} Gazette of Example Laws", "Example Act"])
_FEET = st.sampled_from(["", "{}", "- {} -", "Page {} of 9"])


@st.composite
def printed(draw: st.DrawFn) -> list[str]:
    """Pages with running heads, page numbers, articles, and words cut at the end of a line."""
    head, foot = draw(_HEADS), draw(_FEET)
    pages = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        lines = draw(st.lists(_LINES, max_size=12))
        lines = [f"Article {place}. {line}" if place % 4 == 0 else line for place, line in enumerate(lines)]
        if lines and draw(st.booleans()):
            lines = [*lines, "operators keep re-", "cords of records."]
        pages.append("\n".join([*filter(None, [head.format(number)]), *lines, *filter(None, [foot.format(number)])]))
    return pages


@st.composite
def copied(draw: st.DrawFn) -> str:
    """A Chinese law as copied from a PDF: contents, page marks, running heads, lines cut at a width."""
    width = draw(st.integers(17, 40))
    body = "".join(
        f"第{number}条{line}\n"
        for number, line in zip("一二三四五六", draw(st.lists(_HANZI_LINES, min_size=2)), strict=False)
    )
    lines = [
        "示例办法",
        "目录",
        "第一章总则",
        "第二章附则",
        "第一章总则",
        *_cut(body, width),
        "第二章附则",
        "第七条施行。",
    ]
    marked: list[str] = []
    for count, line in enumerate(lines, 1):
        marked.append(line)
        if count % 9 == 0:
            marked += [f"— {count // 9} —", "示例办法汇编二〇二四年本"]
    return "\n".join(marked)


def _cut(text: str, width: int) -> list[str]:
    return [line[at : at + width] for line in text.split("\n") for at in range(0, len(line), width)]


def raw_of(data: bytes, source: SourceText) -> str:
    """The raw text that a source was made of (see :mod:`regatlas.model.text`)."""
    if source.media_type != "application/pdf":
        return decode(data)[0].replace("\r\n", "\n").replace("\r", "\n")
    opened = _open(data)
    try:
        return "\f".join(page.text for page in _pages(opened, Limits()))
    finally:
        opened.close()


def check_nothing_lost(data: bytes) -> Document:
    source = read(data)
    raw = raw_of(data, source)
    declared = "".join(item.text for item in source.furniture)
    assert _letters(raw) == _letters(source.text) + _letters(declared)
    covered = bytearray(len(raw))
    for segment in source.segments:
        for place in range(segment.raw, segment.raw + segment.length):
            covered[place] += 1
    for item in source.furniture:
        assert raw[item.raw : item.raw + len(item.text)] == item.text
        for place in range(item.raw, item.raw + len(item.text)):
            covered[place] += 1
    assert all(covered[place] == 1 for place, character in enumerate(raw) if character.isalnum())
    document = parse(source)
    check_tree(document)
    return document


def _letters(text: str) -> Counter[str]:
    return Counter(character for character in text.translate(_RADICALS) if character.isalnum())


@given(printed().filter(any))
def test_printed_pages_lose_nothing(pages: list[str]) -> None:
    check_nothing_lost(pdf(*pages))


@given(copied())
def test_copied_laws_lose_nothing(text: str) -> None:
    check_nothing_lost(text.encode())


def test_furniture_is_declared_by_its_kind() -> None:
    bodies = ["keep records", "report incidents", "label content", "train staff"]
    pages = [
        f"Official Gazette of the State {number}\nArticle {number}. Operators of systems\n{body} soon.\n- {number} -"
        for number, body in enumerate(bodies, 1)
    ]
    document = check_nothing_lost(pdf(*pages))
    kinds = Counter(item.kind for item in document.source.furniture)
    assert kinds == {"running-head": 4, "page-number": 4}


def test_a_table_of_contents_is_a_leaf_of_its_own() -> None:
    text = "示例办法\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n"
    document = check_nothing_lost(text.encode())
    (contents,) = [leaf for leaf in document.leaves if leaf.kind == "toc"]
    assert document.text[slice(*contents.span)].split() == ["目录", "第一章", "总则", "第二章", "附则"]


def test_lines_of_a_single_page_are_no_running_heads() -> None:
    assert read(pdf("Operators keep records.\n" * 4)).furniture == ()


@pytest.mark.corpus
def test_real_files_lose_nothing(corpus: Path) -> None:
    paths = [*sorted(corpus.glob("files/*.pdf")), *sorted(corpus.glob("agora/fulltext/*.txt"))[::9]]
    for path in paths:
        data = path.read_bytes()
        source = read(data)
        raw = raw_of(data, source)
        if source.media_type != "text/markdown":
            declared = "".join(item.text for item in source.furniture)
            assert _letters(raw) == _letters(source.text) + _letters(declared), path.name
        check_tree(parse(source))
