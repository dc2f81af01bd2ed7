from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue, ValidationError

from regatlas.model.run import ItemOutcome, RunManifest, canonical_json

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
options = st.dictionaries(words, st.one_of(st.none(), st.booleans(), st.integers(), words, st.lists(words)), max_size=4)


def manifest(**changes: object) -> RunManifest:
    fields: dict[str, object] = {"engine": "lexicon.v1", "code": "c0de", "data": {"sector": "1"}, "options": {"a": 1}}
    return RunManifest.model_validate(fields | changes)


@given(options)
def test_the_order_of_options_does_not_matter(chosen: dict[str, JsonValue]) -> None:
    backwards = dict(reversed(list(chosen.items())))
    assert manifest(options=chosen).digest == manifest(options=backwards).digest


@pytest.mark.parametrize(
    "change",
    [{"engine": "lexicon.v2"}, {"code": "c0df"}, {"data": {"sector": "2"}}, {"data": {}}, {"options": {"a": "1"}}],
)
def test_every_part_of_the_manifest_changes_the_key(change: dict[str, object]) -> None:
    assert manifest(**change).digest != manifest().digest
    assert manifest(**change).resume_key("text") != manifest().resume_key("text")


def test_another_content_has_another_key() -> None:
    assert manifest().resume_key("one") != manifest().resume_key("other")


def test_the_digest_is_the_sha256_of_the_canonical_json() -> None:
    text = '{"code":"c0de","data":{"sector":"1"},"engine":"lexicon.v1","options":{"a":1}}'
    assert manifest().digest == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_canonical_json_refuses_what_json_lacks(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"x": number})


@given(words, words, st.dictionaries(st.just("record"), options, max_size=1))
def test_a_line_is_one_line_that_reads_back(source: str, key: str, payload: dict[str, JsonValue]) -> None:
    outcome = ItemOutcome(source=source, key=key, status="ok", payload=payload)
    line = outcome.to_line()
    assert line.startswith(b'{"schema":"regatlas/outcome/1","source":')
    assert line.find(b"\n") == len(line) - 1
    assert json.loads(line) == outcome.to_json()


def test_a_lone_surrogate_survives_the_line() -> None:
    outcome = ItemOutcome(source="a", key="k", status="ok", payload={"record": {"word": "\udce4"}})
    assert json.loads(outcome.to_line())["record"] == {"word": "\udce4"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "failed"}, "a failed outcome says why"),
        ({"status": "ok", "error": {}}, "an ok outcome has no error"),
        ({"status": "ok", "payload": {"source": "b"}}, "the payload may not set source"),
    ],
)
def test_outcomes_that_contradict_themselves_are_refused(fields: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        ItemOutcome.model_validate({"source": "a", "key": "k"} | fields)
