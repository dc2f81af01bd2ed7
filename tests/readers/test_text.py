from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.specimen import blocks, shape

from regatlas.readers import read
from regatlas.readers.text import _INLINE, _markdown_line, _markdown_lines

_LINES = st.text(st.sampled_from("条（１٣a1*#->•|_&。 \u3000\t\u2f00\U00020000"), max_size=12).filter(
    lambda text: any(character not in " \u3000\t-*_|:" for character in text)
)


def test_front_matter_is_kept_apart() -> None:
    source = read("---\ntitle: 办法\ntags: [a, b]\ndate: 2026-01-01\n---\n# 办法\n\n第一条 适用。\n".encode())
    assert source.front_matter == (("title", "办法"), ("date", "2026-01-01"))
    assert source.text == "办法\n第一条 适用。"
    assert source.furniture[0].kind == "front-matter"


@pytest.mark.parametrize("inside", ["[" * 3000, '"\\UFFFFFFFF": x', "a: b\na: [", "- a\n- b", '"\\U00110000": x'])
def test_absurd_front_matter_is_left_in_the_text(inside: str) -> None:
    source = read(f"---\n{inside}\n---\nThe act applies to everyone.\n".encode())
    assert source.front_matter == ()
    assert "The act applies to everyone." in source.text


def test_front_matter_has_no_lone_surrogates() -> None:
    assert read(b'---\ntitle: "x\\ud800y"\n---\nThe act applies.\n').front_matter == (("title", "x?y"),)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("**bold** and *slanted* and ***both*** and `code`", "bold and slanted and both and code"),
        ("__bold__ and _slanted_ but snake_case_name", "bold and slanted but snake_case_name"),
        ("[words](https://example.org/a_(b)) and [**bold**](u)", "words and bold"),
        ("**[words](u)** ![picture](x.png) <https://example.org>", "words https://example.org"),
        (r"a \* b \[c\]", "a * b [c]"),
        ("R&amp;D at 5 &lt; 6", "R&D at 5 < 6"),
        ("> quoted words", "quoted words"),
        ("a <!-- note\nover lines --> b", "a b"),
    ],
)
def test_marks_of_markdown_leave_the_words(line: str, expected: str) -> None:
    assert blocks(read(f"# Title\n\n{line}\n".encode())) == ["Title", expected]


def test_headings_rules_bullets_and_tables() -> None:
    text = "# One #\n\n## Two\n\n---\n\n- item\n  - inner\n\n3. third\n\n| a | b |\n|---|:-:|\n| c | |\n| d | e |\n"
    source = read(text.encode())
    assert [(block.kind, block.level) for block in source.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("list-item", 1),
        ("list-item", 2),
        ("list-item", 1),
        ("table-row", 0),
        ("paragraph", 0),
        ("table-row", 0),
    ]
    assert blocks(source) == ["One", "Two", "item", "inner", "3. third", "a | b", "c", "d | e"]


def test_plain_text_keeps_its_stars_and_drops_bullets_and_rules() -> None:
    source = read("Act\n\n• keep * records\n\n=====\n\na_b * c\n".encode())
    assert source.media_type == "text/plain"
    assert shape(source) == [("paragraph", 0, "Act"), ("list-item", 0, "keep * records"), ("paragraph", 0, "a_b * c")]


def test_an_unclosed_comment_hides_nothing() -> None:
    assert read(b"The act <!-- applies to all.").text == "The act <!-- applies to all."


@pytest.mark.parametrize("unit", ["[", "![", "[a](", '[a](b "', "**a ", "*a", "`a``", "_a __b", "\\", "<http://"])
def test_marks_that_never_close_are_given_up_at_the_next_one(unit: str) -> None:
    """Were one of them searched to the end of the line from each place, this would take hours, not a moment."""
    assert sum(1 for _ in _INLINE.finditer(unit * 100_000)) <= 200_000


@given(st.lists(_LINES, min_size=1, max_size=4))
def test_a_line_that_opens_no_mark_is_read_as_any_other(texts: list[str]) -> None:
    place, expected = 7, []
    for text in texts:
        indent = len(text) - len(text.lstrip())
        expected.append(_markdown_line(text.strip(), place + indent, indent))
        place += len(text) + 1
    assert _markdown_lines("\n".join(texts), 7) == expected
