"""The service of OpenID Connect that the settings name."""

from __future__ import annotations

from regatlas.app.openid import OpenId, service_of
from regatlas.web.accounts.doors import RETURN
from regatlas.web.settings import ServerSettings


def openid_of(settings: ServerSettings) -> OpenId | None:
    """The service, or None where there is none. Raises :class:`regatlas.errors.BadArgument` for wrong settings."""
    service = service_of(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret,
        scopes=settings.oidc_scopes,
        role_claim=settings.oidc_role_claim,
        roles=settings.oidc_roles,
    )
    return None if service is None else OpenId(service, settings.base_url.rstrip("/") + RETURN)
