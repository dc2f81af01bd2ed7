"""Documents and records made by hand for the tests of pages and terminal: no reader, grammar or engine is asked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files

from regatlas.model.document import Document, Metadata, Provision, ProvisionKind, Statement
from regatlas.model.judgement import (
    Actor,
    Commitment,
    Evidence,
    Judgement,
    LegalStatus,
    Place,
    Record,
    SummarySentence,
)
from regatlas.model.taxonomy import Bilingual, Category, Level, Taxonomy
from regatlas.model.text import Block, Quality, Segment, SourceText, Span

_CHINESE = "一二三四五六七八九十"
_ARTICLE = re.compile(r"第([一二三四五六七八九十]+)条")


def source_of(text: str, language: str = "zh-Hans", quality: Quality | None = None) -> SourceText:
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(start, start + len(line), "paragraph", 0))
        start += len(line) + 1
    return SourceText(
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/markdown",
        size=len(text.encode()),
        encoding="utf-8",
        language=language,
        quality=quality or Quality(status="ok", score=0.99),
        segments=(Segment(0, 0, len(text)),),
        blocks=tuple(blocks),
    )


def flat_document(text: str, language: str = "en", quality: Quality | None = None, title: str = "") -> Document:
    """One paragraph provision for each line."""
    provisions, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        end = min(len(text), start + len(line) + 1)
        provisions.append(_provision(f"para_{number}", None, "paragraph", (start, end), f"Paragraph {number}"))
        start = end
    metadata = Metadata(title=Statement(value=title) if title else None)
    return Document(
        source=source_of(text, language, quality),
        tradition="generic",
        provisions=tuple(provisions),
        metadata=metadata,
    )


def _provision(
    eid: str, parent: str | None, kind: ProvisionKind, span: tuple[int, int], citation: str | None = None
) -> Provision:
    return Provision(eid=eid, parent=parent, kind=kind, number=None, citation=citation, heading=None, span=Span(*span))


def sample_document() -> Document:
    """The Chinese sample with chapters, articles and paragraphs."""
    raw = files("regatlas.data").joinpath("samples", "sample-measures.zh.md").read_text(encoding="utf-8")
    lines = [re.sub(r"^(?:>|#+) ", "", line) for line in raw.split("\n") if line.strip()]
    text = "\n".join(lines)
    provisions = tuple(_chapters(lines, len(text)))
    return Document(source=source_of(text), tradition="chinese", provisions=provisions, metadata=_metadata(text))


def _chapters(lines: list[str], length: int) -> Iterator[Provision]:
    starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines) + 1)]
    starts[-1] = length
    firsts = [index for index, line in enumerate(lines) if re.match(r"第.章", line)]
    for index in range(firsts[0]):
        kind: ProvisionKind = "title" if index == 1 else "preamble"
        yield _provision(f"front_{index}", None, kind, (starts[index], starts[index + 1]))
    for number, (first, last) in enumerate(zip(firsts, [*firsts[1:], len(lines)], strict=True), start=1):
        eid = f"chp_{number}"
        yield _provision(eid, None, "chapter", (starts[first], starts[last]), f"第{_CHINESE[number - 1]}章")
        yield _provision(f"{eid}__heading", eid, "heading", (starts[first], starts[first + 1]))
        yield from _articles(eid, lines, starts, range(first + 1, last))


def _articles(chapter: str, lines: list[str], starts: list[int], indices: range) -> Iterator[Provision]:
    firsts = [index for index in indices if _ARTICLE.match(lines[index])]
    for first, last in zip(firsts, [*firsts[1:], indices.stop], strict=True):
        match = _ARTICLE.match(lines[first])
        assert match
        eid = f"{chapter}__art_{_number(match[1])}"
        yield _provision(eid, chapter, "article", (starts[first], starts[last]), match[0])
        for number, index in enumerate(range(first, last), start=1):
            citation = f"{match[0]}第{_CHINESE[number - 1]}款" if last - first > 1 else match[0]
            yield _provision(f"{eid}__para_{number}", eid, "paragraph", (starts[index], starts[index + 1]), citation)


def _number(chinese: str) -> int:
    head, ten, tail = chinese.rpartition("十")
    return (10 if ten else 0) + (_CHINESE.index(tail) + 1 if tail else 0) + (10 * _CHINESE.index(head) if head else 0)


def _metadata(text: str) -> Metadata:
    source = source_of(text)

    def says(value: str, words: str) -> Statement:
        start = text.index(words)
        return Statement(value=value, evidence=(source.quote((start, start + len(words))),))

    title = "临澜市人工智能应用促进与规范办法（试行）"
    law = "中华人民共和国个人信息保护法"
    return Metadata(
        title=says(title, title),
        issuers=(says("临澜市人民政府", "临澜市人民政府\n2026年3月23日"),),
        number=says("临府规〔2026〕7号", "临府规〔2026〕7号"),
        dates={"issued": says("2026-03-23", "2026年3月23日公布"), "effective": says("2026-05-01", "2026年5月1日")},
        legal_basis=(says(law, law),),
    )


def evidence(document: Document, words: str, nth: int = 0) -> tuple[Evidence, ...]:
    """The ``nth`` place where ``words`` stand, as evidence."""
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(words, start + 1)
    quote = document.source.quote((start, start + len(words)))
    return (Evidence(eid=document.leaf_at(start).eid, quote=quote),)


def judgement(document: Document, taxonomy: str, category: str, level: Level, words: Iterable[str] = ()) -> Judgement:
    quotes = tuple(item for phrase in words for item in evidence(document, phrase))
    return Judgement(taxonomy=taxonomy, category=category, level=level, confidence=0.82, evidence=quotes)


def bare_record(document: Document, words: str) -> Record:
    """A record whose only claim is the legal status."""
    status = LegalStatus(value="hard", confidence=0.9, evidence=evidence(document, words))
    return Record(engine="lexicon.v1", taxonomies={}, manifest="f" * 64, legal_status=status)


def sample_record(document: Document) -> Record:
    """About a dozen claims over the sample, some nested, some overlapping, one over a border of provisions."""

    def at(words: str) -> tuple[Evidence, ...]:
        return evidence(document, words)

    label = "提供者对人工智能生成的文字、图片、音频、视频和虚拟场景，应当添加公众能够直接感知的标识"
    minors = "不得诱导其对虚拟角色产生依赖或者非理性消费"
    border = "伦理审查应当重点评估下列事项：\n（一）是否加重对特定人群的偏见"
    coverage = (
        judgement(document, "risk-subdomain", "2.1", "good", ("未经使用者单独同意，提供者不得将使用者输入的内容",)),
        judgement(document, "risk-subdomain", "1.1", "good", (border,)),
        judgement(document, "risk-subdomain", "3.1", "good", (label,)),
        judgement(document, "risk-subdomain", "5.1", "good", (minors, "依赖")),
        judgement(document, "risk-subdomain", "7.4", "minimal", ("音频、视频和虚拟场景，应当添加",)),
        judgement(document, "risk-subdomain", "6.6", "none"),
        judgement(document, "sector", "Finance and Insurance", "minimal", ("金融授信",)),
        judgement(document, "invented", "Z", "good", ("沙盒管理",)),
    )
    return Record(
        engine="lexicon.v1",
        taxonomies={"risk-subdomain": "1", "sector": "1"},
        manifest="a" * 64,
        summary=(SummarySentence(text=label + "。", evidence=at(label)),),
        legal_status=LegalStatus(value="hard", confidence=0.91, evidence=at("依照其规定处罚")),
        coverage=coverage,
        actors=(
            Actor(role="proposer", name="临澜市人民政府", type="governance-actor", evidence=at("临澜市人民政府")),
            Actor(role="target", name="提供者", type="deployer", evidence=at("提供者应当设置未成年人模式")),
        ),
        commitments=(
            Commitment(text=label, actor="提供者", modality="must", evidence=at(label)),
            Commitment(text=minors, actor="提供者", modality="must-not", evidence=at(minors)),
            Commitment(text="禁止去除", actor=None, modality="must-not", evidence=at("禁止去除")),
        ),
        places=(Place(name="临澜市", evidence=at("在本市行政区域内")),),
        rationales={
            "risk-subdomain": Bilingual(en="Carried by Articles 10 and 12.", zh="见第十条、第十二条。"),
            "legal-status": Bilingual(en="Penalties by reference in Article 17.", zh="第十七条援引处罚规定。"),
            "target": Bilingual(en="Named in Article 13.", zh="见第十三条。"),
        },
    )


def sample_taxonomies() -> dict[str, Taxonomy]:
    """Two small taxonomies: one with groups, one without."""
    domains = {"1": "歧视", "2": "隐私", "3": "虚假信息", "5": "人机交互", "6": "社会经济", "7": "系统安全"}
    risks = [
        Category(
            code=code,
            label=Bilingual(en=f"Risk {code}", zh=f"风险项{code}"),
            definition=Bilingual(en="…", zh="…"),
            group=Bilingual(en=f"Domain {code[0]}", zh=domains[code[0]]),
        )
        for code in ("1.1", "1.2", "2.1", "3.1", "5.1", "6.6", "7.4")
    ]
    sectors = [
        Category(code=code, label=Bilingual(en=code, zh=zh), definition=Bilingual(en="…", zh="…"))
        for code, zh in (("Finance and Insurance", "金融和保险"), ("Information", "信息"))
    ]
    return {
        "risk-subdomain": _taxonomy("risk-subdomain", "风险子领域", risks),
        "sector": _taxonomy("sector", "行业", sectors),
    }


def _taxonomy(key: str, zh: str, categories: list[Category]) -> Taxonomy:
    return Taxonomy(
        id=key,
        version="1",
        title=Bilingual(en=key.capitalize(), zh=zh),
        publisher="Nobody",
        source="none",
        verified=key == "sector",
        categories=tuple(categories),
    )
