"""What is fetched from: the public net only, however an address is spelled."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.app.fetching.addresses import Allowed, checked, is_public
from regatlas.errors import AddressRefused, FetchError

PUBLIC = "93.184.216.34"

INNER = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://224.0.0.1/",
    "http://239.255.255.250/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[ff02::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://localhost/",
]


@pytest.mark.parametrize("address", INNER)
def test_the_inner_net_is_refused_however_it_is_spelled(address: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        checked(address, Allowed())
    assert caught.value.code == "RGA-8001"


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/law",
        "file:///etc/passwd",
        "gopher://example.org/",
        "data:text/html,law",
        "//example.org/law",
        "law.html",
        "",
        "http://",
        "http://[::1",
        "http://user:secret@example.org/",
        "http://example.org:22/",
        "http://example.org:6379/",
    ],
)
def test_other_schemes_ports_and_users_are_refused(address: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        checked(address, Allowed(), lambda host, port: [PUBLIC])
    assert "secret" not in str(caught.value)


def test_a_public_name_leads_to_the_machine_that_was_checked() -> None:
    target = checked("https://law.example.org/text?id=1", Allowed(), lambda host, port: [PUBLIC])
    assert (target.host, target.port, target.ip) == ("law.example.org", 443, PUBLIC)


def test_a_name_with_one_inner_machine_among_public_ones_is_refused() -> None:
    with pytest.raises(AddressRefused):
        checked("http://law.example.org/", Allowed(), lambda host, port: [PUBLIC, "10.0.0.1"])


def test_an_unknown_name_is_told() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(FetchError, match=r"law\.example\.org is not known"):
        checked("http://law.example.org/", Allowed(), unknown)


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_counts_for_what_it_is(inner: IPv4Address) -> None:
    mapped = ip_address(f"::ffff:{inner}")
    translated = IPv6Address((0x64FF9B << 96) | int(inner))
    assert is_public(mapped) == is_public(inner) == is_public(translated)


@given(st.ip_addresses())
def test_what_is_public_is_neither_private_nor_multicast(machine: IPv4Address | IPv6Address) -> None:
    if is_public(machine):
        assert not any((machine.is_private, machine.is_loopback, machine.is_link_local, machine.is_multicast))
