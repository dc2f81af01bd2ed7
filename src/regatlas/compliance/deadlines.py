"""The last day of a time limit, and in words how it was counted or why it could not be."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from regatlas.compliance.calendar import (
    DAY,
    HOLIDAYS,
    MAKE_UP_DAYS,
    Unpublished,
    add_months,
    count_working_days,
    rolled,
)
from regatlas.compliance.values import NoDate, Value
from regatlas.model.finding import Due
from regatlas.model.obligation import Deadline
from regatlas.model.taxonomy import Bilingual


def due_of(deadline: Deadline, values: Mapping[str, Value]) -> Due:
    """When the limit ends for a product of which ``values`` are known."""
    if deadline.at_latest is not None:
        fixed = Bilingual(en="The instrument names the day itself.", zh="规定直接载明该日期。")
        return Due(date=deadline.at_latest, rule=deadline.rule, citation=deadline.citation, counting=fixed)
    found = Due(date=None, rule=deadline.rule, citation=deadline.citation, starts=deadline.starts)
    start = values.get(deadline.starts or "")
    if not isinstance(start, datetime.date):
        return found.model_copy(update={"problem": _NO_DAY if isinstance(start, NoDate) else _NO_ANSWER})
    found = found.model_copy(update={"start": start})
    try:
        return found.model_copy(update=_counted(deadline, start))
    except Unpublished as error:
        return found.model_copy(update={"problem": _unpublished(error.year)})
    except OverflowError:
        return found.model_copy(update={"problem": _BEYOND})


_NO_ANSWER = Bilingual(
    en="The day from which the limit runs has not been given.", zh="尚未提供期限的起算日，无法计算截止日期。"
)
_NO_DAY = Bilingual(
    en="According to the profile, there is no day from which the limit would run.",
    zh="依所填情况，不存在期限的起算日。",
)
_BEYOND = Bilingual(en="The limit ends beyond the calendar.", zh="期限届满日超出日历范围，无法计算。")


def _unpublished(year: int) -> Bilingual:
    return Bilingual(
        en=f"The State Council's calendar of working days for {year} is not in our table, so the last day cannot be "
        f"counted; count it by hand once the calendar has been published.",
        zh=f"{year}年的法定节假日安排未收录，无法推算截止日期；待国务院办公厅公布后另行计算。",
    )


def _counted(deadline: Deadline, start: datetime.date) -> dict[str, object]:
    count, direction = deadline.count or 0, -1 if deadline.direction == "before" else 1
    if deadline.unit == "working-days":
        last = count_working_days(start, count, direction)
        return {"date": last, "counting": _working_days(start, last, count)}
    if deadline.unit == "days":
        last = start + direction * count * DAY
    else:
        last = add_months(start, direction * count * (12 if deadline.unit == "years" else 1))
    return _settled(last) if direction > 0 else {"date": last, "counting": _BACKWARD}


_BACKWARD = Bilingual(
    en="Counted back from the day named, which is not counted itself. It is not moved where offices are closed on it: "
    "act on the working day before.",
    zh="自所述日期向前计算，该日不计入。截止日为休息日的不顺延，请于此前的工作日办理。",
)


def _settled(last: datetime.date) -> dict[str, object]:
    """The last day of a period of calendar days, months or years, moved on where offices are closed."""
    try:
        moved = rolled(last)
    except Unpublished as error:
        return {"date": last, "counting": _unrolled(error.year), "uncertain": True}
    return {"date": moved, "counting": _UNMOVED if moved == last else _moved(last)}


_UNMOVED = Bilingual(
    en="The first day is not counted (Civil Code, art. 201); a period of months or years ends on the same day of its "
    "last month (art. 202).",
    zh="期间开始的当日不计入（民法典第二百零一条）；按月、年计算的，到期月的对应日为最后一日（第二百零二条）。",
)


def _moved(last: datetime.date) -> Bilingual:
    return Bilingual(
        en=f"The first day is not counted (Civil Code, art. 201). The period would end on {last.isoformat()}, when "
        f"offices are closed, and so ends on the next working day (art. 203).",
        zh=f"期间开始的当日不计入（民法典第二百零一条）。期间原于{last.isoformat()}届满，该日为休息日，"
        f"顺延至其后的工作日（第二百零三条）。",
    )


def _unrolled(year: int) -> Bilingual:
    return Bilingual(
        en=f"The first day is not counted (Civil Code, art. 201). The calendar of working days for {year} is not in "
        f"our table: should offices be closed on this day, the period ends on the next working day (art. 203).",
        zh=f"期间开始的当日不计入（民法典第二百零一条）。{year}年的法定节假日安排未收录；"
        f"如该日为休息日，则顺延至其后的工作日（第二百零三条）。",
    )


def _working_days(start: datetime.date, last: datetime.date, count: int) -> Bilingual:
    first, final = min(start, last), max(start, last)
    days = [first + offset * DAY for offset in range((final - first).days + 1)]
    between = [day for day in days if day != start]
    made_up = [day.isoformat() for day in between if day in MAKE_UP_DAYS]
    free = [day for day in between if day in HOLIDAYS]
    english = [f"{count} working days, the day itself ({start.isoformat()}) not counted (Civil Code, art. 201)"]
    chinese = [f"共{count}个工作日，起算当日（{start.isoformat()}）不计入（民法典第二百零一条）"]
    if free:
        english.append(f"public holidays left out: {_span(free)}")
        chinese.append(f"扣除法定节假日{_span(free, zh=True)}")
    if made_up:
        english.append(f"make-up working days counted: {', '.join(made_up)}")
        chinese.append(f"计入调休上班日{'、'.join(made_up)}")
    return Bilingual(en="; ".join(english) + ".", zh="；".join(chinese) + "。")


def _span(days: list[datetime.date], *, zh: bool = False) -> str:
    """Days as runs: ``2025-10-01 to 2025-10-08``."""
    runs: list[list[datetime.date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    link, comma = ("至", "、") if zh else (" to ", ", ")
    return comma.join(
        run[0].isoformat() if len(run) == 1 else f"{run[0].isoformat()}{link}{run[-1].isoformat()}" for run in runs
    )
