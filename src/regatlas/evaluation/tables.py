"""Two coders' grades of the same places, counted in a square table, and the measures that follow from the table.

``table[one][other]`` is how often coder A gave grade ``one`` and coder B grade ``other``. A measure is None where it
says nothing: where both coders gave one and the same grade throughout, there is nothing that chance could not explain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from regatlas.model.taxonomy import Level

GRADES: tuple[Level, ...] = ("none", "minimal", "good")
GRADE: dict[Level, int] = {level: number for number, level in enumerate(GRADES)}
Table = tuple[tuple[float, ...], ...]
Distance = Callable[[int, int], float]


def table(pairs: Iterable[tuple[int, int]], grades: int = len(GRADES)) -> Table:
    """The table of pairs of grades."""
    counts = [[0.0] * grades for _ in range(grades)]
    for one, other in pairs:
        counts[one][other] += 1
    return tuple(map(tuple, counts))


def summed(tables: Iterable[tuple[Table, float]], grades: int = len(GRADES)) -> Table:
    """The sum of tables, each as many times as its number says."""
    counts = [[0.0] * grades for _ in range(grades)]
    for one, times in tables:
        for row, given in zip(counts, one, strict=True):
            for column, number in enumerate(given):
                row[column] += number * times
    return tuple(map(tuple, counts))


def total(counts: Table) -> float:
    """How many pairs there are."""
    return sum(map(sum, counts))


def presence_f1(counts: Table) -> float | None:
    """F1 of being there at any level. It is the same whichever coder is called right; None where neither finds any."""
    both = sum(sum(row[1:]) for row in counts[1:])
    either = sum(map(sum, counts[1:])) + sum(sum(row[1:]) for row in counts)
    return 2 * both / either if either else None


def found_share(counts: Table, *, named_by_b: bool) -> float | None:
    """Of what one coder names, the share that the other finds at any level; None where nothing is named."""
    both = sum(sum(row[1:]) for row in counts[1:])
    named = sum(sum(row[1:]) for row in counts) if named_by_b else sum(map(sum, counts[1:]))
    return both / named if named else None


def kappa(counts: Table, power: int) -> float | None:
    """Cohen's kappa, weighted by the distance of the grades to ``power``: 1 linear, 2 quadratic.

    Cohen, Psychological Bulletin 70 (1968), 213-220.
    """
    size, everything = len(counts), total(counts)
    if not everything:
        return None
    rows = [sum(row) for row in counts]
    columns = [sum(row[column] for row in counts) for column in range(size)]
    cells = [(one, other, abs(one - other) ** power) for one in range(size) for other in range(size)]
    observed = sum(weight * counts[one][other] for one, other, weight in cells)
    chance = sum(weight * rows[one] * columns[other] for one, other, weight in cells) / everything
    return 1 - observed / chance if chance else None


def alpha(counts: Table, *, ordinal: bool) -> float | None:
    """Krippendorff's alpha of two coders. Krippendorff, Content Analysis (4th ed. 2019), chapter 12.

    ``ordinal`` distances count the values between two grades, nominal ones only whether they differ.
    """
    size, pairs = len(counts), total(counts)
    together = [[counts[one][other] + counts[other][one] for other in range(size)] for one in range(size)]
    values = [sum(row) for row in together]
    distance = _ordinal(values) if ordinal else _nominal
    cells = [(one, other) for one in range(size) for other in range(size)]
    observed = sum(together[one][other] * distance(one, other) for one, other in cells)
    chance = sum(values[one] * values[other] * distance(one, other) for one, other in cells)
    return 1 - (2 * pairs - 1) * observed / chance if chance else None


def _nominal(one: int, other: int) -> float:
    return float(one != other)


def _ordinal(values: list[float]) -> Distance:
    def distance(one: int, other: int) -> float:
        low, high = min(one, other), max(one, other)
        return (sum(values[low : high + 1]) - (values[low] + values[high]) / 2) ** 2 if low < high else 0.0

    return distance
