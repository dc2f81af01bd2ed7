"""What is set side by side: instruments of the catalog and texts of the store, with the records that speak of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regatlas.app.library import kept, texts_by_instrument
from regatlas.catalog.catalog import Catalog
from regatlas.errors import BadArgument, NotKnown
from regatlas.model.document import Document
from regatlas.model.instrument import Instrument
from regatlas.model.judgement import Record
from regatlas.store import DocumentEntry, DocumentStore, SearchableDocument

FEWEST, MOST = 2, 5
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Subject:
    """An instrument, a text, or both. ``key`` is what was asked for: the id of the one or the sha256 of the other.

    ``record`` is the latest of the text that is not an abstention; without one nothing can be said under a taxonomy.
    """

    key: str
    instrument: Instrument | None
    entry: DocumentEntry | None
    document: Document | None
    record: Record | None


def subjects(store: DocumentStore, catalog: Catalog, names: Sequence[str], language: str) -> tuple[Subject, ...]:
    """The subjects by ids of instruments and sha256 of texts, each once, in the order given.

    Of an instrument the text in ``language`` is taken where there is one with a record, else the latest with one.
    Raises :class:`BadArgument` for more than :data:`MOST`, and :class:`NotKnown`.
    """
    wanted = list(dict.fromkeys(names))
    if len(wanted) > MOST:
        raise BadArgument("too many were chosen", where=f"{len(wanted)}", hint=f"set at most {MOST} side by side")
    texts = texts_by_instrument(store, catalog)
    return tuple(_subject(store, catalog, name, texts.get(name, ()), language) for name in wanted)


def _subject(
    store: DocumentStore, catalog: Catalog, name: str, texts: Sequence[SearchableDocument], language: str
) -> Subject:
    if _SHA256.fullmatch(name):
        return _of_text(store, catalog, name, name)
    instrument = catalog.instrument.get(name)
    if instrument is None:
        near = [one for one in catalog.nearest(name) if one in catalog.instrument]
        hint = f"perhaps {', '.join(near)}" if near else "see the list of instruments"
        raise NotKnown("the catalog has no such instrument", where=name[:80], hint=hint)
    judged = [_of_text(store, catalog, name, text.sha256) for text in _preferred(texts, language)]
    found = next((one for one in judged if one.record), next(iter(judged), None))
    return Subject(name, instrument, None, None, None) if found is None else found


def _preferred(texts: Sequence[SearchableDocument], language: str) -> Iterator[SearchableDocument]:
    """The latest first, those in the language before all others."""
    latest = list(reversed(texts))
    yield from (one for one in latest if one.language.startswith(language))
    yield from (one for one in latest if not one.language.startswith(language))


def _of_text(store: DocumentStore, catalog: Catalog, key: str, sha256: str) -> Subject:
    found = kept(store, catalog, sha256)
    record = next((one for one in reversed(found.records) if one.abstained is None), None)
    return Subject(key, found.instrument, found.entry, found.document, record)
