from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import HTTPConnection

from regatlas.web.addresses import client_address, is_own_origin, names_this_server, neighbourhood
from regatlas.web.settings import ServerSettings


def settings(**given: object) -> ServerSettings:
    return ServerSettings(database="sqlite:///x.sqlite", **given)  # type: ignore[arg-type]


ATLAS = settings(base_url="https://Atlas.example.org:8443", allowed_hosts=("intern.example", "B.example"))


def request(peer: str | None, *forwarded: str) -> HTTPConnection:
    headers = [(b"x-forwarded-for", one.encode("latin-1")) for one in forwarded]
    return HTTPConnection({"type": "http", "headers": headers, "client": (peer, 1) if peer else None})


@pytest.mark.parametrize(
    "host",
    [
        *("atlas.example.org", "ATLAS.example.org:443", "intern.example", "b.example:1"),
        *("localhost", "localhost:8000", "127.0.0.1", "127.0.0.1:9", "[::1]:8000", "192.168.1.20", "[2001:db8::1]"),
    ],
)
def test_names_and_numbers_of_this_server(host: str) -> None:
    assert names_this_server(host, ATLAS)


@pytest.mark.parametrize(
    "host",
    [
        *("", "evil.example", "atlas.example.org.evil.example", "evil.example:8443", "atlas.example.org@evil.example"),
        *("127.0.0.1.evil.example", "127.0.0.1.nip.io", "localhost.evil.example", "[::1", "[", "a b", "0x7f000001.x"),
        *("user@", "evil.example/atlas.example.org", "evil.example#atlas.example.org", "xn--localhost-x"),
    ],
)
def test_names_of_others(host: str) -> None:
    """DNS rebinding: a name that leads here, but that is somebody else's."""
    assert not names_this_server(host, ATLAS)


@given(st.text(max_size=40))
def test_any_text_is_a_host_or_none(host: str) -> None:
    assert names_this_server(host, ATLAS) in (True, False)


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("https://atlas.example.org:8443", "atlas.example.org:8443", True),
        ("http://atlas.example.org:8443", "atlas.example.org:8443", False),
        ("https://atlas.example.org", "127.0.0.1:8000", False),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", True),
        ("http://127.0.0.1:9000", "127.0.0.1:8000", False),
        ("null", "atlas.example.org:8443", False),
        ("", "", False),
        ("http://", "", False),
        ("https://[", "[", False),
        ("file://127.0.0.1:8000", "127.0.0.1:8000", False),
        ("https://atlas.example.org:8443.evil.example", "atlas.example.org:8443", False),
        ("https://atlas.example.org:8443@evil.example", "atlas.example.org:8443", False),
    ],
)
def test_origins(origin: str, host: str, own: bool) -> None:
    assert is_own_origin(origin, host, ATLAS) is own


def test_what_a_stranger_says_of_itself_is_not_believed() -> None:
    assert client_address(request("198.51.100.9", "127.0.0.1"), settings()) == "198.51.100.9"
    assert client_address(request("127.0.0.1", "192.0.2.1"), settings()) == "127.0.0.1"
    assert client_address(request(None, "192.0.2.1"), settings()) == ""


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        (("192.0.2.1",), "192.0.2.1"),
        (("127.0.0.1, 192.0.2.1",), "192.0.2.1"),
        (("192.0.2.1, 10.0.0.7",), "192.0.2.1"),
        (("6.6.6.6", "192.0.2.1, 10.0.0.7"), "192.0.2.1"),
        (("192.0.2.1:5000",), "192.0.2.1"),
        (("[2001:db8::1]:5000",), "2001:db8::1"),
        (("6.6.6.6, unknown",), "10.0.0.3"),
        (("10.0.0.7",), "10.0.0.3"),
        (("",), "10.0.0.3"),
        ((), "10.0.0.3"),
    ],
)
def test_what_a_trusted_proxy_says(forwarded: tuple[str, ...], address: str) -> None:
    """Only what the last of them has seen itself: a client may put anything before it."""
    assert client_address(request("10.0.0.3", *forwarded), settings(trusted_proxy=("10.0.0.0/8",))) == address


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("testclient", "unknown"),
        ("", "unknown"),
    ],
)
def test_addresses_are_counted_by_household(address: str, counted: str) -> None:
    assert neighbourhood(address) == counted
