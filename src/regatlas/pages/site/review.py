"""The page on which somebody codes a document: its judgements in groups, each a form of its own, beside the text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regatlas.app.review_items import Question
from regatlas.app.reviewing import Sheet
from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.model.document import Document
from regatlas.model.review import UNTOLD, Answer, Coding, Item, Kept
from regatlas.pages.claims import citation_at
from regatlas.pages.coverage import RISK_TAXONOMY, risk_tint
from regatlas.pages.facts import title_of
from regatlas.pages.record import text_language
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.review_text import QuoteView, TextView

# The groups that are shown when they are asked for: long, and not coded by everybody.
_CLOSED = frozenset({"agora", "commitment"})
SIZE = 100
"""Judgements of a group on one page: a long act has a thousand commitments."""
_LONGEST_CLAUSE = 90


@dataclass(frozen=True, slots=True)
class Option:
    """A value that an answer may have."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in words. ``mark`` sets it against the engine's: accepted, changed, rejected, added, or nothing."""

    value: str
    label: str
    who: str
    when: str
    note: str
    actor: str
    quotes: tuple[QuoteView, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody has just sent and could not be kept, so that nothing of it is lost.

    ``problem`` says why, ``places`` are where the words stand if in several, ``theirs`` is the answer that came first.
    """

    answer: Answer
    words: str
    place: str
    problem: str
    places: tuple[QuoteView, ...] = ()
    theirs: Said | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One judgement as a form; ``version`` is the one that it is made from."""

    anchor: str
    key: str
    label: str
    about: str
    tint: int
    version: int
    options: tuple[Option, ...]
    machine: Said | None
    own: Said | None
    keep: tuple[QuoteView, ...]
    note: str
    actor: str
    names_actor: bool
    entered: Entered | None
    saved: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The judgements under one taxonomy, or all actors, or all commitments.

    ``shown`` is False for a long group that was not asked for: it has no rows here, and ``pages`` lead to them.
    """

    id: str
    kind: str
    name: str
    title: str
    href: str
    rows: tuple[Row, ...]
    answered: int
    total: int
    shown: bool
    pages: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """Everything that the page shows."""

    sha256: str
    title: str
    lang: str
    coding: Coding
    groups: tuple[Group, ...]
    text: TextView
    left: int
    total: int


class Rows:
    """Makes rows of judgements in the words of a page."""

    def __init__(self, frame: Frame, document: Document, text: TextView) -> None:
        self._frame = frame
        self._words = frame.words
        self._document = document
        self._text = text

    def row(self, asked: Question, kept: Kept | None, entered: Entered | None = None, *, saved: bool = False) -> Row:
        """The form of one judgement; what was entered and not kept stands in it before all else."""
        item = asked.item
        machine = self.said(item, asked.machine) if asked.machine else None
        own = self.said(item, kept.answer, kept, asked.machine) if kept else None
        shown = entered.answer if entered else kept.answer if kept else None
        quoted = (shown or asked.machine or Answer(value="")).evidence
        return Row(
            anchor=anchor(item),
            key=item.key,
            label=self.label(item),
            about=self._about(item),
            tint=risk_tint(item.second) if item.first == RISK_TAXONOMY else 0,
            version=kept.version if kept else 0,
            options=tuple(
                Option(value, self.value(item, value), shown is not None and value == shown.value)
                for value in asked.values
            ),
            machine=machine,
            own=own,
            keep=tuple(self._text.quote(one.quote.span) for one in quoted),
            note=shown.note if shown else "",
            actor=((shown or asked.machine or Answer(value="")).who or "") if item.kind == "commitment" else "",
            names_actor=item.kind == "commitment",
            entered=entered,
            saved=saved and kept is not None,
        )

    def said(
        self, item: Item, answer: Answer, kept: Kept | None = None, machine: Answer | None = None, who: str = ""
    ) -> Said:
        """An answer in words."""
        return Said(
            answer.value,
            self.value(item, answer.value),
            who or (kept.who if kept else ""),
            moment(self._frame, kept) if kept else "",
            answer.note,
            answer.who or "",
            tuple(self._text.quote(one.quote.span) for one in answer.evidence),
            mark(answer, machine),
        )

    def value(self, item: Item, value: str) -> str:
        """A value in words."""
        return value_words(self._frame, item, value)

    def label(self, item: Item) -> str:
        """What is judged, in words."""
        if item.kind == "commitment":
            clause = " ".join(self._document.text[slice(*item.span)].split())
            short = clause if len(clause) <= _LONGEST_CLAUSE else clause[: _LONGEST_CLAUSE - 1] + "…"
            cited = citation_at(self._document, item.span.start)
            return f"{cited}{self._words('colon')}{short}" if cited else short
        return item_words(self._frame, item)

    def _about(self, item: Item) -> str:
        if item.kind != "coverage":
            return ""
        return self._frame.said(builtin_taxonomies()[item.first].by_code[item.second].definition)


def item_words(frame: Frame, item: Item) -> str:
    """What is judged, in words; a commitment by its place alone."""
    words = frame.words
    if item.kind == "coverage":
        label = frame.said(builtin_taxonomies()[item.first].by_code[item.second].label)
        return f"{item.second} {label}" if item.second[:1].isdigit() else label
    if item.kind == "status":
        return words("section.status")
    if item.kind == "actor":
        return words("review.actor", role=words(f"role.one.{item.first}"), name=item.second)
    return words("review.clause", start=item.first, end=item.second)


def value_words(frame: Frame, item: Item, value: str) -> str:
    """A value in words."""
    words = frame.words
    if item.kind == "coverage":
        binary = "minimal" not in builtin_taxonomies()[item.first].levels
        return words("level.present" if binary and value == "good" else f"level.{value}")
    if item.kind == "status":
        return words("review.untold" if value == UNTOLD else f"status.{value}")
    if value == "absent":
        return words("review.absent")
    return words(f"actor.{value}" if item.kind == "actor" else f"modality.{value}")


def mark(answer: Answer, machine: Answer | None) -> str:
    """How an answer stands to the engine's."""
    if machine is None:
        return ""
    if answer.same(machine):
        return "accepted"
    if answer.negative:
        return "rejected"
    return "added" if machine.negative else "changed"


def moment(frame: Frame, kept: Kept) -> str:
    """When an answer was given: the day and the minute, in UTC."""
    return f"{frame.date(kept.at.date())}{frame.words('gap')}{kept.at:%H:%M}"


def anchor(item: Item) -> str:
    """The id of a judgement on its page."""
    return "j-" + hashlib.sha256(item.key.encode()).hexdigest()[:10]


def view_sheet(
    frame: Frame,
    sheet: Sheet,
    entered: Mapping[str, Entered] | None = None,
    *,
    at: str = "",
    opened: str = "",
    number: int = 1,
) -> SheetView:
    """The page. ``entered`` has, by item, what could not be kept; ``at`` is the item that was saved last.

    ``opened`` is a long group that is to be shown, ``number`` which page of it.
    """
    text = TextView(sheet.document)
    rows = Rows(frame, sheet.document, text)
    return SheetView(
        sha256=sheet.entry.sha256,
        title=title_of(sheet.document, sheet.entry.source),
        lang=text_language(sheet.document),
        coding=sheet.coding,
        groups=tuple(_Groups(frame, sheet, rows, entered or {}, at, opened, number).all()),
        text=text,
        left=sheet.left,
        total=len(sheet.questions),
    )


@dataclass(frozen=True, slots=True)
class _Groups:
    frame: Frame
    sheet: Sheet
    rows: Rows
    entered: Mapping[str, Entered]
    at: str
    opened: str
    number: int

    def all(self) -> Iterator[Group]:
        """Every group of the sheet, in order; actors and commitments also where none is named."""
        members: dict[str, list[Question]] = {}
        for asked in self.sheet.questions:
            members.setdefault(group_of(asked.item), []).append(asked)
        for free in ("actor@", "commitment@"):
            members.setdefault(free, [])
        for name, asked_here in members.items():
            yield self._group(name, asked_here)

    def _group(self, name: str, asked: list[Question]) -> Group:
        bare = name.removesuffix("@")
        touched = [place for place, one in enumerate(asked) if one.item.key in self.entered or one.item.key == self.at]
        number = touched[0] // SIZE + 1 if touched else self.number if bare == self.opened else 1
        shown = bool(touched) or bare not in _CLOSED or bare == self.opened
        here = asked[(number - 1) * SIZE : number * SIZE] if shown else []
        return Group(
            id=f"group-{bare}",
            kind=bare if name.endswith("@") else "coverage",
            name=name,
            title=group_title(self.frame, name),
            href=group_href(self.frame, name),
            rows=tuple(self._row(one) for one in here),
            answered=sum(one.item.key in self.sheet.answers for one in asked),
            total=len(asked),
            shown=shown,
            pages=tuple(self._pages(bare, len(asked), number if shown else 0)),
        )

    def _row(self, asked: Question) -> Row:
        key = asked.item.key
        return self.rows.row(asked, self.sheet.answers.get(key), self.entered.get(key), saved=key == self.at)

    def _pages(self, bare: str, total: int, number: int) -> Iterator[tuple[str, str, bool]]:
        """Address, label and whether it is this one, for a group of several pages, or one that is not shown."""
        last = max(1, -(-total // SIZE))
        for one in range(1, last + 1) if last > 1 or not number else ():
            steps = ("documents", self.sheet.entry.sha256, "review")
            href = self.frame.href(*steps, group=bare, page=str(one), anchor=f"group-{bare}")
            first, final = (one - 1) * SIZE + 1, min(one * SIZE, total)
            yield href, f"{first}–{final}" if total else "0", one == number


def group_of(item: Item) -> str:
    """The group in which a judgement stands; those that are no taxonomy end in ``@``."""
    return item.first if item.kind == "coverage" else f"{item.kind}@"


def group_title(frame: Frame, name: str) -> str:
    """The title of a group."""
    titles = {"status@": "section.status", "actor@": "section.actors", "commitment@": "section.commitments"}
    return frame.words(titles[name]) if name in titles else frame.said(builtin_taxonomies()[name].title)


def group_href(frame: Frame, name: str) -> str:
    """The page that explains the categories of a group; empty where there is none."""
    return "" if name.endswith("@") else frame.href("taxonomies", name)
