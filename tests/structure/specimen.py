"""Texts for the tests of structure: sources made without a reader, and laws of any shape made on demand."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from hypothesis import strategies as st

from regatlas.model.document import Document, Provision
from regatlas.model.numerals import spell_chinese
from regatlas.model.text import Block, Quality, SourceText
from regatlas.structure import parse


def source_of(text: str, language: str = "en", *, headings: dict[str, int] | None = None) -> SourceText:
    """A source whose blocks are the lines of a text; ``headings`` gives lines and their levels."""
    lines = [line for line in text.split("\n") if line.strip()]
    blocks: list[Block] = []
    start = 0
    for line in lines:
        level = (headings or {}).get(line, 0)
        blocks.append(Block(start, start + len(line), "heading" if level else "paragraph", level))
        start += len(line) + 1
    joined = "\n".join(lines)
    return SourceText(
        text=joined,
        sha256=hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest(),
        media_type="text/plain",
        size=len(joined),
        encoding="utf-8",
        language=language,
        quality=Quality(status="ok", score=1.0),
        segments=(),
        blocks=tuple(blocks),
    )


def numbers(document: Document, kind: str) -> list[str | None]:
    """The numbers of all provisions of a kind, in order."""
    return [provision.number for provision in document.provisions if provision.kind == kind]


def cited(document: Document) -> dict[str, str]:
    """Words by citation, of the outermost provision that bears it."""
    found: dict[str, str] = {}
    for provision in document.provisions:
        if provision.citation:
            found.setdefault(provision.citation, words(document, provision))
    return found


def words(document: Document, provision: Provision) -> str:
    """The text of a provision, white space and the bars of table rows folded."""
    start, end = provision.span
    return " ".join(document.text[start:end].replace(" | ", " ").split())


def outline(document: Document) -> str:
    """The tree as text, one provision a line, for golden files."""
    depth: dict[str | None, int] = {None: -1}
    lines = []
    for provision in document.provisions:
        depth[provision.eid] = depth[provision.parent] + 1
        label = " · ".join(filter(None, [provision.eid, provision.citation, provision.heading]))
        opening = words(document, provision)[:24]
        lines.append(f"{'  ' * depth[provision.eid]}{provision.kind}: {label} | {opening}".rstrip())
    return "\n".join(lines) + "\n"


def check_tree(document: Document) -> None:
    """The invariants of every document, whatever its text."""
    text = document.text
    assert "".join(text[leaf.span.start : leaf.span.end] for leaf in document.leaves) == text
    eids = [provision.eid for provision in document.provisions]
    assert len(eids) == len(set(eids))
    seen: dict[str, Provision] = {}
    reached: dict[str | None, int] = {None: 0}
    for provision in document.provisions:
        start, end = provision.span
        assert 0 <= start < end <= len(text)
        # Pre-order: the parent stands before, encloses the child, and the children follow each other.
        assert provision.parent is None or provision.parent in seen
        if provision.parent is not None:
            outer = seen[provision.parent].span
            assert outer.start <= start
            assert end <= outer.end
        assert reached.get(provision.parent, 0) <= start
        reached[provision.parent] = end
        seen[provision.eid] = provision
    again = parse(document.source)
    assert again.provisions == document.provisions


class MadeLaw(NamedTuple):
    """A law made for a test: its text and the articles and chapters that it has."""

    text: str
    articles: list[str]
    chapters: list[str]


_SENTENCES = (
    "本办法适用于本市的示范项目。",
    "主管部门应当依照本办法第三条的规定公布名录。",
    "违反第五条、第六条规定的，由主管部门责令改正。",
    "申请人对决定不服的，可以申请复核。",
    "依照第一章的规定备案的，不再另行申请。",
)
_TITLES = ("总则", "示范项目的申报与管理", "监督检查", "法律责任", "附则", "服务提供者的权利义务")


@st.composite
def chinese_laws(draw: st.DrawFn) -> MadeLaw:
    """Laws with articles (also 第十条之一), chapters, paragraphs, items, contents, and references at line starts."""
    count = draw(st.integers(2, 40))
    space = draw(st.sampled_from([" ", "　", ""]))
    chaptered = draw(st.booleans())
    lines = ["示范市人工智能试点办法"]
    titles = draw(st.lists(st.sampled_from(_TITLES), min_size=2, max_size=5)) if chaptered else []
    opening = {1 + index * count // len(titles): index + 1 for index in range(len(titles))} if titles else {}
    headings = [f"第{spell_chinese(index)}章 {titles[index - 1]}" for index in opening.values()]
    if headings and draw(st.booleans()):
        lines += ["目录", *headings] if draw(st.booleans()) else headings
    articles: list[str] = []
    for number in range(1, count + 1):
        if number in opening:
            lines.append(f"第{spell_chinese(opening[number])}章 {titles[opening[number] - 1]}")
        lines += [f"第{spell_chinese(number)}条{space}{draw(st.sampled_from(_SENTENCES))}", *draw(_chinese_rest())]
        articles.append(str(number))
        if draw(st.integers(0, 9)) == 0:
            lines.append(f"第{spell_chinese(number)}条之一{space}{draw(st.sampled_from(_SENTENCES))}")
            articles.append(f"{number}-1")
    return MadeLaw("\n".join(lines), articles, [str(index) for index in opening.values()])


@st.composite
def _chinese_rest(draw: st.DrawFn) -> list[str]:
    lines: list[str] = []
    if draw(st.booleans()):
        lines += ["申请人应当提交下列材料：", "（一）申请书；", "（二）安全评估报告：", "1.评估方法；", "2.评估结论。"]
    if draw(st.booleans()):
        lines.append(
            draw(st.sampled_from([*_SENTENCES, "第二条第二款所称名录，由主管部门制定。", "第四条规定的期限可以延长。"]))
        )
    return lines


@st.composite
def english_laws(draw: st.DrawFn) -> MadeLaw:
    """Laws in English: 'Article N:', '.', or only a space; chapters; references that a line may begin with."""
    count = draw(st.integers(2, 30))
    mark = draw(st.sampled_from([":", ".", ""]))
    lines = ["Trial Measures for the Example Pilot Programme"]
    chapters: list[str] = []
    for number in range(1, count + 1):
        if draw(st.integers(0, 6)) == 0:
            chapters.append(str(len(chapters) + 1))
            lines.append(f"Chapter {chapters[-1]}{mark} Duties of Operators")
        lines.append(f"Article {number}{mark} {draw(st.sampled_from(_ENGLISH))}")
        if draw(st.booleans()):
            lines += ["Applicants shall submit:", "(1) a form;", "(2) a report."]
    return MadeLaw("\n".join(lines), [str(number) for number in range(1, count + 1)], chapters)


_ENGLISH = (
    "Operators shall keep records in accordance with Article 4 of these Measures and report them every year.",
    (
        "Where an operator violates Article 5, Article 6, or Article 7 of these Measures, the "
        "bureau shall order corrections."
    ),
    "These Measures apply to pilot projects. Article 3 applies to them as well, with the changes that fit.",
    "The bureau shall publish a list, under Chapter 2 of these Measures, by the end of each year.",
)
