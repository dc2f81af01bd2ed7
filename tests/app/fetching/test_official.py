"""The official text of an instrument: fetched, held to the catalog, recorded, and not fetched twice."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from tests.app.fetching.site import Site, answer, client

from regatlas.app.fetching.official import fetch_official, official_addresses
from regatlas.catalog.loading import builtin_catalog
from regatlas.errors import BadArgument, ContentRefused, FetchError, TextMismatch
from regatlas.model.instrument import Instrument
from regatlas.model.sourcing import SourceReference
from regatlas.model.taxonomy import Bilingual
from regatlas.readers import Limits

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
PUBLISHER = Bilingual(en="Office", zh="办公室")


def page(articles: int) -> bytes:
    """A made-up law with so many articles."""
    numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
    numbers += [f"十{one}" for one in numbers[:9]] + ["二十"] + [f"二十{one}" for one in numbers[:9]]
    lines = [
        f"<p>第{number}条 灯塔看守人应当每日擦拭第{number}号灯具并且如实记录天气情况。</p>"
        for number in numbers[:articles]
    ]
    return f"<html><body><h1>灯塔管理办法</h1>{''.join(lines)}</body></html>".encode()


def instrument(*urls: str) -> Instrument:
    """The generative-AI measures (24 articles in force), with official addresses of our own."""
    sources = tuple(SourceReference(publisher=PUBLISHER, url=url, official=True) for url in urls)
    reading = SourceReference(publisher=PUBLISHER, url="http://blog.example.org/")
    return builtin_catalog().instrument["cn/generative-ai"].model_copy(update={"sources": (reading, *sources)})


def test_the_text_is_kept_with_hash_and_time_of_retrieval(site: Site, tmp_path: Path) -> None:
    site.page("/law", page(24), ETag='"1"', Last_Modified="then")
    with client() as web:
        text = fetch_official(instrument(site.url("/law")), web, tmp_path, Limits(), NOW)
    assert text.outcome == "fetched"
    assert text.path == tmp_path / "cn-generative-ai.html"
    assert text.path.read_bytes() == page(24)
    written = json.loads((tmp_path / "cn-generative-ai.fetched.json").read_text(encoding="utf-8"))
    assert written["schema"] == "regatlas/fetched/1"
    assert written["sha256"] == hashlib.sha256(page(24)).hexdigest()
    assert written["retrieved_at"] == "2026-11-23T08:30:00+00:00"
    assert (written["articles"], written["expected"], written["expression"]) == (24, 24, "2023")


@pytest.mark.parametrize("articles", [23, 25, 0])
def test_a_page_with_another_number_of_articles_is_not_kept(site: Site, tmp_path: Path, articles: int) -> None:
    site.page("/law", page(articles))
    with client() as web, pytest.raises(TextMismatch) as caught:
        fetch_official(instrument(site.url("/law")), web, tmp_path, Limits(), NOW)
    assert caught.value.code == "RGA-8004"
    assert f"{articles} articles" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_the_next_address_is_tried_and_the_failure_told(site: Site, tmp_path: Path) -> None:
    site.page("/notice", page(2))
    site.page("/law", page(24))
    with client() as web:
        both = instrument(site.url("/gone"), site.url("/notice"), site.url("/law"))
        text = fetch_official(both, web, tmp_path, Limits(), NOW)
    assert text.record.url == site.url("/law")
    assert [line[:8] for line in text.passed_over] == ["RGA-8000", "RGA-8004"]


def test_an_unchanged_text_is_not_sent_again_unless_its_file_was_changed(site: Site, tmp_path: Path) -> None:
    def law(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match") == '"1"'
        answer(handler, 304 if known else 200, b"" if known else page(24), {"Content-Type": "text/html", "ETag": '"1"'})

    site.pages["/law"] = law
    known = instrument(site.url("/law"))
    later = datetime(2026, 12, 1, tzinfo=UTC)
    with client() as web:
        first = fetch_official(known, web, tmp_path, Limits(), NOW)
        again = fetch_official(known, web, tmp_path, Limits(), later)
        first.path.write_bytes(b"spoiled")
        healed = fetch_official(known, web, tmp_path, Limits(), later)
    assert (first.outcome, again.outcome, healed.outcome) == ("fetched", "unchanged", "fetched")
    assert again.record.retrieved_at == "2026-11-23T08:30:00+00:00"
    assert again.record.checked_at == "2026-12-01T00:00:00+00:00"
    assert healed.path.read_bytes() == page(24)


def test_a_spoiled_record_is_passed_over(site: Site, tmp_path: Path) -> None:
    site.page("/law", page(24))
    for spoiled in ("", "[]", '{"schema": "regatlas/fetched/1", "file": "../../etc/passwd"}'):
        (tmp_path / "cn-generative-ai.fetched.json").write_text(spoiled, encoding="utf-8")
        with client() as web:
            assert fetch_official(instrument(site.url("/law")), web, tmp_path, Limits(), NOW).outcome == "fetched"


def test_without_an_official_address_nothing_is_asked(tmp_path: Path) -> None:
    with client() as web, pytest.raises(BadArgument, match="no official address"):
        fetch_official(instrument(), web, tmp_path, Limits(), NOW)


def test_the_last_failure_is_raised(site: Site, tmp_path: Path) -> None:
    site.page("/picture", b"x", "image/png")
    with client() as web, pytest.raises(ContentRefused):
        fetch_official(instrument(site.url("/picture")), web, tmp_path, Limits(), NOW)
    with client() as web, pytest.raises(FetchError, match="status 404"):
        fetch_official(instrument(site.url("/gone")), web, tmp_path, Limits(), NOW)


def test_only_official_addresses_count() -> None:
    assert official_addresses(instrument("https://law.example.org/")) == ["https://law.example.org/"]
