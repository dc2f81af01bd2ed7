from __future__ import annotations

import pytest
from tests.structure.specimen import source_of

from regatlas.structure import parse

_ARTICLES = "Article 1: One.\nArticle 2: Two."


@pytest.mark.parametrize(
    ("text", "language", "tradition"),
    [
        ("第一条 甲。\n第二条 乙。", "zh-Hans", "chinese"),
        ("一、甲。\n二、乙。", "zh-Hans", "generic"),
        (_ARTICLES, "en", "chinese-in-english"),
        (f"HAVE ADOPTED THIS REGULATION:\n{_ARTICLES}", "en", "eu"),
        ("Section 1. One.\nSection 2. Two.", "en", "us"),
        ("One.\nTwo.", "en", "generic"),
        ("The text quotes one article:\nArticle 1: One.\nIt ends.", "en", "generic"),
    ],
)
def test_the_grammar_follows_from_the_text(text: str, language: str, tradition: str) -> None:
    assert parse(source_of(text, language)).tradition == tradition
