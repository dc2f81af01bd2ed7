"""How citations are printed: in Chinese, in the Union's way, and in the American way."""

from __future__ import annotations

from collections.abc import Sequence

from regatlas.model.numerals import spell_chinese

Steps = Sequence[tuple[str, str]]

# Beyond the tenth, lawyers count with figures too.
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CHINESE_UNITS = {
    "part": "编", "division": "分编", "chapter": "章", "section": "节", "subsection": "目", "article": "条",
    "paragraph": "款", "subpoint": "目",
}  # fmt: skip
_SMALL = frozenset({"paragraph", "subparagraph", "point", "subsection", "clause", "subclause", "item"})


def print_chinese(steps: Steps) -> str:
    """第二十四条第一款第（三）项, 第十条之一, 第二章第一节, 附件1."""
    return "".join(_chinese_step(unit, number) for unit, number in steps)


def _chinese_step(unit: str, number: str) -> str:
    if unit == "annex":
        return f"附件{number}"
    main, _, inserted = number.partition("-")
    suffix = f"之{spell_chinese(int(inserted))}" if inserted else ""
    if unit == "point":
        return f"第（{spell_chinese(int(main))}）项{suffix}"
    return f"第{spell_chinese(int(main))}{_CHINESE_UNITS[unit]}{suffix}"


def print_english(steps: Steps, *, american: bool) -> str:
    """Article 24(1)(a); Article 5(1), first subparagraph, point (h); Annex III, point 1; Sec. 3(b)(2)."""
    text = before = ""
    for unit, number in steps:
        if american:
            text += f"({number})" if unit == "item" and text else f"{', ' if text else ''}{_american(unit, number)}"
        else:
            text += _inside(unit, number, before) if text else _european(unit, number)
        before = unit
    return text


def _american(unit: str, number: str) -> str:
    if unit == "section":
        return f"Sec. {number}"
    if unit in _SMALL:
        return f"{unit} {number}" if "." in number else f"{unit} ({number})"
    return f"{unit.capitalize()} {number}".strip()


def _european(unit: str, number: str) -> str:
    if unit == "subparagraph" and number.isdigit() and 0 < int(number) <= len(ORDINALS):
        return f"{ORDINALS[int(number) - 1]} subparagraph"
    if unit in _SMALL:
        return f"{unit} {number}" if number[:1].isdigit() else f"{unit} ({number})"
    return f"{unit.capitalize()} {number}".strip()


def _inside(unit: str, number: str, before: str) -> str:
    """A step after another: in brackets below a numbered paragraph or point, in words elsewhere."""
    if unit == "paragraph" and before == "article" and number[:1].isdigit():
        return f"({number})"
    lettered = not number[:1].isdigit()
    if unit == "point" and (before in ("paragraph", "point") or (before == "article" and lettered)):
        return f"({number})"
    if unit == "point" and before == "article":
        return f", point ({number})"
    return f", {_european(unit, number)}"
