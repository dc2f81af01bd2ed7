"""What a document says of itself, as rows of a page: who issued it, when, on what basis, and what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from regatlas.model.document import Document, Statement
from regatlas.model.judgement import Record
from regatlas.model.taxonomy import Taxonomy
from regatlas.pages.claims import Claim, ClaimBook
from regatlas.pages.dates import write_date
from regatlas.pages.words import Lang, Words

_DATES = ("adopted", "issued", "effective")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact. ``native`` values are words of the text and carry its language; ``note`` qualifies them."""

    text: str
    native: bool = False
    code: bool = False
    note: str = ""
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A row: its label and its values; a fact that the text does not state has none."""

    label: str
    values: tuple[Value, ...]


class Facts:
    """The facts of one document in one language. ``book`` numbers those that the text itself states."""

    def __init__(self, document: Document, words: Words, book: ClaimBook) -> None:
        self._document = document
        self._words = words
        self._book = book

    def of_document(self) -> Iterator[Fact]:
        """What the document states of itself."""
        metadata, words = self._document.metadata, self._words
        yield self._fact("fact.title", [metadata.title] if metadata.title else [])
        yield self._fact("fact.issuers", metadata.issuers)
        yield self._fact("fact.number", [metadata.number] if metadata.number else [])
        yield from self._dates()
        yield self._fact("fact.legal-basis", metadata.legal_basis)
        yield Fact(words("fact.language"), (Value(words.tag("language", self._document.language)),))

    def of_reading(self, source_name: str) -> Iterator[Fact]:
        """How the file was read."""
        words, source = self._words, self._document.source
        size = words("fact.bytes", n=source.size)
        kind = words("comma").join(part for part in (source.media_type, source.encoding, size) if part)
        yield Fact(words("fact.source"), (Value(source_name, note=kind),))
        yield Fact(words("fact.tradition"), (Value(words.tag("tradition", self._document.tradition)),))
        yield Fact(words("fact.provisions"), (Value(structure_in_words(self._document, words)),))
        yield Fact(words("fact.quality"), (Value(quality_in_words(self._document, words)),))
        yield Fact(words("fact.sha256"), (Value(source.sha256, code=True),))

    def of_run(self, record: Record, taxonomies: Mapping[str, Taxonomy]) -> Iterator[Fact]:
        """What the record was made with."""
        words = self._words
        yield Fact(words("fact.engine"), (Value(record.engine, code=True),))
        yield Fact(words("fact.manifest"), (Value(record.manifest, code=True),))
        names = (_taxonomy_name(taxonomies.get(key), key, words.lang) for key in record.taxonomies)
        versions = zip(names, record.taxonomies.values(), strict=True)
        used = tuple(Value(words("fact.version", name=name, version=version)) for name, version in versions)
        yield Fact(words("fact.taxonomies"), used)

    def _dates(self) -> Iterator[Fact]:
        dates, otherwise = self._document.metadata.dates, self._document.metadata.otherwise
        known = [key for key in _DATES if key in dates or key != "adopted"]
        for key in (*known, *(key for key in dates if key not in _DATES)):
            label = f"fact.{key}" if key in _DATES else "fact.date"
            stated = [dates[key]] if key in dates else []
            values = [self._value(label, statement, date=True, key=key) for statement in stated]
            if key in otherwise:
                said = self._value(label, otherwise[key], date=True, key=key)
                values.append(replace(said, note=self._words("fact.otherwise")))
            yield Fact(self._words(label, key=key), tuple(values))

    def _fact(self, key: str, statements: Iterable[Statement]) -> Fact:
        return Fact(self._words(key), tuple(self._value(key, statement) for statement in statements))

    def _value(self, label: str, statement: Statement, *, date: bool = False, key: str = "") -> Value:
        words = self._words
        text = write_date(statement.value, words.lang) if date else statement.value
        note = words("fact.front-matter") if statement.origin == "front-matter" else ""
        claim = None
        if statement.evidence:
            claim = self._book.add(words("gloss.fact"), words(label, key=key), statement.evidence)
        return Value(text, native=not date, note=note, claim=claim)


def title_of(document: Document, source_name: str) -> str:
    """The title that the text gives itself, else the name of the file."""
    title = document.metadata.title
    return title.value if title is not None and title.value.strip() else source_name


def quality_in_words(document: Document, words: Words) -> str:
    """The quality of the reading, as *good (0.99)*."""
    quality = document.source.quality
    return words(f"quality.{quality.status}", score=f"{quality.score:.2f}")


def structure_in_words(document: Document, words: Words) -> str:
    """How many provisions there are, and how many of them are articles."""
    articles = sum(provision.kind == "article" for provision in document.provisions)
    parts = [words("fact.articles.count", n=articles)] if articles else []
    return words.join([*parts, words("fact.provisions.count", n=len(document.provisions))])


def _taxonomy_name(taxonomy: Taxonomy | None, key: str, lang: Lang) -> str:
    return getattr(taxonomy.title, lang) if taxonomy is not None else key
