"""The page of the audit log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from regatlas.app.auditing import Wanted
from regatlas.model.account import AuditEntry
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.imports import moment
from regatlas.store.audit import Verified


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry. ``action`` is what it is called in the language of the page, ``word`` the fixed word."""

    sequence: int
    at: str
    who: str
    action: str
    word: str
    subject: str
    detail: tuple[tuple[str, str], ...]
    digest: str


@dataclass(frozen=True, slots=True)
class AuditView:
    """Entries, the form that narrows them, and what a reading of the whole log found, where it was asked for."""

    rows: tuple[EntryRow, ...]
    actions: tuple[tuple[str, str], ...]
    wanted: Wanted
    older: str
    verified: str
    holds: bool
    head: str


def view_audit(
    frame: Frame,
    found: Sequence[AuditEntry],
    wanted: Wanted,
    actions: Sequence[str],
    *,
    size: int,
    verified: Verified | None,
) -> AuditView:
    """The page of up to ``size`` entries; one more in ``found`` means that there are older ones."""
    shown = found[:size]
    chosen = {"who": wanted.who, "action": wanted.action, "subject": wanted.subject}
    older = frame.href("admin", "audit", **chosen, before=str(shown[-1].sequence)) if len(found) > size else ""
    return AuditView(
        rows=tuple(_row(frame, entry) for entry in shown),
        actions=tuple((one, name_of(frame, one)) for one in actions),
        wanted=wanted,
        older=older,
        verified=_told(frame, verified) if verified else "",
        holds=verified is None or verified.holds,
        head=verified.head if verified else "",
    )


def name_of(frame: Frame, action: str) -> str:
    """What an action is called; an action without a name is shown as it is."""
    key = f"audit.action.{action}"
    return frame.words(key) if frame.words.known(key) else action


def _row(frame: Frame, entry: AuditEntry) -> EntryRow:
    detail = json.loads(entry.detail)
    return EntryRow(
        sequence=entry.sequence,
        at=moment(frame, entry.at),
        who=entry.who,
        action=name_of(frame, entry.action),
        word=entry.action,
        subject=entry.subject,
        detail=tuple((key, _text(value)) for key, value in detail.items()),
        digest=entry.digest,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _told(frame: Frame, verified: Verified) -> str:
    if verified.broken is None:
        return frame.words("audit.holds", n=verified.entries)
    return frame.words(f"audit.broken.{verified.reason}", number=verified.broken, n=verified.entries)
