"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Lang = Literal["en", "zh"]

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
Language = Annotated[Lang, typer.Option("--lang", help="Language of the words around the text. | 界面语言。")]
