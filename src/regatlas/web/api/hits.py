"""What a search found, as a page of JSON, as CSV or as lines of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import Annotated, cast

from fastapi import Depends, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import JsonValue

from regatlas.app.searching import SearchRequest, results_json, search
from regatlas.errors import BadArgument
from regatlas.exchange.csv_rows import Cell, csv_rows
from regatlas.web.api.cursors import mark_of, read_cursor, write_cursor
from regatlas.web.api.etags import holds, weak_tag
from regatlas.web.api.lists import lines, link_to
from regatlas.web.api.negotiation import CSV, JSONL, Format, chosen_format
from regatlas.web.state import ServerState

MOST = 10_000
"""So many hits can be had at once, and by cursors: whoever needs more narrows the question."""
HIT_COLUMNS = (
    "part", "sha256", "title", "source", "language", "instrument", "jurisdiction", "status", "eid", "article",
    "citation", "heading", "snippet",
)  # fmt: skip
Json = dict[str, JsonValue]
_OF_HITS = ("X-Total-Count", "Link")


class HitQuery:
    """Which part of the hits is wanted, and in which form; ``limit`` None is what the form usually has."""

    def __init__(self, cursor: str | None, limit: int | None, form: Format, *, bom: bool) -> None:
        self.cursor = cursor
        self.limit = limit or (20 if form == "json" else MOST)
        self.form = form
        self.bom = bom


async def _hit_query(
    request: Request,
    limit: Annotated[
        int | None, Query(ge=1, le=MOST, description=f"Hits at most; 20 by default, of CSV and lines of JSON {MOST}")
    ] = None,
    cursor: Annotated[str | None, Query(max_length=600, description="`next` of the page before; of JSON only")] = None,
    format: Annotated[Format | None, Query(description="Without it the header `Accept` decides")] = None,
    bom: Annotated[bool, Query(description="Whether CSV begins with a byte order mark")] = True,
) -> HitQuery:
    return HitQuery(cursor, limit, chosen_format(request.headers.get("accept", ""), format), bom=bom)


Hits = Annotated[HitQuery, Depends(_hit_query)]


def tell_hits(request: Request, state: ServerState, asked: HitQuery, wanted: SearchRequest) -> Response:
    """The answer. ``total`` and the header ``X-Total-Count`` tell of how many hits it is a part."""
    if asked.form != "json":
        return _download(request, state, asked, replace(wanted, limit=asked.limit))
    # Common words fill whole pages and take 10 milliseconds; who may ask is settled before, for each request anew.
    key = (request.url.path, request.url.query, wanted, state.today(), state.store.stamp())
    kept = state.found.find(key)
    if kept is None:
        answer = _page_of_hits(request, state, asked, wanted)
        kept = bytes(answer.body), {name: answer.headers[name] for name in _OF_HITS if name in answer.headers}
        state.found.keep(key, kept, len(kept[0]))
    return Response(kept[0], headers=kept[1], media_type="application/json")


def _page_of_hits(request: Request, state: ServerState, asked: HitQuery, wanted: SearchRequest) -> JSONResponse:
    of_pages = ("cursor", "limit", "format", "bom")
    filters = [pair for pair in request.query_params.multi_items() if pair[0] not in of_pages]
    mark = mark_of(request.url.path, filters)
    shown = 0 if asked.cursor is None else int(read_cursor(mark, asked.cursor, (int,))[0])
    if shown + asked.limit > MOST:
        raise BadArgument(f"only the first {MOST} hits can be had", where="cursor", hint="narrow the question")
    found = _found(state, replace(wanted, limit=shown + asked.limit))
    parts = _parts(found)
    most = max(cast("int", found["total"]), cast("int", cast("Json", found["beside"])["total"]))
    for part in parts:
        del part[:shown]
    end = shown + asked.limit
    following = write_cursor(mark, (end,)) if most > end and end < MOST else None
    return JSONResponse({**found, "next": following}, headers=_head(found) | link_to(request, following))


def _found(state: ServerState, wanted: SearchRequest) -> Json:
    return results_json(search(state.store, state.catalog, wanted, state.today()))


def _parts(found: Json) -> tuple[list[Json], list[Json]]:
    """The hits in articles and those beside them, as they stand in the answer."""
    return cast("list[Json]", found["hits"]), cast("list[Json]", cast("Json", found["beside"])["hits"])


def _head(found: Json) -> dict[str, str]:
    return {"X-Total-Count": str(found["total"])}


def _download(request: Request, state: ServerState, asked: HitQuery, wanted: SearchRequest) -> Response:
    media_type = CSV if asked.form == "csv" else JSONL
    tag = weak_tag(request, state, media_type)
    headers = {"ETag": tag, "Content-Disposition": f'attachment; filename="regatlas-search.{asked.form}"'}
    if holds(request.headers.get("if-none-match"), tag):
        return Response(headers=headers, media_type=media_type)
    found = _found(state, wanted)
    headers |= _head(found)
    hits, beside = _parts(found)
    named = chain((("article", one) for one in hits), (("beside", one) for one in beside))
    if asked.form == "jsonl":
        return StreamingResponse(
            lines({"part": part, **one} for part, one in named), headers=headers, media_type=media_type
        )
    stream = csv_rows(HIT_COLUMNS, (_row(part, one) for part, one in named), bom=asked.bom)
    return StreamingResponse(stream, headers=headers, media_type="text/csv; charset=utf-8; header=present")


def _row(part: str, hit: Json) -> Mapping[str, Cell]:
    snippet = cast("Json", hit["snippet"])
    whole = {**cast("Json", hit["document"]), **hit, "part": part, "snippet": snippet["text"]}
    return cast("Mapping[str, Cell]", {column: whole.get(column) for column in HIT_COLUMNS})
