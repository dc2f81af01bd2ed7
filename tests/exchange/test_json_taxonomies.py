"""The taxonomies as JSON: every category with its meaning in both languages, and no cue."""

from __future__ import annotations

import json

from tests.pages.specimen import sample_taxonomies

from regatlas.exchange.json_taxonomies import taxonomies_json

TAXONOMIES = sample_taxonomies()


def test_every_taxonomy_and_category_is_there_in_order() -> None:
    value = taxonomies_json(TAXONOMIES.values())
    assert value["schema"] == "regatlas/taxonomies/1"
    found = value["taxonomies"]
    assert isinstance(found, list)
    codes = {one["id"]: [category["code"] for category in one["categories"]] for one in found if isinstance(one, dict)}
    assert codes == {key: list(taxonomy.by_code) for key, taxonomy in TAXONOMIES.items()}
    assert json.loads(json.dumps(value)) == value


def test_a_category_speaks_both_languages_and_keeps_its_cues_to_itself() -> None:
    [first, *_] = TAXONOMIES.values()
    value = taxonomies_json([first])["taxonomies"]
    assert isinstance(value, list)
    [written] = value
    assert isinstance(written, dict)
    assert {"id", "version", "title", "publisher", "source", "verified", "levels", "categories"} <= written.keys()
    for category, model in zip(written["categories"], first.categories, strict=True):
        assert category["label"] == {"en": model.label.en, "zh": model.label.zh}
        assert category["definition"] == {"en": model.definition.en, "zh": model.definition.zh}
        assert category["includes"] == {"en": list(model.includes.en), "zh": list(model.includes.zh)}
        assert "cues" not in category
