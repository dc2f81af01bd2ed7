"""Citations in English as lawyers write them, one phrase at a time.

A phrase is units with numbers, joined downward ("Article 5(1), first subparagraph, point (h)"), upward ("paragraphs 1
and 2 of Article 6") or by position ("this Section", "the preceding paragraph"). Reading one is a walk over a few
patterns, each anchored where the last one ended, so that a text is read in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from string import ascii_lowercase

from ahocorasick_rs import AhoCorasick

from regatlas.model.citing import ORDINALS, print_english
from regatlas.model.reference import Citation, Step
from regatlas.structure.numerals import roman_number
from regatlas.structure.references.numbering import numbers_between, style_of

_WORDS = {
    "article": "articles?", "annex": "annex(?:es)?", "appendix": "appendix", "recital": "recitals?",
    "paragraph": "paragraphs?", "subparagraph": "sub-?paragraphs?", "point": "points?", "item": "items?",
    "section": "sections?", "subsection": "sub-?sections?", "clause": "clauses?", "subclause": "sub-?clauses?",
    "chapter": "chapters?", "subchapter": "sub-?chapters?", "part": "parts?", "title": "titles?",
    "subtitle": "sub-?titles?", "division": "divisions?",
}  # fmt: skip
RANK = {
    "annex": 0, "recital": 0, "division": 1, "part": 2, "title": 3, "subtitle": 4, "chapter": 6, "subchapter": 7,
    "section": 8, "article": 9, "subsection": 10, "paragraph": 11, "subparagraph": 12, "point": 13, "clause": 13,
    "subclause": 14, "item": 15,
}  # fmt: skip
_SPELLED = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_ABBREVIATED = r"[Aa]rts?\.|[Ss]ecs?\.|SECS?\.|[Pp]aras?\."


def _cases(word: str) -> str:
    """A word in small letters, with a capital, and in capitals, which is faster than a search without case."""
    return rf"[{word[0].upper()}{word[0]}]{word[1:]}|{word.upper()}"


UNIT = rf"(?:\b(?:(?:{'|'.join(_cases(word) for word in _WORDS.values())})\b|{_ABBREVIATED})|§§?)"
_DOUBLED = "|".join(letter * 2 for letter in ascii_lowercase)
_ITEM = rf"\((?:\d{{1,3}}[a-zA-Z]?|[a-z]|{_DOUBLED}|[ivxlc]{{1,6}}|[A-Z]|{_DOUBLED.upper()}|[IVXLC]{{1,6}})\)"
_NUMBER = (
    r"(?:\d{1,5}(?:[-.]\d{1,5}){0,3}(?:[a-zA-Z]{0,2}|-[A-Z])(?![\w%’'])(?!,\d)"
    r"|[IVXLC]{1,7}(?![\w’'-])|[A-Z]\d{0,2}(?![\w’'-]))"
)
_ATOM = re.compile(rf"(?P<number>{_NUMBER})?(?P<items>(?: ?{_ITEM})*)")
_AFTER_UNIT = re.compile(r" ?(?=[\dIVXLCA-Z(])|\n(?=\()")
_SEPARATOR = re.compile(
    r"(?P<list>, (?:and |or |AND |OR )?| (?:and/or|and|or|AND|OR) )|(?P<range> (?:to|through|TO|THROUGH) | ?[–-] ?)"
)
_ORDINAL = "|".join(ORDINALS)
_ORDINALS = re.compile(
    rf"(?:the )?((?:{_ORDINAL})(?:(?:, and |, or |, | and | or )(?:{_ORDINAL}))*) (sub-?)?paragraphs?\b"
)
_BEFORE = re.compile(
    rf"(?:(?P<this>[Tt]his|THIS)"
    rf"|(?:[Tt]he )?(?P<back>[Pp]receding|[Pp]revious|[Ff]oregoing)(?: (?P<count>two|three|four|five))?"
    rf"|(?:[Tt]he )?(?P<ordinals>(?:[{''.join(sorted({o[0].upper() for o in ORDINALS}))}])?(?:{_ORDINAL})"
    rf"(?:(?:, and |, or |, | and | or )(?:{_ORDINAL}))*)) $"
)
_DOWN = re.compile(rf",? (?={UNIT}|(?:the )?(?:{_ORDINAL})\b)")
_UP = re.compile(
    rf"(?:,? of (?:the )?| OF (?:THE )?)(?={UNIT}|(?:{_ORDINAL})\b)| (?:of|OF) (?P<this>this|THIS|the same) (?={UNIT})"
)
_UNIT = re.compile(UNIT)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}


def unit_of(word: str) -> str:
    """The unit that a word names: ``Articles`` and ``Art.`` are ``article``."""
    lowered = word.lower().replace("-", "")
    if lowered.startswith(("§", "sec")):
        return "section"
    if lowered.startswith("para"):
        return "paragraph"
    if lowered.startswith("art"):
        return "article"
    if lowered.startswith(("annex", "append")):
        return "annex"
    return lowered.removesuffix("s")


@dataclass(frozen=True, slots=True)
class Atom:
    """A number with what stands in brackets behind it, or brackets alone. ``ranged``: all from the one before."""

    number: str | None
    items: tuple[str, ...]
    ranged: bool = False


@dataclass(slots=True)
class Group:
    """A unit with its numbers; without any where the words give a place by position (this Section)."""

    unit: str
    word: str
    atoms: list[Atom]
    ordinal: bool = False


@dataclass(slots=True)
class Phrase:
    """One phrase: its groups from the outside in, and what it is counted from.

    ``here`` is the unit of "this Article" that encloses all others; ``back`` how many units to go back (the preceding
    two paragraphs).
    """

    start: int
    end: int
    groups: list[Group] = field(default_factory=list)
    here: str | None = None
    back: int = 0


class UnitFinder:
    """Finds the words for units in a text: four times as fast as one regular expression with all of them."""

    def __init__(self) -> None:
        self._matcher = AhoCorasick(list(_ANCHORS))
        self._unit = re.compile(UNIT)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every word that names a unit, in order."""
        for _, start, _ in self._matcher.find_matches_as_indexes(text):
            before = _SUB.search(text, max(0, start - 4), start)
            match = self._unit.match(text, before.start() if before else start)
            if match:
                yield match


# Short words are anchored where something follows that can make them a citation, or "this" stands before.
_SHORT = ("point", "item", "part", "title")
_ANCHORS = (
    "§",
    *dict.fromkeys(
        shape(form)
        for word in ("article", "annex", "appendix", "recital", "paragraph", "section", "clause", "chapter", "division",
                     "art.", "arts.", "sec.", "secs.", "para.", "paras.", *_SHORT)
        for form in ([word] if word not in _SHORT else [f"{word} ", f"{word}s ", f"{word}\n(", f"{word}s\n("])
        for shape in (str, str.capitalize, str.upper)
    ),
)  # fmt: skip
_SUB = re.compile(r"\b(?:[Ss]ub|SUB)-?$")


def phrase_at(text: str, unit: re.Match[str], floor: int) -> Phrase | None:
    """The phrase whose first unit stands at ``unit``; words before ``floor`` belong to others. None where none is."""
    start = unit.start()
    before = _BEFORE.search(text, max(floor, start - 48), start)
    opening = _group(text, unit)
    if opening and not (before and before["ordinals"]):
        group, end = opening
        begin = before.start() if before and before["this"] else start
        phrase = Phrase(begin, end, [group])
    elif before:
        phrase = Phrase(before.start(), unit.end())
        _by_position(phrase, before, unit)
    else:
        return None
    _go_down(text, phrase)
    _go_up(text, phrase)
    return phrase


def _by_position(phrase: Phrase, before: re.Match[str], unit: re.Match[str]) -> None:
    name = unit_of(unit.group())
    if before["this"]:
        phrase.here = name
    elif before["back"]:
        phrase.here, phrase.back = name, _COUNTS.get(before["count"] or "", 1)
    else:
        phrase.groups.append(_ordinal_group(before["ordinals"], name))


def _ordinal_group(words: str, unit: str) -> Group:
    numbers = [str(ORDINALS.index(word) + 1) for word in re.findall(r"[a-z]+", words.lower()) if word in ORDINALS]
    return Group(unit, unit, [Atom(number, ()) for number in numbers], ordinal=True)


def _group(text: str, unit: re.Match[str]) -> tuple[Group, int] | None:
    after = _AFTER_UNIT.match(text, unit.end())
    if after is None:
        return None
    word = unit.group()
    atoms, end = _atoms(text, after.end(), plural=word.lower().endswith(("s", "s.", "es", "§§")))
    return (Group(unit_of(word), word, atoms), end) if atoms else None


def _atoms(text: str, start: int, *, plural: bool) -> tuple[list[Atom], int]:
    atoms: list[Atom] = []
    end = position = start
    ranged = False
    while (match := _ATOM.match(text, position)) and match.end() > position:
        if atoms and match["number"] and not plural:
            break
        if atoms and not match["number"] and not (atoms[-1].items or plural):
            break
        atoms.append(Atom(match["number"], tuple(re.findall(r"\((\w+)\)", match["items"])), ranged))
        end = match.end()
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            break
        ranged, position = bool(separator["range"]), separator.end()
    return atoms, end


def _go_down(text: str, phrase: Phrase) -> None:
    while phrase.groups or phrase.here:
        step = _DOWN.match(text, phrase.end)
        if step is None:
            return
        inner = _inner_group(text, step.end())
        outer = phrase.groups[-1].unit if phrase.groups else phrase.here or ""
        if inner is None or not _stands_below(inner[0].unit, outer):
            return
        phrase.groups.append(inner[0])
        phrase.end = inner[1]


def _stands_below(inner: str, outer: str) -> bool:
    """Points of annexes have subparagraphs; elsewhere the order of the units is the same everywhere."""
    return RANK[inner] > RANK[outer] or (inner == "subparagraph" and outer == "point")


def _inner_group(text: str, position: int) -> tuple[Group, int] | None:
    ordinals = _ORDINALS.match(text, position)
    if ordinals:
        unit = "subparagraph" if ordinals[2] else "paragraph"
        return _ordinal_group(ordinals[1], unit), ordinals.end()
    unit_match = _UNIT.match(text, position)
    return _group(text, unit_match) if unit_match else None


def _go_up(text: str, phrase: Phrase) -> None:
    while phrase.groups and phrase.here is None:
        step = _UP.match(text, phrase.end)
        if step is None:
            return
        unit = _UNIT.match(text, step.end())
        if step["this"] and unit:
            phrase.here, phrase.end = unit_of(unit.group()), unit.end()
            return
        outer = _inner_group(text, step.end()) or (_spelled_group(text, unit) if unit else None)
        if outer is None or outer[0].unit == phrase.groups[0].unit:
            return
        phrase.groups.insert(0, outer[0])
        phrase.end = outer[1]
        _go_down_outer(text, phrase)


def _go_down_outer(text: str, phrase: Phrase) -> None:
    """After an upward step the outer name may itself go down: "point (h) of Article 5(1), first subparagraph"."""
    step = _DOWN.match(text, phrase.end)
    inner = _inner_group(text, step.end()) if step else None
    if inner and RANK[phrase.groups[0].unit] < RANK[inner[0].unit] < RANK[phrase.groups[1].unit]:
        phrase.groups.insert(1, inner[0])
        phrase.end = inner[1]


def _spelled_group(text: str, unit: re.Match[str]) -> tuple[Group, int] | None:
    match = re.compile(rf" ({'|'.join(_SPELLED)})\b").match(text, unit.end())
    if match is None:
        return None
    return Group(unit_of(unit.group()), unit.group(), [Atom(str(_SPELLED.index(match[1]) + 1), ())]), match.end()


# From groups to citations


def citations_of(phrase: Phrase, *, american: bool) -> list[Citation]:
    """Every citation of a phrase; ranges are spelled out."""
    american = american or any(_is_american(group, index) for index, group in enumerate(phrase.groups))
    if any(group.unit in ("article", "annex", "recital") for group in phrase.groups):
        american = False
    per_group = [
        list(_expanded(group, american=american, outer=index > 0)) for index, group in enumerate(phrase.groups)
    ]
    found = []
    for combination in product(*per_group):
        steps: list[Step] = []
        for part in combination:
            steps = _attached(steps, part)
        found.append(make_citation(tuple(steps), american=american))
    return list(dict.fromkeys(found))


# One text cites the same provisions over and over.
@lru_cache(maxsize=4096)
def make_citation(steps: tuple[Step, ...], *, american: bool) -> Citation:
    """A citation in the form that shows: where both traditions write the same words, it is the European one."""
    both = print_english(steps, american=True) == print_english(steps, american=False)
    return Citation(form="american" if american and not both else "european", steps=steps)


def _is_american(group: Group, index: int) -> bool:
    atom = group.atoms[0]
    if group.unit == "section":
        small = group.word[0] in "s§" or group.word.endswith(".") or group.word.isupper()
        return index == 0 and (small or bool(atom.items) or not (atom.number or "0").isalnum())
    if group.unit in ("subsection", "clause", "subclause", "item"):
        return index == 0
    return index == 0 and not group.ordinal and atom.number is None and group.unit not in ("point", "article", "annex")


def _attached(steps: list[Step], part: tuple[Step, ...]) -> list[Step]:
    """The steps followed by ``part``; brackets of a style that stands further out begin again there."""
    if part and part[0].unit == "" and steps:
        style = style_of(part[0].number)
        for index in range(len(steps) - 1, 0, -1):
            if style_of(steps[index].number) == style and steps[index].unit != "subparagraph":
                return [*steps[:index], *(Step(steps[index].unit, step.number) for step in part)]
    if (
        part
        and steps
        and part[0].unit == "paragraph"
        and steps[-1].unit == "article"
        and not part[0].number[0].isdigit()
    ):
        part = (Step("point", part[0].number), *part[1:])
    return [*steps, *(step for step in part if step.unit)]


def _expanded(group: Group, *, american: bool, outer: bool) -> Iterator[tuple[Step, ...]]:
    previous: tuple[Step, ...] | None = None
    own_style = ""
    for atom in group.atoms:
        steps = _atom_steps(group, atom, previous, american=american)
        if outer and previous and not atom.number and style_of(atom.items[0]) != own_style:
            # point (h), (2) to (6): the brackets go back to the paragraphs of the article.
            steps = tuple(Step("", item) for item in atom.items)
        elif not own_style:
            own_style = style_of(steps[0].number)
        if atom.ranged and previous and len(previous) == len(steps) and previous[:-1] == steps[:-1]:
            for number in numbers_between(previous[-1].number, steps[-1].number):
                yield (*steps[:-1], Step(steps[-1].unit, number))
        yield steps
        previous = steps


def _atom_steps(group: Group, atom: Atom, previous: tuple[Step, ...] | None, *, american: bool) -> tuple[Step, ...]:
    if atom.number is None and previous and (group.atoms[0].number is not None or len(previous) > 1):
        return _replaced(previous, atom.items, bracketed=group.atoms[0].number is None)
    numbers = [atom.number, *atom.items] if atom.number is not None else list(atom.items)
    first, rest = str(numbers[0]), [str(number) for number in numbers[1:]]
    if group.unit == "paragraph" and not american and roman_number(first) and first.isupper():
        first = str(roman_number(first))
    return (Step(group.unit, first), *_bracketed(group.unit, rest, american=american))


def _bracketed(unit: str, numbers: list[str], *, american: bool) -> list[Step]:
    if american:
        return [Step("item", number) for number in numbers]
    return [
        Step("paragraph" if unit == "article" and index == 0 and number[0].isdigit() else "point", number)
        for index, number in enumerate(numbers)
    ]


def _replaced(previous: tuple[Step, ...], items: tuple[str, ...], *, bracketed: bool) -> tuple[Step, ...]:
    """4.2(c) and (d): the brackets stand in place of the last ones of their style."""
    style = style_of(items[0])
    if bracketed and style == style_of(previous[0].number):
        # subsections (3)(d), (3)(e) and (6): the outermost number begins again.
        return (Step(previous[0].unit, items[0]), *_bracketed(previous[0].unit, list(items[1:]), american=True))
    places = [index for index in range(1, len(previous)) if style_of(previous[index].number) == style]
    index = places[-1] if places else max(1, len(previous) - len(items))
    if len(previous) == 1:
        return tuple(Step(previous[0].unit, item) for item in items)
    unit = previous[min(index, len(previous) - 1)].unit
    below = "item" if unit == "item" else "point"
    return (*previous[:index], Step(unit, items[0]), *(Step(below, item) for item in items[1:]))
