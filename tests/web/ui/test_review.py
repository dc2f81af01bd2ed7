"""Reviewing in a browser without script: every save loads the page again, and nothing that was entered is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.review_server import Office, office
from tests.web.ui.conftest import assert_harmless

from regatlas.store import DocumentStore
from regatlas.store.audit import entries, verify
from regatlas.store.reviews import ReviewStore

TWICE = "提供者应当对生成内容进行标识。"


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[Office]:
    with office(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        for name in ("anna", "bert"):
            assert opened.send(name, "begin").status_code == 303
        yield opened


def version(page: str, item: str) -> str:
    found = re.search(rf'name="item" value="{re.escape(item)}"><input type="hidden" name="version" value="(\d+)"', page)
    assert found, item
    return found[1]


def answers(at_work: Office, coder: str = "anna") -> dict[str, str]:
    with DocumentStore.open(at_work.url) as store:
        reviews = ReviewStore(store.database)
        coding = reviews.coding(at_work.sha256, coder)
        assert coding
        return {key: kept.answer.value for key, kept in reviews.answers([coding.id])[coding.id].items()}


def test_begin_accept_change_and_reject(at_work: Office) -> None:
    page = at_work.page("anna").text
    assert "Legal status" in page
    assert version(page, "status") == "0"
    assert at_work.send("anna", "save", item="status", version="0", act="accept").status_code == 303
    changed = at_work.send("anna", "save", item="status", version="1", value="soft", words="第一条", note="a note")
    assert changed.headers["location"].split("?")[1].startswith("at=status#j-")
    rejected = at_work.send("anna", "save", item="coverage/risk-subdomain/2.1", version="0", value="none")
    assert rejected.status_code == 303
    assert answers(at_work) == {"status": "soft", "coverage/risk-subdomain/2.1": "none"}
    page = at_work.page("anna", "?at=status").text
    assert "Saved." in page
    assert ">changed<" in page
    assert ">rejected<" in page
    history = at_work.page("anna", "/history").text
    assert "Binding (hard law)</s> → Not binding (soft law)" in history
    assert "a note" in history
    with DocumentStore.open(at_work.url) as store, store.database.transaction() as session:
        assert [one.action for one in entries(session, who="anna")][-3:] == ["review.save"] * 3
        assert verify(session).holds


def test_the_way_to_reviews_is_shown_to_those_who_may_go_it(at_work: Office) -> None:
    ways = ('<a href="/en/review"', '<a href="/en/imports"')
    seen = {who: [way in page.get("/en/").text for way in ways] for who, page in at_work.browsers.items()}
    assert (seen["anna"], seen["chief"]) == ([True, False], [True, True])
    assert not any(way in at_work.nobody.get("/en/").text for way in ways)


def test_words_that_stand_twice_ask_which_and_lose_nothing(at_work: Office) -> None:
    fields = {"item": "coverage/risk-subdomain/7.4", "version": "0", "value": "minimal", "words": TWICE, "note": "<b>"}
    asked = at_work.send("anna", "save", **fields)
    assert asked.status_code == 422
    assert "these words stand in several places" in asked.text
    places = re.findall(r'name="pick" value="([\d-]+)"', asked.text)
    assert len(places) == 2
    assert "&lt;b&gt;" in asked.text
    assert TWICE in asked.text
    assert_harmless(asked.text)
    assert at_work.send("anna", "save", **fields, pick=places[1]).status_code == 303
    again = at_work.send("anna", "save", **{**fields, "version": "1", "value": "good", "place": "第一条"})
    assert again.status_code == 303
    with DocumentStore.open(at_work.url) as store:
        coding = ReviewStore(store.database).coding(at_work.sha256, "anna")
        assert coding
        first, second = ReviewStore(store.database).history(coding.id)
    assert first.after.evidence[0].quote.span.start > second.after.evidence[0].quote.span.start
    assert first.after.evidence[0].quote.exact == second.after.evidence[0].quote.exact == TWICE


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"value": "good"}, "choose the words of the text that say so"),
        ({"value": "good", "words": "这句话不在"}, "do not stand in the text"),
        ({"value": "good", "keep": "0-3:别的字"}, "RGA-3000: other words stand at this place"),
        ({"value": "great", "words": "第一条"}, "choose among none, minimal, good"),
        ({"value": "good", "keep": "x-3"}, "this is no place in the text"),
    ],
)
def test_what_cannot_be_kept_is_told(at_work: Office, fields: dict[str, str], told: str) -> None:
    refused = at_work.send("anna", "save", item="coverage/sector/Information", version="0", **fields)
    assert refused.status_code == 422
    assert told in refused.text
    assert answers(at_work) == {}


def test_a_stale_save_shows_both_and_loses_nothing(at_work: Office) -> None:
    at_work.send("anna", "save", item="status", version="0", act="accept")
    stale = at_work.send("anna", "save", item="status", version="0", value="other", words="第二条", note="my reasons")
    assert stale.status_code == 409
    assert "nothing was lost or overwritten" in stale.text
    assert "Binding (hard law)" in stale.text
    assert "my reasons" in stale.text
    assert answers(at_work)["status"] == "hard"
    again = version(stale.text, "status")
    saved = at_work.send("anna", "save", item="status", version=again, value="other", words="第二条", note="my reasons")
    assert saved.status_code == 303
    assert answers(at_work)["status"] == "other"


def test_actors_and_commitments_are_added(at_work: Office) -> None:
    fields = {"role": "target", "name": " 核对者 ", "value": "user", "words": "使用者应当核对"}
    added = at_work.send("anna", "save", item="actor/new", version="0", **fields)
    assert added.status_code == 303
    clause = at_work.send(
        "anna", "save", item="commitment/new", version="0", value="must", who="使用者", words="使用者应当核对结果"
    )
    assert clause.status_code == 303
    found = answers(at_work)
    assert found["actor/target/核对者"] == "user"
    (key,) = (one for one in found if one.startswith("commitment/"))
    assert found[key] == "must"
    page = at_work.page("anna", "?group=commitment").text
    assert "使用者应当核对结果" in page
    assert at_work.send("anna", "save", item="commitment/new", version="0", value="must").status_code == 422


def test_a_new_commitment_whose_words_stand_twice_asks_which(at_work: Office) -> None:
    fields = {"item": "commitment/new", "version": "0", "value": "must", "who": "提供者", "words": TWICE}
    asked = at_work.send("anna", "save", **fields)
    assert asked.status_code == 422
    assert asked.text.count("these words stand in several places") == 2
    assert f">{TWICE}</textarea>" in asked.text
    places = re.findall(r'name="pick" value="([\d-]+)"', asked.text)
    assert at_work.send("anna", "save", **fields, pick=places[1]).status_code == 303
    assert answers(at_work) == {f"commitment/{places[1]}": "must"}


def test_fill_finish_and_open_again(at_work: Office) -> None:
    assert at_work.send("anna", "fill", taxonomy="legal-status").status_code == 303
    assert at_work.send("anna", "fill", taxonomy="risk-subdomain").status_code == 303
    assert len(answers(at_work)) == 24
    assert at_work.send("anna", "state", state="finished", version="0").status_code == 303
    page = at_work.page("anna").text
    assert "You finished this coding" in page
    assert 'value="save"' not in page
    late = at_work.send("anna", "save", item="status", version="0", value="abstained")
    assert late.status_code == 409
    assert "this coding was finished meanwhile" in late.text
    assert at_work.send("anna", "state", state="open", version="0").status_code == 409
    assert at_work.send("anna", "state", state="open", version="1").status_code == 303
    assert at_work.send("anna", "save", item="status", version="0", value="abstained").status_code == 303


def test_a_part_alone_answers_the_script(at_work: Office) -> None:
    part = at_work.send("anna", "save", {"X-Regatlas-Part": "1"}, item="status", version="0", act="accept")
    assert part.status_code == 200
    assert part.text.strip().startswith("<form")
    assert part.headers["x-regatlas-left"].isdigit()
    stale = at_work.send("anna", "save", {"X-Regatlas-Part": "1"}, item="status", version="0", value="abstained")
    assert stale.status_code == 409
    assert "nothing was lost" in stale.text


def test_blind_coders_and_the_decision(at_work: Office) -> None:
    asked = at_work.send("chief", "assign", coders="anna\nbert\n", blind="1")
    assert asked.status_code == 303
    at_work.send("anna", "save", item="status", version="0", value="soft", words="第一条")
    at_work.send("bert", "save", item="status", version="0", act="accept")
    early = at_work.page("chief", "/decide")
    assert early.status_code == 400
    for name in ("anna", "bert"):
        at_work.send(name, "state", state="finished", version="0")
    page = at_work.page("chief", "/decide").text
    assert "anna" in page
    assert "bert" in page
    decided = at_work.send("chief", "decide", item="status", version="0", act="as:anna", note="the title decides")
    assert decided.status_code == 303
    stale = at_work.send("chief", "decide", item="status", version="0", act="as:bert")
    assert stale.status_code == 409
    record = at_work.nobody.get(f"/en/documents/{at_work.sha256}/record").text
    assert "decided by an editor" in record
    assert "Not binding (soft law)</strong>" in record
    assert "chief" not in record
    assert "People have judged 1 point of it themselves" in record
    assert "has not been checked by a person" not in record
    assert "<bdi>chief</bdi>" in at_work.browsers["anna"].get(f"/en/documents/{at_work.sha256}/record").text


def test_what_is_blind_stays_so_on_every_page(tmp_path: Path) -> None:
    with office(f"sqlite:///{tmp_path / 'store.sqlite'}") as open_office:
        open_office.send("chief", "assign", coders="anna，bert", blind="1", machine_blind="1")
        open_office.send("anna", "save", item="status", version="0", value="soft", words="第一条", note="secret")
        open_office.send("anna", "state", state="finished", version="0")
        bert, sha256 = open_office.browsers["bert"], open_office.sha256
        assert open_office.page("bert", "/history?coder=anna").status_code == 403
        assert bert.get(f"/en/documents/{sha256}/record").status_code == 403
        for path in ("review", "review/agreement", f"documents/{sha256}", f"documents/{sha256}/review",
                     f"review/agreement?document={sha256}", "review/export.jsonl?coder=anna&form=records",
                     "review/export.jsonl"):  # fmt: skip
            page = bert.get(f"/en/{path}")
            assert page.status_code == 200
            assert "secret" not in page.text
            assert "soft law)</strong>" not in page.text
        own = open_office.page("bert").text
        assert "data-accept" not in own
        assert 'class="gloss"' not in bert.get(f"/en/documents/{sha256}").text
        assert open_office.send("bert", "save", item="status", version="0", act="accept").status_code == 422
        assert "What people say" not in open_office.nobody.get(f"/en/documents/{sha256}/record").text
        open_office.send("bert", "fill", taxonomy="status@")
        open_office.send("bert", "state", state="finished", version="0")
        assert open_office.page("bert", "/history?coder=anna").status_code == 200
        assert bert.get(f"/en/documents/{sha256}/record").status_code == 200


def test_nor_does_anything_beside_the_text_tell_what_the_engine_says(tmp_path: Path) -> None:
    with office(f"sqlite:///{tmp_path / 'store.sqlite'}") as at:
        at.send("chief", "assign", coders="bert", blind="1", machine_blind="1")
        beside = f"?with={at.sha256}&with=cn/generative-ai&taxonomy="
        called = f"/api/v1/contrasts?subject={at.sha256}&subject=cn/generative-ai"
        anna, bert = at.browsers["anna"], at.browsers["bert"]
        seen = [one.get(f"/en/compare{beside}risk-subdomain").status_code for one in (anna, bert, at.nobody)]
        assert seen == [200, 403, 200]
        assert bert.get(f"/en/compare.csv{beside}risk-subdomain").status_code == 403
        assert bert.get(f"/en/compare{beside}duties").status_code == 200
        assert bert.get("/en/compare?with=cn/deep-synthesis&with=cn/generative-ai").status_code == 200
        assert [at.programs[name].get(called).status_code for name in ("anna", "bert")] == [200, 403]
        told = [at.programs[name].get("/api/v1/dossiers/CN").json()["coverage"] for name in ("anna", "bert")]
        assert [len(one["documents"]) for one in told] == [1, 0]
        for page in ("dossiers/CN", "instruments/cn/generative-ai"):
            assert bert.get(f"/en/{page}").status_code == 200


@pytest.mark.parametrize("place", ["", "/history", "/decide"])
def test_reviewing_is_for_coders(at_work: Office, place: str) -> None:
    assert at_work.page("rita", place).status_code == 403
    path = f"/en/documents/{at_work.sha256}/review{place}"
    assert at_work.nobody.get(path, follow_redirects=False).status_code == 303


def test_forms_need_their_token(at_work: Office) -> None:
    path = f"/en/documents/{at_work.sha256}/review/save"
    forged = at_work.browsers["anna"].post(path, data={"item": "status", "version": "0", "act": "accept"})
    assert forged.status_code == 403
    assert answers(at_work) == {}


def test_only_accounts_can_be_asked(at_work: Office) -> None:
    assert at_work.send("chief", "assign", coders="nobody-here").status_code == 404
    assert at_work.send("chief", "assign", coders=" ").status_code == 400
    assert at_work.send("anna", "assign", coders="bert").status_code == 403


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_page_is_there_in_both_languages(at_work: Office, lang: str) -> None:
    for name in ("anna", "bert"):
        at_work.send(name, "fill", taxonomy="status@")
        at_work.send(name, "state", state="finished", version="0")
    for path in ("review", "review/agreement", f"documents/{at_work.sha256}/review"):
        page = at_work.browsers["chief"].get(f"/{lang}/{path}")
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        assert_harmless(page.text)
    assert at_work.page("chief", "/decide", lang).status_code == 200
    assert at_work.page("anna", "/history", lang).status_code == 200
