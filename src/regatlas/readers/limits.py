"""Limits that keep hostile files from taking the machine. Each has its own message and its own setting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from regatlas.errors import BadArgument, LimitExceeded
from regatlas.model.base import Frozen

MEGABYTE = 1_000_000


class Limits(Frozen):
    """What a reader accepts. Sizes in bytes, text in code points, time in seconds, memory beyond what the process had.

    The largest instrument of the corpus (EU AI Act, HTML) has 1.3 MB; the defaults leave room for books of law.
    ``archive_bytes`` is what a file may unpack to, ``expansion_ratio`` how many times its size that may be. ``ocr``
    says that PDF files without a sound text may be given to text recognition, which has a time of its own.
    """

    file_bytes: int = 100 * MEGABYTE
    text_characters: int = 8_000_000
    lines: int = 500_000
    pages: int = 5_000
    archive_bytes: int = 200 * MEGABYTE
    archive_members: int = 5_000
    expansion_ratio: int = 200
    markup_depth: int = 2_000
    seconds: int = 120
    memory_bytes: int = 1_000 * MEGABYTE
    ocr: bool = False
    ocr_seconds: int = 1_800

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, ocr: bool = False) -> Limits:
        """The default limits with what the environment sets. Raises :class:`BadArgument`."""
        asked = {name: environment.get(setting.variable, "").strip() for name, setting in SETTINGS.items()}
        return cls(ocr=ocr, **{name: SETTINGS[name].amount(value) for name, value in asked.items() if value})

    def check_file(self, size: int) -> None:
        """Raise :class:`LimitExceeded` where a file of ``size`` bytes is too large."""
        if size > self.file_bytes:
            raise self._exceeded(
                "file_bytes",
                f"the file has {_megabytes(size)} MB, more than the limit of {_megabytes(self.file_bytes)} MB",
                "split it",
            )

    def check_text(self, length: int) -> None:
        """Raise :class:`LimitExceeded` where the text has too many characters."""
        if length > self.text_characters:
            what = f"the text has {length:,} characters, more than the limit of {self.text_characters:,}"
            raise self._exceeded("text_characters", what)

    def check_lines(self, lines: int) -> None:
        """Raise :class:`LimitExceeded` where a text has too many lines (each takes nearly a kilobyte of memory)."""
        if lines > self.lines:
            raise self._exceeded("lines", f"the text has more than {self.lines:,} lines")

    def check_pages(self, pages: int) -> None:
        """Raise :class:`LimitExceeded` where a document has too many pages."""
        if pages > self.pages:
            raise self._exceeded("pages", f"the file has {pages:,} pages, more than the limit of {self.pages:,}")

    def check_depth(self, depth: int, where: str = "") -> None:
        """Raise :class:`LimitExceeded` where markup is nested too deep."""
        if depth > self.markup_depth:
            what = f"the markup is nested more than {self.markup_depth:,} deep"
            raise self._exceeded("markup_depth", what, "save the file again from its own program", where)

    def check_unpacked(self, total: int, packed: int) -> None:
        """Raise :class:`LimitExceeded` where ``packed`` bytes unpack to ``total``, too many or too many times more."""
        if total > self.archive_bytes:
            what = f"the file unpacks to more than {_megabytes(self.archive_bytes)} MB"
            raise self._exceeded("archive_bytes", what, "if you trust it, save it again from its own program")
        # Up to ten megabytes a high ratio does no harm: blank drawings and tables pack well.
        if total > 10 * MEGABYTE and total > self.expansion_ratio * packed:
            what = f"the file unpacks to {total // max(1, packed):,} times its size, to {_megabytes(total)} MB"
            raise self._exceeded("expansion_ratio", what, "if you trust it, save it again from its own program")

    def check_members(self, members: int) -> None:
        """Raise :class:`LimitExceeded` where an archive has too many parts."""
        if members > self.archive_members:
            what = f"the file is an archive of {members:,} parts, more than the limit of {self.archive_members:,}"
            raise self._exceeded("archive_members", what, "if you trust it, save it again from its own program")

    def too_slow(self) -> LimitExceeded:
        """The error for a file that takes longer than the limit of time."""
        return self._exceeded("seconds", f"reading the file took more than {self.seconds:,} seconds")

    def too_slow_recognition(self) -> LimitExceeded:
        """The error for a file whose pictures take longer to recognise than the limit of time."""
        return self._exceeded("ocr_seconds", f"recognising the text took more than {self.ocr_seconds:,} seconds")

    def too_much_memory(self) -> LimitExceeded:
        """The error for a file that takes more memory than the limit."""
        what = f"reading the file takes more than {_megabytes(self.memory_bytes)} MB of memory"
        return self._exceeded("memory_bytes", what)

    def _exceeded(self, name: str, what: str, remedy: str = "split the file", where: str = "") -> LimitExceeded:
        return LimitExceeded(what, where=where, hint=f"{remedy}, or raise {SETTINGS[name].variable}")


class Setting(NamedTuple):
    """The environment variable that sets a limit, and how many of the limit's units one of its own is."""

    variable: str
    unit: int = 1

    def amount(self, value: str) -> int:
        """The limit that ``value`` means. Raises :class:`BadArgument`."""
        if not (value.isascii() and value.isdigit() and len(value) <= 12 and int(value) > 0):
            example = 100 if self.unit == MEGABYTE else 1000
            of = " of megabytes" if self.unit == MEGABYTE else ""
            raise BadArgument(f"{self.variable} is {value!r}", hint=f"set it to a whole number{of}, such as {example}")
        return int(value) * self.unit


SETTINGS = {
    "file_bytes": Setting("REGATLAS_MAX_FILE_MB", MEGABYTE),
    "text_characters": Setting("REGATLAS_MAX_CHARACTERS"),
    "lines": Setting("REGATLAS_MAX_LINES"),
    "pages": Setting("REGATLAS_MAX_PAGES"),
    "archive_bytes": Setting("REGATLAS_MAX_UNPACKED_MB", MEGABYTE),
    "archive_members": Setting("REGATLAS_MAX_PARTS"),
    "expansion_ratio": Setting("REGATLAS_MAX_EXPANSION"),
    "markup_depth": Setting("REGATLAS_MAX_NESTING"),
    "seconds": Setting("REGATLAS_MAX_SECONDS"),
    "memory_bytes": Setting("REGATLAS_MAX_MEMORY_MB", MEGABYTE),
    "ocr_seconds": Setting("REGATLAS_MAX_OCR_SECONDS"),
}


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f}" if size >= MEGABYTE else f"{size / MEGABYTE:.2g}"
