"""Mapping by a trained model, and training one."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from regatlas.app.inputs import load_document, read_bytes
from regatlas.catalog.taxonomies import taxonomy_digest
from regatlas.errors import BadArgument, InputError
from regatlas.evaluation.labels import LabelledText
from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.model.taxonomy import Taxonomy
from regatlas.readers import Limits, read
from regatlas.structure import parse

if TYPE_CHECKING:
    from regatlas.engines.linear.engine import LinearEngine
    from regatlas.engines.linear.model import Header


def model_digest(path: Path) -> str:
    """SHA-256 of a model file: another model, another manifest. Raises :class:`regatlas.errors.UnreadablePath`."""
    return hashlib.sha256(read_bytes(path, Limits())).hexdigest()


def map_by_trained(document: Document, taxonomies: Mapping[str, Taxonomy], path: Path, manifest: str) -> Record:
    """The record of a document by the model at ``path``.

    Raises :class:`BadArgument` where NumPy is missing, or where a taxonomy has changed since the model was made.
    """
    engine = _engine(path)
    from regatlas.engines.linear.record import build_record

    _check(path, taxonomies)
    return build_record(document, taxonomies, engine, manifest=manifest)


def train_model(
    texts: Iterable[LabelledText],
    taxonomies: Sequence[Taxonomy],
    out: Path,
    limits: Limits,
    progress: Callable[[int], None],
) -> tuple[Header, int]:
    """Make a model and write it; its header and its size in bytes. ``progress`` is told after each text.

    Raises :class:`BadArgument` and the :class:`regatlas.errors.InputError` of a text that cannot be read.
    """
    _need_numpy()
    from regatlas.engines.linear.examples import example
    from regatlas.engines.linear.model import save
    from regatlas.engines.linear.training import train

    if not out.parent.is_dir():
        raise BadArgument("the folder of the model does not exist", where=str(out.parent), hint="make it first")
    examples = []
    for number, one in enumerate(texts, start=1):
        examples.append(example(_document(one, limits), taxonomies, one.labels))
        progress(number)
    model = train(examples, taxonomies)
    return model.header, save(model, out)


def _document(one: LabelledText, limits: Limits) -> Document:
    if one.path is not None:
        return load_document(one.path, limits)
    try:
        return parse(read(one.text.encode("utf-8", "surrogatepass"), limits))
    except InputError as error:
        raise type(error)(error.what, where=one.where, hint=error.hint) from error


@functools.cache
def _engine(path: Path) -> LinearEngine:
    """The engine of this process."""
    _need_numpy()
    from regatlas.engines.linear.engine import LinearEngine
    from regatlas.engines.linear.model import load

    return LinearEngine(load(path))


def _check(path: Path, taxonomies: Mapping[str, Taxonomy]) -> None:
    from regatlas.engines.linear.model import load

    for head in load(path).heads:
        taxonomy = taxonomies.get(head.taxonomy)
        if taxonomy is not None and taxonomy_digest(taxonomy) != head.digest:
            raise BadArgument(
                f"the model was made with another version of the taxonomy {head.taxonomy!r}",
                where=str(path),
                hint="make it anew with regatlas train; its cues are features of the model",
            )


def _need_numpy() -> None:
    try:
        import numpy  # noqa: F401
    except ImportError:
        hint = "install it with pip install 'regatlas[train]'"
        raise BadArgument("linear.v1 needs NumPy", where="--engine", hint=hint) from None
