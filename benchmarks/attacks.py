"""Try every attack on real servers and write what became of it to ``docs/attacks.md`` and ``docs/zh/attacks.md``.

``python benchmarks/attacks.py [WORD...]`` starts ``regatlas serve`` three times over a throw-away store; with words
only those attacks are tried whose names have one of them, and nothing is written. Ends with 1 where one succeeded.
"""

from __future__ import annotations

import datetime
import os
import platform
import sys
import tempfile
import time
from http.client import HTTPException
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.attack_accounts import GROUP as ACCOUNTS
from benchmarks.attack_case import Attack, Group, Succeeded
from benchmarks.attack_data import GROUP as DATA
from benchmarks.attack_fetching import GROUP as FETCHING
from benchmarks.attack_forms import GROUP as FORMS
from benchmarks.attack_office import Office, office
from benchmarks.attack_queries import GROUP as QUERIES
from benchmarks.attack_requests import GROUP as REQUESTS
from benchmarks.attack_rights import GROUP as RIGHTS
from benchmarks.attack_scripts import GROUP as SCRIPTS
from benchmarks.attack_uploads import GROUP as UPLOADS
from benchmarks.hostile_files import cell
from regatlas.errors import RegatlasError

ROOT = Path(__file__).resolve().parent.parent
TABLES = (ROOT / "docs" / "attacks.md", ROOT / "docs" / "zh" / "attacks.md")
GROUPS: tuple[Group, ...] = (SCRIPTS, FORMS, QUERIES, FETCHING, UPLOADS, REQUESTS, ACCOUNTS, RIGHTS, DATA)
ALL = tuple(attack for group in GROUPS for attack in group.attacks)
PREFACES = (
    """\
# Attacks

[简体中文](zh/attacks.md)

What became of {count} attacks on a running server. This page is written by `python benchmarks/attacks.py`, which starts
`regatlas serve` three times over one store (reading open; all behind a sign-in and TLS; without accounts, as on one's
own machine), with people of every role and a worker, and tries each attack over real connections. Where an attack
succeeds the script says so and ends with 1. The codes stand in [errors.md](errors.md), what a hostile file does to the
reader in [hostile-files.md](hostile-files.md), and what the defences are in [accounts.md](accounts.md).

Measured {today} on {cores} cores ({machine}), Python {python}, in {seconds:.0f} s. The times in which a request must
come were set to 2 s (head) and 3 s (body) and the size of a file to 20 MB, so that waiting takes no half hour; all
other settings are those of every day. After all of it the servers had logged no failure of their own.
""",
    """\
# 攻击试验

[English](../attacks.md)

对运行中的服务实施 {count} 种攻击的结果。本页由 `python benchmarks/attacks.py` 生成：该程序以同一数据库启动三个
`regatlas serve`（公开阅读；须登录并经 TLS 访问；不设账号，供本人在本机使用），设有各种角色的人员和导入进程，
逐一经由真实连接实施攻击。任何一种攻击得逞，程序即予指明，并以退出码 1 结束。错误码见[错误码](../errors.md)，
恶意文件对读取程序的影响见[恶意文件](../hostile-files.md)，防护措施见[账号](accounts.md)。

测于 {today}，{cores} 核（{machine}），Python {python}，用时 {seconds:.0f} 秒。为免久候，接收请求头、请求正文的
时限分别设为 2 秒和 3 秒，单个文件上限设为 20 兆字节，其余设置均为默认值。全部攻击结束后，服务日志中没有任何自身故障。
""",
)
_USUAL = ("started", "stopped", "Invalid HTTP request received.")
# What came of an attack is told in these words where it is no number and no code.
_CHINESE = {
    "never a page": "均非网页",
    "below 500": "均低于 500",
    "or nothing found": "或者查无结果",
    "to the text": "转至正文",
    "refused": "拒绝",
    "done": "已入库",
    "one look-up a step": "每步只查询一次",
    "or closed": "或者断开",
    " without one": "（未写主机名时）",
    "another id": "另一标识",
    "no label of them": "未成为标签",
    "5 judged": "只判定 5 次",
    "no Access-Control": "无 Access-Control",
    "exit ": "退出码 ",
    "digests only": "只有摘要",
    "nothing of it": "均无",
}
_COLUMNS = (("attack", "what was sent", "what happened"), ("攻击", "发送内容", "结果"))


def tried(attack: Attack, place: Office) -> tuple[str, str]:
    """What came of an attack, and what is wrong with that; empty where it was held off as it must be."""
    try:
        told = attack.run(place)
    except Succeeded as error:
        return "", str(error)
    except (OSError, LookupError, ValueError, HTTPException, RegatlasError) as error:
        return "", f"the attack could not be tried: {error!r}"
    return told, "" if told.startswith(attack.want) else f"{told} where {attack.want} was expected"


def page(lang: int, told: dict[str, str], seconds: float) -> str:
    """The document in English (0) or Chinese (1) with what came of every attack."""
    preface = PREFACES[lang].format(
        count=len(ALL),
        today=datetime.datetime.now(datetime.UTC).date().isoformat(),
        cores=os.cpu_count(),
        machine=platform.machine(),
        python=platform.python_version(),
        seconds=seconds,
    )
    lines = [preface.rstrip()]
    for group in GROUPS:
        lines += ["", f"## {group.title[lang]}", "", f"| {' | '.join(_COLUMNS[lang])} |", "|---|---|---|"]
        lines += [row(attack, lang, told[attack.what[0]]) for attack in group.attacks]
    return "\n".join(lines) + "\n"


def row(attack: Attack, lang: int, told: str) -> str:
    """An attack as a row of the table."""
    sent = code(attack.sent) if isinstance(attack.sent, str) else attack.sent[lang]
    between = ("; ", "；")[lang]
    return f"| {cell(attack.what[lang])} | {sent} | {cell(said(told, lang))}{between}{attack.seen[lang]} |"


def said(told: str, lang: int) -> str:
    """What came of an attack, in English or Chinese."""
    for english, chinese in _CHINESE.items() if lang else ():
        told = told.replace(english, chinese)
    return told


def code(text: str) -> str:
    """A text as it is, for a cell of a table, with control characters written out."""
    shown = "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)
    return f"`{shown.replace('|', '/').replace('`', chr(39))}`"


def failures(log: str) -> list[str]:
    """What the servers have logged that is a failure of their own: all but their lives, and requests that are none."""
    lines = [line for line in log.splitlines() if line.strip()]
    return [
        line for line in lines if not line.startswith("Regatlas: ") and not line.partition(" ")[2].startswith(_USUAL)
    ]


def main(words: list[str]) -> int:
    """Try all attacks, or those whose names have one of the words; 1 where one has succeeded."""
    chosen = [one for one in ALL if not words or any(word in one.what[0] for word in words)]
    begin, told, wrong = time.monotonic(), dict[str, str](), 0
    with tempfile.TemporaryDirectory(prefix="regatlas-attacks-") as folder, office(Path(folder)) as place:
        for attack in chosen:
            told[attack.what[0]], fault = tried(attack, place)
            wrong += bool(fault)
            print(f"{f'WRONG {fault}' if fault else 'ok'}: {attack.what[0]}: {told[attack.what[0]]}", flush=True)
        logged = failures(place.log())
    print(*(f"WRONG the servers logged: {line}" for line in logged), sep="\n", end="\n" if logged else "")
    seconds = time.monotonic() - begin
    print(f"{len(chosen)} attacks in {seconds:.0f} s, {wrong} not as they must be")
    if words or wrong or logged:
        return int(bool(wrong or logged))
    for lang, path in enumerate(TABLES):
        path.write_text(page(lang, told, seconds), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
