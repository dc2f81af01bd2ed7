"""Answers: read strictly, or refused with a reason."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.engines.llm.answers import Answer, Finding, Malformed, findings_of
from regatlas.engines.llm.cache import AnswerCache
from regatlas.engines.llm.wire import answer_of, complaint_of, wait_of

GOOD = {"quote": "Words.", "provision": "P1", "category": "C2", "operative": True, "level": "good"}


def said(value: object) -> Answer:
    return Answer(text=json.dumps(value))


def test_findings_are_read_once_each() -> None:
    assert findings_of(said({"findings": [GOOD, GOOD]})) == (Finding("P1", "C2", "good", True, "Words."),)
    assert findings_of(said({"findings": []})) == ()


def test_prose_around_the_object_does_not_matter() -> None:
    text = f"Here {{it}} is:\n```json\n{json.dumps({'findings': [GOOD]})}\n```\nDone."
    assert len(findings_of(Answer(text=text))) == 1


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ([], "no complete JSON object"),
        ({"findings": {}}, "must be a list"),
        ({"findings": [1]}, "finding 1 must be an object"),
        ({"findings": [GOOD, {**GOOD, "quote": None}]}, "finding 2 needs the text 'quote'"),
        ({"findings": [{**GOOD, "level": "none"}]}, "a level other than"),
        ({"findings": [{**GOOD, "operative": "yes"}]}, "needs 'operative'"),
        ({"findings": [GOOD] * 401}, "there are 401 findings"),
    ],
)
def test_another_shape_is_refused_with_the_reason(value: object, problem: str) -> None:
    with pytest.raises(Malformed, match=problem):
        findings_of(said(value))


def test_two_different_objects_are_refused() -> None:
    text = json.dumps({"findings": []}) + json.dumps({"findings": [GOOD]})
    with pytest.raises(Malformed, match="several different"):
        findings_of(Answer(text=text))


def test_an_answer_that_ran_out_says_so() -> None:
    with pytest.raises(Malformed) as caught:
        findings_of(Answer(text='{"findings": [', finish="length"))
    assert caught.value.cut


@given(st.one_of(st.text(max_size=200), st.text(alphabet='{}[]":findgs,1e', max_size=80)))
def test_no_answer_breaks_anything(text: str) -> None:
    with suppress(Malformed):
        findings_of(Answer(text=text))


@pytest.mark.parametrize("text", ['{"findings": ' + "[" * 200_000, '{"findings": ' + "9" * 10_000 + "}"])
def test_hostile_answers_are_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        findings_of(Answer(text=text))


@given(st.binary(max_size=200))
def test_no_response_breaks_anything(body: bytes) -> None:
    answer_of(body)
    assert len(complaint_of(body, "key")) <= 200


def test_a_wait_is_a_number_or_a_date() -> None:
    assert wait_of("3") == 3.0
    assert wait_of("0.5") == 0.5
    assert wait_of("Wed, 21 Oct 2015 07:28:00 GMT") == 0.0
    assert wait_of("soon") is None
    assert wait_of(None) is None


def test_an_answer_is_kept_whole_and_a_damaged_one_is_none(tmp_path: Path) -> None:
    cache, key = AnswerCache(tmp_path / "answers"), "ab" + "0" * 62
    answer = Answer(text="…\ud800", finish="stop", read=3, written=1)
    assert cache.get(key) is None
    cache.put(key, answer)
    assert cache.get(key) == answer
    (path,) = (tmp_path / "answers").glob("*/*")
    path.write_bytes(path.read_bytes()[:-5])
    assert cache.get(key) is None
