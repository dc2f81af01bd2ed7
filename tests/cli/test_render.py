from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from regatlas.cli.lines import columns
from regatlas.cli.render import plain, render_document, render_record
from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.model.text import Quality
from regatlas.pages.words import LANGS, Lang

from ..pages import specimen

HOSTILE = "\x1b[2J\x1b]0;owned\x07 [bold]not markup[/bold] \u202egnp.exe \x9b31m :smile:"


@pytest.fixture(scope="module")
def document() -> Document:
    return specimen.sample_document()


@pytest.fixture(scope="module")
def record(document: Document) -> Record:
    return specimen.sample_record(document)


def terminal(width: int = 90, *, colour: bool = False) -> Console:
    return Console(file=io.StringIO(), width=width, force_terminal=colour, color_system="standard" if colour else None)


def printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def shown(document: Document, record: Record, lang: Lang, width: int = 90, commitments: int = 12) -> str:
    console = terminal(width)
    taxonomies = specimen.sample_taxonomies()
    render_record(
        console, document, record, source_name="s.md", taxonomies=taxonomies, lang=lang, commitments=commitments
    )
    return printed(console)


def outline(document: Document, lang: Lang, width: int = 90) -> str:
    console = terminal(width)
    render_document(console, document, source_name="s.md", lang=lang)
    return printed(console)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [24, 48, 80, 200])
def test_no_line_is_wider_than_the_terminal_or_ends_in_spaces(
    document: Document, record: Record, lang: Lang, width: int
) -> None:
    lines = (shown(document, record, lang, width) + outline(document, lang, width)).splitlines()
    assert max(columns(line) for line in lines) <= min(width, 100)
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_terminal_there_is_no_colour(document: Document, record: Record, lang: Lang) -> None:
    assert "\x1b" not in shown(document, record, lang) + outline(document, lang)


def test_with_a_terminal_there_is(document: Document) -> None:
    console = terminal(colour=True)
    render_document(console, document, source_name="s.md", lang="en")
    assert "\x1b[31m" in printed(console)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["has not been checked by a person", "Binding (hard law)", "1 May 2026", "Not found in the text: 1.2"]),
        ("zh", ["未经人工核校", "具有法律约束力（硬法）", "2026年5月1日", "文本未涉及：1.2"]),
    ],
)
def test_a_record_says_the_main_things_in_words(
    document: Document, record: Record, lang: Lang, words: list[str]
) -> None:
    made = shown(document, record, lang)
    for phrase in words:
        assert phrase in re.sub(r"\n", " " if lang == "en" else "", made)


def test_a_category_stands_with_its_quote_and_citation(document: Document, record: Record) -> None:
    (line,) = [line for line in shown(document, record, "zh").splitlines() if line.startswith("金融和保险")]
    assert line.split() == ["金融和保险", "仅有提及", "“金融授信”", "第三条第六款"]


def test_further_quotes_are_counted(document: Document, record: Record) -> None:
    assert "1 further quote" in shown(document, record, "en")


def test_the_commitments_that_are_left_out_are_counted_and_it_says_how_to_see_them(
    document: Document, record: Record
) -> None:
    few = shown(document, record, "en", commitments=2)
    assert "3 commitments" in few
    assert "and 1 more; regatlas map FILE --json shows all" in few
    assert "more;" not in shown(document, record, "en", commitments=3)


def test_the_outline_gives_each_provision_its_citation_and_beginning(document: Document) -> None:
    made = outline(document, "zh").splitlines()
    assert any(line.split()[:1] == ["第二章"] for line in made)
    (line,) = [line for line in made if line.lstrip().startswith("第十二条第二款")]
    assert "网络平台发现疑似人工智能生成而未作标识的内容" in line


def test_a_hostile_text_cannot_steer_the_terminal() -> None:
    document = specimen.flat_document(HOSTILE, title=HOSTILE)
    record = specimen.bare_record(document, "[bold]not markup")
    made = shown(document, record, "en") + outline(document, "en")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", made)
    assert "[bold]not markup[/bold]" in made
    assert ":smile:" in made


def test_plain_text_is_one_line() -> None:
    assert plain(" a\n\tb ") == "a b"


@pytest.mark.parametrize(("lang", "words"), [("en", "No judgement was made"), ("zh", "本文本未作判断")])
def test_an_abstention_is_said_first(lang: Lang, words: str) -> None:
    document = specimen.flat_document("words", quality=Quality(status="poor", score=0.4))
    record = specimen.bare_record(document, "words").model_copy(update={"abstained": "The text is poor."})
    made = shown(document, record, lang)
    assert made.splitlines()[2].startswith(words)
    assert "0.40" in made


def test_a_document_without_provisions_has_an_empty_outline() -> None:
    document = specimen.flat_document("words").model_copy(update={"provisions": ()})
    assert outline(document, "en").rstrip().endswith("Outline")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "1 reference names a provision that was not found in this text:"), ("zh", "下列1处引用的条款")],
)
def test_a_reference_that_leads_nowhere_is_shown(lang: Lang, words: str) -> None:
    made = outline(specimen.flat_document("依照本法第九十九条办理。", language="zh-Hans"), lang)
    assert words in made
    assert "本法第九十九条" in made
