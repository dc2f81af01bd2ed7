from __future__ import annotations

import subprocess
import sys

import pytest

from regatlas.app.worker_names import is_dead, machine, new_name


def test_names_differ_and_their_bearer_lives() -> None:
    one, other = new_name(), new_name()
    assert one != other
    assert not is_dead(one)


def test_a_process_that_ended_is_dead() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "from regatlas.app.worker_names import new_name; print(new_name())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert is_dead(said.stdout.strip())


@pytest.mark.parametrize("name", ["", "w1", "elsewhere/1/abc", f"{machine()}/x/abc", f"{machine()}/1/abc"])
def test_nobody_else_is_taken_for_dead(name: str) -> None:
    assert not is_dead(name)
