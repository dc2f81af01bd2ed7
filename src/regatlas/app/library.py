"""What the store holds for the entries of the catalog, and for one document: its instrument, versions, translations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from regatlas.app.search_facts import instrument_of
from regatlas.catalog.catalog import Catalog
from regatlas.errors import NotKnown
from regatlas.model.document import Document
from regatlas.model.instrument import Instrument
from regatlas.model.judgement import Record
from regatlas.store import DocumentEntry, DocumentStore, SearchableDocument


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of the store with all that is known around it; ``records`` are the oldest first."""

    entry: DocumentEntry
    document: Document
    records: tuple[Record, ...]
    instrument: Instrument | None


def texts_by_instrument(store: DocumentStore, catalog: Catalog) -> dict[str, tuple[SearchableDocument, ...]]:
    """The documents of the store by the id of their instrument, in the order of import."""
    found: defaultdict[str, list[SearchableDocument]] = defaultdict(list)
    for document in store.searchable():
        instrument = instrument_of(catalog, document)
        if instrument is not None:
            found[instrument.id].append(document)
    return {name: tuple(documents) for name, documents in found.items()}


def kept(store: DocumentStore, catalog: Catalog, sha256: str) -> Kept:
    """The document with these bytes. Raises :class:`NotKnown` where the store has none."""
    entry, document = store.entry(sha256), store.document(sha256)
    if entry is None or document is None:
        raise NotKnown("the store has no such document", where=sha256[:64], hint="see the list of documents")
    return Kept(entry, document, store.records(sha256), instrument_of(catalog, _searchable(entry, document)))


def _searchable(entry: DocumentEntry, document: Document) -> SearchableDocument:
    metadata = document.metadata
    return SearchableDocument(
        id=entry.id,
        sha256=entry.sha256,
        title=metadata.title.value if metadata.title else None,
        language=document.language,
        tradition=document.tradition,
        number=metadata.number.value if metadata.number else None,
        effective=metadata.dates["effective"].value if "effective" in metadata.dates else None,
    )


def siblings(store: DocumentStore, catalog: Catalog, found: Kept) -> Iterator[SearchableDocument]:
    """Other documents of the same instrument or work: versions in the same language, translations in others."""
    same_instrument = texts_by_instrument(store, catalog).get(found.instrument.id, ()) if found.instrument else ()
    work = store.work(found.entry.work_id)
    same_work = {one.sha256 for version in (work.versions if work else ()) for one in version.documents}
    wanted = {one.sha256 for one in same_instrument} | same_work
    for document in store.searchable():
        if document.sha256 in wanted and document.sha256 != found.entry.sha256:
            yield document


def same_language(one: str, other: str) -> bool:
    """Whether two tags name the same language, whatever the script."""
    return one.partition("-")[0] == other.partition("-")[0]
