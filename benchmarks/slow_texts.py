"""Texts made to be slow: each repeats what a careless parser looks at again and again. Reading them stays linear."""

from __future__ import annotations

from collections.abc import Callable

from regatlas.model.numerals import spell_chinese

_WORDS = "为了规范有关活动，保障公民的合法权益，制定本规定。"


def _articles(size: int) -> str:
    return "\n\n".join(f"第{spell_chinese(1 + index % 9999)}条　{_WORDS}" for index in range(size // 100))


def _paragraphs(size: int) -> str:
    return "第一条　甲。\n\n第二条　乙。\n\n" + "\n\n".join([_WORDS] * (size // 80))


def _points(size: int) -> str:
    return "第一条　甲：\n\n第二条　乙：\n\n" + "\n\n".join(
        f"（{spell_chinese(1 + index % 9999)}）{_WORDS}" for index in range(size // 100)
    )


def _restarts(size: int) -> str:
    return "\n\n".join(f"第{'一二'[index % 2]}条　{_WORDS}" for index in range(size // 95))


def _mentions(size: int) -> str:
    return "第一条　甲。\n\n第二条　依照" + "。第三条、第四条" * (size // 24)


def _brackets(size: int) -> str:
    return "第一条　甲。\n\n第二条　乙。\n\n" + "（一）（1）" * (size // 26)


def _quotations(size: int) -> str:
    return "第一条　甲。\n\n第二条　修改为：\n\n" + "\n\n".join(["“第三条　乙。"] * (size // 24))


def _headings(size: int) -> str:
    lines = "\n\n".join(f"第{spell_chinese(1 + index % 9999)}章　总则" for index in range(size // 30))
    return f"目录\n\n{lines}\n\n第一条　甲。\n\n第二条　乙。"


def _wrapped(size: int) -> str:
    text = "第一条　甲。第二条　" + _WORDS * (size // 75)
    return "\n".join(text[at : at + 37] for at in range(0, len(text), 37))


# What each is, and how it is made to about so many bytes of UTF-8.
SLOW: dict[str, Callable[[int], str]] = {
    "articles without end, numbers repeated": _articles,
    "one article of paragraphs": _paragraphs,
    "one article of points": _points,
    "articles 1 and 2, again and again": _restarts,
    "one line of cited articles": _mentions,
    "one line of list numbers": _brackets,
    "quotations that never close": _quotations,
    "a table of contents without end": _headings,
    "one sentence, cut at 37 characters": _wrapped,
}
