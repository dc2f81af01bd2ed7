"""``regatlas catalog test``: the worked cases of obligations, run, and told with the line of those that fail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from regatlas.catalog.catalog import Catalog
from regatlas.catalog.entries import Reading
from regatlas.catalog.validation import read_catalog
from regatlas.compliance.cases import CaseResult, run_cases
from regatlas.compliance.rulebook import rule_book
from regatlas.errors import BadArgument
from regatlas.exchange.catalog_json import Json, both

CASES_SCHEMA = "regatlas/catalog-test/1"


@dataclass(frozen=True)
class CasesReport:
    """How many cases were run, and those that did not come out as written, with ``file:line``."""

    run: int
    failed: tuple[tuple[str, CaseResult], ...]


def run_worked_cases(folder: Path | None, names: Iterable[str] = ()) -> CasesReport:
    """Run the worked cases of a catalog, or those of some instruments or obligations.

    Raises :class:`regatlas.errors.DataError` where the catalog does not fit its schema, and :class:`BadArgument` where
    a name has no obligation.
    """
    reading = read_catalog(folder)
    for problem in reading.problems:
        raise problem.error()
    catalog = reading.catalog()
    wanted = _wanted(catalog, list(names))
    book = rule_book([one for one in catalog.obligations if one.id in wanted], catalog.fact)
    results = list(run_cases(book))
    return CasesReport(len(results), tuple((_where(reading, one), one) for one in results if one.problem))


def _wanted(catalog: Catalog, names: list[str]) -> set[str]:
    if not names:
        return set(catalog.obligation)
    wanted: set[str] = set()
    for name in names:
        found = {one.id for one in catalog.obligations if name in (one.id, one.instrument)}
        if not found:
            hint = "name an instrument or an obligation by its id, see regatlas catalog list --kind obligations"
            raise BadArgument(f"{name!r} has no obligation", where="ID", hint=hint)
        wanted |= found
    return wanted


def _where(reading: Reading, result: CaseResult) -> str:
    """The line of a case: the obligation's, and the position of the case in it."""
    for entry in reading.of("obligations"):
        if entry.id == result.obligation:
            names = [case.get("name", {}).get("en") for case in entry.value.get("cases", ())]
            number = names.index(result.case.name.en) if result.case.name.en in names else 0
            return reading.where(entry.file, (*entry.at, "cases", number))
    return result.obligation


def cases_json(report: CasesReport) -> Json:
    """The report as JSON."""
    failed: list[JsonValue] = [
        {
            "obligation": result.obligation,
            "case": both(result.case.name),
            "where": where,
            "problem": result.problem,
            "expected": {
                "verdict": result.case.verdict,
                "due": result.case.due.isoformat() if result.case.due else None,
            },
            "found": {"verdict": result.verdict, "due": result.due.isoformat() if result.due else None},
        }
        for where, result in report.failed
    ]
    return {"schema": CASES_SCHEMA, "run": report.run, "passed": report.run - len(failed), "failed": failed}
