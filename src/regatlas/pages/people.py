"""Who appears in a document and what each must, should, may or plans to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regatlas.model.judgement import Actor, ActorRole, Commitment, Modality, Record
from regatlas.pages.claims import Claim, ClaimBook, quotes_of
from regatlas.pages.words import Words

ROLES: tuple[ActorRole, ...] = ("proposer", "target", "enforcer", "monitor")


@dataclass(frozen=True, slots=True)
class Person:
    """An actor in a role, by the name that the text gives."""

    name: str
    type: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Role:
    """All actors in one role, with the sentence that says which provisions carry them."""

    title: str
    rationale: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """One commitment. ``text`` is the clause as it stands."""

    modality: Modality
    modality_text: str
    text: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Party:
    """An actor and its commitments; ``named`` is False for those whose actor the text does not name."""

    name: str
    named: bool
    duties: tuple[Duty, ...]


def roles(record: Record, words: Words, book: ClaimBook) -> Iterator[Role]:
    """The four roles in their order, those without an actor too."""
    for role in ROLES:
        people = tuple(_person(actor, words, book) for actor in record.actors if actor.role == role)
        yield Role(words(f"role.{role}"), getattr(record.rationales.get(role), words.lang, ""), people)


def _person(actor: Actor, words: Words, book: ClaimBook) -> Person:
    role = words(f"role.one.{actor.role}")
    claim = book.add(words("gloss.actor"), actor.name, quotes_of(actor.evidence), detail=role)
    return Person(actor.name, words(f"actor.{actor.type}"), claim)


def parties(record: Record, words: Words, book: ClaimBook) -> tuple[Party, ...]:
    """Commitments by actor, actors in the order of their first commitment, the unnamed ones last."""
    grouped: dict[str | None, list[Commitment]] = {}
    for commitment in record.commitments:
        grouped.setdefault(commitment.actor, []).append(commitment)
    names = sorted(grouped, key=lambda name: name is None)
    return tuple(_party(name, grouped[name], words, book) for name in names)


def _party(name: str | None, commitments: list[Commitment], words: Words, book: ClaimBook) -> Party:
    duties = tuple(_duty(commitment, words, book) for commitment in commitments)
    return Party(name or words("commitments.unnamed"), name is not None, duties)


def _duty(commitment: Commitment, words: Words, book: ClaimBook) -> Duty:
    modality = words(f"modality.{commitment.modality}")
    actor = commitment.actor
    label = (
        words("gloss.commitment.item", actor=actor, modality=modality)
        if actor
        else words("gloss.commitment.unnamed", modality=modality)
    )
    claim = book.add(words("gloss.commitment"), label, quotes_of(commitment.evidence))
    return Duty(commitment.modality, words(f"modality.label.{commitment.modality}"), commitment.text, claim)
