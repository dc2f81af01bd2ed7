"""What issue 2 asks of the real texts: a record or a clear abstention for each, every quote in its place."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from regatlas.app.inputs import load_document
from regatlas.app.mapping import Mapper
from regatlas.exchange.json_records import record_json
from regatlas.model.judgement import Record
from regatlas.readers import Limits

pytestmark = pytest.mark.corpus

CHINESE_IN_ENGLISH = (
    36, 266, 1137, 2096, 2244, 2263, 2099, 2261, 1127, 1064, 1128, 1135, 1065, 1144, 1151, 1802, 1125, 1123, 1126,
    1129, 1117, 1138, 1395, 1377, 2098,
)  # fmt: skip
ARTICLES = {266: 35, 36: 25, 1137: 24, 1128: 72, 1064: 73, 2096: 14, 2244: 20}
NOT_JUDGED = {"jp-ai-promotion-act-507AC0000000053-current-2026-07-20.xml"}


@cache
def mapper() -> Mapper:
    return Mapper()


def record_of(path: Path) -> Record:
    document = load_document(path, Limits())
    record = mapper().map(document, "manifest")
    # Raises EvidenceError where a quote does not stand in the text.
    shown = record_json(document, record, path.name)
    assert (record.abstained is not None) == (record.legal_status.value is None)
    assert all(one["evidence"] for one in shown["coverage"] if one["level"] != "none")  # type: ignore[union-attr,index,call-overload]
    return record


def numbers(path: Path) -> list[str | None]:
    document = load_document(path, Limits())
    assert "".join(document.text[leaf.span.start : leaf.span.end] for leaf in document.leaves) == document.text
    return [one.number for one in document.provisions if one.kind == "article"]


def test_chinese_texts_have_exactly_their_articles(corpus: Path) -> None:
    with (corpus / "zh-index.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if int(row["articles"])]
    assert len(rows) >= 13
    for row in rows:
        expected = [str(number) for number in range(1, int(row["articles"]) + 1)]
        assert numbers(corpus / row["path"]) == expected, row["path"]


def test_english_translations_have_exactly_their_articles(corpus: Path) -> None:
    for number, count in ARTICLES.items():
        found = numbers(corpus / "agora" / "fulltext" / f"{number}.txt")
        assert found == [str(article) for article in range(1, count + 1)], number


@pytest.mark.parametrize("name", ["eu-ai-act.html", "eu-ai-act.md"])
def test_the_ai_act(name: str, corpus: Path) -> None:
    document = load_document(corpus / "en" / name, Limits())
    kinds = Counter(one.kind for one in document.provisions)
    assert (kinds["article"], kinds["recital"], kinds["annex"]) == (113, 180, 13)
    record = record_of(corpus / "en" / name)
    assert record.legal_status.value == "hard"


def test_beijing_measures(corpus: Path) -> None:
    path = corpus / "agora" / "fulltext" / "1135.txt"
    document = load_document(path, Limits())
    parts = [one.number for one in document.provisions if one.kind == "part"]
    measures = [one.number for one in document.provisions if one.kind == "measure"]
    assert parts == ["1", "2", "3", "4", "5"]
    assert measures == [str(number) for number in range(1, 22)]
    record = record_of(path)
    covered = {(one.taxonomy, one.category) for one in record.coverage if one.level != "none"}
    sectors = ("Public Administration excluding National Security", "Health Care and Social Assistance",
               "Finance and Insurance", "Scientific Research and Development Services", "Information")  # fmt: skip
    assert {("sector", sector) for sector in sectors} <= covered
    assert {("lifecycle", stage) for stage in ("Build and Use Model", "Deploy", "Operate and Monitor")} <= covered
    assert {("risk-subdomain", "2.1"), ("risk-subdomain", "2.2")} <= covered
    assert record.legal_status.value == "soft"
    assert any("Zhongguancun" in place.name for place in record.places)


def test_chinese_documents_in_english_have_records(corpus: Path) -> None:
    for number in CHINESE_IN_ENGLISH:
        record = record_of(corpus / "agora" / "fulltext" / f"{number}.txt")
        assert record.abstained is None, number
        assert any(one.level != "none" for one in record.coverage), number


def test_chinese_texts_have_records(corpus: Path) -> None:
    for path in sorted((corpus / "zh").glob("*.md")):
        record = record_of(path)
        assert record.abstained is None
        assert record.legal_status.value == "hard", path.name
        assert record.commitments


def test_files_as_found_have_records_or_abstain(corpus: Path) -> None:
    for path in sorted((corpus / "files").iterdir()):
        if path.suffix != ".csv":
            record = record_of(path)
            assert (record.abstained is not None) == (path.name in NOT_JUDGED), path.name
