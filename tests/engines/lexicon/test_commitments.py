"""Operative sentences become commitments, with their actors and their points."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.engines.lexicon.clauses import read_clauses
from regatlas.engines.lexicon.commitments import commitments
from regatlas.model.document import Document
from regatlas.model.judgement import Commitment

Draft = Any


def told(document: Document) -> list[tuple[str, str | None, str]]:
    return [(one.modality, one.actor, one.text) for one in commitments(document)]


def test_a_duty_and_a_prohibition_in_one_sentence_are_two(draft: Draft) -> None:
    document = draft(("article", "第一条 平台经营者应当公开规则，不得隐瞒用途。"), language="zh-Hans")
    assert told(document) == [
        ("must", "平台经营者", "平台经营者应当公开规则，"),
        ("must-not", "平台经营者", "不得隐瞒用途。"),
    ]


def test_english_parts_with_their_own_words_are_two(draft: Draft) -> None:
    document = draft(("article", "Article 1: Operators shall keep records, and may not sell them."))
    assert told(document) == [
        ("must", "Operators", "Operators shall keep records,"),
        ("must-not", "Operators", "and may not sell them."),
    ]


def test_points_under_a_lead_in_of_acts_are_duties_with_both_quotes(draft: Draft) -> None:
    document = draft(
        [
            ("intro", "第一条 服务提供者应当履行下列义务："),
            ("point", "（一）建立值班制度；"),
            ("point", "（二）每季度公布台账。"),
        ],
        language="zh-Hans",
    )
    found = commitments(document)
    assert [(one.actor, one.modality, one.text) for one in found] == [
        ("服务提供者", "must", "建立值班制度；"),
        ("服务提供者", "must", "每季度公布台账。"),
    ]
    assert [[quote.eid for quote in one.evidence] for one in found] == [
        ["art_1__0", "art_1__1"],
        ["art_1__0", "art_1__2"],
    ]


def test_points_under_a_lead_in_of_things_complete_it(draft: Draft) -> None:
    document = draft(
        [
            ("intro", "(a) The Director shall submit a report that includes—"),
            ("point", "(1) the number of pilots; and"),
            ("point", "(2) the cost of each."),
            ("point", "(b) The Director may publish the report."),
        ]
    )
    first, second = commitments(document)
    assert first.text.startswith("The Director shall submit")
    assert first.text.endswith("(2) the cost of each.")
    assert len(first.evidence) == 3
    assert (second.actor, second.modality) == ("Director", "may")


def test_nested_lists_go_back_to_their_level(draft: Draft) -> None:
    document = draft(
        [
            ("intro", "(a) The agency shall—"),
            ("point", "(1) test each system, including—"),
            ("point", "(A) its data; and"),
            ("point", "(B) its limits; and"),
            ("point", "(2) stop systems that fail."),
        ]
    )
    assert told(document) == [
        ("must", "agency", "test each system, including—\n(A) its data; and\n(B) its limits; and"),
        ("must", "agency", "stop systems that fail."),
    ]


def test_a_lead_in_that_only_names_the_actor(draft: Draft) -> None:
    document = draft(
        [("intro", "An employer—"), ("point", "(A) shall post a notice; and"), ("point", "(B) may not fire a person.")]
    )
    assert [(one.actor, one.modality) for one in commitments(document)] == [
        ("employer", "must"),
        ("employer", "must-not"),
    ]


def test_the_nearest_subject_is_carried_inside_an_article_and_not_beyond(draft: Draft) -> None:
    document = draft(
        ("article", "第一条 数据处理者应当登记。发现泄露的，应当立即报告。"),
        ("article", "第二条 发现泄露的，应当立即报告。"),
        language="zh-Hans",
    )
    assert [one.actor for one in commitments(document)] == ["数据处理者", "数据处理者", None]


def test_a_thing_is_no_actor(draft: Draft) -> None:
    document = draft(("article", "Article 1: The report shall be published."))
    assert told(document) == [("must", None, "The report shall be published.")]


@pytest.mark.parametrize("kind", ["title", "preamble", "recital", "toc", "heading", "signature", "enacting"])
def test_nothing_obliges_outside_operative_text(draft: Draft, kind: str) -> None:
    document = draft((kind, "Providers shall keep a log."), ("article", "Article 1: Users may complain."))
    assert [one.modality for one in commitments(document)] == ["may"]


@pytest.mark.parametrize(
    "sentence",
    [
        "This Act may be cited as the Lantern Act.",
        "There is authorized to be appropriated $5 for lamps.",
        "It is the sense of Congress that agencies should coordinate.",
    ],
)
def test_words_that_only_look_operative(draft: Draft, sentence: str) -> None:
    assert commitments(draft(("section", sentence))) == ()


def test_the_list_is_never_cut(draft: Draft) -> None:
    document = draft(*[("article", f"Article {number}: Operators shall do task {number}.") for number in range(1, 301)])
    assert len(commitments(document)) == 300


PIECES = (
    *("Providers ", "shall ", "may not ", "(a) ", "—\n", ". ", "; ", "the report ", "including", "(i) ", "they ", " "),
    *("（一）", "：\n", "。", "；", "应当", "不得", "平台", "，", "第二条 ", "由部门", "\n"),
)
WORDS = st.lists(st.sampled_from(PIECES), max_size=40)


@given(words=WORDS)
def test_every_claim_stands_in_the_text(draft: Draft, words: list[str]) -> None:
    text = "".join(words).strip("\n") or "x"
    document = draft(("article", text))
    for clause in read_clauses(document):
        assert clause.sentence.start <= clause.span.start < clause.span.end <= clause.sentence.end
        assert clause.cue is None or clause.span.start <= clause.cue.start < clause.cue.end <= clause.span.end
    for one in commitments(document):
        assert_sound(document, one)


def assert_sound(document: Document, one: Commitment) -> None:
    assert one.text in document.text
    assert one.evidence
    assert one.actor is None or one.actor in document.text
    for quote in one.evidence:
        quote.quote.check(document.text)
        assert document.leaf_at(quote.quote.span.start).eid == quote.eid
