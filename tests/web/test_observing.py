"""What is measured, logged and counted of a request, and what is not."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from regatlas.web import observing
from regatlas.web.logs import REQUESTS, JsonLines, Words, set_up_logging
from regatlas.web.observing import NO_ROUTE, request_id
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings

LOCAL = ("127.0.0.1", 5000)
ELSEWHERE = ("203.0.113.9", 5000)
SECRETS = ("geheimwort", "Bearer abc123", "cookie-value", "answer-of-somebody")


class Lines(logging.Handler):
    """The lines of the log as they would be written."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def logged(formatter: logging.Formatter) -> Iterator[list[str]]:
    lines, level = Lines(formatter), REQUESTS.level
    REQUESTS.addHandler(lines)
    REQUESTS.setLevel(logging.INFO)
    try:
        yield lines.lines
    finally:
        REQUESTS.removeHandler(lines)
        REQUESTS.setLevel(level)


@pytest.fixture
def serving(database: str) -> Callable[..., TestClient]:
    def make(client: tuple[str, int] = LOCAL, **settings: object) -> TestClient:
        app = create_app(ServerSettings(database=database, **settings))  # type: ignore[arg-type]
        return TestClient(app, client=client, raise_server_exceptions=False)

    return make


def figures(client: TestClient) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for family in families for one in family.samples}


def test_a_line_for_each_request_without_anything_that_somebody_wrote(serving: Callable[..., TestClient]) -> None:
    with logged(JsonLines()) as lines, serving(log_format="json") as client:
        headers = {"Authorization": SECRETS[1], "Cookie": f"regatlas-session={SECRETS[2]}"}
        client.get(f"/en/search?q={SECRETS[0]}", headers=headers)
        client.get(f"/en/check?name={SECRETS[3]}")
        client.post("/api/v1/check", json={"name": SECRETS[3]})
        client.get(f"/{SECRETS[0]}")
    told = [json.loads(line) for line in lines]
    assert [(one["method"], one["route"], one["status"]) for one in told[:2]] == [
        ("GET", "/{lang}/search", 200),
        ("GET", "/{lang}/check", 200),
    ]
    assert (told[3]["route"], told[3]["status"]) == (NO_ROUTE, 404)
    for one in told:
        assert set(one) == {"time", "level", "event", "method", "route", "status", "ms", "bytes", "id"}
    assert not any(secret in line for line in lines for secret in SECRETS)


def test_addresses_stand_in_the_log_only_on_request(serving: Callable[..., TestClient]) -> None:
    with logged(JsonLines()) as lines, serving(ELSEWHERE, log_format="json", log_addresses=True) as client:
        client.get("/healthz")
    assert json.loads(lines[0])["client"] == ELSEWHERE[0]


def test_in_words_only_what_went_wrong_is_told(
    serving: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down() -> str:
        raise RuntimeError(SECRETS[3])

    monkeypatch.setattr("regatlas.web.health.newest_revision", break_down)
    with logged(Words()) as lines, serving() as client:
        assert client.get("/healthz").status_code == 200
        broken = client.get("/readyz")
    assert broken.status_code == 500
    # It is answered like everything else, and what it is about stays in the log.
    assert broken.json()["code"] == "RGA-0000"
    assert SECRETS[3] not in broken.text
    assert broken.headers["content-security-policy"].startswith("default-src 'none'")
    assert f"id={broken.headers['x-request-id']}" in lines[0]
    (line,) = lines
    assert "route=/readyz status=500" in line
    assert "break_down" in line
    assert line.endswith("RuntimeError")
    assert SECRETS[3] not in line


def test_an_id_is_passed_on_where_it_is_plain(serving: Callable[..., TestClient]) -> None:
    with serving() as client:
        assert (
            client.get("/healthz", headers={"X-Request-ID": "abc-DEF_0.12"}).headers["X-Request-ID"] == "abc-DEF_0.12"
        )
        made = client.get("/healthz", headers={"X-Request-ID": "a b"}).headers["X-Request-ID"]
    assert len(made) == 32


@given(st.text(max_size=80))
def test_an_id_is_always_a_plain_word(given_id: str) -> None:
    made = request_id(given_id)
    assert 8 <= len(made) <= 64
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


def test_requests_are_counted_by_template_also_from_memory(serving: Callable[..., TestClient]) -> None:
    with serving() as client:
        for query in ("算法", "算法", "数据"):
            assert client.get("/en/search", params={"q": query}).status_code == 200
        client.get("/api/v1/search", params={"q": "算法"})
        client.get("/api/v1/search", params={"q": " "})
        for number in range(30):
            client.get(f"/nothing/{number}")
            client.request(f"STRANGE{number}", "/healthz")
        found = figures(client)
    page = (("method", "GET"), ("route", "/{lang}/search"), ("status", "200"))
    assert found["regatlas_http_requests_total", page] == 3
    assert found["regatlas_search_seconds_count", ()] == 4
    assert found["regatlas_http_requests_total", (("method", "GET"), ("route", NO_ROUTE), ("status", "404"))] == 30
    strange = [
        labels for name, labels in found if name == "regatlas_http_requests_total" and ("method", "OTHER") in labels
    ]
    assert len(strange) == 1


def test_the_memory_of_routes_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observing, "_MOST_PATHS", 10)
    routes = observing._Routes()
    for number in range(50):
        scope = {"path": f"/documents/{number}", "route": type("R", (), {"path": "/documents/{n}"}), "path_params": {}}
        assert routes.of(scope, 200) == "/documents/{n}"
    assert routes.of({"path": "/documents/49"}, 200) == "/documents/{n}"
    assert routes.of({"path": "/documents/1"}, 200) == NO_ROUTE


def test_the_store_is_counted_when_asked(serving: Callable[..., TestClient]) -> None:
    with serving() as client:
        found = figures(client)
    assert found["regatlas_store_up", ()] == 1
    assert found["regatlas_store_rows", (("kind", "documents"),)] == 1
    assert found["regatlas_import_jobs", (("state", "waiting"),)] == 0
    assert found["process_resident_memory_bytes", ()] > 0


def test_who_may_read_the_metrics(serving: Callable[..., TestClient]) -> None:
    with serving(accounts="open") as client:
        assert client.get("/metrics").status_code == 200
        # A proxy on this machine passes on what comes from elsewhere.
        assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404
    with serving(ELSEWHERE, accounts="open") as client:
        assert client.get("/metrics").status_code == 404
    with serving(accounts="open", metrics="admin") as client:
        assert client.get("/metrics").status_code == 404
    for settings in ({"metrics": "off"}, {"metrics_listen": "127.0.0.1:9464"}):
        with serving(**settings) as client:
            assert client.get("/metrics").status_code == 404


@pytest.fixture
def loggers() -> Iterator[None]:
    """The loggers of the server as they were before."""
    names = ("regatlas", "uvicorn", "uvicorn.error", "uvicorn.access")
    kept = [
        (one, one.handlers[:], one.level, one.propagate, one.disabled, one.filters[:])
        for one in map(logging.getLogger, names)
    ]
    yield
    for logger, handlers, level, propagate, disabled, filters in kept:
        logger.handlers[:], logger.propagate, logger.disabled, logger.filters[:] = (
            handlers,
            propagate,
            disabled,
            filters,
        )
        logger.setLevel(level)


@pytest.mark.usefixtures("loggers")
def test_libraries_log_in_the_same_form(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(ServerSettings(database="x", log_format="json"))
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
    logging.getLogger("uvicorn.error").error("Exception in ASGI application\n")
    logging.getLogger("uvicorn.access").info("GET /en/search?q=geheimwort")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "Invalid HTTP request received."
    # What it has to say of a broken form would be a line of its own shape among those of JSON.
    assert not logging.getLogger("python_multipart.multipart").isEnabledFor(logging.WARNING)
