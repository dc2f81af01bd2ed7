"""How far coders agree with each other, with the engine, and with what was decided; computed from what is kept now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pydantic import JsonValue

from regatlas.app.review_items import coded, machine_answers
from regatlas.app.reviewing import Desk, Sight, record_of, sight
from regatlas.evaluation.codings import Coded
from regatlas.evaluation.tables import GRADE, Table, alpha, kappa, table, total
from regatlas.model.review import DECIDED, MACHINE, Coding

AGREEMENT_SCHEMA = "regatlas/review-agreement/1"
Voices = Mapping[str, Mapping[str, Coded]]
"""What each says, by document."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Agreement of two voices under one taxonomy over ``items`` places of ``documents`` that both judged.

    ``share`` is the share of equal levels; the other measures are those of ``regatlas agree``, None where they say
    nothing. ``counts[one][other]`` is how often the first gave level ``one`` and the second ``other``.
    """

    a: str
    b: str
    taxonomy: str
    documents: int
    items: int
    share: float
    kappa_linear: float | None
    kappa_quadratic: float | None
    alpha_nominal: float | None
    alpha_ordinal: float | None
    counts: Table


def agreement_of(desk: Desk, sha256: str | None = None) -> tuple[Figures, ...]:
    """The figures of every pair that have judged something in common and that the visitor may see."""
    return tuple(figures(voices(desk, sha256)))


def voices(desk: Desk, sha256: str | None = None) -> Voices:
    """What everybody says whom the visitor may see, over all documents or one."""
    by_document: dict[str, list[Coding]] = {}
    for coding in desk.reviews.codings(sha256):
        by_document.setdefault(coding.sha256, []).append(coding)
    found: dict[str, dict[str, Coded]] = {}
    for document, codings in by_document.items():
        for name, said in _of_document(desk, codings, sight(desk.visitor, codings)):
            found.setdefault(name, {})[document] = said
    return found


def _of_document(desk: Desk, codings: Sequence[Coding], visible: Sight) -> Iterator[tuple[str, Coded]]:
    shown = [one for one in codings if visible.sees(one)]
    answers = desk.reviews.answers([one.id for one in shown])
    for one in shown:
        said = coded({key: kept.answer for key, kept in answers[one.id].items()})
        yield (one.coder if one.kind == "coding" else DECIDED), said
    record = record_of(codings[0], desk.store.records(codings[0].sha256)) if visible.machine and shown else None
    if record is not None:
        yield MACHINE, coded(machine_answers(record))


def figures(said: Voices) -> Iterator[Figures]:
    """The figures of every pair with something in common, people before the engine."""
    for a, b in combinations(sorted(said, key=lambda name: (name == MACHINE, name == DECIDED, name)), 2):
        pairs: dict[str, list[tuple[int, int]]] = {}
        seen: dict[str, set[str]] = {}
        for document in said[a].keys() & said[b].keys():
            one, other = said[a][document].levels, said[b][document].levels
            for place in one.keys() & other.keys():
                pairs.setdefault(place[0], []).append((GRADE[one[place]], GRADE[other[place]]))
                seen.setdefault(place[0], set()).add(document)
        for taxonomy in sorted(pairs):
            yield _figures(a, b, taxonomy, len(seen[taxonomy]), table(pairs[taxonomy]))


def _figures(a: str, b: str, taxonomy: str, documents: int, counts: Table) -> Figures:
    items = round(total(counts))
    return Figures(
        a,
        b,
        taxonomy,
        documents,
        items,
        sum(counts[grade][grade] for grade in range(len(counts))) / items,
        kappa(counts, 1),
        kappa(counts, 2),
        alpha(counts, ordinal=False),
        alpha(counts, ordinal=True),
        counts,
    )


def figures_json(found: Sequence[Figures]) -> dict[str, JsonValue]:
    """The figures as JSON (see docs/review.md)."""
    return {"schema": AGREEMENT_SCHEMA, "levels": list(GRADE), "pairs": [_pair(one) for one in found]}


def _pair(one: Figures) -> JsonValue:
    measures = ("share", "kappa_linear", "kappa_quadratic", "alpha_nominal", "alpha_ordinal")
    values: dict[str, JsonValue] = {}
    for name in measures:
        value = getattr(one, name)
        values[name] = None if value is None else round(value, 4)
    return {
        "a": one.a,
        "b": one.b,
        "taxonomy": one.taxonomy,
        "documents": one.documents,
        "items": one.items,
        **values,
        "confusion": [[round(cell) for cell in row] for row in one.counts],
    }
