"""How routes tell the OpenAPI document what they answer: the models of the client, and the other media types."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from regatlas.client.answers.base import Problem
from regatlas.web.api.negotiation import CSV, JSON, JSONL

Responses = dict[int | str, dict[str, Any]]
PROBLEM_TYPE = "application/problem+json"
_CSV_TOLD = (
    "RFC 4180, UTF-8. Cells that begin with =, +, -, @, a tab or a line break have an apostrophe in front, so that no "
    "spreadsheet runs them as formulas; lines of JSON have the text as it is."
)


def answers(model: type[BaseModel], description: str = "As the schema says") -> Responses:
    """A route that answers one object of JSON."""
    return {200: {"model": model, "description": description, "content": {JSON: {}}}}


def lists(model: type[BaseModel]) -> Responses:
    """A route that answers a list: a page as JSON, or all of it as CSV or lines of JSON."""
    content = {
        JSON: {},
        CSV: {"schema": {"type": "string", "description": _CSV_TOLD}},
        JSONL: {"schema": {"type": "string", "description": "One item a line, as in the page"}},
    }
    header = {"Link": {"schema": {"type": "string"}, "description": 'The next page, `rel="next"`'}}
    return {200: {"model": model, "description": "A page, or the whole list", "content": content, "headers": header}}


def texts(*media_types: str, description: str = "As it is") -> Responses:
    """A route that answers text or a file; for those whose response class is not JSON."""
    content = {one: {"schema": {"type": "string"}} for one in media_types}
    return {200: {"description": description, "content": content}}


def problems(*statuses: int) -> Responses:
    """The errors of a route beyond those that every route of its kind has."""
    return {
        status: {"description": TOLD[status], "content": {PROBLEM_TYPE: {}}, "model": Problem} for status in statuses
    }


TOLD = {
    400: "A parameter or the body has no meaning (RGA-1008)",
    401: "Only after signing in, or with a token (RGA-9001)",
    403: "The role or the token does not allow it (RGA-9002, RGA-9003)",
    404: "There is no such thing (RGA-1404)",
    405: "Not with this method (RGA-1405)",
    406: "Not in the form that `Accept` asks for (RGA-1406)",
    408: "Sent too slowly (RGA-1408)",
    409: "What is there has changed meanwhile (RGA-1409)",
    413: "Too large (RGA-1006)",
    415: "Of a kind that is not read here (RGA-1415)",
    421: "Not the host of this server (RGA-9006)",
    422: "The profile does not fit the facts (RGA-2000)",
    429: "Too often (RGA-9005); `Retry-After` says how long to wait",
    500: "A mistake of the program (RGA-0000)",
    503: "The store cannot answer (RGA-4000)",
}
