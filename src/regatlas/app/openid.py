"""Signing in by OpenID Connect: the authorization code flow with PKCE, state and nonce.

A service vouches for a person by an ID token, which is held to its signature, issuer, audience, time and nonce. The
person is known by issuer and subject alone: names and addresses of mail can be given to somebody else.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from urllib.parse import quote_plus

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from regatlas.errors import BadArgument, SignInRefused
from regatlas.model.account import ROLES, Role
from regatlas.store.accounts.journeys import Journey

# Signatures with a key that only the service has. Never "none", and never a secret that we have as well.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
_SECONDS = 10.0
_MOST_BYTES = 1_000_000
_LEEWAY = 60
_DISCOVERY = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class Service:
    """A service of OpenID Connect, as an operator sets it up.

    ``roles`` leads from values of the claim ``role_claim`` to roles; the highest that a person has counts, and without
    any the person is a reader. Without ``role_claim`` roles are given here, not there.
    """

    issuer: str
    client_id: str
    client_secret: str
    scopes: tuple[str, ...] = ("openid", "profile")
    role_claim: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)


@dataclass(frozen=True)
class Vouched:
    """Whom a service vouches for. ``role`` is None where roles are not given there."""

    issuer: str
    subject: str
    name: str
    role: Role | None


def service_of(
    issuer: str, client_id: str, client_secret: str, *, scopes: tuple[str, ...], role_claim: str, roles: tuple[str, ...]
) -> Service | None:
    """The service of the settings; None where there is none. Raises :class:`BadArgument`."""
    if not issuer:
        return None
    if not issuer.startswith("https://") and not issuer.startswith(("http://127.0.0.1:", "http://localhost:")):
        raise BadArgument("the issuer of OpenID Connect is reached over https only", where=issuer, hint="correct it")
    if not client_id:
        hint = "set REGATLAS_OIDC_CLIENT_ID to the name that the issuer has given to this server"
        raise BadArgument("OpenID Connect needs a client id", where=issuer, hint=hint)
    wanted = ("openid", *(scope for scope in scopes if scope != "openid"))
    return Service(issuer, client_id, client_secret, wanted, role_claim, dict(map(_role_of, roles)))


def _role_of(text: str) -> tuple[str, Role]:
    value, _, role = text.rpartition("=")
    if not value or role not in ROLES:
        hint = f"write it as policy-team=coder, with one of {', '.join(ROLES)}"
        raise BadArgument("a role of OpenID Connect has no meaning", where=text, hint=hint)
    return value, role


class OpenId:
    """A service, and what it has told of itself: read when it is first needed."""

    def __init__(self, service: Service, redirect_uri: str) -> None:
        self.service = service
        self._redirect_uri = redirect_uri
        self._told: dict[str, Any] = {}
        self._keys: KeySet | None = None

    def departure(self, onward: str, lang: str) -> tuple[str, str, Journey]:
        """Where a person is sent, the state that comes back, and what must be remembered.

        Raises :class:`SignInRefused` where the service cannot be reached.
        """
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        journey = Journey(nonce=secrets.token_urlsafe(32), verifier=verifier, onward=onward, lang=lang)
        address = prepare_grant_uri(
            self._about()["authorization_endpoint"],
            client_id=self.service.client_id,
            response_type="code",
            redirect_uri=self._redirect_uri,
            scope=list(self.service.scopes),
            state=state,
            nonce=journey.nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        return str(address), state, journey

    def arrival(self, code: str, iss: str | None, journey: Journey, now: datetime) -> Vouched:
        """Whom the service vouches for, after it has sent a person back with ``code`` and, if it names itself, ``iss``.

        Raises :class:`SignInRefused`.
        """
        promised = self._about().get("authorization_response_iss_parameter_supported", False)
        if (iss or promised) and iss != self.service.issuer:
            raise _refused("the answer is from another service")
        answer = self._exchange(code, journey)
        claims = self._claims(str(answer.get("id_token", "")), str(answer.get("access_token", "")), journey, now)
        return self._vouched(claims)

    def _exchange(self, code: str, journey: Journey) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "code_verifier": journey.verifier,
        }
        auth = None
        methods = self._about().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if not self.service.client_secret:
            form["client_id"] = self.service.client_id
        elif "client_secret_basic" in methods:
            auth = httpx.BasicAuth(_coded(self.service.client_id), _coded(self.service.client_secret))
        else:
            form |= {"client_id": self.service.client_id, "client_secret": self.service.client_secret}
        return self._ask("POST", self._about()["token_endpoint"], data=form, auth=auth)

    def _claims(self, token: str, access_token: str, journey: Journey, now: datetime) -> CodeIDToken:
        options: Any = {
            "iss": {"essential": True, "value": self.service.issuer},
            "aud": {"essential": True, "value": self.service.client_id},
            "nonce": {"essential": True, "value": journey.nonce},
        }
        params = {"client_id": self.service.client_id, "nonce": journey.nonce, "access_token": access_token}
        try:
            read = self._decoded(token)
            claims = CodeIDToken(read.claims, read.header, options, params)
            claims.validate(now=int(now.timestamp()), leeway=_LEEWAY)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise _refused(f"its ID token does not hold ({type(error).__name__})") from error
        return claims

    def _decoded(self, token: str) -> jwt.Token:
        if self._keys is None:
            self._keys = self._fetch_keys()
        try:
            return jwt.decode(token, self._keys, algorithms=_ALGORITHMS)
        except (InvalidKeyIdError, ValueError):
            # Services change their keys now and then.
            self._keys = self._fetch_keys()
            return jwt.decode(token, self._keys, algorithms=_ALGORITHMS)

    def _fetch_keys(self) -> KeySet:
        return KeySet.import_key_set(cast("Any", self._ask("GET", self._about()["jwks_uri"])))

    def _vouched(self, claims: Mapping[str, Any]) -> Vouched:
        subject = claims.get("sub")
        if not isinstance(subject, str) or not 0 < len(subject) <= 255:
            raise _refused("its ID token names nobody")
        names = (claims.get(name) for name in ("preferred_username", "nickname", "name"))
        name = next((one for one in names if isinstance(one, str) and one.strip()), "member")
        return Vouched(self.service.issuer, subject, name, self._role(claims))

    def _role(self, claims: Mapping[str, Any]) -> Role | None:
        if not self.service.role_claim:
            return None
        said = claims.get(self.service.role_claim)
        values = said if isinstance(said, list) else [said]
        roles = [self.service.roles[one] for one in values if isinstance(one, str) and one in self.service.roles]
        return max(roles, key=ROLES.index, default="reader")

    def _about(self) -> dict[str, Any]:
        """What the service tells of itself, in a place that the issuer decides."""
        if not self._told:
            told = dict(self._ask("GET", self.service.issuer.rstrip("/") + _DISCOVERY))
            if told.get("issuer") != self.service.issuer:
                raise _refused("it names itself otherwise than the settings of this server do")
            scheme = self.service.issuer.partition("//")[0]
            if not all(str(told.get(end, "")).startswith((f"{scheme}//", "https://")) for end in _ENDS):
                raise _refused("it does not tell its addresses")
            self._told = told
        return self._told

    def _ask(self, method: str, address: str, **more: Any) -> Mapping[str, Any]:  # noqa: ANN401
        try:
            with httpx.Client(timeout=_SECONDS, follow_redirects=False) as client:
                answer = client.request(method, address, headers={"Accept": "application/json"}, **more)
                answer.raise_for_status()
                found = answer.json() if len(answer.content) <= _MOST_BYTES else None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise _refused(f"it does not answer as it should ({type(error).__name__})") from error
        if not isinstance(found, dict):
            raise _refused("it does not answer as it should")
        return found


_ENDS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def _coded(text: str) -> str:
    # RFC 6749, section 2.3.1: both are encoded as in forms before they go into the header.
    return quote_plus(text)


def _refused(reason: str) -> SignInRefused:
    hint = "try again, and tell those who run this server if it stays so"
    return SignInRefused("the service for signing in vouches for nobody", where=reason, hint=hint)
