"""Fixtures for tests of whoever builds on Regatlas; pytest finds them by itself once the package is installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from regatlas.testing.llm_endpoint import LlmEndpoint


@pytest.fixture
def llm_endpoint() -> Iterator[LlmEndpoint]:
    """A language model on this machine that answers honestly until it is told to misbehave."""
    # Imported here, since pytest loads this module in every run, whether a test needs it or not.
    from regatlas.testing.llm_endpoint import LlmEndpoint

    with LlmEndpoint() as endpoint:
        yield endpoint
