"""What a run was made with, and what became of each item of a batch."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, JsonValue, model_validator

from regatlas.model.base import Frozen

OutcomeStatus = Literal["ok", "abstained", "failed"]

OUTCOME_SCHEMA = "regatlas/outcome/1"


def canonical_json(value: JsonValue) -> str:
    """The one JSON text of a value: keys sorted, no spaces, no escapes beyond those JSON asks for.

    Raises ValueError for NaN and infinities, which JSON does not have.
    """
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class RunManifest(Frozen):
    """Everything besides the text that an answer depends on.

    ``engine`` is the versioned name (``lexicon.v1``); ``code`` is the sha256 of the program; ``data`` has a sha256 or
    version by taxonomy or data file; ``options`` are the settings that change answers, and no others: the number of
    workers or the form of the output must not make a finished answer look stale.
    """

    engine: str
    code: str
    data: dict[str, str] = Field(default_factory=dict)
    options: dict[str, JsonValue] = Field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """The sha256 of the manifest's canonical JSON; equal manifests have equal digests, whatever their order."""
        return _sha256(canonical_json(self.model_dump(mode="json")))

    def resume_key(self, content_sha256: str) -> str:
        """The key under which the answer for this content may be used again: changed text or manifest, other key."""
        return _sha256(f"{content_sha256}\n{self.digest}")


class ItemOutcome(Frozen):
    """What became of one planned item; every planned item has exactly one.

    ``key`` is the resume key. ``error`` (``code``, ``message``, ``where``, ``hint``) stands in every failed outcome
    and in no ok one; an abstention may give its reason there. ``payload`` holds the keys that the task adds to the
    line, such as ``record`` or ``document``.
    """

    source: str
    key: str
    status: OutcomeStatus
    error: dict[str, str] | None = None
    payload: dict[str, JsonValue] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _error_fits_status(self) -> Self:
        if self.status == "ok" and self.error is not None:
            raise ValueError("an ok outcome has no error")
        if self.status == "failed" and self.error is None:
            raise ValueError("a failed outcome says why")
        return self

    @model_validator(mode="after")
    def _payload_overwrites_nothing(self) -> Self:
        taken = self.payload.keys() & {"schema", "source", "status", "error", "key"}
        if taken:
            raise ValueError(f"the payload may not set {', '.join(sorted(taken))}")
        return self

    def to_json(self) -> dict[str, JsonValue]:
        """The outcome as the contract prints it; ``schema`` comes first, by which a ledger knows its own lines."""
        head: dict[str, JsonValue] = {"schema": OUTCOME_SCHEMA, "source": self.source, "status": self.status}
        error: dict[str, JsonValue] | None = None if self.error is None else dict(self.error)
        return {**head, "error": error, "key": self.key, **self.payload}

    def to_line(self) -> bytes:
        """One line of JSON in UTF-8, with its line feed and no other.

        Lone surrogates, which UTF-8 cannot carry, become JSON escapes and so survive the round trip.
        """
        text = json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode("utf-8", "backslashreplace") + b"\n"
