"""What a tradition of drafting in articles writes: its words for the levels above and below an article."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from regatlas.model.document import ProvisionKind
from regatlas.structure.outline import Unit


@dataclass(frozen=True, slots=True)
class Level:
    """A level above the article: its kind, rank, the first part of its eid, and how its heading line begins.

    The pattern has the groups ``number`` and, where the heading stands on the same line, ``title``.
    """

    kind: ProvisionKind
    rank: int
    token: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Dialect:
    """A tradition of drafting in articles.

    ``article`` has the groups ``number`` and ``inserted``; ``reference`` matches what follows a number that is only
    cited; ``title`` is found in the line that names the instrument; ``closing`` matches the words that follow the last
    article; ``initials`` are the characters with which a heading above the articles, or of an annex, may begin.
    ``refers`` are all characters with which ``reference`` may begin, where they are few.
    ``han`` says that every mention of an article is 第 … 条, with a number as :mod:`.chinese` spells it.
    ``numbered_paragraphs`` says that the paragraphs of an article carry numbers ("1."), so that unnumbered
    ones are their subparagraphs; ``heading_below`` that an article's heading stands on the line below its number.
    """

    name: str
    article: re.Pattern[str]
    reference: re.Pattern[str]
    levels: tuple[Level, ...]
    annex: re.Pattern[str]
    contents: re.Pattern[str]
    number: Callable[[str], int | None]
    inserted: Callable[[str], int]
    cite: Callable[[Unit], str | None]
    label: Callable[[int, int], str]
    title: re.Pattern[str]
    initials: frozenset[str]
    refers: frozenset[str] | None = None
    han: bool = False
    numbered_paragraphs: bool = False
    recital: re.Pattern[str] | None = None
    closing: re.Pattern[str] | None = None
    heading_below: bool = False
