"""Asking: patience, limits of patience, and the words in which an endpoint's refusal reaches a person."""

from __future__ import annotations

import logging
import socket
from pathlib import Path

import pytest
from tests.engines.llm.conftest import RISKS, Make, document_of

from regatlas.engines.llm.client import ATTEMPTS, LONGEST_ASKED, Client
from regatlas.engines.llm.limits import Meter
from regatlas.engines.llm.prompt import Message
from regatlas.engines.llm.settings import Settings
from regatlas.engines.llm.wire import Manner
from regatlas.errors import EndpointError
from regatlas.testing.llm_endpoint import LlmEndpoint, Misbehaviour

KEY = "sk-very-secret-0123456789"
DOCUMENT = document_of("Article 1 A provider shall label what a machine has made, so that all can tell.\n")


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("unauthorised", "the endpoint does not accept the key (Incorrect API key provided: Bearer [key]), {url}; set "
                         "REGATLAS_LLM_API_KEY to a key that it accepts"),
        ("no-such-model", "the endpoint does not have this model (The model does not exist), {url}; check "
                          "REGATLAS_LLM_BASE_URL and REGATLAS_LLM_MODEL"),
        ("too-long", "the question is too long for the model (This model's maximum context length is 10 tokens), "
                     "{url}; set REGATLAS_LLM_WINDOW to its real window"),
    ],
)  # fmt: skip
def test_what_no_repetition_mends_is_said_at_once(
    make: Make, endpoint: LlmEndpoint, waits: list[float], kind: Misbehaviour, sentence: str
) -> None:
    endpoint.misbehave(kind)
    with pytest.raises(EndpointError) as caught:
        make(key=KEY).judged(DOCUMENT, [RISKS])
    assert str(caught.value) == "RGA-7000: " + sentence.format(url=endpoint.url)
    assert len(endpoint.requests) == 1
    assert waits == []


def test_a_lasting_refusal_is_not_provoked_again(make: Make, endpoint: LlmEndpoint) -> None:
    endpoint.misbehave("unauthorised")
    engine = make()
    for _ in range(3):
        with pytest.raises(EndpointError):
            engine.judged(DOCUMENT, [RISKS])
    assert len(endpoint.requests) == 1


def test_waiting_doubles_and_ends(make: Make, endpoint: LlmEndpoint, waits: list[float]) -> None:
    endpoint.misbehave("server-error")
    with pytest.raises(EndpointError, match="fails with status 500"):
        make().judged(DOCUMENT, [RISKS])
    assert len(endpoint.requests) == ATTEMPTS
    assert all(0.75 * 2**n <= wait <= 1.25 * 2**n for n, wait in enumerate(waits))


def test_a_rate_limit_is_waited_for_as_long_as_asked(make: Make, endpoint: LlmEndpoint, waits: list[float]) -> None:
    endpoint.retry_after = "7"
    endpoint.misbehave("rate-limited", times=1)
    make().judged(DOCUMENT, [RISKS])
    assert waits == [7.0]


def test_nobody_waits_for_an_hour(make: Make, endpoint: LlmEndpoint, waits: list[float]) -> None:
    endpoint.retry_after = str(int(LONGEST_ASKED) + 1)
    endpoint.misbehave("rate-limited")
    with pytest.raises(EndpointError, match="asked too often"):
        make().judged(DOCUMENT, [RISKS])
    assert waits == []


def test_a_slow_endpoint_is_given_up(make: Make, endpoint: LlmEndpoint) -> None:
    endpoint.misbehave("slow")
    with pytest.raises(EndpointError, match="does not answer in time"):
        make(timeout=0.05).judged(DOCUMENT, [RISKS])


def test_a_slow_answer_is_used_when_it_comes(make: Make, endpoint: LlmEndpoint) -> None:
    endpoint.misbehave("slow", times=1)
    judged = make(timeout=0.2).judged(DOCUMENT, [RISKS])
    assert judged.answered == 1


def test_an_endpoint_that_is_not_there(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings(f"http://127.0.0.1:{port}/v1", "m", tmp_path)
    waits: list[float] = []
    with (
        Client(settings, Meter(tmp_path), sleep=waits.append) as client,
        pytest.raises(EndpointError, match="cannot be reached"),
    ):
        client.ask((Message("user", "?"),), {})
    assert len(waits) == ATTEMPTS - 1


def test_an_endpoint_that_cuts_the_prompt_is_found_out(make: Make, endpoint: LlmEndpoint) -> None:
    endpoint.misbehave("cuts-prompt")
    with pytest.raises(EndpointError, match="cuts what it is sent"):
        make().judged(DOCUMENT, [RISKS])


def test_the_key_goes_nowhere_but_into_the_header(
    make: Make, endpoint: LlmEndpoint, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    endpoint.key = KEY
    endpoint.misbehave("echoes-key")
    engine = make(key=KEY)
    judged = engine.judged(DOCUMENT, [RISKS])
    assert judged.answered == 1
    assert endpoint.requests[0].headers["Authorization"] == f"Bearer {KEY}"
    assert all(KEY.encode() not in one.raw for one in endpoint.requests)
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert any(b"[key]" in data for data in kept)
    assert all(KEY.encode() not in data for data in kept)
    assert KEY not in caplog.text
    assert KEY not in repr(engine._settings) + str(engine._settings.options())


def test_a_modest_endpoint_is_asked_modestly_ever_after(make: Make, endpoint: LlmEndpoint) -> None:
    endpoint.misbehave("no-json-mode")
    make(window=2_000, batch=30, concurrency=1).judged(DOCUMENT, [RISKS])
    forms = [one.body.get("response_format", {}).get("type") for one in endpoint.requests]
    assert forms[:3] == ["json_schema", "json_object", None]
    assert set(forms[3:]) <= {None}


def test_requests_ask_for_an_answer_by_schema(make: Make, endpoint: LlmEndpoint) -> None:
    make().judged(DOCUMENT, [RISKS])
    body = endpoint.requests[0].body
    schema = body["response_format"]["json_schema"]
    assert schema["strict"] is True
    item = schema["schema"]["properties"]["findings"]["items"]
    assert item["properties"]["category"]["enum"] == ["C1", "C2", "C3", "C4", "C5"]
    assert body["temperature"] == 0


@pytest.mark.parametrize(
    ("complaint", "change"),
    [
        (
            "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
            {"limit": "max_completion_tokens"},
        ),
        ("'temperature' does not support 0 with this model", {"temperature": False}),
        ("unknown field: seed", {"seed": False}),
        ("response_format is not supported", {"form": "object"}),
    ],
)
def test_what_an_endpoint_does_not_know_is_left_out(complaint: str, change: dict[str, object]) -> None:
    modest = Manner().after(complaint)
    assert modest is not None
    assert {name: getattr(modest, name) for name in change} == change


def test_there_is_an_end_to_modesty() -> None:
    manner: Manner | None = Manner()
    steps = 0
    while manner is not None:
        manner, steps = manner.after("no"), steps + 1
    assert steps == 3
