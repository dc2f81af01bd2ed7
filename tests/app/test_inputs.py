from __future__ import annotations

import os
from pathlib import Path

import pytest

from regatlas.app.inputs import find_inputs, limits_from_environment, load_document, read_bytes
from regatlas.errors import BadArgument, EmptyInput, LimitExceeded, NoFiles, UnreadablePath
from regatlas.readers import Limits


def write(
    folder: Path, name: str, text: str = "第一条 为了试验，制定本办法。\n第二条 本办法自公布之日起施行。\n"
) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_goes_by_its_name(tmp_path: Path) -> None:
    path = write(tmp_path, "办法.md")
    assert [file.name for file in find_inputs([path])] == ["办法.md"]


def test_a_folder_gives_every_visible_file_below_it_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.bin", "sub/c.md", ".hidden", ".git/config"):
        write(tmp_path, name)
    assert [file.name for file in find_inputs([tmp_path])] == ["a.bin", "b.txt", "sub/c.md"]


def test_outputs_inside_the_folder_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    out = write(tmp_path, "records/a.html").parent
    ledger = write(tmp_path, "out.jsonl")
    assert [file.name for file in find_inputs([tmp_path], leave_out=[out, ledger])] == ["a.txt"]


def test_names_are_unique_in_a_run(tmp_path: Path) -> None:
    first, second = write(tmp_path, "x/a.txt"), write(tmp_path, "y/a.txt")
    names = [file.name for file in find_inputs([first, second, first])]
    assert names == [first.as_posix(), second.as_posix()]


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoFiles) as caught:
        find_inputs([tmp_path])
    assert str(tmp_path) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePath, match="no such file"):
        load_document(tmp_path / "none.txt", Limits())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_forbidden_file_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "secret.txt")
    path.chmod(0)
    with pytest.raises(UnreadablePath, match="may not be read"):
        read_bytes(path, Limits())


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    with pytest.raises(LimitExceeded) as caught:
        read_bytes(path, Limits())
    assert str(path) in str(caught.value)


def test_errors_of_readers_name_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "empty.pdf", "")
    with pytest.raises(EmptyInput) as caught:
        load_document(path, Limits())
    assert caught.value.where == str(path)


def test_the_environment_sets_the_largest_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGATLAS_MAX_FILE_MB", "7")
    assert limits_from_environment().file_bytes == 7_000_000
    monkeypatch.setenv("REGATLAS_MAX_FILE_MB", "many")
    with pytest.raises(BadArgument, match="REGATLAS_MAX_FILE_MB"):
        limits_from_environment()


def test_pipes_and_devices_are_named_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(UnreadablePath, match="a device, a pipe or a socket"):
            read_bytes(path, Limits())


def test_links_that_lead_back_are_followed_once(tmp_path: Path) -> None:
    write(tmp_path, "law.txt", "Article 1")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert [file.name for file in find_inputs([tmp_path])] == ["law.txt", "loop.txt"]
    with pytest.raises(UnreadablePath, match="symbolic links"):
        load_document(tmp_path / "loop.txt", Limits())


def test_names_that_are_no_text_can_be_shown(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/l\xe4w.txt"))
    path.write_text("Article 1")
    (file,) = find_inputs([tmp_path])
    assert file.name == "l\ufffdw.txt"
    assert file.path == path
