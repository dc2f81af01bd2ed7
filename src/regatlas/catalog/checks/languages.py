"""Both languages are there, and each is what it says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regatlas.catalog.checks.walking import walk
from regatlas.catalog.entries import Reading
from regatlas.catalog.yaml_source import Location

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
# A name such as "OpenAI" or "TC260-003" is the same in Chinese; a sentence is not.
_LONGEST_NAME = 40


def check_languages(reading: Reading) -> None:
    """Empty words, English in Chinese fields and Chinese in English ones."""
    for entry in reading.entries:
        for at, what, hint in _complaints(entry.value):
            reading.complain(entry.file, (*entry.at, *at), what, hint)


def _complaints(value: object) -> Iterator[tuple[Location, str, str]]:
    for at, pair in walk(value):
        if not (isinstance(pair, dict) and pair.keys() == {"en", "zh"}):
            continue
        english, chinese = pair["en"], pair["zh"]
        if not (isinstance(english, str) and isinstance(chinese, str)):
            continue
        if not english.strip():
            yield (*at, "en"), "the English words are empty", "write them"
        elif _HAN.search(english):
            yield (
                (*at, "en"),
                f"there are Chinese characters in the English words {_short(english)!r}",
                "translate them",
            )
        if not chinese.strip():
            yield (*at, "zh"), "the Chinese words are empty", "write them"
        elif not _HAN.search(chinese) and (chinese != english or len(chinese) > _LONGEST_NAME):
            yield (
                (*at, "zh"),
                f"there is no Chinese in the Chinese words {_short(chinese)!r}",
                "write them in Chinese; a name that stays as it is must be the same in both languages",
            )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
