"""A store that is worth looking at from the first minute: our own invented texts, their records, and a review.

Nothing of it is by others or about anybody: the texts stand in ``data/samples``, the people are made up, and the law
that the site tells of comes from the catalog, which is there in any case.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from urllib.parse import urlencode

from regatlas.app.batches import read_with
from regatlas.app.checking import builtin_rules, profile_from_json
from regatlas.app.form_profiles import form_of
from regatlas.app.importing import Importer, open_store
from regatlas.app.inputs import InputFile
from regatlas.app.mapping import Mapper
from regatlas.app.reviewing import Desk
from regatlas.errors import StoreError
from regatlas.model.account import Role, Visitor
from regatlas.model.review import Answer, CodingRequest
from regatlas.readers import Limits
from regatlas.store import DocumentStore
from regatlas.store.database import without_password
from regatlas.store.reviews import ReviewStore

# The draft before the measures that were made of it: the order of import is that of versions.
SAMPLES = (
    "sample-measures-draft.zh.md",
    "sample-measures.zh.md",
    "sample-measures.en.md",
    "sample-plan.zh.md",
    "sample-filing-guide.zh.md",
    "sample-notice.zh.md",
    "sample-principles.en.md",
    "sample-hiring-act.en.md",
)
REVIEWED = "sample-measures.zh.md"
CODERS = ("示例编码员甲", "Sample coder B")
_EDITOR = "Sample editor"
_NOTE = "A made-up decision. 虚构的裁定。"
_TAXONOMIES = ("legal-status", "risk-subdomain", "lifecycle")
# The second coder sees every fifth of the engine's findings one level lower.
_EVERY = 5
_PRODUCT = "Sample chatbot · 示例对话机器人"
_FACTS: dict[str, object] = {
    "role": ["provider"],
    "offered_to_public_in": ["CN"],
    "service_start_date": "2026-09-01",
    "generative_ai": True,
    "algorithm_types": ["generation-synthesis"],
    "public_opinion_or_mobilisation": True,
    "users_minors": True,
    "handles_personal_information": True,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Something to look at: what it is, in English and Chinese, and its address on the site without the language."""

    en: str
    zh: str
    path: str


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was made: how many texts are new, and the places to look at."""

    added: int
    documents: int
    places: tuple[Place, ...]


def make_demonstration(url: str, now: datetime) -> Demonstration:
    """Fill a store with the samples and a review; what is there already stays as it is.

    Raises :class:`StoreError` for a store that holds other texts: a demonstration has no place among them.
    """
    with open_store(url) as store:
        ours = _digests()
        there = {entry.sha256 for entry in store.entries()}
        if there - set(ours):
            hint = "name another file with --db"
            raise StoreError("the store has texts of its own", where=without_password(url), hint=hint)
        added = _import(store, now)
        sha256 = {name: key for key, name in ours.items()}
        if not ReviewStore(store.database).codings(sha256[REVIEWED]):
            _review(store, sha256[REVIEWED], now)
        return Demonstration(added, len(ours), _places(sha256))


def _digests() -> dict[str, str]:
    """The names of the samples by the digest of their bytes."""
    folder = files("regatlas.data").joinpath("samples")
    return {hashlib.sha256(folder.joinpath(name).read_bytes()).hexdigest(): name for name in SAMPLES}


def _import(store: DocumentStore, now: datetime) -> int:
    """Read, map and keep the samples; how many of them were not there."""
    mapper, limits = Mapper(), Limits()
    importer = Importer(store, mapper, read_with(mapper.manifest(), ocr=False).digest, limits)
    before = len(list(store.entries()))
    with as_file(files("regatlas.data").joinpath("samples")) as folder:
        for name in SAMPLES:
            importer.add(InputFile(folder / name, name), now)
    return len(list(store.entries())) - before


def _review(store: DocumentStore, sha256: str, now: datetime) -> None:
    """Two made-up people code one text, do not quite agree, and a third decides one of the differences."""
    editor = _desk(store, _EDITOR, "editor", now)
    for name in CODERS:
        editor.assign(CodingRequest(sha256=sha256, coder=name, taxonomies=_TAXONOMIES))
    _code(_desk(store, CODERS[0], "coder", now + timedelta(minutes=40)), sha256, differs=False)
    _code(_desk(store, CODERS[1], "coder", now + timedelta(minutes=55)), sha256, differs=True)
    decider = _desk(store, _EDITOR, "editor", now + timedelta(minutes=70))
    decisions = decider.adjudication(sha256)
    said = decider.reviewed(sha256, store.records(sha256)[-1])
    disputed = next(one for one in said.values() if one.standing == "disputed")
    answer = disputed.voices[0].answer.model_copy(update={"note": _NOTE})
    decider.answer(decisions, disputed.item, 0, answer)


def _desk(store: DocumentStore, name: str, role: Role, now: datetime) -> Desk:
    return Desk(store, Visitor(name=name, role=role, by="owner"), now)


def _code(desk: Desk, sha256: str, *, differs: bool) -> None:
    coding = desk.own(sha256)
    if differs:
        told = [one for one in desk.sheet(coding).questions if one.item.kind == "coverage" and one.machine]
        lower = {"good": "minimal", "minimal": "none"}
        strong = [(one.item, one.machine) for one in told if one.machine and one.machine.value in lower]
        desk.answer_all(coding, [(item, 0, _lowered(said, lower), ()) for item, said in strong[::_EVERY]])
    for group in (*_TAXONOMIES, "status", "actor", "commitment"):
        desk.fill(coding, group)
    desk.set_state(coding, "finished")


def _lowered(said: Answer, lower: dict[str, str]) -> Answer:
    value = lower[said.value]
    return Answer(value=value, evidence=said.evidence if value != "none" else ())


def _places(sha256: dict[str, str]) -> tuple[Place, ...]:
    """What is worth a look, in the order in which one would."""
    measures, english = sha256["sample-measures.zh.md"], sha256["sample-measures.en.md"]
    draft = sha256["sample-measures-draft.zh.md"]
    rules = builtin_rules()
    profile = profile_from_json(rules, {"schema": "regatlas/profile/1", "name": _PRODUCT, "facts": _FACTS}, _PRODUCT)
    return (
        Place("first page", "首页", "/"),
        Place("search for 算法备案", "检索“算法备案”", f"/search?{urlencode({'q': '算法备案'})}"),
        Place("a text with its evidence", "原文与依据", f"/documents/{english}"),
        Place("original and translation", "原文与译文对照", f"/documents/{measures}/beside/{english}"),
        Place(
            "draft and final text",
            "征求意见稿与正式文本对照",
            f"/compare?{urlencode({'before': draft, 'after': measures})}",
        ),
        Place("a product checked", "产品义务核查", f"/check?{urlencode(form_of(profile))}"),
        Place("China", "中国概况", "/dossiers/CN"),
        Place("a review by two people", "两人复核", f"/documents/{measures}/review"),
    )
