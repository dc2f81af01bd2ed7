"""The files in ``deploy/`` name only what there is: options, variables, paths of the project."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
import yaml
from tools.documented import offered
from tools.reference_pages import settings

from regatlas.cli.main import app
from regatlas.web.limits import HEAD_BYTES
from regatlas.web.settings import ServerSettings, read_settings, variable

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
TEXTS = sorted(path for path in DEPLOY.iterdir() if path.is_file())
KNOWN = {name for field in ServerSettings.model_fields for name in (variable(field), f"{variable(field)}_FILE")}
OPTIONS = offered(app)


def called(text: str) -> Iterator[tuple[str, set[str]]]:
    """Every call of a command of ours, with its long options."""
    for found in re.finditer(r"\bregatlas,? (serve|worker|backup|restore|migrate|demo)\b([^\n`]*)", text):
        yield f"regatlas {found[1]}", set(re.findall(r"--[a-z][a-z-]*", found[2].partition("#")[0]))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_commands_and_options_exist(path: Path) -> None:
    for name, options in called(path.read_text(encoding="utf-8")):
        assert options <= OPTIONS[name], name


def test_every_unit_and_the_container_call_something() -> None:
    callers = {path.name for path in TEXTS if any(called(path.read_text(encoding="utf-8")))}
    assert callers >= {"regatlas.service", "regatlas-worker.service", "regatlas-backup.service", "compose.yaml"}
    assert '"regatlas", "serve"' in (DEPLOY / "Containerfile").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_variables_exist(path: Path) -> None:
    assert set(re.findall(r"\bREGATLAS_[A-Z_]+", path.read_text(encoding="utf-8"))) <= KNOWN


@pytest.mark.parametrize("name", ["docs/operations.md", "docs/zh/operations.md"])
def test_the_guide_names_every_setting_and_no_other(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"\bREGATLAS_[A-Z_]+", page))
    assert named <= KNOWN
    assert {variable(field) for field in ServerSettings.model_fields} <= named
    for field, info in ServerSettings.model_fields.items():
        assert info.description, field
        assert " | " in info.description, field


@pytest.mark.parametrize(("name", "lang"), [("docs/operations.md", "en"), ("docs/zh/operations.md", "zh")])
def test_the_table_of_settings_is_that_of_the_program(name: str, lang: Literal["en", "zh"]) -> None:
    page = (ROOT / name).read_text(encoding="utf-8").splitlines()
    rows = [row for row in settings(lang) if row.startswith("| `REGATLAS_")]
    assert [row for row in page if row.startswith("| `REGATLAS_")] == rows


@pytest.mark.parametrize("name", ["docs/operations.md", "docs/zh/operations.md"])
def test_the_guide_names_only_commands_that_there_are(name: str) -> None:
    for command, options in called((ROOT / name).read_text(encoding="utf-8")):
        assert options <= OPTIONS[command], command


def test_the_settings_of_the_units_can_be_read() -> None:
    lines = (DEPLOY / "regatlas.env").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    made = read_settings(given)
    assert (made.accounts, made.trusted_proxy) == ("open", ("127.0.0.1",))
    assert made.base_url.startswith("https://")


def test_the_compose_file_fits_together() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    web, worker, database = (compose["services"][name] for name in ("web", "worker", "database"))
    assert web["image"] == worker["image"]
    for service in (web, worker, database):
        assert set(service.get("secrets", ())) <= set(compose["secrets"])
    given = {name: str(value) for name, value in web["environment"].items() if not name.endswith("_FILE")}
    made = read_settings({**given, "REGATLAS_DATABASE": "postgresql://x@y/z"})
    # What the container is given to stop is more than what the server gives its requests.
    assert int(web["stop_grace_period"].removesuffix("s")) > made.stop_seconds
    for line in web["build"].values():
        assert (DEPLOY / line).exists() or (ROOT / line).exists()


def test_units_wait_longer_than_the_server() -> None:
    unit = (DEPLOY / "regatlas.service").read_text(encoding="utf-8")
    waiting = re.search(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert waiting is not None
    assert int(waiting[1]) > ServerSettings(database="x").stop_seconds


def test_proxies_take_what_the_server_takes() -> None:
    most = ServerSettings(database="x").max_body_mb
    assert f"client_max_body_size {most}m;" in (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert f"max_size {most}MB" in (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    assert f"{HEAD_BYTES // 1024} kB" in (ROOT / "docs/operations.md").read_text(encoding="utf-8")


def test_the_container_copies_what_there_is() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = [name for line in re.findall(r"^COPY (?!--)(.*)$", text, re.MULTILINE) for name in line.split()[:-1]]
    assert copied
    for name in copied:
        assert (ROOT / name).exists(), name


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_are_understood_by_systemd(unit: Path, tmp_path: Path) -> None:
    # The programs that the units start are not on this machine; everything else is to be right.
    text = re.sub(r"/opt/regatlas/\.venv/bin/regatlas", "/bin/true", unit.read_text(encoding="utf-8"))
    for other in UNITS:
        (tmp_path / other.name).write_text(
            other.read_text(encoding="utf-8").replace("/opt/regatlas/.venv/bin/regatlas", "/bin/true")
        )
    (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", f"./{unit.name}"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    told = [line for line in done.stderr.splitlines() if "regatlas" in line]
    assert told == []
