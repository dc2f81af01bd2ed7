from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from regatlas.app.mining.mine import Miner
from regatlas.catalog.loading import builtin_catalog
from regatlas.model.mining import Mining
from regatlas.readers import Limits, read
from regatlas.structure import parse


@pytest.fixture(scope="session")
def miner() -> Miner:
    return Miner(builtin_catalog(), date(2026, 11, 23))


@pytest.fixture
def mined(miner: Miner) -> Callable[[str], Mining]:
    return lambda text: miner.mine(parse(read(text.encode(), Limits())))
