"""Backups: one file with a whole store, made while it is used, that proves itself when it is put back.

The file is a ZIP archive with ``manifest.json`` and the store: ``store.sqlite`` (a file of SQLite) or ``store.dump``
(what ``pg_dump`` writes in its custom format). Both can be used without Regatlas.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Literal

from pydantic import Field, ValidationError

import regatlas
from regatlas.errors import BadArgument, DamagedFile, StoreError, UnreadablePath, reason_of
from regatlas.model.base import Frozen
from regatlas.store.database import without_password
from regatlas.store.postgres import is_postgres
from regatlas.store.revisions import Standing, look, refuse_unfit
from regatlas.store.snapshots import (
    Contents,
    Progress,
    check_sqlite,
    copy_sqlite,
    dump_postgres,
    load_postgres,
    put_sqlite,
)
from regatlas.store.sqlite import database_path

_MANIFEST = "manifest.json"
_MEMBERS = {"sqlite": "store.sqlite", "postgresql": "store.dump"}
_MOST_MANIFEST = 1_000_000
_BLOCK = 1 << 20
# What the library raises for archives that are not as they were: a changed byte may be a length, a method or a flag.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


class AuditSeal(Frozen):
    """The audit log of a backup: how many entries hold, the digest of the last, and whether all of them hold."""

    entries: int
    head: str
    holds: bool
    reason: str = ""


class BackupManifest(Frozen):
    """What a backup holds. ``size`` and ``sha256`` are those of the store in it, ``counts`` the rows of its tables."""

    schema_: Literal["regatlas/backup/1"] = Field(alias="schema")
    made_at: datetime
    version: str
    kind: Literal["sqlite", "postgresql"]
    revision: str
    size: int = Field(ge=0)
    sha256: str
    counts: dict[str, int]
    audit: AuditSeal | None


def make_backup(url: str, out: Path, now: datetime, progress: Progress) -> BackupManifest:
    """Make a backup of the store at an address; the file is there whole, or not at all.

    Raises :class:`BadArgument` where there is a file already, :class:`StoreError`, and :class:`MissingProgram`.
    """
    if out.exists():
        raise BadArgument("there is something of this name already", where=str(out), hint="choose another name")
    _needs_store(url)
    try:
        with tempfile.TemporaryDirectory(prefix=".regatlas-backup-", dir=out.parent) as folder:
            copy = Path(folder) / "store"
            found = dump_postgres(url, copy) if is_postgres(url) else copy_sqlite(database_path(url), copy, progress)
            manifest = _manifest("postgresql" if is_postgres(url) else "sqlite", copy, found, now)
            archive = Path(folder) / "archive"
            _pack(archive, manifest, copy)
            _name(archive, out)
    except OSError as error:
        hint = "see whether the folder is there, may be written and has room"
        raise UnreadablePath(f"the backup cannot be written ({reason_of(error)})", where=str(out), hint=hint) from error
    return manifest


def _name(archive: Path, out: Path) -> None:
    try:
        # A link, not a renaming: it refuses where somebody else has made a file of that name meanwhile.
        os.link(archive, out)
    except OSError as error:
        # Some file systems have no links.
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP):
            raise
        archive.rename(out)
    _settle(out.parent)


def _needs_store(url: str) -> None:
    where = without_password(url)
    found = look(url)
    if found.empty:
        raise StoreError("there is no store", where=where, hint="name it with --db")
    refuse_unfit(found, where)


def _manifest(kind: Literal["sqlite", "postgresql"], copy: Path, found: Contents, now: datetime) -> BackupManifest:
    audit = found.audit
    with copy.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return BackupManifest(
        schema="regatlas/backup/1",
        made_at=now,
        version=regatlas.__version__,
        kind=kind,
        revision=found.revision,
        size=copy.stat().st_size,
        sha256=sha256,
        counts=dict(found.counts),
        audit=audit and AuditSeal(entries=audit.entries, head=audit.head, holds=audit.holds, reason=audit.reason),
    )


def _pack(archive: Path, manifest: BackupManifest, copy: Path) -> None:
    """Write the archive and read it again: what cannot be read today will not be read on the day of need."""
    method = zipfile.ZIP_DEFLATED if manifest.kind == "sqlite" else zipfile.ZIP_STORED
    # A store with accounts holds secrets: the file is for whoever makes it.
    with open(archive, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as stream:
        with zipfile.ZipFile(stream, "w", method, compresslevel=1) as packed:
            packed.writestr(_MANIFEST, manifest.model_dump_json(by_alias=True, indent=2) + "\n")
            packed.write(copy, _MEMBERS[manifest.kind])
        stream.flush()
        os.fsync(stream.fileno())
    with _opened(archive) as packed, packed.open(_MEMBERS[manifest.kind]) as member:
        _copied(member, None, manifest, archive)


def read_manifest(path: Path) -> BackupManifest:
    """What a backup says that it holds. Raises :class:`DamagedFile` and :class:`UnreadablePath`."""
    with _opened(path) as packed:
        try:
            if packed.getinfo(_MANIFEST).file_size > _MOST_MANIFEST:
                raise _no_backup(path)
            return BackupManifest.model_validate_json(packed.read(_MANIFEST))
        except (KeyError, ValidationError) as error:
            raise _no_backup(path) from error


def restore_backup(path: Path, url: str, *, force: bool) -> BackupManifest:
    """Put the store of a backup at an address: all of it, or nothing changes.

    Raises :class:`StoreError` where a store is there already (and ``force`` was not said) or is in use, and where the
    backup is of another kind or of a newer Regatlas; :class:`DamagedFile` where it is not as it was when it was made.
    """
    manifest, where = read_manifest(path), without_password(url)
    refuse_unfit(Standing(manifest.revision, False), str(path))
    kind = "postgresql" if is_postgres(url) else "sqlite"
    if manifest.kind != kind:
        raise StoreError(f"the backup is one of {manifest.kind}, the address one of {kind}", where=where, hint=_KIND)
    if not force and _is_taken(url):
        raise StoreError("there is a store already", where=where, hint="add --force to replace it, or name another")
    try:
        if kind == "sqlite":
            _restore_sqlite(path, manifest, database_path(url))
        else:
            _restore_postgres(path, manifest, url)
    except OSError as error:
        what = f"the store cannot be written ({reason_of(error)})"
        raise StoreError(what, where=where, hint="see whether the folder may be written and has room") from error
    return manifest


_KIND = "name a database of the same kind, or import the texts anew"


def _is_taken(url: str) -> bool:
    # A file that is there is not overwritten, be it a database or not.
    return not look(url).empty if is_postgres(url) else database_path(url).exists()


def _restore_sqlite(path: Path, manifest: BackupManifest, target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix=".regatlas-restore-", dir=target.parent) as folder:
        copy = Path(folder) / "store.sqlite"
        _unpack(path, manifest, copy)
        _compare(manifest, check_sqlite(copy), path)
        if target.exists():
            _take_after(copy, target)
        put_sqlite(copy, target)
    _settle(target.parent)


def _take_after(copy: Path, old: Path) -> None:
    """Give a file the rights and, where the system lets us, the owner of the one that it replaces."""
    shutil.copymode(old, copy)
    with suppress(PermissionError):
        shutil.chown(copy, old.stat().st_uid, old.stat().st_gid)


def _restore_postgres(path: Path, manifest: BackupManifest, url: str) -> None:
    found = look(url)
    if found.revision is not None:
        refuse_unfit(found, without_password(url))
    with tempfile.TemporaryDirectory(prefix="regatlas-restore-") as folder:
        dump = Path(folder) / "store.dump"
        _unpack(path, manifest, dump)
        load_postgres(dump, url, replace=not found.empty)


def _unpack(path: Path, manifest: BackupManifest, target: Path) -> None:
    with _opened(path) as packed, target.open("xb") as out:
        try:
            member = packed.open(_MEMBERS[manifest.kind])
        except KeyError as error:
            raise _no_backup(path) from error
        with member:
            _copied(member, out, manifest, path)
        out.flush()
        os.fsync(out.fileno())


def _copied(member: IO[bytes], out: IO[bytes] | None, manifest: BackupManifest, path: Path) -> None:
    """Copy a store, no further than its size. Raises :class:`DamagedFile` where it is not what the manifest says."""
    digest, size = hashlib.sha256(), 0
    while size <= manifest.size and (block := member.read(_BLOCK)):
        size += len(block)
        digest.update(block)
        if out:
            out.write(block)
    if size != manifest.size or digest.hexdigest() != manifest.sha256:
        raise _changed(path)


def _compare(manifest: BackupManifest, found: Contents, path: Path) -> None:
    head = found.audit.head if found.audit else None
    sealed = manifest.audit.head if manifest.audit else None
    if (found.revision, found.counts, head) != (manifest.revision, manifest.counts, sealed):
        raise _changed(path)


def _changed(path: Path) -> DamagedFile:
    what = "the backup is not as it was when it was made"
    return DamagedFile(what, where=str(path), hint="copy it again from where it is kept, or use another")


def _no_backup(path: Path) -> DamagedFile:
    return DamagedFile("the file is no backup of Regatlas", where=str(path), hint="give one made by regatlas backup")


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        packed = zipfile.ZipFile(path)
    except _UNREADABLE as error:
        raise _no_backup(path) from error
    except OSError as error:
        what = f"the backup cannot be read ({reason_of(error)})"
        raise UnreadablePath(what, where=str(path), hint="check the path and the permissions") from error
    with packed:
        try:
            yield packed
        except _UNREADABLE as error:
            raise _changed(path) from error


def _settle(folder: Path) -> None:
    """See to it that the new name is on the disk, not in its queue."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
