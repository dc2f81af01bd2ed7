"""The names of the catalog in a text: instruments, agencies, companies and towns, each where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from regatlas.app.mining.aliases import BODIES, PLACES
from regatlas.catalog.catalog import Catalog
from regatlas.model.chronicle import Agency
from regatlas.model.instrument import Instrument

Kind = Literal["instrument", "agency", "company", "place"]
_ALIKE = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "（": "(", "）": ")", "“": '"', "”": '"'})
_HAN = re.compile(r"[\u3400-\u9fff]")
_PRC = re.compile(r" of the (?:People's Republic of China|PRC)| \(Trial\)", re.IGNORECASE)
_NO_NAME = re.compile(r"agora:\d+|Order No\. \d+|[A-Z].{0,20}Order No\. \d+", re.IGNORECASE)
_MINOR = frozenset({"of", "the", "on", "for", "in", "and", "to", "by"})
# 公安部门 is no 公安部, and the General Office is not the State Council.
_OTHER_AFTER = re.compile(r"门|办公厅|令第|办公室|'s (?:General )?Office|直属")
_OTHER_BEFORE = re.compile(r"(?:Office of (?:the )?|Vice[ -]|原)$")
_OURS = ("china", "prc", "beijing", "shanghai", "shenzhen", "country", "state", "nation", "council", "its")
_FOREIGN_BEFORE = re.compile(r"([A-Z][a-z]+)'s $|\b(EU|US|UK|U\.S\.|European|Korean|Japanese|Vietnamese|Indian) $")
_FOREIGN_AFTER = re.compile(r" of (?:the )?(?!People's Republic|PRC|China)([A-Z][a-z]+)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands. ``ids`` are the entries that it can mean: one, or several where a name is shared.

    An instrument outside the catalog has no ids. ``said`` is the place of the words that mean it where it is not named
    itself; ``candidates`` are then the keys of all that they can mean. ``oblique`` tells that something is done
    with it, so that it is not what the sentence speaks of.
    """

    kind: Kind
    ids: tuple[str, ...]
    name: str
    start: int
    end: int
    said: tuple[int, int] | None = None
    oblique: bool = False
    draft: bool = False
    candidates: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the text leaves open what is meant."""
        return len(self.ids) > 1 or (self.said is not None and len(self.candidates) != 1)

    @property
    def key(self) -> str:
        """What tells one thing from another: the id, or the name of what has none."""
        return self.ids[0] if len(self.ids) == 1 else self.name


def fold(text: str) -> str:
    """The text in small letters and with plain quotation marks; every character keeps its place."""
    lowered = text.translate(_ALIKE)
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in lowered)


@dataclass(frozen=True, slots=True)
class _Name:
    kind: Kind
    id: str
    name: str


class NameIndex:
    """All names of a catalog, found in one pass; of names that begin together the longest wins."""

    def __init__(self, catalog: Catalog) -> None:
        named: defaultdict[str, list[_Name]] = defaultdict(list)
        for one in _all_names(catalog):
            if one not in named[fold(one.name)]:
                named[fold(one.name)].append(one)
        self._names = list(named.values())
        self._found = AhoCorasick(list(named), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[Mention]:
        """Every name in order, without overlap."""
        plain = text.translate(_ALIKE)
        for number, start, end in self._found.find_matches_as_indexes(fold(text)):
            named = [one for one in self._names[number] if _stands(plain, start, end, one)]
            if named:
                ids = tuple(dict.fromkeys(one.id for one in named))
                yield Mention(named[0].kind, ids, text[start:end], start, end)


def _all_names(catalog: Catalog) -> Iterator[_Name]:
    for instrument in catalog.instruments:
        yield from (_Name("instrument", instrument.id, name) for name in instrument_names(instrument))
    for agency in catalog.agencies:
        yield from (_Name("agency", agency.id, name) for name in _agency_names(agency))
    for event in catalog.events:
        for company in event.companies:
            english = re.sub(r" ?\(.*\)$", "", company.en)
            yield _Name("company", english, english)
            yield _Name("company", english, re.sub(r"（.*）$", "", company.zh))
    for english, chinese in PLACES.items():
        yield _Name("place", english, english)
        yield _Name("place", english, chinese)


def instrument_names(instrument: Instrument) -> Iterator[str]:
    """Titles, short titles, aliases and numbers of an instrument, in the ways in which pages write them."""
    both = [text for text in (instrument.title, instrument.short_title, instrument.number) if text]
    names = [*(text.en for text in both), *(text.zh for text in both), *instrument.aliases]
    for name in names:
        if not _NO_NAME.fullmatch(name):
            yield from (each for each in _variants(name) if _telling(each))


def _variants(name: str) -> Iterator[str]:
    if _HAN.search(name):
        inner = re.search(r"《(.+)》", name)
        for each in (name, name.split("——", maxsplit=1)[0], inner[1] if inner else name):
            yield each
            yield re.sub(r"^中华人民共和国|[（(]试行[）)]$", "", each)
        return
    pieces = [name, *name.split(": ")]
    for piece in (_PRC.sub("", piece.translate(_ALIKE)) for piece in (*pieces, name)):
        swapped = [piece, piece.replace("Management", "Administration"), piece.replace("Labelling", "Labeling")]
        for each in swapped:
            yield each
            yield each.replace("Artificial Intelligence", "AI")


def _telling(name: str) -> bool:
    """Whether a name can stand by itself: 治理原则 is said of much, 个保法 of one law."""
    if _HAN.search(name):
        return len(name) >= 5 or (name.endswith("法") and len(name) >= 3)
    return len(name) >= 3


def _agency_names(agency: Agency) -> Iterator[str]:
    for text in (agency.name, agency.short_name):
        if text is not None:
            yield text.en.translate(_ALIKE)
            yield text.zh
    yield re.sub(r" of the People's Republic of China$", "", agency.name.en)
    yield from BODIES.get(agency.id, ())


def _stands(text: str, start: int, end: int, name: _Name) -> bool:
    """Whether the words are the name: whole words, capitals where it has them, and no part of another's name."""
    words = text[start:end]
    if _HAN.search(words):
        return not (name.kind == "agency" and _OTHER_AFTER.match(text, end))
    if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
        return False
    if name.name.isupper() and words != name.name:
        return False
    if _capitalised(name.name) and not (words[0].isupper() or words[0].isdigit()):
        return False
    if name.kind == "agency":
        return not (_OTHER_AFTER.match(text, end) or _OTHER_BEFORE.search(text, max(0, start - 24), start))
    return name.kind != "instrument" or not _foreign(text, start, end)


def _capitalised(name: str) -> bool:
    return all(word[0].isupper() or not word[0].isalpha() for word in name.split() if word not in _MINOR)


def _foreign(text: str, start: int, end: int) -> bool:
    """Korea's Personal Information Protection Law, and the Data Security Law of Ruritania, are other laws."""
    before = _FOREIGN_BEFORE.search(text, max(0, start - 24), start)
    after = _FOREIGN_AFTER.match(text, end)
    owners = [match[1] or match[match.lastindex or 1] for match in (before, after) if match]
    return any(owner.lower() not in _OURS for owner in owners)
