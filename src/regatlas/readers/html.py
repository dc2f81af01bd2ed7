"""HTML: our own walk over the tags for exact places; trafilatura says where the main text of a web page is."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field

from regatlas.model.text import FurnitureKind
from regatlas.readers.charset import decode
from regatlas.readers.limits import Limits
from regatlas.readers.lines import Draft, Dropped, Line, Piece, joined, line_of
from regatlas.readers.markup import Token, names, text_pieces, tokens
from regatlas.readers.numbering import item_number

_INLINE = names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike "
    "strong sub sup time tt u var wbr ruby rb rt rp img"
)
_VOID = names("area base br col embed hr img input link meta param source track wbr")
_CHROME = names("nav footer aside button select textarea dialog menu")
# Only these may stand in the head of a page; anything else begins its body, marked or not.
_OF_HEAD = names("title meta link script style base noscript template")
# What closes by itself when an element begins, and the elements around it beyond which nothing does.
_ROW = (frozenset({"tr"}), frozenset({"table"}))
_CELL = (frozenset({"td", "th"}), frozenset({"tr", "table"}))
_TERM = (frozenset({"dt", "dd"}), frozenset({"dl"}))
_IMPLIED_ENDS = {
    "p": (frozenset({"p"}), names("ol ul dl table tr td th li div section article blockquote body")),
    "li": (frozenset({"li"}), frozenset({"ol", "ul", "table"})),
    "tr": _ROW,
    "td": _CELL,
    "th": _CELL,
    "dt": _TERM,
    "dd": _TERM,
}
_DRAWINGS = frozenset({"svg", "math"})
_ENDS_DRAWINGS = names("p h1 h2 h3 h4 h5 h6 div ul ol dl table body blockquote center pre menu li")
_NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
_LOOK_BACK = 50
# Controls that pages draw as links.
_CONTROL_CLASSES = frozenset({"btn", "btn-group", "breadcrumb", "breadcrumbs"})
# The head of a page of the Official Journal, as EUR-Lex marks it: its name, language, series, number and date.
_JOURNAL_HEAD = "oj-hd-"
_SILENT = names("head title script style noscript template svg math object audio video canvas iframe del rt rp")
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
_SPACE = re.compile(r"\s+")
_MARKER_CELL = re.compile(r"^(?:[(（]\w{1,5}[)）]|\w{1,5}[)）.．、]|[—–•·-])$")
_NUMBER = re.compile(r"^\s*(?:\d+\.|\d+(?:\.\d+)+\.?|[(（]\w{1,5}[)）])$")
# Larger pages have more text than navigation, and trafilatura takes ten seconds for 400 kB of the same paragraph.
_LARGEST_PAGE = 500_000
_LEAST_MAIN_TEXT = 200
_LONG_ENOUGH = 30


@dataclass(slots=True)
class _List:
    ordered: bool
    style: str
    next: int


@dataclass(slots=True)
class _Row:
    """A table row in the making: the lines of each cell."""

    cells: list[list[Line]] = field(default_factory=list)


def read_html(data: bytes, limits: Limits) -> Draft:
    """A web page or an HTML document."""
    raw, encoding = decode(data)
    limits.check_text(len(raw))
    return walk_html(raw, encoding, limits)


def walk_html(raw: str, encoding: str, limits: Limits) -> Draft:
    """The blocks of decoded HTML, without navigation where the page has any."""
    walker = _Walker(raw, limits)
    walker.walk()
    draft = Draft(walker.lines, "text/html", encoding, walker.dropped, wrapped=False)
    if walker.chrome and len(raw) <= _LARGEST_PAGE:
        _keep_main_text(draft, raw)
    return draft


class _Walker:
    def __init__(self, raw: str, limits: Limits) -> None:
        self.raw = raw
        self.limits = limits
        self.lines: list[Line] = []
        self.dropped: list[Dropped] = []
        self.chrome = False
        self._pieces: list[Piece] = []
        self._stack: list[str] = []
        self._silent: list[int] = []
        self._lists: list[_List] = []
        self._rows: list[_Row] = []
        self._heading = 0
        self._item_depth = 0
        self._marker: Piece | None = None
        self._after_span = False
        self._made = 0
        self._heads: set[int] = set()

    def walk(self) -> None:
        for token in tokens(self.raw):
            if token.kind == "text":
                self._text(token)
            elif token.kind == "start":
                self._start(token)
            else:
                self._end(token.name)
        while self._rows:
            self._close_row()
        self._flush()

    # Tags

    def _start(self, token: Token) -> None:
        name = token.name
        if name in _VOID:
            if name in ("br", "hr"):
                self._flush()
            return
        if token.closes_itself and name not in _INLINE:
            self._flush()
            return
        if name in _INLINE:
            # Only what hides its text needs to be remembered; old pages leave thousands of the others open.
            if self._hides(token):
                self._push(token, hides=True)
            return
        self._imply_ends(name)
        self._push(token, hides=self._hides(token))
        self._flush()
        if name in ("ol", "ul"):
            self._open_list(token)
        elif name == "li":
            self._open_item(token)
        elif name == "tr":
            self._rows.append(_Row())
        elif name in ("td", "th") and self._rows:
            self._rows[-1].cells.append([])
        elif len(name) == 2 and name[0] == "h" and name[1] in "123456":
            self._heading = int(name[1])

    def _imply_ends(self, name: str) -> None:
        """Close what is open though its end tag was left out: the head before the body, an item before the next.

        A drawing that never ends would hide the rest of the page; as in browsers, a paragraph ends it.
        """
        if self._silent and name in _ENDS_DRAWINGS and self._stack[self._silent[-1] - 1] in _DRAWINGS:
            self._end_drawing()
        if self._stack[-1:] == ["head"] and name not in _OF_HEAD:
            self._end("head")
        closed, around = _IMPLIED_ENDS.get(name, _NOTHING)
        if not closed:
            return
        for element in reversed(self._stack[-_LOOK_BACK:]):
            if element in closed:
                self._end(element)
                return
            if element in around:
                return

    def _end_drawing(self) -> None:
        inside = self._stack[self._silent[-1] :]
        if "foreignobject" not in inside and len(inside) < _LOOK_BACK:
            self._end(self._stack[self._silent[-1] - 1])

    def _push(self, token: Token, *, hides: bool) -> None:
        self.limits.check_depth(len(self._stack) + 1, f"character {token.start}")
        self._stack.append(token.name)
        if hides:
            self._silent.append(len(self._stack))

    def _hides(self, token: Token) -> bool:
        if token.name in _SILENT:
            return True
        if token.name in _CHROME:
            self.chrome = True
            return True
        if ("btn" in token.rest or "breadcrumb" in token.rest) and _CONTROL_CLASSES.intersection(
            token.attributes().get("class", "").split()
        ):
            return True
        return self._hides_by_attribute(token)

    def _hides_by_attribute(self, token: Token) -> bool:
        if _JOURNAL_HEAD in token.rest and token.attributes().get("class", "").startswith(_JOURNAL_HEAD):
            self._heads.add(len(self._stack) + 1)
            return True
        if "role" in token.rest or "hidden" in token.rest or "display" in token.rest:
            attributes = token.attributes()
            if attributes.get("role", "").lower() in _CHROME_ROLES:
                self.chrome = True
                return True
            style = _SPACE.sub("", attributes.get("style", "").lower())
            return "hidden" in attributes or "display:none" in style
        return False

    def _end(self, name: str) -> None:
        if name == "span":
            self._after_span = True
        if name not in self._stack[-_LOOK_BACK:]:
            return
        while self._stack:
            closing = self._stack.pop()
            while self._silent and self._silent[-1] > len(self._stack):
                self._heads.discard(self._silent.pop())
            self._close(closing)
            if closing == name:
                return

    def _close(self, name: str) -> None:
        if name in _INLINE:
            return
        self._flush()
        if name in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif name == "li":
            self._item_depth = max(0, self._item_depth - 1)
            self._marker = None
        elif name == "tr" and self._rows:
            self._close_row()
        elif len(name) == 2 and name[0] == "h" and name[1] in "123456":
            self._heading = 0

    # Text

    def _text(self, token: Token) -> None:
        if self._silent:
            if not self.raw[token.start : token.end].isspace():
                self._drop(token)
            return
        if self._after_span and self._pieces and _NUMBER.match(joined(self._pieces)):
            # Pages set the number of a clause apart by its style; without a space it would run into the first word.
            self._pieces.append(Piece(" ", token.start, 0))
        self._after_span = False
        for piece in text_pieces(self.raw, token):
            self._add(piece)

    def _drop(self, token: Token) -> None:
        hidden = self._stack[self._silent[0] - 1]
        kind: FurnitureKind = "navigation" if hidden in _CHROME or hidden not in _SILENT else "comment"
        kind = "running-head" if self._silent[0] in self._heads else kind
        self.dropped.append(Dropped(kind, self.raw[token.start : token.end], token.start))

    def _add(self, piece: Piece) -> None:
        """Add text; a line feed in the source begins a line that may only matter before a structural mark."""
        if "\n" not in piece.text or piece.width != len(piece.text):
            self._pieces.append(piece)
            return
        offset = 0
        for part in piece.text.split("\n"):
            if offset:
                self._flush(ends_block=False)
            self._pieces.append(Piece(part, piece.raw + offset, len(part)))
            offset += len(part) + 1

    def _flush(self, *, ends_block: bool = True) -> None:
        pieces, self._pieces = self._pieces, []
        target = self._rows[-1].cells[-1] if self._rows and self._rows[-1].cells else self.lines
        if not any(piece.text and not piece.text.isspace() for piece in pieces):
            if ends_block and target:
                target[-1].ends_block = True
            return
        if self._marker:
            pieces.insert(0, self._marker)
            self._marker = None
        self._made += 1
        self.limits.check_lines(self._made)
        line = line_of(pieces, ends_block=ends_block)
        if self._heading:
            line.kind, line.level = "heading", self._heading
        elif self._item_depth:
            line.kind, line.level = "list-item", self._item_depth
        target.append(line)

    # Lists and tables

    def _open_list(self, token: Token) -> None:
        attributes = token.attributes() if token.rest.strip() else {}
        start = attributes.get("start", "1")
        first = int(start) if start.lstrip("-").isdigit() and len(start) < 7 else 1
        self._lists.append(_List(token.name == "ol", attributes.get("type", "1"), first))

    def _open_item(self, token: Token) -> None:
        self._item_depth += 1
        if not self._lists or not self._lists[-1].ordered or self._silent:
            return
        current = self._lists[-1]
        value = token.attributes().get("value", "")
        if value.isdigit() and len(value) < 7:
            current.next = int(value)
        # Kept until the item's first words come, which may stand in a paragraph of their own.
        self._marker = Piece(item_number(current.next, current.style) + " ", token.start, 0)
        current.next += 1

    def _close_row(self) -> None:
        """A row of single lines is one block with its cells joined; a layout table gives its lines as they come."""
        row = self._rows.pop()
        target = self._rows[-1].cells[-1] if self._rows and self._rows[-1].cells else self.lines
        cells = [cell for cell in row.cells if cell]
        if len(cells) == 2 and len(cells[0]) == 1 and _MARKER_CELL.match(cells[0][0].text.strip()):
            first = cells[1][0]
            marker = cells[0][0]
            first.put([*marker.parts, Piece(" ", marker.raw, 0), *first.parts])
            target.extend(cells[1])
        elif cells and all(len(cell) == 1 for cell in cells):
            target.append(_joined(cells))
        else:
            for cell in cells:
                target.extend(cell)


def _joined(cells: list[list[Line]]) -> Line:
    pieces: list[Piece] = []
    for cell in cells:
        if pieces:
            pieces.append(Piece(" | ", cell[0].raw, 0))
        pieces.extend(cell[0].parts)
    if len(cells) == 1:
        return cells[0][0]
    return line_of(pieces, "table-row", ends_block=True)


def _keep_main_text(draft: Draft, raw: str) -> None:
    """Cut what stands before and after the main text, as trafilatura finds it; nothing between is lost."""
    import trafilatura  # slow to load, and most documents need it not

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    main = trafilatura.extract(raw, favor_recall=True, include_tables=True, include_comments=False)
    if not main or len(main) < _LEAST_MAIN_TEXT:
        return
    known = {_bare(line) for line in main.splitlines()} - {""}
    whole = _bare(main)

    def belongs(line: Line) -> bool:
        bare = _bare(line.text)
        return bare in known or (len(bare) > _LONG_ENOUGH and bare in whole)

    # Only the two ends are looked for, so that a long page is not searched for each of its lines.
    first = next((index for index, line in enumerate(draft.lines) if belongs(line)), None)
    if first is None:
        return
    last = next(index for index in range(len(draft.lines) - 1, -1, -1) if belongs(draft.lines[index]))
    while first and draft.lines[first - 1].kind == "heading":
        first -= 1
    title = [line for line in draft.lines[:first] if line.kind == "heading" and line.level == 1][-1:]
    outside = [line for line in draft.lines[:first] if line not in title] + draft.lines[last + 1 :]
    draft.dropped.extend(Dropped("navigation", line.text, line.raw) for line in outside)
    draft.lines = title + draft.lines[first : last + 1]


def _bare(text: str) -> str:
    return _SPACE.sub("", text.replace("|", "").lstrip("-# "))
