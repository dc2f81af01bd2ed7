"""Citations in Chinese: 第二十四条第一款第（三）项, 第十条之一, 第二章第一节, 附件1, and lists and ranges of them."""

from __future__ import annotations

import re

from regatlas.model.reference import Citation, Step
from regatlas.structure.numerals import HAN, chinese_number

_N = rf"[{HAN}\d０-９]"
_UNITS = {
    "分编": "division", "编": "part", "章": "chapter", "节": "section", "条": "article", "條": "article",
    "款": "paragraph", "项": "point", "項": "point", "目": "subpoint",
}  # fmt: skip
_RANK = ("annex", "part", "division", "chapter", "section", "subsection", "article", "paragraph", "point", "subpoint")
# 第一项目, 第二条件 and 第一节课 are no citations.
UNIT = (
    r"(?:分编|编(?![制号码辑写])|章(?![程节])|节(?![约目课点能])|[条條](?![例件约])|款(?![项式额])|[项項](?!目|工[作程]|任务)"
    r"|目(?![标的录前光]))"
)
# 第（二）、（三）项 names two points.
ONE = re.compile(
    rf"第\s?(?:(?P<more>(?:[（(]{_N}{{1,7}}[）)]\s?[、和或及]\s?)*)[（(]\s?(?P<bracketed>{_N}{{1,7}})\s?[）)]"
    rf"|(?P<number>{_N}{{1,7}}))[.．]?\s?(?P<unit>{UNIT})(?:之(?P<inserted>{_N}{{1,3}})(?!{_N}|[日后前内间]))?"
)
# 与附件一并报送 names no annex.
_ANNEX = re.compile(rf"附件\s?(?P<number>{_N}{{1,3}}(?![并起同样次致般旦])|)")
_SEPARATOR = re.compile(
    r"(?P<range>至|到|—|－|-|~|～)|(?:、|，|,|和|及|与|或者|或|以及|并)(?=(?:本[^，。；第]{1,6})?第)"
)
_OWN = re.compile(r"本(?:法典|法|条例|规定|办法|细则|规则|决定|规范|准则|解释|条)(?=第)")
_LONGEST_RANGE = 500

Steps = tuple[Step, ...]


def chinese_citations(text: str, start: int) -> tuple[list[Citation], int]:
    """The citations of a list or range at ``start``, ranges spelled out, and where it ends; none at another text."""
    found, end = _chain(text, start)
    if not found:
        return [], start
    while separator := _SEPARATOR.match(text, end):
        own = _OWN.match(text, separator.end())
        following, stop = _chain(text, own.end() if own else separator.end())
        if not following:
            break
        completed = [_completed(found[-1], steps) for steps in following]
        if separator["range"]:
            found.extend(_between(found[-1], completed[0]))
        found.extend(completed)
        end = stop
    return [Citation(form="chinese", steps=item) for item in found], end


def _chain(text: str, start: int) -> tuple[list[Steps], int]:
    """One citation at ``start``, or several that differ in their last number; none at another text."""
    annex = _ANNEX.match(text, start)
    steps: list[Step] = []
    others: list[Step] = []
    if annex:
        value = chinese_number(annex["number"]) if annex["number"] else None
        steps.append(Step("annex", str(value) if value else ""))
        start = annex.end()
    while not others and (match := ONE.match(text, start)):
        step = _step(match, steps)
        if step is None or (steps and _RANK.index(step.unit) <= _RANK.index(steps[-1].unit)):
            break
        others = [Step(step.unit, number) for number in _numbers(match["more"])]
        steps.append(step)
        start = match.end()
    if not steps:
        return [], start
    return [(*steps[:-1], other) for other in others] + [tuple(steps)], start


def _numbers(more: str | None) -> list[str]:
    values = [chinese_number(number) for number in re.findall(r"[（(](.{1,7}?)[）)]", more or "")]
    return [str(value) for value in values if value]


def _step(match: re.Match[str], before: list[Step]) -> Step | None:
    value = chinese_number(match["bracketed"] or match["number"])
    inserted = chinese_number(match["inserted"]) if match["inserted"] else None
    if not value or value > 9999:
        return None
    unit = _UNITS[match["unit"]]
    if unit == "subpoint" and before and before[-1].unit in ("chapter", "section"):
        unit = "subsection"
    return Step(unit, f"{value}-{inserted}" if inserted else str(value))


def _completed(before: Steps, steps: Steps) -> Steps:
    """第二十二条第一款、第二款: the second begins where the first has the same unit."""
    rank = _RANK.index(steps[0].unit)
    kept = tuple(step for step in before if _RANK.index(step.unit) < rank)
    return steps if steps[0].unit == "article" else (*kept, *steps)


def _between(first: Steps, last: Steps) -> list[Steps]:
    low, high = first[-1].number.partition("-")[0], last[-1].number.partition("-")[0]
    if first[:-1] != last[:-1] or first[-1].unit != last[-1].unit or int(high) - int(low) > _LONGEST_RANGE:
        return []
    return [(*first[:-1], Step(first[-1].unit, str(value))) for value in range(int(low) + 1, int(high))]
