"""What the catalog is made of: the kinds of entries, the folder of each, and the shape of its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from regatlas.model.base import Frozen
from regatlas.model.chronicle import Agency, Claim, Commitment, Event
from regatlas.model.instrument import ArticleDigest, Instrument
from regatlas.model.obligation import Fact, FactGroup, Obligation
from regatlas.model.sourcing import CatalogId

KindName = Literal["instruments", "agencies", "events", "commitments", "claims", "facts", "obligations"]
Folder = Literal["instruments", "digests", "agencies", "events", "commitments", "claims", "facts", "obligations"]
KINDS: tuple[KindName, ...] = get_args(KindName)
FOLDERS: tuple[Folder, ...] = get_args(Folder)


class DigestFile(Frozen):
    """The digest of one expression of an instrument, article by article."""

    instrument: CatalogId
    expression: str
    articles: tuple[ArticleDigest, ...]


class AgenciesFile(Frozen):
    """Some agencies."""

    agencies: tuple[Agency, ...]


class EventsFile(Frozen):
    """Some events."""

    events: tuple[Event, ...]


class CommitmentsFile(Frozen):
    """Some commitments."""

    commitments: tuple[Commitment, ...]


class ClaimsFile(Frozen):
    """Some claims."""

    claims: tuple[Claim, ...]


class FactsFile(Frozen):
    """The facts of one group."""

    group: FactGroup
    facts: tuple[Fact, ...]


class ObligationsFile(Frozen):
    """The obligations of one instrument."""

    instrument: CatalogId
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True)
class Shape:
    """How the files of a folder look: the name of their schema, and the model of a file without that name.

    ``items`` is the key of the list of entries, ``item`` their model; empty for files that are one entry each.
    """

    schema: str
    file: type[Frozen]
    items: str = ""
    item: type[Frozen] | None = None


SHAPES: dict[Folder, Shape] = {
    "instruments": Shape("regatlas/instrument/1", Instrument),
    "digests": Shape("regatlas/digest/1", DigestFile, "articles", ArticleDigest),
    "agencies": Shape("regatlas/agencies/1", AgenciesFile, "agencies", Agency),
    "events": Shape("regatlas/events/1", EventsFile, "events", Event),
    "commitments": Shape("regatlas/commitments/1", CommitmentsFile, "commitments", Commitment),
    "claims": Shape("regatlas/claims/1", ClaimsFile, "claims", Claim),
    "facts": Shape("regatlas/facts/1", FactsFile, "facts", Fact),
    "obligations": Shape("regatlas/obligations/1", ObligationsFile, "obligations", Obligation),
}


def with_inherited(folder: Folder, value: dict[str, Any]) -> dict[str, Any]:
    """The value of a file with what its entries take from it: facts their group, obligations their instrument."""
    items = value.get(SHAPES[folder].items)
    if folder == "facts" and isinstance(value.get("group"), dict):
        taken = {"group": value["group"].get("id")}
    elif folder == "obligations" and "instrument" in value:
        taken = {"instrument": value["instrument"]}
    else:
        return value
    if not isinstance(items, list):
        return value
    given = [{**taken, **item} if isinstance(item, dict) else item for item in items]
    return {**value, SHAPES[folder].items: given}
