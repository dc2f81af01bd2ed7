"""What all tests share: the real texts, where they are at hand, and how hard Hypothesis tries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from starlette.testclient import TestClient

ROOT = Path(__file__).resolve().parent.parent

pytest_plugins = ["tests.postgres"]

# Machines that run these tests are shared and slow at times; a deadline would only make them flicker.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "default"))

# Messages are compared in English, whatever the language of the machine.
os.environ["REGATLAS_LANG"] = "en"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real texts: ``REGATLAS_CORPUS`` or ``../shared/corpus``. Nothing of it may enter the project."""
    folder = Path(os.environ.get("REGATLAS_CORPUS") or ROOT.parent / "shared" / "corpus")
    if not folder.is_dir():
        pytest.skip(f"no real texts at {folder}; name their folder in REGATLAS_CORPUS")
    return folder


@pytest.fixture(autouse=True, scope="session")
def _default_host() -> Iterator[None]:
    """Clients of tests ask for the host that a server has by default: ``testserver`` is refused as any strange name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestClient, "__init__", partialmethod(TestClient.__init__, base_url="http://127.0.0.1:8000"))
        yield
