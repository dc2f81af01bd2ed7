"""``regatlas worker`` as a person sees it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from regatlas.app.import_queue import Received, ask_for_files
from regatlas.app.import_worker import LOG
from regatlas.cli.main import app
from regatlas.readers import Limits
from regatlas.store import DocumentStore
from regatlas.store.imports import ImportQueue


@pytest.fixture(autouse=True)
def _quiet_afterwards() -> Iterator[None]:
    before = list(LOG.handlers)
    yield
    LOG.handlers[:] = before
    LOG.setLevel(logging.NOTSET)


def test_it_works_through_the_queue_and_ends(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with DocumentStore.open(url) as store:
        for name, data in (("a.md", "第一条　甲。\n".encode()), ("b.png", b"\x89PNG\r\n\x1a\n" + bytes(64))):
            ask_for_files(store.database, "ann", [Received(name, len(data), [data])], Limits())
    done = CliRunner().invoke(app, ["worker", "--db", url, "--once"])
    assert (done.exit_code, done.exception) == (0, None)
    said = done.stderr.splitlines()
    assert said[0].startswith("import 1: new, document ")
    assert said[1] == "import 2: refused, RGA-1003"
    with DocumentStore.open(url) as store:
        assert ImportQueue(store.database).job(1).state == "done"
    nothing = CliRunner().invoke(app, ["worker", "--db", url, "--once"])
    assert (nothing.exit_code, nothing.stderr) == (0, "")
