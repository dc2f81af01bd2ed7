"""Events beside the making of instruments, matched by their words with those of the catalog."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from regatlas.app.mining.dates import FoundDate, dates_agree
from regatlas.app.mining.matching import Held
from regatlas.app.mining.sentence import Sentence
from regatlas.catalog.catalog import Catalog, claims_on
from regatlas.model.chronicle import Event
from regatlas.model.mining import CatalogValue, KnownClaim

_HAPPENED = re.compile(
    r"\b(?:founded|established|opened|opens|set up|named|selected|approved|chosen|signed|started|launched"
    r"|adopted|issued|published|released|announced|called on|held|inaugurated|began|set out)\b"
    r"|成立|启动|揭牌|批准|认定|公布|发布|签署|举行|召开|上线|启用|印发|入选|设立|倡议"
)
_EMPTY = frozenset(
    [
        *("the", "a", "an", "of", "on", "for", "in", "and", "to", "by", "with", "at"),
        *(
            "from",
            "its",
            "new",
            "china",
            "chinese",
            "national",
            "state",
            "ai",
            "artificial",
            "intelligence",
            "was",
            "were",
            "as",
        ),
    ]
)
_SHARE = 0.7
_LEAD = 0.15
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that a sentence tells: the catalog's where it is known, else only the sentence itself."""

    event: Event | None
    date: FoundDate
    held: Held


class Happenings:
    """Finds the catalog's event that a sentence tells."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._events = [one for one in catalog.events if _tells(one)]
        self._words = {one.id: (_words(one.title.en), _words(one.title.zh)) for one in self._events}
        seen = Counter(word for pair in self._words.values() for words in pair for word in words)
        self._weight = {word: 1 / count**0.5 for word, count in seen.items()}

    def told(self, sentence: Sentence) -> Iterator[Happening]:
        """What a sentence with a date, a body or company and a word of happening tells."""
        dates = [one for one in sentence.dates if one.value]
        words = sentence.between(sentence.start, sentence.end)
        actors = (*sentence.of_kind("agency"), *sentence.of_kind("company"))
        if len(dates) != 1:
            return
        event = self._meant(sentence)
        if event is not None:
            yield Happening(event, dates[0], self._held(event, dates[0].value or ""))
        elif actors and _HAPPENED.search(words):
            yield Happening(None, dates[0], Held("new"))

    def _meant(self, sentence: Sentence) -> Event | None:
        """The one event whose title the sentence has nearly whole; none where two come near."""
        said = _words(sentence.between(sentence.start, sentence.end))
        companies = {one.key for one in sentence.of_kind("company")}
        scored = [(self._share(one, said) + _named(one, companies), one) for one in self._events]
        scored.sort(key=lambda pair: -pair[0])
        best = scored[0] if scored else None
        if best is None or best[0] < _SHARE or (scored[1:] and best[0] - scored[1][0] < _LEAD):
            return None
        return best[1]

    def _share(self, event: Event, said: frozenset[str]) -> float:
        """How much of a title's weight the sentence has, in the language where it has more."""
        shares = [0.0]
        for words in self._words[event.id]:
            total = sum(self._weight[word] for word in words)
            if len(words) >= _FEWEST_WORDS:
                shares.append(sum(self._weight[word] for word in words & said) / total)
        return max(shares)

    def _held(self, event: Event, value: str) -> Held:
        end = event.until or event.date
        agrees = dates_agree(value, event.date) or event.date <= value <= end
        own = CatalogValue(value=event.date, of=event.id, sources=event.sources, verified=event.verified)
        known = tuple(
            KnownClaim(id=claim.id, standing=claim.standing, said=value in {each.value for each in claim.assertions})
            for claim in claims_on(self._catalog, event)
            if claim.property in {"date", "dates"}
        )
        return Held("agrees" if agrees else "contradicts", (own,), known)


def _tells(event: Event) -> bool:
    """Whether an event is one that sentences tell as such: the making of an instrument is a statement on that."""
    return event.kind not in {"goal", "draft"} and not (event.kind in {"instrument", "diplomacy"} and event.instruments)


def _named(event: Event, companies: set[str]) -> float:
    """How much the companies of a sentence speak for an event: at most half a title."""
    if not companies:
        return 0.0
    own = {re.sub(r" ?\(.*\)$", "", one.en) for one in event.companies}
    return len(own & companies) / len(companies) / 2


def _words(text: str) -> frozenset[str]:
    """What tells one sentence from another: words without endings, and pairs of Chinese characters."""
    latin = (re.sub(r"(?:ies|es|s|ed|ing)$", "", word) for word in re.findall(r"[a-z0-9]+", text.lower()))
    pairs = (run[at : at + 2] for run in re.findall(r"[\u3400-\u9fff]+", text) for at in range(len(run) - 1))
    return frozenset(word for word in (*latin, *pairs) if word not in _EMPTY)
