"""Words that mean something to a database, an index, a list or a disk."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from urllib.parse import quote

from benchmarks.attack_case import Attack, Group, alike, hold, lacks
from benchmarks.attack_office import Office
from benchmarks.attack_wire import Answer, head, raw, statuses

_FOUND = ("nothing is found, nothing is lost", "查无结果，数据无损")
_SQL = (
    "'",
    "''",
    "' OR '1'='1",
    "'; DROP TABLE document;--",
    '" OR ""="',
    "\\'; --",
    "1;SELECT pg_sleep(9)",
    "') UNION SELECT 1--",
)
_INDEX = (
    '"',
    '""',
    "a NEAR b",
    "NEAR(a b, 2)",
    "x*",
    "^x",
    "title:x",
    "{a b}:c",
    "-x",
    "(",
    ")",
    "x AND",
    "NOT",
    "a OR b",
    "+",
)
_LIKE = ("%", "_", "%%", "[a-z]", "\\%", "%a%")
_FILTERS = ("jurisdiction", "language", "type", "status", "category", "level", "actor", "as_of", "issued_from", "mode")
_UP = (
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "..%252f..%252fetc%252fpasswd",
    "..%5c..%5cwindows%5cwin.ini",
    "..\\..\\etc\\passwd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%c0%af..%c0%afetc/passwd",
    "%00../etc/passwd",
    "....//....//etc/passwd",
    "%2fetc%2fpasswd",
    "file:%2f%2f%2fetc%2fpasswd",
)


def _whole(office: Office) -> tuple[int, ...]:
    return tuple(office.count(one) for one in ("document", "provision", "record", "account", "audit_entry"))


def _searched(office: Office, words: tuple[str, ...]) -> str:
    """Each of these as a query, on the page and in the interface; they stand in no text, so nothing may be found."""
    before, told = _whole(office), {}
    for word in words:
        page = office.anybody.get(f"/en/search?q={quote(word)}")
        call = office.anybody.get(f"/api/v1/search?q={quote(word)}")
        hold(call.status in (200, 400), f"{word!r}: {call.told}")
        found = call.json.get("total", 0)
        hold(found == 0, f"{word!r} finds {found}")
        told[word] = "200" if (page.status, call.status) in ((200, 200), (200, 400), (400, 400)) else f"{page.status}"
    hold(_whole(office) == before, "rows came or went")
    return alike(told)


def _sql(office: Office) -> str:
    return _searched(office, _SQL)


def _index(office: Office) -> str:
    return _searched(office, tuple(f"qqx{one}qqy" for one in _INDEX))


def _bare_index(office: Office) -> str:
    told = {}
    for word in (*_INDEX, "*" * 300, '"' * 301, "(" * 200, "算法 NEAR 备案", "算法*"):
        for path in ("/en/search", "/api/v1/search", "/api/v1/suggestions"):
            answer = office.anybody.get(f"{path}?q={quote(word)}")
            told[f"{path} {word}"] = "below 500" if answer.status < 500 else answer.told
    return alike(told)


def _like(office: Office) -> str:
    """Wildcards stand for themselves: were they any, they would find every provision or document."""
    for word in _LIKE[:3]:
        hold(office.anybody.get("/api/v1/search", q=word).json.get("total", 0) == 0, f"{word!r} finds provisions")
        listed = office.anybody.get("/api/v1/documents", title=word).json["documents"]
        hold(not listed, f"{word!r} finds documents by title")
        hold(not office.people["anna"].get("/api/v1/audit", subject=word).json["entries"], f"{word!r} finds entries")
        hold(not office.people["eddy"].get("/api/v1/imports", text=word).json["imports"], f"{word!r} finds imports")
    return _searched(office, _LIKE)


def _nul(office: Office) -> str:
    told = {}
    for word in ("a%00b", "%00", "%F0%9F", "%ED%A0%80", "%u0041", "%"):
        for path in (
            f"/en/search?q={word}",
            f"/api/v1/search?q={word}",
            f"/api/v1/documents?title={word}",
            f"/en/%00?{word}",
        ):
            answer = office.anybody.send("GET", path)
            told[path] = "below 500" if answer.status < 500 else answer.told
    return alike(told)


def _filtered(office: Office) -> str:
    before, told = _whole(office), {}
    everything = office.anybody.get("/api/v1/search", q="备案").json["total"]
    for name in _FILTERS:
        for word in ("' OR '1'='1", "CN' --", "%", 'x"; DROP TABLE search_unit', "$ne"):
            answer = office.anybody.get("/api/v1/search", q="备案", **{name: word})
            found = answer.json.get("total", 0)
            hold(answer.status < 500 and found < everything, f"{name}={word!r}: {answer.told}, finds {found}")
            told[f"{name} {word}"] = "400 or nothing found"
    hold(_whole(office) == before, "rows came or went")
    return alike(told)


def _identity(office: Office) -> str:
    told = {}
    for word in ("%", "_" * 64, "' OR 1=1--", "0" * 64, "-1", "1 OR 1=1", "a" * 5_000, "%27"):
        for path in ("/en/documents/", "/api/v1/documents/", "/api/v1/instruments/", "/en/taxonomies/"):
            told[f"{path}{word[:20]}"] = str(office.anybody.get(path + quote(word, safe="")).status)
    return alike(told)


def _refused_cursors(office: Office, cursors: Mapping[str, str]) -> str:
    told: dict[str, Answer] = {}
    for name, cursor in cursors.items():
        for path in ("/api/v1/documents", "/api/v1/codes"):
            told[f"{name} {path}"] = office.anybody.get(path, cursor=cursor)
    return alike(told)


def _forged(office: Office) -> str:
    genuine = office.anybody.get("/api/v1/documents", limit="1").json["next"]
    mark = json.loads(base64.urlsafe_b64decode(genuine + "=" * (-len(genuine) % 4)))[0]
    keys: tuple[object, ...] = (-1, 2**70, "1 OR 1=1", None, [1], 1.5, True)
    forged = {repr(key): _cursor([mark, key]) for key in keys}
    return _refused_cursors(office, forged | {"no JSON": "!!!!", "nothing": "e30", "deep": _cursor([[[]]])})


def _cursor(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _elsewhere(office: Office) -> str:
    genuine = office.anybody.get("/api/v1/documents", limit="1").json["next"]
    return alike(
        {
            "another list": office.anybody.get("/api/v1/instruments", cursor=genuine),
            "another filter": office.anybody.get("/api/v1/documents", cursor=genuine, title="甲"),
            "the log": office.people["anna"].get("/api/v1/audit", cursor=genuine),
        }
    )


def _climbed(office: Office, places: tuple[str, ...]) -> str:
    """Ask for every spelling below these places, byte for byte: no client tidies them up first."""
    for place in places:
        for way in _UP:
            request = head("GET", place + way, office.open, ["Connection: close"])
            said = raw(office.open, request)
            hold(b"root:" not in said and b"[fonts]" not in said, f"{place}{way} gives a file of the machine")
            hold(statuses(said) in ("400", "404"), f"{place}{way}: {statuses(said)}")
    return "404"


def _climbed_files(office: Office) -> str:
    return _climbed(office, ("/static/", "/static/0123456789abcdef/", "/"))


def _climbed_texts(office: Office) -> str:
    sha = office.documents["sample.md"]
    return _climbed(
        office, ("/en/documents/", f"/api/v1/documents/{sha}/provisions/", "/api/v1/taxonomies/", "/en/instruments/")
    )


def _climbed_langs(office: Office) -> str:
    told = {}
    for lang in ("xx", "en%2f..", "..", "zh%00", "EN"):
        answer = office.anybody.send("GET", f"/{lang}/about")
        told[lang] = lacks(answer, "root:")[:3]
    return alike(told)


def _inner_links(office: Office) -> str:
    sha, told = office.documents["sample.md"], {}
    for name in ("art_1%0d%0aSet-Cookie:%20a=b", "%5c%5cevil.example", "@evil.example", "art_1%23%2e%2e%3fevil"):
        answer = office.anybody.send("GET", f"/en/documents/{sha}/at/{name}")
        hold("evil" not in answer.headers.get("location", "") and "set-cookie" not in answer.headers, answer.head)
        told[name] = f"{answer.status} to the text"
    return alike(told)


_ROWS = ("page and interface; every row still there", "网页与接口均试；数据行数不变")
GROUP = Group(
    ("Queries, lists and paths", "检索式、列表与路径"),
    (
        Attack(("SQL in a query", "检索词含 SQL"), "'; DROP TABLE document;--", "200", _FOUND, _sql),
        Attack(
            ("syntax of the index around words", "检索词含全文索引语法"), "a NEAR b, x*, {a b}:c", "200", _FOUND, _index
        ),
        Attack(
            ("syntax of the index alone", "仅含全文索引语法"),
            '" ( * NOT ^x',
            "below 500",
            ("never an error of the server", "服务器无任何错误"),
            _bare_index,
        ),
        Attack(
            ("wildcards", "通配符"),
            "% _ [a-z]",
            "200",
            (
                "they stand for themselves, also in titles, the log and the imports",
                "按字面处理，标题、日志与导入列表亦同",
            ),
            _like,
        ),
        Attack(
            ("NUL, halves of characters and broken escapes", "NUL、残缺字符与错误转义"),
            "%00 %ED%A0%80 %u0041",
            "below 500",
            ("never an error of the server", "服务器无任何错误"),
            _nul,
        ),
        Attack(
            ("SQL in the filters", "筛选条件含 SQL"),
            "jurisdiction=' OR '1'='1",
            "400 or nothing found",
            (f"{len(_FILTERS)} filters, five words each", f"{len(_FILTERS)} 种筛选条件，各试五种写法"),
            _filtered,
        ),
        Attack(
            ("SQL and wildcards as identifiers", "以 SQL 与通配符充当标识"),
            "/api/v1/documents/' OR 1=1--",
            "404",
            _ROWS,
            _identity,
        ),
        Attack(
            ("forged cursors", "伪造的分页游标"),
            '["…", "1 OR 1=1"]',
            "400 RGA-1008",
            ("ten forms", "十种写法"),
            _forged,
        ),
        Attack(
            ("the cursor of another list", "他处的分页游标"),
            "cursor=…",
            "400 RGA-1008",
            ("another list, another filter, the log", "其他列表、其他条件、审计日志"),
            _elsewhere,
        ),
        Attack(
            ("paths out of the folder of files", "越出静态文件目录"),
            "/static/..%2f..%2fetc%2fpasswd",
            "404",
            (
                f"{len(_UP)} spellings, byte for byte; no file of the machine",
                f"{len(_UP)} 种写法，逐字节发送；未得到本机文件",
            ),
            _climbed_files,
        ),
        Attack(
            ("paths in the names of texts and provisions", "文本、条款与分类法名称含路径"),
            "/en/documents/..%252f..%252fetc",
            "404",
            (f"{len(_UP)} spellings at four places", f"四处各 {len(_UP)} 种写法"),
            _climbed_texts,
        ),
        Attack(
            ("paths as a language", "语言代码为路径"),
            "/..%2f/about",
            "404",
            ("no file of the machine", "未得到本机文件"),
            _climbed_langs,
        ),
        Attack(
            ("a line feed or a way out in the name of a provision", "条款名称含换行或者跳转"),
            "/at/art_1%0d%0aSet-Cookie:",
            "303 to the text",
            ("no header, no other host", "未添加响应头，不指向他站"),
            _inner_links,
        ),
    ),
)
