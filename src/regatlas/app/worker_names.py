"""Names of workers: unique, and such that another on the same machine can tell whether their bearer still lives."""

from __future__ import annotations

import os
import secrets
import socket
from functools import cache
from pathlib import Path


@cache
def machine() -> str:
    """This machine since its start, and the room of process numbers in it: two containers may share a machine's name.

    Where the system does not tell both, nobody is ever taken for dead.
    """
    try:
        start = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        room = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        start, room = secrets.token_hex(8), ""
    return f"{socket.gethostname()} {start} {room}"


def new_name() -> str:
    """A name for a worker of this process that no other has or will have."""
    return f"{machine()}/{os.getpid()}/{secrets.token_hex(4)}"


def is_dead(name: str) -> bool:
    """Whether the bearer of a name is known to be dead. False where that cannot be known, as on other machines."""
    place, _, number = name.rpartition("/")[0].rpartition("/")
    if place != machine() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
