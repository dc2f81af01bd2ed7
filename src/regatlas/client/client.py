"""``Client``: every part of the interface as a method that returns types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeVar
from urllib.parse import quote

import httpx

from regatlas.client.answers import catalog, checks, comparisons, imports, reference
from regatlas.client.answers import documents as kept
from regatlas.client.answers.base import Answer
from regatlas.client.transport import Patience, Query, Transport
from regatlas.model.taxonomy import Level

A = TypeVar("A", bound=Answer)
Profile = Mapping[str, Any]
_PAGE = 200


class Client:
    """One server; use it as a context manager, or close it.

    ``base_url`` is the address of its first page. ``token`` is one that an account has made there; it goes over https
    only, or to this machine. Lists are iterators that fetch a page when it is needed. All methods raise what the
    server tells as the class of :mod:`regatlas.errors` with that code, and :class:`regatlas.errors.ServerError` where
    it cannot be reached.
    """

    def __init__(
        self,
        base_url: str,
        token: str | None = None,
        *,
        patience: Patience | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.raw = Transport(base_url, token, patience or Patience(), transport=transport)
        """The same as JSON, for programs that pass it on."""

    def close(self) -> None:
        """Close the connections."""
        self.raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _one(self, model: type[A], path: str, **query: str | int | bool | Sequence[str] | None) -> A:
        return model.model_validate(self.raw.json(path, query))

    def _items(self, model: type[A], path: str, name: str, query: Query) -> Iterator[A]:
        for page in self.pages(path, query):
            for item in page[name]:
                yield model.model_validate(item)

    def pages(self, path: str, query: Query | None = None) -> Iterator[dict[str, Any]]:
        """The pages of a list as JSON, one after the other."""
        cursor = None
        while True:
            page = self.raw.json(path, {"limit": _PAGE, **(query or {}), "cursor": cursor})
            yield page
            cursor = page["next"]
            if cursor is None:
                return

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        as_of: date | None = None,
        jurisdiction: str | None = None,
        language: str | None = None,
        **filters: str | date | None,
    ) -> reference.SearchAnswer:
        """The provisions that hold a phrase. ``filters`` are the other parameters of ``/search``, as ``category``."""
        further = {name: _day(value) if isinstance(value, date) else value for name, value in filters.items()}
        known = {"as_of": _day(as_of), "jurisdiction": jurisdiction, "language": language}
        return self._one(reference.SearchAnswer, "search", q=query, limit=limit, **known, **further)

    def suggest(self, query: str, *, language: str | None = None, limit: int = 8) -> reference.SuggestionList:
        """Names of the field that hold what was typed."""
        return self._one(reference.SuggestionList, "suggest", q=query, language=language, limit=limit)

    def documents(
        self, *, title: str = "", language: str = "", instrument: str = "", jurisdiction: str = ""
    ) -> Iterator[kept.DocumentItem]:
        """The documents of the store in the order of their import."""
        query = {"title": title, "language": language, "instrument": instrument, "jurisdiction": jurisdiction}
        return self._items(kept.DocumentItem, "documents", "documents", query)

    def document(self, sha256: str) -> kept.DocumentAnswer:
        """A document with its text and provisions."""
        return self._one(kept.DocumentAnswer, f"documents/{_path(sha256)}")

    def text(self, sha256: str) -> str:
        """The normalised text of a document."""
        return self.raw.ask("GET", f"documents/{_path(sha256)}/text").content.decode("utf-8")

    def provisions(self, sha256: str, *, kind: str | None = None) -> Iterator[kept.ProvisionItem]:
        """The provisions of a document in the order of its text."""
        path = f"documents/{_path(sha256)}/provisions"
        return self._items(kept.ProvisionItem, path, "provisions", {"kind": kind})

    def provision(self, sha256: str, eid: str) -> kept.ProvisionAnswer:
        """One provision with its words and its citation."""
        return self._one(kept.ProvisionAnswer, f"documents/{_path(sha256)}/provisions/{_path(eid)}")

    def records(self, sha256: str) -> tuple[kept.RecordAnswer, ...]:
        """What engines say of a document, the oldest first."""
        return self._one(kept.RecordList, f"documents/{_path(sha256)}/records").records

    def record_in(self, sha256: str, taxonomy: str) -> kept.TaxonomyRecord:
        """What the latest record says of a document under one taxonomy."""
        return self._one(kept.TaxonomyRecord, f"documents/{_path(sha256)}/taxonomies/{_path(taxonomy)}")

    def siblings(self, sha256: str) -> tuple[kept.SiblingItem, ...]:
        """The other texts of a document's instrument or work."""
        return self._one(kept.SiblingList, f"documents/{_path(sha256)}/siblings").siblings

    def work(self, sha256: str) -> kept.WorkAnswer:
        """The work of a document with all its texts."""
        return self._one(kept.WorkAnswer, f"documents/{_path(sha256)}/work")

    def codes(
        self, *, taxonomy: Sequence[str] = (), level: Level | None = None, instrument: str = "", language: str = ""
    ) -> Iterator[kept.CodeItem]:
        """The codes of the latest record of every document: one for each document and category."""
        query: Query = {"taxonomy": taxonomy, "level": level, "instrument": instrument, "language": language}
        return self._items(kept.CodeItem, "codes", "codes", query)

    def compare(self, before: str, after: str) -> comparisons.DiffAnswer:
        """What differs between two documents in one language."""
        return self._one(comparisons.DiffAnswer, "comparisons", before=before, after=after)

    def align(self, original: str, translation: str) -> comparisons.AlignAnswer:
        """An original and its translation, passage by passage."""
        return self._one(comparisons.AlignAnswer, "alignments", original=original, translation=translation)

    def contrast(self, *subjects: str, taxonomy: str = "risk-subdomain") -> comparisons.ContrastAnswer:
        """Two to five instruments (ids) or documents (SHA-256), category by category."""
        return self._one(comparisons.ContrastAnswer, "contrasts", subject=subjects, taxonomy=taxonomy)

    def instruments(
        self, *, jurisdiction: str | None = None, type: str | None = None, status: str | None = None
    ) -> Iterator[catalog.InstrumentItem]:
        """The instruments of law and policy, with their status today."""
        query = {"jurisdiction": jurisdiction, "type": type, "status": status}
        return self._items(catalog.InstrumentItem, "instruments", "instruments", query)

    def agencies(self, *, jurisdiction: str | None = None) -> Iterator[catalog.AgencyItem]:
        """The bodies that make, keep or enforce rules."""
        return self._items(catalog.AgencyItem, "agencies", "agencies", {"jurisdiction": jurisdiction})

    def events(self, *, jurisdiction: str | None = None, instrument: str = "") -> Iterator[catalog.EventItem]:
        """What happened, in the order of time."""
        query = {"jurisdiction": jurisdiction, "instrument": instrument}
        return self._items(catalog.EventItem, "events", "events", query)

    def obligations(
        self, *, instrument: str = "", modality: str | None = None, who: str = "", as_of: date | None = None
    ) -> Iterator[catalog.ObligationItem]:
        """Duties and permissions; with ``as_of`` only those in force then."""
        query = {"instrument": instrument, "modality": modality, "who": who, "as_of": _day(as_of)}
        return self._items(catalog.ObligationItem, "obligations", "obligations", query)

    def commitments(self, *, instrument: str = "") -> Iterator[catalog.CommitmentItem]:
        """What plans and measures promise to do."""
        return self._items(catalog.CommitmentItem, "commitments", "commitments", {"instrument": instrument})

    def claims(self, *, subject: str = "") -> Iterator[catalog.ClaimItem]:
        """What sources say differently."""
        return self._items(catalog.ClaimItem, "claims", "claims", {"subject": subject})

    def relations(self, *, instrument: str = "") -> Iterator[catalog.RelationRow]:
        """How instruments stand to one another."""
        return self._items(catalog.RelationRow, "relations", "relations", {"instrument": instrument})

    def entry(self, name: str, *, as_of: date | None = None) -> catalog.EntryAnswer:
        """One entry of the catalog with all that belongs to it, by id, alias, title or number."""
        return self._one(catalog.EntryAnswer, f"entries/{_path(name)}", as_of=_day(as_of))

    def dossier(self, code: str, *, as_of: date | None = None) -> catalog.DossierAnswer:
        """One jurisdiction on a day."""
        return self._one(catalog.DossierAnswer, f"dossiers/{_path(code)}", as_of=_day(as_of))

    def brief(self, name: str, *, lang: Literal["en", "zh"] = "en") -> catalog.BriefAnswer:
        """One instrument on one page."""
        return self._one(catalog.BriefAnswer, f"briefs/{_path(name)}", lang=lang)

    def taxonomies(self) -> tuple[reference.TaxonomyItem, ...]:
        """The taxonomies and their categories."""
        return self._one(reference.TaxonomyList, "taxonomies").taxonomies

    def taxonomy(self, name: str) -> reference.TaxonomyAnswer:
        """One taxonomy."""
        return self._one(reference.TaxonomyAnswer, f"taxonomies/{_path(name)}")

    def facts(self) -> tuple[checks.FactItem, ...]:
        """Every fact that rules may ask for."""
        return self._one(checks.FactList, "facts").facts

    def check(
        self, profile: Profile, *, as_of: date | None = None, drafts: bool = False, instruments: Sequence[str] = ()
    ) -> checks.CheckAnswer:
        """Which duties bind a product; ``profile`` as a profile file has it."""
        query: Query = {"as_of": _day(as_of), "drafts": drafts, "instrument": instruments}
        return checks.CheckAnswer.model_validate(self.raw.post("check", profile, query))

    def ask_next(self, profile: Profile, *, skip: Sequence[str] = ()) -> checks.InterviewAnswer:
        """The next best question for a product."""
        return checks.InterviewAnswer.model_validate(self.raw.post("interview", profile, {"skip": skip}))

    def send_file(self, name: str, data: bytes) -> imports.ImportItem:
        """Ask for a file to be read and kept. When this returns it is safe on the server; a worker does the rest."""
        sent = ("files", (name, data, "application/octet-stream"))
        return imports.ImportsAsked.model_validate(self.raw.send("imports", files=[sent])).imports[0]

    def import_(self, number: int) -> imports.ImportItem:
        """An import as it stands now."""
        return self._one(imports.ImportItem, f"imports/{number}")

    def download(self, path: str, out: Path, form: Literal["csv", "jsonl"], **filters: str) -> int:
        """Write a whole list (``codes``, ``documents``, ``obligations`` …) into a file as it comes; its size in bytes.

        Nothing is at ``out`` before the list is there whole. Raises OSError where it cannot be written.
        """
        part = out.with_name(f".{out.name}.part")
        size = 0
        try:
            with self.raw.stream(path, {**filters, "format": form}) as pieces, part.open("wb") as file:
                for piece in pieces:
                    size += file.write(piece)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
        return size


def _path(name: str) -> str:
    """A name as part of a path; the slashes of ids stay."""
    return quote(name)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
