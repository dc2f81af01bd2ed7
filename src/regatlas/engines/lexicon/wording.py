"""Lists and citations in running English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from regatlas.model.document import Document, Provision
from regatlas.model.judgement import Evidence
from regatlas.model.taxonomy import Bilingual

# A provision that lawyers cite by itself; what lies inside is told by it.
_UNITS = frozenset({"article", "section", "measure", "recital", "annex"})
_CITATION = re.compile(r"(?P<kind>Article|Section|Sec\.|Recital|Annex|Measure|Part|Chapter|§)\s+(?P<number>[^,]+)\Z")
_PLURALS = {"Sec.": "Secs.", "§": "§§", "Annex": "Annexes"}
_ENGLISH_KINDS = {
    "article": "Article", "section": "Section", "measure": "Measure", "recital": "Recital", "annex": "Annex",
    "chapter": "Chapter", "part": "Part",
}  # fmt: skip
_CHINESE_KINDS = {
    "article": "第{}条", "section": "第{}节", "measure": "第{}项", "recital": "序言第{}段", "annex": "附件{}",
    "chapter": "第{}章", "part": "第{}部分",
}  # fmt: skip
_ENGLISH_NAMES = {"Title": "the title", "Preamble": "the preamble", "Enacting clause": "the enacting clause"}
_CHINESE_NAMES = {"Title": "标题", "Preamble": "序言", "Enacting clause": "颁布词"}
_PARAGRAPH = re.compile(r"paragraph (\d+)\Z")
_CJK = re.compile(r"[\u4e00-\u9fff]")


def joined(items: Sequence[str]) -> Bilingual:
    """The items as a list: "a, b and c" and 甲、乙和丙, with semicolons where an item has a comma itself."""
    if len(items) < 2:
        return Bilingual(en="".join(items), zh="".join(items))
    heavy_en = any(", " in item for item in items)
    heavy_zh = any("、" in item for item in items)
    *most, last = items
    return Bilingual(
        en=("; " if heavy_en else ", ").join(most) + ("; and " if heavy_en else " and ") + last,
        zh=("；".join([*most, last])) if heavy_zh else "、".join(most) + "和" + last,
    )


def named(label: str) -> str:
    """A label in the middle of an English sentence: its first letter small, unless it begins with an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def is_titled(label: str) -> bool:
    """Whether the label capitalises its words, as the names of sectors do: such labels stand as they are."""
    return any(word[:1].isupper() and not word.isupper() for word in label.split()[1:])


def cited(document: Document, evidence: Iterable[Evidence]) -> Bilingual:
    """The provisions in which the evidence stands, each once, in the order of the text: "Articles 7, 9 and 11"."""
    units = {unit.eid: unit for unit in (_unit(document, one.eid) for one in evidence)}
    ordered = sorted(units.values(), key=lambda unit: unit.span.start)
    en = list(dict.fromkeys(_english(unit) for unit in ordered))
    zh = list(dict.fromkeys(_chinese(unit) for unit in ordered))
    return Bilingual(en=joined(_grouped(en)).en, zh=joined(zh).zh)


def _unit(document: Document, eid: str) -> Provision:
    chain = document.ancestors(eid)
    return next((one for one in chain if one.kind in _UNITS and one.citation), chain[0])


def _english(unit: Provision) -> str:
    if unit.citation and not _CJK.search(unit.citation):
        return _ENGLISH_NAMES.get(unit.citation, unit.citation)
    if unit.number and unit.kind in _ENGLISH_KINDS:
        return f"{_ENGLISH_KINDS[unit.kind]} {unit.number}"
    return "the title" if unit.kind in ("title", "intro") and unit.span.start == 0 else "the text"


def _chinese(unit: Provision) -> str:
    if unit.citation and _CJK.search(unit.citation):
        return unit.citation
    if unit.number and unit.kind in _CHINESE_KINDS:
        return _CHINESE_KINDS[unit.kind].format(unit.number)
    if paragraph := _PARAGRAPH.match(unit.citation or ""):
        return f"第{paragraph[1]}段"
    return _CHINESE_NAMES.get(unit.citation or "", unit.citation or "正文")


def _grouped(citations: Sequence[str]) -> list[str]:
    """``Article 7``, ``Article 9`` and ``Article 11`` as one: ``Articles 7, 9 and 11``."""
    matches = [(_CITATION.match(citation), citation) for citation in citations]
    groups: list[str] = []
    for kind, members in groupby(matches, key=lambda pair: pair[0]["kind"] if pair[0] else ""):
        pairs = list(members)
        if not kind or len(pairs) == 1:
            groups.extend(citation for _, citation in pairs)
            continue
        numbers = [match["number"] for match, _ in pairs if match]
        groups.append(f"{_PLURALS.get(kind, kind + 's')} {joined(numbers).en}")
    return groups
