from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regatlas.errors import BadArgument, WorkerError
from regatlas.jobs import Event, Item, Ledger, Limits, Tally, process_factory, run_batch


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import batch_tasks

    return batch_tasks


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def threads() -> Executor:
    return ThreadPoolExecutor(1)


def plan(*behaviours: str) -> list[Item[str]]:
    return [Item(f"{number}-{each}", f"key-{number}", each) for number, each in enumerate(behaviours)]


def rows(out: Path) -> dict[str, dict[str, object]]:
    found = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert len({row["source"] for row in found}) == len(found)
    return {row["source"]: row for row in found}


def test_every_kind_of_end_is_one_line(out: Path, tasks: ModuleType) -> None:
    kinds = [kind for kind in tasks.BEHAVIOURS if kind not in {"dies", "segfaults", "hangs"}]
    with Ledger(out) as ledger:
        tally = run_batch(plan(*kinds), tasks.behave, ledger, limits=Limits(workers=2), factory=threads)
    found = {name.split("-", 1)[1]: row for name, row in rows(out).items()}
    assert tally == Tally(ok=1, abstained=1, failed=len(kinds) - 2)
    assert {kind: row["status"] for kind, row in found.items()} == dict.fromkeys(kinds, "failed") | {
        "good": "ok",
        "abstains": "abstained",
    }
    assert found["good"]["error"] is None
    assert found["damaged"]["error"] == {
        "code": "RGA-1004",
        "message": "the file is cut off",
        "where": "page 3",
        "hint": "get it again",
    }
    assert found["memory"]["error"]["message"] == "it needs more memory than there is"
    assert "KeyError" in found["unexpected"]["error"]["message"]
    assert found["unexpected"]["error"]["where"] == found["unexpected"]["source"]


def test_a_worker_that_dies_fails_its_own_item_by_name(out: Path, tasks: ModuleType) -> None:
    kinds = ["good", "dies", "good", "segfaults", "good", "dies", "good"]
    with Ledger(out) as ledger:
        tally = run_batch(plan(*kinds), tasks.behave, ledger, limits=Limits(workers=2))
    assert tally == Tally(ok=4, failed=3)
    failures = {name: row["error"] for name, row in rows(out).items() if row["status"] == "failed"}
    assert sorted(failures) == ["1-dies", "3-segfaults", "5-dies"]
    assert {error["code"] for error in failures.values()} == {"RGA-6000"}
    assert failures["1-dies"]["where"] == "1-dies"


def test_an_item_over_its_time_is_stopped_and_the_rest_goes_on(out: Path, tasks: ModuleType) -> None:
    with Ledger(out) as ledger:
        limits = Limits(workers=1, item_seconds=0.3)
        tally = run_batch(plan("good", "hangs", "good"), tasks.behave, ledger, limits=limits)
    assert tally == Tally(ok=2, failed=1)
    error = rows(out)["1-hangs"]["error"]
    assert error["code"] == "RGA-1006"
    assert error["message"] == "it took longer than 0.3 seconds"


def test_an_item_that_cannot_be_sent_to_a_worker_fails_alone(out: Path, tasks: ModuleType) -> None:
    items = [Item("sendable", "1", "good"), Item("not", "2", threading.Lock()), Item("also", "3", "good")]
    with Ledger(out) as ledger:
        tally = run_batch(items, tasks.behave, ledger, limits=Limits(workers=1))
    assert tally == Tally(ok=2, failed=1)
    assert rows(out)["not"]["status"] == "failed"


def test_workers_that_cannot_start_end_the_batch_without_blaming_an_item(out: Path, tasks: ModuleType) -> None:
    def factory() -> Executor:
        return ProcessPoolExecutor(1, initializer=os._exit, initargs=(3,), mp_context=get_context("forkserver"))

    with Ledger(out) as ledger, pytest.raises(WorkerError, match="die before they begin"):
        run_batch(plan("good"), tasks.behave, ledger, limits=Limits(workers=1), factory=factory)
    assert out.read_bytes() == b""


def test_a_second_run_repeats_nothing_and_counts_what_was_kept(out: Path, tasks: ModuleType) -> None:
    with Ledger(out) as ledger:
        run_batch(plan("good", "damaged"), tasks.behave, ledger, limits=Limits(workers=1), factory=threads)
    before = out.read_bytes()
    events: list[Event] = []
    with Ledger(out, resume=True) as ledger:
        tally = run_batch(plan("good", "damaged"), tasks.behave, ledger, progress=events.append, factory=threads)
    assert tally == Tally(ok=1, failed=1, kept=2)
    assert out.read_bytes() == before
    assert [(event.kind, event.source, event.status) for event in events] == [
        ("kept", "0-good", "ok"),
        ("kept", "1-damaged", "failed"),
    ]
    assert events[1].error is not None
    assert events[1].error["code"] == "RGA-1004"


def test_events_tell_each_step_with_its_tally(out: Path, tasks: ModuleType) -> None:
    events: list[Event] = []
    with Ledger(out) as ledger:
        limits = Limits(workers=1)
        run_batch(plan("good", "damaged"), tasks.behave, ledger, limits=limits, progress=events.append, factory=threads)
    assert [(event.kind, event.source, event.tally.done) for event in events] == [
        ("started", "0-good", 0),
        ("finished", "0-good", 1),
        ("started", "1-damaged", 1),
        ("finished", "1-damaged", 2),
    ]


def test_the_plan_is_drawn_as_workers_become_free(out: Path, tasks: ModuleType) -> None:
    """Memory is bounded by the workers: never more items drawn than lines written, lanes, and the one that waits."""
    drawn = 0

    def drawing() -> Iterator[Item[str]]:
        nonlocal drawn
        for item in plan(*["good"] * 60):
            drawn += 1
            assert drawn <= out.read_bytes().count(b"\n") + 2 + 1
            yield item

    with Ledger(out) as ledger:
        tally = run_batch(drawing(), tasks.behave, ledger, limits=Limits(workers=2), factory=threads)
    assert tally == Tally(ok=60)


def test_stopping_keeps_what_is_finished_and_says_so(out: Path, tasks: ModuleType) -> None:
    stop = threading.Event()

    def stop_after_three(event: Event) -> None:
        if event.tally.done == 3:
            stop.set()

    items = plan(*["good"] * 9)
    with Ledger(out) as ledger:
        tally = run_batch(
            items, tasks.behave, ledger, limits=Limits(workers=1), progress=stop_after_three, factory=threads, stop=stop
        )
    assert tally.interrupted
    assert 3 <= tally.ok == len(rows(out)) < 9
    with Ledger(out, resume=True) as ledger:
        again = run_batch(items, tasks.behave, ledger, limits=Limits(workers=1), factory=threads)
    assert again == Tally(ok=9, kept=tally.ok)


def test_stopping_does_not_wait_for_an_item_that_hangs(out: Path, tasks: ModuleType) -> None:
    stop = threading.Event()

    def stop_at_hang(event: Event) -> None:
        if event.kind == "started" and event.source == "1-hangs":
            stop.set()

    with Ledger(out) as ledger:
        tally = run_batch(
            plan("good", "hangs"), tasks.behave, ledger, limits=Limits(workers=1), progress=stop_at_hang, stop=stop
        )
    assert tally == Tally(ok=1, interrupted=True)
    assert list(rows(out)) == ["0-good"]


def test_an_error_of_the_plan_keeps_the_finished_lines(out: Path, tasks: ModuleType) -> None:
    def breaking() -> Iterator[Item[str]]:
        yield from plan("good", "good", "good")
        raise OSError("the folder went away")

    with Ledger(out) as ledger, pytest.raises(OSError, match="went away"):
        run_batch(breaking(), tasks.behave, ledger, limits=Limits(workers=1), factory=threads)
    assert len(rows(out)) >= 2


def test_a_name_that_is_not_utf8_is_spelt_out(out: Path, tasks: ModuleType) -> None:
    items = [Item(os.fsdecode(b"b\xe4d.txt"), "1", "good"), Item(os.fsdecode(b"b\xe4d-2.txt"), "2", "damaged")]
    with Ledger(out) as ledger:
        run_batch(items, tasks.behave, ledger, limits=Limits(workers=1), factory=threads)
    assert sorted(rows(out)) == [r"b\udce4d-2.txt", r"b\udce4d.txt"]


@pytest.mark.parametrize("wrong", [{"workers": -1}, {"item_seconds": 0.0}, {"item_seconds": float("nan")}])
def test_limits_without_meaning_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(BadArgument, match="RGA-1008"):
        Limits(**wrong)


def test_workers_of_the_default_factory_survive_ctrl_c() -> None:
    with process_factory(("json",))() as executor:
        pid = executor.submit(os.getpid).result()
        os.kill(pid, signal.SIGINT)
        assert executor.submit(os.getpid).result() == pid


kinds = st.lists(st.sampled_from(["good", "abstains", "damaged", "unexpected", "exits", "not-json"]), max_size=8)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(kinds, st.integers(1, 3), st.integers(0, 8))
def test_interrupted_or_not_each_item_ends_as_one_line(
    out: Path, tasks: ModuleType, kinds: list[str], workers: int, stop_after: int
) -> None:
    items, stop = plan(*kinds), threading.Event()

    def watch(event: Event) -> None:
        if event.tally.done >= stop_after:
            stop.set()

    with Ledger(out) as ledger:
        run_batch(
            items, tasks.behave, ledger, limits=Limits(workers=workers), progress=watch, factory=threads, stop=stop
        )
    first = out.read_bytes()
    with Ledger(out, resume=True) as ledger:
        tally = run_batch(items, tasks.behave, ledger, limits=Limits(workers=workers), factory=threads)
    assert out.read_bytes().startswith(first)
    assert sorted(rows(out)) == sorted(item.name for item in items)
    assert tally.done == len(items)
    assert tally.kept == first.count(b"\n")
