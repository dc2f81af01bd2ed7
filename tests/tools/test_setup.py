from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="there is no POSIX shell")


def fake_python(folder: Path, body: str) -> Path:
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def setup(venv: Path, python: Path) -> subprocess.CompletedProcess[str]:
    command = ["sh", "tools/setup.sh", str(venv), str(python)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("body", "english", "chinese"),
    [
        (None, "was not found; install it, or name one: make PYTHON=", "找不到"),
        ('[ "$1" = -V ] && echo Python 3.9.2 && exit; exit 1', "is Python 3.9.2; name a newer one:", "是 Python 3.9.2"),
        ('case "$*" in *ensurepip*) exit 1; esac', "apt-get install python3-venv", "无法创建虚拟环境"),
    ],
)
def test_what_is_missing_is_said_in_both_languages(
    tmp_path: Path, body: str | None, english: str, chinese: str
) -> None:
    python = tmp_path / "none" if body is None else fake_python(tmp_path, body)
    done = setup(tmp_path / "venv", python)
    assert done.returncode == 2
    assert english in done.stderr
    assert chinese in done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_failed_installation_says_so_after_its_reason(tmp_path: Path) -> None:
    venv = tmp_path / "venv" / "bin"
    venv.mkdir(parents=True)
    fake_python(venv, 'case "$*" in *requirements.lock*) echo no network >&2; exit 1; esac')
    done = setup(tmp_path / "venv", fake_python(tmp_path, "exit 0"))
    assert done.returncode == 2
    reason, sentence, _ = done.stderr.splitlines()[-3:]
    assert reason == "no network"
    assert sentence.startswith("Setting up stopped: the reason stands above")


def test_what_stands_is_not_made_anew(tmp_path: Path) -> None:
    venv = tmp_path / "venv" / "bin"
    venv.mkdir(parents=True)
    fake_python(venv, f'echo "$*" >> {tmp_path}/calls')
    done = setup(tmp_path / "venv", fake_python(tmp_path, '[ "$2" = venv ] && exit 1; exit 0'))
    assert done.returncode == 0
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert ["--require-hashes" in call for call in calls] == [False, True, False]
    assert {"--no-deps", "--no-build-isolation", "--editable"} <= set(calls[-1].split())
