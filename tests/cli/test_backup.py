"""``regatlas backup``, ``restore`` and ``demo`` as a person sees them."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.conftest import MORNING, make_document
from typer.testing import CliRunner

from regatlas.cli.main import app
from regatlas.errors import StoreError
from regatlas.store import DocumentStore
from regatlas.store.audit import append


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with DocumentStore.open(url) as store:
        store.add_document(make_document("第一条\n第二条\n"), "a.txt", MORNING)
        with store.database.transaction(writes=True) as session:
            append(session, at=MORNING, who="林一", action="test.add", subject="a", detail={})
    return url


def test_there_and_back(url: str, tmp_path: Path) -> None:
    runner, out, other = CliRunner(), tmp_path / "b.zip", f"sqlite:///{tmp_path / 'other.sqlite'}"
    kept = runner.invoke(app, ["backup", str(out), "--db", url])
    assert (kept.exit_code, kept.exception) == (0, None)
    assert kept.stdout.startswith(f"Kept in {out}: 1 documents, 2 provisions, 0 records, 1 audit entries; revision ")
    back = runner.invoke(app, ["restore", str(out), "--db", other])
    assert back.exit_code == 0
    assert back.stdout.startswith(f"Restored from {out}: 1 documents, 2 provisions")
    refused = runner.invoke(app, ["restore", str(out), "--db", other])
    assert isinstance(refused.exception, StoreError)
    assert runner.invoke(app, ["restore", str(out), "--db", other, "--force"]).exit_code == 0


def test_a_log_that_does_not_hold_is_told_by_the_exit_code(url: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "store.sqlite") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE audit_entry SET who = '别人'")
    connection.close()
    result = CliRunner().invoke(app, ["backup", str(tmp_path / "b.zip"), "--db", url])
    assert result.exit_code == 1
    assert "The audit log does not hold: " in result.stderr
    assert (tmp_path / "b.zip").exists()


def test_a_demonstration_that_is_only_made(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'demo.sqlite'}"
    made = CliRunner().invoke(app, ["demo", "--no-serve", "--db", url, "--lang", "zh"])
    assert (made.exit_code, made.exception) == (0, None)
    assert made.stdout == "示例文本 8 份，均有记录，其中新增 8 份。\n"
