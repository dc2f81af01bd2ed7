"""What all answers have in common."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the bytes of a file")]
Span = Annotated[
    tuple[int, ...],
    Field(
        min_length=2,
        max_length=2,
        description="First character and the one after the last, in Unicode code points of the text",
    ),
]
Next = Annotated[str | None, Field(description="The cursor of the following page; null at the end")]


class Answer(BaseModel):
    """A part of an answer. Unknown keys are kept, never refused."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)


class Words(Answer):
    """The same words in English and Simplified Chinese."""

    en: str
    zh: str


class Problem(Answer):
    """An error (RFC 9457), with the code, place and remedy that the command line would print."""

    type: str = Field(description="urn:regatlas:error:RGA-nnnn")
    title: str
    status: int
    detail: str
    code: str = Field(pattern=r"^RGA-\d{4}$", description="The stable code; see docs/errors.md")
    where: str
    hint: str


Json = dict[str, Any]
DocumentCounts = dict[str, int]
