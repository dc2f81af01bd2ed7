"""Text recognition (OCR) for PDF files whose own text is missing or cannot be trusted, by ocrmypdf and Tesseract.

Both are programs of their own that the user installs; they run as child processes, work on a copy in a temporary
folder, open no network connection, and are ended at the limit of time.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from regatlas.errors import DamagedFile, EncryptedFile, MissingProgram
from regatlas.model.text import Quality, SourceText
from regatlas.readers.limits import Limits

MEDIA_TYPE = "application/pdf"
ADVICE = "The option --ocr recognises the text in the pictures of its pages."
MARK = "The text was recognised from pictures (OCR), and may hold errors."
_INSTALL = "install ocrmypdf and Tesseract (apt install ocrmypdf tesseract-ocr-chi-sim), or leave --ocr out"
# Simplified Chinese and English, in which nearly all of the field is written.
_LANGUAGES = ("chi_sim", "eng")
_LISTING_SECONDS = 30
# Exit codes of ocrmypdf.
_MISSING, _LOCKED = 3, 8
_NO_WORDS = re.compile(r"\s+")


def needs_ocr(source: SourceText) -> bool:
    """Whether a text came from a PDF and cannot be trusted."""
    return source.media_type == MEDIA_TYPE and source.quality.status != "ok"


def advised(source: SourceText) -> SourceText:
    """The same text; where recognition could help, its quality says so."""
    return _with_reason(source, ADVICE, last=True) if needs_ocr(source) else source


def recognised(source: SourceText, original: SourceText) -> SourceText:
    """What was read from the recognised copy of a file, as a text of the file itself, and marked."""
    ours = source.model_copy(update={"sha256": original.sha256, "size": original.size})
    return _with_reason(ours, MARK, last=False)


def _with_reason(source: SourceText, reason: str, *, last: bool) -> SourceText:
    quality = source.quality
    reasons = (*quality.reasons, reason) if last else (reason, *quality.reasons)
    changed = Quality(status=quality.status, score=quality.score, reasons=reasons)
    return source.model_copy(update={"quality": changed})


def recognise(data: bytes, limits: Limits, *, every_page: bool) -> bytes:
    """A copy of a PDF with the text of its pictures; with ``every_page`` its own text is not kept anywhere.

    Raises :class:`~regatlas.errors.MissingProgram`, :class:`~regatlas.errors.LimitExceeded` (time),
    :class:`~regatlas.errors.EncryptedFile` and :class:`~regatlas.errors.DamagedFile`.
    """
    program = _found("ocrmypdf")
    languages = _languages(_found("tesseract"))
    mode = "--force-ocr" if every_page else "--skip-text"
    with tempfile.TemporaryDirectory(prefix="regatlas-ocr-") as folder:
        before, after = Path(folder, "in.pdf"), Path(folder, "out.pdf")
        before.write_bytes(data)
        options = ["--quiet", "--output-type", "pdf", "--optimize", "0", mode, "--language", "+".join(languages)]
        _run([program, *options, str(before), str(after)], limits)
        if not after.is_file():
            raise _failed("it wrote nothing")
        limits.check_file(after.stat().st_size)
        return after.read_bytes()


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise MissingProgram(f"--ocr needs the program {program}, which is not installed", hint=_INSTALL)
    return path


def _languages(tesseract: str) -> list[str]:
    try:
        listed = subprocess.run(  # noqa: S603  a program found on PATH, without a shell
            [tesseract, "--list-langs"], capture_output=True, text=True, timeout=_LISTING_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingProgram("--ocr needs Tesseract, which does not start", hint=_INSTALL) from error
    known = set(f"{listed.stdout}\n{listed.stderr}".split())
    wanted = [language for language in _LANGUAGES if language in known]
    if not wanted:
        what = f"--ocr needs the languages {' and '.join(_LANGUAGES)} of Tesseract, and has neither"
        raise MissingProgram(what, hint="install tesseract-ocr-chi-sim and tesseract-ocr-eng")
    return wanted


def _run(command: list[str], limits: Limits) -> None:
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    try:
        done = subprocess.run(  # noqa: S603  a program found on PATH, without a shell
            command,
            capture_output=True,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=limits.ocr_seconds,
            env=kept,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise limits.too_slow_recognition() from error
    except OSError as error:
        raise MissingProgram("--ocr needs ocrmypdf, which does not start", hint=_INSTALL) from error
    if done.returncode == _MISSING:
        raise MissingProgram(f"ocrmypdf lacks a program that it needs ({_last(done.stderr)})", hint=_INSTALL)
    if done.returncode == _LOCKED:
        raise EncryptedFile("the PDF needs a password", hint="save a copy without one")
    if done.returncode:
        raise _failed(_last(done.stderr) or f"exit code {done.returncode}")


def _last(told: str) -> str:
    lines = [_NO_WORDS.sub(" ", line).strip() for line in told.splitlines() if line.strip()]
    return lines[-1][:200] if lines else ""


def _failed(why: str) -> DamagedFile:
    return DamagedFile(f"the text could not be recognised ({why})", hint="export the PDF again, or leave --ocr out")
