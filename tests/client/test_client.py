"""The client against the server: every method gives types, and lists are fetched a page at a time."""

from __future__ import annotations

import csv
from datetime import date
from itertools import islice
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from tests.client.conftest import InProcess

from regatlas.client import Client
from regatlas.errors import BadArgument, DataError, NotKnown

PROFILE = {"schema": "regatlas/profile/1", "name": "x", "facts": {"role": ["provider"], "offered_to_public_in": ["CN"]}}


def test_documents_and_what_belongs_to_them(atlas: Client, shas: dict[str, str]) -> None:
    first, second, english = shas["first.md"], shas["second.md"], shas["=1+1.md"]
    assert [one.source for one in atlas.documents(language="zh")] == ["first.md", "second.md"]
    document = atlas.document(first)
    assert document.text == atlas.text(first)
    assert [one.eid for one in atlas.provisions(first, kind="article")] == ["art_1", "art_2"]
    provision = atlas.provision(first, "art_1")
    assert provision.text == document.text[slice(*provision.span)]
    assert (provision.citation, provision.document.source) == ("第一条", "first.md")
    record = atlas.records(first)[-1]
    for judged in record.coverage:
        for evidence in judged.evidence:
            assert document.text[slice(*evidence.span)] == evidence.quote
    assert atlas.record_in(first, "sector").coverage == tuple(
        one for one in record.coverage if one.taxonomy == "sector"
    )
    assert {one.sha256 for one in atlas.siblings(first)} == {second}
    assert [one.ordinal for one in atlas.work(first).versions] == [1, 2]
    assert sum(atlas.compare(first, second).counts.values()) > 0
    assert atlas.align(first, english).blocks
    beside = atlas.contrast(first, english, taxonomy="sector")
    assert [one.key for one in beside.subjects] == [first, english]
    assert len(beside.categories) == 14
    for row in beside.categories:
        assert [one and (one.taxonomy, one.category) for one in row.judgements] == [("sector", row.code)] * 2
    codes = list(atlas.codes(taxonomy=["sector", "lifecycle"]))
    assert len(codes) == 3 * (14 + 6)


def test_the_catalog(atlas: Client) -> None:
    instruments = list(atlas.instruments(status="in-force"))
    assert {one.status for one in instruments} == {"in-force"}
    entry = atlas.entry("cn/generative-ai", as_of=date(2026, 11, 23))
    assert (entry.kind, entry.as_of) == ("instruments", date(2026, 11, 23))
    duties = list(atlas.obligations(instrument="cn/generative-ai"))
    assert tuple(one.id for one in duties) == entry.obligations
    assert [one.id for one in atlas.events(instrument="cn/generative-ai")] == [one.id for one in entry.events]
    assert {one.jurisdiction for one in atlas.agencies(jurisdiction="CN-SZ")} == {"CN-SZ"}
    assert {one.instrument for one in atlas.commitments(instrument="cn-bj/agi-measures")} == {"cn-bj/agi-measures"}
    assert all(one.assertions for one in atlas.claims())
    assert {"cn/pipl"} <= {one.target for one in atlas.relations(instrument="cn/pipl")}
    assert atlas.dossier("CN-SZ").within == "CN"
    assert atlas.brief("cn/pipl", lang="zh").lang == "zh"
    assert {one.id for one in atlas.taxonomies()} >= {"risk-subdomain", "sector"}
    assert len(atlas.taxonomy("risk-subdomain").categories) == 24


def test_products_are_checked_and_asked_about(atlas: Client) -> None:
    found = atlas.check(PROFILE, as_of=date(2026, 11, 23))
    assert {one.verdict for one in found.findings} >= {"applies", "unknown"}
    narrowed = atlas.check(PROFILE, instruments=["cn/generative-ai"])
    assert {one.instrument for one in narrowed.findings} == {"cn/generative-ai"}
    asked = atlas.ask_next(PROFILE)
    assert asked.question is not None
    assert asked.question.fact in {one.id for one in atlas.facts()}
    skipped = atlas.ask_next(PROFILE, skip=[asked.question.fact])
    assert skipped.question is not None
    assert skipped.question.fact != asked.question.fact
    with pytest.raises(DataError) as caught:
        atlas.check({**PROFILE, "facts": {"rolle": "provider"}})
    assert "role" in caught.value.hint


def test_search_takes_every_filter_and_names_are_suggested(atlas: Client) -> None:
    found = atlas.search("标识", category="2.1", issued_from=date(2999, 1, 1))
    assert (found.total, found.facets["category"][0].value) == (0, "2.1")
    assert atlas.suggest("算法推", language="zh", limit=1).suggestions[0].text == "算法推荐"


def test_search_finds_and_marks(atlas: Client) -> None:
    found = atlas.search("标识", language="zh")
    assert found.total == 2
    hit = found.hits[0]
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == ["标识"]


def test_lists_are_fetched_a_page_at_a_time(api: TestClient) -> None:
    asked: list[str] = []

    class Counting(InProcess):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            asked.append(str(request.url))
            return super().handle_request(request)

    with Client("http://127.0.0.1:8000", transport=Counting(api)) as atlas:
        first = list(islice(atlas.obligations(), 3))
        assert len(asked) == 1
        whole = list(atlas.obligations())
    assert whole[:3] == first
    assert len(whole) > 200
    assert len(asked) == 1 + -(-len(whole) // 200)


def test_errors_are_those_of_the_server(atlas: Client) -> None:
    with pytest.raises(NotKnown) as unknown:
        atlas.document("0" * 64)
    assert "/api/v1/documents" in unknown.value.hint
    with pytest.raises(BadArgument) as wrong:
        atlas.search(" ")
    assert str(wrong.value).startswith("RGA-1008: there is nothing to search for")


def test_a_whole_list_goes_into_a_file(atlas: Client, tmp_path: Path) -> None:
    out = tmp_path / "codes.csv"
    size = atlas.download("codes", out, "csv", taxonomy="sector")
    assert out.stat().st_size == size
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 1 + 3 * 14
    with pytest.raises(BadArgument):
        atlas.download("codes", tmp_path / "other.csv", "csv", level="much")
    assert [one.name for one in tmp_path.iterdir()] == ["codes.csv"]
