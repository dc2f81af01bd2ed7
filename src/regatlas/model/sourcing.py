"""Where a statement of the catalog comes from, and how exactly its date is known."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from regatlas.model.base import Frozen
from regatlas.model.taxonomy import Bilingual

Precision = Literal["day", "month", "year"]
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _as_text(value: object) -> object:
    # YAML reads 2017-07-20 as a date and 2017 as an integer.
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value


def _real(value: str) -> str:
    match = _PARTIAL.fullmatch(value)
    if match is None:
        raise ValueError("this should be a date such as 2017-07-20, 2017-07 or 2017")
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError("there is no such date") from None
    return value


PartialDate = Annotated[str, BeforeValidator(_as_text), AfterValidator(_real)]
"""An ISO 8601 date that may stop at the month or at the year: ``2017-07-20``, ``2017-07``, ``2017``."""

CatalogId = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]{2})?/[a-z0-9]+(-[a-z0-9]+)*$")]
"""Jurisdiction in small letters and a name: ``cn/generative-ai``, ``cn-sz/ai-industry``."""

ProvisionId = Annotated[str, StringConstraints(pattern=r"^[a-z]+_[0-9a-z-]+(__[a-z]+_[0-9a-z-]+)*$")]
"""The eid of a provision below chapters: ``art_24``, ``art_24__para_1``, ``measure_8``."""


def precision_of(partial: str) -> Precision:
    """How exactly a partial date is known."""
    precisions: tuple[Precision, ...] = ("year", "month", "day")
    return precisions[partial.count("-")]


def first_day(partial: str) -> date:
    """The first day on which a partial date can lie."""
    return date.fromisoformat(partial + {4: "-01-01", 7: "-01", 10: ""}[len(partial)])


def last_day(partial: str) -> date:
    """The last day on which a partial date can lie."""
    first = first_day(partial)
    if len(partial) == 10:
        return first
    following = date(first.year + 1, 1, 1) if len(partial) == 4 else (first.replace(day=28) + timedelta(days=4))
    return following.replace(day=1) - timedelta(days=1)


class SourceReference(Frozen):
    """Who says something. ``says`` is the value stated there, ``verified`` whether we compared it with that source.

    ``corpus`` names the file of the project's corpus (path below its root) where the statement was compared.
    """

    publisher: Bilingual
    url: str | None = None
    title: Bilingual | None = None
    says: str | None = None
    official: bool = False
    corpus: str | None = None
    verified: bool = False


class DatedStatement(Frozen):
    """A date of an instrument, and the sources for it. ``note`` tells how the text states it."""

    date: PartialDate
    note: Bilingual | None = None
    sources: tuple[SourceReference, ...] = ()
    verified: bool = False

    @cached_property
    def precision(self) -> Precision:
        """Day, month or year."""
        return precision_of(self.date)
