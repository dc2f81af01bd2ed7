"""The cookies: of a session, and of a browser that is about to sign in. No script can read them."""

from __future__ import annotations

from fastapi import Request, Response

from regatlas.web.access import cookie_name
from regatlas.web.settings import ServerSettings

_DAY = 86_400
_VISIT = 3_600


def keep_session(response: Response, settings: ServerSettings, secret: str) -> None:
    """Give a browser its session; what it had while signing in has served."""
    _set(response, settings, "session", secret, settings.session_days * _DAY)
    _drop(response, settings, "visit")


def drop_session(response: Response, settings: ServerSettings) -> None:
    """Take the session from a browser."""
    _drop(response, settings, "session")


def keep_visit(request: Request, response: Response, settings: ServerSettings, secret: str) -> None:
    """Give a browser that is about to sign in a secret, by which its form is known to be its own."""
    if request.cookies.get(cookie_name(settings, "visit")) != secret:
        _set(response, settings, "visit", secret, _VISIT)


def _set(response: Response, settings: ServerSettings, kind: str, secret: str, seconds: int) -> None:
    response.set_cookie(
        cookie_name(settings, kind),
        secret,
        max_age=seconds,
        path="/",
        secure=settings.base_url.startswith("https:"),
        httponly=True,
        # Not "strict": who follows a link to a page is to be signed in there, also after OpenID Connect.
        samesite="lax",
    )


def _drop(response: Response, settings: ServerSettings, kind: str) -> None:
    secure = settings.base_url.startswith("https:")
    response.delete_cookie(cookie_name(settings, kind), path="/", secure=secure, httponly=True, samesite="lax")
