"""Text recognition with programs that only pretend to recognise; what they are asked for is written down."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from tests.readers.specimen import pdf
from typer.testing import CliRunner

from regatlas.app.inputs import load_document
from regatlas.cli.main import app
from regatlas.errors import DamagedFile, EncryptedFile, LimitExceeded, MissingProgram
from regatlas.readers import Limits
from regatlas.readers.ocr import ADVICE, MARK

SCAN = pdf("", "")
SOUND = pdf("Article 1 Operators shall keep the records.\nArticle 2 They report every incident to the bureau.")
GARBLED = pdf("Xqwzk vbzq jjkq zzqv wwkx qqzj. " * 9 + "\n" + "Zzkq wvqj xkqz jjwv qxzk bbqz. " * 9)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on PATH with nothing else on it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def install_all(folder: Path, *, answer: bytes = SOUND, languages: str = "chi_sim\\neng") -> Path:
    """Both programs: recognition gives ``answer``, and notes its arguments in the file that is returned."""
    (folder / "answer.pdf").write_bytes(answer)
    install(folder, "tesseract", f'printf "List of languages:\\n{languages}\\n"')
    noted = folder / "asked"
    install(folder, "ocrmypdf", f'echo "$@" >> {noted}\nfor last; do :; done\n/bin/cp {folder}/answer.pdf "$last"')
    return noted


def written(folder: Path, data: bytes) -> Path:
    path = folder / "scan.pdf"
    path.write_bytes(data)
    return path


def test_a_poor_scan_says_that_it_can_be_recognised(tmp_path: Path) -> None:
    quality = load_document(written(tmp_path, SCAN), Limits()).source.quality
    assert (quality.status, quality.reasons[-1]) == ("unusable", ADVICE)


def test_a_scan_is_recognised_and_marked(tmp_path: Path, programs: Path) -> None:
    noted = install_all(programs)
    path = written(tmp_path, SCAN)
    document = load_document(path, Limits(ocr=True))
    plain = load_document(path, Limits())
    assert [item.number for item in document.provisions if item.kind == "article"] == ["1", "2"]
    assert document.source.quality.reasons == (MARK,)
    assert document.source.quality.status == "ok"
    # The text is one of the file that was given, not of the copy.
    assert (document.source.sha256, document.source.size) == (plain.source.sha256, len(SCAN))
    asked = noted.read_text().splitlines()
    assert len(asked) == 1
    assert "--skip-text" in asked[0]
    assert "--language chi_sim+eng" in asked[0]


def test_where_the_pages_have_a_bad_text_all_of_them_are_recognised(tmp_path: Path, programs: Path) -> None:
    noted = install_all(programs, answer=GARBLED)
    document = load_document(written(tmp_path, GARBLED), Limits(ocr=True))
    assert document.source.quality.status != "ok"
    assert document.source.quality.reasons[0] == MARK
    assert ["--force-ocr" in line for line in noted.read_text().splitlines()] == [False, True]


def test_a_sound_file_is_not_recognised(tmp_path: Path, programs: Path) -> None:
    noted = install_all(programs)
    assert load_document(written(tmp_path, SOUND), Limits(ocr=True)).source.quality.reasons == ()
    assert not noted.exists()


def test_missing_programs_are_named_with_what_to_install(tmp_path: Path, programs: Path) -> None:
    path = written(tmp_path, SCAN)
    with pytest.raises(MissingProgram, match=r"ocrmypdf, which is not installed.*apt install"):
        load_document(path, Limits(ocr=True))
    install(programs, "ocrmypdf", "exit 0")
    with pytest.raises(MissingProgram, match="tesseract, which is not installed"):
        load_document(path, Limits(ocr=True))
    install(programs, "tesseract", "echo osd")
    with pytest.raises(MissingProgram, match="chi_sim and eng"):
        load_document(path, Limits(ocr=True))


@pytest.mark.parametrize(
    ("script", "error", "words"),
    [
        ("exit 3", MissingProgram, "lacks a program"),
        ("exit 8", EncryptedFile, "password"),
        ("echo 'a page is broken' >&2; exit 2", DamagedFile, "a page is broken"),
        ("exit 15", DamagedFile, "exit code 15"),
        ("exit 0", DamagedFile, "wrote nothing"),
        ("exec /bin/sleep 30", LimitExceeded, "recognising the text took more than 1 seconds"),
    ],
)
def test_what_goes_wrong_is_told(
    tmp_path: Path, programs: Path, script: str, error: type[Exception], words: str
) -> None:
    install_all(programs)
    install(programs, "ocrmypdf", script)
    with pytest.raises(error, match=words):
        load_document(written(tmp_path, SCAN), Limits(ocr=True, ocr_seconds=1))


def test_only_languages_that_are_there_are_asked_for(tmp_path: Path, programs: Path) -> None:
    noted = install_all(programs, languages="eng")
    load_document(written(tmp_path, SCAN), Limits(ocr=True))
    assert "--language eng " in noted.read_text()


@pytest.mark.parametrize("command", ["read", "map"])
def test_records_show_the_mark(tmp_path: Path, programs: Path, command: str) -> None:
    install_all(programs)
    path = written(tmp_path, SCAN)
    result = CliRunner().invoke(app, [command, str(path), "--ocr", "--json"], catch_exceptions=False)
    document = json.loads(result.stdout)
    document = document.get("document", document)
    assert document["quality"]["reasons"] == [MARK]


def test_the_page_of_a_record_shows_the_mark_in_both_languages(tmp_path: Path, programs: Path) -> None:
    install_all(programs)
    path = written(tmp_path, SCAN)
    for lang, words in (("en", "recognised from pictures"), ("zh", "图像识别")):
        out = tmp_path / lang
        CliRunner().invoke(app, ["map", str(path), "--ocr", "--out", str(out), "--lang", lang], catch_exceptions=False)
        assert words in (out / "scan.html").read_text(encoding="utf-8")


def test_import_keeps_the_mark(tmp_path: Path, programs: Path) -> None:
    install_all(programs)
    database = f"sqlite:///{tmp_path / 'kept.sqlite'}"
    arguments = ["import", str(written(tmp_path, SCAN)), "--ocr", "--db", database]
    assert "new" in CliRunner().invoke(app, arguments, catch_exceptions=False).stdout
