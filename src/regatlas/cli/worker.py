"""``regatlas worker``: reads, maps and keeps what was asked for in the browser or over the API."""

from __future__ import annotations

import logging
from typing import Annotated

import typer

from regatlas.cli import options
from regatlas.cli.screen import say
from regatlas.errors import printable


def worker(
    db: options.Database = None,
    once: Annotated[bool, typer.Option("--once", help="End when the queue is empty. | 队列处理完毕后退出。")] = False,
    ocr: options.Ocr = False,
) -> None:
    """Work through the queue of imports. | 处理导入队列。"""
    # The database libraries take a second to load, and no other command needs them.
    from regatlas.app.import_worker import LOG, ImportWorker, import_task
    from regatlas.app.importing import database_url, open_store
    from regatlas.app.inputs import limits_from_environment
    from regatlas.jobs import stop_signals

    LOG.setLevel(logging.INFO)
    LOG.addHandler(_Telling())
    task = import_task(limits_from_environment(ocr=ocr))
    with open_store(database_url(db)) as store, stop_signals() as stop:
        ImportWorker(store, task).run(stop, once=once)


class _Telling(logging.Handler):
    """Says what the worker notes, as all commands say things."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say one note."""
        say(printable(record.getMessage()))
