"""Random requests to every address of the OpenAPI document find no server error and no undocumented answer.

A short run always; ``REGATLAS_SCHEMATHESIS_EXAMPLES=200`` makes a long one. Names that are made at random belong to
nothing; half of them are replaced by names that do, so that what lies behind them is asked as well.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from zlib import crc32

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings

EXAMPLES = int(os.environ.get("REGATLAS_SCHEMATHESIS_EXAMPLES", "5"))
CHECKS = (
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
KNOWN = {
    "eid": "art_1",
    "taxonomy": "sector",
    "kind": "obligations",
    "place": "cn",
    "table": "claims",
    "code": "CN-SZ",
    "coder": "anna",
    "number": 1,
}
NAMES = {"instruments": "pipl", "agencies": "cac", "facts": "role", "claims": "shenzhen-pilot-zone-date"}


@pytest.fixture(scope="module")
def interface(api_database: str) -> Iterator[schemathesis.BaseSchema]:
    app = create_app(ServerSettings(database=api_database, allowed_hosts=("testserver",)))
    with TestClient(app):
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


def _known(case: schemathesis.Case, shas: list[str]) -> None:
    """Put names that belong to something in the place of some that were made at random; always the same ones."""
    chance = crc32(repr((case.path_parameters, case.query)).encode("utf-8", "replace"))
    for values in (case.path_parameters, case.query) if chance % 2 else ():
        for name in values or {}:
            if name in ("sha256", "before", "after", "original", "translation"):
                values[name] = shas[-1 if name == "translation" else chance // 2 % len(shas)]
            elif name == "name":
                values[name] = NAMES.get(case.operation.path.split("/")[3], "cn/generative-ai")
            elif name == "engine":
                values[name] = ""
            elif name in KNOWN and values is case.path_parameters:
                values[name] = KNOWN[name]


def _ask(operation: schemathesis.APIOperation, shas: list[str], mode: GenerationMode) -> Counter[int]:
    """Ask for one address so often, with what its schema allows or forbids; how often each status was the answer."""
    answered: Counter[int] = Counter()

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    def run(case: schemathesis.Case) -> None:
        _known(case, shas)
        response = case.call()
        answered[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    # Where anything at all is allowed, nothing can be made that is forbidden.
    with suppress(Unsatisfiable):
        run()
    return answered


def test_what_is_allowed_finds_no_server_error(interface: schemathesis.BaseSchema, shas: dict[str, str]) -> None:
    operations = [found.ok() for found in interface.get_all_operations()]
    answered = {one.label: _ask(one, list(shas.values()), GenerationMode.POSITIVE) for one in operations}
    total = sum(answered.values(), Counter())
    assert total[200] > total.total() / 3, total
    reading = [one for one in answered if one.startswith("GET /api/v1/documents")]
    assert [one for one in reading if not answered[one][200]] == []


def test_what_is_forbidden_finds_no_server_error(interface: schemathesis.BaseSchema, shas: dict[str, str]) -> None:
    operations = [found.ok() for found in interface.get_all_operations()]
    total = sum((_ask(one, list(shas.values()), GenerationMode.NEGATIVE) for one in operations), Counter())
    assert total[400] > total.total() / 2, total
