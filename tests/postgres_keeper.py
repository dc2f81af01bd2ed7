"""Keeps a throw-away PostgreSQL while anybody uses it: ``postgres_keeper.py FOLDER BIN``.

A program of its own, so that the server is stopped and its files are removed however the tests end, also when they are
killed: whoever uses the server holds a shared lock on ``FOLDER/users``, which the system lets go with the process.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TypedDict

ACCOUNT = "postgres"
# Data that is thrown away in any case need not reach the disk, and nobody else reaches the socket.
SETTINGS = """
listen_addresses = ''
max_connections = 200
shared_buffers = 64MB
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum_naptime = 600
lc_messages = 'C'
"""
# Everybody on the socket may be who they say, but one who has to prove it.
ACCESS = "local all guarded scram-sha-256\nlocal all all trust\n"


class Account(TypedDict, total=False):
    """Whose rights a program gets."""

    user: int
    group: int


def account() -> Account:
    """Who runs the server: ourselves, or the account of Debian's package where we are root, whom it refuses."""
    if os.geteuid():
        return {}
    entry = pwd.getpwnam(ACCOUNT)
    return {"user": entry.pw_uid, "group": entry.pw_gid}


def start(programs: Path, home: Path) -> subprocess.Popen[bytes]:
    """A server whose socket stands in ``home``; it takes connections when this returns."""
    who, data = account(), home / "data"
    if who:
        os.chown(home, who["user"], who["group"])
    make = [str(programs / "initdb"), "-D", str(data), "--no-sync", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run([*make, "-U", "regatlas"], check=True, capture_output=True, cwd=home, **who)
    with (data / "postgresql.conf").open("a") as settings:
        settings.write(f"{SETTINGS}unix_socket_directories = '{home}'\n")
    (data / "pg_hba.conf").write_text(ACCESS)
    log = (home / "log").open("wb")
    server = subprocess.Popen([str(programs / "postgres"), "-D", str(data)], stdout=log, stderr=log, cwd=home, **who)
    asked = [str(programs / "pg_isready"), "-q", "-h", str(home)]
    end = time.monotonic() + 60
    while subprocess.run(asked, check=False).returncode:
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError((home / "log").read_text())
        time.sleep(0.02)
    return server


def keep(folder: Path, programs: Path) -> None:
    """Start the server, say where it is in ``FOLDER/ready``, and stop it when nobody uses it any more."""
    home = Path(tempfile.mkdtemp(prefix="regatlas-postgres-"))
    server = None
    try:
        server = start(programs, home)
        tell(folder, str(home))
        with (folder / "users").open() as users:
            fcntl.flock(users, fcntl.LOCK_EX)
            # Nobody may come to use what is about to stop.
            (folder / "ready").unlink(missing_ok=True)
    except (OSError, subprocess.CalledProcessError, RuntimeError) as error:
        reason = getattr(error, "stderr", b"") or str(error).encode()
        tell(folder, f"failed: {reason.decode(errors='replace')[-2000:]}")
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)
            server.wait(30)
        shutil.rmtree(home, ignore_errors=True)


def tell(folder: Path, words: str) -> None:
    """Write the file that the tests wait for, whole."""
    (folder / "telling").write_text(words)
    (folder / "telling").rename(folder / "ready")


if __name__ == "__main__" and not os.fork():
    # The first process ends at once, so that the tests have no child to wait for.
    keep(Path(sys.argv[1]), Path(sys.argv[2]))
