"""Instruments that a text names and the catalog does not have under that name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from regatlas.app.mining.naming import Mention, instrument_names
from regatlas.catalog.catalog import Catalog
from regatlas.structure.references.instruments import NameFinder, chinese_names

# What a title in English needs, so that "the Measures" and "Draft Law" are no names.
_TITLE = re.compile(
    r"(?:[A-Z][\w’'-]*|\(Trial\)|12th|13th|14th|15th)"
    r"(?:,? (?:(?:of|on|for|the|in|and|to|with|by|against) ){0,3}(?:[A-Z0-9][\w’'&/-]*|\(Trial\)))*"
)
_KIND = re.compile(
    r"\b(?:Measures|Provisions|Regulations?|Rules|Law|Act|Norms|Principles|Opinions|Guidelines|Framework|Initiative"
    r"|Plan|Standard|Code|Declaration|Charter|Convention|Consensus|Strategy|Requirements|Decision)\b"
)
# 《办法》 is short for a title that stands before.
_LONGEST_KIND = 3
# "… Measures on 3 May 2024" is a title and a date.
_MONTH = r"January|February|March|April|May|June|July|August|September|October|November|December"
_DATED = re.compile(
    rf"(?:,? (?:on|in|since|from|by|of))?,? (?:the )?(?:\d{{1,2}} (?=[A-Z])|(?:{_MONTH})\b(?= \d|,|$| of)).*", re.DOTALL
)
_LEADING = re.compile(
    rf"^(?:(?:{_MONTH}|\d{{1,4}}|the|The|This|These|Those|In|On|Under|And|But|While|When|With|Both|New"
    r"|China's|China’s),? )+"
)
_SAME = {
    "administration": "management",
    "administrative": "management",
    "algorithmic": "algorithm",
    "artificial": "ai",
    "labelling": "label",
    "labeling": "label",
    "regulation": "regulation",
    "synthesi": "synthesis",
}
_EMPTY = frozenset(
    [
        *("of", "the", "on", "for", "in", "and", "to", "a", "by", "people", "republic", "china", "prc", "trial"),
        *("intelligence", "interim", "municipality", "several", "s", "draft"),
    ]
)
_DRAFT = re.compile(r"\s?[（(](?:征求意见稿|草案|公开征求意见稿|[Dd]raft(?: for [Cc]omments?)?)[）)]$")


class Outsiders:
    """Finds names of instruments beside those of the catalog; the same words in another order are no other title."""

    def __init__(self, catalog: Catalog) -> None:
        self._finder = NameFinder()
        self._titles: Mapping[frozenset[str], set[str]] = _titles(catalog)

    def find(self, text: str, taken: list[Mention]) -> Iterator[Mention]:
        """The names that overlap none of ``taken``; those that are a title in other words get its id."""
        # A mark for each character: comparing every pair of names took minutes on texts with thousands of them.
        covered = bytearray(len(text))
        for one in taken:
            if one.kind == "instrument":
                covered[one.start : one.end] = b"\x01" * (one.end - one.start)
        for start, found_end in self._spans(text):
            dated = _DATED.search(text, start, found_end)
            end = dated.start() if dated else found_end
            if any(covered[start:end]):
                continue
            covered[start:end] = b"\x01" * (end - start)
            name = _DRAFT.sub("", text[start:end].strip("《》"))
            draft = len(name) < len(text[start:end].strip("《》"))
            ids = tuple(sorted(self._titles.get(words_of(name), ())))
            yield Mention("instrument", ids, name, start, end, draft=draft)

    def near(self, name: str) -> tuple[str, ...]:
        """Ids of instruments whose titles share most of their words with ``name``, the likest first."""
        words = words_of(name)
        scored = [
            (len(words & title) / len(words | title), each)
            for title, ids in self._titles.items()
            for each in ids
            if words & title
        ]
        return tuple(dict.fromkeys(each for score, each in sorted(scored, key=lambda x: (-x[0], x[1])) if score >= 0.6))

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        named = (one for one in chinese_names(text) if len(one.name) > _LONGEST_KIND)
        yield from ((one.start, one.start + len(one.name) + 2) for one in named)
        for match in _TITLE.finditer(text):
            if _KIND.search(match.group()):
                yield from _titled(text, match)
        yield from ((one.start, one.end) for one in self._finder.find(text))


def _titled(text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """A run of capitalised words around a kind of instrument: at least three words that tell something."""
    lead = _LEADING.match(match.group())
    start = match.start() + (lead.end() if lead else 0)
    name = text[start : match.end()]
    if len(words_of(name)) >= 3 and len(_KIND.findall(name)) == 1:
        yield start, match.end()


def words_of(name: str) -> frozenset[str]:
    """The words of a title that tell it from others, in one form; of a Chinese title its pairs of characters."""
    if re.search(r"[\u3400-\u9fff]", name):
        plain = re.sub(r"[《》〈〉（）()\s]|中华人民共和国|试行|暂行", "", name)
        return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
    words = (word.removesuffix("s") for word in re.findall(r"[a-z0-9]+", name.lower()))
    return frozenset(_SAME.get(word, word) for word in words if word not in _EMPTY)


def _titles(catalog: Catalog) -> dict[frozenset[str], set[str]]:
    found: dict[frozenset[str], set[str]] = {}
    for instrument in catalog.instruments:
        for name in instrument_names(instrument):
            if len(words_of(name)) >= 3:
                found.setdefault(words_of(name), set()).add(instrument.id)
    return found
