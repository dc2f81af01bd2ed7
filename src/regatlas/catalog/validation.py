"""``regatlas catalog validate``: all that is wrong with a catalog, and how much of it was compared with its texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from regatlas.catalog.cache import JsonCache, cache_path
from regatlas.catalog.catalog import Catalog
from regatlas.catalog.checks.claims import check_claims
from regatlas.catalog.checks.conditions import check_conditions
from regatlas.catalog.checks.dates import check_dates
from regatlas.catalog.checks.digests import check_digests
from regatlas.catalog.checks.languages import check_languages
from regatlas.catalog.checks.names import check_names
from regatlas.catalog.checks.references import check_references
from regatlas.catalog.checks.sources import check_sources
from regatlas.catalog.entries import Reading, read_entries
from regatlas.catalog.files import builtin_folder, catalog_files
from regatlas.catalog.kinds import KINDS
from regatlas.catalog.problems import Problem


@dataclass(frozen=True)
class Share:
    """How many of some statements were compared with a primary text."""

    verified: int
    total: int

    @classmethod
    def of(cls, marks: Iterable[bool]) -> Share:
        """The share of true ones."""
        listed = list(marks)
        return cls(sum(listed), len(listed))


@dataclass(frozen=True)
class TextsReport:
    """How many expressions were held to their texts, of how many that name one."""

    folder: str | None
    compared: int = 0
    named: int = 0


@dataclass(frozen=True)
class Validation:
    """The catalog as far as it could be read, what is wrong with it, and the shares verified by kind.

    ``articles`` has the share of the article digests by instrument and expression.
    """

    catalog: Catalog
    problems: tuple[Problem, ...]
    shares: dict[str, Share]
    articles: dict[str, Share]

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong; notes do not count."""
        return all(problem.severity == "note" for problem in self.problems)


def read_catalog(folder: Path | None = None) -> Reading:
    """A catalog as it was written, with the problems of its schema. Raises DataError where there is no catalog."""
    root = folder or builtin_folder()
    cache = JsonCache(cache_path(root))
    reading = read_entries(catalog_files(root), cache)
    cache.close()
    check_names(reading, root)
    return reading


def check(reading: Reading) -> Validation:
    """Hold everything in a reading to everything else."""
    catalog = reading.catalog()
    check_languages(reading)
    check_sources(reading)
    check_dates(reading)
    check_claims(reading, catalog)
    check_references(reading, catalog)
    check_digests(reading, catalog)
    check_conditions(reading)
    return conclude(reading, catalog)


def conclude(reading: Reading, catalog: Catalog) -> Validation:
    """The problems found so far, in the order of files and lines, and the shares verified."""
    problems = tuple(sorted(dict.fromkeys(reading.problems), key=Problem.order))
    return Validation(catalog, problems, shares(catalog), _articles(catalog))


def validate(folder: Path | None = None) -> Validation:
    """Everything that is wrong with the catalog in a folder, the built-in one by default."""
    return check(read_catalog(folder))


def shares(catalog: Catalog) -> dict[str, Share]:
    """The shares verified by kind; facts make no claim about a text of their own and have none."""
    found: dict[str, Share] = {
        kind: Share.of(bool(getattr(entry, "verified", False)) for entry in catalog.entries(kind))
        for kind in KINDS
        if kind != "facts"
    }
    digests = [one for instrument in catalog.instruments for each in instrument.expressions for one in each.digest]
    return {**found, "articles": Share.of(article.verified for article in digests)}


def _articles(catalog: Catalog) -> dict[str, Share]:
    return {
        f"{instrument.id} {expression.id}": Share.of(article.verified for article in expression.digest)
        for instrument in catalog.instruments
        for expression in instrument.expressions
        if expression.digest
    }
