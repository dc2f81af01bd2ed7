"""The open formats: as they were agreed (golden files), and as their standards ask."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.catalog.small import write_catalog

from regatlas.app.catalog_exports import ExportFormat, ExportRequest, exported, write_files
from regatlas.catalog.catalog import Catalog
from regatlas.catalog.loading import load_catalog
from regatlas.errors import BadArgument
from regatlas.exchange.catalog_atom import ATOM, to_atom
from regatlas.exchange.catalog_citing import to_bibtex
from regatlas.exchange.catalog_csv import to_csv
from regatlas.exchange.catalog_parquet import to_parquet
from regatlas.exchange.catalog_tables import Table, tables
from regatlas.model.sourcing import first_day

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2026, 1, 1)
NAMES: dict[ExportFormat, str] = {
    "json": "catalog.json",
    "jsonld": "catalog.jsonld",
    "atom": "events.atom",
    "bibtex": "instruments.bib",
    "csl": "instruments.csl.json",
}


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return load_catalog(write_catalog(tmp_path / "catalog"))


def export(catalog: Catalog, form: ExportFormat, lang: str = "en") -> dict[str, bytes]:
    return exported(catalog, ExportRequest(form, (), DAY, "zh" if lang == "zh" else "en"))


def held_to(name: str, made: bytes) -> None:
    """Compare with the golden file; REGATLAS_GOLDEN=write makes it anew, for a person to look at."""
    path = GOLDEN / name
    if os.environ.get("REGATLAS_GOLDEN") == "write":
        path.write_bytes(made)
    assert made.decode() == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", NAMES)
def test_golden(catalog: Catalog, form: ExportFormat) -> None:
    held_to(NAMES[form], export(catalog, form)[""])


def test_golden_csv(catalog: Catalog) -> None:
    files = export(catalog, "csv")
    whole = b"".join(f"== {name}\n".encode() + data.replace(b"\r\n", b"\n") for name, data in files.items())
    held_to("tables.txt", whole)


def test_csv_runs_no_formula(catalog: Catalog) -> None:
    text = export(catalog, "csv")["obligations.csv"].decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["duty_en"] == "'=Register it."


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1, max_size=4))
def test_csv_keeps_every_other_text(texts: list[str]) -> None:
    made = to_csv(Table("t", tuple({"c": text} for text in texts))).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(made, newline="")))[1:]
    for text, row in zip(texts, rows, strict=True):
        assert row == [text] if text == "" or text[0] not in "=+-@\t\r\n＝＋－＠" else row == [f"'{text}"]


def test_parquet_keeps_values_and_types(catalog: Catalog) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    made = {one.name: one for one in tables(catalog, DAY)}
    for name, table in made.items():
        read = parquet.read_table(io.BytesIO(to_parquet(table)))
        assert read.to_pylist() == list(table.rows), name
    schema = parquet.read_schema(io.BytesIO(to_parquet(made["obligations"])))
    assert [str(schema.field(one).type) for one in ("gravity", "verified", "until")] == ["int64", "bool", "string"]


def test_parquet_without_pyarrow_says_what_to_install(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(BadArgument, match=re.escape("regatlas[parquet]")):
        export(catalog, "parquet")


def test_json_ld_uses_terms_that_exist(catalog: Catalog) -> None:
    value = json.loads(export(catalog, "jsonld")[""])
    used = {key for node in value["@graph"] for key in node} | {
        key for node in value["@graph"] for each in node.get("eli:is_realized_by", ()) for key in each
    }
    assert used <= SCHEMA_ORG | ELI | {"@id", "@type"}
    # Every issuer is described in the same file.
    described = {node["@id"] for node in value["@graph"]}
    named = {each["@id"] for node in value["@graph"] for each in node.get("legislationPassedBy", ())}
    assert named <= described


# https://schema.org/Legislation, /CreativeWork, /GovernmentOrganization
SCHEMA_ORG = {
    "identifier", "name", "alternateName", "abstract", "inLanguage", "datePublished", "url", "creator",
    "legislationIdentifier", "legislationType", "legislationJurisdiction", "legislationPassedBy", "legislationDate",
    "legislationLegalForce", "legislationDateVersion", "creativeWorkStatus", "isBasedOn", "citation",
    "legislationEnsuresImplementationOf", "legislationAmends", "legislationRepeals", "legislationChanges",
    "parentOrganization", "areaServed",
}  # fmt: skip
# http://data.europa.eu/eli/ontology
ELI = {
    f"eli:{term}"
    for term in (
        "id_local", "type_document", "jurisdiction", "passed_by", "title", "date_document", "date_publication",
        "first_date_entry_in_force", "date_no_longer_in_force", "in_force", "based_on", "ensures_implementation_of",
        "amends", "repeals", "cites", "changes", "is_realized_by", "version_date",
    )
}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_atom_has_what_rfc_4287_asks(catalog: Catalog, lang: str) -> None:
    feed = etree.fromstring(export(catalog, "atom", lang)[""])
    spaces = {"a": ATOM}
    for node in (feed, *feed.iterfind("a:entry", spaces)):
        for required in ("id", "title", "updated"):
            assert len(node.findall(f"a:{required}", spaces)) == 1
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", node.findtext("a:id", namespaces=spaces))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", node.findtext("a:updated", namespaces=spaces))
    assert feed.findtext("a:author/a:name", namespaces=spaces)
    entries = feed.findall("a:entry", spaces)
    for entry in entries:
        alternates = entry.findall("a:link[@rel='alternate']", spaces)
        assert len(alternates) <= 1
        assert alternates or entry.find("a:content", spaces) is not None
    ids = [entry.findtext("a:id", namespaces=spaces) for entry in entries]
    assert len(set(ids)) == len(ids)
    updated = [entry.findtext("a:updated", namespaces=spaces) for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext("a:updated", namespaces=spaces) == updated[0]


def test_atom_tells_only_what_has_happened(catalog: Catalog) -> None:
    assert b"Goal" not in to_atom(catalog.events, DAY, "en")
    assert b"Goal" in to_atom(catalog.events, first_day("2030"), "en")
    assert b"<entry>" not in to_atom(catalog.events, date(2019, 1, 1), "en")


def test_an_entry_stays_who_it_is_when_corrected(catalog: Catalog) -> None:
    spaces = {"a": ATOM}
    event = catalog.event["rules-issued"]
    corrected = event.model_copy(update={"date": "2022-01-11"})
    ids = [
        etree.fromstring(to_atom([one], DAY, lang)).findtext("a:entry/a:id", namespaces=spaces)
        for one in (event, corrected)
        for lang in ("en", "zh")
    ]
    assert len(set(ids)) == 1


def test_bibtex_escapes_what_latex_would_read(catalog: Catalog) -> None:
    made = to_bibtex(catalog, [catalog.instrument["cn/rules"]], "en")
    assert r"author = {{Office \& Sons}}" in made
    assert made.count("{") - made.count(r"\{") == made.count("}") - made.count(r"\}")
    assert "title = {{机器管理规定}}" in to_bibtex(catalog, [catalog.instrument["cn/rules"]], "zh")


def test_only_formats_of_instruments_choose_some(catalog: Catalog) -> None:
    chosen = (catalog.instrument["cn/plan"],)
    made = exported(catalog, ExportRequest("csl", chosen, DAY))
    assert [item["id"] for item in json.loads(made[""])] == ["cn/plan"]
    with pytest.raises(BadArgument, match="json holds the whole catalog"):
        exported(catalog, ExportRequest("json", chosen, DAY))


def test_files_are_written_whole(catalog: Catalog, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "tables"
    written = write_files(export(catalog, "csv"), folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in written)
    with pytest.raises(BadArgument, match="cannot be written"):
        write_files({"": b"x"}, tmp_path)


def test_an_empty_table_has_no_columns() -> None:
    assert Table("t", ()).columns == []
