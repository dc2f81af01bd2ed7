"""Rights that one does not have: those of others, of other roles, and of other tokens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from benchmarks.attack_accounts import newcomer
from benchmarks.attack_case import Attack, Group, alike, hold, lacks
from benchmarks.attack_office import PASSWORD, Office, bearer
from benchmarks.attack_wire import Browser
from regatlas.store.accounts.accounts import AccountStore, Doing
from regatlas.store.accounts.tokens import TokenStore

_PLACES = ("/en/admin", "/en/admin/accounts", "/zh/admin/audit", "/en/admin/audit.jsonl")
_CALLS = ("/api/v1/accounts", "/api/v1/audit", "/api/v1/audit/lines", "/api/v1/audit/verified")


def _rights(office: Office) -> str:
    told = {}
    for name in ("rita", "cora", "eddy"):
        for path in (*_PLACES, *_CALLS):
            told[f"{name} {path}"] = office.people[name].get(path)
    return alike(told)


def _posted(office: Office) -> str:
    """Changes that only an admin may make, by everybody else, with the right token of their own session."""
    before, told = office.count("account"), {}
    for name in ("rita", "cora", "eddy"):
        browser = office.people[name]
        fields = {"name": "intruder", "role": "admin", "csrf": browser.csrf("/en/account")}
        told[f"{name} adds"] = browser.form("/en/admin/accounts", fields)
        told[f"{name} rises"] = browser.form(f"/en/admin/accounts/{name}", {**fields, "do": "role"})
    hold(office.count("account") == before, "an account was added")
    hold(AccountStore(office.database).find("eddy").role == "editor", "a role was changed")
    return alike(told)


def _assigned(office: Office) -> str:
    """Fields that a form does not have."""
    browser = newcomer(office, "max", "reader")
    more = {"role": "admin", "account_id": "1", "by": "owner", "scopes": "admin"}
    fields = {"old": PASSWORD, "new": "a third quiet river", "again": "a third quiet river", **more}
    browser.form("/en/account/password", fields, page="/en/account")
    hold(AccountStore(office.database).find("max").role == "reader", "the role has changed")
    scopes = {"name": "x", "scope": "admin", "days": "30", "role": "admin"}
    made = browser.form("/en/account/tokens", scopes, page="/en/account")
    hold("rga_" not in made.text, "a token with the scope admin was made")
    call = office.program("anna", "admin").call("POST", "/api/v1/accounts", {"name": "y", "role": "reader", "id": 1})
    hold(call.status in (400, 403), f"the interface took a field that it does not have: {call.told}")
    return f"{made.status} RGA-9002" if "RGA-9002" in made.text else made.told


def _of_others(office: Office) -> str:
    """Tokens and sessions of others by their numbers."""
    cora, bert = office.people["cora"], office.people["bert"]
    secret = office.token("bert", "read")
    number = TokenStore(office.database).of(AccountStore(office.database).find("bert").id)[0].id
    told = cora.form(f"/en/account/tokens/{number}/revoke", {}, page="/en/account")
    call = cora.send("DELETE", f"/api/v1/tokens/{number}", headers={"X-CSRF-Token": cora.csrf("/en/account")})
    hold(bearer(office.open, secret).get("/api/v1/session").json["name"] == "bert", "the token of another was revoked")
    ended = cora.form("/en/account/sessions/end", {"session": "0" * 16}, page="/en/account")
    hold(bert.get("/en/account").status == 200, "the session of another was ended")
    hold(ended.status in (303, 404), ended.told)
    lacks(cora.get("/en/account"), "bert")
    return alike({"page": told.told, "interface": call.told})


def _scope(office: Office) -> str:
    """A token that may read, of somebody who may do everything."""
    token, sha = office.program("anna", "read"), office.documents["sample.md"]
    answer = {"item": "status", "version": 0, "value": "abstained"}
    return alike(
        {
            "imports": token.call("POST", "/api/v1/imports", {"url": "https://example.org/"}),
            "lists imports": token.get("/api/v1/imports"),
            "codes": token.call("POST", f"/api/v1/documents/{sha}/codings", {}),
            "answers": token.call("POST", f"/api/v1/documents/{sha}/codings/anna/answers", {"answers": [answer]}),
            "accounts": token.get("/api/v1/accounts"),
            "log": token.get("/api/v1/audit/lines"),
        }
    )


def _makes(office: Office) -> str:
    """A token with every scope makes tokens and accounts, or opens the pages for people."""
    token = office.program("anna", "read", "review", "import", "admin")
    before = office.count("api_token"), office.count("account")
    told = {
        "tokens": token.call("POST", "/api/v1/tokens", {"name": "x", "scopes": ["read"]}),
        "list": token.get("/api/v1/tokens"),
        "accounts": token.call("POST", "/api/v1/accounts", {"name": "intruder", "role": "admin"}),
        "roles": token.call("PATCH", "/api/v1/accounts/rita", {"role": "admin"}),
        "page": token.get("/en/account"),
    }
    hold((office.count("api_token"), office.count("account")) == before, "something was made")
    return alike(told)


def _shrunk(office: Office) -> str:
    """A token, after the role of its owner has become less."""
    newcomer(office, "vera", "editor")
    token = bearer(office.open, office.token("vera", "read", "review", "import"))
    hold(token.get("/api/v1/imports").status == 200, "the token is of no use")
    store = AccountStore(office.database)
    store.set_role(store.find("vera").id, "reader", Doing("anna", datetime.now(UTC)))
    return alike({"imports": token.get("/api/v1/imports"), "codings": token.get("/api/v1/codings")})


def _dead(office: Office) -> str:
    """Tokens that are past their time, revoked, of a disabled account, or invented."""
    newcomer(office, "walt")
    store, tokens, doing = AccountStore(office.database), TokenStore(office.database), Doing("walt", datetime.now(UTC))
    walt = store.find("walt").id
    past = office.token("walt", "read", lasts=timedelta(days=1), ago=timedelta(days=2))
    revoked = office.token("walt", "read")
    tokens.revoke(walt, tokens.of(walt)[0].id, doing)
    disabled = office.token("walt", "read")
    store.set_standing(walt, usable=False, doing=doing)
    invented = ("rga_" + "A" * 43, disabled[:-1], disabled + "A", "null", "' OR 1=1--", "")
    return alike(
        {
            one[:9] + str(len(one)): bearer(office.open, one).get("/api/v1/session")
            for one in (past, revoked, disabled, *invented)
        }
    )


def _both(office: Office) -> str:
    """A worthless token beside a session that has rights: the token decides, and no rights are added up."""
    anna = Browser(office.open, {"Authorization": "Bearer rga_nonsense"}, dict(office.people["anna"].cookies))
    weak = Browser(
        office.open, {"Authorization": f"Bearer {office.token('rita', 'read')}"}, dict(office.people["anna"].cookies)
    )
    hold(weak.get("/api/v1/accounts").status == 403, "the session's rights were used")
    return anna.get("/api/v1/accounts").told


_NOT = ("nothing was changed", "未作任何更改")
GROUP = Group(
    ("Rights and tokens", "权限与令牌"),
    (
        Attack(
            ("pages and calls of an admin, by others", "非管理员打开管理页面与接口"),
            "GET /en/admin/accounts …",
            "403 RGA-9002",
            ("reader, coder and editor, eight addresses each", "读者、标注员、编辑各试八处"),
            _rights,
        ),
        Attack(
            ("changes of an admin, by others", "非管理员更改账号"),
            "POST /en/admin/accounts role=admin",
            "403 RGA-9002",
            ("no account, no role", "未添加账号，角色不变"),
            _posted,
        ),
        Attack(
            ("fields that a form does not have", "提交表单所无的字段"),
            "role=admin&account_id=1",
            "400 RGA-9002",
            ("the role stays; no token of that scope", "角色不变；未建立该范围的令牌"),
            _assigned,
        ),
        Attack(
            ("tokens and sessions of another", "操作他人的令牌与会话"),
            "DELETE /api/v1/tokens/N",
            "404 RGA-1404",
            _NOT,
            _of_others,
        ),
        Attack(
            ("a token that may only read", "以只读令牌更改"),
            "scope=read",
            "403 RGA-9002",
            ("of an admin; six calls", "属于管理员；六个接口"),
            _scope,
        ),
        Attack(
            ("a token that makes tokens and accounts", "以令牌建立令牌与账号"),
            "scope=read,review,import,admin",
            "403 RGA-9002",
            _NOT,
            _makes,
        ),
        Attack(
            ("a token after its owner's role has shrunk", "所有者角色降低后使用令牌"),
            "scope=read,review,import",
            "403 RGA-9002",
            ("no more than the role", "不超出其角色"),
            _shrunk,
        ),
        Attack(
            ("tokens that are dead or invented", "失效或者虚构的令牌"),
            ("past, revoked, disabled, six invented", "过期、已撤销、账号停用，另六种虚构"),
            "401 RGA-9001",
            ("the same answer for all", "应答一律相同"),
            _dead,
        ),
        Attack(
            ("a token beside a session", "令牌与会话并用"),
            ("a worthless token, the cookie of an admin", "无效的令牌与管理员的 Cookie"),
            "401 RGA-9001",
            ("rights are not added up", "权限不叠加"),
            _both,
        ),
    ),
)
