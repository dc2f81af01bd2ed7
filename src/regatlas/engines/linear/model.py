"""A trained model, and its file: a NumPy archive without pickled objects, with a header in JSON.

The header says what the model was made from: taxonomies with their digests, SHA-256 of every training text, versions
and figures. It holds no text, no term, and no label of any document.
"""

from __future__ import annotations

import functools
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, Field, ValidationError

from regatlas.engines.linear.heads import Head
from regatlas.engines.linear.pooled import Pooled
from regatlas.engines.linear.profile import Profile
from regatlas.engines.linear.ridge import Fit, Scaling
from regatlas.engines.linear.tfidf import Vocabulary
from regatlas.errors import DamagedFile, UnreadablePath, reason_of
from regatlas.model.base import Frozen
from regatlas.whole_files import write_whole

SCHEMA = "regatlas/linear-model/2"
LARGEST = 400_000_000
"""Bytes that the arrays of a model file may take when unpacked."""


class Figures(Frozen):
    """How well the training documents were found when they were held out; thresholds were chosen on the same scores,
    so that other documents will score a little lower. ``families`` are the documents without near-duplicates.
    """

    documents: int
    families: int
    micro_f1: float
    macro_f1: float


class HeadHeader(Frozen):
    """What was learned of one taxonomy; codes that are not listed had too few documents."""

    taxonomy: str
    version: str
    digest: str
    codes: tuple[str, ...]
    figures: Figures


class Header(Frozen):
    """What a model says of itself. ``languages`` are those with enough training documents."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: str = Field(alias="schema")
    regatlas: str
    numpy: str
    terms: int
    languages: dict[str, int]
    documents: tuple[str, ...]
    heads: tuple[HeadHeader, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A trained model."""

    header: Header
    words: Vocabulary
    runs: Vocabulary
    heads: tuple[Head, ...]


def save(model: Model, path: Path) -> int:
    """Write a model whole or not at all, and say how many bytes it has. Raises :class:`UnreadablePath`."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **_arrays(model))
    data = buffer.getvalue()
    try:
        write_whole(path, data)
    except OSError as error:
        raise UnreadablePath(
            f"the model cannot be written ({reason_of(error)})", where=str(path), hint="choose another place"
        ) from None
    return len(data)


@functools.lru_cache(maxsize=2)
def load(path: Path) -> Model:
    """Read a model; kept for the process. Raises :class:`UnreadablePath` and :class:`DamagedFile`."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST:
                raise _damaged(path, "it unpacks to more than a model has")
        with np.load(path, allow_pickle=False) as arrays:
            return _model({name: arrays[name] for name in arrays.files})
    except OSError as error:
        raise UnreadablePath(
            f"the model cannot be read ({reason_of(error)})",
            where=str(path),
            hint="check the path, or run regatlas train",
        ) from None
    except (ValidationError, ValueError, KeyError, IndexError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise _damaged(path, type(error).__name__) from None


def _damaged(path: Path, why: str) -> DamagedFile:
    return DamagedFile(f"this is no model of linear.v1 ({why})", where=str(path), hint="make one with regatlas train")


def _arrays(model: Model) -> dict[str, NDArray[Any]]:
    header = model.header.model_dump_json(by_alias=True).encode()
    found: dict[str, NDArray[Any]] = {
        "header": np.frombuffer(header, dtype=np.uint8),
        "words.hashes": model.words.hashes,
        "words.idf": model.words.idf,
        "runs.hashes": model.runs.hashes,
        "runs.idf": model.runs.idf,
    }
    for number, head in enumerate(model.heads):
        found.update({f"{number}.{name}": value for name, value in _head_arrays(head).items()})
    return found


def _head_arrays(head: Head) -> dict[str, NDArray[Any]]:
    return {
        "places": head.places,
        "text": head.text,
        "scale": head.scale,
        "own": head.fitted.own,
        "bias": head.fitted.bias,
        "mean": head.fitted.scaling.mean,
        "spread": head.fitted.scaling.spread,
        "shares": head.shares,
        "thresholds": head.thresholds,
        "pooled.mean": head.pooled.mean,
        "pooled.spread": head.pooled.spread,
        "pooled.weights": head.pooled.weights,
        "profile.mean": head.profile.scaling.mean,
        "profile.spread": head.profile.scaling.spread,
        "profile.weights": head.profile.weights,
        "profile.bias": head.profile.bias,
    }


def _model(arrays: dict[str, NDArray[Any]]) -> Model:
    header = Header.model_validate_json(arrays["header"].tobytes())
    if header.schema_ != SCHEMA:
        raise ValueError(f"its schema is {header.schema_}")
    words = Vocabulary(arrays["words.hashes"], arrays["words.idf"])
    runs = Vocabulary(arrays["runs.hashes"], arrays["runs.idf"])
    heads = tuple(_head(one, arrays, f"{number}.") for number, one in enumerate(header.heads))
    terms = len(words.hashes) + len(runs.hashes)
    if any(head.text.shape != (terms, len(head.codes)) or head.text.dtype != np.int8 for head in heads):
        raise ValueError("its arrays do not fit each other")
    return Model(header, words, runs, heads)


def _head(header: HeadHeader, arrays: dict[str, NDArray[Any]], prefix: str) -> Head:
    def get(name: str) -> NDArray[Any]:
        return arrays[prefix + name]

    whole = Profile(Scaling(get("profile.mean"), get("profile.spread")), get("profile.weights"), get("profile.bias"))
    judge = Pooled(get("pooled.mean"), get("pooled.spread"), get("pooled.weights"))
    fitted = Fit(np.empty((0, len(header.codes))), get("own"), get("bias"), Scaling(get("mean"), get("spread")))
    return Head(
        header.taxonomy,
        header.digest,
        header.codes,
        get("places"),
        get("text"),
        get("scale"),
        fitted,
        whole,
        get("shares"),
        judge,
        get("thresholds"),
    )
