"""What two texts say of themselves, row by row: the head of a comparison and of a parallel text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regatlas.model.document import Document
from regatlas.pages.dates import write_date
from regatlas.pages.facts import quality_in_words, structure_in_words, title_of
from regatlas.pages.words import Words


@dataclass(frozen=True, slots=True)
class Text:
    """One of the two texts: its title, its language for the ``lang`` of elements, the values of the head's rows."""

    name: str
    title: str
    lang: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The names of the rows, and the two texts."""

    labels: tuple[str, ...]
    texts: tuple[Text, Text]


def head_of(
    documents: tuple[Document, Document], names: tuple[str, str], words: Words, *, roles: tuple[str, str]
) -> Head:
    """The head; ``roles`` are the keys of what the texts are to each other."""
    keys = ("fact.source", "fact.issued", "fact.effective", "fact.language", "fact.provisions", "fact.quality")
    texts = [
        Text(words(role), title_of(document, name), _lang(document), tuple(_values(document, name, words)))
        for document, name, role in zip(documents, names, roles, strict=True)
    ]
    return Head(tuple(words(key) for key in keys), (texts[0], texts[1]))


def _lang(document: Document) -> str:
    return "" if document.language == "und" else document.language


def _values(document: Document, name: str, words: Words) -> Iterator[str]:
    yield name
    dates = document.metadata.dates
    for key in ("issued", "effective"):
        yield write_date(dates[key].value, words.lang) if key in dates else words("fact.unstated")
    yield words.tag("language", document.language)
    yield structure_in_words(document, words)
    yield quality_in_words(document, words)
