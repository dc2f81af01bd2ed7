"""The record of one text as a page that stands alone: claims with their quotes, then the whole text with the claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.model.taxonomy import Taxonomy
from regatlas.pages.claims import Claim, ClaimBook, quotes_of
from regatlas.pages.coverage import RISK_TAXONOMY, TaxonomyView, coverage_views, risk_tint
from regatlas.pages.facts import Fact, Facts, title_of
from regatlas.pages.fulltext import full_text
from regatlas.pages.people import Party, Role, parties, roles
from regatlas.pages.template import render_page
from regatlas.pages.words import Lang, Words


@dataclass(frozen=True, slots=True)
class Status:
    """Whether the text binds, in words."""

    text: str
    explained: str
    confidence: str
    rationale: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the summary and the claim that leads to it."""

    text: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Domain:
    """A risk domain and the number of its tint."""

    tint: int
    title: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """Everything that a page or a terminal shows of a record, in one language and in the order of reading."""

    title: str
    notices: tuple[str, ...]
    facts: tuple[Fact, ...]
    reading: tuple[Fact, ...]
    run: tuple[Fact, ...]
    status: Status
    summary: tuple[Sentence, ...]
    judged: bool
    coverage: tuple[TaxonomyView, ...]
    roles: tuple[Role, ...]
    parties: tuple[Party, ...]
    places: tuple[Claim, ...]
    claims: tuple[Claim, ...]


def render_record(
    document: Document,
    record: Record,
    *,
    source_name: str,
    taxonomies: Mapping[str, Taxonomy],
    lang: Lang,
) -> str:
    """The record as one HTML file that needs no other: no script, no font, no picture, no request.

    Raises :class:`regatlas.errors.EvidenceError` where a quote of the record does not stand in the document.
    """
    words = Words(lang)
    view = view_record(document, record, source_name=source_name, taxonomies=taxonomies, words=words)
    return render_page(
        "record.html.j2",
        words,
        view=view,
        source_name=source_name,
        text_lang=text_language(document),
        tradition=document.tradition,
        domains=domains(taxonomies.get(RISK_TAXONOMY), lang),
        events=full_text(document, list(view.claims)),
    )


def view_record(
    document: Document, record: Record, *, source_name: str, taxonomies: Mapping[str, Taxonomy], words: Words
) -> RecordView:
    """The record in words, every quote checked and numbered."""
    book = ClaimBook(document)
    facts = Facts(document, words, book)
    return RecordView(
        title=title_of(document, source_name),
        notices=tuple(notices(document, record, words)),
        status=_status(record, words, book),
        facts=tuple(facts.of_document()),
        reading=tuple(facts.of_reading(source_name)),
        run=tuple(facts.of_run(record, taxonomies)),
        summary=tuple(_summary(record, words, book)),
        judged=record.abstained is None,
        coverage=tuple(coverage_views(record, taxonomies, words, book)) if record.abstained is None else (),
        roles=tuple(roles(record, words, book)),
        parties=parties(record, words, book),
        places=tuple(_places(record, words, book)),
        claims=tuple(book.claims),
    )


def text_language(document: Document) -> str:
    """The ``lang`` of the text's elements; empty, as HTML has it, where the language is unknown."""
    return "" if document.language == "und" else document.language


def notices(document: Document, record: Record, words: Words) -> Iterator[str]:
    """What must be said before anything else: no judgement, a bad reading, a machine at work (always the last)."""
    if record.abstained is not None:
        reason = words.reasons(record.abstained)
        yield words("notice.abstained", reason=reason) + words("gap") + words("notice.abstained.more")
    yield from notices_of_reading(document, words, said=record.abstained or "")
    if record.withheld:
        yield words("notice.withheld", reasons=_withheld(record, words))
    yield words("notice.machine", engine=record.engine)


def _withheld(record: Record, words: Words) -> str:
    """How much was withheld, by reason, in the order of the first of each."""
    counts: Counter[str] = Counter()
    for one in record.withheld:
        counts[one.reason] += one.count
    return words("semicolon").join(words(f"withheld.{reason}", n=count) for reason, count in counts.items())


def notices_of_reading(document: Document, words: Words, *, said: str = "") -> Iterator[str]:
    """What the reader says of the text, unless it is in ``said``, with a warning where the text was read badly."""
    quality = document.source.quality
    reasons = [words.reasons(reason) for reason in quality.reasons if reason not in said]
    if quality.status != "ok":
        yield words("gap").join([words(f"notice.{quality.status}", score=f"{quality.score:.2f}"), *reasons])
    elif reasons:
        yield words("gap").join(reasons)


def _status(record: Record, words: Words, book: ClaimBook) -> Status:
    status = record.legal_status
    key = f"status.{status.value or 'abstained'}"
    claim = book.add(words("gloss.legal-status"), words(key), quotes_of(status.evidence))
    confidence = words("confidence", value=f"{status.confidence:.2f}") if status.value else ""
    rationale: str = getattr(record.rationales.get("legal-status"), words.lang, "")
    return Status(words(key), words(f"{key}.long"), confidence, rationale, claim)


def _summary(record: Record, words: Words, book: ClaimBook) -> Iterator[Sentence]:
    for number, sentence in enumerate(record.summary, start=1):
        label = words("gloss.summary.item", n=number)
        yield Sentence(sentence.text, book.add(words("gloss.summary"), label, quotes_of(sentence.evidence)))


def _places(record: Record, words: Words, book: ClaimBook) -> Iterator[Claim]:
    for place in record.places:
        yield book.add(words("gloss.place"), place.name, quotes_of(place.evidence))


def domains(taxonomy: Taxonomy | None, lang: Lang) -> tuple[Domain, ...]:
    """The risk domains for the legend; empty without that taxonomy or without groups."""
    found: dict[int, Domain] = {}
    for category in taxonomy.categories if taxonomy else ():
        tint = risk_tint(category.code)
        if tint and category.group:
            found.setdefault(tint, Domain(tint, getattr(category.group, lang)))
    return tuple(found.values())
