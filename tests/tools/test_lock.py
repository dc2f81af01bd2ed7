from __future__ import annotations

from pathlib import Path

import pytest

from tools import lock

GOOD = f"""{lock.HEADER}colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:{"0" * 64} \\
    --hash=sha256:{"1" * 64}
    # via
    #   regatlas (pyproject.toml:dev)
    #   typer
"""


def test_a_lock_of_pins_hashes_and_origins_is_clean() -> None:
    assert lock.foreign_lines(GOOD) == []


@pytest.mark.parametrize(
    "line",
    [
        "-" + "-index" + "-url https://example.org/packages",
        "-" + "-find" + "-links /opt/wheels",
        "# from https://example.org/packages",
        "    # via -r file:/opt/build.in",
        "a @ https://example.org/a-1.0-py3-none-any.whl \\",
        "a==1.0",
        "a>=1.0 \\",
        "    --hash=md5:00 \\",
    ],
)
def test_a_host_a_path_an_option_or_a_loose_requirement_is_foreign(line: str) -> None:
    assert lock.foreign_lines(GOOD + line + "\n") == [line]


def test_the_projects_lock_is_clean_and_holds_the_build() -> None:
    text = (lock.ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert lock.foreign_lines(text) == []
    pinned = {line.split("==")[0] for line in text.splitlines() if "==" in line}
    # Without these two the editable install would need the network.
    assert {"hatchling", "editables"} <= pinned


def test_local_configuration_does_not_reach_the_resolver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = tmp_path / "uv"
    resolver.write_text('#!/bin/sh\nenv | grep -E "^(UV|PIP)_" && exit 3\necho "$@"\n', encoding="utf-8")
    resolver.chmod(0o755)
    monkeypatch.setenv("PIP_" + "INDEX_URL", "https://example.org")
    monkeypatch.setenv("UV_" + "DEFAULT_INDEX", "https://example.org")
    assert {"--universal", "--generate-hashes", "--no-config"} <= set(lock.resolve(str(resolver)).split())


def test_a_foreign_answer_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "uv").write_text("#!/bin/sh\necho a==1.0\n", encoding="utf-8")
    (tmp_path / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(lock, "ROOT", tmp_path)
    assert lock.main() == 1
    assert "a==1.0" in capsys.readouterr().err
    assert not (tmp_path / "requirements.lock").exists()
