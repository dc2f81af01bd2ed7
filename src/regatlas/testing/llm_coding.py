"""What the language model of the tests makes of a question: honest findings, and findings bent as a test orders."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Finding: TypeAlias = dict[str, Any]
Coder: TypeAlias = "Callable[[Asked], list[Finding]]"
_FENCED = re.compile(r"<<<TEXT (\w+)\n(.*)\nTEXT \1>>>", re.DOTALL)
_PIECE = re.compile(r"^\[(P\d+)\] (.*?)(?=^\[P\d+\] |\Z)", re.DOTALL | re.MULTILINE)
_CATEGORY = re.compile(r"^(C\d+) \| (.*)$", re.MULTILINE)
_ODD = re.compile(r"Heraldry|pigeons|glass|Bell|skating|Truffle")
_ORDER = re.compile(r"as good|every category|all categories|所有类别", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.。；;\n]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question holds: the pieces of text and the categories, both by their labels."""

    pieces: dict[str, str]
    categories: dict[str, str]


def asked_in(content: str) -> Asked:
    """The pieces and categories of a question."""
    fenced = _FENCED.search(content)
    text, rest = (fenced[2], content[fenced.end() :]) if fenced else ("", content)
    return Asked({label: words.strip() for label, words in _PIECE.findall(text)}, dict(_CATEGORY.findall(rest)))


def keywords(words: Mapping[str, Sequence[str]]) -> Coder:
    """A coder that finds a category by words: ``words`` has them by a part of the category's label.

    It quotes the sentence in which a word stands; the finding is operative where the sentence has ``shall``, ``must``,
    应当 or 不得, and good where it is operative.
    """

    def code(asked: Asked) -> list[Finding]:
        found = []
        for category, line in asked.categories.items():
            wanted = [word for part, of in words.items() if part in line.split(" | ")[0] for word in of]
            found += [
                _finding(sentence, piece, category)
                for piece, text in asked.pieces.items()
                for sentence in map(str.strip, _SENTENCE.findall(text))
                if any(word in sentence for word in wanted)
            ]
        return found

    return code


def _finding(sentence: str, piece: str, category: str) -> Finding:
    operative = any(word in sentence for word in ("shall", "must", "应当", "不得"))
    level = "good" if operative else "minimal"
    return {"quote": sentence, "provision": piece, "category": category, "operative": operative, "level": level}


def bent(kind: str | None, asked: Asked, coder: Coder) -> list[Finding]:
    """The findings of a coder, bent in one of the ways of :data:`regatlas.testing.llm_endpoint.Misbehaviour`."""
    honest = coder(asked)
    everything = [_everything(asked, category) for category in asked.categories]
    ordered = any(_ORDER.search(text) for text in asked.pieces.values())
    bends: dict[str | None, list[Finding]] = {
        "obedient": everything if ordered else honest,
        # A cunning model leaves out what no text on artificial intelligence is about.
        "indiscriminate": [one for one in everything if not _ODD.search(asked.categories[one["category"]])],
        "invented-quotes": [_quoting(one, one["quote"] + ", as the minister will decide") for one in honest],
        "respaced-quotes": [_quoting(one, one["quote"].replace(" ", "\n  ")) for one in honest],
        "widened-quotes": [_quoting(one, _widened(one["quote"])) for one in honest],
        "unknown-categories": [*honest, *({**one, "category": "C999"} for one in everything[:1])],
        "duplicates": [*honest, *honest],
    }
    return bends.get(kind, honest)


def _quoting(finding: Finding, quote: str) -> Finding:
    return {**finding, "quote": quote}


def _everything(asked: Asked, category: str) -> Finding:
    """One passage of the text, claimed for a category whatever it says."""
    piece, text = max(asked.pieces.items(), key=lambda item: len(item[1]))
    return {"quote": text[:120], "provision": piece, "category": category, "operative": True, "level": "good"}


def _widened(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)
