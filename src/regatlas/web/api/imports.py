"""Imports: files and addresses that a worker reads, maps and keeps."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from regatlas.app.import_queue import QUEUE_LIMITS, ask_for_address, ask_for_files, cancel, retry
from regatlas.app.inputs import limits_from_environment
from regatlas.errors import BadArgument, LimitExceeded, WrongMediaType
from regatlas.store.entries import Found
from regatlas.store.imports import ImportFilter, ImportJob, ImportKind, ImportQueue, ImportState, ImportStep
from regatlas.web.access import Editor
from regatlas.web.api.bodies import json_of
from regatlas.web.api.cursors import mark_of, read_cursor, write_cursor
from regatlas.web.api.lists import link_to
from regatlas.web.state import State
from regatlas.web.uploads import is_upload, received

router = APIRouter(prefix="/api/v1/imports", tags=["imports"])
_MOST_JSON = 10_000
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="The number of the import")]


class ImportFault(BaseModel):
    """What went wrong, with the code of the command line."""

    code: str
    message: str
    where: str
    hint: str


class ImportShown(BaseModel):
    """An import as it stands now."""

    model_config = ConfigDict(populate_by_name=True)

    schema_: str = Field("regatlas/import/1", alias="schema")
    id: int
    kind: ImportKind
    source: str = Field(description="The name of the file as given, or the address")
    final_address: str | None = Field(description="Where redirections led")
    bytes: int | None
    state: ImportState
    steps: dict[ImportStep, str] = Field(description="When each step ended, in UTC")
    asked_by: str
    asked_at: str
    finished_at: str | None
    attempts: int = Field(description="How often a worker has begun")
    error: ImportFault | None
    document: str | None = Field(description="The sha256 of the document in the store")
    found: Found | None
    version: int | None


class ImportsShown(BaseModel):
    """Imports, the latest first."""

    schema_: str = Field("regatlas/imports/1", alias="schema")
    imports: list[ImportShown]
    next: str | None = Field(description="The cursor of the following page")


class ImportsAsked(BaseModel):
    """The imports that were put into the queue, in the order of the files."""

    schema_: str = Field("regatlas/imports-asked/1", alias="schema")
    imports: list[ImportShown]


_FILES = {"type": "array", "items": {"type": "string", "contentMediaType": "application/octet-stream"}}
_ASKING: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"files": _FILES}, "required": ["files"]},
            },
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {"url": {"type": "string", "maxLength": 2000}},
                    "required": ["url"],
                    "additionalProperties": False,
                },
            },
        },
    }
}


@router.post("", status_code=202, response_model=ImportsAsked, openapi_extra=_ASKING)
async def ask(request: Request, state: State, editor: Editor) -> JSONResponse:
    """Ask for files (multipart/form-data) or an address (`{"url": …}`) to be read and kept.

    When the answer comes, what was sent is safe; a worker does the rest. `Location` is the first of the imports.
    """
    jobs = await _asked(request, state, editor.name)
    body = ImportsAsked(imports=[shown(job) for job in jobs]).model_dump(mode="json", by_alias=True)
    return JSONResponse(body, 202, headers={"Location": f"/api/v1/imports/{jobs[0].id}"})


@router.get("", response_model=ImportsShown)
def list_imports(
    request: Request,
    state: State,
    editor: Editor,
    import_state: Annotated[ImportState | None, Query(alias="state", description="Only in this state")] = None,
    asked_by: Annotated[str, Query(max_length=200, description="Only of this person")] = "",
    text: Annotated[str, Query(max_length=200, description="Part of a name or address")] = "",
    limit: Annotated[int, Query(ge=1, le=500, description="Items of a page")] = 100,
    cursor: Annotated[str | None, Query(max_length=600, description="`next` of the page before")] = None,
) -> JSONResponse:
    """The imports that were asked for, the latest first."""
    wanted = ImportFilter(state=import_state, asked_by=asked_by, text=text)
    mark = mark_of(request.url.path, [("state", import_state or ""), ("asked_by", asked_by), ("text", text)])
    before = None if cursor is None else int(read_cursor(mark, cursor, (int,))[0])
    found = ImportQueue(state.database).page(wanted, before=before, limit=limit + 1)
    following = write_cursor(mark, (found[limit - 1].id,)) if len(found) > limit else None
    body = ImportsShown(imports=[shown(job) for job in found[:limit]], next=following)
    return JSONResponse(body.model_dump(mode="json", by_alias=True), headers=link_to(request, following))


@router.get("/{number}", response_model=ImportShown)
def show_import(state: State, editor: Editor, number: Number) -> JSONResponse:
    """One import: how far it is, and what became of it."""
    return _one(ImportQueue(state.database).job(number))


@router.post("/{number}/retry", response_model=ImportShown)
def retry_import(state: State, editor: Editor, number: Number) -> JSONResponse:
    """Let an import that failed wait for a worker again."""
    return _one(retry(state.database, number, editor.name))


@router.post("/{number}/cancel", response_model=ImportShown)
def cancel_import(state: State, editor: Editor, number: Number) -> JSONResponse:
    """Withdraw an import that no worker has begun."""
    return _one(cancel(state.database, number, editor.name))


def shown(job: ImportJob) -> ImportShown:
    """An import as programs see it."""
    return ImportShown(
        id=job.id,
        kind=job.kind,
        source=job.source,
        final_address=job.final_address,
        bytes=job.size,
        state=job.state,
        steps={name: at.isoformat() for name, at in job.steps},
        asked_by=job.asked_by,
        asked_at=job.asked_at.isoformat(),
        finished_at=None if job.finished_at is None else job.finished_at.isoformat(),
        attempts=job.attempts,
        error=None if job.error is None else ImportFault.model_validate(job.error),
        document=job.document_sha256,
        found=job.found,
        version=job.version,
    )


def _one(job: ImportJob) -> JSONResponse:
    return JSONResponse(shown(job).model_dump(mode="json", by_alias=True))


async def _asked(request: Request, state: State, who: str) -> tuple[ImportJob, ...]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        address = await _address(request)
        return (await run_in_threadpool(ask_for_address, state.database, who, address),)
    if not is_upload(request):
        what = f"an import is not read from {kind[:60] or 'a body without a type'}"
        hint = 'send multipart/form-data, or application/json with {"url": …}'
        raise WrongMediaType(what, where="Content-Type", hint=hint)
    await run_in_threadpool(ImportQueue(state.database).check_room, who, QUEUE_LIMITS)
    async with received(request) as upload:
        return await run_in_threadpool(ask_for_files, state.database, who, upload.files, limits_from_environment())


async def _address(request: Request) -> str:
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > _MOST_JSON:
            raise LimitExceeded("this request is too large", hint=f"send at most {_MOST_JSON:,} bytes")
    value = json_of(data)
    if not isinstance(value, dict) or set(value) != {"url"} or not isinstance(value["url"], str):
        raise BadArgument("this is no request for an import", where="body", hint='send {"url": "https://…"}')
    return value["url"]
