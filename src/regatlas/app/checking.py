"""Checks of products: the catalog, a profile and a date in, findings out."""

from __future__ import annotations

import datetime
import functools
import gc
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from regatlas.app.cataloguing import found_instrument
from regatlas.catalog.catalog import Catalog
from regatlas.catalog.loading import builtin_catalog
from regatlas.compliance.changes import Step, changes_between, law_changes
from regatlas.compliance.evaluate import check
from regatlas.compliance.profile import Profile
from regatlas.compliance.profile_files import load_profile, profile_of_json
from regatlas.compliance.rulebook import RuleBook, rule_book
from regatlas.compliance.spelling import nearest
from regatlas.errors import BadArgument
from regatlas.exchange.catalog_json import Json
from regatlas.exchange.json_checks import FINDING_SCHEMA, changes_json, check_json, finding_json
from regatlas.model.finding import Check, Finding


@dataclass(frozen=True)
class Rules:
    """The catalog and its obligations made ready for checks."""

    catalog: Catalog
    book: RuleBook

    def profile(self, path: Path) -> Profile:
        """The profile in a file. Raises :class:`regatlas.errors.InputError` or :class:`DataError`."""
        return load_profile(path, self.book.facts)


@functools.cache
def builtin_rules() -> Rules:
    """The rules that come with Regatlas; compiled once in a process."""
    rules = rules_of(builtin_catalog())
    # The catalog is never given up. Left to the garbage collector, every full collection would walk its 80,000
    # objects, and the slowest of 200 checks took 42 ms instead of 14.
    gc.freeze()
    return rules


def rules_of(catalog: Catalog) -> Rules:
    """The rules of a catalog. Raises :class:`regatlas.errors.DataError` where a condition does not fit its facts."""
    return Rules(catalog, rule_book(catalog.obligations, catalog.fact))


@dataclass(frozen=True)
class Request:
    """What to check: the day, whether drafts are shown, and the only instruments, if not all."""

    as_of: datetime.date
    drafts: bool = False
    instruments: tuple[str, ...] = ()

    def to_json(self) -> Json:
        """The options as a receipt keeps them."""
        return {"drafts": self.drafts, "instruments": list(self.instruments)}


@dataclass(frozen=True)
class Checked:
    """A check with everything that pages and exports need to tell it."""

    rules: Rules
    profile: Profile
    request: Request
    check: Check

    def to_json(self) -> Json:
        """The check as the contract has it."""
        return check_json(self.check, self.rules.catalog.obligation, self.profile.to_json(), self.request.to_json())

    def finding_json(self, finding: Finding) -> Json:
        """One finding of the check as an object of its own."""
        obligation = self.rules.catalog.obligation[finding.obligation]
        as_of: Json = {"schema": FINDING_SCHEMA, "as_of": self.check.as_of.isoformat()}
        return {**as_of, **finding_json(finding, obligation)}

    def finding(self, name: str) -> Finding:
        """The finding of one obligation, named by its id or the last part of it.

        Raises :class:`BadArgument` with the nearest where there is none, or with all where there are several.
        """
        findings = {finding.obligation: finding for finding in self.check.findings}
        named = [one for one in findings if name == one or one.rpartition("/")[2] == name]
        if name in findings or len(named) == 1:
            return findings[name if name in findings else named[0]]
        if named:
            raise BadArgument(f"{name!r} means several obligations", where="ID", hint=f"name one of {', '.join(named)}")
        guess = nearest(name, {one: (one.rpartition("/")[2],) for one in findings})
        hint = f"did you mean {guess}?" if guess else "see the obligations with --json"
        raise BadArgument(f"there is no finding for {name!r}", where="ID", hint=hint)


def run_check(rules: Rules, profile: Profile, request: Request) -> Checked:
    """Check a profile. Raises :class:`BadArgument` for an instrument that the catalog does not have."""
    request = replace(request, instruments=known_instruments(rules, request.instruments))
    book = rules.book.only(request.instruments) if request.instruments else rules.book
    return Checked(rules, profile, request, check(book, profile, request.as_of, drafts=request.drafts))


def known_instruments(rules: Rules, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of instruments, each once, in order. Raises :class:`BadArgument` with the nearest for an unknown one."""
    return tuple(sorted({found_instrument(rules.catalog, name).id for name in names}))


@dataclass(frozen=True)
class Compared:
    """Two checks and what differs between them, by the day on which it changes."""

    before: Checked
    after: Checked
    steps: tuple[Step, ...]

    def to_json(self) -> Json:
        """The changes as JSON."""
        steps = [
            (step.date, [(change.obligation, change.before, change.after, change.follows) for change in step.changes])
            for step in self.steps
        ]
        return changes_json(
            steps, self.before.rules.catalog.obligation, {"before": _side(self.before), "after": _side(self.after)}
        )


def _side(checked: Checked) -> Json:
    receipt = checked.check.receipt
    return {
        "as_of": checked.request.as_of.isoformat(),
        "profile": checked.profile.name,
        "profile_sha256": receipt.profile_sha256,
        "rules_sha256": receipt.rules_sha256,
    }


def compare_profiles(rules: Rules, before: Profile, after: Profile, request: Request) -> Compared:
    """What changes from one product to another on the same day."""
    earlier, later = run_check(rules, before, request), run_check(rules, after, request)
    changes = changes_between(earlier.check, later.check)
    return Compared(earlier, later, (Step(request.as_of, changes),) if changes else ())


def compare_dates(rules: Rules, profile: Profile, request: Request, until: datetime.date) -> Compared:
    """What the law changes for a product after the day of ``request``, up to and including ``until``.

    Raises :class:`BadArgument` where the second day is not after the first.
    """
    if until <= request.as_of:
        raise BadArgument(
            f"{until.isoformat()} is not after {request.as_of.isoformat()}",
            where="--as-of",
            hint="write the earlier day first",
        )
    earlier, later = run_check(rules, profile, request), run_check(rules, profile, replace(request, as_of=until))
    book = rules.book.only(earlier.request.instruments) if earlier.request.instruments else rules.book
    steps = tuple(law_changes(book, profile, request.as_of, until, drafts=request.drafts))
    return Compared(earlier, later, steps)


def as_bytes(value: Json) -> bytes:
    """The bytes that the command prints for a result."""
    return (json.dumps(value, ensure_ascii=False) + "\n").encode()


def profile_from_json(rules: Rules, value: object, name: str) -> Profile:
    """The profile in a JSON value. Raises :class:`regatlas.errors.DataError`."""
    return profile_of_json(value, name, rules.book.facts)  # type: ignore[arg-type]
