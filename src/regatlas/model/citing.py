"""How citations are printed: in Chinese, in the Union's way, in the American way, and where nothing is numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regatlas.model.numerals import spell_chinese

Steps = Sequence[tuple[str, str]]

# Beyond the tenth, lawyers count with figures too.
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CHINESE_UNITS = {
    "part": "编", "division": "分编", "chapter": "章", "section": "节", "subsection": "目", "article": "条",
    "paragraph": "款", "subpoint": "目",
}  # fmt: skip
# 目 stands below 款 in codes; the levels above the article and below it, from the outside in.
JAPANESE_UNITS = {
    "part": "編", "chapter": "章", "section": "節", "subsection": "款", "division": "目", "article": "条",
    "paragraph": "項", "point": "号",
}  # fmt: skip
JAPANESE_ANNEXES = {"table": "別表", "form": "様式", "annexed-form": "別記様式", "appendix": "付録"}
JAPANESE_FIXED = {"title": "題名", "toc": "目次", "preamble": "前文"}
KANA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_CODE_NUMBER = re.compile(r"\d{3,}\.\d|\d+\.\d{3}")
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


def print_japanese(steps: Steps) -> str:
    """第五条の二第二項第三号イ（１）, 附則（令和五年法律第一号）第一条, 別表第一."""
    return "".join(_japanese_step(unit, number) for unit, number in steps)


def _japanese_step(unit: str, number: str) -> str:
    if unit in JAPANESE_FIXED:
        return JAPANESE_FIXED[unit]
    if unit == "supplement":
        return f"附則（{number}）" if number else "附則"
    if unit == "iroha":
        return KANA[int(number) - 1]
    if unit == "item":
        return f"（{number.translate(_WIDE)}）"
    if unit in JAPANESE_ANNEXES:
        return JAPANESE_ANNEXES[unit] + (f"第{_japanese_number(number, '')}" if number else "")
    return f"第{_japanese_number(number, JAPANESE_UNITS[unit])}"


def _japanese_number(number: str, word: str) -> str:
    main, *inserted = number.split("-")
    return f"{spell_chinese(int(main))}{word}" + "".join(f"の{spell_chinese(int(part))}" for part in inserted)


def print_english(steps: Steps, *, american: bool) -> str:
    """Article 24(1)(a); Article 5(1), first subparagraph, point (h); Sec. 3(b)(2); Sec. 2(a), “Sec. 325(c)”.

    A ``quotation`` step opens quotation marks around what an act puts into another one.
    """
    text = before = ""
    quoted = False
    for unit, number in steps:
        if unit == "quotation":
            text += "”, “" if quoted else ", “"
            quoted = True
        elif american:
            text += _american_step(unit, number, text, before)
        else:
            text += _inside(unit, number, before) if text else _european(unit, number)
        before = unit
    return f"{text}”" if quoted else text


def _american_step(unit: str, number: str, text: str, before: str) -> str:
    if unit == "item" and text:
        return bracketed(number)
    own = f"§ {number}" if unit == before == "section" else _american(unit, number)
    return own if not text or before == "quotation" else f", {own}"


def bracketed(number: str) -> str:
    """A number in brackets; the mark of one that is given twice stands behind them: (a) [2]."""
    plain, space, mark = number.partition(" ")
    return f"({plain}){space}{mark}"


def section_sign(number: str) -> str:
    """Sections of codes are cited as § 6-1-1701 or § 551.001, those of acts and orders as Sec. 3 or Sec. 4.1."""
    return "§" if "-" in number or _CODE_NUMBER.match(number) else "Sec."


_AMERICAN_WORDS = {"subdivision": "subd.", "undesignated": "undesignated paragraph"}


def _american(unit: str, number: str) -> str:
    if unit == "section":
        return f"{section_sign(number)} {number}"
    if unit in _AMERICAN_WORDS:
        return f"{_AMERICAN_WORDS[unit]} {number}"
    if unit in _SMALL:
        return f"{unit} {number}" if "." in number else f"{unit} {bracketed(number)}"
    return f"{unit.capitalize()} {number}".strip()


def ordinal_subparagraph(number: int) -> str:
    """The first subparagraph; beyond the tenth, subparagraph 11."""
    return f"{ORDINALS[number - 1]} subparagraph" if 0 < number <= len(ORDINALS) else f"subparagraph {number}"


def _european(unit: str, number: str) -> str:
    if unit == "subparagraph" and number.isdigit():
        return ordinal_subparagraph(int(number))
    if unit in _SMALL:
        return f"{unit} {number}" if number[:1].isdigit() else f"{unit} {bracketed(number)}"
    return f"{unit.capitalize()} {number}".strip()


def _inside(unit: str, number: str, before: str) -> str:
    """A step after another: in brackets below a numbered paragraph or point, in words elsewhere."""
    if unit == "paragraph" and before == "article" and number[:1].isdigit():
        return bracketed(number)
    lettered = not number[:1].isdigit()
    if unit == "point" and (before in ("paragraph", "point") or (before == "article" and lettered)):
        return bracketed(number)
    if unit == "point" and before == "article":
        return f", point {bracketed(number)}"
    return f", {_european(unit, number)}"


_PLAIN_ENGLISH = {
    "title": "Title", "preamble": "Preamble", "toc": "Contents", "signature": "Signature",
    "enacting": "Enacting clause", "annex": "Annex",
}  # fmt: skip
_PLAIN_CHINESE = {"title": "标题", "preamble": "序言", "toc": "目录", "signature": "落款", "annex": "附件"}
_PLAIN_CHINESE_UNITS = {"part": "部分", "chapter": "章", "measure": "项"}


def print_plain(steps: Steps, *, chinese: bool) -> str:
    """Places of a text that no articles or sections number: Measure 12(a); Preamble, paragraph 2; 第十二项（1）."""
    text = ""
    for unit, number in steps:
        own = _plain_chinese(unit, number) if chinese else _plain_english(unit, number)
        text += own if chinese or not text or unit == "item" else f", {own}"
    return text


def _plain_english(unit: str, number: str) -> str:
    if unit == "item":
        return bracketed(number)
    if unit == "heading":
        plain, space, mark = number.partition(" [")
        return f"“{plain}”{space}{mark}"
    if unit == "paragraph":
        return f"paragraph {number}"
    name = _PLAIN_ENGLISH.get(unit, unit.capitalize())
    return f"{name} {number}".strip()


def _plain_chinese(unit: str, number: str) -> str:
    plain, space, mark = number.partition(" [")
    if unit == "item":
        own = f"（{plain}）"
    elif unit == "heading":
        own = f"“{plain}”"
    elif unit == "paragraph":
        own = f"第{plain}段"
    elif unit in _PLAIN_CHINESE_UNITS:
        own = f"第{spell_chinese(int(plain))}{_PLAIN_CHINESE_UNITS[unit]}"
    else:
        own = f"{_PLAIN_CHINESE.get(unit, '')}{plain}"
    return f"{own}{space}{mark}"
