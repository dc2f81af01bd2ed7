"""Taxonomies: the built-in ones are whole, and wrong ones are told apart with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from regatlas.catalog.taxonomies import (
    BUILTIN_IDS,
    builtin_taxonomies,
    builtin_taxonomy,
    illustrated,
    load_taxonomy,
    screening_taxonomy,
    taxonomy_digest,
)
from regatlas.errors import DataError

GOOD = """schema: regatlas/taxonomy/1
id: t
version: "1"
title: {en: T, zh: 题}
publisher: P
source: S
verified: false
categories:
  - code: "1"
    label: {en: One, zh: 一}
    definition: {en: D, zh: 义}
    near: ["2"]
    cues:
      en: {strong: [alpha, beta], weak: [gamma]}
  - code: "2"
    label: {en: Two, zh: 二}
    definition: {en: D, zh: 义}
    parent: "1"
"""


def load(folder: Path, text: str) -> object:
    path = folder / "t.yaml"
    path.write_text(text, encoding="utf-8")
    return load_taxonomy(path)


def test_a_right_one_loads(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(GOOD, encoding="utf-8")
    taxonomy = load_taxonomy(path)
    assert list(taxonomy.by_code) == ["1", "2"]
    assert taxonomy.by_code["1"].cues.en.strong == ("alpha", "beta")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("taxonomy/1", "taxonomy/9", 1, "the schema is 'regatlas/taxonomy/9'"),
        ('version: "1"', "version: 1.0", 3, "version: this should be text"),
        ("publisher: P\n", "", 1, "publisher: this key is missing"),
        ('near: ["2"]', 'near: ["3"]', 12, "near '3', which is no other category"),
        ('near: ["2"]', 'near: ["1"]', 12, "near '1', which is no other category"),
        ('parent: "1"', 'parent: "9"', 18, "the parent '9' of '2' is no other category"),
        ("weak: [gamma]", "weak: [alpha]", 14, "the cue 'alpha' of '1' is given twice for en"),
        ("weak: [gamma]", "strange: [gamma]", 14, "categories.0.cues.en.strange: no such key"),
        ("verified: false", "verified: false\nlevels: [good, none]", 8, "levels begin with none"),
        ("verified: false", "verified: false\nverified: true", 8, "given twice"),
    ],
)
def test_wrong_ones_are_told_with_their_line(tmp_path: Path, old: str, new: str, line: int, what: str) -> None:
    assert old in GOOD
    with pytest.raises(DataError) as caught:
        load(tmp_path, GOOD.replace(old, new))
    assert caught.value.where == f"{tmp_path / 't.yaml'}:{line}"
    assert what in caught.value.what


@pytest.mark.parametrize("text", ["", "- a\n", "text\n"])
def test_other_yaml_is_no_taxonomy(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataError, match="a taxonomy is a mapping"):
        load(tmp_path, text)


def test_an_empty_taxonomy_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="at least one category"):
        load(tmp_path, GOOD.split("categories:", maxsplit=1)[0] + "categories: []\n")


def test_the_built_in_ones_stand_in_their_order() -> None:
    taxonomies = builtin_taxonomies()
    assert tuple(taxonomies) == BUILTIN_IDS
    sizes = {name: len(taxonomy.categories) for name, taxonomy in taxonomies.items()}
    assert sizes == {
        "risk-subdomain": 24,
        "sector": 14,
        "lifecycle": 6,
        "actor": 6,
        "legal-status": 3,
        "technical-scope": 10,
        "agora": 77,
    }


def test_the_built_in_ones_are_loaded_once() -> None:
    assert builtin_taxonomy("sector") is builtin_taxonomies()["sector"]


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(DataError, match="choose among risk-subdomain, sector"):
        builtin_taxonomy("nothing")


def test_the_digest_follows_every_change(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    digests = set()
    for text in (GOOD, GOOD.replace("gamma", "delta"), GOOD.replace("一", "壹"), GOOD + "\n# a comment\n"):
        path.write_text(text, encoding="utf-8")
        digests.add(taxonomy_digest(load_taxonomy(path)))
    assert len(digests) == 3
    assert all(len(digest) == 64 for digest in digests)


EXAMPLE = """    examples:
      - {level: good, text: {en: A., zh: 甲。}, why: {en: B., zh: 乙。}}
"""


def test_examples_are_no_part_of_the_digest(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(GOOD, encoding="utf-8")
    without = load_taxonomy(path)
    path.write_text(GOOD + EXAMPLE, encoding="utf-8")
    taught = load_taxonomy(path)
    assert taught.by_code["2"].examples[0].text.zh == "甲。"
    assert taxonomy_digest(taught) == taxonomy_digest(without)


def test_an_example_of_a_level_that_the_taxonomy_does_not_have_is_refused(tmp_path: Path) -> None:
    text = GOOD.replace("verified: false", "verified: false\nlevels: [none, minimal]") + EXAMPLE
    with pytest.raises(DataError, match="the level 'good' is none of 't'"):
        load(tmp_path, text)


@pytest.mark.parametrize("name", BUILTIN_IDS)
def test_every_category_is_explained_in_both_languages(name: str) -> None:
    for category in builtin_taxonomy(name).categories:
        for language in ("en", "zh"):
            assert getattr(category.label, language).strip()
            assert len(getattr(category.definition, language)) >= 10, category.code
            assert getattr(category.includes, language), category.code
            assert getattr(category.excludes, language), category.code
            assert getattr(category.cues, language).strong, category.code
        assert len(category.includes.en) == len(category.includes.zh), category.code
        assert len(category.excludes.en) == len(category.excludes.zh), category.code
        assert category.near, category.code


@pytest.mark.parametrize("name", BUILTIN_IDS)
def test_every_category_has_two_worked_examples_for_each_level(name: str) -> None:
    taxonomy = illustrated(name)
    assert taxonomy_digest(taxonomy) == taxonomy_digest(builtin_taxonomy(name))
    for category in taxonomy.categories:
        for level in taxonomy.levels:
            assert sum(one.level == level for one in category.examples) == 2, (category.code, level)


def test_no_worked_example_stands_twice_and_each_is_in_its_language() -> None:
    examples = [
        (one.text, one.why)
        for name in BUILTIN_IDS
        for category in illustrated(name).categories
        for one in category.examples
    ]
    texts = [words for text, _ in examples for words in (text.en, text.zh)]
    assert len(set(texts)) == len(texts) == 2 * 680
    for text, why in examples:
        assert text.en[-1] in '."'
        assert why.en[-1] == "."
        assert text.en.isascii()
        assert text.zh[-1] == why.zh[-1] == "。"
        assert not set("!！") & set(text.en + text.zh + why.en + why.zh)


def test_what_a_model_is_asked_for_screening_is_no_taxonomy_of_records() -> None:
    assert list(screening_taxonomy().by_code) == ["subject", "governance"]
    assert screening_taxonomy().id not in BUILTIN_IDS
