"""Scope screening by words: what governs AI is kept, what does not is put aside, and everything said is quoted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from regatlas.engines.screening.judge import GOVERNANCE, SUBJECT, scored, screen
from regatlas.engines.screening.terms import terms
from regatlas.exchange.json_screenings import check_screening, screening_json
from regatlas.model.document import Document
from regatlas.model.screening import IN_SCOPE_AT, KEEP_AT, Screening, Sign, SignKind
from regatlas.readers import Limits, read
from regatlas.structure import parse

TEXTS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("texts.yaml").read_text(encoding="utf-8"))
CHINESE = """临澜市智能停车管理办法

第一条　为了规范停车秩序，制定本办法。

第二条　停车场经营者使用人脸识别技术的，应当取得个人同意，并提供其他通行方式。

第三条　人工智能设备发生故障的，经营者应当立即改为人工服务。
"""


def document_of(text: str) -> Document:
    return parse(read(text.encode(), Limits()))


def of(text: str) -> Screening:
    document = document_of(text)
    screening = screen(document, manifest="m")
    check_screening(document, screening)
    return screening


@pytest.mark.parametrize("one", TEXTS, ids=lambda one: str(one["id"]))
def test_invented_texts_are_told_apart(one: dict[str, Any]) -> None:
    found = of(one["text"])
    assert found.score is not None
    if one["kind"] == "governs":
        assert found.score >= KEEP_AT, found.signs
    elif one["kind"] == "report":
        assert found.score < IN_SCOPE_AT or found.force == "background", found.signs
    elif one["id"] != "insemination":  # two letters that mean two things: a person looks at it
        assert found.score < KEEP_AT, found.signs


def test_a_chinese_text_is_read_in_both_scripts() -> None:
    simplified = of(CHINESE)
    traditional = of(
        CHINESE.translate(str.maketrans("临智车办为规范场经营应当个设备发", "臨智車辦為規範場經營應當個設備發"))
    )
    assert simplified.verdict == traditional.verdict == "in-scope"
    assert simplified.score == traditional.score
    assert simplified.force == "operative"
    assert "判定为" in simplified.rationale.zh
    assert simplified.rationale.en.endswith("of its own.")


def test_every_sign_has_evidence_and_the_rationale_quotes_it() -> None:
    found = of(CHINESE)
    assert all(sign.evidence for sign in found.signs)
    assert any(
        quote.quote.exact.rstrip("。，") in found.rationale.zh for sign in found.signs for quote in sign.evidence
    )


def test_a_text_without_a_word_of_the_subject_scores_nothing() -> None:
    found = of(TEXTS[0]["text"])
    assert (found.score, found.verdict, found.force) == (0, "out-of-scope", None)
    assert found.rationale.en.startswith("The text does not speak of AI.")


def test_norms_on_kindred_things_are_not_said_to_be_on_ai() -> None:
    found = of("Rules on drones\n\nArticle 1 A drone shall not fly over the school, and its owner must mark it.\n")
    assert "norm" in {sign.kind for sign in found.signs}
    assert found.rationale.en.startswith("The text has only words that stand close to AI")
    assert "on AI" not in found.rationale.en
    assert found.force is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x", "almost no text"),
        (
            "人工知能を利用する事業者は、その安全を確保しなければならない。以下に定める措置を講ずるものとする。",
            "Japanese",
        ),
    ],
)
def test_what_cannot_be_read_is_abstained_and_never_zero(text: str, words: str) -> None:
    document = document_of(text)
    found = screen(document, manifest="m")
    assert found.score is None
    assert found.verdict is None
    assert found.abstained is not None
    assert words in found.abstained.en
    value = screening_json(document, found, "x.txt")
    assert value["score"] is None
    assert value["abstained"]


def test_names_and_order_of_files_change_nothing() -> None:
    document = document_of(TEXTS[-1]["text"])
    one, other = (screening_json(document, screen(document, manifest="m"), name) for name in ("a.txt", "ai-act.txt"))
    assert {**one, "document": None} == {**other, "document": None}


KINDS: list[SignKind] = [*SUBJECT, *GOVERNANCE]
SIGNS = st.lists(
    st.builds(Sign, kind=st.sampled_from(KINDS), strength=st.floats(0, 1), evidence=st.just(())),
    unique_by=lambda sign: sign.kind,
)


@given(SIGNS, st.sampled_from(KINDS), st.floats(0, 1))
def test_a_further_sign_never_lowers_the_score(signs: list[Sign], kind: SignKind, strength: float) -> None:
    without = [sign for sign in signs if sign.kind != kind]
    more = [*without, Sign(kind=kind, strength=strength, evidence=())]
    assert 0 <= scored(without) <= scored(more) <= 100


def test_a_kindred_word_inside_a_core_one_is_counted_once() -> None:
    text = "算法推荐与预算法；智能网联汽车和智能手表。An AI system, an aide, A.I. and aims."
    found = [(text[one.span.start : one.span.end], one.core) for one in terms(text)]
    assert found == [("算法推荐", True), ("智能网联汽车", True), ("智能", False), ("AI", True), ("A.I.", True)]


SENTENCES = [line for one in TEXTS for line in str(one["text"]).splitlines() if len(line) > 30] + CHINESE.split()


@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=12))
def test_whatever_the_text_quotes_stand_in_it(lines: list[str]) -> None:
    document = document_of("\n\n".join(lines))
    found = screen(document, manifest="m")
    check_screening(document, found)
    assert found.score is None or 0 <= found.score <= 100
    assert (found.force is None) == (not found.force_evidence)
