"""Fetching from a real server on this machine, which only a client made by tests may do."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_network

import pytest
from tests.app.fetching.site import Site, answer, client

from regatlas.app.fetching.addresses import Allowed, resolve
from regatlas.app.fetching.safe_http import FetchLimits, SafeClient
from regatlas.errors import AddressRefused, ContentRefused, FetchError, RobotsRefused

LAW = "<html><body><p>第一条 甲。</p></body></html>".encode()


def test_a_page_comes_whole_with_an_identified_agent(site: Site) -> None:
    site.page("/law?id=1", LAW, ETag='"1"')
    with client() as web:
        page = web.fetch(site.url("/law?id=1"))
    assert (page.status, page.body, page.media_type) == (200, LAW, "text/html")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/law?id=1"]
    assert all(headers["user-agent"].startswith("Regatlas/") for _, headers in site.asked)
    assert site.asked[1][1]["host"] == f"127.0.0.1:{site.port}"


def test_the_command_line_client_does_not_fetch_from_this_machine(site: Site) -> None:
    site.page("/law", LAW)
    with SafeClient() as web, pytest.raises(AddressRefused):
        web.fetch(site.url("/law"))
    assert site.asked == []


@pytest.mark.parametrize(
    "inner",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://192.168.0.1/",
        "file:///etc/passwd",
        "//10.0.0.1/law",
    ],
)
def test_a_redirection_into_the_inner_net_is_refused(site: Site, inner: str) -> None:
    """The site has a public name here, so that only its redirection leads inwards."""
    site.redirect("/law", inner)
    outer = f"http://law.example.org:{site.port}/law"

    def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.2"] if host == "law.example.org" else list(resolve(host, port))

    allowed = Allowed(networks=(ip_network("127.0.0.2"),), ports=None)
    web = SafeClient(allowed, FetchLimits(delay=0.0), resolver)
    with second_door(site), web, pytest.raises(AddressRefused):
        web.fetch(outer)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/law"]


@contextmanager
def second_door(site: Site) -> Iterator[None]:
    """The site at 127.0.0.2 too, so that 127.0.0.1 can be refused."""
    over = threading.Event()

    def forward() -> None:
        while not over.is_set():
            try:
                outside, _ = listener.accept()
            except TimeoutError:
                continue
            with outside, socket.create_connection(("127.0.0.1", site.port)) as inside:
                inside.sendall(outside.recv(65536))
                while part := inside.recv(65536):
                    outside.sendall(part)

    with socket.create_server(("127.0.0.2", site.port)) as listener:
        listener.settimeout(0.05)
        thread = threading.Thread(target=forward)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def test_the_name_is_resolved_once_a_step_and_the_checked_machine_is_asked(site: Site) -> None:
    """A second answer of the name service, leading elsewhere, is never asked for within a step."""
    site.page("/law", LAW)
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with client(resolver=resolver) as web:
        page = web.fetch(f"http://law.example.org:{site.port}/law")
    assert page.body == LAW
    assert asked == ["law.example.org"] * 2  # for the page, and for robots.txt
    assert site.asked[-1][1]["host"] == f"law.example.org:{site.port}"


def test_over_tls_the_site_is_asked_by_its_name_and_must_prove_it() -> None:
    """The server has no certificate, so that the handshake fails, after it has heard whom the client wants."""
    heard: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = lambda connection, name, ctx: heard.append(name)

    def shake(listener: socket.socket) -> None:
        outside, _ = listener.accept()
        with outside, suppress(OSError):
            context.wrap_socket(outside, server_side=True)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=shake, args=(listener,))
        thread.start()
        port = listener.getsockname()[1]
        with client(resolver=lambda host, port: ["127.0.0.1"]) as web, pytest.raises(FetchError, match="reached"):
            web.fetch(f"https://law.example.org:{port}/law")
        thread.join()
    assert heard == ["law.example.org"]


def test_a_name_that_turns_inward_between_two_steps_is_refused(site: Site) -> None:
    site.redirect("/law", "/moved")
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    with client(resolver=lambda host, port: next(answers)) as web, pytest.raises(AddressRefused):
        web.fetch(f"http://law.example.org:{site.port}/law")


def test_redirections_are_followed_up_to_a_limit(site: Site) -> None:
    for number in range(9):
        site.redirect(f"/{number}", f"/{number + 1}")
    site.page("/9", LAW)
    with client() as web:
        assert web.fetch(site.url("/5")).url == site.url("/9")
        with pytest.raises(FetchError, match="more than 5 times"):
            web.fetch(site.url("/0"))


@pytest.mark.parametrize("kind", ["image/png", "application/zip", "application/json", "video/mp4", ""])
def test_other_kinds_of_content_are_refused(site: Site, kind: str) -> None:
    site.page("/law", LAW, kind)
    with client() as web, pytest.raises(ContentRefused) as caught:
        web.fetch(site.url("/law"))
    assert caught.value.code == "RGA-8002"


def test_a_body_that_is_announced_too_large_is_not_read(site: Site) -> None:
    site.page("/law", b"x" * 300_000)
    with client() as web, pytest.raises(ContentRefused):
        web.fetch(site.url("/law"))


def test_a_body_that_grows_too_large_is_given_up(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x" * 10_000)

    site.pages["/law"] = endless
    with client() as web, pytest.raises(ContentRefused, match="larger than"):
        web.fetch(site.url("/law"))


@pytest.mark.parametrize(("packing", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_packed_pages_are_unpacked_and_bombs_given_up(site: Site, packing: str, pack: object) -> None:
    assert callable(pack)
    site.page("/law", pack(LAW), Content_Encoding=packing)
    site.page("/bomb", pack(b"\0" * 30_000_000), Content_Encoding=packing)
    with client() as web:
        assert web.fetch(site.url("/law")).body == LAW
        with pytest.raises(ContentRefused, match="larger than"):
            web.fetch(site.url("/bomb"))


def test_unknown_damaged_and_cut_packings_are_told(site: Site) -> None:
    site.page("/br", LAW, Content_Encoding="br")
    site.page("/damaged", b"\x1f\x8bnonsense", Content_Encoding="gzip")
    site.page("/cut", gzip.compress(LAW)[:-12], Content_Encoding="gzip")
    with client() as web:
        with pytest.raises(ContentRefused, match="packed as 'br'"):
            web.fetch(site.url("/br"))
        with pytest.raises(FetchError, match="cannot be unpacked"):
            web.fetch(site.url("/damaged"))
        with pytest.raises(FetchError, match="breaks off"):
            web.fetch(site.url("/cut"))


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_server_that_trickles_cannot_hold_us(site: Site, where: str) -> None:
    over = threading.Event()

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n")
        handler.wfile.write(b"X-Long: " if where == "headers" else b"\r\n")
        while not over.wait(0.02):
            handler.wfile.write(b"x")

    site.pages["/law"] = trickle
    limits = FetchLimits(seconds=0.5, wait=10.0, delay=0.0)
    try:
        with client(limits) as web, pytest.raises(FetchError, match="in time"):
            web.fetch(site.url("/law"))
    finally:
        over.set()


def test_a_silent_server_and_a_closed_door_are_told(site: Site) -> None:
    over = threading.Event()
    site.pages["/law"] = lambda handler: over.wait(10) and None
    try:
        with client(FetchLimits(wait=0.2, delay=0.0)) as web, pytest.raises(FetchError, match="in time"):
            web.fetch(site.url("/law"))
    finally:
        over.set()
    with client() as web, pytest.raises(FetchError, match="cannot be reached"):
        web.fetch("http://127.0.0.1:1/")


def test_what_robots_forbid_is_not_asked_for(site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /inner", "text/plain")
    site.page("/inner/law", LAW)
    site.page("/law", LAW)
    with client() as web:
        with pytest.raises(RobotsRefused) as caught:
            web.fetch(site.url("/inner/law"))
        assert web.fetch(site.url("/law")).body == LAW
    assert caught.value.code == "RGA-8003"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/law"]


def test_a_site_whose_robots_fail_is_left_alone(site: Site) -> None:
    site.pages["/robots.txt"] = lambda handler: answer(handler, 503, b"", {})
    site.page("/law", LAW)
    with client() as web, pytest.raises(RobotsRefused):
        web.fetch(site.url("/law"))


def test_a_pause_is_kept_between_two_requests_and_robots_may_ask_for_a_longer_one(site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 5", "text/plain")
    site.page("/law", LAW)
    slept: list[float] = []
    with client(FetchLimits(delay=2.0), sleep=slept.append, clock=lambda: 0.0) as web:
        web.fetch(site.url("/law"))
        web.fetch(site.url("/law"))
    assert slept == [5.0, 5.0]


def test_what_is_known_and_has_not_changed_is_not_sent_again(site: Site) -> None:
    def page(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match") == '"1"' or handler.headers.get("If-Modified-Since") == "then"
        answer(handler, 304 if known else 200, b"" if known else LAW, {"Content-Type": "text/html"})

    site.pages["/law"] = page
    with client() as web:
        assert web.fetch(site.url("/law"), etag='"1"').status == 304
        assert web.fetch(site.url("/law"), modified="then").status == 304
        assert web.fetch(site.url("/law"), etag='"0"').body == LAW


def test_other_answers_are_told_with_their_status(site: Site) -> None:
    with client() as web, pytest.raises(FetchError, match="status 404"):
        web.fetch(site.url("/nowhere"))


def test_one_request_at_a_time(site: Site) -> None:
    inside: list[int] = []
    most: list[int] = []

    def page(handler: BaseHTTPRequestHandler) -> None:
        inside.append(1)
        most.append(len(inside))
        answer(handler, 200, LAW, {"Content-Type": "text/html"})
        inside.pop()

    site.pages["/law"] = page
    with client() as web:
        threads = [threading.Thread(target=web.fetch, args=(site.url("/law"),)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert max(most) == 1
    assert len(most) == 6
