"""The names of Akoma Ntoso and ours: elements, attributes, languages, countries, and characters XML has not."""

from __future__ import annotations

import re
from typing import cast, get_args

from lxml import etree

from regatlas.model.document import ProvisionKind

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# A name, not an address: nothing is fetched from it.
OWN = "urn:regatlas:akn:1"

KINDS: frozenset[str] = frozenset(get_args(ProvisionKind))

# Kinds for which the standard has a hierarchical element. All others are ``hcontainer`` with their kind as its name.
HIERARCHY: dict[str, str] = {
    "part": "part", "title-division": "title", "division": "division", "subtitle": "subtitle", "chapter": "chapter",
    "subchapter": "subchapter", "section": "section", "subsection": "subsection", "article": "article",
    "paragraph": "paragraph", "subparagraph": "subparagraph", "clause": "clause", "subclause": "subclause",
    "point": "point",
}  # fmt: skip

# Elements that are provisions when they have an eId, with the kind that they mean.
_ELEMENT_KINDS: dict[str, str] = {
    **{element: kind for kind, element in HIERARCHY.items()},
    "longTitle": "title", "toc": "toc", "formula": "enacting", "recital": "recital", "citation": "citation",
    "heading": "heading", "crossHeading": "heading", "intro": "intro", "content": "content", "attachment": "annex",
    "wrapUp": "paragraph", "book": "part", "tome": "part", "subpart": "section", "subdivision": "subsection",
    "alinea": "paragraph", "rule": "paragraph", "subrule": "subparagraph", "proviso": "paragraph",
    "transitional": "paragraph", "level": "paragraph", "indent": "point",
}  # fmt: skip

# Elements that hold a run of text, one line (or several, parted by ``br``).
RUNS = frozenset(
    {"p", "num", "heading", "subheading", "crossHeading", "tocItem", "block", "listIntroduction", "listWrapUp", "li"}
)


def akn(name: str) -> str:
    """An Akoma Ntoso name as lxml writes it."""
    return f"{{{AKN}}}{name}"


def own(name: str) -> str:
    """A name of our namespace as lxml writes it."""
    return f"{{{OWN}}}{name}"


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; nothing for a comment or processing instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def kind_of(element: etree._Element) -> ProvisionKind | None:
    """The kind of provision that an element is, None where it is none: no eId, or a name without that meaning."""
    if element.get("eId") is None:
        return None
    name = local(element)
    if name in ("hcontainer", "container"):
        named = element.get("name", "")
        return cast(ProvisionKind, named if named in KINDS else "paragraph")
    return cast("ProvisionKind | None", _ELEMENT_KINDS.get(name))


# The standard asks for ISO 639-2; the tag of BCP 47 (with its script) stands in our own element.
_LANGUAGES = {"zh": "zho", "en": "eng", "ja": "jpn", "und": "und"}


def iso_639_2(tag: str) -> str:
    """The three letters of a language tag, ``und`` where the tag is none that the readers give."""
    return _LANGUAGES.get(tag.partition("-")[0], "und")


def bcp_47(code: str) -> str:
    """The language tag of a three-letter code, the code itself where it has no shorter form that we know."""
    return next((tag for tag, letters in _LANGUAGES.items() if letters == code), code or "und")


def country(tradition: str, language: str) -> str:
    """The country that the drafting tradition tells, ``zz`` (ISO 3166, for private use) where it tells none."""
    if language == "ja":
        return "jp"
    if language == "zh-Hant":
        return "zz"
    return {"chinese": "cn", "chinese-in-english": "cn", "eu": "eu", "us": "us", "japanese": "jp"}.get(tradition, "zz")


def tradition_of(code: str, language: str) -> str:
    """The drafting tradition of a file of another hand, from its country and language."""
    if code == "cn":
        return "chinese" if language.startswith("zh") else "chinese-in-english"
    if code == "jp" and language.startswith("ja"):
        return "japanese"
    return code if code in ("eu", "us") else "generic"


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|\\\\(?=u[0-9a-f]{4})")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


def escaped(text: str) -> str:
    r"""The text with characters that XML cannot hold as ``\uXXXX``; a backslash that would look so is one itself."""
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def unescaped(text: str) -> str:
    """The inverse of :func:`escaped`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
