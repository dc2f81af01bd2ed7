"""What people said, as labels that ``regatlas train`` learns from and as records that ``regatlas agree`` compares."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal, cast

from pydantic import JsonValue

from regatlas.app.review_items import coded, complete
from regatlas.app.reviewing import Desk, Reviewed, reviewed
from regatlas.catalog.taxonomies import BUILTIN_IDS, builtin_taxonomies
from regatlas.evaluation.codings import Coded, Place
from regatlas.exchange.json_records import record_json
from regatlas.model.document import Document
from regatlas.model.judgement import (
    Actor,
    ActorRole,
    ActorType,
    Commitment,
    Evidence,
    Judgement,
    LegalForce,
    LegalStatus,
    Modality,
    Record,
)
from regatlas.model.review import STATUS, UNTOLD, Answer, Coding, Item
from regatlas.model.run import OUTCOME_SCHEMA, canonical_json
from regatlas.store import DocumentEntry

ExportForm = Literal["labels", "records"]
PEOPLE = "people"
"""What holds among people: what an editor decided, else what all who finished say."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One document of an export. ``name`` is a file name that no other document of the export has.

    ``open_taxonomies`` are left out since not every category has an answer that holds.
    """

    entry: DocumentEntry
    name: str
    document: Document
    answers: Mapping[str, Answer]
    said: Coded
    whole: tuple[str, ...]
    open_taxonomies: tuple[str, ...]


def exported(desk: Desk, coder: str = PEOPLE) -> Iterator[Exported]:
    """Every document of which people, or one coder, have judged a whole taxonomy, in the order of import.

    Only finished codings count, and only those that the visitor may see.
    """
    found = [(entry, answers) for entry in desk.store.entries() if (answers := _answers(desk, entry.sha256, coder))]
    stems = Counter(_stem(entry) for entry, _ in found)
    for entry, answers in found:
        document = desk.store.document(entry.sha256)
        said = coded(answers)
        whole = tuple(name for name in BUILTIN_IDS if complete(name, said.levels))
        begun = {taxonomy for taxonomy, _ in said.levels}
        if document is not None and whole:
            stem = _stem(entry)
            name = f"{stem}.txt" if stems[stem] == 1 else f"{stem}-{entry.sha256[:8]}.txt"
            yield Exported(entry, name, document, answers, said, whole, tuple(sorted(begun - set(whole))))


def _stem(entry: DocumentEntry) -> str:
    return PurePosixPath(entry.source.replace("\\", "/")).stem or entry.sha256


def _answers(desk: Desk, sha256: str, coder: str) -> dict[str, Answer]:
    codings = desk.reviews.codings(sha256)
    visible = desk.sight(sha256) if codings else None
    if visible is None:
        return {}
    shown = [one for one in codings if visible.sees(one) and (one.kind == "adjudication" or one.state == "finished")]
    if coder != PEOPLE:
        shown = [one for one in shown if one.kind == "coding" and one.coder == coder]
    return _holding(reviewed(None, shown, desk.reviews.answers([one.id for one in shown])), shown)


def _holding(found: Mapping[str, Reviewed], shown: Sequence[Coding]) -> dict[str, Answer]:
    """What holds. Decisions without a finished coding beneath them stand for nothing."""
    if not any(one.kind == "coding" for one in shown):
        return {}
    return {key: one.holds for key, one in found.items() if one.holds is not None}


def label_line(one: Exported, *, path: str | None = None) -> str:
    """One line for ``regatlas train``: the text, or the path of the file that has it, and the codes that are there."""
    labels: dict[str, JsonValue] = {}
    for name in one.whole:
        codes = [category.code for category in builtin_taxonomies()[name].categories]
        labels[name] = [code for code in codes if one.said.levels[name, code] != "none"]
    text: dict[str, JsonValue] = {"text": one.document.text} if path is None else {"path": path}
    return json.dumps({**text, "labels": labels, "document": one.entry.sha256}, ensure_ascii=False)


def record_line(one: Exported, coder: str) -> str:
    """One outcome as ``regatlas map --jsonl`` writes it, whose record is what people say."""
    record = person_record(one, coder)
    body: dict[str, JsonValue] = {
        "schema": OUTCOME_SCHEMA,
        "source": one.name,
        "status": "ok",
        "error": None,
        "record": record_json(one.document, record, one.entry.source),
    }
    return json.dumps(body, ensure_ascii=False)


def person_record(one: Exported, coder: str) -> Record:
    """What people say as a record; its engine is ``person:NAME``, so that nobody takes it for a machine's."""
    status = one.answers.get("status", Answer(value=UNTOLD))
    answers = {key: answer.model_dump(mode="json", exclude={"note"}) for key, answer in one.answers.items()}
    digest = hashlib.sha256(canonical_json(cast("JsonValue", answers)).encode()).hexdigest()
    items = [(Item.parse(key), answer) for key, answer in one.answers.items() if not answer.negative]
    return Record(
        engine=f"person:{coder}",
        taxonomies={name: builtin_taxonomies()[name].version for name in one.whole},
        manifest=digest,
        legal_status=LegalStatus(
            value=None if status.value == UNTOLD else cast("LegalForce", status.value),
            confidence=1.0,
            evidence=status.evidence,
        ),
        coverage=tuple(_coverage(one)),
        actors=tuple(
            Actor(
                role=cast("ActorRole", item.first),
                name=item.second,
                type=cast("ActorType", answer.value),
                evidence=answer.evidence,
            )
            for item, answer in items
            if item.kind == "actor"
        ),
        commitments=tuple(
            Commitment(
                text=one.document.text[slice(*item.span)],
                actor=answer.who,
                modality=cast("Modality", answer.value),
                evidence=answer.evidence,
            )
            for item, answer in items
            if item.kind == "commitment"
        ),
    )


def _coverage(one: Exported) -> Iterator[Judgement]:
    for name in one.whole:
        for category in builtin_taxonomies()[name].categories:
            level = one.said.levels[name, category.code]
            evidence = _evidence(one, (name, category.code)) if level != "none" else ()
            yield Judgement(taxonomy=name, category=category.code, level=level, confidence=1.0, evidence=evidence)


def _evidence(one: Exported, place: Place) -> tuple[Evidence, ...]:
    key = "status" if place[0] == STATUS else Item(kind="coverage", first=place[0], second=place[1]).key
    return one.answers[key].evidence
