"""Requests that are slow, large, broken, or two in one."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack

from benchmarks.attack_case import Attack, Group, Words, alike, hold
from benchmarks.attack_office import Office
from benchmarks.attack_wire import HERE, Browser, head, heard, raw, statuses

_JSON = "Content-Type: application/json"
_ALIVE = ("the next request is answered", "其后的请求照常应答")
_ONE = ("one answer; what follows is not a request", "仅一次应答，其后内容不作为请求")
_SECOND = b"GET /en/admin/accounts HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Second: yes\r\n\r\n"


def _alive(office: Office) -> None:
    hold(office.anybody.get("/healthz").status == 200, "the server does not answer any more")


def _sent(what: Words, sent: str | Words, want: str, *pieces: Callable[[Office], bytes], pause: float = 0.0) -> Attack:
    """Send pieces byte for byte, and see that the server is still there."""

    def run(office: Office) -> str:
        said = raw(office.open, *[piece(office) for piece in pieces], pause=pause)
        _alive(office)
        return statuses(said)

    return Attack(what, sent, want, _ALIVE, run)


def _bytes(data: bytes) -> Callable[[Office], bytes]:
    return lambda office: data


def _head(method: str, path: str, *lines: str) -> Callable[[Office], bytes]:
    return lambda office: head(method, path, office.open, lines)


def _trickled(office: Office) -> str:
    """A byte now and then: the time of a head does not begin anew with each."""
    begin = time.monotonic()
    with socket.create_connection((HERE, office.open)) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
        try:
            while time.monotonic() - begin < 15:
                connection.sendall(b"a")
                time.sleep(0.2)
        except OSError:
            pass
        said = heard(connection, 5)
    hold(time.monotonic() - begin < 8, "the head was waited for")
    # Where a byte comes to a connection that is closed already, the system throws its answer away.
    return "408 or closed" if statuses(said) in ("408", "closed") else statuses(said)


def _silent(office: Office) -> str:
    begin = time.monotonic()
    with ExitStack() as stack:
        silent = [stack.enter_context(socket.create_connection((HERE, office.open))) for _ in range(300)]
        asked = time.monotonic()
        _alive(office)
        waited = time.monotonic() - asked
        hold(waited < 2, f"others waited {waited:.1f} s")
        told = {str(number): statuses(heard(one, 20)) for number, one in enumerate(silent)}
    hold(time.monotonic() - begin < 15, "they were waited for")
    return alike(told)


def _growing(office: Office) -> str:
    request = head("POST", "/api/v1/check", office.open, [_JSON, "Transfer-Encoding: chunked"])
    chunk = b"%x\r\n%b\r\n" % (500_000, b" " * 500_000)
    said = raw(office.open, request, *[chunk] * 6, pause=0.05)
    _alive(office)
    return statuses(said)


def _smuggled(*lines: str, body: bytes = b"0\r\n\r\n") -> Callable[[Office], str]:
    """A request of which two servers may think differently where it ends, and a second one behind it."""

    def run(office: Office) -> str:
        request = head("POST", "/api/v1/check", office.open, [_JSON, *lines]) + body + _SECOND
        said = statuses(raw(office.open, request, seconds=4.0))
        _alive(office)
        hold(" " not in said, f"answered twice: {said}")
        return said

    return run


def _lines(office: Office) -> str:
    """Request lines and headers that the standard does not know."""
    good = f"Host: 127.0.0.1:{office.open}\r\n\r\n"
    broken = (
        "GET\r\n" + good,
        "GET /healthz HTTP/9.9\r\n" + good,
        "GET /healthz\x00 HTTP/1.1\r\n" + good,
        "get healthz HTTP/1.1\r\n" + good,
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + good,
        "GET /healthz HTTP/1.1\r\nX y: z\r\n" + good,
        "GET /healthz HTTP/1.1\r\nX\x00: z\r\n" + good,
        "GET /healthz HTTP/1.1\r\n: z\r\n" + good,
        "GET /healthz HTTP/1.1\r\nX: a\x00b\r\n" + good,
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    )
    told = {repr(one[:40]): statuses(raw(office.open, one.encode("latin-1"), seconds=4.0)) for one in broken}
    _alive(office)
    return alike(told)


def _hosts(office: Office) -> str:
    """None, two, or another in the address of the request."""
    path = f"http://evil.example:{office.open}/en/about"
    none = raw(office.open, b"GET /en/about HTTP/1.1\r\nConnection: close\r\n\r\n", seconds=4.0)
    two = head("GET", "/en/about", office.open, ["Host: evil.example", "Connection: close"])
    whole = raw(office.open, head("GET", path, office.open, ["Connection: close"]), seconds=4.0)
    hold(b"evil" not in whole, "the host of the address was believed")
    said = raw(office.open, two, seconds=4.0)
    hold(b"evil" not in said.partition(b"\r\n\r\n")[0], "the second host was believed")
    hold(statuses(none) in ("400", "421"), f"without a host: {statuses(none)}")
    return f"{statuses(none)} without one"


def _ids(office: Office) -> str:
    told = {}
    for name in (
        "x" * 500,
        "<script>alert(1)</script>",
        "a b c d e f g h",
        "\u202eabcdefgh".encode().decode("latin-1"),
        "../../../etc/passwd",
    ):
        answer = office.anybody.send("GET", "/healthz", headers={"X-Request-ID": name})
        given = answer.headers["x-request-id"]
        told[name] = "another id" if len(given) == 32 and given.isalnum() else given
    split = raw(
        office.open,
        head("GET", "/healthz", office.open, ["X-Request-ID: abcdefgh\r\nX-Evil: yes", "Connection: close"]),
    )
    hold(b"x-evil" not in split.lower(), "a header came back")
    return alike(told)


def _methods(office: Office) -> str:
    told = {}
    for method in ("TRACE", "PROPFIND", "PUT", "DELETE", "PATCH"):
        for path in ("/en/about", "/healthz", "/api/v1/documents"):
            answer = office.anybody.send(method, path, headers={"X-Secret": "told back"})
            hold("told back" not in answer.text, f"{method} {path} tells the headers")
            told[f"{method} {path}"] = str(answer.status)
    return alike(told)


def _invented(office: Office) -> str:
    """Methods that somebody made up become no label of the figures, of which there would be no end."""
    for number in range(40):
        raw(
            office.open,
            head(f"{'ABCDEFGH'[number % 8]}X{number}", "/en/about", office.open, ["Connection: close"]),
            seconds=4.0,
        )
        office.anybody.get(f"/en/made-up-{number}")
    figures = office.anybody.get("/metrics").text
    hold("regatlas_http_requests_total" in figures, "there are no figures")
    hold("made-up" not in figures and "AX0" not in figures, "what was made up stands in the figures")
    hold(len(figures) < 200_000, f"the figures have {len(figures)} bytes")
    return "no label of them"


def _metrics(office: Office) -> str:
    told = {}
    for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        for value in (HERE, "::1", "for=127.0.0.1"):
            told[f"{name}: {value}"] = office.anybody.send("GET", "/metrics", headers={name: value})
    for name in ("rita", "eddy"):
        browser = Browser(office.open, {"X-Forwarded-For": "198.51.100.7"}, dict(office.people[name].cookies))
        told[name] = browser.get("/metrics")
    return alike(told)


def _fields(office: Office) -> str:
    body = b"&".join(b"a%d=1" % number for number in range(100_000))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    told = {one: office.anybody.send("POST", one, body[:190_000], kind) for one in ("/en/check", "/en/sign-in")}
    return alike(told)


def _packed(office: Office) -> str:
    body = gzip.compress(b" " * 100_000_000)
    kind = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    begin = time.monotonic()
    told = office.anybody.send("POST", "/api/v1/check", body, kind).told
    hold(time.monotonic() - begin < 5, "it was unpacked")
    return told


def _pages(office: Office) -> str:
    told = {}
    for query in ("limit=999999999", "limit=-1", "limit=1e9", "limit=0", "limit=%EF%BC%91"):
        told[query] = office.anybody.get(f"/api/v1/documents?{query}")
    return alike(told)


def _far(office: Office) -> str:
    told = {}
    for number in ("9" * 30, "-1", "0", "1e9", "NaN"):
        told[number] = str(office.anybody.get("/en/documents", page=number).status)
    return alike(told)


GROUP = Group(
    ("Requests", "请求"),
    (
        Attack(
            ("a head that trickles", "逐字节发送的请求头"),
            ("a byte every 0.2 s", "每 0.2 秒一个字节"),
            "408 or closed",
            ("after the time for a head, counted once", "请求头时限只计一次，届满即断开"),
            _trickled,
        ),
        Attack(
            ("300 connections that say nothing", "三百个不发送内容的连接"),
            ("nothing", "无"),
            "408",
            ("others are answered at once meanwhile", "其间他人的请求即时应答"),
            _silent,
        ),
        _sent(
            ("a body that does not come", "迟迟不到的请求正文"),
            "Content-Length: 100",
            "408",
            _head("POST", "/api/v1/check", _JSON, "Content-Length: 100"),
            _bytes(b"{"),
        ),
        _sent(
            ("a head of 40 kB", "40 千字节的请求头"),
            "X-Long: aaa…",
            "4",
            _head("GET", "/healthz", "X-Long: " + "a" * 40_000),
        ),
        _sent(
            ("an address of 40 kB", "40 千字节的网址"),
            "GET /en/search?q=aaa…",
            "4",
            _head("GET", "/en/search?q=" + "a" * 40_000),
        ),
        _sent(("10,000 headers", "一万个请求头"), "X: y × 10,000", "4", _head("GET", "/healthz", *["X: y"] * 10_000)),
        _sent(
            ("a body of 99 GB, announced", "声称 99 吉字节的请求正文"),
            "Content-Length: 99999999999",
            "413",
            _head("POST", "/api/v1/check", _JSON, "Content-Length: 99999999999"),
        ),
        Attack(
            ("a body that grows without end", "不断增长的请求正文"),
            "Transfer-Encoding: chunked",
            "413",
            _ALIVE,
            _growing,
        ),
        Attack(
            ("a packed body that unpacks to 100 MB", "解压后达 100 兆字节的请求正文"),
            "Content-Encoding: gzip",
            "400 RGA-1008",
            ("never unpacked", "不予解压"),
            _packed,
        ),
        Attack(("100,000 fields", "十万个表单字段"), "a1=1&a2=1&…", "400 RGA-1008", _ALIVE, _fields),
        Attack(
            ("broken request lines and headers", "残缺的请求行与请求头"),
            ("ten forms, also TLS and HTTP/2", "十种，含 TLS 与 HTTP/2"),
            "400",
            _ALIVE,
            _lines,
        ),
        Attack(
            ("no host, two hosts, a host in the address", "主机名缺失、重复或者写入请求行"),
            "GET http://evil.example/ HTTP/1.1",
            "4",
            ("the other host is never believed", "不采信他站主机名"),
            _hosts,
        ),
        Attack(
            ("two requests in one: both lengths", "请求走私：长度与分块并存"),
            "Content-Length: 5 + Transfer-Encoding: chunked",
            "400",
            _ONE,
            _smuggled("Content-Length: 5", "Transfer-Encoding: chunked"),
        ),
        Attack(
            ("two requests in one: two lengths", "请求走私：两个长度"),
            "Content-Length: 5, Content-Length: 90",
            "400",
            _ONE,
            _smuggled("Content-Length: 5", "Content-Length: 90"),
        ),
        Attack(
            ("two requests in one: a coding nobody knows", "请求走私：未知的传输编码"),
            "Transfer-Encoding: xchunked",
            "400",
            _ONE,
            _smuggled("Transfer-Encoding: xchunked"),
        ),
        Attack(
            ("two requests in one: a space before the colon", "请求走私：冒号前有空格"),
            "Transfer-Encoding : chunked",
            "400",
            _ONE,
            _smuggled("Transfer-Encoding : chunked", "Content-Length: 5"),
        ),
        Attack(
            ("two requests in one: a folded line", "请求走私：折行的请求头"),
            "Transfer-Encoding:\\r\\n chunked",
            "400",
            _ONE,
            _smuggled("Content-Length: 5", "Transfer-Encoding:\r\n chunked"),
        ),
        Attack(
            ("two requests in one: odd numbers", "请求走私：异常的数字"),
            "Content-Length: +5 / -1 / 0x5 / 5,6",
            "400",
            _ONE,
            lambda office: alike(
                {one: _smuggled(f"Content-Length: {one}")(office) for one in ("+5", "-1", "0x5", "5,6", "\xb2")}
            ),
        ),
        Attack(
            ("two requests in one: odd chunks", "请求走私：异常的分块"),
            "-1 / 0x5 / fffffffffffffffff",
            "400",
            _ONE,
            lambda office: alike(
                {
                    repr(one): _smuggled("Transfer-Encoding: chunked", body=one)(office)
                    for one in (b"-1\r\nx\r\n", b"0x5\r\nabcde\r\n", b"f" * 17 + b"\r\nx\r\n", b"5;\nabcde\r\n")
                }
            ),
        ),
        Attack(
            ("words in the id of a request", "请求标识中夹带内容"),
            "X-Request-ID: <script>…",
            "another id",
            ("made here; no header is split off", "由服务器另行生成；不产生额外响应头"),
            _ids,
        ),
        Attack(
            ("methods that nobody offers", "未提供的方法"),
            "TRACE / PROPFIND / PUT",
            "405",
            ("headers are not told back", "不回显请求头"),
            _methods,
        ),
        Attack(
            ("made-up methods and paths in the figures", "以虚构方法和路径充塞监控指标"),
            ("40 of each", "各 40 种"),
            "no label of them",
            ("the figures stay small", "指标规模不变"),
            _invented,
        ),
        Attack(
            ("the figures, as if from this machine", "冒充本机读取监控指标"),
            "X-Forwarded-For: 127.0.0.1",
            "404 RGA-1404",
            ("nor for a reader or an editor from elsewhere", "他处的读者、编辑亦不得读取"),
            _metrics,
        ),
        Attack(("lists without end", "无穷的列表"), "limit=999999999", "400 RGA-1008", _ALIVE, _pages),
        Attack(("pages far away", "极大的页码"), "page=999…", "200", _ALIVE, _far),
    ),
)
