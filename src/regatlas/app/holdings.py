"""The documents of the store in a list, narrowed; and the codes of their records, a document at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regatlas.app.library import same_language
from regatlas.app.search_facts import COUNTRY, instrument_of
from regatlas.catalog.catalog import Catalog, folded
from regatlas.exchange.json_store import Code, Listed, codes_of
from regatlas.model.judgement import Record
from regatlas.model.taxonomy import Level
from regatlas.store import DocumentEntry, DocumentStore, SearchableDocument


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which documents are meant; what is empty does not matter.

    ``title`` stands in the title or the name of the file, whatever the case and width; ``language`` zh means every
    Chinese; ``jurisdiction`` CN means its cities too.
    """

    title: str = ""
    language: str = ""
    instrument: str = ""
    jurisdiction: str = ""


class HoldingsList:
    """Walks the store in the order of import and never holds more than a page of it."""

    def __init__(self, store: DocumentStore, catalog: Catalog) -> None:
        self._store = store
        self._catalog = catalog
        self._searchable: Mapping[int, SearchableDocument] = {one.id: one for one in store.searchable()}

    def walk(self, after: int, narrow: Narrow, page: int = 200) -> Iterator[tuple[int, Listed]]:
        """The documents whose number in the store is above ``after``, with that number."""
        last = after
        while found := self._store.page(last, page):
            for entry in found:
                listed = self.listed(entry)
                if _fits(listed, narrow):
                    yield entry.id, listed
            last = found[-1].id

    def listed(self, entry: DocumentEntry) -> Listed:
        """A document with its place in the catalog."""
        about = self._searchable.get(entry.id)
        instrument = instrument_of(self._catalog, about) if about else None
        place = instrument.jurisdiction if instrument else COUNTRY.get(about.tradition) if about else None
        return Listed(
            sha256=entry.sha256,
            title=entry.title,
            source=entry.source,
            language=entry.language,
            media_type=entry.media_type,
            quality=entry.quality,
            version=entry.version,
            work=entry.work_id,
            instrument=instrument.id if instrument else None,
            jurisdiction=place,
        )


def _fits(one: Listed, narrow: Narrow) -> bool:
    place = one.jurisdiction or ""
    return (
        (not narrow.title or folded(narrow.title) in folded(f"{one.title or ''} {one.source}"))
        and (not narrow.language or _speaks(one.language, narrow.language))
        and narrow.instrument in ("", one.instrument)
        and (not narrow.jurisdiction or place == narrow.jurisdiction or place.startswith(f"{narrow.jurisdiction}-"))
    )


def _speaks(language: str, wanted: str) -> bool:
    """``zh`` asks for every Chinese, ``zh-Hant`` for that script only."""
    return language.casefold() == wanted.casefold() or (
        "-" not in wanted and same_language(language, wanted.casefold())
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which codes are meant: of which taxonomies (all where none is named), with which level, by which engine."""

    taxonomies: tuple[str, ...] = ()
    category: str = ""
    level: Level | None = None
    engine: str = ""


def walk_codes(
    store: DocumentStore, documents: Iterator[tuple[int, Listed]], wanted: Wanted, start: tuple[int, int] = (0, 0)
) -> Iterator[tuple[tuple[int, int], Code]]:
    """The codes of the latest record of each document, each with its place (document, ordinal) in the whole.

    ``start`` is the place of the last code that is there already: documents before it are to be left out by the
    caller, and of its own document the codes up to it are.
    """
    for number, document in documents:
        record = latest_record(store, document.sha256, wanted.engine)
        if record is None or record.abstained:
            continue
        for ordinal, code in enumerate(codes_of(document, record, wanted.taxonomies), start=1):
            if (number, ordinal) > start and _is_wanted(code, wanted):
                yield (number, ordinal), code


def _is_wanted(code: Code, wanted: Wanted) -> bool:
    return wanted.category in ("", code.category) and wanted.level in (None, code.level)


def latest_record(store: DocumentStore, sha256: str, engine: str = "") -> Record | None:
    """The record of a document that was made last, by an engine where one is named."""
    found = [one for one in store.records(sha256) if engine in ("", one.engine)]
    return found[-1] if found else None
