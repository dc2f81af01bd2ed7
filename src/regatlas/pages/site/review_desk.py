"""The desk of those who review: what they have to code, how far everybody is, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from regatlas.app.review_agreement import Figures
from regatlas.app.reviewing import Reviewed, Sheet, Voice
from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.model.review import DECIDED, MACHINE, Change, Coding, Item
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.review import item_words, value_words
from regatlas.pages.site.review_text import QuoteView, TextView
from regatlas.store import DocumentEntry


@dataclass(frozen=True, slots=True)
class Task:
    """A coding in a list; ``answered`` of the judgements have an answer."""

    href: str
    title: str
    lang: str
    coder: str
    coding: Coding
    answered: int
    when: str


@dataclass(frozen=True, slots=True)
class Case:
    """A document that several people code. ``decide`` is where an editor decides; empty for others."""

    href: str
    title: str
    lang: str
    tasks: tuple[Task, ...]
    decide: str


@dataclass(frozen=True, slots=True)
class FiguresRow:
    """The figures of a pair, written out."""

    pair: str
    documents: int
    items: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FiguresPart:
    """The figures under one taxonomy."""

    id: str
    title: str
    rows: tuple[FiguresRow, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of the history: when, by whom, and both answers with their quotes."""

    label: str
    when: str
    who: str
    before: str
    after: str
    note: str
    actor: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class VoiceView:
    """What somebody says, beside what others say."""

    who: str
    role: str
    when: str
    value: str
    note: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """One judgement: the engine's answer and people's, each with who gave it."""

    label: str
    machine: str
    differs: bool
    voices: tuple[VoiceView, ...]


@dataclass(frozen=True, slots=True)
class ReviewedView:
    """The judgements of people: ``other`` differ from the engine's or among themselves, ``same`` do not."""

    other: tuple[ReviewedRow, ...]
    same: tuple[ReviewedRow, ...]

    def __bool__(self) -> bool:
        return bool(self.other or self.same)


def view_tasks(
    frame: Frame, codings: Iterable[Coding], entries: Mapping[str, DocumentEntry], counts: Mapping[int, int]
) -> Iterator[Task]:
    """Codings as a list; ``counts`` has by coding how many answers there are."""
    for one in codings:
        entry = entries.get(one.sha256)
        if entry is not None:
            title, lang = entry.title or entry.source, "" if entry.language == "und" else entry.language
            day = frame.date((one.finished_at or one.asked_at).date())
            href = frame.href("documents", one.sha256, "review")
            yield Task(href, title, lang, one.coder, one, counts.get(one.id, 0), day)


def view_cases(frame: Frame, tasks: Sequence[Task], *, editor: bool) -> Iterator[Case]:
    """The documents of these codings, each with who codes it."""
    by_document: dict[str, list[Task]] = {}
    for task in tasks:
        by_document.setdefault(task.coding.sha256, []).append(task)
    for sha256, members in by_document.items():
        people = tuple(one for one in members if one.coding.kind == "coding")
        ready = sum(one.coding.state == "finished" for one in people) > 1
        decide = frame.href("documents", sha256, "review", "decide") if editor and ready else ""
        if people:
            yield Case(people[0].href, people[0].title, people[0].lang, people, decide)


def voice_name(frame: Frame, name: str) -> str:
    """A coder, the engine, or the decisions, in words."""
    if name == MACHINE:
        return frame.words("review.machine")
    return frame.words("review.decided") if name == DECIDED else name


def view_figures(frame: Frame, found: Sequence[Figures]) -> tuple[FiguresPart, ...]:
    """The figures, taxonomy by taxonomy."""
    parts = []
    for name, taxonomy in builtin_taxonomies().items():
        rows = tuple(_figures(frame, one) for one in found if one.taxonomy == name)
        if rows:
            parts.append(FiguresPart(name, frame.said(taxonomy.title), rows))
    return tuple(parts)


def _figures(frame: Frame, one: Figures) -> FiguresRow:
    figures = (one.kappa_linear, one.kappa_quadratic, one.alpha_nominal, one.alpha_ordinal)
    cells = [f"{one.share:.0%}", *("–" if value is None else f"{value:.2f}" for value in figures)]
    pair = frame.words("review.pair", a=voice_name(frame, one.a), b=voice_name(frame, one.b))
    return FiguresRow(pair, one.documents, one.items, tuple(cells))


def view_history(frame: Frame, sheet: Sheet, changes: Iterable[Change]) -> Iterator[ChangeView]:
    """The changes of a coding, the newest first."""
    text = TextView(sheet.document)
    for one in reversed(list(changes)):
        when = f"{frame.date(one.at.date())}{frame.words('gap')}{one.at:%H:%M:%S}"
        if one.item == "state":
            state = frame.words("review.state.finished" if one.after.value == "finished" else "review.state.open")
            yield ChangeView(frame.words("review.coding"), when, one.who, "", state, "", "", ())
            continue
        item = Item.parse(one.item)
        yield ChangeView(
            item_words(frame, item),
            when,
            one.who,
            value_words(frame, item, one.before.value) if one.before else "",
            value_words(frame, item, one.after.value),
            one.after.note,
            one.after.who or "",
            tuple(text.quote(each.quote.span) for each in one.after.evidence),
        )


def view_reviewed(frame: Frame, found: Iterable[Reviewed], *, named: bool) -> ReviewedView:
    """What people say beside what the engine does; coders are named only to those who may know them."""
    rows = [(one, _reviewed(frame, one, named=named)) for one in found]
    same = tuple(row for one, row in rows if _as_engine(one))
    return ReviewedView(tuple(row for one, row in rows if not _as_engine(one)), same)


def _as_engine(one: Reviewed) -> bool:
    return one.holds is not None and one.machine is not None and one.holds.same(one.machine)


def _reviewed(frame: Frame, one: Reviewed, *, named: bool) -> ReviewedRow:
    machine = value_words(frame, one.item, one.machine.value) if one.machine else ""
    differs = one.holds is not None and one.machine is not None and not _as_engine(one)
    return ReviewedRow(item_words(frame, one.item), machine, differs, tuple(_voices(frame, one, named=named)))


def _voices(frame: Frame, one: Reviewed, *, named: bool) -> Iterator[VoiceView]:
    """Each different answer once: where it was decided, the decision alone is what people say."""
    told: dict[str, list[Voice]] = {}
    for voice in one.voices[:1] if one.standing == "adjudicated" else one.voices:
        told.setdefault(value_words(frame, one.item, voice.answer.value), []).append(voice)
    for value, members in told.items():
        role = frame.words(f"review.role.{members[0].role}")
        names = frame.words.join([voice.who for voice in members]) if named else ""
        day = frame.date(max(voice.at for voice in members).date())
        yield VoiceView(names, role, day, value, members[0].answer.note, ())


def view_voices(frame: Frame, text: TextView, one: Reviewed) -> Iterator[VoiceView]:
    """Everybody's answer to one judgement with the words that each quotes, the engine's first."""
    if one.machine is not None:
        quotes = tuple(text.quote(each.quote.span) for each in one.machine.evidence)
        yield VoiceView(MACHINE, "machine", "", value_words(frame, one.item, one.machine.value), "", quotes)
    for voice in one.voices:
        if voice.role == "coder":
            quotes = tuple(text.quote(each.quote.span) for each in voice.answer.evidence)
            value = value_words(frame, one.item, voice.answer.value)
            yield VoiceView(voice.who, "coder", frame.date(voice.at.date()), value, voice.answer.note, quotes)
