"""Limits that keep hostile files from taking the machine. Each has its own message and can be set."""

from __future__ import annotations

from regatlas.errors import LimitExceeded
from regatlas.model.base import Frozen

MEGABYTE = 1_000_000


class Limits(Frozen):
    """What a reader accepts. Sizes in bytes, text in code points.

    The largest instrument of the corpus (EU AI Act, HTML) has 1.3 MB; the defaults leave room for books of law.
    """

    file_bytes: int = 100 * MEGABYTE
    text_characters: int = 8_000_000
    lines: int = 500_000
    pages: int = 5_000
    archive_bytes: int = 200 * MEGABYTE
    archive_members: int = 5_000
    expansion_ratio: int = 200
    markup_depth: int = 2_000

    def check_file(self, size: int) -> None:
        """Raise :class:`LimitExceeded` where a file of ``size`` bytes is too large."""
        if size > self.file_bytes:
            raise LimitExceeded(
                f"the file has {size / MEGABYTE:.0f} MB, more than the limit of {self.file_bytes / MEGABYTE:.0f} MB",
                hint="split it, or raise REGATLAS_MAX_FILE_MB",
            )

    def check_text(self, length: int) -> None:
        """Raise :class:`LimitExceeded` where the text has too many characters."""
        if length > self.text_characters:
            raise LimitExceeded(
                f"the text has {length:,} characters, more than the limit of {self.text_characters:,}",
                hint="split the file",
            )

    def check_lines(self, lines: int) -> None:
        """Raise :class:`LimitExceeded` where a text has too many lines (each takes nearly a kilobyte of memory)."""
        if lines > self.lines:
            raise LimitExceeded(f"the text has more than {self.lines:,} lines", hint="split the file")

    def check_pages(self, pages: int) -> None:
        """Raise :class:`LimitExceeded` where a document has too many pages."""
        if pages > self.pages:
            raise LimitExceeded(
                f"the file has {pages:,} pages, more than the limit of {self.pages:,}", hint="split the file"
            )
