"""The list of all records of one run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from regatlas.model.judgement import LegalForce
from regatlas.model.run import OutcomeStatus
from regatlas.pages.template import render_page
from regatlas.pages.words import Lang, Words

_STATUSES: tuple[OutcomeStatus, ...] = ("ok", "abstained", "failed")


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One file of a run: what became of it and where its record lies.

    ``href`` is the record's path relative to the index, unquoted, or None where there is no record. ``title`` and
    ``language`` (BCP 47) are those of the text, ``title`` empty where it is unknown. ``remark`` says why there is no
    judgement or no record.
    """

    source: str
    status: OutcomeStatus
    title: str = ""
    language: str = ""
    href: str | None = None
    legal: LegalForce | None = None
    remark: str = ""

    @property
    def link(self) -> str:
        """``href`` as it may stand in an attribute: quoted, so that a file name can never become another scheme."""
        return quote(self.href or "", safe="/")


def render_index(entries: Iterable[IndexEntry], lang: Lang) -> str:
    """The entries as a page that stands alone: title, status in words, link; in the order in which they come."""
    words, listed = Words(lang), tuple(entries)
    tally = Counter(entry.status for entry in listed)
    counts = words.join([words(f"index.count.{status}", n=tally[status]) for status in _STATUSES if tally[status]])
    return render_page("index.html.j2", words, entries=listed, counts=counts)
