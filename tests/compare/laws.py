"""Laws made by hand for the tests of comparison: no reader and no grammar is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from regatlas.model.document import Document, Metadata, Provision
from regatlas.model.text import Block, Quality, Segment, SourceText, Span

_DIGITS = "零一二三四五六七八九"
_NOUNS = (
    "企业", "学校", "医院", "平台", "算法", "模型", "数据", "用户", "标识", "桥梁", "粮食", "森林", "图书", "票据",
    "船舶", "电网", "矿山", "渔业", "种子", "疫苗", "药品", "食品", "广告", "合同", "保险", "债券", "住房", "供水",
    "消防", "邮件", "气象", "地震", "海岛", "草原", "湿地", "文物", "戏剧",
)  # fmt: skip
_VERBS = (
    "登记", "评估", "公示", "备案", "检测", "培训", "监督", "抽查", "保存", "销毁", "转让", "租赁", "运输", "加工",
    "研发", "推广", "资助", "审计", "统计",
)  # fmt: skip


def chinese(number: int) -> str:
    """A number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def body(seed: int) -> str:
    """The words of an article: other words for every seed."""
    state = hashlib.sha256(str(seed).encode()).digest()
    nouns = [_NOUNS[byte % len(_NOUNS)] for byte in state[:8]]
    verbs = [_VERBS[byte % len(_VERBS)] for byte in state[8:14]]
    first = f"{nouns[0]}管理部门应当对{nouns[1]}、{nouns[2]}和{nouns[3]}进行{verbs[0]}，"
    return (
        f"{first}并及时{verbs[1]}{nouns[4]}第{seed}号目录。"
        + f"未经{verbs[2]}的{nouns[5]}不得{verbs[3]}；需要{verbs[4]}{nouns[6]}的，由{nouns[7]}机构{verbs[5]}。"
    )


def law(bodies: Sequence[str], *, language: str = "zh-Hans", numbers: Sequence[int] | None = None) -> Document:
    """A law of one article for each body, numbered from 1 on or as told; a body may have several lines."""
    label = "第{}条 " if language.startswith("zh") else "Article {}: "
    counted = numbers or range(1, len(bodies) + 1)
    shown = [label.format(chinese(n) if language.startswith("zh") else n) for n in counted]
    return document(
        [(head + text, "article", str(n)) for head, text, n in zip(shown, bodies, counted, strict=True)], language
    )


def document(parts: Sequence[tuple[str, str, str | None]], language: str = "zh-Hans") -> Document:
    """A document of flat provisions: text, kind, number. A part of several lines has a paragraph for each line."""
    provisions: list[Provision] = []
    start = 0
    for place, (text, kind, number) in enumerate(parts, start=1):
        end = start + len(text) + (place < len(parts))
        eid, citation = f"{kind}_{place}", f"{kind} {number}" if number else None
        provisions.append(_provision(eid, None, kind, number, citation, (start, end)))
        lines = text.split("\n")
        inner = start
        for line_number, line in enumerate(lines if len(lines) > 1 else [], start=1):
            until = end if line_number == len(lines) else inner + len(line) + 1
            provisions.append(
                _provision(f"{eid}__para_{line_number}", eid, "paragraph", None, citation, (inner, until))
            )
            inner = until
        start = end
    text = "\n".join(part[0] for part in parts)
    return Document(
        source=_source(text, language), tradition="generic", provisions=tuple(provisions), metadata=Metadata()
    )


def _provision(
    eid: str, parent: str | None, kind: str, number: str | None, citation: str | None, span: tuple[int, int]
) -> Provision:
    return Provision(
        eid=eid,
        parent=parent,
        kind=kind,
        number=number,
        citation=citation,
        heading=None,
        span=Span(*span),  # type: ignore[arg-type]
    )


def _source(text: str, language: str) -> SourceText:
    return SourceText(
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        media_type="text/plain",
        size=len(text),
        encoding="utf-8",
        language=language,
        quality=Quality(status="ok", score=1.0),
        segments=(Segment(0, 0, len(text)),),
        blocks=(Block(0, len(text), "paragraph", 0),),
    )
