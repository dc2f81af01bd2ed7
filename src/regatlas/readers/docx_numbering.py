"""Automatic numbers of Word paragraphs: what ``w:numPr`` shows on paper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.styles.style import BaseStyle
from lxml import etree

from regatlas.readers.numbering import word_number

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACEHOLDER = re.compile(r"%([1-9])")
# "List Bullet 2", "List Number 3", "列表项目符号 2": styles whose depth only their name says.
_NAMED_DEPTH = re.compile(r"^(?:list|列表).*?([2-5])$", re.IGNORECASE)
_LONGEST_PATTERN = 60
_MOST_DIGITS = 6


class _Level(NamedTuple):
    """A level of a list: the format of its number, the pattern shown (``%1.%2``), the first number, its style."""

    style: str
    pattern: str
    first: int
    linked: str


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._lists: dict[str, str] = {}
        for relation in document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external:
                self._load(relation.target_part.blob)
        self._styles: dict[str, BaseStyle] = {style.style_id: style for style in document.styles if style.type == 1}

    def _load(self, blob: bytes) -> None:
        root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for abstract in root.iter(f"{_W}abstractNum"):
            levels = {_whole(level.get(f"{_W}ilvl", "")): _level(level) for level in abstract.iter(f"{_W}lvl")}
            self._levels[abstract.get(f"{_W}abstractNumId", "")] = levels
        for number in root.iter(f"{_W}num"):
            target = number.find(f"{_W}abstractNumId")
            if target is not None:
                self._lists[number.get(f"{_W}numId", "")] = target.get(f"{_W}val", "")

    def number(self, paragraph: etree._Element) -> tuple[str, int]:
        """The number shown before a paragraph (empty for bullets and plain text) and its depth in lists, 0 for none."""
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        styles = list(self._chain(named.get(f"{_W}val", ""))) if named is not None else []
        own = [paragraph.find(f"{_W}pPr/{_W}numPr"), *(style.element.find(f"{_W}pPr/{_W}numPr") for style in styles)]
        properties = [found for found in own if found is not None]
        identifier = _first(properties, "numId") or "0"
        levels = self._levels.get(self._lists.get(identifier, ""), {})
        depth = self._depth(properties, styles, levels)
        if identifier == "0" or depth not in levels:
            return "", 0
        return self._shown(identifier, depth, levels), max(depth + 1, _named_depth(styles))

    def _chain(self, identifier: str) -> Iterator[BaseStyle]:
        """A style and those that it is based on, nearest first; a ring of styles is walked once."""
        seen: set[str] = set()
        while identifier in self._styles and identifier not in seen:
            seen.add(identifier)
            style = self._styles[identifier]
            yield style
            identifier = _value(style.element, "basedOn", "")

    def _depth(self, properties: list[etree._Element], styles: list[BaseStyle], levels: dict[int, _Level]) -> int:
        """The level that the paragraph or its style names, else the one that names the style, else the outermost."""
        stated = _first(properties, "ilvl")
        if stated:
            return _whole(stated)
        wanted = {style.style_id for style in styles}
        return next((depth for depth, level in levels.items() if level.linked in wanted), 0)

    def _shown(self, identifier: str, depth: int, levels: dict[int, _Level]) -> str:
        counters = self._counters[identifier]
        current = levels[depth]
        counters[depth] = counters.get(depth, current.first - 1) + 1
        for deeper in [level for level in counters if level > depth]:
            del counters[deeper]
        if current.style in ("bullet", "none"):
            return ""

        def show(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            above = levels.get(place, _Level("decimal", "", 1, ""))
            return word_number(counters.get(place, above.first), above.style)

        return _PLACEHOLDER.sub(show, current.pattern)


def _named_depth(styles: list[BaseStyle]) -> int:
    match = _NAMED_DEPTH.match(styles[0].name or "") if styles else None
    return int(match[1]) if match else 0


def _level(level: etree._Element) -> _Level:
    return _Level(
        style=_value(level, "numFmt", "decimal"),
        pattern=_value(level, "lvlText", "")[:_LONGEST_PATTERN],
        first=_whole(_value(level, "start", "1"), 1),
        linked=_value(level, "pStyle", ""),
    )


def _first(properties: list[etree._Element], name: str) -> str:
    """What the nearest of several properties says of ``name``."""
    return next((value for element in properties if (value := _value(element, name, ""))), "")


def _whole(text: str, default: int = 0) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else default


def _value(element: etree._Element, name: str, default: str) -> str:
    child = element.find(f"{_W}{name}")
    return default if child is None else child.get(f"{_W}val", default)
