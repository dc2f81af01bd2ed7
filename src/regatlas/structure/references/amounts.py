"""Sums in the words of laws: 一万元以上十万元以下, EUR 35 000 000 or 7 % of its turnover, $20,000 per violation."""

from __future__ import annotations

import re

from regatlas.model.reference import Amount
from regatlas.structure.numerals import HAN, chinese_number

# Chinese

_N = rf"(?:\d[\d,.]*|[{HAN}]+)"
_SUM = rf"(?P<{{0}}>{_N})(?P<{{0}}_unit>万|亿|千万|百万)?"
_MONEY = re.compile(
    rf"(?:{_SUM.format('low')}元?以上(?:至|、)?)?(?:不超过)?{_SUM.format('high')}元以下|{_SUM.format('only')}元以上(?![\d一二三四五六七八九十百千万亿][^，；。]{{0,12}}以下)"
)
_TIMES = re.compile(rf"(?P<basis>[^，。；、\d]{{2,12}}?)(?P<low>{_N})倍以上(?P<high>{_N})倍以下")
_PERCENT = re.compile(
    rf"(?P<basis>[^，。；\d]{{2,14}}?)(?:(?:百分之(?P<low>[{HAN}]+)以上)?百分之(?P<high>[{HAN}]+)以下|(?:(?P<low_sign>\d+)%以上)?(?P<high_sign>\d+)%以下)"
)
_SCALE = {None: 1, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_VERB = re.compile(r"^.*?(?:并处|处以|处|或者)")


def _value(number: str | None, unit: str | None) -> float | None:
    if number is None:
        return None
    digits = number.replace(",", "")
    if digits.replace(".", "", 1).isdigit():
        return float(digits) * _SCALE[unit]
    for scale in ("千万", "百万", "亿", "万"):
        head = number.removesuffix(scale)
        if head != number and chinese_number(head):
            return float(chinese_number(head) or 0) * _SCALE[scale]
    value = chinese_number(number)
    return float(value) * _SCALE[unit] if value else None


def chinese_amounts(clause: str) -> tuple[Amount, ...]:
    """The sums of one clause, in order."""
    found: list[tuple[int, Amount]] = []
    for match in _MONEY.finditer(clause):
        low = _value(match["low"] or match["only"], match["low_unit"] or match["only_unit"] or None)
        high = _value(match["high"], match["high_unit"])
        if low is not None and match["low"] and not match["low_unit"] and "元以上" not in match.group():
            low *= _SCALE[match["high_unit"]]
        if low is not None or high is not None:
            found.append((match.start(), Amount(currency="CNY", minimum=low, maximum=high)))
    for match in _TIMES.finditer(clause):
        basis = _VERB.sub("", match["basis"])
        found.append(
            (
                match.start(),
                Amount(
                    unit="times", minimum=_value(match["low"], None), maximum=_value(match["high"], None), basis=basis
                ),
            )
        )
    for match in _PERCENT.finditer(clause):
        basis = _VERB.sub("", match["basis"])
        low, high = (_value(match[name] or match[f"{name}_sign"], None) for name in ("low", "high"))
        found.append((match.start(), Amount(unit="percent", minimum=low, maximum=high, basis=basis)))
    return tuple(amount for _, amount in sorted(found, key=lambda item: item[0]))


# English

_CURRENCY = {
    "EUR": "EUR",
    "€": "EUR",
    "$": "USD",
    "USD": "USD",
    "RMB": "CNY",
    "CNY": "CNY",
    "¥": "CNY",
    "£": "GBP",
    "GBP": "GBP",
}
_DIGITS = r"\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ENGLISH_SUM = re.compile(
    rf"(?:(?P<sign>EUR|€|\$|USD|RMB|CNY|¥|£|GBP) ?(?P<number>{_DIGITS})(?: (?P<scale>million|billion|thousand))?"
    rf"|(?P<yuan>{_DIGITS})(?: (?P<yuan_scale>million|billion|thousand))? (?:[Yy]uan|RMB|[Rr]enminbi))"
)
_RANGE_LOW = re.compile(
    rf"(?P<number>{_DIGITS})(?: (?P<scale>million|billion|thousand))?(?: yuan)? (?:and|to|but)(?: not more than)? ?$"
)
_AT_LEAST = re.compile(r"(?i)(?:not less than|no less than|at least|minimum of|(?<!not )(?<!no )more than) $")
# "not less than EUR 5 and not more than EUR 10" is one amount.
_SECOND = re.compile(r"(?:\bto|\band|not more than) $")
_SHARE = re.compile(
    r"(?P<number>\d+(?:\.\d+)?) ?(?:%|percent|per cent)"
    r"(?: of (?:its |their |the )?(?P<basis>[^,.;:]{3,90}?)(?=[,.;:]| in the case|$))?"
)
_TIMES_GAINS = re.compile(
    r"(?P<low>\d+|one|two|three|five|ten)(?: times?)? (?:to|and)(?: no more than)? "
    r"(?P<high>\d+|two|three|five|ten) times (?:the (?:amount of )?)?(?P<basis>[^,.;:]{3,60})"
)
_WORDS = {"one": 1, "two": 2, "three": 3, "five": 5, "ten": 10}
_PER = re.compile(r"(?:,? ?(?:for )?(?:each|every|per) (?P<per>[a-z]+(?: [a-z]+)?))")
_SCALES = {None: 1, "thousand": 1e3, "million": 1e6, "billion": 1e9}


def english_amounts(clause: str) -> tuple[Amount, ...]:
    """The sums of one clause, in order; two sums of a range are one amount."""
    found: list[tuple[int, Amount]] = []
    for match in _ENGLISH_SUM.finditer(clause):
        amount = _money(clause, match)
        if found and _SECOND.search(clause, max(0, match.start() - 24), match.start()):
            start, earlier = found.pop()
            low = earlier.minimum if earlier.minimum is not None else earlier.maximum
            found.append((start, amount.model_copy(update={"minimum": low})))
        else:
            found.append((match.start(), amount))
    found.extend(
        (match.start(), Amount(unit="percent", maximum=float(match["number"]), basis=match["basis"]))
        for match in _SHARE.finditer(clause)
    )
    for match in _TIMES_GAINS.finditer(clause):
        low, high = (float(_WORDS.get(match[name], 0) or match[name]) for name in ("low", "high"))
        found.append((match.start(), Amount(unit="times", minimum=low, maximum=high, basis=match["basis"])))
    return tuple(amount for _, amount in sorted(found, key=lambda item: item[0]))


def _money(clause: str, match: re.Match[str]) -> Amount:
    """One sum with the lower one of a range before it, and what it is counted by."""
    scale = match["scale"] or match["yuan_scale"]
    value = _plain(match["number"] or match["yuan"]) * _SCALES[scale]
    currency = _CURRENCY[match["sign"]] if match["sign"] else "CNY"
    start = max(0, match.start() - 60)
    lowest = _RANGE_LOW.search(clause, start, match.start())
    if lowest and not match["sign"]:
        low = _plain(lowest["number"]) * _SCALES[lowest["scale"] or scale]
        return Amount(currency=currency, minimum=low, maximum=value)
    if _AT_LEAST.search(clause, start, match.start()):
        return Amount(currency=currency, minimum=value)
    per = _PER.match(clause, match.end())
    return Amount(currency=currency, maximum=value, per=per["per"] if per else None)


def _plain(number: str) -> float:
    digits = re.sub(r"[ \u00a0\u202f,]", "", number)
    return float(digits.replace(".", "") if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits) else digits)
