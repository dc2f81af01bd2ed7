"""Small coded documents of our own writing, of which a model can learn something."""

from __future__ import annotations

import random

from regatlas.model.document import Document
from regatlas.model.taxonomy import Bilingual, Category, Cues, CueSet, Taxonomy
from regatlas.readers import read
from regatlas.structure import parse

_TOPICS = {
    "lamps": ("street lamps", "The town shall inspect all street lamps and mend each broken lamp within ten days."),
    "bridges": ("bridge", "Each bridge shall be painted, and the bridge warden must report on rust every spring."),
    "gardens": ("garden", "Owners of a garden must keep hedges low and water the public garden in dry summers."),
}


def _category(code: str, strong: tuple[str, ...], parent: str | None = None) -> Category:
    words = Bilingual(en=code, zh=code)
    return Category(code=code, label=words, definition=words, parent=parent, cues=CueSet(en=Cues(strong=strong)))


TOWN = Taxonomy(
    id="town",
    version="1",
    title=Bilingual(en="Town", zh="城镇"),
    publisher="us",
    source="here",
    verified=False,
    levels=("none", "good"),
    categories=(
        _category("works", ("public works of every kind",)),
        _category("lamps", ("street lamp",), parent="works"),
        _category("bridges", ("bridge warden",)),
        _category("gardens", ("public garden",)),
        _category("rare", ("lighthouse keeper",)),
    ),
)


def text(number: int) -> tuple[str, frozenset[str]]:
    """A notice about one or two topics, with their codes."""
    names = list(_TOPICS)
    chosen = {names[number % 3], names[(number // 3) % 3]} if number % 2 else {names[number % 3]}
    lines = [f"Notice number {number} of the town"]
    lines += [f"Article {place}. {_TOPICS[name][1]}" for place, name in enumerate(sorted(chosen), start=1)]
    words = random.Random(number)
    for _ in range(8):
        made = ["".join(words.choices("abdefgiklmnoprstu", k=words.randint(3, 8))) for _ in range(9)]
        lines.append(f"The {' '.join(made)} of rule {number}.")
    return "\n\n".join(lines) + "\n", frozenset(chosen) | ({"works"} if "lamps" in chosen and number % 4 else set())


def document(words: str) -> Document:
    """A text as a document."""
    return parse(read(words.encode()))
