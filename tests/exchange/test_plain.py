"""Plain text and Markdown: what is written reads again as the same text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.akn.test_elements import REGULATION, document
from tests.exchange.akn.test_round_trip import SAMPLES

from regatlas.app.inputs import load_document
from regatlas.exchange.plain import to_markdown, to_text
from regatlas.readers import Limits, read


def reread(markdown: str) -> str:
    return read(markdown.encode()).text


def test_text_is_the_normalised_text_with_a_last_line_feed() -> None:
    made = document(REGULATION)
    assert to_text(made) == made.text + "\n"


def test_titles_and_headings_become_markdown_headings() -> None:
    lines = to_markdown(document(REGULATION)).split("\n\n")
    assert lines[0] == "# Regulation on Kites"
    assert "## Chapter I" in lines
    assert "(a) kites;" in lines
    assert lines[-1].endswith("1. Diamond kites\n")


def test_markdown_of_a_law_reads_as_the_same_text() -> None:
    made = document(REGULATION)
    assert reread(to_markdown(made)) == made.text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_markdown_of_the_samples_reads_as_the_same_text(sample: Path) -> None:
    made = load_document(sample, Limits())
    assert reread(to_markdown(made)) == made.text


_SIGNS = st.text(alphabet="ab甲。*`[]<>#|\\_-+.1)( !&;~=", min_size=1, max_size=12)
# A line without a letter may be a page's number or a rule, which the reader rightly leaves out.
_LINE = _SIGNS.map(lambda line: " ".join(line.split())).filter(lambda line: bool({"a", "b", "甲"} & set(line)))
_LINES = st.lists(_LINE, min_size=1, max_size=4)


@given(_LINES)
def test_no_sign_is_taken_for_a_mark(lines: list[str]) -> None:
    made = document([("title", "title", None, None, "Kites\n"), ("p", "paragraph", None, None, "\n".join(lines))])
    assert reread(to_markdown(made)) == made.text


@pytest.mark.parametrize(
    "line",
    ["&amp; &copy &#65;", "R&D", "_a_", "a_b", "__a__", "- a", "+ a", "1. a", "**a**", "[a](b)", "![a](b)",
     "<!-- a -->", "<https://example.org>", "| a | b |", "> a", "# a", "a \\* b", "`a`", "~~~ a", "a ---"],
)  # fmt: skip
def test_a_line_that_looks_like_markdown_stays_as_it_is(line: str) -> None:
    made = document([("title", "title", None, None, "Kites\n"), ("p", "paragraph", None, None, line)])
    assert reread(to_markdown(made)) == made.text


@pytest.mark.corpus
def test_markdown_of_real_laws_reads_as_the_same_text(corpus: Path) -> None:
    paths = sorted(corpus.glob("zh/*.md"))
    assert paths
    for path in paths:
        made = load_document(path, Limits())
        assert reread(to_markdown(made)) == made.text, path.name
