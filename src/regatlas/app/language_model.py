"""Mapping with a language model: one engine in each process, limits that all processes of a run share, dry runs."""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from regatlas.app.inputs import InputFile, load_document
from regatlas.engines.llm.cache import AnswerCache
from regatlas.engines.llm.client import Client
from regatlas.engines.llm.engine import LlmEngine, Plan
from regatlas.engines.llm.limits import Meter
from regatlas.engines.llm.record import build_record, is_judged, judged_taxonomies
from regatlas.engines.llm.settings import Settings, key_from_environment, settings_from
from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.model.taxonomy import Taxonomy
from regatlas.readers import Limits


@contextmanager
def language_model(*, max_cost: Decimal | None = None, cache: Path | None = None) -> Iterator[Settings]:
    """The model that the environment names, with limits kept over all processes of a run until the block ends.

    Raises :class:`regatlas.errors.EndpointError` where none is named, and BadArgument for a setting without meaning.
    """
    with tempfile.TemporaryDirectory(prefix="regatlas-llm-") as meter:
        yield settings_from(os.environ, max_cost=max_cost, cache=cache, meter=Path(meter))


def map_by_model(document: Document, taxonomies: Mapping[str, Taxonomy], settings: Settings, manifest: str) -> Record:
    """The record of a document by the model of ``settings``."""
    return build_record(document, taxonomies, engine_of(settings), manifest=manifest)


def plan_of(document: Document, taxonomies: Mapping[str, Taxonomy], settings: Settings) -> Plan:
    """What mapping a document would take; nothing is sent."""
    if not is_judged(document):
        return Plan()
    return engine_of(settings).plan(document, judged_taxonomies(taxonomies))


def plan_files(
    files: Iterable[InputFile], taxonomies: Mapping[str, Taxonomy], settings: Settings, limits: Limits
) -> Plan:
    """What mapping files would take. Raises :class:`regatlas.errors.InputError` for one that cannot be read."""
    plans = (plan_of(load_document(file.path, limits), taxonomies, settings) for file in files)
    return sum(plans, start=Plan())


@functools.cache
def engine_of(settings: Settings) -> LlmEngine:
    """The engine of this process; the key is read here and stays in the client."""
    meter = Meter(
        settings.meter or Path(tempfile.mkdtemp(prefix="regatlas-llm-")),
        concurrency=settings.concurrency,
        tokens_per_minute=settings.tokens_per_minute,
        max_cost=settings.max_cost,
    )
    client = Client(settings, meter, key=key_from_environment())
    return LlmEngine(settings, client, AnswerCache(settings.cache), meter)
