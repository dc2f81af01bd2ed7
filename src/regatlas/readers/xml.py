"""XML without a reader of its own: the text of every element, a block each, inline elements joined."""

from __future__ import annotations

from regatlas.readers.charset import decode
from regatlas.readers.egov import is_egov, walk_egov
from regatlas.readers.limits import Limits
from regatlas.readers.lines import Draft, Dropped, Piece, line_of
from regatlas.readers.markup import names, text_pieces, tokens

_INLINE = names("b i u s sup sub em strong span a ref term def date quotedText ins rref Ruby Sup Sub Line")
# Annotations of pronunciation stand beside the text, not in it.
_SILENT = frozenset({"Rt", "rt", "rp"})
_LOOK_BACK = 50


def read_xml(data: bytes, limits: Limits) -> Draft:
    """The text of an XML file. External entities are never resolved: tags and text only."""
    raw, encoding = decode(data)
    limits.check_text(len(raw))
    draft = Draft([], "application/xml", encoding, wrapped=False)
    if is_egov(raw):
        walk_egov(raw, draft, limits)
        return draft
    pieces: list[Piece] = []
    stack: list[str] = []
    for token in tokens(raw, xml=True):
        name = token.name.rpartition(":")[2]
        if token.kind == "text":
            if stack and stack[-1] in _SILENT:
                draft.dropped.append(Dropped("comment", raw[token.start : token.end], token.start))
            else:
                pieces.extend(_on_one_line(piece) for piece in text_pieces(raw, token))
            continue
        if name not in _INLINE and name not in _SILENT:
            _flush(draft, pieces)
            pieces = []
            limits.check_lines(len(draft.lines))
        if token.kind == "start" and not token.closes_itself:
            stack.append(name)
            limits.check_depth(len(stack), f"character {token.start}")
        elif token.kind == "end" and name in stack[-_LOOK_BACK:]:
            while stack.pop() != name:
                pass
    _flush(draft, pieces)
    return draft


def _on_one_line(piece: Piece) -> Piece:
    return Piece(piece.text.replace("\n", " "), piece.raw, piece.width)


def _flush(draft: Draft, pieces: list[Piece]) -> None:
    line = line_of(pieces, ends_block=True)
    if line.text.strip():
        draft.lines.append(line)
