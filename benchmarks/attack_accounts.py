"""Passwords that are guessed, sessions that are fixed, taken or left behind, and doors that are closed."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from statistics import median

from benchmarks.attack_case import Attack, Group, alike, hold, lacks
from benchmarks.attack_office import PASSWORD, Office
from benchmarks.attack_wire import Answer, Browser
from regatlas.app.accounts import add_local_account
from regatlas.model.account import Role
from regatlas.store.accounts.accounts import AccountStore, Doing

_SESSION = "regatlas-session"


def newcomer(office: Office, name: str, role: Role = "coder") -> Browser:
    """Somebody new, signed in from an address of their own, on whom nothing else depends."""
    _add(office, name, role)
    browser = Browser(office.open, source=_address(office))
    hold(browser.sign_in(name, PASSWORD).status == 303, "cannot sign in")
    return browser


def _add(office: Office, name: str, role: Role) -> None:
    add_local_account(office.database, name, role, PASSWORD, Doing("attacks", datetime.now(UTC)))


def _address(office: Office) -> str:
    """An address of this machine from which nobody has asked yet: attempts are counted by address as well."""
    return f"127.0.{office.count('account')}.{1 + office.count('sign_in_attempt') % 250}"


def _guessed(office: Office) -> str:
    """Passwords for one name, from one address after the other, and behind a header that names others."""
    told: list[Answer] = []
    for number in range(8):
        browser = Browser(office.open, {"X-Forwarded-For": f"198.51.100.{number}"}, source=f"127.1.0.{number + 1}")
        told.append(browser.sign_in("carl", f"wrong wrong wrong {number}"))
    hold([one.status for one in told[:5]] == [401] * 5, f"the first five: {[one.status for one in told]}")
    hold(all(int(one.headers.get("retry-after", "0")) >= 1 for one in told[5:]), "no Retry-After")
    right = Browser(office.open, source="127.1.0.99").sign_in("carl", PASSWORD)
    hold(right.status == 429, "the right password is answered differently while one has to wait")
    return f"{alike({str(number): one.told for number, one in enumerate(told[5:])})}, Retry-After"


def _at_once(office: Office) -> str:
    """Twelve passwords at the same moment: each attempt counts before it is judged."""
    _add(office, "ines", "reader")
    browsers = [Browser(office.open, source=f"127.5.0.{number + 1}") for number in range(12)]
    tokens = [one.csrf("/en/sign-in") for one in browsers]

    def guess(number: int) -> int:
        fields = {"name": "ines", "password": f"wrong wrong wrong {number}", "csrf": tokens[number]}
        return browsers[number].form("/en/sign-in", fields).status

    with ThreadPoolExecutor(12) as pool:
        statuses = sorted(pool.map(guess, range(12)))
    hold(set(statuses) == {401, 429}, f"{statuses}")
    return f"{statuses.count(401)} judged"


def _long_password(office: Office) -> str:
    begin = time.monotonic()
    told = Browser(office.open, source="127.6.0.1").sign_in("rita", "x" * 900_000)
    hold(time.monotonic() - begin < 5, "it took long")
    return told.told


def _look_alike(office: Office) -> str:
    """Names that are written like one that there is: for signing in they are the same, and none is a second account."""
    told = {}
    for name in ("ANNA", "ａｎｎａ", "Anna ", "anna\u200b", "an\u00adna"):
        code, said = office.regatlas("accounts", "add", name, "--password-stdin")
        told[repr(name)] = f"exit {code} {said[said.find('RGA-') :][:8]}"
    return alike(told)


def _forged_return(office: Office) -> str:
    """The address to which a service sends people back, without anybody having set out."""
    browser = office.anybody
    browser.get("/en/sign-in")
    told = browser.send("GET", "/sign-in/return?code=x&state=y", headers={"Accept": "text/html"})
    hold("regatlas-session" not in browser.cookies, "somebody was signed in")
    return told.told


def _nonsense(office: Office) -> str:
    """Cookies, tokens and languages that no browser has."""
    told = {}
    for word in ("\xff\xfe", "a" * 8_000, "; ; =;;", '"\\"', "=" * 200, "\xc3\xa9", "%00%0d%0a"):
        for name in ("Cookie", "Authorization", "Accept-Language", "If-None-Match", "Accept", "Content-Type"):
            value = {"Cookie": f"{_SESSION}={word}", "Authorization": f"Bearer {word}"}.get(name, word)
            answer = office.anybody.send("GET", "/api/v1/documents", headers={name: value})
            page = office.anybody.send("GET", "/en/account", headers={name: value})
            told[f"{name} {word[:9]!r}"] = "below 500" if max(answer.status, page.status) < 500 else page.told
    return alike(told)


def _sprayed(office: Office) -> str:
    """One password for many names, from one address."""
    browser = Browser(office.open, source="127.2.0.1")
    statuses = [browser.sign_in(f"nobody-{number}", "Summer2026!!").status for number in range(22)]
    hold(statuses[:21] == [401] * 20 + [429], f"{statuses}")
    return str(statuses[-1])


def _elsewhere(office: Office) -> str:
    """Guessing for a name locks out nobody for good: another name, from another address, still signs in."""
    return Browser(office.open, source="127.3.0.1").sign_in("rita", PASSWORD).told


def _enumerated(office: Office) -> str:
    """Names that there are and names that there are not: the same answer, in the same time."""
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    pages: dict[str, str] = {}
    for number in range(12):
        names = {"known": ("rita", "cora", "eddy", "bert")[number % 4], "unknown": f"nixx{number % 4}"}
        for kind, name in names.items():
            browser = Browser(office.open, source=f"127.4.{number}.{1 + (kind == 'known')}")
            fields = {"name": name, "password": "wrong wrong wrong", "csrf": browser.csrf("/en/sign-in")}
            begin = time.perf_counter()
            answer = browser.form("/en/sign-in", fields)
            times[kind].append(time.perf_counter() - begin)
            pages[kind] = answer.text.replace(name, "NAME").replace(fields["csrf"], "")
            hold(answer.status == 401, answer.told)
    hold(pages["known"] == pages["unknown"], "the pages differ")
    known, unknown = (median(times[kind]) * 1000 for kind in ("known", "unknown"))
    hold(abs(known - unknown) < 0.5 * max(known, unknown), f"{known:.0f} ms and {unknown:.0f} ms")
    return f"401 RGA-9004; {known:.0f} ms, {unknown:.0f} ms"


def _fixed(office: Office) -> str:
    browser = Browser(office.open, cookies={_SESSION: "put-there-by-an-attacker"}, source=_address(office))
    hold(browser.sign_in("rita", PASSWORD).status == 303, "cannot sign in")
    hold(browser.cookies[_SESSION] != "put-there-by-an-attacker", "the session is the one of the attacker")
    return Browser(office.open, cookies={_SESSION: "put-there-by-an-attacker"}).get("/en/account").told


def _handed_on(office: Office) -> str:
    """The attacker's own session is put into the victim's browser before the victim signs in."""
    attacker, victim = newcomer(office, "mallory"), Browser(office.open, source=_address(office))
    victim.cookies[_SESSION] = attacker.cookies[_SESSION]
    hold(victim.sign_in("rita", PASSWORD).status == 303, "cannot sign in")
    hold(not attacker.get("/api/v1/session").json["name"], "the attacker is signed in as the victim")
    return attacker.get("/en/account").told


def _after_sign_out(office: Office) -> str:
    browser = newcomer(office, "olga")
    taken = dict(browser.cookies)
    hold(browser.form("/en/sign-out", {}, page="/en/account").status == 303, "cannot sign out")
    hold(_SESSION not in browser.cookies, "the cookie is still there")
    return Browser(office.open, cookies=taken).get("/en/account").told


def _after_change(office: Office) -> str:
    """A session that was taken, after the password, the role or the standing of its account has changed."""
    told = {}
    for what in ("password", "role", "disabled"):
        browser = newcomer(office, f"pat-{what}")
        taken = Browser(office.open, cookies=dict(browser.cookies))
        store, doing = AccountStore(office.database), Doing("anna", datetime.now(UTC))
        number = store.find(f"pat-{what}").id
        if what == "password":
            fields = {"old": PASSWORD, "new": "another quiet river", "again": "another quiet river"}
            hold(browser.form("/en/account/password", fields, page="/en/account").status == 303, "not changed")
        elif what == "role":
            store.set_role(number, "reader", doing)
        else:
            store.set_standing(number, usable=False, doing=doing)
        told[what] = taken.get("/en/account")
    return alike(told)


def _cookies(office: Office) -> str:
    plain = Browser(office.open, source=_address(office)).sign_in("rita", PASSWORD).cookies
    secure = Browser(office.closed, {"Host": "atlas.example.org"}, source=_address(office))
    token = secure.csrf("/en/sign-in")
    fields = {"name": "rita", "password": PASSWORD, "csrf": token}
    answer = secure.form("/en/sign-in", fields, Origin="https://atlas.example.org")
    hold(answer.status == 303, f"cannot sign in behind TLS: {answer.told}")
    for one in (*plain, *answer.cookies):
        hold("HttpOnly" in one and "SameSite=lax" in one and "Path=/" in one and "Domain" not in one, one)
    session = answer.cookies[0]
    hold(session.startswith("__Host-regatlas-session=") and "Secure" in session, session)
    hold("max-age=31536000" in answer.headers["strict-transport-security"], "no HSTS")
    return "HttpOnly; SameSite=lax; Path=/; Secure"


def _plain_origin(office: Office) -> str:
    secure = Browser(office.closed, {"Host": "atlas.example.org"}, source=_address(office))
    fields = {"name": "rita", "password": PASSWORD, "csrf": secure.csrf("/en/sign-in")}
    return secure.form("/en/sign-in", fields, Origin="http://atlas.example.org").told


def _closed(office: Office) -> str:
    """Every kind of address of a server whose reading is closed, by nobody."""
    visitor, sha = Browser(office.closed, {"Host": "atlas.example.org"}), office.documents["sample.md"]
    pages = (
        "/en/",
        "/en/documents",
        f"/en/documents/{sha}",
        "/en/search?q=备案",
        "/zh/check",
        "/en/imports",
        "/en/review",
    )
    calls = ("documents", f"documents/{sha}", "search?q=x", "codes", "feed.atom", "session", "accounts", "agreement")
    for path in pages:
        answer = visitor.get(path.replace("备案", "%E5%A4%87%E6%A1%88"))
        hold(answer.told.startswith("303 /") and "/sign-in" in answer.told, f"{path}: {answer.told}")
    return alike({one: lacks(visitor.get(f"/api/v1/{one}"), sha) for one in calls})


_IN = "303 /en/sign-in"
GROUP = Group(
    ("Signing in and sessions", "登录与会话"),
    (
        Attack(
            ("guessing a password from many addresses", "由多个地址猜测密码"),
            "X-Forwarded-For: 198.51.100.…",
            "429 RGA-9005, Retry-After",
            ("from the sixth attempt on, the right password included", "自第六次起，正确的密码亦同"),
            _guessed,
        ),
        Attack(
            ("guessing all at once", "同时提交多个密码"),
            ("12 passwords at the same moment", "同一时刻 12 个密码"),
            "5 judged",
            ("the others have to wait", "其余须等待"),
            _at_once,
        ),
        Attack(
            ("a password of 900,000 characters", "九十万字的密码"),
            ("`x` × 900,000", "`x` 九十万个"),
            "401 RGA-9004",
            ("answered at once", "即时应答"),
            _long_password,
        ),
        Attack(
            ("one password for many names", "以同一密码尝试多个用户名"),
            ("22 names from one address", "同一地址，22 个用户名"),
            "429",
            ("from the 21st attempt on", "自第 21 次起"),
            _sprayed,
        ),
        Attack(
            ("locking people out", "使他人无法登录"),
            ("the attacks above", "上述攻击"),
            "303",
            ("others still sign in", "他人照常登录"),
            _elsewhere,
        ),
        Attack(
            ("learning which names there are", "探知有哪些用户名"),
            ("12 known, 12 unknown names", "已有、没有的用户名各 12 次"),
            "401 RGA-9004",
            ("the same page; medians for known and unknown names", "页面相同；时间依次为已有、没有的用户名的中位数"),
            _enumerated,
        ),
        Attack(
            ("a second account that looks like the first", "与已有用户名形似的账号"),
            "ANNA ａｎｎａ anna+U+200B",
            "exit 2 RGA-1008",
            ("five spellings; none is added", "五种写法，均不予添加"),
            _look_alike,
        ),
        Attack(
            ("a forged return from a service that vouches for people", "伪造统一身份登录的返回"),
            "GET /sign-in/return?code=x&state=y",
            "401 RGA-9004",
            ("no session was begun", "未建立会话"),
            _forged_return,
        ),
        Attack(
            ("cookies, tokens and languages that are nonsense", "乱码的 Cookie、令牌与语言"),
            "Cookie: regatlas-session=\xff\xfe",
            "below 500",
            ("six headers, seven words each", "六种请求头，各试七种写法"),
            _nonsense,
        ),
        Attack(
            ("session fixation", "会话固定"),
            "Cookie: regatlas-session=…",
            _IN,
            ("signing in gives another session", "登录后换发新会话"),
            _fixed,
        ),
        Attack(
            ("session fixation with a session of one's own", "以攻击者自己的会话实施固定"),
            "Cookie: regatlas-session=…",
            _IN,
            ("that session has ended", "该会话随即失效"),
            _handed_on,
        ),
        Attack(
            ("a session after signing out", "退出后使用原会话"),
            "Cookie: regatlas-session=…",
            _IN,
            ("of no use", "已失效"),
            _after_sign_out,
        ),
        Attack(
            ("a session after a change of the account", "账号变更后使用原会话"),
            ("password, role, standing", "密码、角色、停用"),
            _IN,
            ("of no use", "已失效"),
            _after_change,
        ),
        Attack(
            ("taking the cookie", "窃取 Cookie"),
            ("by a script, another site, a page without TLS", "经由脚本、他站、未加密页面"),
            "HttpOnly; SameSite=lax; Path=/; Secure",
            ("behind TLS `__Host-`, and HSTS", "经 TLS 时带 `__Host-` 与 HSTS"),
            _cookies,
        ),
        Attack(
            ("a form from the page without TLS", "表单来自未加密的同名网站"),
            "Origin: http://atlas.example.org",
            "403 RGA-9003",
            ("no session was begun", "未建立会话"),
            _plain_origin,
        ),
        Attack(
            ("reading where reading is closed", "在不公开阅读的服务上阅读"),
            "GET /api/v1/documents …",
            "401 RGA-9001",
            ("8 calls; 7 pages lead to the sign-in", "8 个接口；另 7 个页面均转至登录页"),
            _closed,
        ),
    ),
)
