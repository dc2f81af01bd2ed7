"""The OpenAPI document: what the framework makes, with stable names, errors and ways of signing in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from regatlas.client.answers.base import Problem
from regatlas.web.api.told import PROBLEM_TYPE, TOLD

PREFIX = "/api/v1/"
_METHODS = ("get", "post", "put", "patch", "delete")
_TAGS = {
    "search": "Provisions that hold a phrase",
    "documents": "The texts of the store, their provisions, records, versions and translations",
    "codes": "What records say, one row for each document and category",
    "comparisons": "Two texts side by side",
    "catalog": "What is known of the law, as data",
    "dossiers": "One jurisdiction or one instrument, told as a whole",
    "reference": "Taxonomies and facts",
    "check": "Which duties bind a product",
    "exports": "The catalog as files and as a feed",
    "imports": "Files and addresses that a worker reads, maps and keeps",
    "reviews": "What people say of records",
    "accounts": "Who may do what",
    "operations": "Whether the server lives",
}
_SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "A token of an account: `Authorization: Bearer …`"},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "regatlas-session",
        "description": "The cookie of the pages; what changes something needs the header `X-CSRF-Token` as well",
    },
}
_OF_ALL = (400, 401, 403, 406, 421, 429, 503)
_OF_PATHS = (404,)
_OF_CHANGES = (409,)
_OF_BODIES = (408, 413, 415, 422)


def describe(app: FastAPI) -> None:
    """Let the application tell its OpenAPI document as it is here."""
    framework: Callable[[], dict[str, Any]] = app.openapi

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            framework()
            app.openapi_schema = completed(app)
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]


def completed(app: FastAPI) -> dict[str, Any]:
    """The document with everything that is the same for all routes."""
    tags = [{"name": name, "description": told} for name, told in _TAGS.items()]
    document = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version="3.1.0",
        summary=app.summary,
        description=_ABOUT,
        routes=app.routes,
        tags=tags,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        servers=[{"url": "/"}],
    )
    components = document.setdefault("components", {})
    components["securitySchemes"] = _SECURITY
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema()
    document["security"] = [{}, {"token": []}, {"session": []}]
    for path, method, operation in _operations(document):
        if path.startswith(PREFIX):
            _complete(operation, named="{" in path, changes=method != "get" and "check" not in operation["tags"])
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    return document


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        yield from ((path, method, item[method]) for method in _METHODS if method in item)


def _complete(operation: dict[str, Any], *, named: bool, changes: bool) -> None:
    # The framework names an operation by its function, path and method; the first alone stays when a path changes.
    operation["operationId"] = operation["operationId"].partition("_api_v1")[0]
    responses = operation["responses"]
    if "HTTPValidationError" in str(responses.get("422")):
        del responses["422"]
    statuses = [*_OF_ALL, *(_OF_PATHS if named else ()), *(_OF_CHANGES if changes else ())]
    statuses += _OF_BODIES if "requestBody" in operation else ()
    for status in statuses:
        responses[str(status)] = {"description": TOLD[status]}
    for status, response in responses.items():
        if status.startswith(("4", "5")):
            response["content"] = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


_ABOUT = (
    "Everything that the pages show. Errors are problem details (RFC 9457) with the codes of the command line. "
    "Every answer has an `ETag`; with `If-None-Match` it is sent only where it has changed. Lists come in pages: "
    "`next` is the cursor of the following one, and the header `Link` leads there; with `format=csv` or "
    "`format=jsonl` they come whole. Unknown keys may be added to answers at any time; those that are there keep their "
    "meaning."
)
