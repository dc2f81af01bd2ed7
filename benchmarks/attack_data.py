"""What comes out: downloads, what others are not to see yet, and what is kept and may be changed behind our back."""

from __future__ import annotations

import csv
import io
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from benchmarks.attack_case import Attack, Group, alike, hold, lacks
from benchmarks.attack_office import Office
from benchmarks.attack_wire import Answer, Browser

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_EVIL = "https://evil.example"
_CHECK = "/api/v1/check"
_NEXT = ("the next request is answered", "其后的请求照常应答")


def _formula(office: Office) -> str:
    """Every cell of every list as CSV; a title and a file name of the store are formulas."""
    sha, found = office.documents["=HYPERLINK(evil).md"], 0
    lists = (
        "documents",
        "codes",
        f"documents/{sha}/provisions",
        "instruments",
        "obligations",
        f"documents/{sha}/codes",
    )
    for name in lists:
        answer = office.anybody.get(f"/api/v1/{name}", format="csv")
        hold(
            answer.status == 200 and answer.headers["content-disposition"].startswith("attachment"),
            f"{name}: {answer.told}",
        )
        for row in csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))):
            for one in row:
                hold(not one.startswith(_FORMULA) or _number(one), f"{name} has the cell {one[:60]!r}")
                found += one.startswith("'=")
    hold(found, "no formula was there to be made harmless")
    return "200"


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _checked(body: bytes, kind: str = "application/json") -> Callable[[Office], str]:
    """Send a profile, and see that it is answered soon."""

    def run(office: Office) -> str:
        begin = time.monotonic()
        answer = office.anybody.send("POST", _CHECK, body, {"Content-Type": kind})
        hold(time.monotonic() - begin < 5, f"it took {time.monotonic() - begin:.1f} s")
        hold(office.anybody.get("/healthz").status == 200, "the server does not answer any more")
        return answer.told

    return run


def _deep(office: Office) -> str:
    return alike(
        {one: _checked(body)(office) for one, body in (("lists", b"[" * 100_000), ("objects", b'{"a":' * 100_000))}
    )


def _no_json(office: Office) -> str:
    values = (
        b"NaN",
        b"Infinity",
        b'{"schema": "regatlas/profile/1", "facts": {"x": NaN}}',
        b"\xff\xfe",
        b'"\\ud800"',
        b"",
    )
    return alike({repr(one): _checked(one)(office) for one in values})


def _large_number(office: Office) -> str:
    return _checked(b'{"schema": "regatlas/profile/1", "name": "x", "facts": {"x": ' + b"9" * 900_000 + b"}}")(office)


def _aliases() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{one}: &a{one} [{', '.join([f'*a{one - 1}'] * 9)}]" for one in range(1, 12)]
    return "\n".join(lines).encode()


def _yaml_bomb(office: Office) -> str:
    told = _checked(_aliases(), "application/yaml")(office)
    page = office.anybody.form("/en/check/open", {"profile": _aliases().decode()})
    hold(page.status == 400, f"the page took it: {page.told}")
    return told


def _yaml_object(office: Office) -> str:
    bodies = (
        b"!!python/object/apply:os.system ['touch /tmp/regatlas-attack']",
        b"!!python/name:os.system",
        b"a: !!binary x\n<<: *a",
    )
    told = alike({repr(one): _checked(one, "application/yaml")(office) for one in bodies})
    hold(not Path("/tmp/regatlas-attack").exists(), "a program was run")
    return told


def _cors(office: Office) -> str:
    """From a site that the operator has not named, and for the one that was named: without cookies."""
    for port in (office.open, office.closed, office.alone):
        for origin in (_EVIL, "https://maps.example.org.evil.example", "null", "http://maps.example.org"):
            asked = {"Origin": origin, "Access-Control-Request-Method": "GET"}
            host = {"Host": "atlas.example.org"} if port == office.closed else {}
            for method in ("GET", "OPTIONS"):
                answer = Browser(port, {**asked, **host}).send(method, "/api/v1/documents")
                hold("access-control-allow-origin" not in answer.headers, f"{origin} may read")
    named = Browser(office.closed, {"Origin": "https://maps.example.org", "Host": "atlas.example.org"}).get(
        "/api/v1/documents"
    )
    hold("access-control-allow-credentials" not in named.headers, "cookies cross from one site to another")
    return "no Access-Control-Allow-Origin"


def _blind(office: Office) -> str:
    """Two people code the same text without seeing each other or the engine; one of them looks everywhere."""
    sha = office.documents["text.md"]
    chief, cora, bert = (
        office.program("eddy", "read", "review", "import"),
        office.program("cora", "read", "review"),
        office.program("bert", "read", "review"),
    )
    for name in ("cora", "bert"):
        wanted = {"coder": name, "blind": True, "machine_blind": True}
        hold(chief.call("POST", f"/api/v1/documents/{sha}/codings", wanted).status == 201, "not asked for")
    given = {"item": "status", "version": 0, "value": "abstained", "note": "seen-by-nobody"}
    kept = cora.call("POST", f"/api/v1/documents/{sha}/codings/cora/answers", {"answers": [given]})
    hold(kept.status == 200, kept.text)
    hold("seen-by-nobody" in chief.get(f"/api/v1/documents/{sha}/codings/cora").text, "there is nothing to be seen")
    cora.call("POST", f"/api/v1/documents/{sha}/codings/cora/state", {"state": "finished", "version": 0})
    _open_places(office, bert, sha)
    refused = ("codings/cora", "codings/cora/history", "records", "codes", "taxonomies/sector")
    return alike({one: lacks(bert.get(f"/api/v1/documents/{sha}/{one}"), "seen-by-nobody") for one in refused})


def _open_places(office: Office, bert: Browser, sha: str) -> None:
    """What is answered must not have it either."""
    places = (
        f"documents/{sha}/reviewed",
        "agreement",
        "reviews/export?coder=cora",
        "reviews/export?form=records&coder=cora",
    )
    for place in places:
        lacks(bert.get(f"/api/v1/{place}"), "seen-by-nobody")
    for page in (
        f"/en/documents/{sha}",
        f"/en/documents/{sha}/review",
        f"/en/documents/{sha}/record",
        "/en/review",
        "/zh/review/agreement",
    ):
        lacks(office.people["bert"].get(page), "seen-by-nobody")
    own = bert.get(f"/api/v1/documents/{sha}/codings/bert").json["judgements"]
    hold(all(one["machine"] is None for one in own), "the engine's answers are told")


def _other_coding(office: Office) -> str:
    """A coder answers, finishes and decides in the name of another."""
    sha, bert = office.documents["text.md"], office.program("bert", "read", "review")
    given = {"answers": [{"item": "status", "version": 0, "value": "abstained"}]}
    where = f"/api/v1/documents/{sha}/codings"
    told: dict[str, Answer] = {
        "answers": bert.call("POST", f"{where}/cora/answers", given),
        "opens": bert.call("POST", f"{where}/cora/state", {"state": "open", "version": 1}),
        "decides": bert.call("POST", f"{where}/@adjudicated/answers", given),
        "asks others": bert.call("POST", where, {"coder": "carl"}),
    }
    hold({one.status for one in told.values()} == {403}, str({name: one.told for name, one in told.items()}))
    return "403"


def _log(office: Office) -> str:
    """An entry of the log is changed, removed, or the end cut off, in the file itself, guards taken away."""
    changes = {
        "changed": "UPDATE audit_entry SET who = 'nobody' WHERE sequence = 3",
        "removed": "DELETE FROM audit_entry WHERE sequence = 3",
        "detail": "UPDATE audit_entry SET detail = '{}' WHERE sequence = 4",
    }
    code, said = office.regatlas("audit", "verify")
    hold(code == 0, f"the log does not hold to begin with: {said}")
    head = said.split()[-1]
    told = {name: f"{_verified(office, change)[0]}" for name, change in changes.items()}
    last = "DELETE FROM audit_entry WHERE sequence = (SELECT max(sequence) FROM audit_entry)"
    hold(_verified(office, last, "--expect", head)[0] == 1, "a log that was cut off is taken, in spite of --expect")
    return f"exit {alike(told)}"


def _verified(office: Office, change: str, *more: str) -> tuple[int, str]:
    """What the command says of a copy of the store with this change."""
    copy = office.folder / "copy.sqlite"
    with sqlite3.connect(office.folder / "store.sqlite") as source, sqlite3.connect(copy) as target:
        source.backup(target)
        for (name,) in target.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
        ).fetchall():
            target.execute(f"DROP TRIGGER {name}")
        target.execute(change)
    source.close()
    target.close()
    try:
        return office.regatlas("audit", "verify", *more, "--db", f"sqlite:///{copy}")
    finally:
        copy.unlink()


def _guarded(office: Office) -> str:
    """Without taking the guards away first, the database itself refuses."""
    told = {}
    with sqlite3.connect(office.folder / "store.sqlite", timeout=30) as connection:
        for change in ("UPDATE audit_entry SET who = 'x'", "DELETE FROM audit_entry"):
            try:
                connection.execute(change)
            except sqlite3.DatabaseError as error:
                told[change] = type(error).__name__
    connection.close()
    return "refused" if len(told) == 2 else str(told)


def _backup(office: Office) -> str:
    """One byte of a backup is changed, at several places."""
    path, told = office.folder / "kept.zip", {}
    code, said = office.regatlas("backup", str(path))
    hold(code == 0, said)
    code, said = office.regatlas("restore", str(path), "--db", f"sqlite:///{office.folder / 'whole.sqlite'}")
    hold(code == 0, f"the backup cannot be restored as it is: {said}")
    data = path.read_bytes()
    for share in (0.1, 0.4, 0.7, 0.9):
        place, spoiled = int(len(data) * share), office.folder / "spoiled.zip"
        spoiled.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        target = office.folder / "restored.sqlite"
        code, said = office.regatlas("restore", str(spoiled), "--db", f"sqlite:///{target}")
        hold(not target.exists(), "a store was made of it")
        told[str(share)] = f"exit {code} {said[said.find('RGA-') :][:8]}"
    for left in office.folder.glob("*.zip"):
        left.unlink()
    return alike(told)


def _secrets(office: Office) -> str:
    """The file of the store, by who has got hold of it: no password, session or token can be read in it."""
    cora, token = office.people["cora"].cookies["regatlas-session"], office.token("cora", "read")
    files = [office.folder / f"store.sqlite{end}" for end in ("", "-wal")]
    dump = b"".join(path.read_bytes() for path in files if path.exists())
    for secret in (cora, token, "quiet river under stone"):
        hold(secret.encode() not in dump, "a secret stands in the file")
    hold(b"$argon2id$" in dump, "no digest of a password")
    return "digests only"


def _logged(office: Office) -> str:
    """What the servers have written to their logs after all of this."""
    office.anybody.get(f"/en/search?q={quote('geheimwort')}")
    office.anybody.sign_in("geheimwort", "geheimwort geheimwort")
    said = office.log()
    for word in ("geheimwort", "rga_", "regatlas-session", "alert(", "quiet river"):
        hold(word not in said, f"the log has {word!r}")
    return "nothing of it"


GROUP = Group(
    ("What comes out, and what is kept", "输出与保存的数据"),
    (
        Attack(
            ("a title and a file name that are formulas", "标题与文件名为公式"),
            '=HYPERLINK("https://evil.example","go")',
            "200",
            ("six lists as CSV; no cell begins as a formula", "六种列表导出为 CSV，单元格均不以公式起始"),
            _formula,
        ),
        Attack(("JSON of 100,000 levels", "十万层的 JSON"), "[[[[…", "400 RGA-1008", _NEXT, _deep),
        Attack(
            ("what JSON does not allow", "JSON 所不允许的值"), "NaN Infinity \\ud800", "400 RGA-1008", _NEXT, _no_json
        ),
        Attack(("a number of 900,000 digits", "九十万位的数字"), "999…", "400 RGA-1008", _NEXT, _large_number),
        Attack(
            ("YAML whose aliases unfold without end", "别名无穷展开的 YAML"),
            "a1: &a1 [*a0, *a0, …]",
            "422",
            ("interface and page; answered at once", "接口与页面均试；即时应答"),
            _yaml_bomb,
        ),
        Attack(
            ("YAML that makes objects", "构造对象的 YAML"),
            "!!python/object/apply:os.system",
            "422",
            ("no program was run", "未执行任何程序"),
            _yaml_object,
        ),
        Attack(
            ("a script of another site reads the interface", "他站脚本读取接口"),
            f"Origin: {_EVIL}",
            "no Access-Control-Allow-Origin",
            ("nor cookies for the site that is named", "所列网站亦不携带 Cookie"),
            _cors,
        ),
        Attack(
            ("a blind coder looks at the other's judgements", "盲评者查看他人判断"),
            "GET …/codings/cora",
            "403 RGA-9010",
            ("nor in lists, exports, figures and pages", "列表、导出、统计与页面中亦无"),
            _blind,
        ),
        Attack(
            ("coding in the name of another", "以他人名义标注"),
            "POST …/codings/cora/answers",
            "403",
            ("answering, opening again, deciding, asking others", "作答、重新打开、裁定、指派均不可"),
            _other_coding,
        ),
        Attack(
            ("the log changed in the file", "在数据库文件中改动审计日志"),
            "UPDATE audit_entry SET who='nobody'",
            "exit 1",
            (
                "changed, removed and cut off; `regatlas audit verify`",
                "改动、删除、截尾均由 `regatlas audit verify` 发现",
            ),
            _log,
        ),
        Attack(
            ("the log changed by a statement", "以语句改动审计日志"),
            "DELETE FROM audit_entry",
            "refused",
            ("by triggers of the database", "由数据库触发器拒绝"),
            _guarded,
        ),
        Attack(
            ("a backup with one byte changed", "备份中改动一个字节"),
            ("at four places", "四处"),
            "exit 2 RGA-",
            ("no store is made of it; unchanged it is restored", "不予恢复；未改动的可以恢复"),
            _backup,
        ),
        Attack(
            ("secrets in the file of the store", "数据库文件中的秘密"),
            ("the whole file, read", "通读整个文件"),
            "digests only",
            ("passwords, sessions, tokens", "密码、会话、令牌均仅存摘要"),
            _secrets,
        ),
        Attack(
            ("words of others in the logs", "日志中他人的内容"),
            "q=geheimwort",
            "nothing of it",
            ("no query, name, token, cookie or script", "无检索词、用户名、令牌、Cookie 与脚本"),
            _logged,
        ),
    ),
)
