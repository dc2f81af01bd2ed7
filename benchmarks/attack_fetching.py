"""Addresses that would have the server ask machines which only it can reach."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from ipaddress import ip_network
from itertools import chain, repeat

from tests.app.fetching.site import Site, served

from benchmarks.attack_case import Attack, Group, Words, alike, hold
from benchmarks.attack_office import Office
from regatlas.app.fetching.addresses import Allowed, Resolver, resolve
from regatlas.app.fetching.safe_http import FetchLimits, SafeClient
from regatlas.errors import RegatlasError

_NO_JOB = ("refused before anything is asked; no import", "未发出任何请求即予拒绝；未建立导入任务")
_LOCAL = Allowed(networks=(ip_network("127.0.0.0/8"),), ports=None)
_INWARD = (
    "http://10.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[64:ff9b::a00:1]/",
    "http://167772161/",
    "file:///etc/passwd",
    "//192.168.0.1/law",
)


def _asked(what: Words, *addresses: str) -> Attack:
    """Ask the interface and the form to import each of these addresses."""

    def run(office: Office) -> str:
        program, before, told = office.program("eddy", "import"), office.count("import_job"), {}
        for one in addresses:
            told[one] = program.call("POST", "/api/v1/imports", {"url": one}).told
            page = office.people["eddy"].form("/en/imports/address", {"address": one}, page="/en/imports")
            hold(page.status == 400 and "RGA-8001" in page.text, f"the form took {one!r}: {page.told}")
        hold(office.count("import_job") == before, "an import was asked for")
        return alike(told)

    return Attack(what, " ".join(addresses), "422 RGA-8001", _NO_JOB, run)


def _by_worker(office: Office) -> str:
    """A name that leads to this machine: names are looked up by the worker alone."""
    program = office.program("eddy", "import")
    asked = [
        program.call("POST", "/api/v1/imports", {"url": f"http://{one}:8080/"}) for one in ("localhost", "LocalHost")
    ]
    ended = [office.settled(one.json["imports"][0]["id"]) for one in asked]
    return alike({one["source"]: f"{one['state']} {one['error']['code']}" for one in ended})


def _fetched(client: SafeClient, address: str) -> str:
    """What came of a fetch: the code of its error, or that it succeeded."""
    with closing(client):
        try:
            return f"fetched {client.fetch(address).url}"
        except RegatlasError as error:
            return error.code


def _in_process(act: Callable[[Site], str]) -> Callable[[Office], str]:
    def run(_: Office) -> str:
        with served() as site:
            return act(site)

    return run


def _redirected(site: Site) -> str:
    """The fetch layer may ask this machine alone, so that only where the redirection leads decides."""
    told = {}
    for number, inward in enumerate(_INWARD):
        site.redirect(f"/{number}", inward)
        told[inward] = _fetched(SafeClient(_LOCAL, FetchLimits(delay=0.0)), site.url(f"/{number}"))
    return alike(told)


def _turned(site: Site) -> str:
    """The name leads to the site at first, and inward from the second question on."""
    site.page("/law", b"<p>x</p>")
    told = {}
    for inward in ("10.0.0.1", "169.254.169.254", "::1", "fe80::1"):
        before = len(site.asked)
        client = SafeClient(_LOCAL, FetchLimits(delay=0.0), _first_here(inward))
        told[inward] = _fetched(client, f"http://law.example.org:{site.port}/law")
        hold("/law" not in [path for path, _ in site.asked[before:]], "the page was asked for")
    return alike(told)


def _first_here(inward: str) -> Resolver:
    """A name service that names this machine once, and another ever after."""
    answers = chain([["127.0.0.1"]], repeat([inward]))
    return lambda host, port: next(answers)


def _pinned(site: Site) -> str:
    """Within a step the machine that was checked is asked; the name is not looked up again by anybody."""
    site.page("/law", b"<html><body><p>x</p></body></html>", kind="text/html")
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    told = _fetched(SafeClient(_LOCAL, FetchLimits(delay=0.0), resolver), f"http://law.example.org:{site.port}/law")
    hold(told.startswith("fetched"), told)
    hold(asked == ["law.example.org"] * 2, f"looked up {asked}")
    return "one look-up a step"


def _mixed(site: Site) -> str:
    """A name with a machine of the public net and one of the inner net."""
    outer = SafeClient(Allowed(), FetchLimits(delay=0.0), lambda host, port: ["93.184.216.34", "10.0.0.1"])
    return _fetched(outer, "http://law.example.org/")


def _robots(site: Site) -> str:
    site.redirect("/robots.txt", "http://10.0.0.1/robots.txt")
    site.page("/law", b"<p>x</p>")
    return _fetched(SafeClient(_LOCAL, FetchLimits(delay=0.0), resolve), site.url("/law"))


def _circle(site: Site) -> str:
    site.redirect("/law", site.url("/law"))
    told = _fetched(SafeClient(_LOCAL, FetchLimits(delay=0.0)), site.url("/law"))
    hold(len(site.asked) == 7, f"asked {len(site.asked)} times")
    return told


def _large(site: Site) -> str:
    site.page("/law", b"x" * 300_000)
    return _fetched(SafeClient(_LOCAL, FetchLimits(received=200_000, delay=0.0)), site.url("/law"))


_HERE = ("in process, by the door of the tests", "在进程内，经由测试入口")
GROUP = Group(
    ("Addresses to import", "导入网址（SSRF）"),
    (
        _asked(("this machine", "本机"), "http://127.0.0.1/", "http://127.8.8.8:8080/", "http://0.0.0.0/"),
        _asked(
            ("the inner net", "内网"),
            "http://10.0.0.1/",
            "http://172.16.0.1/",
            "http://192.168.1.1/",
            "http://100.64.0.1/",
        ),
        _asked(
            ("data of the cloud", "云服务元数据"), "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/"
        ),
        _asked(
            ("IPv6", "IPv6"),
            "http://[::1]/",
            "http://[::]/",
            "http://[fe80::1]/",
            "http://[fc00::1]/",
            "http://[ff02::1]/",
        ),
        _asked(
            ("IPv4 inside IPv6", "IPv6 内含 IPv4"),
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:a9fe:a9fe]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[::127.0.0.1]/",
            "http://[fe80::1%25eth0]/",
        ),
        _asked(
            ("decimal, octal and hexadecimal spellings", "十进制、八进制、十六进制写法"),
            "http://2130706433/",
            "http://0177.0.0.1/",
            "http://0x7f.1/",
            "http://127.1/",
            "http://0x7f000001/",
        ),
        _asked(
            ("digits and dots of other scripts", "全角数字与句点"),
            "http://１２７.０.０.１/",
            "http://127。0。0。1/",
            "http://①②⑦.⓪.⓪.①/",
        ),
        _asked(("multicast and broadcast", "组播与广播地址"), "http://224.0.0.1/", "http://255.255.255.255/"),
        _asked(
            ("other schemes", "其他协议"),
            "file:///etc/passwd",
            "ftp://example.org/",
            "gopher://127.0.0.1:6379/_INFO",
            "data:text/html,x",
            "jar:http://x!/",
        ),
        _asked(
            ("ports of other services", "其他服务的端口"),
            "http://example.org:22/",
            "http://example.org:6379/",
            "https://example.org:5432/",
        ),
        _asked(
            ("a name and password in the address", "网址含用户名和密码"),
            "http://user:secret@example.org/",
            "http://example.org@127.0.0.1/",
        ),
        _asked(
            ("line feeds and spaces in the address", "网址含换行与空格"),
            "http://example.org/\r\nX: y",
            "http://example.org /",
            "http://example.org/\u2028x",
        ),
        Attack(
            ("a name that leads to this machine", "指向本机的域名"),
            "http://localhost:8080/",
            "refused RGA-8001",
            ("by the worker, before it connects", "由导入进程在连接之前拒绝"),
            _by_worker,
        ),
        Attack(
            ("a redirection inward", "重定向至内网"),
            "Location: http://[::ffff:10.0.0.1]/ …",
            "RGA-8001",
            (f"{len(_INWARD)} targets; {_HERE[0]}", f"{len(_INWARD)} 种目标；{_HERE[1]}"),
            _in_process(_redirected),
        ),
        Attack(
            ("DNS rebinding: a name that turns inward", "DNS 重绑定：域名改指内网"),
            (
                "first `127.0.0.1` (allowed for once), then `10.0.0.1`",
                "先答 `127.0.0.1`（试验中放行），后答 `10.0.0.1`",
            ),
            "RGA-8001",
            (
                f"the page is not asked for; {_HERE[0]}, with a name service that lies",
                f"未请求该页；{_HERE[1]}，域名服务系伪造",
            ),
            _in_process(_turned),
        ),
        Attack(
            ("DNS rebinding within one step", "DNS 重绑定：同一步之内"),
            ("a name service that is counted", "对域名查询计数"),
            "one look-up a step",
            (f"the machine that was checked is the one asked; {_HERE[0]}", f"所连接的即所检查的机器；{_HERE[1]}"),
            _in_process(_pinned),
        ),
        Attack(
            ("a name with one public and one inner machine", "域名同时指向公网与内网"),
            "93.184.216.34, 10.0.0.1",
            "RGA-8001",
            _HERE,
            _in_process(_mixed),
        ),
        Attack(
            ("robots.txt that leads inward", "robots.txt 重定向至内网"),
            "Location: http://10.0.0.1/robots.txt",
            "RGA-8001",
            _HERE,
            _in_process(_robots),
        ),
        Attack(
            ("a redirection in a circle", "循环重定向"),
            ("a page that leads to itself", "指向自身的页面"),
            "RGA-8000",
            (f"given up after five steps; {_HERE[0]}", f"五步之后放弃；{_HERE[1]}"),
            _in_process(_circle),
        ),
        Attack(
            ("a page larger than allowed", "网页超出大小上限"),
            ("more bytes than the limit", "字节数超过上限"),
            "RGA-8002",
            _HERE,
            _in_process(_large),
        ),
    ),
)
