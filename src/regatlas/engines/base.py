"""What every engine offers: a versioned name, and judgements that quote the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from regatlas.model.document import Document
from regatlas.model.judgement import Judgement
from regatlas.model.taxonomy import Taxonomy


class Engine(Protocol):
    """Judges a document against taxonomies.

    An engine sees ``document.text``, ``document.language`` and ``document.provisions``, never a file name or
    metadata; the same text, engine and taxonomy version give the same result.
    """

    @property
    def name(self) -> str:
        """The versioned name, such as ``lexicon.v2``; it stands in every record."""
        ...

    def judge(self, document: Document, taxonomies: Sequence[Taxonomy]) -> tuple[Judgement, ...]:
        """One judgement for every category of every taxonomy, in their order; one other than ``none`` has evidence."""
        ...
