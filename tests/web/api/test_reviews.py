"""Reviewing by programs: the same rules as on the pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from tests.web.review_server import Office, office

from regatlas.client.answers import reviews as told


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[Office]:
    with office(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        yield opened


def give(at_work: Office, name: str, *given: dict[str, Any], coder: str | None = None) -> Response:
    return at_work.call(name, "POST", f"codings/{coder or name}/answers", {"answers": list(given)})


def status(value: str, version: int = 0, quote: str = "第一条") -> dict[str, Any]:
    evidence = [] if value == "abstained" else [{"quote": quote}]
    return {"item": "status", "version": version, "value": value, "evidence": evidence, "note": "private"}


def finish(at_work: Office, name: str, version: int = 0) -> Response:
    return at_work.call(name, "POST", f"codings/{name}/state", {"state": "finished", "version": version})


def test_a_coding_from_its_beginning_to_its_end(at_work: Office) -> None:
    made = at_work.call("anna", "POST", "codings", {"blind": False})
    assert made.status_code == 201
    told.CodingItem.model_validate(made.json())
    kept = give(at_work, "anna", status("soft"))
    assert kept.status_code == 200
    assert kept.json()["answers"]["status"]["version"] == 1
    assert kept.json()["answers"]["status"]["evidence"][0]["quote"] == "第一条"
    coding = at_work.call("anna", "GET", "codings/anna").json()
    told.CodingAnswer.model_validate(coding)
    (one,) = (each for each in coding["judgements"] if each["item"] == "status")
    assert (one["machine"]["value"], one["answer"]["value"], one["answer"]["who"]) == ("hard", "soft", "anna")
    history = at_work.call("anna", "GET", "codings/anna/history").json()
    told.ChangePage.model_validate(history)
    assert [each["after"]["value"] for each in history["changes"]] == ["soft"]
    assert finish(at_work, "anna").json()["state"] == "finished"
    late = give(at_work, "anna", status("hard", 1))
    assert (late.status_code, late.json()["code"]) == (409, "RGA-1409")


def test_a_stale_answer_is_a_problem_with_both_versions(at_work: Office) -> None:
    at_work.call("anna", "POST", "codings", {"blind": False})
    give(at_work, "anna", status("soft"))
    stale = give(at_work, "anna", status("other"))
    assert stale.status_code == 409
    assert stale.headers["content-type"] == "application/problem+json"
    (conflict,) = stale.json()["conflicts"]
    assert (conflict["sent"]["value"], conflict["kept"]["value"], conflict["kept"]["version"]) == ("other", "soft", 1)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (status("great"), "RGA-1008"),
        ({**status("soft"), "evidence": []}, "RGA-1008"),
        (status("soft", quote="不在此处"), "RGA-1008"),
        ({**status("soft"), "evidence": [{"quote": "别的", "span": [0, 2]}]}, "RGA-3000"),
        ({**status("soft"), "item": "nothing"}, "RGA-1008"),
        ({**status("abstained"), "note": "a\u0000b"}, "RGA-1008"),
        ({**status("abstained"), "surplus": 1}, "RGA-1008"),
    ],
)
def test_what_cannot_be_kept_is_a_problem(at_work: Office, given: dict[str, Any], code: str) -> None:
    at_work.call("anna", "POST", "codings", {"blind": False})
    refused = give(at_work, "anna", given)
    assert (refused.status_code, refused.json()["code"]) == (400 if code == "RGA-1008" else 422, code)


def test_blindness_decisions_and_agreement(at_work: Office) -> None:
    for name in ("anna", "bert"):
        wanted = {"coder": name, "blind": True, "machine_blind": True, "taxonomies": ["legal-status"]}
        assert at_work.call("chief", "POST", "codings", wanted).status_code == 201
    give(at_work, "anna", status("soft"))
    finish(at_work, "anna")
    for place in ("codings/anna", "codings/anna/history", "records", "codes"):
        refused = at_work.call("bert", "GET", place)
        assert (place, refused.status_code, refused.json()["code"]) == (place, 403, "RGA-9010")
    bert = at_work.programs["bert"]
    assert bert.get("/api/v1/codes").status_code == 403
    assert at_work.call("bert", "GET", "reviewed").json()["judgements"] == []
    assert bert.get("/api/v1/agreement").json()["pairs"] == []
    for form in ("labels", "records"):
        assert bert.get("/api/v1/reviews/export", params={"form": form, "coder": "anna"}).text == ""
    assert all(one["machine"] is None for one in at_work.call("bert", "GET", "codings/bert").json()["judgements"])
    give(at_work, "bert", status("hard"))
    assert at_work.call("chief", "GET", "disagreements").status_code == 400
    finish(at_work, "bert")
    found = at_work.call("chief", "GET", "disagreements").json()
    told.ReviewedList.model_validate(found)
    assert [one["who"] for one in found["judgements"][0]["people"]] == ["anna", "bert"]
    assert give(at_work, "anna", status("soft"), coder="@adjudicated").status_code == 403
    assert give(at_work, "chief", status("soft"), coder="@adjudicated").status_code == 200
    shown = at_work.nobody.get(f"/api/v1/documents/{at_work.sha256}/reviewed").json()["judgements"]
    assert [(one["standing"], one["people"][0]["value"], one["people"][0]["who"]) for one in shown] == [
        ("adjudicated", "soft", None)
    ]
    pairs = bert.get("/api/v1/agreement").json()
    told.AgreementAnswer.model_validate(pairs)
    (both,) = (one for one in pairs["pairs"] if (one["a"], one["b"]) == ("anna", "bert"))
    assert (both["items"], both["documents"], both["share"]) == (3, 1, pytest.approx(1 / 3, abs=1e-4))
    lines = bert.get("/api/v1/reviews/export").text.splitlines()
    assert [json.loads(line)["labels"] for line in lines] == [{"legal-status": ["soft"]}]


def test_lists_have_cursors_and_other_forms(at_work: Office) -> None:
    for name in ("anna", "bert"):
        at_work.call("chief", "POST", "codings", {"coder": name})
    chief = at_work.programs["chief"]
    first = chief.get("/api/v1/codings", params={"limit": 1}).json()
    second = chief.get("/api/v1/codings", params={"limit": 1, "cursor": first["next"]}).json()
    assert [one["codings"][0]["coder"] for one in (first, second)] == ["anna", "bert"]
    assert second["next"] is None
    assert chief.get("/api/v1/codings", params={"format": "csv"}).text.count("\n") == 3
    assert len(at_work.call("bert", "GET", "codings").json()["codings"]) == 2


def test_reviewing_needs_the_scope_and_the_role(at_work: Office) -> None:
    path = f"/api/v1/documents/{at_work.sha256}/codings"
    assert at_work.nobody.get(path).status_code == 401
    assert at_work.browsers["rita"].get(path).status_code == 403
    # A session needs the token of its pages as well.
    assert at_work.browsers["anna"].post(path, json={"blind": False}).status_code == 403
    assert at_work.call("anna", "POST", "codings", {"coder": "bert"}).status_code == 403
    assert at_work.call("anna", "GET", "codings/bert").status_code == 404
