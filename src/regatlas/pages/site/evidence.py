"""The evidence of one category in a text: which categories can be chosen, and the way from quote to quote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from regatlas.model.document import Document
from regatlas.pages.claims import Claim
from regatlas.pages.coverage import Row
from regatlas.pages.record import RecordView
from regatlas.pages.site.frame import Frame

Categories: TypeAlias = tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]
"""By title of the taxonomy, what can be chosen: ``taxonomy:code``, the label, and the number of quotes."""


@dataclass(frozen=True, slots=True)
class Step:
    """A quote on the way: its number, its anchor, and those before and after it (empty at the ends)."""

    number: int
    anchor: str
    citation: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The category that is shown: what is said of it, and the steps by the leaf in which each quote begins."""

    value: str
    label: str
    about: str
    steps: tuple[Step, ...]
    by_leaf: dict[str, tuple[Step, ...]]


def categories(view: RecordView) -> Categories:
    """What can be chosen of a record: the categories with evidence, by taxonomy."""
    found = []
    for taxonomy in view.coverage:
        rows = [row for group in taxonomy.groups for row in group.rows if row.claim.mentions]
        listed = tuple((f"{taxonomy.id}:{row.code}", row.label, len(row.claim.mentions)) for row in rows)
        if listed:
            found.append((taxonomy.title, listed))
    return tuple(found)


def claim_shown(view: RecordView, show: str) -> Claim | None:
    """The claim of ``taxonomy:code``; None where the record has no evidence for it."""
    found = _find(view, show)
    return None if found is None else found.claim


def _find(view: RecordView, show: str) -> Row | None:
    wanted, _, code = show.partition(":")
    for taxonomy in view.coverage:
        for group in taxonomy.groups if taxonomy.id == wanted else ():
            for row in group.rows:
                if row.code == code:
                    return row
    return None


def shown(frame: Frame, document: Document, view: RecordView, show: str) -> Shown:
    """The category in words with its steps; without any where the record has no evidence for it."""
    row = _find(view, show)
    if row is None:
        label = show.partition(":")[2]
        return Shown(show, label, frame.words("site.reader.show.none"), (), {})
    steps = tuple(_steps(frame, row.claim))
    by_leaf: dict[str, list[Step]] = {}
    starts = {mention.anchor: mention.quote.span.start for mention in row.claim.mentions}
    for step in steps:
        by_leaf.setdefault(document.leaf_at(starts[step.anchor]).eid, []).append(step)
    about = frame.words("site.reader.show.count", level=row.level_text, n=len(steps))
    return Shown(show, row.label, about, steps, {eid: tuple(listed) for eid, listed in by_leaf.items()})


def _steps(frame: Frame, claim: Claim) -> Iterator[Step]:
    ordered = sorted(claim.mentions, key=lambda mention: mention.quote.span.start)
    anchors = ["", *(mention.anchor for mention in ordered), ""]
    for number, mention in enumerate(ordered, start=1):
        citation = mention.citation or frame.words("see")
        yield Step(number, mention.anchor, citation, anchors[number - 1], anchors[number + 1])
