"""Japanese statutes as the e-Gov law database gives them (XML, law standard schema): a line for each printed line.

The elements say what the lines are: a title or caption is a line of its own, a number stands before the words of its
paragraph or item, columns of a sentence and cells of a table stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from regatlas.model.text import BlockKind
from regatlas.readers.limits import Limits
from regatlas.readers.lines import Draft, Dropped, Piece, line_of
from regatlas.readers.markup import Token, names, text_pieces, tokens

_ROOT = re.compile(r"<(?:\w+:)?Law(?:\s[^<>]*)?>")
_BODY = re.compile(r"<(?:\w+:)?LawBody[\s>]")
_HEAD = 20_000
# What stands before the words of its provision, on the same line.
_LABEL = re.compile(r"^(?:ArticleTitle|ParagraphNum|ItemTitle|Subitem\d+Title)$")
_HEADINGS = {
    "LawTitle": 1, "PartTitle": 2, "SupplProvisionLabel": 2, "AppdxTableTitle": 2, "AppdxStyleTitle": 2,
    "AppdxTitle": 2, "AppdxNoteTitle": 2, "AppdxFigTitle": 2, "ChapterTitle": 3, "SectionTitle": 4,
    "SubsectionTitle": 5, "DivisionTitle": 6,
}  # fmt: skip
# Inside a line: nothing ends where these begin or end.
_INLINE = names("Sentence Line Ruby Sup Sub QuoteStruct ArithFormula Enclosed ArticleRange Class")
_COLUMNS = names("Column TableColumn TableHeaderColumn")
_ROWS = names("TableRow TableHeaderRow")
_CONTENTS = "TOC"
_SILENT = frozenset({"Rt"})
_LINE_FEED = re.compile(r"\s*[\r\n]\s*")
# Names of attributes come in lower case.
_AMENDING = "amendlawnum"


def is_egov(raw: str) -> bool:
    """Whether XML is a law of the e-Gov database."""
    head = raw[:_HEAD]
    return _ROOT.search(head) is not None and _BODY.search(head) is not None


def walk_egov(raw: str, draft: Draft, limits: Limits) -> None:
    """Add the lines of a law to ``draft``."""
    _Walk(raw, draft, limits).walk()


class _Walk:
    def __init__(self, raw: str, draft: Draft, limits: Limits) -> None:
        self._raw = raw
        self._draft = draft
        self._limits = limits
        self._stack: list[str] = []
        self._pieces: list[Piece] = []
        # Whether the line has words besides numbers; until then the next element goes on with it.
        self._worded = False
        self._label = False
        self._row = False
        self._level = 0
        self._amending: Piece | None = None

    def walk(self) -> None:
        for token in tokens(self._raw, xml=True):
            if token.kind == "text":
                self._text(token)
                continue
            name = token.name.rpartition(":")[2]
            if token.kind == "end":
                self._end(name)
            elif not token.closes_itself:
                self._start(name, token)
        self._flush()

    def _start(self, name: str, token: Token) -> None:
        self._stack.append(name)
        self._limits.check_depth(len(self._stack), f"character {token.start}")
        self._label = _LABEL.match(name) is not None
        if name == "SupplProvision":
            number = token.attributes().get(_AMENDING, "")
            self._amending = Piece(f"（{number}）", token.start, 0) if number else None
        if name in _COLUMNS:
            self._separate(token.start)
        elif name not in _INLINE and name not in _SILENT and not self._row:
            self._begin()
        if name in _ROWS:
            self._flush()
            self._row = True
        if _CONTENTS not in self._stack:
            self._level = _HEADINGS.get(name, self._level)

    def _begin(self) -> None:
        """A new line, unless the one so far is only a number that waits for its words."""
        if self._worded:
            self._flush()

    def _separate(self, place: int) -> None:
        if self._pieces:
            self._pieces.append(Piece(" | " if self._row else " ", place, 0))

    def _end(self, name: str) -> None:
        if name not in self._stack:
            return
        while self._stack.pop() != name:
            pass
        if name == "SupplProvisionLabel" and self._amending:
            self._pieces.append(self._amending)
            self._amending = None
        if _LABEL.match(name):
            self._label = False
            if self._pieces:
                self._pieces.append(Piece(" ", self._pieces[-1].raw, 0))
        elif name in _ROWS:
            self._row = False
            self._flush("table-row")
        elif name in _HEADINGS and _CONTENTS in self._stack:
            # The articles that a chapter has stand behind its title.
            pass
        elif name not in _INLINE and name not in _COLUMNS and name not in _SILENT and not self._row:
            self._flush()
        if name in _HEADINGS:
            self._level = 0

    def _text(self, token: Token) -> None:
        words = self._raw[token.start : token.end]
        if not words.strip():
            return
        if self._stack and self._stack[-1] in _SILENT:
            self._draft.dropped.append(Dropped("comment", words, token.start))
            return
        for piece in text_pieces(self._raw, token):
            self._pieces.extend(_on_one_line(piece))
        self._worded = self._worded or not self._label

    def _flush(self, kind: BlockKind = "paragraph") -> None:
        line = line_of(self._pieces, kind, ends_block=True)
        self._pieces, self._worded = [], False
        if not line.text.strip():
            return
        if self._level and line.kind == "paragraph":
            line.kind, line.level = "heading", self._level
        self._draft.lines.append(line)
        self._limits.check_lines(len(self._draft.lines))


def _on_one_line(piece: Piece) -> Iterator[Piece]:
    """Words without the line feeds and indents of the file, which mean nothing between ideographs."""
    if piece.width != len(piece.text) or "\n" not in piece.text:
        yield piece
        return
    position = 0
    for match in _LINE_FEED.finditer(piece.text):
        if match.start() > position:
            yield Piece(piece.text[position : match.start()], piece.raw + position, match.start() - position)
        position = match.end()
    if position < len(piece.text):
        yield Piece(piece.text[position:], piece.raw + position, len(piece.text) - position)
