"""Limits that several processes keep together."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.engines.llm.limits import MINUTE, Meter
from regatlas.errors import TooCostly


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@given(st.lists(st.integers(min_value=1, max_value=120), max_size=30))
def test_no_minute_has_more_tokens_than_allowed(wanted: list[int]) -> None:
    import tempfile

    clock, sent = Clock(), []
    with tempfile.TemporaryDirectory() as folder:
        meter = Meter(Path(folder), tokens_per_minute=100, clock=clock, sleep=clock.sleep)
        for tokens in wanted:
            meter.wait_for(tokens)
            sent.append((clock.now, tokens))
    for at, tokens in sent:
        others = [number for time, number in sent if at - MINUTE < time <= at]
        assert sum(others) <= 100 or others == [tokens]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=20))
def test_reserves_never_exceed_the_limit(requests: list[tuple[int, int]]) -> None:
    import tempfile

    spent = Decimal(0)
    with tempfile.TemporaryDirectory() as folder:
        meter = Meter(Path(folder), max_cost=Decimal(100))
        for most, cost in requests:
            try:
                meter.reserve(Decimal(most))
            except TooCostly:
                assert spent + most > 100
                continue
            meter.settle(Decimal(most), Decimal(min(cost, most)))
            spent += min(cost, most)
        assert meter.spent == spent <= 100


def test_a_slot_is_given_back_by_the_dead(tmp_path: Path) -> None:
    dying = (
        "import os, sys; from pathlib import Path; from regatlas.engines.llm.limits import Meter\n"
        "held = Meter(Path(sys.argv[1])).slot(); held.__enter__(); print('held', flush=True); os._exit(9)"
    )
    ended = subprocess.run([sys.executable, "-c", dying, str(tmp_path)], capture_output=True, text=True, check=False)
    assert ended.stdout == "held\n"
    with Meter(tmp_path).slot():
        pass


def test_slots_are_as_many_as_allowed(tmp_path: Path) -> None:
    class Full(Exception):
        pass

    def full(seconds: float) -> None:
        raise Full

    meter = Meter(tmp_path, concurrency=2, sleep=full)
    with meter.slot(), meter.slot(), pytest.raises(Full), Meter(tmp_path, concurrency=2, sleep=full).slot():
        pass
    with meter.slot():
        pass


def test_processes_share_what_was_spent(tmp_path: Path) -> None:
    first, second = Meter(tmp_path, max_cost=Decimal(1)), Meter(tmp_path, max_cost=Decimal(1))
    first.reserve(Decimal("0.7"))
    with pytest.raises(TooCostly) as caught:
        second.reserve(Decimal("0.4"))
    assert str(caught.value) == (
        "RGA-7001: the next step could cost $0.4000, and $0.3000 of $1.0000 are left; raise --max-cost and run again: "
        "what was answered is kept and costs nothing"
    )
    first.settle(Decimal("0.7"), Decimal("0.1"))
    second.reserve(Decimal("0.4"))
    assert first.spent == Decimal("0.5")
