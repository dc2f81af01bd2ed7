"""What all tests share: the real texts, where they are at hand, and how hard Hypothesis tries."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# Machines that run these tests are shared and slow at times; a deadline would only make them flicker.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "default"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real texts: ``REGATLAS_CORPUS`` or ``../shared/corpus``. Nothing of it may enter the project."""
    folder = Path(os.environ.get("REGATLAS_CORPUS") or ROOT.parent / "shared" / "corpus")
    if not folder.is_dir():
        pytest.skip(f"no real texts at {folder}; name their folder in REGATLAS_CORPUS")
    return folder
