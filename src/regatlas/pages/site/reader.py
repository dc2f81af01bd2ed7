"""The reader: a text with its contents on the left and the evidence of its record in the margin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regatlas.app.library import Kept, same_language
from regatlas.app.related import Kin
from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.model.document import Document, Provision
from regatlas.model.judgement import Record
from regatlas.pages.claims import Claim
from regatlas.pages.coverage import RISK_TAXONOMY
from regatlas.pages.facts import title_of
from regatlas.pages.fulltext import Event, full_text
from regatlas.pages.record import Domain, RecordView, domains, notices_of_reading, text_language, view_record
from regatlas.pages.site.evidence import Categories, Shown, categories, claim_shown, shown
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.related import Relative, relatives
from regatlas.store import SearchableDocument

DIVISIONS = frozenset({"part", "title-division", "division", "subtitle", "chapter", "subchapter", "annex"})
_LISTED = DIVISIONS | {"section"}
_SMALL = frozenset({"article", "measure"})
_CITED = DIVISIONS | _SMALL | {"section", "recital"}
EVIDENCE = ("risk", "all", "none")
_HEADING = 60


@dataclass
class Entry:
    """A line of the contents, and what stands under it; ``small`` ones stand beside each other."""

    eid: str
    citation: str
    label: str
    heading: str
    small: bool
    under: list[Entry]


@dataclass(frozen=True, slots=True)
class Related:
    """Another text of the same instrument: its page, and the page that sets both side by side."""

    href: str
    beside: str
    title: str
    lang: str
    about: str
    translation: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A way of showing the evidence."""

    href: str
    label: str
    current: bool


@dataclass(frozen=True)
class ReaderView:
    """Everything that the reader shows."""

    sha256: str
    title: str
    lang: str
    tradition: str
    facts: tuple[str, ...]
    notices: tuple[str, ...]
    contents: tuple[Entry, ...]
    events: Iterator[Event]
    cited: dict[str, str]
    domains: tuple[Domain, ...]
    record: str
    choices: tuple[Choice, ...]
    categories: Categories
    shown: Shown | None
    related: tuple[Related, ...]
    instrument: str
    instrument_href: str
    kin: tuple[Relative, ...]


def view_reader(
    frame: Frame,
    found: Kept,
    others: list[SearchableDocument],
    evidence: str,
    show: str = "",
    kin: Iterable[Kin] = (),
) -> ReaderView:
    """The reader. ``evidence`` is one of :data:`EVIDENCE`; without a record there is none to show.

    ``show`` names one category as ``taxonomy:code``: then only its quotes are marked.
    """
    document, words = found.document, frame.words
    record = found.records[-1] if found.records else None
    view = record_view(frame, found, record) if record else None
    alone = claim_shown(view, show) if view and show else None
    claims = [alone] if alone else list(_claims(view, evidence)) if view and not show else []
    return ReaderView(
        sha256=found.entry.sha256,
        title=title_of(document, found.entry.source),
        lang=text_language(document),
        tradition=document.tradition,
        facts=tuple(_facts(frame, document)),
        notices=tuple(notices_of_reading(document, words)),
        contents=tuple(contents(document)),
        events=full_text(document, claims),
        cited=citations(frame, document, title_of(document, found.entry.source)),
        domains=domains(builtin_taxonomies().get(RISK_TAXONOMY), frame.lang) if claims and not show else (),
        record=frame.href("documents", found.entry.sha256, "record") if record else "",
        choices=tuple(_choices(frame, found, "" if show else evidence)) if record else (),
        categories=categories(view) if view else (),
        shown=shown(frame, document, view, show) if view and show else None,
        related=tuple(_related(frame, found, others)),
        instrument=frame.instrument(found.instrument.id) if found.instrument else "",
        instrument_href=frame.href("instruments", found.instrument.id) if found.instrument else "",
        kin=relatives(frame, kin, found.entry.sha256),
    )


def record_view(frame: Frame, found: Kept, record: Record) -> RecordView:
    """The record in words, with the anchors that the reader links to."""
    known = {name: one for name, one in builtin_taxonomies().items() if name in record.taxonomies}
    return view_record(found.document, record, source_name=found.entry.source, taxonomies=known, words=frame.words)


def _claims(view: RecordView, evidence: str) -> Iterator[Claim]:
    for claim in view.claims if evidence != "none" else ():
        if evidence == "all" or claim.tint:
            yield claim


def _choices(frame: Frame, found: Kept, evidence: str) -> Iterator[Choice]:
    for name in EVIDENCE:
        asked = "" if name == EVIDENCE[0] else name
        href = frame.href("documents", found.entry.sha256, evidence=asked)
        yield Choice(href, frame.words(f"site.reader.evidence.{name}"), name == evidence)


def _facts(frame: Frame, document: Document) -> Iterator[str]:
    words, metadata = frame.words, document.metadata
    if metadata.issuers:
        yield words.join([issuer.value for issuer in metadata.issuers])
    if metadata.number:
        yield metadata.number.value
    for key in ("issued", "effective"):
        if key in metadata.dates:
            yield words(f"site.reader.{key}", date=frame.date(metadata.dates[key].value))
    yield frame.language(document.language)


def contents(document: Document) -> Iterator[Entry]:
    """The divisions of the text, and under each its articles."""
    entries: dict[str, Entry] = {}
    for provision in document.provisions:
        if provision.kind not in _LISTED | _SMALL or not (provision.citation or provision.heading):
            continue
        above = _above(document, provision, entries)
        entry = Entry(
            eid=provision.eid,
            citation=provision.citation or "",
            label=_label(provision, above),
            heading=_short(provision.heading or "") if provision.citation else "",
            small=provision.kind in _SMALL and not provision.heading,
            under=[],
        )
        entries[provision.eid] = entry
        if above is None:
            yield entry
        else:
            above.under.append(entry)


def _above(document: Document, provision: Provision, entries: dict[str, Entry]) -> Entry | None:
    parent = provision.parent
    while parent is not None and parent not in entries:
        parent = document.by_eid[parent].parent
    return entries[parent] if parent is not None else None


def _label(provision: Provision, above: Entry | None) -> str:
    """The citation, without that of the division under whose heading it stands."""
    if not provision.citation:
        return _short(provision.heading or "")
    return provision.citation.removeprefix(above.citation) if above else provision.citation


def _short(heading: str) -> str:
    line = " ".join(heading.split())
    return line if len(line) <= _HEADING else line[: _HEADING - 1] + "…"


def citations(frame: Frame, document: Document, title: str) -> dict[str, str]:
    """By eid, what to write for an article, division or recital: its citation with the title, and its address."""
    page = f"{frame.base_url}{frame.href('documents', document.source.sha256)}"
    bracketed = f"《{title.strip('《》')}》" if document.language.startswith("zh") else f"{title}, "
    return {
        provision.eid: f"{bracketed}{provision.citation} {page}#{provision.eid}"
        for provision in document.provisions
        if provision.kind in _CITED and provision.citation
    }


def _related(frame: Frame, found: Kept, others: list[SearchableDocument]) -> Iterator[Related]:
    for other in others:
        same = same_language(other.language, found.document.language)
        room = ("compare",) if same else ("documents", found.entry.sha256, "beside", other.sha256)
        yield Related(
            href=frame.href("documents", other.sha256),
            beside=frame.href("compare", before=found.entry.sha256, after=other.sha256) if same else frame.href(*room),
            title=other.title or other.sha256[:12],
            lang="" if other.language == "und" else other.language,
            about=frame.language(other.language),
            translation=not same,
        )
