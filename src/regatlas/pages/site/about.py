"""What the site is made of, how it is made, and what it cannot do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regatlas.app.measured import Measured, measured
from regatlas.catalog.kinds import KINDS
from regatlas.pages.site.frame import Frame


@dataclass(frozen=True, slots=True)
class Share:
    """How many entries of a kind there are, and how many were compared with a primary text."""

    label: str
    total: int
    verified: int | None


@dataclass(frozen=True, slots=True)
class AboutView:
    """The figures of the page: what there is, and how good the program is."""

    documents: int
    shares: tuple[Share, ...]
    catalog_sha256: str
    measured: Measured


def view_about(frame: Frame, documents: int) -> AboutView:
    """The figures, counted from the catalog itself."""
    return AboutView(documents, tuple(_shares(frame)), frame.catalog.sha256, measured())


def _shares(frame: Frame) -> Iterator[Share]:
    for kind in KINDS:
        entries: Sequence[object] = frame.catalog.entries(kind)
        compared = [bool(getattr(entry, "verified", False)) for entry in entries if hasattr(entry, "verified")]
        yield Share(frame.words(f"catalog.kind.{kind}"), len(entries), sum(compared) if compared else None)
