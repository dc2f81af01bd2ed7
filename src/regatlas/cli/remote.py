"""Commands with ``--server``: what they would take from this machine, taken from a Regatlas server.

The token comes from ``REGATLAS_TOKEN`` only: what stands in a command line can be read by everybody on the machine and
stays in the history of the shell.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from regatlas.app.checking import Rules, rules_of
from regatlas.catalog.catalog import Catalog
from regatlas.errors import BadArgument, ServerError
from regatlas.model.dossier import Dossier, Holdings
from regatlas.model.taxonomy import Taxonomy

if TYPE_CHECKING:
    from regatlas.client import Client

_M = TypeVar("_M", bound=BaseModel)
TOKEN = "REGATLAS_TOKEN"  # noqa: S105 - the name of the variable


def refuse_both(server: str | None, db: str | None) -> None:
    """Refuse a server and a database of one's own together. Raises :class:`BadArgument`."""
    if server is not None and db is not None:
        raise BadArgument("--db names a store here, and --server one elsewhere", where="--server", hint="choose one")


@contextmanager
def at(server: str) -> Iterator[Client]:
    """The server. Raises :class:`BadArgument` for an address that is none."""
    from regatlas.client import Client

    with Client(server, os.environ.get(TOKEN) or None) as client:
        yield client


def catalog_at(server: str) -> Catalog:
    """The catalog of a server."""
    with at(server) as client:
        return _catalog(client)


def _catalog(client: Client) -> Catalog:
    found = client.raw.json("exports/json")
    return _read(Catalog, {key: value for key, value in found.items() if key != "schema"})


def rules_at(server: str) -> Rules:
    """The rules of a server, to be held to a profile here: what is known of a product stays on this machine."""
    return rules_of(catalog_at(server))


def dossier_at(server: str, code: str, as_of: date) -> tuple[Catalog, Dossier]:
    """The dossier of a jurisdiction on a day as the server tells it, and the catalog that its words come from."""
    from regatlas.app.dossier_holdings import risk_gaps
    from regatlas.app.dossiers import make_dossier

    with at(server) as client:
        told = client.raw.json(f"dossiers/{code}", {"as_of": as_of.isoformat()})["coverage"]
        catalog = _catalog(client)
    made = make_dossier(catalog, code, as_of)
    held = _read(Holdings, {key: told[key] for key in ("documents", "elsewhere", "unplaced", "unjudged")})
    return catalog, made.model_copy(update={"holdings": held, "risk_gaps": risk_gaps(held)})


def taxonomies_at(server: str) -> tuple[dict[str, Any], list[Taxonomy]]:
    """The taxonomies of a server as it tells them, and as values."""
    with at(server) as client:
        told = client.raw.json("taxonomies")
    return told, [_read(Taxonomy, one) for one in told["taxonomies"]]


def _read(model: type[_M], value: object) -> _M:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise ServerError(
            "the server's answer has another form", where=where, hint="use the version of Regatlas that the server has"
        ) from error
