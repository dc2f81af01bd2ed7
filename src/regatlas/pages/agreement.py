"""How far two coders agree, as a page that stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regatlas.evaluation.agreement import Agreement, Disagreement, Measures, TaxonomyAgreement
from regatlas.evaluation.intervals import Estimate
from regatlas.evaluation.tables import GRADES
from regatlas.model.taxonomy import Taxonomy
from regatlas.pages.template import render_page
from regatlas.pages.words import Lang, Words

_SHOWN = ("f1", "kappa_linear", "kappa_quadratic", "alpha_nominal", "alpha_ordinal")


@dataclass(frozen=True, slots=True)
class Figures:
    """One row of figures: what it is of, over how many documents, and the figures with and without their intervals."""

    label: str
    documents: int
    cells: tuple[str, ...]
    short: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaxonomyPart:
    """What the page says of one taxonomy. ``confusion`` has a row for each level of coder A."""

    id: str
    title: str
    remark: str
    columns: tuple[str, ...]
    overall: Figures
    macro: str
    least: str
    confusion: tuple[tuple[str, tuple[int, ...]], ...]
    categories: tuple[Figures, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disagreement in words; each side is a level with its quotes."""

    document: str
    taxonomy: str
    category: str
    sides: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """Everything that the page and the terminal show."""

    coders: tuple[tuple[str, str], ...]
    counts: str
    levels: tuple[str, ...]
    parts: tuple[TaxonomyPart, ...]
    disputes: tuple[Dispute, ...]


def view_agreement(found: Agreement, taxonomies: Mapping[str, Taxonomy], words: Words) -> AgreementView:
    """An agreement in words. A taxonomy that is not in ``taxonomies`` is shown by its codes."""
    counts = words("agree.counts", n=len(found.documents), only_a=len(found.only_a), only_b=len(found.only_b))
    names = _Names(taxonomies, words)
    return AgreementView(
        tuple((coder.name, _kind(coder.kind, words)) for coder in (found.a, found.b)),
        counts,
        tuple(words(f"level.{level}") for level in GRADES),
        tuple(_part(one, names, words) for one in found.taxonomies),
        tuple(_dispute(one, names, words) for one in found.worst),
    )


def render_agreement(found: Agreement, taxonomies: Mapping[str, Taxonomy], lang: Lang) -> str:
    """The page, complete in one file."""
    words = Words(lang)
    return render_page("agreement.html.j2", words, view=view_agreement(found, taxonomies, words))


def told(one: Estimate, words: Words) -> str:
    """A figure with its interval, or a dash where nothing can be said."""
    if one.value is None:
        return words("agree.unsaid")
    if one.low is None or one.high is None:
        return f"{one.value:.2f}"
    return f"{one.value:.2f} [{one.low:.2f}, {one.high:.2f}]"


class _Names:
    """Titles of taxonomies and labels of categories."""

    def __init__(self, taxonomies: Mapping[str, Taxonomy], words: Words) -> None:
        self._taxonomies = taxonomies
        self._zh = words.lang == "zh"

    def title(self, taxonomy: str) -> str:
        """The title of a taxonomy, or its id."""
        known = self._taxonomies.get(taxonomy)
        return taxonomy if known is None else known.title.zh if self._zh else known.title.en

    def label(self, taxonomy: str, code: str) -> str:
        """The label of a category, with its code where that is another word."""
        known = self._taxonomies.get(taxonomy)
        category = known.by_code.get(code) if known else None
        if category is None:
            return code
        label = category.label.zh if self._zh else category.label.en
        return f"{code} {label}" if code[:1].isdigit() else label if self._zh else code


def _kind(kind: str, words: Words) -> str:
    if kind == "outcomes":
        return words("agree.kind.outcomes")
    if kind == "labels":
        return words("agree.kind.labels")
    return words("agree.kind.agora") if kind == "agora" else words("agree.kind.map-facts")


def _part(one: TaxonomyAgreement, names: _Names, words: Words) -> TaxonomyPart:
    keys = ("found",) if one.partial else _SHOWN
    categories = [
        _figures(names.label(one.taxonomy, code), measures, keys, words) for code, measures in one.categories.items()
    ]
    least = words("agree.least", document=one.least.document, f1=f"{one.least.f1:.2f}") if one.least else ""
    return TaxonomyPart(
        one.taxonomy,
        names.title(one.taxonomy),
        words("agree.partial") if one.partial else "",
        tuple(_column(key, words) for key in keys),
        _figures(words("agree.overall"), one.overall, keys, words),
        "" if one.partial else words("agree.macro", f1=told(one.macro_f1, words)),
        least,
        tuple(
            (words(f"level.{level}"), tuple(round(cell) for cell in row))
            for level, row in zip(GRADES, one.overall.confusion, strict=True)
        ),
        tuple(categories),
    )


def _column(key: str, words: Words) -> str:
    columns = {
        "f1": words("agree.f1"),
        "kappa_linear": words("agree.kappa-linear"),
        "kappa_quadratic": words("agree.kappa-quadratic"),
        "alpha_nominal": words("agree.alpha-nominal"),
        "alpha_ordinal": words("agree.alpha-ordinal"),
        "found": words("agree.found"),
    }
    return columns[key]


def _figures(label: str, measures: Measures, keys: tuple[str, ...], words: Words) -> Figures:
    figures = [getattr(measures, key) for key in keys]
    cells = tuple(told(one, words) for one in figures)
    return Figures(label, measures.documents, cells, tuple(told(Estimate(one.value), words) for one in figures))


def _dispute(one: Disagreement, names: _Names, words: Words) -> Dispute:
    sides = tuple((letter, words(f"level.{side.level}"), side.quotes) for letter, side in (("A", one.a), ("B", one.b)))
    return Dispute(one.document, names.title(one.taxonomy), names.label(one.taxonomy, one.category), sides)
