"""A linear tokenizer for HTML and XML that knows where every character stands.

Parsers that build a tree lose offsets, and some take quadratic time or deep recursion on hostile input. Regatlas needs
only tags, text and places (docs/adr/0004), so each character is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

from regatlas.readers.lines import Piece

TokenKind = Literal["start", "end", "text"]
_NAME = re.compile(r"/?([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
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


def tokens(source: str, *, xml: bool = False) -> Iterator[Token]:
    """The tokens of ``source`` in order. Comments, declarations and the content of scripts and styles are left out."""
    position, length = 0, len(source)
    tags_end = source.rfind(">")
    while position < length:
        opening = source.find("<", position)
        if opening < 0 or opening > tags_end:
            yield Token("text", "", position, length)
            return
        if opening > position:
            yield Token("text", "", position, opening)
        position = opening
        if source.startswith("<!--", opening):
            position = _skip(source, opening + 4, "-->")
        elif source.startswith("<![CDATA[", opening):
            position = _skip(source, opening + 9, "]]>")
            yield Token("text", "cdata", opening + 9, max(opening + 9, position - 3))
        elif source.startswith(("<!", "<?"), opening):
            position = _skip(source, opening + 2, ">")
        else:
            name = _NAME.match(source, opening + 1)
            if not name:
                yield Token("text", "", opening, opening + 1)
                position = opening + 1
                continue
            position = yield from _tag(source, opening, name, xml=xml)


def _tag(source: str, opening: int, name: re.Match[str], *, xml: bool) -> Iterator[Token]:
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
    position = token.start
    if token.name != "cdata":
        for match in _ENTITY.finditer(source, token.start, token.end):
            decoded = unescape(match.group())
            if decoded == match.group():
                continue
            if match.start() > position:
                yield Piece(source[position : match.start()], position, match.start() - position)
            yield Piece(decoded, match.start(), match.end() - match.start())
            position = match.end()
    if position < token.end:
        yield Piece(source[position : token.end], position, token.end - position)
