"""What every reading keeps, whatever the file: the invariants of a source text."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.readers.specimen import Part, as_docx, as_html, as_markdown, blocks, shape

from regatlas.errors import EmptyInput, InputError, LimitExceeded
from regatlas.model.text import SourceText
from regatlas.readers import Limits, read
from regatlas.readers.compose import _RADICALS

ENGLISH = ["provider", "shall", "keep", "records", "of", "the system", "under this Article", "AI 2026", "the duty; and"]
CHINESE = ["人工智能", "服务提供者", "应当", "依法", "标识", "，"]
WORDS = st.sampled_from([*ENGLISH, *CHINESE])
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join).filter(lambda text: not text[0].isspace())
PARAGRAPHS = SENTENCES.map(lambda text: f"The {text}.")
PARTS = st.one_of(
    st.builds(lambda text, level: Part("heading", text, level), PARAGRAPHS, st.integers(1, 6)),
    st.builds(lambda text: Part("paragraph", text), PARAGRAPHS),
    st.builds(lambda text: Part("bullet", text), PARAGRAPHS),
    st.builds(lambda text: Part("bold", text), PARAGRAPHS),
    st.builds(lambda text: Part("link", text), PARAGRAPHS),
    st.builds(lambda a, b, c, d: Part("table", "", 0, ((a, b), (c, d))), *[PARAGRAPHS] * 4),
)
DOCUMENTS = st.tuples(PARAGRAPHS, st.lists(PARTS, max_size=6), st.lists(PARAGRAPHS, max_size=3)).map(
    lambda made: [Part("heading", made[0], 1), *made[1], *(Part("number", text) for text in made[2])]
)
MESSY = st.text(
    st.sampled_from("ab智能，。.\t \u3000\u00a0\u200b\u00ad\ufeff\u202e\n\n\r\x07-*#|_`[]()<>&;\u2f00\U00020000é"),
    max_size=200,
).filter(lambda text: text.count("\x07") <= 3)  # more of them are no text


def check(source: SourceText, raw: str | None = None) -> None:
    """The invariants of a source text; with the raw text, also its map."""
    assert source.text == "\n".join(blocks(source))
    for block in blocks(source):
        assert block
        assert block == block.strip()
        assert not re.search(r"[^\S ]|  ", block)
    ends = 0
    for segment in source.segments:
        assert segment.start >= ends
        assert segment.length > 0
        ends = segment.start + segment.length
    assert ends <= len(source.text)
    if raw is not None:
        for segment in source.segments:
            for step in range(segment.length):
                assert _same(source.text[segment.start + step], raw[source.raw_offset(segment.start + step)])


def _same(kept: str, original: str) -> bool:
    return kept == original or (kept == " " and original.isspace()) or ord(kept) == _RADICALS.get(ord(original))


@given(MESSY)
def test_any_text_keeps_the_invariants_and_its_map(messy: str) -> None:
    text = f"The act applies.\n\n{messy}"
    source = read(text.encode())
    raw = text.replace("\r\n", "\n").replace("\r", "\n")
    entities = source.media_type == "text/markdown" and "&" in raw
    check(source, None if entities else raw)
    assert source == read(text.encode())


@given(MESSY)
def test_any_page_keeps_the_invariants(messy: str) -> None:
    check(read(f"<html><body><p>The act applies.</p>{messy}</body></html>".encode()))


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_clear_refusal(data: bytes) -> None:
    with contextlib.suppress(InputError):
        check(read(data))


@given(DOCUMENTS)
def test_the_same_words_give_the_same_blocks_in_every_format(parts: list[Part]) -> None:
    expected = shape(read(as_markdown(parts)))
    assert shape(read(as_html(parts))) == expected
    assert shape(read(as_docx(parts))) == expected


@given(DOCUMENTS)
def test_markdown_reads_as_its_rendering_does(parts: list[Part]) -> None:
    markdown = as_markdown(parts)
    page = MarkdownIt("commonmark").enable("table").render(markdown.decode())
    assert shape(read(f"<html><body>{page}</body></html>".encode())) == shape(read(markdown))


def test_lettered_lists_of_a_page_read_as_written_letters() -> None:
    page = (
        '<html><body><h1>Duties</h1><ol type="a"><li>keep records</li><li><p>label content</p></li></ol></body></html>'
    )
    assert shape(read(page.encode())) == shape(read(b"# Duties\n\na. keep records\n\nb. label content\n"))


@pytest.mark.parametrize("form", ["<html><body>{}</body></html>", "<?xml version='1.0'?><l>{}</l>"])
def test_lines_of_markup_are_counted_too(form: str) -> None:
    with pytest.raises(LimitExceeded, match="more than 10 lines"):
        read(form.format("<p>The act applies.</p>" * 20).encode(), Limits(lines=10))


def test_a_file_over_the_limit_is_refused_by_its_size() -> None:
    with pytest.raises(LimitExceeded, match=r"200 MB.*limit of 100 MB"):
        Limits().check_file(200_000_000)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(text_characters=100), "characters"),
        (Limits(lines=10), "lines"),
        (Limits(file_bytes=10), "MB"),
    ],
)
def test_each_limit_has_its_own_message(limits: Limits, words: str) -> None:
    with pytest.raises(LimitExceeded, match=words):
        read(b"The act applies.\n" * 20, limits)


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\x00" * 40, b"\xff\xfe \x00\n\x00", b"\xe2\x80\x8b\n"]
)
def test_a_file_without_words_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyInput):
        read(data)


@pytest.mark.corpus
def test_every_real_text_is_sound(corpus: Path) -> None:
    paths = [
        *corpus.glob("agora/fulltext/*.txt"),
        *corpus.glob("zh*/*.md"),
        *corpus.glob("en/*.md"),
        *corpus.glob("en/*.html"),
    ]
    paths += [path for path in corpus.glob("files/*") if path.suffix != ".csv"]
    assert len(paths) > 800
    for path in paths:
        source = read(path.read_bytes())
        assert source.quality.status == "ok", (path.name, source.quality)
        assert source.text == "\n".join(blocks(source)), path.name
