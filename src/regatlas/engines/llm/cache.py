"""Answers by the hash of their question, in a folder: the same question is never paid for twice.

Every answer is kept as it came, the useless ones too, so that a run that is resumed, repeated or shared with another
machine gives the same records. Nothing of the question is kept but its hash, and the key of the endpoint never.
"""

from __future__ import annotations

import fcntl
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from regatlas.engines.llm.answers import Answer
from regatlas.errors import EndpointError

SCHEMA = "regatlas/llm-answer/1"


class AnswerCache:
    """A folder of answers. Several processes may use it at once. Raises :class:`EndpointError` where it is unusable."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            hint = "give another folder with --cache"
            raise EndpointError("answers cannot be kept", where=str(folder), hint=hint) from error

    def get(self, key: str) -> Answer | None:
        """The answer under a key; None where there is none, or where its file is damaged."""
        try:
            value = json.loads(self._path(key).read_bytes())
            if not isinstance(value, dict) or value.pop("schema", None) != SCHEMA or value.pop("key", None) != key:
                return None
            return Answer.model_validate(value)
        except (OSError, ValueError, ValidationError):
            return None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer; whoever reads sees all of it or none of it."""
        path = self._path(key)
        path.parent.mkdir(exist_ok=True)
        new = path.with_name(f".{key}.{os.getpid()}.{threading.get_ident()}")
        value = {"schema": SCHEMA, "key": key, **answer.model_dump(mode="json")}
        try:
            new.write_text(json.dumps(value, ensure_ascii=True), encoding="ascii")
            new.replace(path)
        except OSError as error:
            hint = "see whether the disk is full, or give another folder with --cache"
            raise EndpointError("an answer cannot be kept", where=str(path), hint=hint) from error

    @contextmanager
    def alone(self, key: str) -> Iterator[None]:
        """Hold others off this key (and the few that share its lock): identical texts must get one answer."""
        with (self._folder / f"{key[:2]}.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"
