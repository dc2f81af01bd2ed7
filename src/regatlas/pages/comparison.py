"""Two versions of one text as a page that stands alone: what was deleted and added, provision by provision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from regatlas.model.comparison import Comparison, Pair, Piece, Unit
from regatlas.model.document import Document
from regatlas.pages.record import notices_of_reading
from regatlas.pages.side_by_side import Head, head_of
from regatlas.pages.template import render_page
from regatlas.pages.words import Lang, Words

_STATES = ("changed", "added", "deleted", "same")


@dataclass(frozen=True, slots=True)
class Shown:
    """Words of one of the texts as they stand there. ``kind`` is same, deleted or added."""

    kind: str
    text: str
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A provision and what became of it: its citation, what happened to it in words, and its words."""

    anchor: str
    role: str
    state: str
    label: str
    was: str
    happened: tuple[str, ...]
    pieces: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries that follow each other: one that changed, or several that did not, with a sentence that sums them up."""

    changed: bool
    summary: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Everything that a page or a terminal shows of a comparison, in one language and in the order of reading."""

    head: Head
    notices: tuple[str, ...]
    counts: tuple[str, ...]
    stretches: tuple[Stretch, ...]


def render_comparison(
    comparison: Comparison, documents: tuple[Document, Document], names: tuple[str, str], lang: Lang
) -> str:
    """The comparison as one HTML file that needs no other."""
    words = Words(lang)
    view = view_comparison(comparison, documents, names, words)
    return render_page("comparison.html.j2", words, styles=("gazette.css", "side_by_side.css"), view=view)


def view_comparison(
    comparison: Comparison, documents: tuple[Document, Document], names: tuple[str, str], words: Words
) -> ComparisonView:
    """The comparison in words."""
    reader = _Reader(documents, words)
    warnings = [notice for document in documents for notice in notices_of_reading(document, words)]
    return ComparisonView(
        head=head_of(documents, names, words, roles=("diff.before", "diff.after")),
        notices=(*dict.fromkeys(warnings), words("diff.notice")),
        counts=tuple(_counts(comparison, words)),
        stretches=tuple(reader.stretches(comparison.pairs)),
    )


def _counts(comparison: Comparison, words: Words) -> Iterator[str]:
    counts = comparison.counts()
    for key in (*_STATES, "only_references", "renumbered", "moved"):
        if counts[key] or key in _STATES:
            yield words(f"diff.count.{key}", n=counts[key])


class _Reader:
    """Puts pairs into words."""

    def __init__(self, documents: tuple[Document, Document], words: Words) -> None:
        self._before, self._after = documents
        self._words = words

    def stretches(self, pairs: Sequence[Pair]) -> Iterator[Stretch]:
        """The pairs in order; headings and changes by themselves, provisions without a change together."""
        numbered = enumerate(pairs, start=1)
        for quiet, group in groupby(numbered, key=lambda item: _quiet(item[1])):
            listed = list(group)
            entries = tuple(self._entry(number, pair) for number, pair in listed)
            if quiet:
                yield Stretch(changed=False, summary=self._summary([pair for _, pair in listed]), entries=entries)
            else:
                yield from (Stretch(changed=True, summary="", entries=(entry,)) for entry in entries)

    def _entry(self, number: int, pair: Pair) -> Entry:
        before, after = (_citation(unit) for unit in (pair.before, pair.after))
        return Entry(
            anchor=f"change-{number}",
            role=pair.unit.role,
            state=pair.state,
            label=after or before,
            was=before if pair.before and pair.after and before != after else "",
            happened=tuple(self._happened(pair)),
            pieces=tuple(self._pieces(pair.pieces)),
        )

    def _happened(self, pair: Pair) -> Iterator[str]:
        words = self._words
        yield words("diff.state.references" if pair.only_references else f"diff.state.{pair.state}")
        if pair.renumbered:
            yield words("diff.renumbered")
        if pair.moved:
            yield words("diff.moved")
        if pair.reparagraphed and pair.before and pair.after:
            yield words("diff.reparagraphed")
        if pair.kin:
            other = self._after if pair.state == "deleted" else self._before
            found = [other.by_eid[eid].citation or eid for eid in pair.kin]
            yield words("diff.kin.into" if pair.state == "deleted" else "diff.kin.from", citations=words.join(found))

    def _pieces(self, pieces: Sequence[Piece]) -> Iterator[Shown]:
        for piece, after in zip_longest(pieces, pieces[1:]):
            text = self._text(piece, after.kind if after is not None else "")
            if text:
                yield Shown(piece.kind, text, piece.follows)

    def _text(self, piece: Piece, after: str) -> str:
        """The words of a piece, of the later text where both have them; lines end where a reader expects them to."""
        old = self._before.text[slice(*piece.before)] if piece.before else ""
        new = self._after.text[slice(*piece.after)] if piece.after else ""
        if piece.kind == "deleted" and after == "added":
            # What replaces these words stands on the same line.
            return old.rstrip("\n")
        if piece.kind == "same" and after == "deleted" and old.endswith("\n"):
            # A paragraph that was deleted began on a new line.
            return old
        return new or old

    def _summary(self, pairs: Sequence[Pair]) -> str:
        """Which provisions did not change, and their old numbers where those are others."""
        words, first, last = self._words, pairs[0], pairs[-1]
        listed = self._range(first.after, last.after)
        if not any(pair.renumbered for pair in pairs):
            return words("diff.unchanged", n=len(pairs), listed=listed)
        was = self._range(first.before, last.before)
        return words("diff.unchanged.renumbered", n=len(pairs), listed=listed, was=was)

    def _range(self, first: Unit | None, last: Unit | None) -> str:
        one, other = _citation(first), _citation(last)
        return one if one == other else self._words("diff.range", first=one, last=other)


def _quiet(pair: Pair) -> bool:
    """Whether a pair is a provision of which nothing is to be shown at first sight."""
    return pair.state == "same" and pair.unit.role != "heading" and not pair.moved and not pair.reparagraphed


def _citation(unit: Unit | None) -> str:
    return (unit.citation or "") if unit is not None else ""
