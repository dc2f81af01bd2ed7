"""How far two coders agree, for each taxonomy and each category, and where they differ most.

Compared are the places that both judged. Where one coder does not list everything (the records of the MIT map), what it
does not name is not compared at all: a missing code is no negative. Only the share of what it names that the other
finds, and the table of levels, say anything then; F1, kappa and alpha are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from regatlas.evaluation.codings import Coded, Coding, Place
from regatlas.evaluation.intervals import DRAWS, Estimate, interval
from regatlas.evaluation.tables import GRADE, Table, alpha, found_share, kappa, presence_f1, summed, table, total
from regatlas.model.taxonomy import Level

WORST = 10
CATEGORY_DRAWS = 200
"""Draws for single categories: there are many, and their intervals are wide anyway."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Agreement over some places. Only ``found`` has a value where one coder is not exhaustive, and only there."""

    documents: int
    pairs: int
    confusion: Table
    f1: Estimate
    kappa_linear: Estimate
    kappa_quadratic: Estimate
    alpha_nominal: Estimate
    alpha_ordinal: Estimate
    found: Estimate


@dataclass(frozen=True, slots=True)
class Least:
    """The document on which two coders agree least, by F1 of what is there."""

    document: str
    f1: float


@dataclass(frozen=True, slots=True)
class TaxonomyAgreement:
    """Agreement under one taxonomy. ``partial`` says which coder does not list everything."""

    taxonomy: str
    partial: Literal["a", "b"] | None
    overall: Measures
    macro_f1: Estimate
    least: Least | None
    categories: Mapping[str, Measures]


@dataclass(frozen=True, slots=True)
class Side:
    """What one coder says of a place, with its quotes."""

    level: Level
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A place of a document on which two coders differ."""

    document: str
    taxonomy: str
    category: str
    a: Side
    b: Side


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree. ``only_a`` and ``only_b`` are the documents that just one of them coded."""

    a: Coding
    b: Coding
    documents: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    taxonomies: tuple[TaxonomyAgreement, ...]
    worst: tuple[Disagreement, ...]


def agreement(a: Coding, b: Coding) -> Agreement:
    """Compare two coders over the documents that both coded."""
    shared = tuple(sorted(a.documents.keys() & b.documents.keys()))
    pairs = [(a.documents[one], b.documents[one]) for one in shared]
    places = _places(pairs)
    partial: Literal["a", "b"] | None = "b" if not b.exhaustive else "a" if not a.exhaustive else None
    return Agreement(
        a,
        b,
        shared,
        tuple(sorted(a.documents.keys() - b.documents.keys())),
        tuple(sorted(b.documents.keys() - a.documents.keys())),
        tuple(_taxonomy(name, shared, pairs, codes, partial) for name, codes in places.items()),
        _worst(shared, pairs),
    )


def _places(pairs: Iterable[tuple[Coded, Coded]]) -> dict[str, list[str]]:
    """The categories that both coders judged anywhere, by taxonomy, in the order of the first coder."""
    found: dict[Place, None] = {}
    for one, other in pairs:
        found.update(dict.fromkeys(place for place in one.levels if place in other.levels))
    by_taxonomy: dict[str, list[str]] = {}
    for taxonomy, category in found:
        by_taxonomy.setdefault(taxonomy, []).append(category)
    return by_taxonomy


def _taxonomy(
    name: str,
    documents: Sequence[str],
    pairs: Sequence[tuple[Coded, Coded]],
    codes: Sequence[str],
    partial: Literal["a", "b"] | None,
) -> TaxonomyAgreement:
    """Agreement under one taxonomy."""
    by_document = [{code: one for code in codes if (one := _cell(pair, (name, code)))} for pair in pairs]
    judged = [(document, cells) for document, cells in zip(documents, by_document, strict=True) if cells]
    tables = [table(cells.values()) for _, cells in judged]
    categories = {
        code: measures([table([cells[code]]) for _, cells in judged if code in cells], partial, CATEGORY_DRAWS)
        for code in codes
    }
    overall = measures(tables, partial)
    nothing = Estimate(None)
    macro = nothing if partial else _macro([cells for _, cells in judged], codes)
    least = None if partial else _least([document for document, _ in judged], tables)
    return TaxonomyAgreement(name, partial, overall, macro, least, categories)


def _cell(pair: tuple[Coded, Coded], place: Place) -> tuple[int, int] | None:
    one, other = (coded.levels.get(place) for coded in pair)
    return None if one is None or other is None else (GRADE[one], GRADE[other])


def measures(tables: Sequence[Table], partial: Literal["a", "b"] | None, draws: int = DRAWS) -> Measures:
    """The measures over documents, of which each has a table, with intervals."""
    # Of a single category there are at most nine different tables: adding them up once each saves most of the time.
    kinds = {one: number for number, one in enumerate(dict.fromkeys(tables))}
    kind = [kinds[one] for one in tables]

    def figures(drawn: Mapping[int, int]) -> list[float | None]:
        times = [0] * len(kinds)
        for number, often in drawn.items():
            times[kind[number]] += often
        counts = summed(zip(kinds, times, strict=True))
        if partial:
            return [None] * 5 + [found_share(counts, named_by_b=partial == "b")]
        return [
            presence_f1(counts),
            kappa(counts, 1),
            kappa(counts, 2),
            alpha(counts, ordinal=False),
            alpha(counts, ordinal=True),
            None,
        ]

    counts = summed((one, 1) for one in tables)
    return Measures(len(tables), round(total(counts)), counts, *interval(tables, figures, draws))


def _macro(documents: Sequence[Mapping[str, tuple[int, int]]], codes: Sequence[str]) -> Estimate:
    """The mean F1 of the categories that either coder finds anywhere."""
    order = {code: number for number, code in enumerate(codes)}
    marks = [
        [(order[code], int(one > 0 and other > 0)) for code, (one, other) in cells.items() if one or other]
        for cells in documents
    ]

    def figures(drawn: Mapping[int, int]) -> list[float | None]:
        both, either = [0] * len(order), [0] * len(order)
        for number, times in drawn.items():
            for code, right in marks[number]:
                both[code] += 2 * right * times
                either[code] += (1 + right) * times
        single = [one / all_ for one, all_ in zip(both, either, strict=True) if all_]
        return [sum(single) / len(single) if single else None]

    return interval(documents, figures)[0]


def _least(documents: Sequence[str], tables: Sequence[Table]) -> Least | None:
    told = [
        (score, one)
        for one, counts in zip(documents, tables, strict=True)
        if (score := presence_f1(counts)) is not None
    ]
    return Least(min(told)[1], min(told)[0]) if told else None


def _worst(documents: Sequence[str], pairs: Sequence[tuple[Coded, Coded]]) -> tuple[Disagreement, ...]:
    """The widest differences first, among those the ones that the coders were surest of."""
    found: list[tuple[int, float, Disagreement]] = []
    for document, (one, other) in zip(documents, pairs, strict=True):
        for place in one.levels.keys() & other.levels.keys():
            apart = abs(GRADE[one.levels[place]] - GRADE[other.levels[place]])
            if apart:
                sure = one.confidence.get(place, 0.5) + other.confidence.get(place, 0.5)
                found.append((apart, sure, Disagreement(document, *place, _side(one, place), _side(other, place))))
    found.sort(key=lambda item: (-item[0], -item[1], item[2].document, item[2].taxonomy, item[2].category))
    return tuple(item[2] for item in found[:WORST])


def _side(coded: Coded, place: Place) -> Side:
    return Side(coded.levels[place], coded.quotes.get(place, ()))
