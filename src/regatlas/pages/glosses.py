"""Margin glosses: beside each provision, the claims that quote it, as old law books print them."""

from __future__ import annotations

from dataclasses import dataclass

from regatlas.model.document import Document
from regatlas.pages.claims import Claim


@dataclass(frozen=True, slots=True)
class GlossItem:
    """One line of a gloss; several claims with the same words share it, each with its own link."""

    label: str
    detail: str
    tint: int
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gloss:
    """The claims of one family that quote a provision."""

    family: str
    items: tuple[GlossItem, ...]


def collect_glosses(document: Document, claims: list[Claim]) -> dict[str, tuple[Gloss, ...]]:
    """By the eid of each leaf, the glosses of the claims whose quotes begin in it, in the order of the claims."""
    if not document.leaves:
        return {}
    found: dict[str, dict[str, list[Claim]]] = {}
    for claim in claims:
        for eid in dict.fromkeys(document.leaf_at(mention.quote.span.start).eid for mention in claim.mentions):
            found.setdefault(eid, {}).setdefault(claim.family, []).append(claim)
    return {
        eid: tuple(Gloss(family, _items(members)) for family, members in families.items())
        for eid, families in found.items()
    }


def _items(claims: list[Claim]) -> tuple[GlossItem, ...]:
    grouped: dict[tuple[str, str, int], list[str]] = {}
    for claim in claims:
        grouped.setdefault((claim.label, claim.detail, claim.tint), []).append(claim.anchor)
    return tuple(GlossItem(*words, tuple(links)) for words, links in grouped.items())
