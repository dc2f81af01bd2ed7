"""Asking for imports: what is checked before a job is put into the queue, and when it is put there."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from regatlas.app.fetching.addresses import Allowed, checked
from regatlas.errors import AddressRefused, EmptyInput, LimitExceeded
from regatlas.readers import Limits
from regatlas.store.database import Database
from regatlas.store.imports import Asked, ImportJob, ImportQueue, QueueLimits

QUEUE_LIMITS = QueueLimits()
LONGEST_NAME = 400
LONGEST_ADDRESS = 2_000
# Stands for a name that the worker will look up; it is of the public net, and nothing is sent to it.
_NOT_LOOKED_UP = "1.1.1.1"


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was received whole: its name as given, its size, and its bytes."""

    name: str
    size: int
    pieces: Iterable[bytes]


def ask_for_files(database: Database, who: str, files: Sequence[Received], limits: Limits) -> tuple[ImportJob, ...]:
    """Put files into the queue, all or none; they are committed when this returns.

    Raises :class:`EmptyInput`, :class:`LimitExceeded` and :class:`regatlas.errors.TooMany`.
    """
    if not files:
        raise EmptyInput("no file was given", hint="choose at least one")
    wishes = [(_asked(file, limits), file.pieces) for file in files]
    return ImportQueue(database).ask(wishes, who=who, at=datetime.now(UTC), limits=QUEUE_LIMITS)


def ask_for_address(database: Database, who: str, address: str) -> ImportJob:
    """Put an address into the queue; it is fetched by a worker. Raises AddressRefused and TooMany.

    What can be refused without asking anybody is refused here: everything but http and https, other ports, passwords,
    and numbers of machines that are not of the public net, in any spelling.
    """
    stated = address.strip()
    if len(stated) > LONGEST_ADDRESS:
        raise AddressRefused("the address is too long", hint=f"give at most {LONGEST_ADDRESS:,} characters")
    if not stated.isprintable() or " " in stated:
        raise AddressRefused("the address has characters that none has", hint="copy it from the browser again")
    checked(stated, Allowed(), _numbers_only)
    wish = Asked(kind="url", source=stated)
    return ImportQueue(database).ask([(wish, ())], who=who, at=datetime.now(UTC), limits=QUEUE_LIMITS)[0]


def kept_name(name: str) -> str:
    """The name of a file as it is kept: as given, but for what no database takes, and not endless."""
    whole = name.replace("\0", "").encode("utf-8", "replace").decode()
    return whole[:LONGEST_NAME].strip() or "unnamed"


def _asked(file: Received, limits: Limits) -> Asked:
    name = kept_name(file.name)
    if not file.size:
        raise EmptyInput("the file is empty", where=name, hint="choose another")
    try:
        limits.check_file(file.size)
    except LimitExceeded as error:
        raise LimitExceeded(error.what, where=name, hint=error.hint) from error
    return Asked(kind="file", source=name, size=file.size)


def _numbers_only(host: str, _: int) -> Sequence[str]:
    """The machine that a number means, also in its odd spellings; names are not looked up here."""
    try:
        return [str(ipaddress.ip_address(host.partition("%")[0]))]
    except ValueError:
        pass
    try:
        return [socket.inet_ntoa(socket.inet_aton(host))]
    except OSError:
        return [_NOT_LOOKED_UP]


def retry(database: Database, number: int, who: str) -> ImportJob:
    """Let a failed job wait again; see :meth:`ImportQueue.retry`."""
    return ImportQueue(database).retry(number, who=who, at=datetime.now(UTC), limits=QUEUE_LIMITS)


def cancel(database: Database, number: int, who: str) -> ImportJob:
    """Withdraw a job that waits; see :meth:`ImportQueue.cancel`."""
    return ImportQueue(database).cancel(number, who=who, at=datetime.now(UTC))
