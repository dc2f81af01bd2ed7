"""The full text of a document as a stream of events: provisions that open, their paragraphs, provisions that close.

Every character of the text is in exactly one run, whatever the provisions say: a gap between two provisions becomes a
leaf without an id, an overlap is shown once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from regatlas.model.document import Document, Provision
from regatlas.pages.claims import Claim
from regatlas.pages.glosses import Gloss, collect_glosses
from regatlas.pages.marks import Marks, Run

_LEAD = re.compile(
    r"第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?"
    r"|(?:Article|ARTICLE|Section|SECTION|Sec\.|SEC\.|§)\s*\d+[A-Za-z]?(?:[.\-]\d+)*[.:]?(?=\s|$)"
)
_NUMBERED = frozenset({"article", "section", "measure"})


@dataclass(frozen=True, slots=True)
class Here:
    """A provision that begins at a leaf, for its permalink."""

    eid: str
    citation: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the text. ``block`` is the kind that the reader saw: paragraph, heading, list-item, table-row."""

    block: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """``open`` and ``close`` frame a provision that has children; ``leaf`` carries text."""

    type: str
    eid: str = ""
    kind: str = ""
    depth: int = 0
    here: tuple[Here, ...] = ()
    lines: tuple[Line, ...] = ()
    glosses: tuple[Gloss, ...] = ()


@dataclass
class _State:
    marks: Marks
    glosses: dict[str, tuple[Gloss, ...]]
    cursor: int = 0
    opening: list[Provision] = field(default_factory=list)


def full_text(document: Document, claims: list[Claim]) -> Iterator[Event]:
    """The events of the whole text, in order, with the marks and margin glosses of ``claims``."""
    return FullText(document, claims).events()


class FullText:
    """Walks the provision tree without recursion: hostile texts nest deeper than Python's stack."""

    def __init__(self, document: Document, claims: list[Claim]) -> None:
        self._document = document
        self._text = document.text
        self._starts = [block.start for block in document.source.blocks]
        self._state = _State(Marks(self._text, claims), collect_glosses(document, claims))
        self._children: dict[str | None, list[Provision]] = {}
        for provision in document.provisions:
            self._children.setdefault(provision.parent, []).append(provision)

    def events(self) -> Iterator[Event]:
        """All events; together their runs hold every character but line feeds."""
        stack: list[tuple[Provision, int, bool]] = self._push(None, 0)
        while stack:
            provision, depth, leaving = stack.pop()
            if leaving:
                yield from self._gap(provision.span.end)
                yield Event("close", provision.eid)
            elif provision.eid in self._children:
                yield from self._gap(provision.span.start)
                self._state.opening.append(provision)
                yield Event("open", provision.eid, provision.kind, depth)
                stack.append((provision, depth, True))
                stack.extend(self._push(provision.eid, depth + 1))
            else:
                yield from self._gap(provision.span.start)
                yield self._leaf(provision, depth)
        yield from self._gap(len(self._text))
        yield from self._trailing()

    def _push(self, parent: str | None, depth: int) -> list[tuple[Provision, int, bool]]:
        children = sorted(self._children.get(parent, ()), key=lambda child: child.span.start)
        return [(child, depth, False) for child in reversed(children)]

    def _gap(self, until: int) -> Iterator[Event]:
        """Text that belongs to no leaf."""
        start, self._state.cursor = self._state.cursor, max(self._state.cursor, until)
        if self._text[start:until].strip():
            yield Event("leaf", kind="gap", lines=self._lines(start, until))

    def _leaf(self, provision: Provision, depth: int) -> Event:
        opening, self._state.opening = [*self._state.opening, provision], []
        start, end = max(provision.span.start, self._state.cursor), max(provision.span.end, self._state.cursor)
        self._state.cursor = end
        lead = self._lead(opening, start, end)
        return Event(
            "leaf",
            provision.eid,
            provision.kind,
            depth,
            _permalinks(opening),
            self._lines(start, end, lead=lead),
            self._state.glosses.get(provision.eid, ()),
        )

    def _lead(self, opening: list[Provision], start: int, end: int) -> int:
        if not any(provision.kind in _NUMBERED for provision in opening):
            return 0
        match = _LEAD.match(self._text, start, end)
        return match.end() - start if match else 0

    def _lines(self, start: int, end: int, *, lead: int = 0) -> tuple[Line, ...]:
        lines: list[Line] = []
        position = start
        for piece in self._text[start:end].split("\n"):
            if piece:
                runs = tuple(self._state.marks.runs(position, position + len(piece), lead=0 if lines else lead))
                lines.append(Line(self._block(position), runs))
            position += len(piece) + 1
        return tuple(lines)

    def _block(self, offset: int) -> str:
        index = bisect_right(self._starts, offset) - 1
        return self._document.source.blocks[index].kind if index >= 0 else "paragraph"

    def _trailing(self) -> Iterator[Event]:
        anchors = self._state.marks.rest()
        if anchors:
            yield Event("leaf", kind="gap", lines=(Line("paragraph", (Run("", anchors=anchors),)),))


def _permalinks(opening: list[Provision]) -> tuple[Here, ...]:
    """One link for each citation, to the outermost provision that bears it; a heading is linked by what it heads."""
    found: dict[str, str] = {}
    for provision in opening:
        if provision.citation:
            found.setdefault(provision.citation, provision.eid)
    leaf = opening[-1]
    if not leaf.citation and not (leaf.kind == "heading" and found):
        found[""] = leaf.eid
    return tuple(Here(eid, citation) for citation, eid in found.items())
