from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping

import lxml.html
from fastapi.testclient import TestClient

from regatlas.web.static import assets

PIN = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"


def _asked(shas: Mapping[str, str], **more: str) -> list[tuple[str, str]]:
    both = [("with", shas["sample-measures.zh.md"]), ("with", shas["sample-measures.en.md"])]
    return [*both, *more.items()]


def test_htmx_is_the_file_that_was_vendored() -> None:
    assert hashlib.sha256(assets()["htmx.min.js"]).hexdigest() == PIN


def test_every_quote_of_the_table_stands_in_the_text_to_which_it_leads(
    site: TestClient, shas: Mapping[str, str]
) -> None:
    page = lxml.html.document_fromstring(site.get("/en/compare", params=_asked(shas)).text)
    cites = page.xpath("//table[contains(@class, 'matrix')]//a[@class='cite']")
    assert len(cites) > 20
    for address in {cite.get("href") for cite in cites[:12]}:
        path, _, anchor = address.partition("#")
        answer = site.get(path)
        assert f'id="{anchor}"' in answer.text
        assert '<div class="shown"' in answer.text


def test_differences_only_leaves_out_equal_rows(site: TestClient, shas: Mapping[str, str]) -> None:
    def rows(**more: str) -> list[str]:
        page = lxml.html.document_fromstring(site.get("/en/compare", params=_asked(shas, **more)).text)
        return [row.get("class") or "" for row in page.xpath("//section[@aria-labelledby='table']//tbody/tr[td]")]

    every, different = rows(), rows(only="differences")
    assert set(different) == {"differs"}
    assert every.count("differs") == len(different) < len(every)


def test_duties_stand_side_by_side_where_there_is_no_text(site: TestClient) -> None:
    asked = [("with", "cn/generative-ai"), ("with", "cn/deep-synthesis")]
    for by in ("modality", "who", "timing"):
        page = site.get("/zh/compare", params=[*asked, ("by", by)]).text
        assert "duties-matrix" in page
    assert "禁止" in site.get("/zh/compare", params=asked).text


def test_the_table_can_be_had_as_csv_that_runs_nothing(site: TestClient, shas: Mapping[str, str]) -> None:
    answer = site.get("/en/compare.csv", params=_asked(shas, taxonomy="sector"))
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    assert not any(cell.startswith(("=", "+", "@", "-")) for row in rows for cell in row)


def test_what_cannot_be_compared_is_refused_kindly(site: TestClient, shas: Mapping[str, str]) -> None:
    six = [("with", name) for name in ("cn/pipl", "cn/generative-ai", "cn/deep-synthesis", "cn/tc260-003",
                                       "cn/data-security-law", "cn/cybersecurity-law")]  # fmt: skip
    assert site.get("/en/compare", params=six).status_code == 400
    assert site.get("/en/compare.csv", params=six[:1]).status_code == 400
    assert site.get("/en/compare", params=[("with", "cn/nothing")]).status_code == 404
    assert site.get("/en/compare", params=_asked(shas, taxonomy="nothing")).status_code == 400
    assert site.get("/en/compare", params=_asked(shas, by="nothing")).status_code == 400
    empty = site.get(f"/en/documents/{shas['sample-measures.zh.md']}?show=risk-subdomain:9.9")
    assert "has no evidence" in empty.text
