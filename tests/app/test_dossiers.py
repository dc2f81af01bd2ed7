"""The dossier as JSON: the contract's instruments, events and agencies, and a source for everything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.catalog.small import write_catalog
from tests.store.conftest import MORNING, make_document

from regatlas.app import dossiers
from regatlas.app.dossiers import as_json, jurisdictions, make_dossier, make_dossier_at
from regatlas.app.importing import DEFAULT_DATABASE
from regatlas.app.inputs import limits_from_environment, load_document
from regatlas.app.mapping import Mapper
from regatlas.catalog.catalog import Catalog
from regatlas.catalog.loading import builtin_catalog, load_catalog
from regatlas.errors import BadArgument, StoreError
from regatlas.exchange.catalog_json import Json
from regatlas.model.document import Document
from regatlas.model.judgement import Evidence, Judgement, LegalStatus, Record
from regatlas.model.taxonomy import Level
from regatlas.store import DocumentStore

DAY = date(2026, 11, 23)
SAMPLE = Path("src/regatlas/data/samples/sample-measures.zh.md")
# Issued, in force from, status: from the front matter of the primary texts, and for the others from the instruments.
EXPECTED = {
    "cn/five-year-plan-12": ("2011-03-16", None, "policy"),
    "cn/made-in-china-2025": ("2015-05-08", None, "policy"),
    "cn/cybersecurity-law": ("2016-11-07", "2017-06-01", "in-force"),
    "cn/new-generation-ai-plan": ("2017-07-08", None, "policy"),
    "cn/governance-principles-2019": ("2019-06-17", None, "policy"),
    "cn/data-security-law": ("2021-06-10", "2021-09-01", "in-force"),
    "cn/pipl": ("2021-08-20", "2021-11-01", "in-force"),
    "cn/ethical-norms-2021": ("2021-09-25", "2021-09-25", "policy"),
    "cn/algorithm-recommendation": ("2021-12-31", "2022-03-01", "in-force"),
    "cn/science-ethics-opinions": ("2022-03", None, "policy"),
    "cn-sz/ai-industry": ("2022-09-05", "2022-11-01", "in-force"),
    "cn-sh/ai-industry": ("2022-09-22", "2022-10-01", "in-force"),
    "cn/deep-synthesis": ("2022-11-25", "2023-01-10", "in-force"),
    "cn-bj/agi-measures": ("2023-05-23", None, "policy"),
    "cn/generative-ai": ("2023-07-10", "2023-08-15", "in-force"),
    "cn/science-ethics-review": ("2023-09-07", "2023-12-01", "in-force"),
    "cn/minors-online-protection": ("2023-10-16", "2024-01-01", "in-force"),
    "cn/global-ai-governance-initiative": ("2023-10-18", None, "policy"),
    "cn/tc260-003": ("2024-02-29", None, "in-force"),
    "cn/cross-border-data-flows": ("2024-03-22", "2024-03-22", "in-force"),
    "cn/ai-safety-governance-framework": ("2024-09-09", None, "policy"),
    "cn/network-data-security": ("2024-09-24", "2025-01-01", "in-force"),
    "cn/synthetic-content-labelling": ("2025-03-07", "2025-09-01", "in-force"),
    "cn/facial-recognition": ("2025-03-13", "2025-06-01", "in-force"),
    "cn/global-ai-governance-action-plan": ("2025-07-26", None, "policy"),
}
AGENCIES = {
    *("cn/cac", "cn/most", "cn/miit", "cn/ndrc", "cn/cas", "cn/tc260", "cn/mps", "cn/nrta"),
    *("cn/npc-standing-committee", "cn/state-council", "cn-bj/government", "cn-sh/npc", "cn-sz/npc"),
}


@pytest.fixture(scope="module")
def china() -> Json:
    return as_json(builtin_catalog(), make_dossier(builtin_catalog(), "CN", DAY))


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return load_catalog(write_catalog(tmp_path / "catalog"))


def rows(told: Json, key: str) -> list[Json]:
    found = told[key]
    assert isinstance(found, list)
    return found  # type: ignore[return-value]


def test_every_instrument_of_the_contract_has_its_dates_and_status(china: Json) -> None:
    assert (china["schema"], china["jurisdiction"]) == ("regatlas/dossier/1", "CN")
    told = {one["id"]: (one["issued"], one["effective"], one["status"]) for one in rows(china, "instruments")}
    assert EXPECTED.items() <= told.items()


def test_the_timeline_has_forty_dated_events_with_sources(china: Json) -> None:
    events = [one for one in rows(china, "events") if "2013" <= str(one["date"]) < "2027"]
    assert len(events) >= 40
    assert {str(one["date"])[:4] for one in events} >= {str(year) for year in range(2013, 2027)}
    precisions = {"day": 10, "month": 7, "year": 4}
    for event in events:
        assert len(str(event["date"])) == precisions[str(event["precision"])]
        assert event["sources"]
    assert any(event["disputed"] for event in events)


def test_the_agencies_of_the_contract_are_there(china: Json) -> None:
    told = {one["id"]: one for one in rows(china, "agencies")}
    assert told.keys() >= AGENCIES
    assert all(one["roles"] for one in told.values())


@pytest.mark.parametrize(
    "part", ["instruments", "events", "agencies", "in_force", "commitments", "latest", "reading", "claims"]
)
def test_no_part_is_empty_and_every_statement_has_a_source(china: Json, part: str) -> None:
    found = rows(china, part)
    assert found
    for one in found:
        if part == "claims":
            assert all(each["sources"] for each in one["assertions"])  # type: ignore[union-attr, index, call-overload]
        else:
            assert one.get("sources") or one.get("references") or one.get("publisher")


def test_relations_name_their_kind_and_target(china: Json) -> None:
    rules = next(one for one in rows(china, "instruments") if one["id"] == "cn/generative-ai")
    pairs = {(one["kind"], one["target"]) for one in rules["relations"]}  # type: ignore[union-attr, index, call-overload]
    assert ("based-on", "cn/pipl") in pairs


def test_cities_have_dossiers_of_their_own_and_are_part_of_the_country() -> None:
    catalog = builtin_catalog()
    assert jurisdictions(catalog) == ("CN", "CN-BJ", "CN-SH", "CN-SZ")
    for code, instrument in (
        ("CN-BJ", "cn-bj/agi-measures"),
        ("cn-sh", "cn-sh/ai-industry"),
        ("CN-SZ", "cn-sz/ai-industry"),
    ):
        made = make_dossier(catalog, code, DAY)
        assert [one.id for one in made.instruments] == [instrument]
        assert made.within == "CN"
        assert made.events
        assert any(one.id.startswith(code.lower()) for one in made.agencies)


def test_an_unknown_code_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadArgument, match=r"there is no dossier of 'XX'; choose among CN, CN-BJ, CN-SH, CN-SZ"):
        make_dossier(builtin_catalog(), "XX", DAY)


@pytest.mark.parametrize(
    ("day", "version"), [(date(2017, 5, 31), None), (date(2020, 1, 1), "2016"), (date(2026, 1, 1), "2025")]
)
def test_what_is_in_force_depends_on_the_day(day: date, version: str | None) -> None:
    made = make_dossier(builtin_catalog(), "CN", day)
    found = {one.instrument.id: one.expression for one in made.in_force}
    law = found.get("cn/cybersecurity-law")
    assert (law.id if law else None) == version


def test_nothing_later_than_the_day_is_told_but_what_was_foretold() -> None:
    day = date(2018, 1, 1)
    made = make_dossier(builtin_catalog(), "CN", day)
    later = {one.id for one in made.events if one.date > day.isoformat()}
    assert later == set(made.ahead)
    assert all(one.startswith("new-generation-plan-goal") for one in later)
    assert not {one.id for one in made.instruments} & {"cn/pipl", "cn/generative-ai"}
    assert all(one.date <= "2018-01-01" for one in made.latest)


def test_an_entry_into_force_that_had_been_announced_lies_ahead() -> None:
    made = make_dossier(builtin_catalog(), "CN", date(2023, 8, 1))
    assert "generative-ai-in-force" in made.ahead
    assert "labelling-issued-2025" not in {one.id for one in made.events}


def test_gaps_name_commitments_and_articles_not_told(small: Catalog) -> None:
    made = make_dossier(small, "CN", date(2026, 1, 1))
    assert [one.id for one in made.unsettled] == ["plan-centre"]
    # The version in force since 2025 has no digest in the small catalog.
    assert [one.instrument.id for one in made.undigested] == ["cn/rules"]
    kinds = [one["kind"] for one in rows(as_json(small, made), "gaps")]
    assert kinds == ["commitment-status", "digest"]
    assert not make_dossier(small, "CN", date(2023, 1, 1)).undigested


def test_without_a_store_the_coverage_says_so(china: Json) -> None:
    coverage = china["coverage"]
    assert isinstance(coverage, dict)
    assert coverage["store"] is False


def judged(document: Document, levels: dict[str, Level]) -> Record:
    evidence = (Evidence(eid=document.leaves[0].eid, quote=document.source.quote((0, 1))),)
    coverage = tuple(
        Judgement(taxonomy="risk-subdomain", category=code, level=level, confidence=1.0, evidence=evidence)
        for code, level in levels.items()
    )
    return Record(
        engine="fake.v1",
        taxonomies={"risk-subdomain": "1"},
        manifest=f"m-{document.source.sha256}",
        legal_status=LegalStatus(value=None, confidence=0.0),
        coverage=coverage,
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DocumentStore]:
    with DocumentStore.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        law = make_document("个人信息\n", title="个人信息保护法")
        draft = make_document("标识\n", title="人工智能生成合成内容标识办法（征求意见稿）")
        bare = make_document("无记录\n", title="数据安全法")
        opened.add_document(law, "pipl.md", MORNING, [judged(law, {"2.1": "good", "4.1": "minimal"})])
        opened.add_document(draft, "draft.md", MORNING, [judged(draft, {"3.1": "good"})])
        opened.add_document(bare, "bare.md", MORNING)
        yield opened


def test_the_store_tells_coverage_and_the_risks_without_a_rule(store: DocumentStore) -> None:
    made = make_dossier(builtin_catalog(), "CN", DAY, store)
    assert made.holdings is not None
    assert made.risk_gaps is not None
    law, draft = made.holdings.documents
    assert (law.instrument, law.status, law.binding) == ("cn/pipl", "in-force", True)
    assert (draft.instrument, draft.status, draft.binding) == ("cn/synthetic-content-labelling", "draft", False)
    assert made.holdings.unjudged == ("数据安全法",)
    gaps = {one.category: one for one in made.risk_gaps}
    assert "2.1" not in gaps
    assert gaps["4.1"].level == "minimal"
    assert gaps["4.1"].documents == (law.sha256,)
    # A draft binds nobody: what it covers is a gap all the same.
    assert gaps["3.1"].level == "none"
    told = as_json(builtin_catalog(), made)
    assert json.loads(json.dumps(told, ensure_ascii=False)) == told


def test_documents_of_other_places_are_left_out(store: DocumentStore) -> None:
    made = make_dossier(builtin_catalog(), "CN-SZ", DAY, store)
    assert made.holdings is not None
    assert made.holdings.documents == ()
    assert made.holdings.elsewhere == 3
    assert len(made.risk_gaps or ()) == 24


def test_the_store_of_this_folder_is_used_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dossiers._STORE == DEFAULT_DATABASE
    sample = SAMPLE.resolve()
    monkeypatch.chdir(tmp_path)
    assert make_dossier_at(builtin_catalog(), "CN", DAY, None).holdings is None
    document = load_document(sample, limits_from_environment())
    with DocumentStore.open(f"sqlite:///{DEFAULT_DATABASE}") as opened:
        opened.add_document(document, "sample.md", MORNING, [Mapper().map(document, "m")])
    made = make_dossier_at(builtin_catalog(), "CN", DAY, None)
    assert made.holdings is not None
    assert [one.source for one in made.holdings.documents] == ["sample.md"]
    with pytest.raises(StoreError, match="there is no store"):
        make_dossier_at(builtin_catalog(), "CN", DAY, f"sqlite:///{tmp_path / 'none.sqlite'}")
