"""Which addresses may be fetched from: http and https, usual ports, and machines of the public net only."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import httpx

from regatlas.errors import AddressRefused, FetchError

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver: TypeAlias = Callable[[str, int], Sequence[str]]

USUAL_PORTS = frozenset({80, 443, 8080, 8443})
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_HINT = "give the address of a page on the public net"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What is fetched from beside the public net: nothing, except in tests, which serve from this machine.

    There is no setting for it, so that no user and no page can open the inner net.
    """

    networks: tuple[Network, ...] = ()
    ports: frozenset[int] | None = USUAL_PORTS


@dataclass(frozen=True, slots=True)
class Target:
    """An address with the machine that was checked: the connection goes to ``ip`` and nowhere else."""

    url: httpx.URL
    host: str
    port: int
    ip: str


def resolve(host: str, port: int) -> Sequence[str]:
    """The machines that a name means, as the system answers; also for numbers in their odd spellings (0x7f000001)."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def checked(address: str, allowed: Allowed, resolver: Resolver = resolve) -> Target:
    """The target of an address, resolved once. Raises :class:`AddressRefused`, and FetchError for unknown names.

    A name is refused as soon as one of its machines is not of the public net.
    """
    url = _parsed(address)
    port = url.port or (443 if url.scheme == "https" else 80)
    if allowed.ports is not None and port not in allowed.ports:
        raise AddressRefused(f"port {port} is not fetched from", where=address, hint=_HINT)
    machines = [_machine(one) for one in _resolved(url, port, address, resolver)]
    for machine in machines:
        if not is_public(machine) and not any(machine in network for network in allowed.networks):
            what = f"{url.host} is not a machine of the public net ({machine})"
            raise AddressRefused(what, where=address, hint=_HINT)
    return Target(url, url.host, port, str(machines[0]))


def _parsed(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError):
        raise AddressRefused("this is no web address", where=address[:200], hint=_HINT) from None
    if url.scheme not in {"http", "https"} or not url.host:
        what = "only http and https are fetched"
        raise AddressRefused(what, where=address[:200], hint=_HINT)
    if url.userinfo:
        raise AddressRefused("the address has a user name in it", where=url.host, hint="leave user and password out")
    return url


def _resolved(url: httpx.URL, port: int, address: str, resolver: Resolver) -> Sequence[str]:
    try:
        machines = resolver(url.raw_host.decode("ascii").strip("[]"), port)
    except (OSError, UnicodeError):
        machines = ()
    if not machines:
        what = f"the name {url.host} is not known"
        raise FetchError(what, where=address, hint="check the address and the connection to the net")
    return machines


def _machine(text: str) -> Address:
    return ipaddress.ip_address(text.partition("%")[0])


def is_public(machine: Address) -> bool:
    """Whether an address is one of the public net; an IPv4 address inside an IPv6 one counts for what it is."""
    if isinstance(machine, ipaddress.IPv6Address):
        inner = machine.ipv4_mapped or machine.sixtofour or (machine.teredo or (None, None))[1]
        if machine in _NAT64:
            inner = ipaddress.IPv4Address(int(machine) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return machine.is_global and not machine.is_multicast and not machine.is_reserved and not machine.is_unspecified
