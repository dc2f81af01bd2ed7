from __future__ import annotations

import pytest
from tests.readers.specimen import blocks, shape

from regatlas.errors import LimitExceeded
from regatlas.readers import Limits, read


def law(body: str, contents: str = "") -> bytes:
    head = f"<LawNum>令和九年法律第一号</LawNum><LawBody><LawTitle>見本法</LawTitle>{contents}"
    return f'<?xml version="1.0" encoding="UTF-8"?><Law Lang="ja">{head}{body}</LawBody></Law>'.encode()


def sentence(text: str) -> str:
    return f"<Sentence>{text}</Sentence>"


def paragraph(number: str, text: str, more: str = "") -> str:
    words = f"<ParagraphSentence>\n {sentence(text)}</ParagraphSentence>"
    return f"<Paragraph><ParagraphNum>{number}</ParagraphNum>{words}{more}</Paragraph>"


def item(title: str, text: str, more: str = "") -> str:
    return f"<Item><ItemTitle>{title}</ItemTitle><ItemSentence>{text}</ItemSentence>{more}</Item>"


def article(title: str, caption: str, body: str) -> str:
    above = f"<ArticleCaption>（{caption}）</ArticleCaption>" if caption else ""
    return f"<Article>\n  {above}<ArticleTitle>{title}</ArticleTitle>\n  {body}</Article>"


def test_numbers_stand_before_their_words_and_captions_above() -> None:
    below = "<Subitem1><Subitem1Title>イ</Subitem1Title><Subitem1Sentence>細目</Subitem1Sentence></Subitem1>"
    body = paragraph("", "事業者は、次を記録する。") + paragraph(
        "２", "前項の例外は、次のとおり。", item("一", "甲", below)
    )
    assert blocks(read(law(article("第一条", "記録", body)))) == [
        "令和九年法律第一号",
        "見本法",
        "（記録）",
        "第一条 事業者は、次を記録する。",
        "２ 前項の例外は、次のとおり。",
        "一 甲",
        "イ 細目",
    ]


def test_sentences_of_a_paragraph_go_on_and_columns_stand_apart() -> None:
    body = paragraph("", "本文とする。</Sentence><Sentence>ただし、この限りでない。")
    columns = item("一", f"<Column>{sentence('甲')}</Column><Column>{sentence('甲の定義')}</Column>")
    found = blocks(read(law(article("第二条", "", body + columns))))
    assert found[-2:] == ["第二条 本文とする。ただし、この限りでない。", "一 甲 甲の定義"]


def test_line_feeds_of_the_file_mean_nothing() -> None:
    assert "事業者は記録する。" in read(law(article("第一条", "", paragraph("", "事業者は\n      記録する。")))).text


def test_contents_headings_supplements_and_tables() -> None:
    entry = "<TOCChapter><ChapterTitle>第一章　総則</ChapterTitle><ArticleRange>（第一条）</ArticleRange></TOCChapter>"
    contents = f"<TOC><TOCLabel>目次</TOCLabel>{entry}</TOC>"
    cells = "<TableColumn><Sentence>甲</Sentence></TableColumn><TableColumn><Sentence>乙</Sentence></TableColumn>"
    supplement = (
        '<SupplProvision AmendLawNum="令和十年法律第二号"><SupplProvisionLabel>附　則</SupplProvisionLabel>'
        f"{article('第一条', '施行期日', paragraph('', '公布の日から施行する。'))}</SupplProvision>"
    )
    table = f"<TableStruct><Table><TableRow>{cells}</TableRow></Table></TableStruct>"
    first = article("第一条", "", paragraph("", "本則。"))
    body = f"<Chapter><ChapterTitle>第一章　総則</ChapterTitle>{first}{table}</Chapter>"
    source = read(law(f"<MainProvision>{body}</MainProvision>{supplement}", contents))
    found = shape(source)
    assert ("paragraph", 0, "第一章 総則（第一条）") in found
    assert ("heading", 3, "第一章 総則") in found
    assert ("table-row", 0, "甲 | 乙") in found
    assert ("heading", 2, "附 則（令和十年法律第二号）") in found


def test_readings_beside_words_are_set_aside() -> None:
    source = read(law(article("第一条", "", paragraph("", "<Ruby>瑕疵<Rt>かし</Rt></Ruby>がある。"))))
    assert "瑕疵がある。" in source.text
    assert [found.text for found in source.furniture] == ["かし"]


def test_limits_hold_here_too() -> None:
    with pytest.raises(LimitExceeded, match="nested"):
        read(law("<Paragraph>" * 50), Limits(markup_depth=40))
    with pytest.raises(LimitExceeded, match="lines"):
        read(law(article("第一条", "", paragraph("", "甲。") * 30)), Limits(lines=10))
