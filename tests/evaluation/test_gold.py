from __future__ import annotations

import json
from pathlib import Path

import pytest

from regatlas.errors import DataError
from regatlas.evaluation.gold import MapFacts, read_map_facts, read_tags

LAMP = {
    "agora_id": 7,
    "legal_force": "soft",
    "subdomains_mentioned": [{"code": "2.1", "level": "good"}, {"code": "6.6", "level": "minimal"}],
    "sectors_good": ["Information"],
    "lifecycle": None,
    "approx_subdomains_stated": "2-3",
}


def facts_file(folder: Path, *records: object) -> Path:
    path = folder / "dev.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in records) + "\n", encoding="utf-8")
    return path


def test_facts_are_read(tmp_path: Path) -> None:
    (facts,) = read_map_facts(facts_file(tmp_path, LAMP))
    assert facts == MapFacts(
        document="7",
        legal_force="soft",
        subdomains=frozenset({"2.1", "6.6"}),
        subdomain_range=(2, 3),
        sectors_good=frozenset({"Information"}),
        stages=frozenset(),
    )


@pytest.mark.parametrize(
    ("stated", "expected"), [("1", (1, 1)), ("10-12", (10, 12)), ("about 4 to 5", (4, 5)), (None, None), ("", None)]
)
def test_ranges(tmp_path: Path, stated: str | None, expected: tuple[int, int] | None) -> None:
    (facts,) = read_map_facts(facts_file(tmp_path, {**LAMP, "approx_subdomains_stated": stated}))
    assert facts.subdomain_range == expected


def test_an_unknown_force_is_none(tmp_path: Path) -> None:
    (facts,) = read_map_facts(facts_file(tmp_path, {**LAMP, "legal_force": "firm"}))
    assert facts.legal_force is None


@pytest.mark.parametrize("bad", [[1], {"agora_id": 7}, {**LAMP, "subdomains_mentioned": "2.1"}])
def test_a_bad_line_is_named(tmp_path: Path, bad: object) -> None:
    with pytest.raises(DataError) as caught:
        read_map_facts(facts_file(tmp_path, LAMP, bad))
    assert caught.value.where.endswith("dev.jsonl:2")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_map_facts(tmp_path / "none.jsonl")


def tables(folder: Path) -> Path:
    (folder / "train.txt").write_text("3\n1\n", encoding="utf-8")
    (folder / "dev.txt").write_text("2\n", encoding="utf-8")
    (folder / "documents.csv").write_text(
        'AGORA ID,Name,"Harms: Glare, at night",Strategies: Shades\n'
        '1,"One\nof two lines",True,False\n2,Two,TRUE,true\n3,Three,false,\n4,Four,True,True\n',
        encoding="utf-8",
    )
    return folder


def test_tags_of_a_part_only(tmp_path: Path) -> None:
    tags = frozenset({"Harms: Glare, at night", "Strategies: Shades"})
    folder = tables(tmp_path)
    assert read_tags(folder, "train", tags) == {"1": {"Harms: Glare, at night"}, "3": set()}
    assert read_tags(folder, "dev", tags) == {"2": tags}
    assert read_tags(folder, "dev", frozenset()) == {"2": frozenset()}


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no column 'Harms: Frost'"):
        read_tags(tables(tmp_path), "train", frozenset({"Harms: Frost"}))
