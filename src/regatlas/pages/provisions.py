"""Provisions of the catalog in the words by which lawyers cite them."""

from __future__ import annotations

from collections.abc import Iterable

from regatlas.catalog.catalog import Catalog
from regatlas.model.citing import print_chinese, print_english, print_plain
from regatlas.model.obligation import Citation
from regatlas.pages.words import Lang

_UNITS = {
    "art": "article", "para": "paragraph", "point": "point", "subpoint": "subpoint", "chp": "chapter",
    "sec": "section", "part": "part", "measure": "measure", "item": "item", "annex": "annex",
}  # fmt: skip
_NUMBERED = {"article", "chapter", "section", "part", "annex"}


def cite_provision(provision: str, lang: Lang) -> str:
    """``art_24__para_1`` as ``Article 24(1)`` or ``第二十四条第一款``."""
    steps = [_step(piece) for piece in provision.split("__")]
    chinese = lang == "zh"
    if steps[0][0] in _NUMBERED:
        try:
            return print_chinese(steps) if chinese else print_english(steps, american=False)
        except (KeyError, ValueError):
            return provision
    return print_plain(steps, chinese=chinese)


def _step(piece: str) -> tuple[str, str]:
    unit, _, number = piece.partition("_")
    return _UNITS.get(unit, unit), number


def instrument_name(catalog: Catalog, instrument: str, lang: Lang) -> str:
    """The short title of an instrument, in Chinese in the brackets of titles; its id where the catalog has none."""
    known = catalog.instrument.get(instrument)
    if known is None:
        return instrument
    title = known.short_title or known.title
    return f"《{title.zh.strip('《》')}》" if lang == "zh" else title.en


def cite(catalog: Catalog, citation: Citation, lang: Lang) -> str:
    """A provision with its instrument and, where it matters, the version: ``Cybersecurity Law (2025), Article 23``."""
    name = instrument_name(catalog, citation.instrument, lang)
    provision = cite_provision(citation.provision, lang)
    if lang == "zh":
        version = f"（{citation.expression}）" if citation.expression else ""
        return f"{name}{version}{provision}"
    version = f" ({citation.expression})" if citation.expression else ""
    return f"{name}{version}, {provision}"


def _is_part(one: Citation, whole: Citation) -> bool:
    same = (one.instrument, one.expression) == (whole.instrument, whole.expression)
    return same and one.provision.startswith(f"{whole.provision}__")


def cite_all(catalog: Catalog, citations: Iterable[Citation], lang: Lang) -> str:
    """Several provisions, each instrument named once: ``Deep synthesis provisions, Article 17(1), Article 18``."""
    citations = tuple(citations)
    told: list[str] = []
    last: tuple[str, str | None] | None = None
    for citation in citations:
        if any(_is_part(other, citation) for other in citations):
            continue  # the paragraph that is cited too says more
        version = (citation.instrument, citation.expression)
        told.append(cite_provision(citation.provision, lang) if version == last else cite(catalog, citation, lang))
        last = version
    return ("、" if lang == "zh" else ", ").join(told)
