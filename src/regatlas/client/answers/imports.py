"""Imports that were asked for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from regatlas.client.answers.base import Answer

ImportState = Literal["waiting", "running", "done", "failed", "refused", "cancelled"]
WAITING: tuple[ImportState, ...] = ("waiting", "running")


class ImportProblem(Answer):
    """What went wrong, with the code of the command line."""

    code: str
    message: str
    where: str
    hint: str


class ImportItem(Answer):
    """An import as it stands: ``found`` tells what the document turned out to be, once it is kept."""

    id: int
    kind: Literal["file", "url"]
    source: str
    state: ImportState
    error: ImportProblem | None
    document: str | None
    found: Literal["new", "new-version", "same-text", "same-bytes"] | None
    version: int | None

    @property
    def settled(self) -> bool:
        """Whether nothing more will happen to it of itself."""
        return self.state not in WAITING


class ImportsAsked(Answer):
    """The imports that were put into the queue."""

    schema_id: Literal["regatlas/imports-asked/1"] = Field(alias="schema")
    imports: tuple[ImportItem, ...]
