"""What an engine withheld is said in words on the page, in both languages."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.pages.specimen import flat_document, sample_document, sample_record

from regatlas.model.judgement import Withheld, WithheldReason
from regatlas.pages.record import notices
from regatlas.pages.words import Lang, Words

REASONS = get_args(WithheldReason)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Left out: 3 claims whose quotes do not stand in the text; 1 answer that was not made from the text."),
        ("zh", "引文不见于原文的结论3项；并非依据原文作出的回答1份。"),
    ],
)
def test_what_was_withheld_is_told_by_reason(lang: Lang, words: str) -> None:
    document = sample_document()
    withheld = (
        Withheld(taxonomy="risk-subdomain", category="2.1", reason="not-located", count=2),
        Withheld(taxonomy="sector", category="Information", reason="not-located", count=1),
        Withheld(taxonomy="sector", category=None, reason="control", count=1),
    )
    record = sample_record(document).model_copy(update={"withheld": withheld})
    told = list(notices(document, record, Words(lang)))
    assert told[-2].endswith(words)


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("count", [1, 2])
def test_every_reason_has_words(reason: WithheldReason, count: int) -> None:
    assert str(count) in Words("en")(f"withheld.{reason}", n=count)
    assert str(count) in Words("zh")(f"withheld.{reason}", n=count)


def test_nothing_is_said_where_nothing_was_withheld() -> None:
    document = flat_document("One.")
    record = sample_record(sample_document())
    assert len(list(notices(document, record, Words("en")))) == 1
