"""``regatlas/taxonomies/1``: the taxonomies as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import JsonValue

from regatlas.model.taxonomy import Bilingual, Category, Taxonomy

TAXONOMIES_SCHEMA = "regatlas/taxonomies/1"


def taxonomies_json(taxonomies: Iterable[Taxonomy]) -> dict[str, JsonValue]:
    """The taxonomies with what each category means. Cues are the engine's business and stay in the YAML."""
    return {"schema": TAXONOMIES_SCHEMA, "taxonomies": [taxonomy_json(taxonomy) for taxonomy in taxonomies]}


def taxonomy_json(taxonomy: Taxonomy) -> dict[str, JsonValue]:
    """One taxonomy as it stands in the list."""
    return {
        "id": taxonomy.id,
        "version": taxonomy.version,
        "title": _both(taxonomy.title),
        "publisher": taxonomy.publisher,
        "source": taxonomy.source,
        "verified": taxonomy.verified,
        "levels": list(taxonomy.levels),
        "categories": [category_json(category) for category in taxonomy.categories],
    }


def category_json(category: Category) -> dict[str, JsonValue]:
    """One category as it stands in its taxonomy."""
    return {
        "code": category.code,
        "label": _both(category.label),
        "group": _both(category.group) if category.group else None,
        "parent": category.parent,
        "definition": _both(category.definition),
        "includes": {"en": list(category.includes.en), "zh": list(category.includes.zh)},
        "excludes": {"en": list(category.excludes.en), "zh": list(category.excludes.zh)},
        "near": list(category.near),
    }


def _both(words: Bilingual) -> dict[str, JsonValue]:
    return {"en": words.en, "zh": words.zh}
