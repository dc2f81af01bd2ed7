"""What an engine says of a document, always with the words that support it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from regatlas.model.base import Frozen
from regatlas.model.taxonomy import Bilingual, Level
from regatlas.model.text import Quote

LegalForce = Literal["hard", "soft", "other"]
ActorRole = Literal["proposer", "target", "enforcer", "monitor"]
ActorType = Literal[
    "developer", "deployer", "governance-actor", "user", "infrastructure-provider", "affected-stakeholder"
]
Modality = Literal["must", "must-not", "should", "may", "plans"]
WithheldReason = Literal["not-located", "order", "control", "indiscriminate", "not-asked", "no-answer"]


class Evidence(Frozen):
    """A quote and the leaf provision in which it begins."""

    eid: str
    quote: Quote


class Judgement(Frozen):
    """How far a document covers one category. A level other than ``none`` has evidence. ``confidence`` is 0 to 1."""

    taxonomy: str
    category: str
    level: Level
    confidence: float
    evidence: tuple[Evidence, ...] = ()


class LegalStatus(Frozen):
    """Whether a document binds. ``value`` is None where the engine abstains; otherwise there is evidence."""

    value: LegalForce | None
    confidence: float
    evidence: tuple[Evidence, ...] = ()


class Actor(Frozen):
    """Who proposes, is addressed, enforces or monitors, by the name that the text gives."""

    role: ActorRole
    name: str
    type: ActorType
    evidence: tuple[Evidence, ...]


class Commitment(Frozen):
    """Who must, must not, should, may or plans to do what; ``text`` is the clause as it stands."""

    text: str
    actor: str | None
    modality: Modality
    evidence: tuple[Evidence, ...]


class Place(Frozen):
    """A territory or zone that the text governs."""

    name: str
    evidence: tuple[Evidence, ...]


class SummarySentence(Frozen):
    """A sentence of the text chosen for the summary."""

    text: str
    evidence: tuple[Evidence, ...]


class Withheld(Frozen):
    """What an engine had to say and could not stand by: an abstention, so often and for this reason.

    ``not-located``: the quote does not stand in the text; ``order``: it is a sentence that gives orders to machines;
    ``control``: the answer was not made from the text; ``indiscriminate``: one passage was said to carry nearly
    everything; ``not-asked``: nobody asked for this category or level; ``no-answer``: there was none that could be
    read, so that a part of the text was not judged under this taxonomy. ``category`` is None where the reason touches
    all of them.
    """

    taxonomy: str
    category: str | None
    reason: WithheldReason
    count: int


class Record(Frozen):
    """Everything that one engine says of one document.

    ``rationales`` has, by taxonomy id, ``legal-status`` and ``proposer`` … ``monitor``, one to three sentences that
    code composed from the evidence. ``abstained`` holds the reason where the text could not be judged;
    ``withheld`` counts what a language model claimed and code did not find borne out.
    """

    engine: str
    taxonomies: dict[str, str]
    manifest: str
    summary: tuple[SummarySentence, ...] = ()
    legal_status: LegalStatus
    coverage: tuple[Judgement, ...] = ()
    actors: tuple[Actor, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    places: tuple[Place, ...] = ()
    rationales: dict[str, Bilingual] = Field(default_factory=dict)
    abstained: str | None = None
    withheld: tuple[Withheld, ...] = ()
