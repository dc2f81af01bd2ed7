"""A linear tokenizer for HTML and XML that knows where every character stands.

Parsers that build a tree lose offsets, and some take quadratic time or deep recursion on hostile input. Regatlas needs
only tags, text and places (docs/adr/0004), so each character is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from html import unescape
from typing import Literal, NamedTuple

from regatlas.readers.lines import Piece

TokenKind = Literal["start", "end", "text"]
_NAME = re.compile(r"/?([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
_TAG_STOP = re.compile(r"""["'>]""")
_RAW_ELEMENTS = frozenset({"script", "style", "noscript", "template", "iframe", "noframes", "xmp"})


class Token(NamedTuple):
    """A start tag, an end tag, or a run of text. ``rest`` is the unparsed inside of a start tag after its name."""

    kind: TokenKind
    name: str
    start: int
    end: int
    rest: str = ""

    def attributes(self) -> dict[str, str]:
        """The attributes of a start tag, names in lower case, values decoded."""
        return {
            match.group(1).lower(): unescape((match.group(2) or "").strip("\"'"))
            for match in _ATTRIBUTE.finditer(self.rest)
        }

    @property
    def closes_itself(self) -> bool:
        """Whether a start tag ends in ``/>``."""
        return self.rest.rstrip().endswith("/")


def names(words: str) -> frozenset[str]:
    """The names of elements that stand in ``words``."""
    return frozenset(words.split())


def tokens(source: str, *, xml: bool = False) -> Iterator[Token]:
    """The tokens of ``source`` in order. Comments, declarations and the content of scripts and styles are left out."""
    position, length = 0, len(source)
    text_from = 0
    tags_end = source.rfind(">")
    while 0 <= (opening := source.find("<", position)) <= tags_end:
        name = _NAME.match(source, opening + 1)
        if not name and not source.startswith(("<!", "<?"), opening):
            # A bracket that opens nothing is text, together with what stands around it.
            position = opening + 1
            continue
        if opening > text_from:
            yield Token("text", "", text_from, opening)
        if name:
            position = yield from _tag(source, opening, name, xml=xml)
        elif source.startswith("<![CDATA[", opening):
            position = _skip(source, opening + 9, "]]>")
            yield Token("text", "cdata", opening + 9, max(opening + 9, position - 3))
        else:
            position = _declaration_end(source, opening)
        text_from = position
    if text_from < length:
        yield Token("text", "", text_from, length)


def _declaration_end(source: str, opening: int) -> int:
    """The place after a comment, an instruction, or a document type with the entities that it may declare."""
    if source.startswith("<!--", opening):
        return _skip(source, opening + 4, "-->")
    subset = _SUBSET.match(source, opening)
    return _skip(source, subset.end(), "]>") if subset else _skip(source, opening + 2, ">")


def _tag(source: str, opening: int, name: re.Match[str], *, xml: bool) -> Generator[Token, None, int]:
    """Yield one tag; return where the source goes on."""
    end = _tag_end(source, name.end())
    tag = name.group(1) if xml else name.group(1).lower()
    if source[opening + 1] == "/":
        yield Token("end", tag, opening, end)
        return end
    yield Token("start", tag, opening, end, source[name.end() : end - 1])
    if not xml and tag in _RAW_ELEMENTS:
        return _skip_raw(source, end, tag)
    return end


def _tag_end(source: str, position: int) -> int:
    """The place after the ``>`` that closes a tag, minding quoted attributes."""
    while True:
        stop = _TAG_STOP.search(source, position)
        if not stop:
            return len(source)
        if stop.group() == ">":
            return stop.end()
        closing = source.find(stop.group(), stop.end())
        if closing < 0:
            # An unclosed quote: the tag ends at the next bracket, as browsers recover.
            bracket = source.find(">", stop.end())
            return len(source) if bracket < 0 else bracket + 1
        position = closing + 1


def _skip(source: str, position: int, mark: str) -> int:
    found = source.find(mark, position)
    return len(source) if found < 0 else found + len(mark)


def _skip_raw(source: str, position: int, tag: str) -> int:
    """The place of the end tag of an element whose content is no text."""
    closing = re.compile(rf"</{tag}[\s/>]", re.IGNORECASE).search(source, position)
    return closing.start() if closing else len(source)


def text_pieces(source: str, token: Token) -> Iterator[Piece]:
    """The text of a token with entities decoded, each part tied to its place."""
    if token.name == "cdata":
        return iter([Piece(source[token.start : token.end], token.start, token.end - token.start)])
    return decoded_pieces(source, token.start, token.end, 0)


def decoded_pieces(source: str, start: int, end: int, raw: int) -> Iterator[Piece]:
    """The characters from ``start`` to ``end`` with entities decoded; ``source`` itself begins at ``raw``."""
    position = start
    for match in _ENTITY.finditer(source, start, end) if source.find("&", start, end) >= 0 else ():
        decoded = unescape(match.group())
        if decoded == match.group():
            continue
        if match.start() > position:
            yield Piece(source[position : match.start()], raw + position, match.start() - position)
        yield Piece(decoded, raw + match.start(), match.end() - match.start())
        position = match.end()
    if position < end:
        yield Piece(source[position:end], raw + position, end - position)
