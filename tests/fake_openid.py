"""A service of OpenID Connect for tests, on a port of this machine: it holds its clients to PKCE and to their secret.

What it puts into its ID tokens, and how it signs them, can be changed to see whether the client minds.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "regatlas", "s3cret/ with:signs"


@cache
def _first_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "1"})


@dataclass
class FakeService:
    """The service. ``claims`` are added to the ID token; a claim of None is left out."""

    claims: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"
    issuer: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    key: RSAKey = field(default_factory=_first_key)
    published: RSAKey | None = None

    def authorize(self, address: str, **changes: str) -> dict[str, str]:
        """What a person does there who agrees: the query with which the browser comes back."""
        query = dict(parse_qsl(urlsplit(address).query))
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        assert query["client_id"] == CLIENT
        code = secrets.token_urlsafe(8)
        self.codes[code] = query
        return {"code": code, "state": query["state"], **changes}

    def configuration(self) -> dict[str, Any]:
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        return told | self.about

    def keys(self) -> dict[str, Any]:
        return dict(KeySet([self.published or self.key]).as_dict(private=False))

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        query = self.codes.pop(form.get("code", ""), None)
        if query is None or not _knows_secret(form, authorization):
            return None
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != query["code_challenge"]:
            return None
        if form["redirect_uri"] != query["redirect_uri"]:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": "248289761001", "aud": CLIENT, "exp": now + 300, "iat": now}
        claims |= {"nonce": query["nonce"], "preferred_username": "Anna Lind"} | self.claims
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(claims)}

    def sign(self, claims: dict[str, Any]) -> str:
        kept = {name: value for name, value in claims.items() if value is not None}
        if self.algorithm == "none":
            parts = ({"alg": "none"}, kept)
            return ".".join(_base64(json.dumps(part).encode()) for part in parts) + "."
        if self.algorithm == "HS256":
            return _hs256(kept, SECRET.encode())
        return jwt.encode({"alg": self.algorithm, "kid": self.key.kid}, kept, self.key)


def _knows_secret(form: dict[str, str], authorization: str) -> bool:
    if form.get("client_secret"):
        return (form["client_id"], form["client_secret"]) == (CLIENT, SECRET)
    wanted = "&".join(urlencode({"x": one}).removeprefix("x=") for one in (CLIENT, SECRET)).replace("&", ":")
    return authorization == "Basic " + base64.b64encode(wanted.encode()).decode()


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _hs256(claims: dict[str, Any], secret: bytes) -> str:
    import hmac

    signed = ".".join(_base64(json.dumps(part).encode()) for part in ({"alg": "HS256", "kid": "1"}, claims))
    return f"{signed}.{_base64(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"


@contextmanager
def serving() -> Iterator[FakeService]:
    """The service while it runs."""
    service = FakeService()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            service.asked.append(self.path)
            found = {"/.well-known/openid-configuration": service.configuration, "/keys": service.keys}.get(self.path)
            self._answer(found() if found else None)

        def do_POST(self) -> None:
            service.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(service.token(form, self.headers.get("Authorization", "")))

        def _answer(self, told: dict[str, Any] | None) -> None:
            body = json.dumps(told if told is not None else {"error": "invalid_grant"}).encode()
            self.send_response(200 if told is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
