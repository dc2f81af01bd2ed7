"""A person for whom a service of OpenID Connect vouches: the account is found by issuer and subject, or made."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from regatlas.app.openid import Vouched
from regatlas.app.signing_in import Entered, enter
from regatlas.errors import SignInRefused
from regatlas.store.accounts.accounts import Doing, Identity, account_with_identity, add_account, change_role, folded
from regatlas.store.accounts.sessions import SessionLimits, Whence
from regatlas.store.accounts.tables import AccountRow, IdentityRow
from regatlas.store.audit import append
from regatlas.store.database import Database

_LONGEST = 48


def enter_vouched(
    database: Database, vouched: Vouched, whence: Whence, now: datetime, limits: SessionLimits
) -> Entered:
    """Begin a session for a person. Raises :class:`SignInRefused` where the account may not be used.

    An account is never found by a name or an address of mail. Where the service gives roles, that of the account
    follows; a change ends the sessions that there are.
    """
    with database.transaction(writes=True) as session:
        row = account_with_identity(session, Identity(vouched.issuer, vouched.subject))
        if row is None:
            row = _make(session, vouched, now)
        elif row.disabled_at is not None:
            raise SignInRefused("this account is disabled", hint="ask those who manage the accounts of this server")
        elif vouched.role is not None and vouched.role != row.role:
            before = row.role
            change_role(session, row, vouched.role)
            detail = {"before": before, "after": vouched.role, "by": vouched.issuer}
            append(session, at=now, who=row.name, action="account.role", subject=row.name, detail={**detail})
        return enter(session, row, whence, now, limits=limits, by=vouched.issuer)


def _make(session: Session, vouched: Vouched, now: datetime) -> AccountRow:
    name = _free_name(session, vouched.name)
    role = vouched.role or "reader"
    row = add_account(session, name, role, None, Doing(name, now))
    session.add(IdentityRow(account_id=row.id, issuer=vouched.issuer, subject=vouched.subject))
    session.flush()
    session.refresh(row)
    detail = {"role": role, "by": vouched.issuer}
    append(session, at=now, who=row.name, action="account.add", subject=row.name, detail={**detail})
    return row


def _free_name(session: Session, wished: str) -> str:
    """The name that the service tells, as far as it can be one, with a number where another account has it."""
    name = re.sub(r"[^\w.@+-]+", "-", unicodedata.normalize("NFKC", wished))[:_LONGEST].strip(".@+-") or "member"
    for number in count(1):
        free = name if number == 1 else f"{name}-{number}"
        if session.scalar(select(AccountRow.id).where(AccountRow.folded_name == folded(free))) is None:
            return free
    raise AssertionError("numbers do not end")
