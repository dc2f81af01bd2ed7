"""How entries of the catalog are told on pages: in which language, with which dates, and by which sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regatlas.catalog.catalog import Catalog
from regatlas.model.sourcing import SourceReference
from regatlas.model.taxonomy import Bilingual
from regatlas.pages.dates import write_date
from regatlas.pages.provisions import instrument_name
from regatlas.pages.words import HTML_LANG, Words


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source in words. ``href`` is empty where it has no address on the web, ``note`` tells how far to trust it."""

    name: str
    href: str
    note: str


class Telling:
    """Puts what the catalog says into one language."""

    def __init__(self, catalog: Catalog, words: Words) -> None:
        self.catalog = catalog
        self.words = words
        self.other_lang = HTML_LANG["en" if words.lang == "zh" else "zh"]

    def said(self, both: Bilingual) -> str:
        """The words of the page's language."""
        return both.zh if self.words.lang == "zh" else both.en

    def other(self, both: Bilingual) -> str:
        """The same in the other language."""
        return both.en if self.words.lang == "zh" else both.zh

    def date(self, day: str | date) -> str:
        """A date written out."""
        return write_date(day if isinstance(day, str) else day.isoformat(), self.words.lang)

    def status(self, status: str | None) -> str:
        """A status in words; nothing where there is none."""
        return self.words.tag("catalog.status", status) if status else ""

    def place(self, code: str) -> str:
        """The name of a jurisdiction."""
        return self.words.tag("place", code)

    def instrument(self, name: str) -> str:
        """The short title of an instrument of the catalog."""
        return instrument_name(self.catalog, name, self.words.lang)

    def agency(self, name: str, *, short: bool = False) -> str:
        """The name of an agency, its id where the catalog has none."""
        agency = self.catalog.agency.get(name)
        if agency is None:
            return name
        return self.said((short and agency.short_name) or agency.name)

    def agencies(self, names: Iterable[str], *, short: bool = False) -> str:
        """Agencies in a row."""
        return self.words.join([self.agency(name, short=short) for name in names])

    def sources(self, sources: Iterable[SourceReference]) -> tuple[SourceView, ...]:
        """Sources in words, each once."""
        return tuple(dict.fromkeys(self.source(source) for source in sources))

    def source(self, source: SourceReference) -> SourceView:
        """A source in words: who says it, under which title, and how far we trust it."""
        words = self.words
        name = self.said(source.publisher)
        if source.title:
            name = f"{name}{words('colon')}{self.said(source.title)}"
        notes = [words("dossier.official")] if source.official else []
        notes += [words("dossier.held")] if source.corpus and not source.url else []
        notes += [words("dossier.compared")] if source.verified else []
        address = source.url or ""
        return SourceView(name, address if address.startswith(("https://", "http://")) else "", words.join(notes))


def anchor(kind: str, name: str) -> str:
    """The id of an entry on a page: ``i-cn-pipl``."""
    return f"{kind}-{name.replace('/', '-')}"
