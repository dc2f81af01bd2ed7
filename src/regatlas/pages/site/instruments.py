"""The list of instruments, and the page of one: what is known of it, where it says so, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from regatlas.app.related import Kin
from regatlas.catalog.catalog import disputed, expression_in_force, in_force, status_on
from regatlas.model.chronicle import Claim, Commitment, Event
from regatlas.model.instrument import ArticleDigest, Expression, Instrument, Relation
from regatlas.model.obligation import Obligation
from regatlas.model.sourcing import first_day
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.home import Notice
from regatlas.pages.site.instrument_facts import Strip, news, status_charts, strips
from regatlas.pages.site.related import Relative, relatives
from regatlas.store import SearchableDocument
from regatlas.store.coverage import Covered

Texts = dict[str, tuple[SearchableDocument, ...]]
_DATES = ("drafted", "adopted", "issued", "published", "effective", "amended", "repealed")


@dataclass(frozen=True, slots=True)
class Line:
    """An instrument in the list."""

    instrument: Instrument
    status: str
    issued: str
    effective: str
    duties: int
    texts: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change of status; ``when`` is past, now or future."""

    date: str
    status: str
    note: str
    when: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another instrument and how this one stands to it. ``why`` names the provision and the reason."""

    kind: str
    title: str
    href: str
    why: str
    incoming: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A version with the texts of the store that may be it, and whether it is the one in force."""

    expression: Expression
    current: bool


@dataclass(frozen=True, slots=True)
class Article:
    """What an article does; ``href`` leads to its text where the store has it."""

    citation: str
    digest: ArticleDigest
    href: str
    duties: tuple[Obligation, ...]


@dataclass(frozen=True)
class InstrumentView:
    """Everything that the page of an instrument shows."""

    instrument: Instrument
    status: str
    history: tuple[Change, ...]
    dates: tuple[str, ...]
    versions: tuple[Version, ...]
    digested: Expression | None
    articles: tuple[Article, ...]
    related: tuple[Related, ...]
    obligations: tuple[Obligation, ...]
    events: tuple[Notice, ...]
    commitments: tuple[Commitment, ...]
    claims: tuple[Claim, ...]
    texts: tuple[SearchableDocument, ...]
    news: tuple[Notice, ...]
    charts: tuple[Markup, ...]
    strips: tuple[Strip, ...]
    kin: tuple[Relative, ...]


def list_instruments(frame: Frame, found: Iterable[Instrument], texts: Texts) -> tuple[Line, ...]:
    """The list, the latest first."""
    lines = [_line(frame, instrument, texts) for instrument in found]
    return tuple(sorted(lines, key=lambda line: _issued(line.instrument), reverse=True))


def _issued(instrument: Instrument) -> str:
    statement = instrument.dates.get("issued") or instrument.dates.get("published")
    return statement.date if statement else min((each.date for each in instrument.dates.values()), default="")


def _line(frame: Frame, instrument: Instrument, texts: Texts) -> Line:
    effective = instrument.dates.get("effective")
    return Line(
        instrument=instrument,
        status=status_on(instrument, frame.today) or "",
        issued=frame.date(_issued(instrument)),
        effective=frame.date(effective.date) if effective else "",
        duties=len(frame.catalog.obligations_of(instrument.id)),
        texts=len(texts.get(instrument.id, ())),
    )


def view_instrument(
    frame: Frame,
    instrument: Instrument,
    texts: tuple[SearchableDocument, ...],
    covered: Mapping[int, Iterable[Covered]],
    kin: Iterable[Kin],
) -> InstrumentView:
    """The page of an instrument; ``texts`` are those of the store, ``covered`` what documents cover by their ids."""
    catalog = frame.catalog
    digested = _digested(frame, instrument)
    return InstrumentView(
        instrument=instrument,
        status=status_on(instrument, frame.today) or "",
        history=tuple(_history(frame, instrument)),
        dates=tuple(kind for kind in _DATES if kind in instrument.dates),
        versions=tuple(Version(one, in_force(one, frame.today)) for one in instrument.expressions),
        digested=digested,
        articles=tuple(_articles(frame, instrument, digested, texts)) if digested else (),
        related=tuple(_related(frame, instrument)),
        obligations=catalog.obligations_of(instrument.id),
        events=tuple(_event(frame, event) for event in catalog.events_of(instrument.id)),
        commitments=catalog.commitments_of(instrument.id),
        claims=catalog.claims_about(instrument.id),
        texts=texts,
        news=news(frame, instrument),
        charts=status_charts(frame, instrument),
        strips=strips(frame, texts, covered),
        kin=relatives(frame, kin, instrument.id),
    )


def _history(frame: Frame, instrument: Instrument) -> Iterator[Change]:
    past = [change for change in instrument.history if first_day(change.since) <= frame.today]
    current = past[-1] if past else None
    for change in instrument.history:
        future = first_day(change.since) > frame.today
        when = "future" if future else "now" if change is current else "past"
        yield Change(frame.date(change.since), change.status, frame.said(change.note), when)


def _digested(frame: Frame, instrument: Instrument) -> Expression | None:
    then = expression_in_force(instrument, frame.today)
    last = next((one for one in reversed(instrument.expressions) if one.digest), None)
    return then if then is not None and then.digest else last


def _articles(
    frame: Frame, instrument: Instrument, expression: Expression, texts: tuple[SearchableDocument, ...]
) -> Iterator[Article]:
    duties: dict[str, list[Obligation]] = {}
    for obligation in frame.catalog.obligations_of(instrument.id):
        for article in {c.provision.partition("__")[0] for c in obligation.citations if c.instrument == instrument.id}:
            duties.setdefault(article, []).append(obligation)
    for digest in expression.digest:
        yield Article(
            citation=frame.provision(digest.provision),
            digest=digest,
            href=text_href(frame, digest.provision, texts),
            duties=tuple(duties.get(digest.provision, ())),
        )


def text_href(frame: Frame, provision: str, texts: tuple[SearchableDocument, ...]) -> str:
    """Where the store has the text of a provision: the latest text of the instrument, the reader's language first."""
    if not texts:
        return ""
    own = [text for text in texts if text.language.startswith(frame.lang)] or list(texts)
    return frame.href("documents", own[-1].sha256, "at", provision)


def _related(frame: Frame, instrument: Instrument) -> Iterator[Related]:
    catalog, words = frame.catalog, frame.words
    for relation in instrument.relations:
        target = catalog.instrument.get(relation.target)
        title = frame.instrument(target.id) if target else frame.said(relation.outside) or relation.target
        href = frame.href("instruments", target.id) if target else ""
        kind = words(f"catalog.relation.{relation.kind}")
        yield Related(kind, title, href, _why(frame, relation), incoming=False)
    for other, relation in catalog.relations_to(instrument.id):
        kind = words(f"catalog.relation.{relation.kind}.from")
        title, href = frame.instrument(other.id), frame.href("instruments", other.id)
        yield Related(kind, title, href, _why(frame, relation), incoming=True)


def _why(frame: Frame, relation: Relation) -> str:
    parts = [frame.provision(relation.provision)] if relation.provision else []
    if relation.note:
        parts.append(frame.said(relation.note))
    return frame.words("semicolon").join(parts)


def _event(frame: Frame, event: Event) -> Notice:
    return Notice(
        frame.date(event.date),
        frame.said(event.title),
        frame.said(event.summary),
        disputed=disputed(frame.catalog, event),
    )
