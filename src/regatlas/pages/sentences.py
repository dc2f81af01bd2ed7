"""Errors in the language of the person: the sentences of the code in Chinese, from ``sentences.yaml``.

The code says what is wrong in English, once, where it is found; programs get it so, with its code. For people who read
Chinese the sentence is recognised by its template and said again.
"""

from __future__ import annotations

import re
from functools import cache, partial
from importlib.resources import files
from typing import Any, NamedTuple, cast

import yaml

from regatlas.errors import RegatlasError, printable
from regatlas.pages.words import Lang

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLACE = re.compile(r"\{(\d)\}")


class _Template(NamedTuple):
    pattern: re.Pattern[str]
    said: str


def tell(error: RegatlasError, lang: Lang) -> str:
    """The one sentence of an error: code, what is wrong, where, and what to do."""
    return sentence(error.code, error.what, error.where, error.hint, lang)


def sentence(code: str, what: str, where: str, hint: str, lang: Lang) -> str:
    """The same from the parts, as outcomes keep them."""
    if lang == "en":
        place, remedy = f", {where}" if where else "", f"; {hint}" if hint else ""
        return printable(f"{code}: {what}{place}{remedy}")
    place, remedy = f"，{say_again(where)}" if where else "", f"；{say_again(hint)}" if hint else ""
    return printable(f"{code}: {say_again(what)}{place}{remedy}")


def say_again(text: str) -> str:
    """A sentence of the code in Chinese; what is no such sentence stays as it is."""
    known = in_chinese().get(text)
    if known is not None:
        return known
    for template in _templates():
        match = template.pattern.fullmatch(text)
        if match:
            return _PLACE.sub(partial(_filled, match), template.said)
    return text


def _filled(match: re.Match[str], place: re.Match[str]) -> str:
    return say_again(match[f"_{place[1]}"])


@cache
def in_chinese() -> dict[str, str]:
    """The Chinese by the English; both have their placeholders as ``{0}``."""
    return {english: said for part in parts().values() for english, said in part.items()}


@cache
def parts() -> dict[str, dict[str, str]]:
    """``code``: the sentences of our own errors; ``elsewhere``: what systems and libraries say inside them."""
    source = files("regatlas.pages").joinpath("sentences.yaml").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, str]]", yaml.load(source, Loader=_LOADER))  # noqa: S506 -- a safe one


@cache
def _templates() -> tuple[_Template, ...]:
    """Those with placeholders, the most telling first: of two that fit, the one with more words of its own."""
    some = [(english, said) for english, said in in_chinese().items() if _PLACE.search(english)]
    some.sort(key=lambda pair: -len(_PLACE.sub("", pair[0])))
    return tuple(_Template(_pattern(english), said) for english, said in some)


def _pattern(english: str) -> re.Pattern[str]:
    pieces = _PLACE.split(english)
    text = "".join(f"(?P<_{piece}>.*?)" if number % 2 else re.escape(piece) for number, piece in enumerate(pieces))
    return re.compile(text, re.DOTALL)
