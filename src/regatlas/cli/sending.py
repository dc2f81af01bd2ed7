"""``regatlas import --server``: files are sent to a server, whose worker reads, maps and keeps them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from regatlas.app.inputs import InputFile
from regatlas.cli import remote
from regatlas.errors import RegatlasError, ServerError, UnreadablePath, reason_of

if TYPE_CHECKING:
    from regatlas.client import Client
    from regatlas.client.answers.imports import ImportItem

_FIRST_LOOK = 0.2
_LONGEST_WAIT = 5.0


def send_all(
    server: str, files: Sequence[InputFile], sleep: Callable[[float], None] = time.sleep
) -> Iterator[tuple[InputFile, ImportItem | RegatlasError]]:
    """Send files one after the other and wait for what becomes of each.

    An error that is about the server and not about a file ends it: it is raised.
    """
    with remote.at(server) as client:
        for file in files:
            yield file, _send(client, file, sleep)


def _send(client: Client, file: InputFile, sleep: Callable[[float], None]) -> ImportItem | RegatlasError:
    from regatlas.client.problems import error_from
    from regatlas.errors import InputError

    try:
        item = client.send_file(file.name, _bytes(file))
    except InputError as error:
        return error
    wait = _FIRST_LOOK
    while not item.settled:
        sleep(wait)
        wait = min(wait * 1.5, _LONGEST_WAIT)
        item = client.import_(item.id)
    if item.error is not None:
        return error_from(item.error.code, item.error.message, item.error.where, item.error.hint)
    if item.found is None:
        return ServerError("the import was withdrawn", where=file.name, hint="ask who runs the server")
    return item


def _bytes(file: InputFile) -> bytes:
    try:
        return file.path.read_bytes()
    except OSError as error:
        what = f"the file cannot be read ({reason_of(error)})"
        raise UnreadablePath(what, where=file.name, hint="check its permissions") from error
