"""``regatlas demo``: a site that is worth looking at, with one command."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from regatlas.app.demonstration import Demonstration, make_demonstration
from regatlas.app.importing import database_url
from regatlas.cli import options
from regatlas.cli.screen import RESULTS, say
from regatlas.cli.serve import start
from regatlas.web.settings import read_settings

DEMO_DATABASE = "sqlite:///regatlas-demo.sqlite"


def demo(
    db: Annotated[
        str, typer.Option("--db", metavar="URL", help="Where the demonstration is kept. | 演示数据库的地址。")
    ] = DEMO_DATABASE,
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Serve it, or only make it. | 启动网站，或者只建立数据。")
    ] = True,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port. | 端口。")] = 8000,
    lang: options.Language = "en",
) -> None:
    """Make a site with sample texts, records and a review, and serve it. | 建立示例站点并启动。"""
    url = database_url(db)
    if not serve:
        _count(make_demonstration(url, datetime.now(UTC)), lang)
        return
    say("Reading and mapping the samples; this takes some seconds. | 正在读取并分析示例文本，请稍候。")
    made = make_demonstration(url, datetime.now(UTC))
    # The demonstration is for this machine, whatever the environment says of other servers.
    settings = read_settings(os.environ, database=url, host="127.0.0.1", port=port, accounts="none")
    start(settings, listening_at=lambda address: _told(made, address, lang))


def _count(made: Demonstration, lang: options.Lang) -> None:
    counted = {
        "en": f"{made.documents} sample texts with their records, {made.added} of them new.",
        "zh": f"示例文本 {made.documents} 份，均有记录，其中新增 {made.added} 份。",
    }
    RESULTS.print(counted[lang], markup=False)


def _told(made: Demonstration, address: str, lang: options.Lang) -> None:
    """What is there, and where to look."""
    _count(made, lang)
    for place in made.places:
        name = place.en if lang == "en" else place.zh
        RESULTS.print(f"  {name}: {address}/{lang}{place.path}", markup=False, soft_wrap=True)
    # The server may run for days, and what a pipe holds back would be read then.
    sys.stdout.flush()
