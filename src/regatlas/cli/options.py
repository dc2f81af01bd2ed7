"""Arguments and options that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from regatlas.errors import BadArgument

Lang = Literal["en", "zh"]


def parse_day(text: str) -> date:
    """The day that an option names. Raises :class:`BadArgument`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadArgument(f"{text!r} is no date", where="--as-of", hint="write it as 2026-01-31") from None


Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE_OR_DIR...",
        help="Files, or folders with files, to read. | 要读取的文件或文件夹。",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object. | 输出一个 JSON 对象。")]
JsonLines = Annotated[
    Path | None,
    typer.Option(
        "--jsonl",
        metavar="OUT",
        help="Write one outcome a line into OUT. | 每个文件一行结果，写入 OUT。",
        show_default=False,
    ),
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Keep what an earlier run finished. | 保留已完成的结果，继续其余部分。")
]
Workers = Annotated[
    int,
    typer.Option(
        "--workers", min=0, help="Processes; 0 means one for each processor. | 进程数，0 表示与处理器数相同。"
    ),
]
Ocr = Annotated[
    bool,
    typer.Option(
        "--ocr",
        help="Recognise the text of scanned PDF files; needs ocrmypdf. | 识别扫描版 PDF 的文字，需要安装 ocrmypdf。",
    ),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="URL",
        help="sqlite:///FILE or postgresql://…; without it REGATLAS_DATABASE, or regatlas.sqlite here. "
        "| 数据库地址；未给出时取 REGATLAS_DATABASE，或者当前文件夹中的 regatlas.sqlite。",
    ),
]
Server = Annotated[
    str | None,
    typer.Option(
        "--server",
        metavar="URL",
        help="Ask this Regatlas server; a token comes from REGATLAS_TOKEN. | 向该服务器查询，令牌取自 REGATLAS_TOKEN。",
        show_default=False,
    ),
]
Language = Annotated[Lang, typer.Option("--lang", help="Language of the words around the text. | 界面语言。")]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        parser=parse_day,
        help="The law of this day; today by default. | 以该日的法律为准，默认为当日。",
        show_default=False,
    ),
]
