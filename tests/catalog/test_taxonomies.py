"""Taxonomies: the built-in ones are whole, and wrong ones are told apart with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from regatlas.catalog.taxonomies import (
    BUILTIN_IDS,
    builtin_taxonomies,
    builtin_taxonomy,
    load_taxonomy,
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
        ('code: "2"', 'code: "1"', 15, "the code '1' is given to two categories"),
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
