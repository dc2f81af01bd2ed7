"""Plain text and Markdown. One reader serves both, since a file's name may say either: the marks decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from regatlas.readers.charset import decode
from regatlas.readers.limits import Limits
from regatlas.readers.lines import Draft, Dropped, Line, Piece, line_of
from regatlas.readers.markup import decoded_pieces

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST_FRONT_MATTER = 64_000
_HEADING = re.compile(r"(#{1,6})[ \t\u3000]+(?=\S)")
_SIGNS_OF_MARKDOWN = re.compile(r"^#{1,6}[ \t\u3000]+\S|\*\*[^\s*][^*\n]*\*\*|^\|.*\|[ \t]*$", re.MULTILINE)
_BULLET = re.compile(r"(?:[-*+•●○■◆▪‣⁃·][ \t\u3000]+)(?=\S)")
# What stays inside these marks may hold further marks.
_NESTING = frozenset({"link", "both", "strong", "emphasis", "under", "low"})
_ORDERED = re.compile(r"(?:\d{1,3}|[a-zA-Z]|[ivx]{2,5})[.)][ \t]+(?=\S)")
_SIGNS_OF_A_BULLET = frozenset("-*+•●○■◆▪‣⁃·")
_SIGNS_OF_A_RULE = "-*_=~"
_SIGNS_OF_A_TABLE_RULE = "|-:"
# A line of plain text that opens with another character is a paragraph.
_SIGNS_OF_A_LINE = _SIGNS_OF_A_BULLET.union(_SIGNS_OF_A_RULE, _SIGNS_OF_A_TABLE_RULE)

# Inline marks of Markdown, each with the group that stays. No part may run over an opening bracket, so that a mark
# that never closes is given up at the next one and the whole stays linear.
_TARGET = r"\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*"
_INLINE = re.compile(
    rf"""
    !\[[^\[\]]*\]{_TARGET}(?:\s"[^"\[\]]*")?\)       # an image leaves nothing
    | \[(?P<link>[^\[\]\n]+)\]{_TARGET}(?:\s"[^"\[\]]*")?\)
    | \*\*\*(?P<both>[^\s*](?:[^*\n]*[^\s*])?)\*\*\*
    | \*\*(?P<strong>[^\s*](?:[^*\n]*[^\s*])?)\*\*
    | (?<![\w*])\*(?P<emphasis>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])
    | (?<![\w_])__(?P<under>[^\s_](?:[^_\n]*[^\s_])?)__(?![\w_])
    | (?<![\w_])_(?P<low>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])
    | `(?P<code>[^`\n]+)`
    | <(?P<address>https?://[^\s<>]+)>
    | \\(?P<escaped>[!-/:-@\[-`{{-~])
    """,
    re.VERBOSE,
)


# The first characters of all branches of the expression above, and of entities.
_SIGNS_OF_INLINE = r"[*_`<\&"
_SIGN_OF_INLINE = re.compile(f"[{re.escape(_SIGNS_OF_INLINE)}]")


def read_text(data: bytes, limits: Limits) -> Draft:
    """Plain text or Markdown, with YAML front matter taken apart."""
    raw, encoding = decode(data)
    raw = raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw
    limits.check_text(len(raw))
    limits.check_lines(raw.count("\n"))
    start, front_matter = _front_matter(raw)
    markdown = start > 0 or _has_markdown(raw)
    draft = Draft([], "text/markdown" if markdown else "text/plain", encoding, front_matter=front_matter)
    if start:
        draft.dropped.append(Dropped("front-matter", raw[:start], 0))
    words = _without_comments(raw[start:], start, draft.dropped)
    draft.lines = _markdown_lines(words, start) if markdown else _plain_lines(words, start)
    return draft


def _has_markdown(raw: str) -> bool:
    """Whether a heading, bold words or a table stand anywhere; most texts have not even the characters for them."""
    return any(sign in raw for sign in ("#", "**", "|")) and _SIGNS_OF_MARKDOWN.search(raw) is not None


def _front_matter(raw: str) -> tuple[int, tuple[tuple[str, str], ...]]:
    match = _FRONT_MATTER.match(raw, 0, _LONGEST_FRONT_MATTER)
    if not match:
        return 0, ()
    try:
        values = yaml.load(match.group(1), yaml.BaseLoader)  # noqa: S506  BaseLoader builds strings only
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):  # the last three on absurd escapes and nesting
        return 0, ()
    if not isinstance(values, dict):
        return 0, ()
    return match.end(), tuple((_sound(key), _sound(value)) for key, value in values.items() if isinstance(value, str))


def _sound(value: object) -> str:
    """A scalar of YAML without lone surrogates, which its escapes can write and no output can."""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _without_comments(raw: str, place: int, dropped: list[Dropped]) -> str:
    """The text with spaces in place of comments, so that all else stays where it was."""
    parts: list[str] = []
    position = 0
    while (opening := raw.find("<!--", position)) >= 0 and (closing := raw.find("-->", opening + 4)) >= 0:
        comment = raw[opening : closing + 3]
        dropped.append(Dropped("comment", comment, place + opening))
        parts += [raw[position:opening], " " * len(comment)]
        position = closing + 3
    return "".join([*parts, raw[position:]])


def _plain_lines(words: str, place: int) -> list[Line]:
    """The lines of plain text, of which the first begins at ``place``."""
    lines: list[Line] = []
    blank = Line()
    for text in words.split("\n"):
        first = text.lstrip()[:1] if text else ""
        if not first:
            lines.append(blank)
        elif first in _SIGNS_OF_A_LINE:
            lines.append(_marked_line(text, place))
        else:
            lines.append(Line(text, place))
        place += len(text) + 1
    return lines


def _marked_line(text: str, raw: int) -> Line:
    """A line of plain text that opens with a sign: a rule, which leaves nothing, an item of a list, or a paragraph."""
    body = text.strip()
    if _is_rule(body, markdown=False):
        return Line()
    bullet = _BULLET.match(body)
    if bullet:
        return Line(body[bullet.end() :], raw + _indent(text) + bullet.end(), "list-item", 1)
    return Line(text, raw)


def _markdown_lines(words: str, place: int) -> list[Line]:
    """The lines of Markdown, of which the first begins at ``place``."""
    lines: list[Line] = []
    blank = Line()
    # Most laws have no sign of a mark inside a line anywhere: seven searches in the whole text say so in a tenth of the
    # time that one in each line takes.
    marked = any(sign in words for sign in _SIGNS_OF_INLINE)
    for text in words.split("\n"):
        body = text.strip()
        if not body:
            lines.append(blank)
        elif body[0] > "\u3000" and not body[0].isdecimal() and not (marked and _SIGN_OF_INLINE.search(body)):
            # Chinese words and brackets open no mark of Markdown: as _markdown_line, in a fifth of the time.
            lines.append(Line(body, place if len(body) == len(text) else place + _indent(text)))
        elif body[0] in _SIGNS_OF_A_LINE and _is_rule(body, markdown=True):
            lines.append(blank)
        else:
            lines.append(_markdown_line(body, place + _indent(text), _indent(text)))
        place += len(text) + 1
    return lines


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _opens_nothing(first: str) -> bool:
    """Whether a line with this character first opens no mark of Markdown, as no line does that begins in Chinese."""
    return first > "\x7f" and first not in _SIGNS_OF_A_BULLET and not first.isdecimal()


def _is_rule(body: str, *, markdown: bool) -> bool:
    """Whether a line only draws a line across the page, or the one under the head of a Markdown table."""
    if not body.strip(_SIGNS_OF_A_RULE + " \t"):
        return len(body) - body.count(" ") - body.count("\t") >= 3
    return markdown and "--" in body and "|" in body and not body.strip(_SIGNS_OF_A_TABLE_RULE + " \t")


def _markdown_line(body: str, raw: int, indent: int) -> Line:
    if body[0] == ">":
        quoted = body.lstrip("> \t")
        body, raw = quoted, raw + len(body) - len(quoted)
    if body and _opens_nothing(body[0]):
        return line_of(_inline(body, raw))
    heading = _HEADING.match(body)
    if heading:
        inner = _without_closing_hashes(body[heading.end() :])
        return line_of(_inline(inner, raw + heading.end()), "heading", len(heading.group(1)), ends_block=True)
    bullet = _BULLET.match(body)
    if bullet:
        return line_of(_inline(body[bullet.end() :], raw + bullet.end()), "list-item", 1 + indent // 2)
    if _ORDERED.match(body):
        return line_of(_inline(body, raw), "list-item", 1 + indent // 2)
    if len(body) > 1 and body.startswith("|") and body.endswith("|"):
        return _table_row(body, raw)
    return line_of(_inline(body, raw))


def _without_closing_hashes(heading: str) -> str:
    shorter = heading.rstrip("#")
    return shorter if shorter[-1:] in (" ", "\t") else heading


def _table_row(body: str, raw: int) -> Line:
    """Cells joined by `` | ``, as the HTML and DOCX readers join them."""
    cells: list[list[Piece]] = []
    position = 1
    for cell in body[1:-1].split("|"):
        if cell.strip():
            cells.append(_inline(cell, raw + position))
        position += len(cell) + 1
    pieces = cells[0] if cells else []
    for cell_pieces in cells[1:]:
        pieces += [Piece(" | ", cell_pieces[0].raw, 0), *cell_pieces]
    return line_of(pieces, "table-row" if len(cells) > 1 else "paragraph", ends_block=True)


def _inline(text: str, raw: int) -> list[Piece]:
    """The text without inline marks and with entities decoded; what stays keeps its place."""
    if text and not _SIGN_OF_INLINE.search(text):
        return [Piece(text, raw, len(text))]
    return list(_marked(text, raw))


def _marked(text: str, raw: int) -> Iterator[Piece]:
    position = 0
    for match in _INLINE.finditer(text):
        if match.start() > position:
            yield from decoded_pieces(text, position, match.start(), raw)
        group = match.lastgroup
        if group:
            start, end = match.span(group)
            if group in _NESTING:
                yield from _inline(match.group(group), raw + start)
            else:
                yield Piece(text[start:end], raw + start, end - start)
        position = match.end()
    if position < len(text):
        yield from decoded_pieces(text, position, len(text), raw)
