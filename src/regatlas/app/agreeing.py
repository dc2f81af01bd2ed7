"""How far two coders agree, from their files: computed, and as ``regatlas/agreement/1``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import JsonValue

from regatlas.errors import NoFiles
from regatlas.evaluation.agreement import Agreement, Disagreement, Measures, Side, TaxonomyAgreement, agreement
from regatlas.evaluation.codings import Coding, read_coding
from regatlas.evaluation.intervals import Estimate
from regatlas.evaluation.tables import GRADES

SCHEMA = "regatlas/agreement/1"
MEASURES = ("f1", "kappa_linear", "kappa_quadratic", "alpha_nominal", "alpha_ordinal", "found")


def agree_files(a: Path, b: Path) -> Agreement:
    """Compare the coders of two files. Raises :class:`regatlas.errors.InputError`, also where they share nothing."""
    first, second = read_coding(a), read_coding(b)
    found = agreement(first, second)
    if not found.documents:
        raise NoFiles(
            "the two coders have no document in common",
            where=f"{a} and {b}",
            hint="documents are matched by the stem of their file, such as 36 for 36.txt, or their AGORA id",
        )
    if not found.taxonomies:
        raise NoFiles(
            "the two coders judged no category in common", where=f"{a} and {b}", hint="code under the same taxonomy"
        )
    return found


def agreement_json(found: Agreement) -> dict[str, JsonValue]:
    """The agreement as JSON (see docs/agreement.md)."""
    return {
        "schema": SCHEMA,
        "a": _coder(found.a),
        "b": _coder(found.b),
        "documents": list(found.documents),
        "only_a": list(found.only_a),
        "only_b": list(found.only_b),
        "levels": list(GRADES),
        "taxonomies": [_taxonomy(one) for one in found.taxonomies],
        "disagreements": [_disagreement(one) for one in found.worst],
    }


def _coder(coding: Coding) -> dict[str, JsonValue]:
    return {
        "name": coding.name,
        "kind": coding.kind,
        "exhaustive": coding.exhaustive,
        "documents": len(coding.documents),
    }


def _taxonomy(one: TaxonomyAgreement) -> dict[str, JsonValue]:
    least: JsonValue = {"document": one.least.document, "f1": _rounded(one.least.f1)} if one.least else None
    return {
        "taxonomy": one.taxonomy,
        "partial": one.partial,
        **_measures(one.overall),
        "f1_macro": _estimate(one.macro_f1),
        "minimum": least,
        "categories": _categories(one.categories),
    }


def _categories(categories: Mapping[str, Measures]) -> list[JsonValue]:
    return [{"category": code, **_measures(measures)} for code, measures in categories.items()]


def _measures(measures: Measures) -> dict[str, JsonValue]:
    return {
        "documents": measures.documents,
        "pairs": measures.pairs,
        **{name: _estimate(getattr(measures, name)) for name in MEASURES},
        "confusion": [[round(cell) for cell in row] for row in measures.confusion],
    }


def _estimate(one: Estimate) -> dict[str, JsonValue]:
    return {"value": _rounded(one.value), "low": _rounded(one.low), "high": _rounded(one.high)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _disagreement(one: Disagreement) -> dict[str, JsonValue]:
    return {
        "document": one.document,
        "taxonomy": one.taxonomy,
        "category": one.category,
        "a": _side(one.a),
        "b": _side(one.b),
    }


def _side(side: Side) -> dict[str, JsonValue]:
    return {"level": side.level, "quotes": list(side.quotes)}
