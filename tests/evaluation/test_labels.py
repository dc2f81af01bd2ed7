from __future__ import annotations

import json
from pathlib import Path

import pytest

from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.errors import InputError
from regatlas.evaluation.labels import read_labels

TAXONOMIES = builtin_taxonomies()
TAGS = [category.code for category in TAXONOMIES["agora"].categories]


def agora(folder: Path, rows: dict[str, tuple[str, str]]) -> Path:
    (folder / "fulltext").mkdir()
    head = ["AGORA ID", "Annotated?", *(f'"{tag}"' for tag in TAGS)]
    lines = [",".join(head)]
    for one, (annotated, tag) in rows.items():
        lines.append(",".join([one, annotated, *("true" if name == tag else "false" for name in TAGS)]))
        (folder / "fulltext" / f"{one}.txt").write_text(f"Text of {one}.", encoding="utf-8")
    (folder / "documents.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_lines_have_a_text_or_a_path_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("words", encoding="utf-8")
    file = tmp_path / "labels.jsonl"
    file.write_text(
        '{"text": "some words", "labels": {"agora": ["Harms: Discrimination"], "sector": []}}\n\n'
        '{"path": "b.txt", "labels": {"risk-subdomain": ["1.1"]}}\n',
        encoding="utf-8",
    )
    one, other = read_labels(file, TAXONOMIES)
    assert (one.text, one.path, one.labels["sector"]) == ("some words", None, frozenset())
    assert one.labels["agora"] == {"Harms: Discrimination"}
    assert (other.path, other.where) == (tmp_path / "b.txt", f"{file}:3")


def test_only_listed_documents_of_agora_are_read_where_there_are_lists(tmp_path: Path) -> None:
    folder = agora(tmp_path, {"1": ("true", TAGS[0]), "2": ("true", TAGS[1]), "3": ("false", TAGS[2])})
    assert [one.labels["agora"] for one in read_labels(folder, TAXONOMIES)] == [{TAGS[0]}, {TAGS[1]}]
    (folder / "train.txt").write_text("2\n", encoding="utf-8")
    (one,) = read_labels(folder, TAXONOMIES)
    assert (one.path, one.labels["agora"]) == (folder / "fulltext" / "2.txt", {TAGS[1]})


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("no json", "no JSON"),
        ('["a"]', "no object 'labels'"),
        ('{"text": "a", "path": "b", "labels": {}}', "exactly one of"),
        ('{"labels": {}}', "exactly one of"),
        ('{"text": " ", "labels": {}}', "the text is empty"),
        ('{"path": "none.txt", "labels": {}}', "there is no file"),
        ('{"text": "a", "labels": {"nothing": []}}', "no taxonomy is called 'nothing'"),
        ('{"text": "a", "labels": {"agora": "x"}}', "are no list"),
        ('{"text": "a", "labels": {"agora": ["x"]}}', "has no code 'x'"),
    ],
)
def test_a_wrong_line_is_told_with_file_and_line(line: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text(json.dumps({"text": "fine", "labels": {}}) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=message) as told:
        read_labels(file, TAXONOMIES)
    assert told.value.where == f"{file}:2"


def test_a_table_without_the_tags_or_without_rows_is_told(tmp_path: Path) -> None:
    (tmp_path / "documents.csv").write_text("AGORA ID,Annotated?\n1,true\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"no column .*documents\.csv:1"):
        read_labels(tmp_path, TAXONOMIES)
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="no coded document"):
        read_labels(empty, TAXONOMIES)
