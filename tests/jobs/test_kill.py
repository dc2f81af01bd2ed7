"""A real batch, killed: no finished line is lost, none is made twice, and no worker stays behind."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

PROGRAM = Path(__file__).with_name("batch_program.py")
ITEMS = 240
PATIENCE = 30.0


class Batch:
    def __init__(self, folder: Path) -> None:
        self.out = folder / "out.jsonl"
        self.log = folder / "log.txt"
        self.log.touch()

    def start(self, *options: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(PROGRAM), str(self.out), str(self.log), str(ITEMS), *options]
        return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)

    def whole_lines(self) -> list[bytes]:
        content = self.out.read_bytes() if self.out.exists() else b""
        return [line for line in content.splitlines(keepends=True) if line.endswith(b"\n")]

    def sources(self) -> list[str]:
        return [json.loads(line)["source"] for line in self.whole_lines()]

    def begun(self) -> list[tuple[str, int]]:
        return [(line.split()[0], int(line.split()[1])) for line in self.log.read_text().splitlines()]


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    return Batch(tmp_path)


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def kill_after(batch: Batch, lines: int, *options: str) -> None:
    program = batch.start(*options)
    wait_until(lambda: len(batch.whole_lines()) >= lines or program.poll() is not None)
    program.kill()
    program.wait()
    if program.stderr is not None:
        program.stderr.close()  # not read to its end: a worker that stays behind would keep it open


def finish(batch: Batch, *options: str) -> tuple[int, str]:
    program = batch.start(*options)
    _, told = program.communicate(timeout=PATIENCE)
    return program.returncode, told


def alive(pid: int) -> bool:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_killed_again_and_again_it_loses_nothing_and_repeats_nothing(batch: Batch) -> None:
    chance = Random(20261123)
    finished: list[bytes] = []
    for attempt in range(5):
        before = len(batch.begun())
        kill_after(batch, len(finished) + chance.randint(0, 60), *(["--resume"] if attempt else []))
        wait_until(lambda: not any(alive(pid) for _, pid in batch.begun()))
        names = {json.loads(line)["source"] for line in finished}
        assert batch.whole_lines()[: len(finished)] == finished
        assert names.isdisjoint(name for name, _ in batch.begun()[before:])
        finished = batch.whole_lines()
    with batch.out.open("ab") as file:
        file.write(b'{"schema":"regatlas/outcome/1","source":"torn')
    assert finish(batch, "--resume") == (0, "")
    assert batch.whole_lines()[: len(finished)] == finished
    assert sorted(batch.sources()) == sorted(f"item-{number}" for number in range(ITEMS))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_keeps_what_is_finished_and_can_be_resumed(batch: Batch, number: signal.Signals) -> None:
    program = batch.start()
    wait_until(lambda: len(batch.whole_lines()) >= 20)
    program.send_signal(number)
    _, told = program.communicate(timeout=PATIENCE)
    assert (program.returncode, told) == (130, "")
    kept = batch.whole_lines()
    assert b"".join(kept) == batch.out.read_bytes()
    assert finish(batch, "--resume") == (0, "")
    assert batch.whole_lines()[: len(kept)] == kept
    assert sorted(batch.sources()) == sorted(f"item-{number}" for number in range(ITEMS))


def test_two_runs_on_one_output_at_once(batch: Batch) -> None:
    first = batch.start()
    wait_until(lambda: bool(batch.whole_lines()))
    # It must not end before the other one has begun, however slow the machine is.
    first.send_signal(signal.SIGSTOP)
    try:
        code, told = finish(batch, "--resume")
    finally:
        first.send_signal(signal.SIGCONT)
    assert code == 2
    assert told.startswith("RGA-5000: another run is writing this output, ")
    first.communicate(timeout=PATIENCE)
    assert first.returncode == 0
    assert len(batch.sources()) == ITEMS


def test_a_worker_killed_from_outside_fails_one_item(batch: Batch) -> None:
    program = batch.start()
    wait_until(lambda: len(batch.begun()) > 10)
    os.kill(batch.begun()[-1][1], signal.SIGKILL)
    program.communicate(timeout=PATIENCE)
    rows = [json.loads(line) for line in batch.whole_lines()]
    assert len(rows) == ITEMS
    assert [row["error"]["code"] for row in rows if row["status"] == "failed"] in (["RGA-6000"], [])
