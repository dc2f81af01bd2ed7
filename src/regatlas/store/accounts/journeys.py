"""People who were sent to a service of OpenID Connect to sign in there, and are awaited back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from regatlas.store.accounts.sessions import digest_of
from regatlas.store.accounts.tables import JourneyRow

LASTS = timedelta(minutes=10)
"""How long a person is awaited."""


@dataclass(frozen=True)
class Journey:
    """What must be known when a person comes back: ``verifier`` of PKCE, ``nonce`` of the ID token, ``onward`` the
    page that was asked for, ``lang`` its language."""

    nonce: str
    verifier: str
    onward: str
    lang: str


def set_out(session: Session, journey: Journey, *, state: str, browser: str, now: datetime) -> None:
    """Note that the browser with the secret ``browser`` was sent off with ``state``."""
    session.execute(delete(JourneyRow).where(JourneyRow.began_at <= now - LASTS))
    session.add(
        JourneyRow(
            digest=digest_of(state),
            browser=digest_of(browser),
            nonce=journey.nonce,
            verifier=journey.verifier,
            onward=journey.onward,
            lang=journey.lang,
            began_at=now,
        )
    )


def come_back(session: Session, *, state: str, browser: str, now: datetime) -> Journey | None:
    """The journey of that state, which ends here; None where there is none, or another browser comes back."""
    row = session.get(JourneyRow, digest_of(state))
    if row is None or row.began_at <= now - LASTS or row.browser != digest_of(browser):
        return None
    session.delete(row)
    session.flush()
    return Journey(nonce=row.nonce, verifier=row.verifier, onward=row.onward, lang=row.lang)
