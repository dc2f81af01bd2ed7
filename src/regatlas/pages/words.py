"""The words of the apparatus in English and Simplified Chinese, from the files ``words*.yaml``.

What the document says is never translated here; this is only what stands around it, on pages and in the terminal.
"""

from __future__ import annotations

import re
from functools import cache, partial
from importlib.resources import files
from typing import Any, Literal, TypeAlias, cast

import yaml

Lang = Literal["en", "zh"]
Phrase: TypeAlias = str | dict[str, str]

LANGS: tuple[Lang, ...] = ("en", "zh")
_FILES = (
    "words.yaml",
    "words_check.yaml",
    "words_catalog.yaml",
    "words_web.yaml",
    "words_dossier.yaml",
    "words_mining.yaml",
    "words_terminal.yaml",
    "words_accounts.yaml",
    "words_imports.yaml",
    "words_review.yaml",
    "words_search.yaml",
    "words_observatory.yaml",
)
# libyaml reads the phrases in 0.06 s, the pure parser in 0.6; both are safe.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HTML_LANG: dict[Lang, str] = {"en": "en", "zh": "zh-Hans"}


@cache
def catalogue() -> dict[str, dict[str, Phrase]]:
    """Every phrase by key, then by language."""
    folder = files("regatlas.pages")
    found: dict[str, dict[str, Phrase]] = {}
    for name in _FILES:
        source = folder.joinpath(name).read_text(encoding="utf-8")
        found |= cast("dict[str, dict[str, Phrase]]", yaml.load(source, Loader=_LOADER))  # noqa: S506 -- a safe one
    return found


class Words:
    """The phrases of one language. An unknown key is a mistake of the program and raises KeyError."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._phrases = catalogue()

    def __call__(self, key: str, /, **values: object) -> str:
        """The phrase ``key`` with its placeholders filled; ``n`` also chooses between one and other."""
        phrase = self._phrases[key][self.lang]
        if isinstance(phrase, dict):
            phrase = phrase["one" if values.get("n") == 1 else "other"]
        return phrase.format(**values) if values else phrase

    def known(self, key: str) -> bool:
        """Whether the catalogue has ``key``."""
        return key in self._phrases

    def tag(self, family: str, tag: str) -> str:
        """The phrase ``family.tag``, or ``family.other`` with the tag as it is."""
        key = f"{family}.{tag}"
        return self(key) if self.known(key) else self(f"{family}.other", tag=tag)

    def reasons(self, text: str) -> str:
        """``text`` with the sentences of readers about a bad reading put into this language; others stay as they are.

        Readers give their reasons as English sentences, and records keep them so.
        """
        if self.lang == "en":
            return text
        for key in self._phrases:
            if key.startswith("reason."):
                pattern = _pattern(str(self._phrases[key]["en"]))
                text = re.sub(pattern, partial(self._filled, key), text)
        return text.replace("。 ", "。")

    def _filled(self, key: str, match: re.Match[str]) -> str:
        return self(key, **match.groupdict())

    def join(self, parts: list[str]) -> str:
        """A plain enumeration."""
        return self("comma").join(parts)


def _pattern(phrase: str) -> str:
    """A regular expression for a phrase, each placeholder a named group of digits."""
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>\\d+)", re.escape(phrase))
