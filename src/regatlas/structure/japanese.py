"""Japanese statutes: 編 章 節 款 目, 条 with captions above them, 項 in figures, 号 in ideographs, イロハ below.

The form is that of every statute (law drafting practice of the Cabinet Legislation Bureau): the first paragraph of an
article has no figure, an inserted article is 第五条の二, and the supplementary provisions (附則) count from 1 again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from regatlas.model.citing import KANA
from regatlas.model.document import ProvisionKind
from regatlas.model.numerals import spell_chinese
from regatlas.model.text import SourceText
from regatlas.structure.numerals import chinese_number
from regatlas.structure.outline import RANK, Unit

_N = "[〇一二三四五六七八九十百千0-9０-９]{1,7}"
_INSERTED = rf"(?P<inserted>(?:の{_N})*)"
_ARTICLE = re.compile(rf"第(?P<number>{_N})条{_INSERTED}(?=\s|$|から第)")
_LEVEL = re.compile(rf"第(?P<number>{_N})(?P<word>[編章節款目]){_INSERTED}(?:\s+(?P<title>.*)|$)")
_SUPPLEMENT = re.compile(r"附\s?則(?P<law>\s?（[^（）]{1,80}(?:号|抄）|）))?(?:\s?抄)?\s*$")
_ANNEX = re.compile(rf"(?P<word>別表|様式|別記様式|付録)(?:第(?P<number>{_N}){_INSERTED})?(?=\s|（|$)")
_CAPTION = re.compile(r"（[^（）。]{1,60}(?:（[^（）]{1,40}）[^（）。]{0,40})*）$")
_PARAGRAPH = re.compile(r"(?P<number>[0-9０-９]{1,3})\s")
_ITEM = re.compile(rf"(?P<number>[一二三四五六七八九十百]{{1,6}}){_INSERTED}\s")
_KANA = re.compile(rf"(?P<number>[{KANA}])\s")
_BRACKETED = re.compile(r"[（(](?P<number>[0-9０-９]{1,2})[）)]\s?")
_CONTENTS = re.compile(r"目\s?次$")
# An entry of the contents, with the articles that it has behind its title.
_RANGE = re.compile(rf"（第{_N}条[^（）]*）$|・[^・]*条$")
_LONGEST_HEADING = 80
_LONGEST_TITLE = 200
_FIGURES = str.maketrans("０１２３４５６７８９", "0123456789")
_KINDS: dict[str, tuple[ProvisionKind, int, str]] = {
    "編": ("part", RANK["part"], "part"),
    "章": ("chapter", RANK["chapter"], "chp"),
    "節": ("section", RANK["section"], "sec"),
    "款": ("subsection", RANK["subsection"], "subsec"),
    "目": ("division", RANK["subsection"] + 2, "dvs"),
}
_SUPPLEMENT_RANK = RANK["annex"]


class _Line(NamedTuple):
    start: int
    end: int
    text: str


class JapaneseParser:
    """Finds the units of one statute, line by line."""

    def __init__(self, source: SourceText) -> None:
        self._lines = [
            _Line(block.start, block.end, source.text[block.start : block.end])
            for block in source.blocks
            if block.end > block.start
        ]
        self._article = ""
        self._paragraph = 0
        self._item = 0
        self._below: list[str] = []
        self._in_body = False

    @property
    def has_articles(self) -> bool:
        """Whether the text is drafted in articles."""
        return sum(_ARTICLE.match(line.text) is not None for line in self._lines) >= 2

    def units(self) -> list[Unit]:
        """All units in order; captions belong to what stands below them."""
        units: list[Unit] = []
        first = self._first_body_line()
        units.extend(self._front(first))
        caption: _Line | None = None
        for index in range(first, len(self._lines)):
            line = self._lines[index]
            following = self._lines[index + 1].text if index + 1 < len(self._lines) else ""
            if caption is None and _CAPTION.match(line.text) and self._opens(following):
                caption = line
                continue
            units.extend(self._captioned(line, caption))
            caption = None
        _keep_first_paragraphs(units)
        return units

    def _opens(self, text: str) -> bool:
        return _ARTICLE.match(text) is not None or self._next_paragraph(text) > 0

    # Front matter

    def _first_body_line(self) -> int:
        """The first line after title, number and contents: a heading that is no entry of the contents, an article."""
        inside = False
        seen: set[str] = set()
        for index, line in enumerate(self._lines):
            if _ARTICLE.match(line.text):
                return index - (index > 0 and _CAPTION.match(self._lines[index - 1].text) is not None)
            level = _LEVEL.match(line.text)
            if _CONTENTS.match(line.text):
                inside = True
            elif level and (not inside or self._repeats(line.text, seen)):
                return index
            elif level:
                seen.add(_heading_key(line.text))
        return 0

    def _repeats(self, text: str, seen: set[str]) -> bool:
        return _RANGE.search(text) is None and (_heading_key(text) in seen or not seen)

    def _front(self, stop: int) -> Iterator[Unit]:
        lines = self._lines[:stop]
        titled = contents = False
        for line in lines:
            if _CONTENTS.match(line.text):
                contents = True
                yield Unit("toc", line.start, RANK["front"], "toc")
            elif contents and (_LEVEL.match(line.text) or _SUPPLEMENT.match(line.text) or line.text.startswith("第")):
                continue
            elif not titled and not _is_number(line.text) and len(line.text) <= _LONGEST_TITLE:
                titled = True
                yield Unit("title", line.start, RANK["front"], "title")
            else:
                contents = False
                yield Unit("preamble", line.start, RANK["front"], "preamble")

    # Body

    def _captioned(self, line: _Line, caption: _Line | None) -> Iterator[Unit]:
        units = list(self._unit(line))
        if caption and units:
            first = units[0]
            first.start, first.heading = caption.start, caption.text.strip("（）")
            first.body = line.start
        yield from units

    def _unit(self, line: _Line) -> Iterator[Unit]:
        article = _ARTICLE.match(line.text)
        if article:
            yield from self._open_article(line, article)
            return
        above = self._above(line)
        if above:
            self._reset("")
            yield above
            return
        yield from self._inside(line)

    def _open_article(self, line: _Line, match: re.Match[str]) -> Iterator[Unit]:
        self._reset(_number(match))
        token = f"art_{self._article}"
        yield Unit("article", line.start, RANK["article"], token, self._article)
        self._paragraph = 1
        yield Unit("paragraph", line.start, RANK["paragraph"], "para_1", "1", optional=True)

    def _above(self, line: _Line) -> Unit | None:
        """A heading of a level above the article, of supplementary provisions, or of an annexed table."""
        text = line.text
        if len(text) > _LONGEST_HEADING or text.endswith("。"):
            return None
        level = _LEVEL.match(text)
        body = line.end + 1
        if level:
            kind, rank, token = _KINDS[level["word"]]
            number = _number(level)
            return Unit(kind, line.start, rank, f"{token}_{number}", number, level["title"] or None, body=body)
        supplement = _SUPPLEMENT.match(text)
        if supplement:
            law = (supplement["law"] or "").strip()
            return Unit(
                "division", line.start, _SUPPLEMENT_RANK, "suppl", heading="附則", printed=f"附則{law}", body=body
            )
        annex = _ANNEX.match(text)
        if annex:
            number = _number(annex) if annex["number"] else ""
            printed = text[: annex.end()]
            token = f"annex_{number}" if number else "annex"
            heading = text[annex.end() :].strip() or None
            return Unit("annex", line.start, RANK["annex"], token, number or None, heading, printed, body=body)
        return None

    def _inside(self, line: _Line) -> Iterator[Unit]:
        number = self._next_paragraph(line.text)
        if number:
            self._reset(self._article, number)
            yield Unit("paragraph", line.start, RANK["paragraph"], f"para_{number}", str(number))
            return
        item = _ITEM.match(line.text)
        if item and self._goes_on(item):
            label = _number(item)
            self._item, self._below = int(label.split("-")[0]), []
            yield Unit("point", line.start, RANK["point"], f"point_{label}", label)
            return
        yield from self._under_item(line)

    def _under_item(self, line: _Line) -> Iterator[Unit]:
        for style, pattern in (("kana", _KANA), ("bracketed", _BRACKETED)):
            match = pattern.match(line.text) if self._item or self._below or self._paragraph else None
            if match is None:
                continue
            if style in self._below:
                del self._below[self._below.index(style) + 1 :]
            else:
                self._below.append(style)
            printed = match["number"] if style == "kana" else f"（{match['number']}）"
            label = KANA.index(match["number"]) + 1 if style == "kana" else int(match["number"].translate(_FIGURES))
            rank = RANK["point"] + 2 * len(self._below)
            yield Unit("subpoint", line.start, rank, f"subpoint_{label}", str(label), printed=printed)
            return

    def _next_paragraph(self, text: str) -> int:
        """The number of the paragraph that a line opens, 0 for none: figures count on without a gap."""
        match = _PARAGRAPH.match(text)
        number = int(match["number"].translate(_FIGURES)) if match else 0
        return number if number == self._paragraph + 1 else 0

    def _goes_on(self, item: re.Match[str]) -> bool:
        number = chinese_number(item["number"]) or 0
        return number == self._item if item["inserted"] else number in (self._item + 1, 1)

    def _reset(self, article: str, paragraph: int = 0) -> None:
        self._article, self._paragraph, self._item, self._below = article, paragraph, 0, []


def _keep_first_paragraphs(units: list[Unit]) -> None:
    """The first paragraph is one only where a second follows; else the article itself is what lawyers cite."""
    first: Unit | None = None
    for unit in units:
        if unit.kind == "paragraph" and unit.optional:
            first = unit
        elif unit.kind == "paragraph" and first is not None:
            first.optional = False
        elif unit.rank <= RANK["article"]:
            first = None


def _number(match: re.Match[str]) -> str:
    """5 for 第五条, 5-2-3 for 第五条の二の三."""
    parts = [match["number"], *filter(None, (match["inserted"] or "").split("の"))]
    return "-".join(str(chinese_number(part) or 0) for part in parts)


def _heading_key(text: str) -> str:
    return "".join(_RANGE.sub("", text).split())


def _is_number(text: str) -> bool:
    """The number of a statute (令和五年法律第一号), which may stand above its title."""
    return re.search(rf"第{_N}号[）)]?$", text) is not None


def cite_japanese(unit: Unit) -> str | None:
    """第五条の二第二項第三号イ, 附則第一条, 第一編第二章, 別表第一."""
    if unit.kind == "subpoint":
        return f"{_above(unit)}{unit.printed}"
    if unit.kind in ("article", "paragraph", "point"):
        word = {"article": "条", "paragraph": "項", "point": "号"}[unit.kind]
        return f"{_above(unit)}第{_spelled(unit.number or '', word)}"
    word = next((word for word, (kind, rank, _) in _KINDS.items() if (kind, rank) == (unit.kind, unit.rank)), "")
    if word and unit.number:
        above = (
            cite_japanese(unit.parent)
            if unit.parent and unit.parent.kind in ("part", "chapter", "section", "subsection", "division")
            else ""
        )
        return f"{above or ''}第{_spelled(unit.number, word)}"
    if unit.kind in ("division", "annex"):
        return unit.printed
    return {"title": "題名", "toc": "目次", "preamble": "前文"}.get(unit.kind)


def _above(unit: Unit) -> str:
    """What a provision below the chapters is cited by: its article, paragraph and item, or the supplement."""
    parent = unit.parent
    while parent is not None:
        if parent.kind in ("article", "paragraph", "point", "subpoint", "annex"):
            return cite_japanese(parent) or ""
        if parent.kind == "division" and parent.printed:
            return parent.printed
        parent = parent.parent
    return ""


def _spelled(number: str, word: str) -> str:
    """五条の二 for 5-2 and 条."""
    main, *inserted = number.split("-")
    return f"{spell_chinese(int(main))}{word}" + "".join(f"の{spell_chinese(int(part))}" for part in inserted)
