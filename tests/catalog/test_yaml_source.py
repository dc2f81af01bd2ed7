"""Wrong YAML, and what a person is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from regatlas.catalog.yaml_source import load_yaml, parse_yaml, validated
from regatlas.errors import DataError
from regatlas.model.base import Frozen


class Leaf(Frozen):
    name: str
    flag: bool = False


class Tree(Frozen):
    leaves: tuple[Leaf, ...]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (b"a: 1\nb: 2\na: 3\n", 3, "the key 'a' is given twice"),
        (b"x:\n  - a: 1\n    a: 2\n", 3, "given twice"),
        (b"a: 'open\n", 2, "quoted scalar"),
        (b"a: 1\n b: 2\n", 2, "mapping values are not allowed"),
        (b"a: 1\nb: \xff\n", 2, "not UTF-8"),
        (b"a: !!python/object/apply:os.getcwd []\n", 1, "could not determine a constructor"),
        (b"? [a]\n: 1\n", 1, "plain text"),
    ],
)
def test_unreadable_yaml(text: bytes, line: int, what: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_yaml(text, "file.yaml")
    assert caught.value.where == f"file.yaml:{line}"
    assert what in caught.value.what


def test_forbidden_characters_are_refused() -> None:
    with pytest.raises(DataError, match=r"file\.yaml"):
        parse_yaml(b"a: \x01\n", "file.yaml")


def test_values_and_places() -> None:
    source = parse_yaml(b"# a comment\na:\n  b: 1\n  c: [x, y]\nd: >\n  long\n", "f")
    assert source.value == {"a": {"b": 1, "c": ["x", "y"]}, "d": "long\n"}
    assert source.where(("a", "c", 1)) == "f:4"
    assert source.where(("a", "b")) == "f:3"
    assert source.where(("a", "missing", 7)) == "f:3"
    assert source.where() == "f:2"


def test_an_empty_file_has_no_value() -> None:
    assert parse_yaml(b"", "f").value is None


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("leaves:\n- name: a\n- nam: b\n", 3, "leaves.1.name: this key is missing (and 1 more)"),
        ("leaves:\n- name: a\n  size: 3\n", 3, "leaves.0.size: no such key is known here"),
        ("leaves:\n- name: no\n", 2, "leaves.0.name: this should be text; YAML read it as something else"),
        ("leaves:\n- name: a\n  flag: perhaps\n", 3, "not 'perhaps'"),
        ("leaves: 3\n", 1, "leaves: this should be a list"),
        ("leaves:\n- name: a\n- b\n", 3, "mapping of keys"),
    ],
)
def test_wrong_shapes(text: str, line: int, what: str) -> None:
    source = parse_yaml(text.encode(), "f")
    with pytest.raises(DataError) as caught:
        validated(Tree, source, source.value)
    assert caught.value.where == f"f:{line}"
    assert what in caught.value.what


def test_right_shapes_are_made() -> None:
    source = parse_yaml(b"leaves: [{name: a}]", "f")
    assert validated(Tree, source, source.value) == Tree(leaves=(Leaf(name="a"),))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.yaml.*check the path"):
        load_yaml(tmp_path / "none.yaml")
