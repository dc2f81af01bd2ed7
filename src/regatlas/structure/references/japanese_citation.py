"""Citations in Japanese: 第五条の二第二項第三号イ, 附則第一条, 第一編第二章, 別表第一, as Japanese statutes count them.

A 項 is a paragraph there and a point in China; 条 stands in Japanese and in simplified Chinese, 項 and 号 only in
Japanese beside it. What reads the same in both languages (第五条, 第二章, 第二項) is left to Chinese.
"""

from __future__ import annotations

import re
from itertools import pairwise

from regatlas.model.citing import JAPANESE_ANNEXES, JAPANESE_FIXED, JAPANESE_UNITS, KANA
from regatlas.model.reference import Citation, Step
from regatlas.structure.numerals import HAN, chinese_number

_N = rf"[{HAN}\d０-９]{{1,7}}"
_INSERTED = rf"(?P<inserted>(?:の{_N})*)"
_UNITS = {word: unit for unit, word in JAPANESE_UNITS.items()}
_RANK = (*JAPANESE_UNITS, "iroha", "item")
_ANNEX_UNITS = {word: unit for unit, word in JAPANESE_ANNEXES.items()}
_SUPPLEMENT = re.compile(r"附則(?P<law>（[^（）]{1,80}）)?")
_ANNEX_WORDS = "|".join(sorted(_ANNEX_UNITS, key=len, reverse=True))
_ANNEX = re.compile(rf"(?P<word>{_ANNEX_WORDS})(?:第(?P<number>{_N}){_INSERTED})?")
_STEP = re.compile(rf"第(?P<number>{_N})(?P<unit>[{''.join(_UNITS)}]){_INSERTED}")
_BELOW = re.compile(rf"(?P<kana>[{KANA}])|（(?P<item>[0-9０-９]{{1,2}})）")
_FIGURES = str.maketrans("０１２３４５６７８９", "0123456789")
# What no Chinese citation has. 条 with 項 is Japanese too: Chinese writes 条 with 项, or 條 with 項.
_OWN = re.compile(rf"号|の|附則|[節編]|条.*項|[{KANA}]|{_ANNEX_WORDS}")


def japanese_citation(text: str) -> Citation | None:
    """The provision that a citation names; None for anything else, and for what Chinese writes in the same way."""
    for unit, words in JAPANESE_FIXED.items():
        if text == words:
            return Citation(form="japanese", steps=(Step(unit, ""),))
    if not _OWN.search(text):
        return None
    steps, end = _outer(text)
    while match := _STEP.match(text, end):
        steps.append(Step(_UNITS[match["unit"]], _number(match)))
        end = match.end()
    while match := _BELOW.match(text, end):
        kana = match["kana"]
        steps.append(
            Step("iroha", str(KANA.index(kana) + 1)) if kana else Step("item", match["item"].translate(_FIGURES))
        )
        end = match.end()
    if not steps or end != len(text) or not _descends(steps):
        return None
    return Citation(form="japanese", steps=tuple(steps))


def _outer(text: str) -> tuple[list[Step], int]:
    """The supplementary provisions or the annexed table within which a citation stands, if it stands in one."""
    supplement = _SUPPLEMENT.match(text)
    if supplement:
        return [Step("supplement", (supplement["law"] or "").strip("（）"))], supplement.end()
    annex = _ANNEX.match(text)
    if annex:
        return [Step(_ANNEX_UNITS[annex["word"]], _number(annex) if annex["number"] else "")], annex.end()
    return [], 0


def _below(match: re.Match[str]) -> Step:
    if match["kana"]:
        return Step("iroha", str(KANA.index(match["kana"]) + 1))
    return Step("item", match["item"].translate(_FIGURES))


def _number(match: re.Match[str]) -> str:
    parts = [match["number"], *filter(None, match["inserted"].split("の"))] if match["inserted"] else [match["number"]]
    return "-".join(str(chinese_number(part) or 0) for part in parts)


def _descends(steps: list[Step]) -> bool:
    ranks = [_RANK.index(step.unit) for step in steps if step.unit in _RANK]
    return all(one < other or one == other == _RANK.index("item") for one, other in pairwise(ranks))
