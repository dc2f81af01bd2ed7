"""From where a request comes, and whether it names this server."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from regatlas.web.settings import ServerSettings

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_LOOPBACK = "localhost"


def client_address(request: HTTPConnection, settings: ServerSettings) -> str:
    """The address of the client. What proxies say of it is believed only of those that the operator trusts."""
    peer = request.client.host if request.client else ""
    if not _among(peer, settings.trusted_proxy):
        return peer
    said = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
    # Each proxy adds at the end whom it has talked to; what stands before a stranger's entry may be invented.
    for hop in reversed(said):
        address = _parsed(hop)
        if address is None:
            break
        if not _among(str(address), settings.trusted_proxy):
            return str(address)
    return peer


def neighbourhood(address: str) -> str:
    """What limits count by: an IPv4 address, or the 64 bits of an IPv6 address that one household has."""
    parsed = _parsed(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed or "unknown")


def names_this_server(host: str, settings: ServerSettings) -> bool:
    """Whether a ``Host`` header names this server.

    A name that somebody else controls may lead to any address, so that their page could ask this server as if it were
    its own (DNS rebinding). A number cannot, nor can ``localhost``.
    """
    name = _name(host)
    return bool(name) and (_parsed(name) is not None or name in known_hosts(settings))


@lru_cache(maxsize=8)
def known_hosts(settings: ServerSettings) -> frozenset[str]:
    """The names under which people reach this server."""
    own = urlsplit(settings.base_url).hostname or ""
    return frozenset((_LOOPBACK, own.casefold(), *(name.casefold() for name in settings.allowed_hosts)))


def is_own_origin(origin: str, host: str, settings: ServerSettings) -> bool:
    """Whether an ``Origin`` header names this server, as its base address or as the host of this very request."""
    try:
        parts, base = urlsplit(origin), urlsplit(settings.base_url)
    except ValueError:
        return False
    if parts.netloc.casefold() == base.netloc.casefold():
        # A page that came without TLS may be anybody's.
        return parts.scheme == base.scheme
    return parts.scheme in ("http", "https") and bool(host) and parts.netloc.casefold() == host.casefold()


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").casefold()
    except ValueError:
        return ""


def _parsed(text: str) -> IpAddress | None:
    text = text.strip()
    for form in (text, _name(text)):
        try:
            found = ipaddress.ip_address(form)
        except ValueError:
            continue
        mapped = getattr(found, "ipv4_mapped", None)
        return mapped or found
    return None


def _among(address: str, networks: Iterable[str]) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in _networks(tuple(networks)))


@lru_cache(maxsize=8)
def _networks(names: tuple[str, ...]) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(name, strict=False) for name in names)
