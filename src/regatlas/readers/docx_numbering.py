"""Automatic numbers of Word paragraphs: what ``w:numPr`` shows on paper."""

from __future__ import annotations

import re
from collections import defaultdict

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from regatlas.readers.numbering import word_number

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACEHOLDER = re.compile(r"%([1-9])")


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._lists: dict[str, str] = {}
        for relation in document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
                self._load(relation.target_part.blob)
        self._styles = {
            style.style_id: style.element.find(f"{_W}pPr/{_W}numPr") for style in document.styles if style.type == 1
        }

    def _load(self, blob: bytes) -> None:
        root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for abstract in root.iter(f"{_W}abstractNum"):
            levels = {int(level.get(f"{_W}ilvl", "0")): _level(level) for level in abstract.iter(f"{_W}lvl")}
            self._levels[abstract.get(f"{_W}abstractNumId", "")] = levels
        for number in root.iter(f"{_W}num"):
            target = number.find(f"{_W}abstractNumId")
            if target is not None:
                self._lists[number.get(f"{_W}numId", "")] = target.get(f"{_W}val", "")

    def number(self, paragraph: etree._Element) -> tuple[str, int]:
        """The number shown before a paragraph (empty for bullets and plain text) and its depth in lists, 0 for none."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            properties = self._styles.get(style.get(f"{_W}val", "")) if style is not None else None
        if properties is None:
            return "", 0
        identifier = _value(properties, "numId", "0")
        depth = int(_value(properties, "ilvl", "0"))
        levels = self._levels.get(self._lists.get(identifier, ""), {})
        if identifier == "0" or depth not in levels:
            return "", 0
        return self._shown(identifier, depth, levels), depth + 1

    def _shown(self, identifier: str, depth: int, levels: dict[int, tuple[str, str, int]]) -> str:
        counters = self._counters[identifier]
        style, pattern, first = levels[depth]
        counters[depth] = counters.get(depth, first - 1) + 1
        for deeper in [level for level in counters if level > depth]:
            del counters[deeper]
        if style in ("bullet", "none"):
            return ""

        def show(match: re.Match[str]) -> str:
            level = int(match.group(1)) - 1
            level_style, _, level_first = levels.get(level, ("decimal", "", 1))
            return word_number(counters.get(level, level_first), level_style)

        return _PLACEHOLDER.sub(show, pattern)


def _level(level: etree._Element) -> tuple[str, str, int]:
    first = _value(level, "start", "1")
    return _value(level, "numFmt", "decimal"), _value(level, "lvlText", ""), int(first) if first.isdigit() else 1


def _value(element: etree._Element, name: str, default: str) -> str:
    child = element.find(f"{_W}{name}")
    return default if child is None else child.get(f"{_W}val", default)
