from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.errors import LedgerError
from regatlas.jobs import Ledger
from regatlas.model.run import ItemOutcome

ERROR = {"code": "RGA-1004", "message": "cut off", "where": "", "hint": ""}


def line(source: str, key: str, status: str = "ok", mark: int = 0) -> bytes:
    error = ERROR if status == "failed" else None
    payload = {"record": {"mark": mark}}
    return ItemOutcome(source=source, key=key, status=status, error=error, payload=payload).to_line()


def fill(path: Path, *lines: tuple[str, str, str]) -> None:
    path.write_bytes(b"".join(line(*each) for each in lines))


def sources(path: Path) -> list[tuple[str, str, str]]:
    rows = [json.loads(each) for each in path.read_bytes().splitlines()]
    return [(row["source"], row["key"], row["status"]) for row in rows]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def test_a_line_is_in_the_file_as_soon_as_it_is_written(out: Path) -> None:
    with Ledger(out) as ledger:
        ledger.write("a", "1", line("a", "1"))
        assert out.read_bytes() == line("a", "1")


def test_without_resume_the_file_starts_anew(out: Path) -> None:
    fill(out, ("a", "1", "ok"))
    with Ledger(out) as ledger:
        assert ledger.claim("a", "1") is None
    assert out.read_bytes() == b""


def test_with_resume_lines_are_claimed_by_source_and_key(out: Path) -> None:
    fill(out, ("a", "1", "ok"), ("b", "2", "failed"))
    with Ledger(out, resume=True) as ledger:
        kept = ledger.claim("a", "1")
        assert kept is not None
        assert kept.status == "ok"
        assert ledger.claim("a", "1 of another manifest") is None
        assert ledger.claim("a copy of a", "1") is None
        failed = ledger.claim("b", "2")
        assert failed is not None
        assert failed.error == ERROR
    assert sources(out) == [("a", "1", "ok"), ("b", "2", "failed")]


def test_a_line_answers_for_one_item_only(out: Path) -> None:
    fill(out, ("a", "1", "ok"))
    with Ledger(out, resume=True) as ledger:
        assert ledger.claim("a", "1") is not None
        assert ledger.claim("a", "1") is None


def test_failed_items_are_tried_again_only_when_asked(out: Path) -> None:
    fill(out, ("a", "1", "ok"), ("b", "2", "failed"))
    with Ledger(out, resume=True, retry_failed=True) as ledger:
        assert ledger.claim("a", "1") is not None
        assert ledger.claim("b", "2") is None
        ledger.write("b", "2", line("b", "2"))
        assert ledger.remove_replaced() == 1
    assert sources(out) == [("a", "1", "ok"), ("b", "2", "ok")]


def test_lines_of_an_older_key_go_and_lines_of_other_sources_stay(out: Path) -> None:
    fill(out, ("a", "old", "ok"), ("other", "9", "ok"), ("b", "2", "ok"))
    out.chmod(0o600)
    with Ledger(out, resume=True) as ledger:
        assert ledger.claim("a", "new") is None
        ledger.write("a", "new", line("a", "new"))
        assert ledger.claim("b", "2") is not None
        assert ledger.remove_replaced() == 1
        ledger.write("c", "3", line("c", "3"))
    assert sources(out) == [("other", "9", "ok"), ("b", "2", "ok"), ("a", "new", "ok"), ("c", "3", "ok")]
    assert out.stat().st_mode & 0o777 == 0o600
    assert list(out.parent.iterdir()) == [out]


def test_the_lock_outlives_the_replacement_of_the_file(out: Path) -> None:
    fill(out, ("a", "old", "ok"))
    with Ledger(out, resume=True) as ledger:
        ledger.write("a", "new", line("a", "new"))
        ledger.remove_replaced()
        with pytest.raises(LedgerError, match="another run"):
            Ledger(out, resume=True)


def test_the_newest_of_two_lines_with_one_key_stands(out: Path) -> None:
    """A run that retried a failure and was killed before its end leaves both lines."""
    fill(out, ("a", "1", "failed"), ("a", "1", "ok"))
    with Ledger(out, resume=True) as ledger:
        kept = ledger.claim("a", "1")
        assert kept is not None
        assert kept.status == "ok"
        assert ledger.remove_replaced() == 1
    assert sources(out) == [("a", "1", "ok")]


def test_a_file_that_is_replaced_while_it_is_being_opened_is_opened_again(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(out, ("a", "old", "ok"))
    newer = out.with_name("newer")
    fill(newer, ("a", "new", "ok"))
    real = fcntl.flock

    def replace_then_lock(fd: int, operation: int) -> None:
        if newer.exists():
            newer.replace(out)
        real(fd, operation)

    monkeypatch.setattr(fcntl, "flock", replace_then_lock)
    with Ledger(out, resume=True) as ledger:
        assert ledger.claim("a", "new") is not None
        ledger.write("b", "2", line("b", "2"))
    assert sources(out) == [("a", "new", "ok"), ("b", "2", "ok")]


def test_a_second_run_on_the_same_file_is_refused_and_changes_nothing(out: Path) -> None:
    with Ledger(out) as ledger:
        ledger.write("a", "1", line("a", "1"))
        with pytest.raises(LedgerError, match=r"RGA-5000: another run is writing this output, .*out\.jsonl; "):
            Ledger(out)
    assert out.read_bytes() == line("a", "1")
    Ledger(out, resume=True).close()


@pytest.mark.parametrize("resume", [False, True])
@pytest.mark.parametrize("content", [b"%PDF-1.7 a law", b'{"schema":"regatlas/record/1"}\n', b"\n"])
def test_a_file_that_is_no_ledger_is_left_as_it_is(out: Path, content: bytes, *, resume: bool) -> None:
    out.write_bytes(content)
    with pytest.raises(LedgerError, match="is not a batch output"):
        Ledger(out, resume=resume)
    assert out.read_bytes() == content


def test_a_damaged_line_in_the_middle_is_named(out: Path) -> None:
    content = line("a", "1") + b'{"schema":"regatlas/outcome/1","source":\n' + line("b", "2")
    out.write_bytes(content)
    with pytest.raises(LedgerError, match=r"out\.jsonl:2"):
        Ledger(out, resume=True)
    assert out.read_bytes() == content


def test_places_where_no_file_can_be(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="does not exist"):
        Ledger(tmp_path / "missing" / "out.jsonl")
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger(tmp_path)


def test_a_full_disk_is_said_and_named(out: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full on this system")
    with Ledger(full) as ledger, pytest.raises(LedgerError, match="no space left on device"):
        ledger.write("a", "1", line("a", "1"))


def test_the_torn_half_of_a_refused_line_is_taken_back(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write

    def half_then_full(fd: int, data: bytes) -> int:
        if len(data) < len(line("b", "2")):
            raise OSError(28, "No space left on device")
        return real(fd, data[:20])

    with Ledger(out) as ledger:
        ledger.write("a", "1", line("a", "1"))
        monkeypatch.setattr(os, "write", half_then_full)
        with pytest.raises(LedgerError, match="no space left"):
            ledger.write("b", "2", line("b", "2"))
    assert out.read_bytes() == line("a", "1")


def test_a_pipe_can_be_the_output() -> None:
    reader, writer = os.pipe()
    with Ledger(Path(f"/dev/fd/{writer}")) as ledger:
        ledger.write("a", "1", line("a", "1"))
        assert ledger.remove_replaced() == 0
    assert os.read(reader, 4096) == line("a", "1")
    os.close(reader)
    os.close(writer)


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
outcomes = st.lists(st.tuples(names, names, st.sampled_from(["ok", "abstained", "failed"])), max_size=6)


@given(outcomes, st.data())
def test_resuming_cuts_a_torn_line_and_no_whole_one(rows: list[tuple[str, str, str]], data: st.DataObject) -> None:
    whole = [line(*row, mark=number) for number, row in enumerate(rows)]
    content = b"".join(whole)
    cut = data.draw(st.integers(0, len(content)))
    left = [each for number, each in enumerate(whole) if len(b"".join(whole[: number + 1])) <= cut]
    with TemporaryDirectory() as folder:
        out = Path(folder, "out.jsonl")
        out.write_bytes(content[:cut])
        with Ledger(out, resume=True) as ledger:
            assert out.read_bytes() == b"".join(left)
            claimed = [ledger.claim(source, key) is not None for source, key, _ in rows]
            assert claimed.count(True) == len(left)
            ledger.write("next", "n", line("next", "n"))
        assert out.read_bytes() == b"".join(left) + line("next", "n")


@given(outcomes, outcomes)
def test_after_a_resumed_run_each_planned_item_has_one_line(
    before: list[tuple[str, str, str]], plan: list[tuple[str, str, str]]
) -> None:
    with TemporaryDirectory() as folder:
        out = Path(folder, "out.jsonl")
        fill(out, *before)
        with Ledger(out, resume=True) as ledger:
            for source, key, status in plan:
                if ledger.claim(source, key) is None:
                    ledger.write(source, key, line(source, key, status))
            ledger.remove_replaced()
        planned = {source for source, _, _ in plan}
        found = sources(out)
        assert sorted((s, k) for s, k, _ in found if s in planned) == sorted((s, k) for s, k, _ in plan)
        assert [row for row in found if row[0] not in planned] == [row for row in before if row[0] not in planned]
