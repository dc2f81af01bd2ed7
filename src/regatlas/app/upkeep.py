"""Bringing a database up to date on purpose, or seeing that it is."""

from __future__ import annotations

from dataclasses import dataclass

from regatlas.app.importing import open_store
from regatlas.errors import StoreError
from regatlas.store.database import without_password
from regatlas.store.revisions import look, newest_revision, refuse_unfit


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What was done: the revision ``before``, None where there was no database, and the one now."""

    before: str | None
    after: str

    @property
    def changed(self) -> bool:
        """Whether anything was to be done."""
        return self.before != self.after


def bring_up_to_date(url: str) -> Upkeep:
    """Make or upgrade the database at an address. Raises :class:`StoreError` where that cannot be."""
    found = look(url)
    refuse_unfit(found, without_password(url))
    open_store(url).close()
    return Upkeep(found.revision, newest_revision())


def see_that_it_is_current(url: str) -> None:
    """Raise :class:`StoreError`, with what to run, for a database that is not at our revision; change nothing."""
    found, where = look(url), without_password(url)
    refuse_unfit(found, where)
    if found.revision != newest_revision():
        what = "there is no store" if found.empty else f"the database is at revision {found.revision}"
        hint = "make a backup, then run regatlas migrate" if not found.empty else "make it with regatlas migrate"
        raise StoreError(f"{what}, and this Regatlas needs {newest_revision()}", where=where, hint=hint)
