"""Chinese laws in Chinese: 编 章 节 条 款 项 目, annexes, 第十条之一 (立法技术规范; Legislation Law, Article 65)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from regatlas.model.numerals import spell_chinese
from regatlas.structure.dialect import Dialect, Level
from regatlas.structure.numerals import HAN, SPELLED, chinese_number
from regatlas.structure.outline import RANK, Unit

_N = rf"[{HAN}\d０-９]"
_STRUCTURAL = rf"第\s?(?P<number>{_N}{{1,7}})\s?"

# What follows the number of an article that is only cited: 第三条第二款, 第三条、第四条, 第三条规定的 …
_REFERENCE = re.compile(
    rf"""
    第\s?{_N}+\s?[款项目]
    | [、，,和与及或至到]\s?(?:本[法条例规定办法细则]*)?第
    | [－—~-]+\s?第
    | 规定(?=[的，,。；;之]|(?:情形|处[罚理]|予以|[^，。；]{{0,8}}的[，。]))
    | (?:所列|所称|所规定|之规定|修改为)
    | 的(?!士)
    | [、；;]
    | 中(?=规定|所|的|有|，|关于)
    | 以外
    """,
    re.VERBOSE,
)


def _level(kind: str, rank: str, token: str, word: str) -> Level:
    after = r"(?![的规所])"
    return Level(kind, RANK[rank], token, re.compile(rf"{_STRUCTURAL}{word}{after}"))  # type: ignore[arg-type]


_HEADED = {"part": "编", "division": "分编", "chapter": "章", "section": "节", "subsection": "目"}
_NAMED = {"title": "标题", "toc": "目录", "preamble": "序言", "signature": "落款"}


def _cite(unit: Unit) -> str | None:
    """第二十四条第一款第（三）项; 第二章第一节; 附件1."""
    kind = unit.kind
    if kind == "article":
        return _article_label(unit.number or "")
    if kind in ("paragraph", "point", "subpoint"):
        own = _paragraph(unit) if kind == "paragraph" else _item_label(kind, unit.number or "")
        return f"{_above(unit) or ''}{own}"
    word = _HEADED.get(unit.kind)
    if word and unit.number:
        own = f"第{spell_chinese(int(unit.number))}{word}"
        return own if unit.kind in ("part", "chapter") or not unit.parent else f"{_above(unit) or ''}{own}"
    if unit.kind == "annex":
        return f"附件{unit.number or ''}"
    return _above(unit) if unit.kind == "subparagraph" else _NAMED.get(unit.kind)


def _above(unit: Unit) -> str | None:
    """The citation of the parent, which has it already where a whole tree is cited from its roots down."""
    parent = unit.parent
    return (parent.citation or _cite(parent)) if parent else None


def _paragraph(unit: Unit) -> str:
    word = "段" if unit.parent and unit.parent.kind == "annex" else "款"
    return f"第{spell_chinese(unit.position)}{word}"


@lru_cache(maxsize=4096)
def _item_label(kind: str, number: str) -> str:
    value = chinese_number(number)
    shown = f"（{spell_chinese(value)}）" if kind == "point" and value else number
    return f"第{shown}{'项' if kind == 'point' else '目'}"


@lru_cache(maxsize=4096)
def _article_label(number: str) -> str:
    main, _, inserted = number.partition("-")
    suffix = f"之{spell_chinese(int(inserted))}" if inserted else ""
    return f"第{spell_chinese(int(main))}条{suffix}"


PLAIN_NAMES: Final = [(f"art_{number}", str(number), _article_label(str(number))) for number in range(len(SPELLED) + 1)]
"""The eid's part, number and citation of the articles that most laws have; by the number."""


def _inserted(text: str) -> int:
    return chinese_number(text) or 0


def _label(number: int, inserted: int) -> str:
    return f"{number}-{inserted}" if inserted else str(number)


CHINESE = Dialect(
    name="chinese",
    article=re.compile(rf"第\s?(?P<number>{_N}{{1,8}})\s?条(?:之\s?(?P<inserted>{_N}{{1,3}})(?![{HAN}]))?"),
    reference=_REFERENCE,
    levels=(
        # The most frequent first: no line is of two levels.
        _level("chapter", "chapter", "chp", "章"),
        _level("section", "section", "sec", "节"),
        _level("part", "part", "part", "编"),
        _level("division", "subpart", "dvs", "分编"),
        _level("subsection", "subsection", "subsec", "目"),
    ),
    annex=re.compile(
        rf"附\s?(?:件|录|表|则)\s?(?P<number>{_N}{{0,3}})(?=[\s:：．.]|$)(?!\s?[:：]?\s?1\s?[.、．])(?!.*(?:。|；)$)"
    ),
    closing=re.compile(r"附\s?件\s?[:：]\s?1\s?[.、．]"),
    contents=re.compile(r"目\s?[录次]\s*$", re.MULTILINE),
    initials=frozenset("第附"),
    han=True,
    refers=frozenset("第、，,和与及或至到－—~-规所之修的；;中以"),
    number=chinese_number,
    inserted=_inserted,
    cite=_cite,
    label=_label,
    title=re.compile(
        r"(?:法|法典|条例|规定|办法|细则|规则|准则|决定|意见|通知|规划|计划|方案|措施|指引|指南|规范|解释|法律)"
        r"(?:\s?[（(〔][^）)〕]{1,20}[）)〕])*$"
    ),
)
