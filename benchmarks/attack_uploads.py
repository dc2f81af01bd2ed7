"""Files, names and forms of files that were made to harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.attack_case import Attack, Group, Words, alike, harmless, hold
from benchmarks.attack_office import Office
from benchmarks.attack_wire import Answer, head, raw, statuses
from benchmarks.hostile_files import ALL as HOSTILE

_LAW = "# 戊规定\n\n第一条　提供者应当备案。\n\n第二条　本规定自公布之日起施行。\n"
_WHERE = "/api/v1/imports"
_EDGE = "regatlas-attack-boundary"
_KIND = {"Content-Type": f"multipart/form-data; boundary={_EDGE}"}
_NONE = ("no import; the form is taken whole or not at all", "未建立导入任务；表单全部受理或者全部不受理")
_WORKER = ("in a process of its own; the worker goes on", "在独立进程中处理，导入进程不受影响")


def _law(number: int) -> bytes:
    """A text that is not there yet."""
    return f"{_LAW}\n第三条　第{number}号。\n".encode()


def _ended(office: Office, *given: tuple[str, bytes]) -> str:
    """How imports of files ended; after them an ordinary one must still be done."""
    told = {
        one["source"]: f"{one['state']} {(one['error'] or {}).get('code', '')}".strip()
        for one in office.imported(given)
    }
    hold(office.imported([("after.md", _law(len(given[0][1])))])[0]["state"] == "done", "the worker does not go on")
    return alike(told)


def _file(what: Words, sent: str | Words, want: str, make: Callable[[], bytes], name: str) -> Attack:
    return Attack(what, sent, want, _WORKER, lambda office: _ended(office, (name, make())))


def _hostile(name: str, what: Words, want: str) -> Attack:
    """A file of the table of hostile files, this time through the server."""
    made = next(one for one in HOSTILE if one.name == name)
    assert made.make is not None
    return _file(what, name, want, made.make, name)


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 1_000_000)
    return out.getvalue()


def _climbing_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("../../../../tmp/regatlas-attack", "x")
        archive.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


def _sent(office: Office, body: bytes, kind: str = _KIND["Content-Type"]) -> Answer:
    return office.program("eddy", "import").send("POST", _WHERE, body, {"Content-Type": kind})


def _refused(act: Callable[[Office], str]) -> Callable[[Office], str]:
    """Try something, and see that no import was asked for."""

    def run(office: Office) -> str:
        before = office.count("import_job"), office.count("import_piece")
        told = act(office)
        hold((office.count("import_job"), office.count("import_piece")) == before, "an import was asked for")
        return told

    return run


def _many(office: Office) -> str:
    program = office.program("eddy", "import")
    return program.upload(_WHERE, [(f"{number}.md", b"x") for number in range(201)]).told


def _many_fields(office: Office) -> str:
    fields = {f"f{number}": "x" for number in range(500)}
    program = office.program("eddy", "import")
    return alike(
        {
            "500 fields": program.upload(_WHERE, [("a.md", b"x")], fields),
            "a field of 1 MB": program.upload(_WHERE, [("a.md", b"x")], {"f": "x" * 1_000_000}),
        }
    )


def _broken(office: Office) -> str:
    part = f'--{_EDGE}\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\nx\r\n'.encode()
    return alike(
        {
            "no boundary": _sent(office, part, "multipart/form-data"),
            "another boundary": _sent(office, part, "multipart/form-data; boundary=other"),
            "no disposition": _sent(office, f"--{_EDGE}\r\n\r\nx\r\n--{_EDGE}--\r\n".encode()),
            "a head without end": _sent(office, f"--{_EDGE}\r\n".encode() + b"A" * 50_000),
            "10,000 heads": _sent(office, f"--{_EDGE}\r\n".encode() + b"X-A: b\r\n" * 10_000 + b"\r\nx"),
            "bytes": _sent(office, bytes(range(256)) * 40),
        }
    )


def _empty(office: Office) -> str:
    part = f'--{_EDGE}\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\n\r\n--{_EDGE}--\r\n'
    return alike({"nothing": _sent(office, b"\r\n"), "an empty file": _sent(office, part.encode())})


def _cut(office: Office) -> str:
    part = f'--{_EDGE}\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\nhalf a file'.encode()
    token = office.token("eddy", "import")
    lines = [f"Authorization: Bearer {token}", f"Content-Type: {_KIND['Content-Type']}", "Content-Length: 100000"]
    return statuses(raw(office.open, head("POST", _WHERE, office.open, lines) + part))


def _large(office: Office) -> str:
    answer = office.program("eddy", "import").upload(_WHERE, [("large.md", b"x" * 21_000_000)])
    return answer.told


def _unlike(office: Office) -> str:
    return alike(
        {
            kind: _sent(office, b"{}", kind)
            for kind in (
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "image/svg+xml",
                "x" * 200,
            )
        }
    )


def _names(office: Office) -> str:
    """Odd names are kept and shown as text; none is ever a path."""
    names: tuple[str, ...] = (
        "../../../../tmp/regatlas-attack",
        "/etc/cron.d/regatlas",
        "..\\..\\law.md",
        "C:\\law.md",
        "~/.ssh/authorized_keys",
        "\u202efdp.exe.md",
        "con",
        "-rf",
        "--version",
        "$(id).md",
        "`id`.md",
        ";id;.md",
        "a\x1b[2J.md",
        "\x00.md",
    )
    given = [(name, _law(1_000 + number)) for number, name in enumerate(names)]
    ended = office.imported(given)
    harmless(office.people["eddy"].get("/en/imports"))
    harmless(office.people["eddy"].get(f"/zh/imports/{ended[0]['id']}"))
    _nowhere()
    return alike({one["source"]: one["state"] for one in ended})


def _nowhere() -> None:
    hold(not Path("/tmp/regatlas-attack").exists(), "a file was written elsewhere")
    hold(not Path("/etc/cron.d/regatlas").exists(), "a file was written elsewhere")


def _long_name(office: Office) -> str:
    (one,) = office.imported([("长" * 1_000 + ".md", _law(2_000))])
    hold(len(one["source"]) == 400, f"the name has {len(one['source'])} characters")
    harmless(office.people["eddy"].get("/en/imports"))
    return str(one["state"])


def _endless_name(office: Office) -> str:
    return office.program("eddy", "import").upload(_WHERE, [("长" * 10_000 + ".md", b"x")]).told


def _archive(office: Office) -> str:
    told = _ended(office, ("climbing.docx", _climbing_archive()))
    _nowhere()
    return told


def _reader(office: Office) -> str:
    """Who may only read, or nobody, gives a file."""
    return alike(
        {
            "reader": office.people["rita"].upload(
                "/en/imports", [("a.md", b"x")], {"csrf": office.people["rita"].csrf("/en/account")}
            ),
            "coder": office.program("cora", "read", "review").upload(_WHERE, [("a.md", b"x")]),
            "without the scope": office.program("eddy", "read", "review").upload(_WHERE, [("a.md", b"x")]),
        }
    )


GROUP = Group(
    ("Files to import", "导入文件"),
    (
        _file(
            ("a DOCX that unpacks to 300 MB", "解压后达 300 兆字节的 DOCX"),
            "bomb.docx",
            "refused RGA-1006",
            _zip_bomb,
            "bomb.docx",
        ),
        _hostile("flate-bomb.pdf", ("a PDF that unpacks to 1 GB", "解压后达 1 吉字节的 PDF"), "refused RGA-1006"),
        _hostile(
            "form-bomb.pdf",
            ("a PDF whose drawings draw ten others, ten levels deep", "图形逐层引用十个图形、共十层的 PDF"),
            "refused RGA-1006",
        ),
        _hostile(
            "billion-laughs.xml",
            ("entities that unfold to 10,000 million characters", "展开后达一百亿字符的 XML 实体"),
            "done",
        ),
        _hostile(
            "polyglot.html",
            ("a web page with a script and a PDF in one file", "同一文件兼为含脚本的网页与 PDF"),
            "done",
        ),
        _hostile("encrypted.pdf", ("a PDF with a password", "加密的 PDF"), "refused RGA-1005"),
        _hostile("picture-called.pdf", ("a picture called .pdf", "名为 .pdf 的图片"), "refused RGA-1003"),
        _hostile("program", ("a program", "可执行程序"), "refused RGA-1003"),
        Attack(
            ("an archive whose member leaves its folder", "压缩包成员越出目录"),
            "../../../../tmp/regatlas-attack",
            "refused RGA-1004",
            ("nothing was written there", "未在该处写入文件"),
            _archive,
        ),
        Attack(
            ("odd file names", "异常文件名"),
            "../../tmp/x /etc/cron.d/x $(id) -rf ESC NUL",
            "done",
            ("14 names; kept as text, never a path", "14 种；只作为文字保存，不作为路径"),
            _names,
        ),
        Attack(
            ("a file name of 1,000 characters", "一千字的文件名"),
            ("`长` × 1,000", "“长”字一千个"),
            "done",
            ("cut to 400", "截为 400 字"),
            _long_name,
        ),
        Attack(
            ("a file name of 10,000 characters", "一万字的文件名"),
            ("`长` × 10,000", "“长”字一万个"),
            "400 RGA-1008",
            _NONE,
            _refused(_endless_name),
        ),
        Attack(
            ("201 files in one form", "一次提交 201 个文件"), "files=… × 201", "400 RGA-1008", _NONE, _refused(_many)
        ),
        Attack(
            ("fields without end", "无穷的表单字段"),
            ("500 fields; a field of 1 MB", "500 个字段；1 兆字节的字段"),
            "400 RGA-1008",
            _NONE,
            _refused(_many_fields),
        ),
        Attack(
            ("broken forms of files", "残缺的文件表单"),
            ("six ways of breaking one", "六种残缺方式"),
            "400",
            _NONE,
            _refused(_broken),
        ),
        Attack(
            ("nothing, and an empty file", "空表单与空文件"),
            ("no part; a part without bytes", "无内容；内容为空"),
            "400 RGA-1001",
            _NONE,
            _refused(_empty),
        ),
        Attack(
            ("a form that stops in the middle", "中途停止的表单"),
            "Content-Length: 100000",
            "408",
            _NONE,
            _refused(_cut),
        ),
        Attack(
            ("a file beyond the limit", "超过大小上限的文件"),
            ("21 MB", "21 兆字节"),
            "413 RGA-1006",
            _NONE,
            _refused(_large),
        ),
        Attack(
            ("forms of other kinds", "其他类型的请求正文"),
            "Content-Type: image/svg+xml …",
            "415 RGA-1415",
            _NONE,
            _refused(_unlike),
        ),
        Attack(
            ("a file from who may not import", "无导入权限者提交文件"),
            ("a reader, a coder, a token without the scope", "读者、标注员、无该范围的令牌"),
            "403 RGA-9002",
            _NONE,
            _refused(_reader),
        ),
    ),
)
