"""Addresses of the pages. Everything that comes from a document or a person is quoted; nothing else is ever joined."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode, urlsplit

from regatlas.pages.words import Lang

Pairs = Iterable[tuple[str, str]]


def address(lang: Lang, *steps: str, query: Pairs = (), anchor: str = "") -> str:
    """The page at ``steps``, such as ``("instruments", "cn/generative-ai")``; a step may have slashes of its own."""
    path = "/".join(["", lang, *(quote(step, safe="/") for step in steps)])
    asked = urlencode([(key, value) for key, value in query if value])
    return path + (f"?{asked}" if asked else "") + (f"#{quote(anchor)}" if anchor else "")


def outside(url: str | None) -> str:
    """An address of another site as it may stand in ``href``: only http and https, else nothing."""
    if url is None:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""
