"""Lists: a page at a time as JSON, or the whole as CSV or as lines of JSON, streamed so that memory stays flat."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Annotated, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import JsonValue

from regatlas.errors import BadArgument
from regatlas.exchange.csv_rows import Cell, csv_rows
from regatlas.web.api.cursors import Key, mark_of, read_cursor, write_cursor
from regatlas.web.api.etags import holds, weak_tag
from regatlas.web.api.negotiation import MEDIA_TYPES, Format, chosen_format
from regatlas.web.state import ServerState

Item = TypeVar("Item")
Json = dict[str, JsonValue]
MOST = 1_000
_OF_PAGES = frozenset({"cursor", "limit", "format", "bom"})
# Lines of JSON that go out together.
_TOGETHER = 100


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which part of a list is wanted, and in which form."""

    cursor: str | None
    limit: int
    form: Format
    bom: bool


async def _list_query(
    request: Request,
    cursor: Annotated[
        str | None, Query(max_length=600, description="`next` of the page before; without it, the first page")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Items of a page; of JSON only")] = 100,
    format: Annotated[
        Format | None,
        Query(description="`csv` and `jsonl` hold the whole list; without it the header `Accept` decides"),
    ] = None,
    bom: Annotated[
        bool, Query(description="Whether CSV begins with a byte order mark, without which Excel misreads Chinese")
    ] = True,
) -> ListQuery:
    return ListQuery(cursor, limit, chosen_format(request.headers.get("accept", ""), format), bom)


Listed = Annotated[ListQuery, Depends(_list_query)]


@dataclass(frozen=True)
class Listing(Generic[Item]):
    """A list: what it is called, how it is walked, and how an item is told.

    ``after`` gives the items behind a key, or all of them for None, each with its key; ``shape`` are the types of a
    key's parts. ``columns`` and ``as_rows`` tell an item as rows of CSV.
    """

    schema: str
    name: str
    shape: tuple[type[int | str], ...]
    after: Callable[[Key | None], Iterator[tuple[Key, Item]]]
    as_json: Callable[[Item], Json]
    columns: Sequence[str]
    as_rows: Callable[[Item], Iterable[Mapping[str, Cell]]]
    more: Json = field(default_factory=dict)


def tell(request: Request, state: ServerState, asked: ListQuery, listing: Listing[Item]) -> Response:
    """The answer. Raises :class:`regatlas.errors.BadArgument` for a cursor that is not of this list."""
    filters = [pair for pair in request.query_params.multi_items() if pair[0] not in _OF_PAGES]
    mark = mark_of(request.url.path, filters)
    last = None if asked.cursor is None else read_cursor(mark, asked.cursor, listing.shape)
    if asked.form == "json":
        return _page(request, asked, listing, mark, last)
    return _download(request, state, asked, listing)


def _page(request: Request, asked: ListQuery, listing: Listing[Item], mark: str, last: Key | None) -> Response:
    found = list(islice(listing.after(last), asked.limit + 1))
    shown = found[: asked.limit]
    following = write_cursor(mark, shown[-1][0]) if len(found) > asked.limit else None
    items: list[JsonValue] = [listing.as_json(item) for _, item in shown]
    body: Json = {"schema": listing.schema, **listing.more, listing.name: items, "next": following}
    return JSONResponse(body, headers=link_to(request, following))


def link_to(request: Request, following: str | None) -> dict[str, str]:
    """The header that leads to the next page (RFC 8288); none at the end."""
    if following is None:
        return {}
    others = [pair for pair in request.query_params.multi_items() if pair[0] != "cursor"]
    return {"Link": f'<{request.url.path}?{urlencode([*others, ("cursor", following)])}>; rel="next"'}


def _download(request: Request, state: ServerState, asked: ListQuery, listing: Listing[Item]) -> Response:
    media_type = MEDIA_TYPES[asked.form]
    tag = weak_tag(request, state, media_type)
    headers = {"ETag": tag, "Content-Disposition": f'attachment; filename="regatlas-{listing.name}.{asked.form}"'}
    if request.scope.get("regatlas.head") or holds(request.headers.get("if-none-match"), tag):
        return Response(headers=headers, media_type=media_type)
    walked = (item for _, item in listing.after(None))
    if asked.form == "jsonl":
        return StreamingResponse(lines(map(listing.as_json, walked)), headers=headers, media_type=media_type)
    rows = (row for item in walked for row in listing.as_rows(item))
    stream = csv_rows(listing.columns, rows, bom=asked.bom)
    return StreamingResponse(stream, headers=headers, media_type="text/csv; charset=utf-8; header=present")


def lines(values: Iterable[Json]) -> Iterator[bytes]:
    """Values as lines of JSON, some of them at a time."""
    together: list[str] = []
    for value in values:
        together.append(json.dumps(value, ensure_ascii=False) + "\n")
        if len(together) == _TOGETHER:
            yield "".join(together).encode()
            together.clear()
    yield "".join(together).encode()


Walk = Callable[[Key | None], Iterator[tuple[Key, Item]]]


def of_sequence(items: Sequence[Item], key: Callable[[Item], Key]) -> Walk[Item]:
    """How a list that is in memory is walked: from behind the place of the key.

    Raises :class:`BadArgument` for a key that is gone, since another catalog was loaded.
    """

    def after(last: Key | None) -> Iterator[tuple[Key, Item]]:
        keyed = [(key(item), item) for item in items]
        if last is None:
            return iter(keyed)
        place = next((number for number, (one, _) in enumerate(keyed, start=1) if one == last), None)
        if place is None:
            raise BadArgument("the item of this cursor is gone", where="cursor", hint="begin again at the first page")
        return islice(keyed, place, None)

    return after
