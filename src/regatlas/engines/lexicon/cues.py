"""The cue language: how the patterns of a taxonomy are written, read and spelled out.

A cue is one string, matched against folded text (:mod:`regatlas.engines.lexicon.fold`):

``(a|b|c)``
    alternatives, nestable, also empty ones; ``(?:…)`` is read as the same.
``x?``, ``(…)?``, ``[xy]?``
    optional. ``[xy]`` is one of these characters; ranges such as ``[2-7]`` are allowed.
``~``
    a gap: the rest of the current word, then up to five further words; beside a Chinese character, up to eight
    characters. Never across the end of a sentence or a line.
``#``
    a number: digits, with ``,`` ``.`` or ``^`` inside.
``$``
    at the very end: the word ends here. Without it a cue may be the beginning of a longer word.
``\\``
    takes the next character for what it is.

A Latin cue starts where a word starts; a Chinese one anywhere. Each cue spells out into at most 400 sequences of
literals, gaps and numbers.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from regatlas.engines.lexicon.fold import fold
from regatlas.errors import DataError

MAX_SEQUENCES = 400
MAX_DEPTH = 20
_PLAIN = re.compile(r"[^()|?\[\]~#$\\*+{}]+")


class Mark(Enum):
    """The two pieces of a sequence that are not literal."""

    GAP = "~"
    NUMBER = "#"


Piece = str | Mark
Sequence = tuple[Piece, ...]


@dataclass(frozen=True)
class Literal:
    """Characters that stand for themselves."""

    text: str


@dataclass(frozen=True)
class Choice:
    """One of several nodes; an empty chain among them makes the choice optional."""

    options: tuple[Chain, ...]


@dataclass(frozen=True)
class Chain:
    """Nodes one after another."""

    nodes: tuple[Literal | Mark | Choice, ...] = ()


@dataclass(frozen=True)
class Cue:
    """A cue that was read: pattern, tree, all it spells out into (no sequence twice), and whether it ends the word."""

    pattern: str
    tree: Chain
    sequences: tuple[Sequence, ...]
    whole_word: bool


@functools.cache
def parse_cue(pattern: str) -> Cue:
    """Read a cue. Raises :class:`DataError` that quotes the cue and says what is wrong with it."""
    if (plain := _PLAIN.fullmatch(pattern.removesuffix("$"))) and not pattern[0].isspace():
        # Half of all cues are plain words; passing them by takes a third off the time to read 10,000.
        literal = fold(plain.group())
        return Cue(pattern, Chain((Literal(literal),)), ((literal,),), pattern.endswith("$"))
    parser = _Parser(pattern)
    tree = parser.chain(0)
    if parser.position < len(pattern):
        raise parser.error("a ')' closes nothing")
    if (count := _count(tree)) > MAX_SEQUENCES:
        raise parser.error(f"it spells out into {count} sequences, more than {MAX_SEQUENCES}")
    sequences = tuple(dict.fromkeys(_expand(tree)))
    for sequence in sequences:
        _check(parser, sequence)
    return Cue(pattern, tree, sequences, parser.whole_word)


@dataclass
class _Parser:
    pattern: str
    position: int = 0
    whole_word: bool = field(default=False)

    def error(self, what: str) -> DataError:
        return DataError(
            f"the cue {self.pattern!r} cannot be read: {what}", hint="see the module regatlas.engines.lexicon.cues"
        )

    def chain(self, depth: int) -> Chain:
        """Nodes up to the end, a ``|`` or a ``)``."""
        if depth > MAX_DEPTH:
            raise self.error(f"brackets are nested more than {MAX_DEPTH} deep")
        nodes: list[Literal | Mark | Choice] = []
        while self.position < len(self.pattern) and self.pattern[self.position] not in "|)":
            if self._closing_dollar(depth):
                break
            nodes.append(self._optional(self._plain() or self._node(depth)))
        if depth == 0 and self.pattern[self.position : self.position + 1] == "|":
            raise self.error("alternatives stand in brackets: (a|b)")
        return Chain(tuple(nodes))

    def _closing_dollar(self, depth: int) -> bool:
        if self.pattern[self.position] != "$":
            return False
        if depth or self.position != len(self.pattern) - 1:
            raise self.error("'$' may stand only at the very end; write '\\$' for a dollar sign")
        self.position += 1
        self.whole_word = True
        return True

    def _plain(self) -> Literal | None:
        """A run of literal characters, without the last one where a ``?`` makes that optional."""
        match = _PLAIN.match(self.pattern, self.position)
        if match is None:
            return None
        end = match.end()
        if self.pattern[end : end + 1] == "?" and end - self.position > 1:
            end -= 1
        text = self.pattern[self.position : end]
        self.position = end
        return Literal(fold(text))

    def _node(self, depth: int) -> Literal | Mark | Choice:
        character = self.pattern[self.position]
        self.position += 1
        if character in "~#":
            return Mark(character)
        if character == "(":
            return self._group(depth)
        if character == "[":
            return self._class()
        if character == "\\":
            return Literal(fold(self._escaped()))
        raise self.error(f"{character!r} at character {self.position} has no meaning here; write '\\{character}'")

    def _optional(self, node: Literal | Mark | Choice) -> Literal | Mark | Choice:
        if self.pattern[self.position : self.position + 1] != "?":
            return node
        if isinstance(node, Mark):
            raise self.error(f"'{node.value}' cannot be optional")
        self.position += 1
        return Choice((Chain((node,)), Chain()))

    def _group(self, depth: int) -> Choice:
        if self.pattern.startswith("?:", self.position):
            self.position += 2
        options = [self.chain(depth + 1)]
        while self.pattern[self.position : self.position + 1] == "|":
            self.position += 1
            options.append(self.chain(depth + 1))
        if self.pattern[self.position : self.position + 1] != ")":
            raise self.error("a '(' is never closed")
        self.position += 1
        return Choice(tuple(options))

    def _class(self) -> Choice:
        characters: list[str] = []
        while (character := self._class_character()) is not None:
            if self.pattern[self.position : self.position + 1] == "-" and self.pattern[self.position + 1 :][:1] != "]":
                self.position += 1
                characters.extend(self._range(character))
            else:
                characters.append(fold(character))
        if not characters:
            raise self.error("'[]' names no character")
        return Choice(tuple(Chain((Literal(one),)) for one in dict.fromkeys(characters)))

    def _class_character(self) -> str | None:
        character = self.pattern[self.position : self.position + 1]
        self.position += 1
        if character == "":
            raise self.error("a '[' is never closed")
        if character == "]":
            return None
        return self._escaped() if character == "\\" else character

    def _range(self, first: str) -> list[str]:
        last = self._class_character()
        if last is None or not first <= last or ord(last) - ord(first) >= MAX_SEQUENCES:
            raise self.error(f"the range from {first!r} to {last!r} is empty or too long")
        return [fold(chr(code)) for code in range(ord(first), ord(last) + 1)]

    def _escaped(self) -> str:
        character = self.pattern[self.position : self.position + 1]
        if not character:
            raise self.error("it ends with a lone '\\'")
        self.position += 1
        return character


def _count(chain: Chain) -> int:
    count = 1
    for node in chain.nodes:
        if isinstance(node, Choice):
            count *= sum(_count(option) for option in node.options)
    return count


def _expand(chain: Chain) -> list[Sequence]:
    found: list[Sequence] = [()]
    for node in chain.nodes:
        heads = _heads(node)
        found = [_joined(one, two) for one in found for two in heads]
    return found


def _heads(node: Literal | Mark | Choice) -> list[Sequence]:
    if isinstance(node, Choice):
        return [sequence for option in node.options for sequence in _expand(option)]
    return [(node.text if isinstance(node, Literal) else node,)]


def _joined(one: Sequence, two: Sequence) -> Sequence:
    """One sequence after the other, with the literals that meet as one."""
    if one and two and isinstance(one[-1], str) and isinstance(two[0], str):
        return (*one[:-1], one[-1] + two[0], *two[1:])
    return one + two


def _check(parser: _Parser, sequence: Sequence) -> None:
    if not any(isinstance(piece, str) and piece.strip() for piece in sequence):
        raise parser.error("one of its readings has no word in it")
    if sequence[0] is Mark.GAP or sequence[-1] is Mark.GAP:
        raise parser.error("a gap '~' stands between words, not at an end")
    if sequence[:2] == (Mark.NUMBER, Mark.GAP):
        raise parser.error("a number at the beginning needs a word or a space after it")
    for one, two in pairwise(sequence):
        if isinstance(two, Mark) and (one is Mark.GAP or one is two):
            raise parser.error(f"'{one.value}' and '{two.value}' need a word or a space between them")
        if one is Mark.NUMBER and isinstance(two, str) and two[0] in "0123456789,.^":
            raise parser.error(f"a number '#' would swallow the {two[0]!r} after it")
    if isinstance(sequence[0], str) and sequence[0].startswith(" "):
        raise parser.error("one of its readings begins with a space")
