from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.app.agreeing import agree_files, agreement_json
from regatlas.errors import DamagedFile, NoFiles, UnreadablePath
from regatlas.evaluation.codings import read_coding
from regatlas.evaluation.intervals import f1_interval, interval
from regatlas.evaluation.measures import f1, quadratic_kappa
from regatlas.evaluation.tables import alpha, found_share, kappa, presence_f1, table
from regatlas.pages.agreement import render_agreement
from regatlas.pages.words import LANGS, Lang

PAIRS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=30)


def outcome(name: str, levels: dict[str, str], taxonomy: str = "risk-subdomain") -> dict[str, Any]:
    coverage = [
        {
            "taxonomy": taxonomy,
            "category": code,
            "level": level,
            "confidence": 0.9,
            "evidence": [] if level == "none" else [{"eid": "a", "span": [0, 1], "quote": f"{name} says {code} <b>"}],
        }
        for code, level in levels.items()
    ]
    record = {"coverage": coverage}
    return {"schema": "regatlas/outcome/1", "source": name, "status": "ok", "error": None, "record": record}


def write(path: Path, lines: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@given(PAIRS)
def test_quadratic_kappa_of_the_table_is_that_of_the_pairs(pairs: list[tuple[int, int]]) -> None:
    found = kappa(table(pairs), 2)
    assert quadratic_kappa(pairs, 3) == pytest.approx(1.0 if found is None else found)


@given(PAIRS)
def test_measures_do_not_care_which_coder_comes_first(pairs: list[tuple[int, int]]) -> None:
    one, other = table(pairs), table((second, first) for first, second in pairs)
    assert presence_f1(one) == presence_f1(other)
    for measure in (lambda t: kappa(t, 1), lambda t: alpha(t, ordinal=True), lambda t: alpha(t, ordinal=False)):
        assert measure(one) == pytest.approx(measure(other), nan_ok=True) if measure(one) is not None else True
    assert found_share(one, named_by_b=True) == found_share(other, named_by_b=False)


def test_full_agreement_is_one_and_a_constant_says_nothing() -> None:
    full = table([(0, 0), (1, 1), (2, 2), (2, 2)])
    assert [kappa(full, 1), kappa(full, 2), alpha(full, ordinal=True), alpha(full, ordinal=False)] == [1, 1, 1, 1]
    constant = table([(2, 2)] * 4)
    assert kappa(constant, 2) is None
    assert alpha(constant, ordinal=False) is None
    assert presence_f1(table([(0, 0)])) is None


def test_alpha_of_a_worked_example() -> None:
    # Two coders, ten units, grades 0 and 1: Krippendorff's own example of nominal data, alpha 0.095.
    first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert alpha(table(zip(first, second, strict=True), 2), ordinal=False) == pytest.approx(0.095, abs=0.0006)


def test_linear_kappa_of_a_worked_example() -> None:
    counts = table([(0, 0)] * 4 + [(0, 1)] * 2 + [(1, 1)] * 3 + [(2, 0)] * 1)
    # Observed weight (2*1 + 1*2)/10; chance: rows 6 3 1, columns 5 5 0.
    chance = (6 * 5 * 1 + 3 * 5 * 1 + 1 * 5 * 2 + 1 * 5 * 1) / 100
    assert kappa(counts, 1) == pytest.approx(1 - 0.4 / chance)


def test_intervals_hold_the_figure_and_repeat() -> None:
    documents = [0.0, 1.0] * 30

    def mean(drawn: Mapping[int, int]) -> list[float]:
        return [sum(documents[at] * times for at, times in drawn.items()) / sum(drawn.values())]

    (one,), (again,) = interval(documents, mean), interval(documents, mean)
    assert one == again
    assert one.low is not None
    assert one.high is not None
    assert one.low < 0.5 == one.value < one.high
    assert 0.2 < one.high - one.low < 0.3  # 2 * 1.96 * .5 / sqrt(60) is .253


def test_f1_with_intervals_is_f1() -> None:
    gold = {"a": {"x", "y"}, "b": {"x"}, "c": {"y"}}
    found = {"a": {"x"}, "b": {"x", "y"}, "c": set[str]()}
    micro, macro = f1_interval(gold, found, ["x", "y"], draws=20)
    plain = f1(gold, found, ["x", "y"])
    assert (micro.value, macro.value) == pytest.approx((plain.micro, plain.macro))


def test_two_engines_are_compared_where_both_judged(tmp_path: Path) -> None:
    a = write(
        tmp_path / "a.jsonl",
        [
            outcome("one.txt", {"1.1": "good", "2.1": "none", "3.1": "minimal"}),
            outcome("two.txt", {"1.1": "none", "2.1": "good"}),
            outcome("three.txt", {"1.1": "none"}),
            {"schema": "regatlas/outcome/1", "source": "bad.txt", "status": "failed", "error": {}, "key": "k"},
        ],
    )
    b = write(
        tmp_path / "b.jsonl",
        [
            outcome("folder/one.pdf", {"1.1": "none", "2.1": "none", "3.1": "good"}),
            outcome("two.html", {"1.1": "none", "2.1": "good"}),
            outcome("four.txt", {"1.1": "good"}),
        ],
    )
    found = agreement_json(agree_files(a, b))
    assert (found["schema"], found["documents"]) == ("regatlas/agreement/1", ["one", "two"])
    assert (found["only_a"], found["only_b"]) == (["three"], ["four"])
    (taxonomy,) = found["taxonomies"]  # type: ignore[union-attr, misc]
    assert taxonomy["confusion"] == [[2, 0, 0], [0, 0, 1], [1, 0, 1]]  # type: ignore[index, call-overload]
    assert taxonomy["f1"]["value"] == 0.8  # type: ignore[index, call-overload]
    assert taxonomy["minimum"] == {"document": "one", "f1": 0.6667}  # type: ignore[index, call-overload]
    first, second = found["disagreements"]  # type: ignore[misc]
    assert (first["category"], first["a"]["level"], first["b"]) == ("1.1", "good", {"level": "none", "quotes": []})  # type: ignore[index, call-overload]
    assert first["a"]["quotes"] == ["one.txt says 1.1 <b>"]  # type: ignore[index, call-overload]
    assert second["category"] == "3.1"  # type: ignore[index, call-overload]


def test_what_a_map_record_does_not_name_is_no_negative(tmp_path: Path) -> None:
    facts = {"agora_id": 7, "legal_force": "soft", "subdomains_mentioned": [{"code": "1.1", "level": "good"}]}
    b = write(tmp_path / "dev.jsonl", [{**facts, "sectors_good": ["Information"], "lifecycle": None}])
    a = write(tmp_path / "a.jsonl", [outcome("7.txt", {"1.1": "minimal", "2.1": "good"})])
    (taxonomy,) = agree_files(a, b).taxonomies
    assert taxonomy.partial == "b"
    assert (taxonomy.overall.pairs, taxonomy.overall.found.value, taxonomy.overall.f1.value) == (1, 1.0, None)
    assert list(taxonomy.categories) == ["1.1"]


def test_agora_rows_that_nobody_annotated_are_left_out(tmp_path: Path) -> None:
    table_ = tmp_path / "documents.csv"
    table_.write_text(
        'AGORA ID,Annotated?,Harms: Made up,Long summary\n1,true,true,"two\nlines"\n2,false,true,\n3,true,false,\n',
        encoding="utf-8",
    )
    coding = read_coding(table_)
    assert {one: coded.levels["agora", "Harms: Made up"] for one, coded in coding.documents.items()} == {
        "1": "good",
        "3": "none",
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no coding in the file"),
        ('{"schema": "regatlas/outcome/1", "source": "a", "status": "ok", "record": {}}\n', r"a\.jsonl:1"),
        ('{"agora_id": 1, "subdomains_mentioned": []}\nnot json\n', r"no JSON object, .*a\.jsonl:2"),
        ("name,value\n1,2\n", r"no column 'AGORA ID'.*a\.jsonl:1"),
    ],
)
def test_a_file_that_is_no_coding_is_told_with_its_line(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DamagedFile, match=message):
        read_coding(path)


def test_coders_without_a_common_document_are_told_so(tmp_path: Path) -> None:
    a, b = (write(tmp_path / name, [outcome(name, {"1.1": "good"})]) for name in ("a.jsonl", "b.jsonl"))
    with pytest.raises(NoFiles, match="no document in common"):
        agree_files(a, b)
    with pytest.raises(UnreadablePath):
        agree_files(a, tmp_path / "none.jsonl")


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_escapes_quotes_and_stands_alone(lang: Lang, tmp_path: Path) -> None:
    a = write(tmp_path / "a.jsonl", [outcome("one.txt", {"1.1": "good", "2.1": "good"})])
    b = write(tmp_path / "b.jsonl", [outcome("one.txt", {"1.1": "none", "2.1": "good"})])
    page = render_agreement(agree_files(a, b), {}, lang)
    assert "one.txt says 1.1 &lt;b&gt;" in page
    assert "<script" not in page
    assert "<b>" not in page


def test_a_persons_labels_are_a_coding_in_which_what_is_not_listed_is_not_there(tmp_path: Path) -> None:
    lines = [
        {"path": "texts/36.txt", "labels": {"risk-subdomain": ["2.1"], "sector": {"Information": "minimal"}}},
        {"path": "texts/7.md", "labels": {"risk-subdomain": []}},
    ]
    person = read_coding(write(tmp_path / "labels.jsonl", lines))
    assert (person.kind, person.exhaustive, list(person.documents)) == ("labels", True, ["36", "7"])
    levels = person.documents["36"].levels
    assert (levels["risk-subdomain", "2.1"], levels["risk-subdomain", "2.2"]) == ("good", "none")
    assert (levels["sector", "Information"], levels["sector", "Finance and Insurance"]) == ("minimal", "none")
    assert set(person.documents["7"].levels.values()) == {"none"}
    engine = write(tmp_path / "engine.jsonl", [outcome("36.txt", {"2.1": "minimal", "2.2": "none"})])
    found = agree_files(tmp_path / "labels.jsonl", engine)
    assert found.taxonomies[0].overall.pairs == 2
    assert found.taxonomies[0].overall.f1.value == 1


@pytest.mark.parametrize(
    "labels", [{"agora": ["No such tag"]}, {"nothing": []}, {"sector": {"Information": "huge"}}, 3]
)
def test_labels_that_cannot_be_read_are_told_with_their_line(labels: object, tmp_path: Path) -> None:
    path = write(tmp_path / "labels.jsonl", [{"path": "a.txt", "labels": {}}, {"path": "b.txt", "labels": labels}])
    with pytest.raises(DamagedFile, match="no coding") as told:
        read_coding(path)
    assert told.value.where == f"{path}:2"
