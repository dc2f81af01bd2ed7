from __future__ import annotations

from tests.structure.specimen import source_of

from regatlas.structure.quoted import quoted_spans


def _quoted(text: str) -> list[str]:
    source = source_of(text)
    return [source.text[start:end] for start, end in quoted_spans(source.text, source.blocks)]


def test_a_quotation_over_several_paragraphs() -> None:
    assert _quoted("修改为：\n“第三条 甲。\n乙。”\n第二条 丙。") == ["“第三条 甲。\n乙。”"]


def test_every_paragraph_may_open_the_quotation_anew() -> None:
    assert _quoted("to read:\n“(a) One.\n“(b) Two.”.\n(c) Three.") == ["“(a) One.\n“(b) Two.”."]


def test_a_quoted_word_at_the_beginning_is_no_quotation() -> None:
    assert _quoted("“网络”，是指网络。\n“Model” means a model.") == []


def test_single_marks_quote_only_behind_a_colon() -> None:
    assert _quoted("is added:\n‘3. It’s so.’;\n‘Example’ means one") == ["‘3. It’s so.’;"]


def test_a_lost_closing_mark_swallows_no_law() -> None:
    assert _quoted("“第一条 甲\n" + "第二条 乙。\n" * 200) == []
