"""What a page of somebody else would have the browser of one who is signed in do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from benchmarks.attack_case import Attack, Group, alike, code_in, hold, lacks
from benchmarks.attack_office import PASSWORD, Office
from benchmarks.attack_wire import Answer, Browser, head, raw, statuses

_EVIL = "https://evil.example"
_NOTHING = ("nothing was changed", "未作任何更改")
_TOKEN = {"name": "stolen", "scope": "read", "days": "30"}
_ONWARD = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/en/",
    "https:evil.example",
    "javascript:alert(1)",
    "/%2fevil.example",
    "/%5cevil.example",
    "/en.evil.example",
    "/en@evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "/en/\r\nSet-Cookie: a=b",
    "http://127.0.0.1@evil.example",
    "／／evil.example",
    "/en/sign-in?next=//evil.example",
)


def _unchanged(act: Callable[[Office], Answer], table: str = "api_token") -> Callable[[Office], str]:
    """Try something, and see that no row was added."""

    def run(office: Office) -> str:
        before = office.count(table)
        told = act(office).told
        hold(office.count(table) == before, f"a row was added to {table}")
        return told

    return run


def _no_token(office: Office) -> Answer:
    return office.people["cora"].form("/en/account/tokens", _TOKEN)


def _origin(office: Office) -> Answer:
    return office.people["cora"].form("/en/account/tokens", _TOKEN, page="/en/account", Origin=_EVIL)


def _null_origin(office: Office) -> Answer:
    return office.people["cora"].form("/en/account/tokens", _TOKEN, page="/en/account", Origin="null")


def _fetch_site(office: Office) -> str:
    told = {}
    for site in ("cross-site", "same-site"):
        told[site] = _unchanged(partial(_with_site, site=site))(office)
    return alike(told)


def _with_site(office: Office, site: str) -> Answer:
    return office.people["cora"].form("/en/account/tokens", _TOKEN, page="/en/account", Sec_Fetch_Site=site)


def _other_session(office: Office) -> Answer:
    fields = _TOKEN | {"csrf": office.people["bert"].csrf("/en/account")}
    return office.people["cora"].form("/en/account/tokens", fields)


def _upload(office: Office) -> Answer:
    return office.people["eddy"].upload("/en/imports", [("evil.md", b"# evil\n\nevil")], {"csrf": "guessed"})


def _interface(office: Office) -> Answer:
    return office.people["cora"].call("POST", "/api/v1/tokens", {"name": "stolen", "scopes": ["read"]})


def _plain_text(office: Office) -> Answer:
    kind = {"Content-Type": "text/plain", "Origin": _EVIL}
    return office.people["eddy"].send("POST", "/api/v1/imports", b'{"url": "https://evil.example/"}', kind)


def _login(office: Office) -> Answer:
    victim = office.anybody
    fields = {"name": "rita", "password": PASSWORD, "csrf": office.anybody.csrf("/en/sign-in")}
    answer = victim.form("/en/sign-in", fields)
    hold("regatlas-session" not in victim.cookies, "somebody was signed in as another")
    return answer


def _get(office: Office) -> str:
    before = office.count("audit_entry")
    paths = (
        "/en/sign-out",
        "/en/account/tokens",
        "/en/account/sessions/end",
        "/en/account/password",
    )
    told = {one: office.people["cora"].get(one) for one in paths}
    hold(office.count("audit_entry") == before, "something was changed by a link")
    return alike(told)


def _sign_out(office: Office) -> str:
    cora = office.people["cora"]
    answer = cora.form("/en/sign-out", {})
    hold(cora.get("/en/account").status == 200, "somebody was signed out by the page of another")
    return answer.told


def _alone(office: Office) -> str:
    """The server of one person's own machine, which has no sessions to protect it."""
    visitor, before = Browser(office.alone), office.count("import_job")
    fields = {"address": "https://evil.example/law", "csrf": visitor.csrf("/en/imports")}
    page = visitor.form("/en/imports/address", fields, Origin=_EVIL)
    bare = visitor.form("/en/imports/address", {"address": "https://evil.example/law"})
    call = visitor.send(
        "POST",
        "/api/v1/imports",
        b'{"url": "https://e.example/"}',
        {"Content-Type": "application/json", "Origin": _EVIL},
    )
    hold(office.count("import_job") == before, "an import was asked for by the page of another")
    return alike({"form": page, "without a token": bare, "interface": call})


def _frames(office: Office) -> str:
    for path in ("/en/", "/en/account", "/zh/sign-in", "/en/imports", "/api/v1/session", "/nothing"):
        policy = office.people["eddy"].get(path).headers["content-security-policy"]
        hold("frame-ancestors 'none'" in policy, f"{path} may be shown in a frame")
    return "frame-ancestors 'none'"


def _redirect(office: Office) -> str:
    for evil in _ONWARD:
        where = office.anybody.sign_in("rita", PASSWORD, evil).headers["location"]
        hold(where == "/en/" or where.startswith("/en/%"), f"{evil!r} leads to {where!r}")
    return "303 /en/"


def _slashes(office: Office) -> str:
    """Addresses that frameworks are known to tidy up into those of other hosts."""
    told = {}
    for path in ("//evil.example/", "//evil.example/%2e%2e", "/en//evil.example/", "//evil.example/en/"):
        said = raw(office.open, head("GET", path, office.open, ["Connection: close"])).decode("latin-1").lower()
        place = next((line for line in said.splitlines() if line.startswith("location:")), "")
        hold("//evil" not in place, f"{path} leads to {place}")
        told[path] = statuses(said.upper().encode())
    return alike(told)


def _host(office: Office) -> str:
    told = {}
    for host in (
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "[evil]",
        "evil.example#127.0.0.1",
        "",
    ):
        for port in (office.open, office.closed, office.alone):
            said = raw(port, f"GET /en/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            told[f"{host} {port}"] = f"{statuses(said)} {code_in(said.decode())}"
    return alike(told)


def _rebinding(office: Office) -> str:
    """The page of a stranger whose name now leads to this machine; its browser sends that name."""
    visitor = Browser(office.alone, headers={"Host": f"evil.example:{office.alone}", "Origin": "http://evil.example"})
    read = visitor.get("/api/v1/documents")
    write = visitor.form("/en/imports/address", {"address": "https://evil.example/"})
    hold("sha256" not in read.text, "the documents were read")
    return alike({"read": read, "write": write})


def _forwarded(office: Office) -> str:
    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "Forwarded": "host=evil.example",
        "X-Original-URL": "/en/admin/accounts",
        "X-Rewrite-URL": "/en/admin/accounts",
        "X-HTTP-Method-Override": "DELETE",
    }
    return lacks(office.anybody.send("GET", "/en/about", headers=forged), "evil.example")


def _poisoned(office: Office) -> str:
    """A host that is a number is answered; what is made for it must not be kept for others."""
    path = "/en/instruments/cn/generative-ai"
    office.anybody.send("GET", path, headers={"Host": "192.0.2.99:1234"})
    return lacks(office.anybody.get(path), "192.0.2.99")


def _kept(office: Office) -> str:
    anna = office.people["anna"]
    for path in ("/en/account", "/en/admin/accounts", "/en/admin/audit", "/api/v1/session", "/en/documents"):
        answer = anna.get(path)
        kept = answer.headers["cache-control"]
        hold("no-store" in kept or kept == "private, no-cache", f"{path} may be kept by others: {kept}")
        hold("Cookie" in answer.headers["vary"], f"{path} does not vary with the cookie")
    return "private / no-store; Vary: Cookie"


def _remembered(office: Office) -> str:
    path = "/en/instruments/cn/deep-synthesis"
    hold("anna" in office.people["anna"].get(path).text, "the page does not say who is signed in")
    return lacks(office.anybody.get(path), "anna", 'name="csrf" value="' + office.people["anna"].csrf(path) + '"')


def _referrer(office: Office) -> str:
    page = office.people["cora"].get(f"/en/search?q={quote('算法')}")
    return page.headers["referrer-policy"]


_SENT = "POST /en/account/tokens"
GROUP = Group(
    ("Pages of other sites", "他站页面借用登录状态（CSRF、点击劫持、跳转）"),
    (
        Attack(("a form without a token", "表单不带令牌"), _SENT, "403 RGA-9003", _NOTHING, _unchanged(_no_token)),
        Attack(
            ("a form from another origin", "表单来自他站"),
            f"Origin: {_EVIL}",
            "403 RGA-9003",
            _NOTHING,
            _unchanged(_origin),
        ),
        Attack(
            ("a form from a frame without an origin", "表单来自无源的框架"),
            "Origin: null",
            "403 RGA-9003",
            _NOTHING,
            _unchanged(_null_origin),
        ),
        Attack(
            ("a form that the browser calls foreign", "浏览器标明为跨站的表单"),
            "Sec-Fetch-Site: cross-site",
            "403 RGA-9003",
            _NOTHING,
            _fetch_site,
        ),
        Attack(
            ("a form with the token of another session", "使用他人会话的表单令牌"),
            "csrf=…",
            "403 RGA-9003",
            _NOTHING,
            _unchanged(_other_session),
        ),
        Attack(
            ("an upload with a guessed token", "上传文件，令牌系猜测"),
            "POST /en/imports",
            "403 RGA-9003",
            _NOTHING,
            _unchanged(_upload, "import_job"),
        ),
        Attack(
            ("the interface with a cookie alone", "仅凭 Cookie 调用接口"),
            "POST /api/v1/tokens",
            "403 RGA-9003",
            _NOTHING,
            _unchanged(_interface),
        ),
        Attack(
            ("the interface in a form that needs no asking", "以无须预检的类型调用接口"),
            "Content-Type: text/plain",
            "403 RGA-9003",
            _NOTHING,
            _unchanged(_plain_text, "import_job"),
        ),
        Attack(
            ("signing a victim in as somebody else", "使受害人以他人身份登录"),
            "POST /en/sign-in",
            "403 RGA-9003",
            ("no session was begun", "未建立会话"),
            _unchanged(_login, "account_session"),
        ),
        Attack(
            ("signing a victim out", "使受害人退出登录"),
            "POST /en/sign-out",
            "403 RGA-9003",
            ("still signed in", "登录状态不变"),
            _sign_out,
        ),
        Attack(("a change by a link", "以链接触发更改"), "GET /en/sign-out …", "405", _NOTHING, _get),
        Attack(
            ("all of this against a server without accounts", "对不设账号的本机服务实施上述攻击"),
            f"Origin: {_EVIL}",
            "403 RGA-9003",
            _NOTHING,
            _alone,
        ),
        Attack(
            ("clickjacking", "点击劫持"),
            "<iframe src=…>",
            "frame-ancestors 'none'",
            ("on pages, forms, data and errors", "页面、表单、数据与错误页均带有"),
            _frames,
        ),
        Attack(
            ("a redirection after signing in", "登录后的开放跳转"),
            (f"`next=` in {len(_ONWARD)} spellings", f"`next=` 的 {len(_ONWARD)} 种写法"),
            "303 /en/",
            ("never to another host", "不指向他站"),
            _redirect,
        ),
        Attack(
            ("a redirection by slashes", "以斜线构造跳转"),
            "GET //evil.example/",
            "404",
            ("leads nowhere", "不跳转"),
            _slashes,
        ),
        Attack(
            ("a request that names another host", "请求指向其他主机名"),
            "Host: 127.0.0.1.evil.example",
            "421 RGA-9006",
            ("on all three servers", "三个服务均拒绝"),
            _host,
        ),
        Attack(
            ("DNS rebinding of a visitor's browser", "访问者浏览器遭 DNS 重绑定"),
            "Host: evil.example",
            "421 RGA-9006",
            ("a server without accounts gives and takes nothing", "不设账号的服务亦不提供、不接受任何内容"),
            _rebinding,
        ),
        Attack(
            ("headers that proxies use", "伪造代理所用的请求头"),
            "X-Forwarded-Host: evil.example",
            "200",
            ("not believed, not repeated", "不予采信，不予回显"),
            _forwarded,
        ),
        Attack(
            ("poisoning what is remembered", "污染缓存的页面"),
            "Host: 192.0.2.99:1234",
            "200",
            ("the host of a request is in no page", "页面不含请求的主机名"),
            _poisoned,
        ),
        Attack(
            ("pages of one who is signed in, kept by a proxy", "代理缓存登录者的页面"),
            "GET /en/account …",
            "private / no-store",
            ("on five kinds of answers", "五类应答均带有"),
            _kept,
        ),
        Attack(
            ("a page of another from the server's own memory", "由服务器内存取得他人的页面"),
            "GET /en/instruments/…",
            "200",
            ("no name and no form token of another", "不含他人姓名与表单令牌"),
            _remembered,
        ),
        Attack(
            ("queries that leak to other sites", "检索词泄露给他站"),
            "Referrer-Policy",
            "same-origin",
            ("addresses are not told", "不告知网址"),
            _referrer,
        ),
    ),
)
