"""Files that a request brings: written to the disk as they come, under names that nobody has given."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import BinaryIO

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from regatlas.app.import_queue import Received
from regatlas.errors import BadArgument
from regatlas.store.imports import PIECE

MOST_FILES = 200
_MOST_FIELDS = 20
_LARGEST_FIELD = 10_000


@dataclass(frozen=True, slots=True)
class Upload:
    """What a form of files brought: its files that have a name or bytes, and its other fields."""

    files: tuple[Received, ...]
    fields: dict[str, str]


def is_upload(request: Request) -> bool:
    """Whether a request says that it brings a form of files."""
    kind = request.headers.get("content-type", "").partition(";")[0]
    return kind.strip().lower() == "multipart/form-data"


@asynccontextmanager
async def received(request: Request) -> AsyncIterator[Upload]:
    """The form of files of a request, received whole. Beyond a megabyte a file lies in a nameless one on the disk.

    How much may come, and in what time, is bounded for all requests (:mod:`regatlas.web.limits`). Raises
    :class:`BadArgument` for what is no form of files, or one of too many.
    """
    parser = MultiPartParser(
        request.headers,
        _stream(request),
        max_files=MOST_FILES,
        max_fields=_MOST_FIELDS,
        max_part_size=_LARGEST_FIELD,
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        hint = f"send at most {MOST_FILES} files as multipart/form-data"
        raise BadArgument(f"the form cannot be read ({error.message.rstrip('.').lower()})", hint=hint) from error
    try:
        yield _upload(form)
    finally:
        await form.close()


async def _stream(request: Request) -> AsyncGenerator[bytes, None]:
    async for part in request.stream():
        yield part


def _upload(form: FormData) -> Upload:
    items = form.multi_items()
    # A browser sends an empty file without a name where none was chosen.
    files = [one for _, one in items if isinstance(one, UploadFile) and (one.filename or one.size)]
    fields = {name: value for name, value in items if isinstance(value, str)}
    return Upload(tuple(Received(one.filename or "", one.size or 0, _pieces(one.file)) for one in files), fields)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece
