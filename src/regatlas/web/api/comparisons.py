"""Texts side by side: versions of one text, an original and its translation, and several by a taxonomy."""

from __future__ import annotations

from typing import Annotated, Literal, cast

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import JsonValue

from regatlas.app.comparing import align_documents, diff_documents
from regatlas.app.subjects import FEWEST, MOST, Subject, subjects
from regatlas.catalog.taxonomies import BUILTIN_IDS, builtin_taxonomy
from regatlas.client.answers import comparisons as told
from regatlas.errors import NotKnown
from regatlas.exchange.catalog_json import both
from regatlas.exchange.json_comparisons import alignment_json, comparison_json
from regatlas.exchange.json_records import record_json
from regatlas.exchange.json_store import Json
from regatlas.web.access import Visiting
from regatlas.web.api.documents import found_document
from regatlas.web.api.told import answers, problems
from regatlas.web.blinding import check_seen
from regatlas.web.state import State

router = APIRouter(prefix="/api/v1", tags=["comparisons"])
_One = Annotated[str, Query(max_length=100, description="SHA-256 of a document", examples=["0" * 64])]


@router.get("/comparisons", responses=answers(told.DiffAnswer) | problems(404))
def compare_versions(state: State, before: _One, after: _One) -> JSONResponse:
    """What differs between two texts in one language, provision by provision (`regatlas/diff/1`)."""
    (one, earlier), (other, later) = found_document(state, before), found_document(state, after)
    found = diff_documents((earlier, later), (one.source, other.source))
    return JSONResponse(comparison_json(found.found, found.documents, found.names))


@router.get("/alignments", responses=answers(told.AlignAnswer) | problems(404))
def align_translation(state: State, original: _One, translation: _One) -> JSONResponse:
    """An original and its translation, passage by passage (`regatlas/align/1`)."""
    (one, first), (other, second) = found_document(state, original), found_document(state, translation)
    found = align_documents((first, second), (one.source, other.source))
    return JSONResponse(alignment_json(found.found, found.documents, found.names))


@router.get("/contrasts", responses=answers(told.ContrastAnswer) | problems(404))
def contrast_subjects(
    state: State,
    visitor: Visiting,
    subject: Annotated[
        list[str],
        Query(
            min_length=FEWEST,
            max_length=MOST,
            description="Ids of instruments or SHA-256 of documents",
            examples=[["cn/generative-ai", "cn/deep-synthesis"]],
        ),
    ],
    taxonomy: Annotated[str, Query(max_length=80, description="Id of a taxonomy")] = "risk-subdomain",
    lang: Annotated[Literal["en", "zh"], Query(description="Which text of an instrument is taken first")] = "zh",
) -> JSONResponse:
    """Two to five instruments or texts, category by category, each level with its quotes (`regatlas/contrast/1`)."""
    if taxonomy not in BUILTIN_IDS:
        raise NotKnown("there is no such taxonomy", where=taxonomy[:80], hint=f"choose among {', '.join(BUILTIN_IDS)}")
    found = subjects(state.store, state.catalog, subject, lang)
    check_seen(state, visitor, (one.entry.sha256 for one in found if one.entry))
    known = builtin_taxonomy(taxonomy)
    levels = [_levels(one, taxonomy) for one in found]
    rows: list[JsonValue] = [
        {"code": one.code, "label": both(one.label), "judgements": [each.get(one.code) for each in levels]}
        for one in known.categories
    ]
    body: Json = {"schema": "regatlas/contrast/1", "taxonomy": taxonomy, "version": known.version}
    return JSONResponse({**body, "subjects": [_subject(one) for one in found], "categories": rows})


def _levels(subject: Subject, taxonomy: str) -> dict[str, JsonValue]:
    """What the record of a subject says, by category; nothing where there is no record."""
    if subject.record is None or subject.document is None or subject.entry is None:
        return {}
    coverage = record_json(subject.document, subject.record, subject.entry.source)["coverage"]
    listed = cast("list[dict[str, JsonValue]]", coverage)
    return {str(one["category"]): one for one in listed if one["taxonomy"] == taxonomy}


def _subject(subject: Subject) -> Json:
    return {
        "key": subject.key,
        "instrument": subject.instrument.id if subject.instrument else None,
        "sha256": subject.entry.sha256 if subject.entry else None,
        "title": subject.entry.title if subject.entry else None,
        "engine": subject.record.engine if subject.record else None,
    }
