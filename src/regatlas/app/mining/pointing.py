"""What "the Measures", 该办法 and "it" mean: the last instrument of that kind that the paragraph has named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regatlas.app.mining.naming import Mention
from regatlas.catalog.catalog import Catalog

_NOUNS = (
    r"(?:[Aa]ction [Pp]lan|[Mm]easures|[Pp]rovisions|[Rr]egulations?|[Rr]ules|[Ll]aw|[Nn]orms|[Pp]rinciples|[Pp]lan"
    r"|[Ii]nitiative|[Ff]ramework|[Oo]pinions|[Ss]tandard|[Dd]ocument|[Tt]ext|[Ii]nstrument)"
)
_BETWEEN = r"(?:(?:[Ii]nterim|[Nn]ew|[Ff]inal|[Tt]rial|same|said|[Dd]raft|[Aa]mended|[Rr]evised) )*"
_ENGLISH = re.compile(rf"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Tt]his) {_BETWEEN}(?P<noun>{_NOUNS})\b(?! (?:of|on|for) )")
_PRONOUN = re.compile(r"\b(?:[Ii]t|[Tt]hey|[Ii]ts|[Tt]heir)\b(?! (?:is|was|has been) (?:said|clear|likely|not clear))")
_CHINESE = re.compile(
    r"(?:该|本|上述|这一|这部|这份|此)(?P<noun>办法|规定|条例|规划|计划|倡议|框架|规范|原则|意见|标准|法|文件)"
    r"|《(?P<short>办法|规定|条例|规划|计划|倡议|框架|规范|原则|意见|标准)》"
)
_CHINESE_PRONOUN = re.compile(r"其(?=全文|共|自|于|由|正式|制定|依据|规定|第)|它(?!们)")
_OWN = ("本", "This ", "this ", "These ", "these ")
_ANY_KIND = frozenset({"document", "text", "instrument", "rules", "文件"})


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that mean an instrument named before. ``noun`` is its kind; a pronoun has none.

    ``own`` tells that a law speaks of itself so: 本法, "these Measures".
    """

    start: int
    end: int
    noun: str | None
    own: bool = False


def pointers(text: str, start: int, end: int, taken: Sequence[Mention]) -> Iterator[Pointer]:
    """The pointing words between two places that are no part of a name."""
    for pattern in (_ENGLISH, _CHINESE, _PRONOUN, _CHINESE_PRONOUN):
        for match in pattern.finditer(text, start, end):
            if not any(one.start < match.end() and match.start() < one.end for one in taken):
                noun = next((value for value in match.groupdict().values() if value), None)
                own = noun is not None and match.group().startswith(_OWN)
                yield Pointer(match.start(), match.end(), noun.lower() if noun else None, own)


def meant(pointer: Pointer | None, before: Sequence[Sequence[Mention]], catalog: Catalog) -> list[Mention]:
    """What a pointer can mean, given the instruments that each earlier sentence names, in order.

    One mention: that is meant. Several: the text leaves it open. None: nothing that fits was named. A pronoun, or
    nothing at all, prefers what the sentence speaks of to what it only mentions.
    """
    for group in reversed(before):
        fitting = [one for one in group if pointer is None or _fits(pointer.noun, one, catalog)]
        if (pointer is None or pointer.noun is None) and any(not one.oblique for one in fitting):
            fitting = [one for one in fitting if not one.oblique]
        if fitting:
            return list({one.key: one for one in fitting}.values())
    return []


def _fits(noun: str | None, mention: Mention, catalog: Catalog) -> bool:
    if noun is None or noun in _ANY_KIND:
        return True
    titles = [mention.name]
    for each in mention.ids:
        instrument = catalog.instrument[each]
        titles += [instrument.title.en, instrument.title.zh]
    if noun.isascii():
        singular = noun.removesuffix("s")
        return any(re.search(rf"\b{singular}s?\b", title, re.IGNORECASE) for title in titles)
    return any(noun in title for title in titles)
