"""Two files side by side: versions of one text, or an original and its translation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from regatlas.app.inputs import load_document
from regatlas.compare import align_translation, compare_versions
from regatlas.errors import BadArgument
from regatlas.model.comparison import Alignment, Comparison
from regatlas.model.document import Document
from regatlas.readers import Limits

Found = TypeVar("Found", Comparison, Alignment)


@dataclass(frozen=True, slots=True)
class SideBySide(Generic[Found]):
    """Two documents, the names of their files, and what was found between them."""

    documents: tuple[Document, Document]
    names: tuple[str, str]
    found: Found


def diff_files(before: Path, after: Path, limits: Limits) -> SideBySide[Comparison]:
    """Compare two versions of one text. Raises InputError, and BadArgument where they are in different languages."""
    documents = load_document(before, limits), load_document(after, limits)
    return diff_documents(documents, (before.name, after.name), where=f"{before}, {after}")


def diff_documents(
    documents: tuple[Document, Document], names: tuple[str, str], *, where: str = ""
) -> SideBySide[Comparison]:
    """Compare two versions of one text. Raises :class:`BadArgument` where they are in different languages."""
    one, other = map(_language, documents)
    if "und" not in {one, other} and one != other:
        raise BadArgument(
            f"the two texts are in different languages ({one}, {other})",
            where=where or ", ".join(names),
            hint="put a translation beside its original with regatlas align",
        )
    return SideBySide(documents, names, compare_versions(*documents))


def align_files(original: Path, translation: Path, limits: Limits) -> SideBySide[Alignment]:
    """Put a translation beside its original. Raises InputError, and BadArgument where both are in one language."""
    documents = load_document(original, limits), load_document(translation, limits)
    return align_documents(documents, (original.name, translation.name), where=f"{original}, {translation}")


def align_documents(
    documents: tuple[Document, Document], names: tuple[str, str], *, where: str = ""
) -> SideBySide[Alignment]:
    """Put a translation beside its original. Raises :class:`BadArgument` where both are in one language."""
    one, other = (document.language for document in documents)
    if one == other != "und":
        raise BadArgument(
            f"the two texts are in the same language ({one})",
            where=where or ", ".join(names),
            hint="compare versions of one text with regatlas diff",
        )
    return SideBySide(documents, names, align_translation(*documents))


def _language(document: Document) -> str:
    return document.language.partition("-")[0]
