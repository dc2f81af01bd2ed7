"""Words that want to run in the browser of whoever reads them."""

from __future__ import annotations

from urllib.parse import quote

from benchmarks.attack_case import Attack, Group, alike, harmless, hold, lacks
from benchmarks.attack_office import SCRIPT, Office

_ONE = ("the page has it as text; nothing runs", "页面原样显示为文字，不执行")
_FILE = '"><svg onload=alert(3)>.md'
_HANDLER = '"><img src=x onerror=alert(1)>'


def _text(name: str, shown: str, *places: str) -> Attack:
    """A text that was imported, looked at on several pages."""

    def run(office: Office) -> str:
        sha = office.documents[name]
        pages = places or ("", "/record")
        found = {one: office.people["cora"].get(f"/zh/documents/{sha}{one}") for one in pages}
        hold(shown in found[pages[0]].text or shown in _unescaped(found[pages[0]].text), f"{shown!r} is not shown")
        return alike({one: harmless(answer) for one, answer in found.items()})

    what = {
        "title.md": ("a script in a text's title", "文本标题含脚本"),
        "text.md": ("a script, a handler and the end of the page in a text", "正文含脚本、事件属性与页面结束标签"),
        "page.html": ("a web page with scripts, handlers, drawings and frames", "网页含脚本、事件属性、图形与框架"),
        "marked.md": ("Markdown with links and pictures that run", "Markdown 含可执行的链接与图片"),
    }[name]
    sent = {
        "page.html": "<script> <body onload> <a href=javascript:> <svg onload> <iframe>",
        "marked.md": "[x](javascript:alert(9)) <a onclick=…>",
        "title.md": f"# {SCRIPT}",
        "text.md": f"</main>{SCRIPT}<img onerror=…>",
    }.get(name, name)
    return Attack(what, sent, "200", _ONE, run)


def _file_name(office: Office) -> str:
    eddy, sha = office.people["eddy"], office.documents[_FILE]
    number = eddy.get("/api/v1/imports", text="svg").json["imports"][0]["id"]
    pages = {one: eddy.get(one) for one in ("/en/imports", f"/zh/imports/{number}", f"/en/documents/{sha}")}
    hold("alert(3)" in pages["/en/imports"].text, "the name is not in the list")
    return alike({one: harmless(page) for one, page in pages.items()})


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&#34;", '"')


def _lists(office: Office) -> str:
    places = ("/en/", "/en/documents", "/en/search?q=算法备案", "/zh/compare", "/zh/review")
    pages = {one: office.people["cora"].get(quote(one, safe="/?=")) for one in places}
    hold("alert(1)" in pages["/en/documents"].text, "the title is not in the list")
    return alike({one: harmless(answer) for one, answer in pages.items()})


def _page(path: str, shown: str = SCRIPT) -> str:
    return f"{path}{quote(shown, safe='')}"


def _asked(path: str, what: tuple[str, str], *, want: str = "200") -> Attack:
    def run(office: Office) -> str:
        return alike({words: harmless(office.anybody.get(_page(path, words)), words) for words in (SCRIPT, _HANDLER)})

    return Attack(what, f"{path}{SCRIPT}", want, _ONE, run)


def _note(office: Office) -> str:
    sha, cora = office.documents["sample.md"], office.program("cora", "read", "review")
    cora.call("POST", f"/api/v1/documents/{sha}/codings", {})
    wanted = {"item": "status", "version": 0, "value": "abstained", "note": SCRIPT + _HANDLER}
    kept = cora.call("POST", f"/api/v1/documents/{sha}/codings/cora/answers", {"answers": [wanted]})
    hold(kept.status == 200, f"the note was not kept: {kept.text}")
    places = ("review", "review/history/cora", "review?group=status")
    pages = {one: office.people["cora"].get(f"/en/documents/{sha}/{one}") for one in places}
    hold(any("alert(1)" in one.text for one in pages.values()), "the note is on no page")
    return alike({one: harmless(page) for one, page in pages.items() if page.status != 404})


def _account(office: Office) -> str:
    before = office.count("account")
    answer = office.people["anna"].form(
        "/en/admin/accounts", {"name": _HANDLER, "role": "reader"}, page="/en/admin/accounts"
    )
    hold(office.count("account") == before, "the account was made")
    harmless(answer)
    code, said = office.regatlas("accounts", "add", SCRIPT, "--password-stdin")
    hold(code == 2 and "RGA-1008" in said, f"the command line took it: {said}")
    return f"{answer.status} RGA-1008" if "RGA-1008" in answer.text else answer.told


def _token_name(office: Office) -> str:
    fields = {"name": SCRIPT, "scope": "read", "days": "30"}
    return harmless(office.people["rita"].form("/en/account/tokens", fields, page="/en/account"), SCRIPT)


def _sign_in_name(office: Office) -> str:
    answer = office.anybody.sign_in(_HANDLER, "wrong wrong wrong")
    return harmless(answer, _HANDLER)


def _next(office: Office) -> str:
    words = ("javascript:alert(1)", f'/en/"{SCRIPT}', "data:text/html,<script>")
    pages = {one: office.anybody.get("/en/sign-in", next=one) for one in words}
    for one, page in pages.items():
        hold('name="next" value="/en/' in page.text, f"{one!r} is where the form leads")
    return alike({one: harmless(page) for one, page in pages.items()})


def _address(office: Office) -> str:
    page = office.people["eddy"].form("/en/imports/address", {"address": f'"{SCRIPT}'}, page="/en/imports")
    return harmless(page, SCRIPT)


def _problem(office: Office) -> str:
    paths = ("/en/documents/", "/en/instruments/", "/zh/taxonomies/", "/en/")
    return alike({one: harmless(office.anybody.get(_page(one)))[:3] for one in paths})


def _data(office: Office) -> str:
    answers = {}
    sha = office.documents["title.md"]
    for path in (f"/api/v1/documents/{sha}", "/api/v1/documents", _page("/api/v1/nothing/"), "/api/v1/feed.atom"):
        answer = office.anybody.send("GET", path, headers={"Accept": "text/html,*/*"})
        hold(answer.headers["x-content-type-options"] == "nosniff", "browsers may guess the kind of content")
        hold("html" not in answer.headers.get("content-type", ""), f"{path} is a page")
        answers[path] = "never a page"
    return alike(answers)


def _static(office: Office) -> str:
    answers = {}
    for path in ("/en/", "/zh/check", "/en/documents", "/api/v1/session", "/static/x/none.js", "/healthz", "/nothing"):
        answer = office.anybody.get(path)
        answers[path] = answer.headers.get("content-security-policy", "")
    policy = alike(answers)
    hold("unsafe" not in policy and "script-src 'self'" in policy, f"the policy is {policy}")
    return "default-src 'none'; script-src 'self'"


def _report(office: Office) -> str:
    path = f"/en/check/report.html?f.role=provider&name={quote(SCRIPT + _HANDLER)}"
    answer = office.anybody.get(path)
    hold(answer.headers["content-disposition"].startswith("attachment"), "the report opens in the site")
    return lacks(answer, SCRIPT, "<img src=x")


GROUP = Group(
    ("Scripts in words", "文字中夹带脚本（XSS）"),
    (
        _text("title.md", SCRIPT, "", "/record", "/review"),
        _text("text.md", "{{ 7*7 }}"),
        Attack(
            ("a file name that is a drawing with a handler", "文件名为带事件属性的图形"), _FILE, "200", _ONE, _file_name
        ),
        _text("page.html", "链接"),
        _text("marked.md", "链接"),
        Attack(
            ("the same texts in lists, search and comparison", "上述文本出现于列表、检索与比较页"),
            SCRIPT,
            "200",
            _ONE,
            _lists,
        ),
        _asked("/en/search?q=", ("a script as a query", "检索词为脚本")),
        _asked("/zh/documents?title=", ("a script as a filter of a list", "列表筛选条件为脚本")),
        _asked("/en/obligations?word=", ("a script as a word of the explorer", "义务检索词为脚本")),
        _asked("/en/check?f.role=provider&name=", ("a script as the name of a product", "产品名称为脚本")),
        Attack(("a script in the note of a review", "复核备注含脚本"), f"note={SCRIPT}", "200", _ONE, _note),
        Attack(
            ("a script as the name of an account", "用户名为脚本"),
            f"name={_HANDLER}",
            "400 RGA-1008",
            ("no account; the command line refuses it too", "未建立账号；命令行同样拒绝"),
            _account,
        ),
        Attack(("a script as the name of a token", "令牌名称为脚本"), f"name={SCRIPT}", "200", _ONE, _token_name),
        Attack(
            ("a script as the name at the sign-in", "登录用户名为脚本"), f"name={_HANDLER}", "401", _ONE, _sign_in_name
        ),
        Attack(
            ("an address that runs, as the page after signing in", "登录后跳转地址为可执行地址"),
            "next=javascript:alert(1)",
            "200",
            ("the form leads to a page of the site instead", "表单改为指向本站页面"),
            _next,
        ),
        Attack(("a script as an address to import", "待导入网址为脚本"), f'address="{SCRIPT}', "400", _ONE, _address),
        Attack(
            ("a script in the path", "路径含脚本"),
            f"/en/documents/{SCRIPT}",
            "404",
            ("nothing runs", "不执行"),
            _problem,
        ),
        Attack(
            ("data opened as a page", "将接口数据当作网页打开"),
            "Accept: text/html",
            "never a page",
            ("JSON, Atom or text, with nosniff", "均为 JSON、Atom 或者文本，并带 nosniff"),
            _data,
        ),
        Attack(
            ("a report of a product whose name is a script", "产品名称为脚本的报告"),
            f"/en/check/report.html?name={SCRIPT}",
            "200",
            ("comes as a download, with the name escaped", "以附件下载，名称已转义"),
            _report,
        ),
        Attack(
            ("what a script could do if one got in", "假使脚本混入页面"),
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'",
            ("on pages, data, files and errors alike; nothing unsafe", "页面、数据、文件与错误页一律带有；无 unsafe"),
            _static,
        ),
    ),
)
