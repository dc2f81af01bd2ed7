"""Counting days on the official Chinese calendar.

How it is counted, after the Civil Code of the PRC, book one, chapter ten:

- time is counted by the civil calendar (art. 200);
- the day on which a period begins does not count, the next one is the first (art. 201);
- a period of months or years ends on the same day of its last month, or on that month's last day where there is no such
  day (art. 202);
- a period of days, months or years whose last day is a statutory holiday or a day of rest ends on the day after it
  (art. 203), which here is the next working day;
- a text may say otherwise (art. 204), as those do that count in working days.

Administrative texts have no rule of their own on this; that the Civil Code's is used for them is our reading, and every
due date says how it was counted.

Working days are Monday to Friday and the make-up days at weekends that the State Council's yearly notice sets, without
the holidays of that notice. The notices come from ``chinese_calendar``; the one for a year is published late in the
year before, and until then no working day of that year can be counted.
"""

from __future__ import annotations

import calendar
import datetime
from functools import cache
from importlib.metadata import version
from typing import Final

import chinese_calendar.constants

DAY: Final = datetime.timedelta(days=1)
HOLIDAYS: Final = frozenset(chinese_calendar.constants.holidays)
MAKE_UP_DAYS: Final = frozenset(chinese_calendar.constants.workdays)


class Unpublished(Exception):
    """The calendar of ``year`` has not been published, or lies before the first that we have."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no calendar of working days for {year}")
        self.year = year


@cache
def published_years() -> frozenset[int]:
    """The years whose notice we have: those with a National Day, since a notice may reach into the next January."""
    return frozenset(day.year for day in HOLIDAYS if (day.month, day.day) == (10, 1))


@cache
def calendar_name() -> str:
    """The table of working days and its last year, for receipts."""
    return f"chinesecalendar {version('chinesecalendar')}, to {max(published_years())}"


def is_working_day(day: datetime.date) -> bool:
    """Whether offices are open on ``day``. Raises :class:`Unpublished`."""
    if day.year not in published_years():
        raise Unpublished(day.year)
    return day in MAKE_UP_DAYS or (day.weekday() < 5 and day not in HOLIDAYS)


def count_working_days(start: datetime.date, count: int, direction: int = 1) -> datetime.date:
    """The ``count``-th working day after ``start`` (before it, where ``direction`` is -1); ``start`` does not count.

    Raises :class:`Unpublished`, and :class:`OverflowError` beyond the last day that a date can be.
    """
    day = start
    left = count
    while left:
        day += direction * DAY
        left -= is_working_day(day)
    return day


def rolled(day: datetime.date) -> datetime.date:
    """``day``, or the first working day after it where offices are closed. Raises :class:`Unpublished`."""
    while not is_working_day(day):
        day += DAY
    return day


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day ``months`` later (earlier where negative), or the last of that month where it has no such day.

    Raises :class:`OverflowError` beyond the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise OverflowError("date value out of range")
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))
