"""Tests of the catalog never touch the user's cache."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.catalog.small import write_catalog


@pytest.fixture(autouse=True)
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "cache-home"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    return home


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_catalog(tmp_path / "catalog")
