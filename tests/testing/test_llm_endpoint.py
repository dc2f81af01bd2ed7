"""The endpoint of the tests is a real server: whoever speaks HTTP can ask it."""

from __future__ import annotations

import http.client
import json
from urllib.parse import urlsplit

import pytest

from regatlas.testing.llm_coding import asked_in, keywords
from regatlas.testing.llm_endpoint import MISBEHAVIOURS, LlmEndpoint, Misbehaviour

QUESTION = """\
<<<TEXT abc
[P1] A provider shall label it.
[P2] A report is written.
TEXT abc>>>

C1 | Labels | what is labelled
C2 | Reports | what is reported"""


def post(endpoint: LlmEndpoint, **body: object) -> tuple[int, dict[str, str], str]:
    address = urlsplit(endpoint.url)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=20)
    asked = {"model": "m", "messages": [{"role": "user", "content": QUESTION}], **body}
    try:
        connection.request("POST", f"{address.path}/chat/completions", json.dumps(asked))
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()


def content(body: str) -> str:
    return str(json.loads(body)["choices"][0]["message"]["content"])


def test_the_fixture_comes_with_the_package(llm_endpoint: LlmEndpoint) -> None:
    llm_endpoint.coder = keywords({"Labels": ("label",), "Reports": ("report",)})
    status, _, body = post(llm_endpoint)
    assert status == 200
    found = json.loads(content(body))["findings"]
    assert [(one["category"], one["provision"], one["level"], one["quote"]) for one in found] == [
        ("C1", "P1", "good", "A provider shall label it"),
        ("C2", "P2", "minimal", "A report is written"),
    ]
    assert [one.asked for one in llm_endpoint.requests] == [asked_in(QUESTION)]


@pytest.mark.parametrize(
    ("kind", "status"),
    [("rate-limited", 429), ("server-error", 500), ("unauthorised", 401), ("no-such-model", 404), ("too-long", 400)],
)
def test_refusals_have_their_status(llm_endpoint: LlmEndpoint, kind: Misbehaviour, status: int) -> None:
    llm_endpoint.misbehave(kind, times=1)
    assert post(llm_endpoint)[0] == status
    assert post(llm_endpoint)[0] == 200


def test_a_rate_limit_says_how_long(llm_endpoint: LlmEndpoint) -> None:
    llm_endpoint.retry_after = "12"
    llm_endpoint.misbehave("rate-limited")
    assert post(llm_endpoint)[1]["Retry-After"] == "12"


def test_a_reset_is_one(llm_endpoint: LlmEndpoint) -> None:
    llm_endpoint.misbehave("reset", times=1)
    with pytest.raises(ConnectionError):
        post(llm_endpoint)


def test_only_what_is_asked_for_in_a_known_form_is_answered(llm_endpoint: LlmEndpoint) -> None:
    llm_endpoint.misbehave("no-schema")
    assert post(llm_endpoint, response_format={"type": "json_schema"})[0] == 400
    assert post(llm_endpoint, response_format={"type": "json_object"})[0] == 200


def test_no_two_misbehaviours_look_alike(llm_endpoint: LlmEndpoint) -> None:
    """Each kind that answers differs from the honest answer, given a text that orders something."""
    llm_endpoint.coder = keywords({"Labels": ("label",)})
    honest = post(llm_endpoint)
    # These differ only for some requests: slow ones, ones with a response format, with a key, with an order.
    same = {"slow", "reset", "no-schema", "no-json-mode", "echoes-key", "obedient"}
    for kind in MISBEHAVIOURS:
        if kind not in same:
            llm_endpoint.behave()
            llm_endpoint.misbehave(kind)
            answered = post(llm_endpoint)
            assert (answered[0], answered[2]) != (honest[0], honest[2]), kind
