"""One sentence with everything that was found in it, and what the sentence says of which instrument."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from regatlas.app.mining.dates import FoundDate
from regatlas.app.mining.doing import Trigger
from regatlas.app.mining.naming import Mention
from regatlas.app.mining.pointing import Pointer
from regatlas.model.mining import Property

# An instrument behind these words is what something is done with, not what the sentence speaks of.
_OBLIQUE = re.compile(
    r"\b(?:based|rests?|built|builds?|draws?|founded|grounded|relies|rely|drawn up|made|issued|adopted|drafted)"
    r" (?:\w+ )?(?:up)?(?:on|under|from)(?: the)? ?$"
    r"|\b(?:under|unlike|like|with|alongside|after|before|than|cit(?:es|ed|ing)|refers? to|pursuant to|according to"
    r"|implement(?:s|ed|ing)?|replac(?:e|es|ed|ing)|supersed(?:es|ed|ing)|repeal(?:s|ed|ing)|amend(?:s|ed|ing)?"
    r"|in line with|authority (?:of|from)|set out in|required by|article \d+ of|contradict(?:s|ing)?)(?: the)? ?$"
    r"|(?:根据|依据|依照|按照|以|取代|代替|替代|废止|落实|贯彻|引用|参照|不同于|衔接|配合|违反)(?:了|的)?《?$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^(?:,? (?:and|or|as well as)(?: (?:of|on))?(?: the)? |, (?:the )?|和|及|以及|、|与|(?:、|，)?)$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: the instruments, bodies and towns it names, its dates, acts and pointing words, each in order.

    ``before`` are the instruments of the earlier sentences of the paragraph, sentence by sentence.
    """

    text: str
    start: int
    end: int
    mentions: tuple[Mention, ...]
    dates: tuple[FoundDate, ...]
    triggers: tuple[Trigger, ...]
    pointers: tuple[Pointer, ...]
    before: tuple[tuple[Mention, ...], ...]

    def of_kind(self, kind: str) -> tuple[Mention, ...]:
        """The mentions of a kind."""
        return tuple(one for one in self.mentions if one.kind == kind)

    @property
    def instruments(self) -> tuple[Mention, ...]:
        """The instruments that the sentence names or means."""
        return self.of_kind("instrument")

    def between(self, start: int, end: int) -> str:
        """The words between two places."""
        return self.text[start:end]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence says, before it is held to the catalog."""

    subject: Mention
    property: Property
    value: str
    place: tuple[int, int]
    sentence: tuple[int, int]
    draft: bool = False
    amended: bool = False


def marked_oblique(text: str, mentions: Sequence[Mention], start: int) -> tuple[Mention, ...]:
    """The mentions of one sentence, those marked that something is done with; a list is marked with its first."""
    marked: list[Mention] = []
    for one in mentions:
        oblique = bool(_OBLIQUE.search(text, max(start, one.start - 40), one.start))
        last = next((each for each in reversed(marked) if each.kind == one.kind), None)
        if last is not None and last.oblique and joined(text, last, one):
            oblique = True
        marked.append(replace(one, oblique=oblique))
    return tuple(marked)


def joined(text: str, one: Mention, other: Mention) -> bool:
    """Whether two mentions are members of one list."""
    return one.end <= other.start and bool(_JOINED.match(_without_brackets(text[one.end : other.start])))


def _without_brackets(words: str) -> str:
    return re.sub(r"\s?[（(][^（）()]*[）)]|[》”\"]|《", "", words)


def listed(text: str, mentions: Sequence[Mention], first: int) -> list[Mention]:
    """The list of mentions that begins with the one at index ``first``."""
    found = [mentions[first]]
    for one in mentions[first + 1 :]:
        if not joined(text, found[-1], one):
            break
        found.append(one)
    return found
