"""Plain text and Markdown. One reader serves both, since a file's name may say either: the marks decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from regatlas.model.text import BlockKind
from regatlas.readers.charset import decode
from regatlas.readers.lines import Draft, Dropped, Line, Piece

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"(#{1,6})[ \t\u3000]+(?=\S)")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_SIGNS_OF_MARKDOWN = re.compile(r"^#{1,6}[ \t\u3000]+\S|\*\*[^\s*][^*\n]*\*\*|^\|.*\|[ \t]*$", re.MULTILINE)
_BULLET = re.compile(r"(?:[-*+•●○■◆▪‣⁃·][ \t\u3000]+)(?=\S)")
_RULE = re.compile(r"^(?:[-*_=~][ \t]*){3,}$")
_TABLE_RULE = re.compile(r"^\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*$")
_QUOTED = re.compile(r"(?:>[ \t]?)+")

# Inline marks of Markdown, each with the group that stays.
_INLINE = re.compile(
    r"""
    !\[[^\]]*\]\([^)\s]*\)                         # an image leaves nothing
    | \[(?P<link>[^\]\n]+)\]\([^)\s]*(?:\s"[^"]*")?\)
    | \*\*(?P<strong>[^\s*](?:[^*\n]*[^\s*])?)\*\*
    | (?<![\w*])\*(?P<emphasis>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])
    | `(?P<code>[^`\n]+)`
    | \\(?P<escaped>[!-/:-@\[-`{-~])
    """,
    re.VERBOSE,
)


def read_text(data: bytes) -> Draft:
    """Plain text or Markdown, with YAML front matter taken apart."""
    raw, encoding = decode(data)
    raw = raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw
    start, front_matter = _front_matter(raw)
    markdown = start > 0 or _SIGNS_OF_MARKDOWN.search(raw) is not None
    draft = Draft([], "text/markdown" if markdown else "text/plain", encoding, front_matter=front_matter)
    if start:
        draft.dropped.append(Dropped("front-matter", raw[:start], 0))
    for begin, end in _without_comments(raw, start, draft.dropped):
        for match in _LINE.finditer(raw, begin, end):
            draft.lines.append(_line(match.group().rstrip("\n"), match.start(), markdown=markdown))
    return draft


def _front_matter(raw: str) -> tuple[int, tuple[tuple[str, str], ...]]:
    match = _FRONT_MATTER.match(raw)
    if not match:
        return 0, ()
    try:
        values = yaml.load(match.group(1), yaml.BaseLoader)  # noqa: S506  BaseLoader builds strings only
    except yaml.YAMLError:
        return 0, ()
    if not isinstance(values, dict):
        return 0, ()
    pairs = tuple((str(key), value) for key, value in values.items() if isinstance(value, str))
    return match.end(), pairs


def _without_comments(raw: str, start: int, dropped: list[Dropped]) -> Iterator[tuple[int, int]]:
    position = start
    for match in _COMMENT.finditer(raw, start):
        yield position, match.start()
        dropped.append(Dropped("comment", match.group(), match.start()))
        position = match.end()
    yield position, len(raw)


def _line(text: str, raw: int, *, markdown: bool) -> Line:
    indent = len(text) - len(text.lstrip())
    body = text[indent:]
    if _RULE.match(body.strip()) or (markdown and _TABLE_RULE.match(body.strip())):
        return Line()
    if markdown:
        return _markdown_line(body, raw + indent, indent)
    bullet = _BULLET.match(body)
    if bullet:
        return Line([Piece(body[bullet.end() :], raw + indent + bullet.end(), len(body) - bullet.end())], "list-item", 1)
    return Line([Piece(text, raw, len(text))])


def _markdown_line(body: str, raw: int, indent: int) -> Line:
    quoted = _QUOTED.match(body)
    if quoted:
        body, raw = body[quoted.end() :], raw + quoted.end()
    heading = _HEADING.match(body)
    if heading:
        inner = _CLOSING_HASHES.sub("", body[heading.end() :])
        return Line(list(_inline(inner, raw + heading.end())), "heading", len(heading.group(1)), ends_block=True)
    bullet = _BULLET.match(body)
    if bullet:
        return Line(list(_inline(body[bullet.end() :], raw + bullet.end())), "list-item", 1 + indent // 2)
    if body.startswith("|") and body.rstrip().endswith("|"):
        return _table_row(body, raw)
    kind: BlockKind = "paragraph"
    return Line(list(_inline(body, raw)), kind)


def _table_row(body: str, raw: int) -> Line:
    """Cells joined by `` | ``, as the HTML and DOCX readers join them."""
    pieces: list[Piece] = []
    position = 1
    for cell in body.strip()[1:-1].split("|"):
        if pieces:
            pieces.append(Piece(" | ", raw + position - 1, 0))
        pieces.extend(_inline(cell, raw + position))
        position += len(cell) + 1
    return Line(pieces, "table-row", 0, ends_block=True)


def _inline(text: str, raw: int) -> Iterator[Piece]:
    """The text without inline marks; what stays keeps its place."""
    position = 0
    for match in _INLINE.finditer(text):
        if match.start() > position:
            yield Piece(text[position : match.start()], raw + position, match.start() - position)
        if match.lastgroup:
            start, end = match.span(match.lastgroup)
            yield Piece(text[start:end], raw + start, end - start)
        position = match.end()
    if position < len(text) or not text:
        yield Piece(text[position:], raw + position, len(text) - position)
