"""The hits of a query in order, worked out no further than somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from regatlas.store.search.texts import UnitTexts

_YES_THEN_NO = (True, False)


@dataclass(frozen=True)
class Ranking:
    """What decides the order of hits: see :meth:`regatlas.store.search.base.SearchIndex.find`.

    ``texts`` gives those of a document; ``titled`` are the documents whose title holds the phrases, ``headed`` those
    in which a heading does.
    """

    wanted: Sequence[str]
    texts: Callable[[int], UnitTexts]
    titled: frozenset[int]
    headed: frozenset[int]
    first: frozenset[int]

    def ids(self, documents: Iterable[int]) -> Iterator[int]:
        """The ids of the units that hold the phrases, best first; ``documents`` stand in the order of the index."""
        classes: dict[tuple[bool, bool], list[int]] = {}
        for number in documents:
            classes.setdefault((number in self.titled, number in self.first), []).append(number)
        for titled in _YES_THEN_NO:
            for headed in _YES_THEN_NO:
                for first in _YES_THEN_NO:
                    some = classes.get((titled, first), [])
                    yield from self._alike([one for one in some if not headed or one in self.headed], headed)

    def _alike(self, documents: Sequence[int], headed: bool) -> Iterator[int]:
        for operative in _YES_THEN_NO:
            for number in documents:
                texts = self.texts(number)
                # Nothing beside the articles is operative as a rule: without this their texts would be read in vain.
                if operative in texts.operative:
                    for unit, has_heading, is_operative in texts.units(self.wanted):
                        if has_heading == headed and is_operative == operative:
                            yield unit
