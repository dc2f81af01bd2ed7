"""The catalog put together from the models of its files, the same way however these were read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar, cast

from regatlas.catalog.catalog import Catalog
from regatlas.catalog.files import CatalogFile
from regatlas.catalog.kinds import (
    AgenciesFile,
    ClaimsFile,
    CommitmentsFile,
    DigestFile,
    EventsFile,
    FactsFile,
    Folder,
    ObligationsFile,
)
from regatlas.model.base import Frozen
from regatlas.model.instrument import ArticleDigest, Instrument
from regatlas.model.sourcing import first_day

_File = TypeVar("_File", bound=Frozen)
Loaded = Mapping[Folder, list[Frozen]]
Digests = Mapping[tuple[str, str], tuple[ArticleDigest, ...]]


def files_digest(files: Iterable[CatalogFile]) -> str:
    """SHA-256 over the names and digests of the files."""
    lines = [f"{file.folder}/{Path(file.name).name} {file.sha256}" for file in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def assembled(sha256: str, loaded: Loaded) -> Catalog:
    """The catalog made of the models of its files."""
    digests = {(one.instrument, one.expression): one.articles for one in _of(DigestFile, loaded, "digests")}
    facts = _of(FactsFile, loaded, "facts")
    events = [event for file in _of(EventsFile, loaded, "events") for event in file.events]
    return Catalog.model_construct(
        sha256=sha256,
        instruments=tuple(_joined(one, digests) for one in _of(Instrument, loaded, "instruments")),
        agencies=tuple(one for file in _of(AgenciesFile, loaded, "agencies") for one in file.agencies),
        events=tuple(sorted(events, key=lambda event: (first_day(event.date), event.id))),
        commitments=tuple(one for file in _of(CommitmentsFile, loaded, "commitments") for one in file.commitments),
        claims=tuple(one for file in _of(ClaimsFile, loaded, "claims") for one in file.claims),
        fact_groups=tuple({file.group.id: file.group for file in facts}.values()),
        facts=tuple(one for file in facts for one in file.facts),
        obligations=tuple(one for file in _of(ObligationsFile, loaded, "obligations") for one in file.obligations),
    )


def _of(kind: type[_File], loaded: Loaded, folder: Folder) -> list[_File]:
    return cast("list[_File]", loaded.get(folder, []))


def _joined(instrument: Instrument, digests: Digests) -> Instrument:
    """The instrument with the digests of its expressions in place."""
    expressions = tuple(
        one.model_copy(update={"digest": digests.get((instrument.id, one.id), one.digest)})
        for one in instrument.expressions
    )
    return instrument.model_copy(update={"expressions": expressions})
