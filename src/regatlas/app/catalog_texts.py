"""The catalog held to the primary texts, where they are at hand.

A text counts as at hand where an expression names its file in ``corpus`` (or its number in ``agora``) and the file lies
below the folder of texts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from regatlas.app.inputs import limits_from_environment, load_document
from regatlas.catalog.catalog import Catalog, folded
from regatlas.catalog.checks.walking import citations
from regatlas.catalog.citations import cited_expression
from regatlas.catalog.entries import Authored, Reading
from regatlas.catalog.validation import TextsReport
from regatlas.catalog.yaml_source import Location
from regatlas.errors import InputError
from regatlas.model.document import Document
from regatlas.model.instrument import Expression, Instrument
from regatlas.model.obligation import Obligation

FOLDER = "REGATLAS_CORPUS"
_CITED_BY = ("art", "measure")
_HINT = "compare with the text"
Complaint = tuple[Location, str]


def texts_folder() -> Path | None:
    """The folder of primary texts: ``REGATLAS_CORPUS``, else ``../shared/corpus``; None where there is none."""
    folder = Path(os.environ.get(FOLDER) or Path("..") / "shared" / "corpus")
    return folder if folder.is_dir() else None


@dataclass(frozen=True)
class Text:
    """A primary text: its document, and whether it is the original, whose paragraphs and points count."""

    document: Document
    original: bool

    @cached_property
    def places(self) -> frozenset[str]:
        """The ids of its provisions as citations give them: from the article on, and whole."""
        return frozenset(name for one in self.document.provisions for name in (one.eid, below_chapters(one.eid)))

    @cached_property
    def articles(self) -> list[str]:
        """The ids of its articles, or of its numbered measures where it has no articles."""
        ids = dict.fromkeys(below_chapters(one.eid) for one in self.document.provisions)
        for kind in _CITED_BY:
            found = [name for name in ids if name.startswith(f"{kind}_") and "__" not in name]
            if found:
                return found
        return []

    def has(self, provision: str) -> bool:
        """Whether a cited provision stands in the text; of a translation, whether its article does."""
        return (provision if self.original else provision.split("__", maxsplit=1)[0]) in self.places


def below_chapters(eid: str) -> str:
    """The id without the chapters and sections above the article: ``chp_1__art_2__para_3`` is ``art_2__para_3``."""
    steps = eid.split("__")
    start = next((n for n, step in enumerate(steps) if step.partition("_")[0] in _CITED_BY), 0)
    return "__".join(steps[start:])


def check_texts(reading: Reading, catalog: Catalog, folder: Path | None) -> TextsReport:
    """Add to the reading what the texts contradict: articles, dates, titles, and citations that lead nowhere."""
    if folder is None:
        return TextsReport(None)
    texts: dict[tuple[str, str], Text] = {}
    named = 0
    for entry in reading.of("instruments"):
        if isinstance(entry.model, Instrument):
            instrument = catalog.instrument[entry.model.id]
            for number, expression in enumerate(instrument.expressions):
                named += bool(expression.corpus or expression.agora)
                text = _text(reading, entry, number, expression, folder)
                if text is not None:
                    texts[instrument.id, expression.id] = text
                    _complain(reading, entry, ("expressions", number), _compared(instrument, expression, text))
    for entry in reading.entries:
        _complain(reading, entry, (), _cited(entry, catalog, texts))
    return TextsReport(folder.as_posix(), len(texts), named)


def _complain(reading: Reading, entry: Authored, at: Location, complaints: Iterator[Complaint]) -> None:
    for place, what in complaints:
        reading.complain(entry.file, (*entry.at, *at, *place), what, _HINT)


def _text(reading: Reading, entry: Authored, number: int, expression: Expression, folder: Path) -> Text | None:
    name = expression.corpus or (f"agora/fulltext/{expression.agora}.txt" if expression.agora else None)
    if name is None:
        return None
    try:
        return Text(load_document(folder / name, limits_from_environment()), bool(expression.corpus))
    except InputError as error:
        at = ("expressions", number, "corpus" if expression.corpus else "agora")
        reading.complain(entry.file, at, f"the text cannot be read ({error.what})", "correct the name of the file")
        return None


def _compared(instrument: Instrument, expression: Expression, text: Text) -> Iterator[Complaint]:
    count = len(text.articles)
    if expression.articles and count and count != expression.articles:
        yield ("articles",), f"{instrument.id} {expression.id} has {expression.articles} articles, its text {count}"
    for article in expression.digest:
        if text.articles and not text.has(article.provision):
            yield (), f"the digest of {instrument.id} {expression.id} has {article.provision}, its text has not"
    if text.original:
        yield from _dates(instrument, expression, text.document)
        yield from _title(instrument, expression, text.document)


def _dates(instrument: Instrument, expression: Expression, document: Document) -> Iterator[Complaint]:
    """The dates that the text states of itself, against those of the expression and the instrument."""
    effective = document.metadata.dates.get("effective")
    if effective and expression.effective and effective.value != expression.effective:
        yield ("effective",), f"in force on {expression.effective}, and on {effective.value} by the text"
    own = {statement.date for kind, statement in instrument.dates.items() if kind != "effective"} | {expression.date}
    for kind in ("adopted", "issued"):
        stated = document.metadata.dates.get(kind)
        if stated and stated.value not in own:
            yield ("date",), f"{kind} on {stated.value} by the text, a date that the catalog does not have"


def _title(instrument: Instrument, expression: Expression, document: Document) -> Iterator[Complaint]:
    stated = document.metadata.title
    title = folded(instrument.title.zh)
    if stated and expression.stage == "final" and title not in folded(stated.value):
        yield ("corpus",), f"the text is titled {stated.value!r}, the instrument {instrument.title.zh!r}"


def _cited(entry: Authored, catalog: Catalog, texts: dict[tuple[str, str], Text]) -> Iterator[Complaint]:
    day = entry.model.since if isinstance(entry.model, Obligation) else None
    for at, citation in citations(entry.value):
        instrument = catalog.instrument.get(citation.instrument)
        expression = cited_expression(instrument, citation, day) if instrument else None
        text = texts.get((citation.instrument, expression.id)) if expression else None
        if expression and text and text.articles and not text.has(citation.provision):
            what = f"the text of {citation.instrument} {expression.id} has no {citation.provision}"
            yield (*at, "provision"), what
