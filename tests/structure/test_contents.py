from __future__ import annotations

import pytest
from tests.structure.specimen import numbers, source_of, words

from regatlas.model.document import Document
from regatlas.structure import parse

_BODY = "第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。"


def _contents(document: Document) -> list[str]:
    return [words(document, provision) for provision in document.provisions if provision.kind == "toc"]


@pytest.mark.parametrize("word", ["目录\n", "目 录\n", "目次\n", ""])
def test_chapters_listed_in_front_are_contents(word: str) -> None:
    document = parse(source_of(f"示范办法\n{word}第一章 总则\n第二章 附则\n{_BODY}", "zh-Hans"))
    assert _contents(document) == [f"{word.strip()} 第一章 总则 第二章 附则".strip()]
    assert numbers(document, "chapter") == ["1", "2"]


def test_the_heading_of_a_part_above_the_first_chapter_is_no_entry() -> None:
    text = "示范法典\n目录\n第一章 总则\n第二章 分则\n第一编 通则\n第一章 总则\n第一条 甲。\n第二章 分则\n第二条 乙。"
    document = parse(source_of(text, "zh-Hans"))
    assert numbers(document, "part") == ["1"]
    assert numbers(document, "chapter") == ["1", "2"]


def test_a_list_that_does_not_come_again_is_contents_all_the_same() -> None:
    document = parse(source_of("示范办法\n目录\n第一章 总则\n第一条 甲。\n第二条 乙。", "zh-Hans"))
    assert _contents(document) == ["目录 第一章 总则"]


def test_without_a_list_there_are_no_contents() -> None:
    assert _contents(parse(source_of(_BODY, "zh-Hans"))) == []
