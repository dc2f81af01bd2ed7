"""The OpenAPI document: every address is described, with what it answers and which errors it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

METHODS = ("get", "post", "put", "patch", "delete")
# The names by which generated clients know the operations: changing one breaks them.
STABLE = {
    "search_provisions": "/api/v1/search",
    "list_documents": "/api/v1/documents",
    "show_document": "/api/v1/documents/{sha256}",
    "list_codes": "/api/v1/codes",
    "compare_versions": "/api/v1/comparisons",
    "align_translation": "/api/v1/alignments",
    "list_instruments": "/api/v1/instruments",
    "show_instrument": "/api/v1/instruments/{place}/{name}",
    "list_obligations": "/api/v1/obligations",
    "check_product": "/api/v1/check",
    "ask_next": "/api/v1/interview",
    "show_dossier": "/api/v1/dossiers/{code}",
    "show_taxonomy": "/api/v1/taxonomies/{taxonomy}",
    "list_entries": "/api/v1/catalog/{kind}",
    "show_entry": "/api/v1/entries/{name}",
}


@pytest.fixture(scope="module")
def document(api: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = api.get("/api/v1/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        if path.startswith("/api/v1/"):
            yield from ((f"{method.upper()} {path}", item[method]) for method in METHODS if method in item)


def test_every_operation_is_described(document: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    for name, operation in operations(document):
        assert operation.get("description"), name
        assert set(operation["tags"]) <= tags, name
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), (name, parameter["name"])


def test_every_operation_tells_what_it_answers(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        good = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
        assert good, name
        for answer in good:
            if "204" not in operation["responses"]:
                assert answer["content"], name
            for media_type, content in answer.get("content", {}).items():
                if media_type == "application/json" and "/exports/" not in name:
                    assert content["schema"], name


def test_every_operation_tells_its_errors(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        errors = {status: answer for status, answer in operation["responses"].items() if status[0] in "45"}
        assert {"400", "401", "403", "406", "503"} <= set(errors), name
        assert ("404" in errors) or "{" not in name, name
        assert ("requestBody" in operation) <= ({"413", "415", "422"} <= set(errors)), name
        for status, answer in errors.items():
            assert answer["description"], (name, status)
            schema = answer["content"]["application/problem+json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/Problem"}, (name, status)


def test_names_are_stable_and_single(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in operations(document)]
    assert len(set(names)) == len(names)
    found = {operation["operationId"]: name.split()[1] for name, operation in operations(document)}
    assert {name: found.get(name) for name in STABLE} == STABLE


def test_who_may_ask_is_told(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert document["security"] == [{}, {"token": []}, {"session": []}]
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert document["components"]["securitySchemes"]["session"]["in"] == "cookie"
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_schemas_name_their_constant(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    constants = {
        schema["properties"]["schema"].get("const")
        for schema in schemas.values()
        if "schema" in schema.get("properties", {})
    }
    assert constants >= {
        "regatlas/search/1",
        "regatlas/document/1",
        "regatlas/record/1",
        "regatlas/dossier/1",
        "regatlas/check/1",
    }
