"""Nothing but a clear refusal comes of any bytes, and every text that is read keeps the invariants."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzz import seeds
from tests.fuzz.checks import check_file, check_text, word_file
from tests.fuzz.run import TARGETS

_OPENINGS = st.sampled_from(
    [b"%PDF-1.4\n", b"PK\x03\x04", b"<?xml version='1.0'?>", b"<html>", b"<Law><LawBody>", b"---\n", b"\xff\xfe", b""]
)
# Marks of which a text may hold very many; patterns and lists must not run over them again and again.
_MARKS = [
    "，", "第", "一", "（", "(a)", "1.", "1.1.", "《", "“", "第一条", "第一章 总则\n", "Article 1\n", "SEC. 2. A.\n",
    "§ 3. ", "目录\n", "附件1\n", "[", "**a*", "\n# A\n", "|", "`", "<", "&#", "Whereas:\n(1) A\n",
    "is amended to read: “", "根据《", "本法第",
    "paragraphs 1 and ", "第一条から第", "（一）", "イ ", "２ ", "\u200b", "e\u0301", "—", "9",
]  # fmt: skip
_LANGUAGES = ["en", "zh-Hans", "ja", "und"]


@st.composite
def damaged(draw: st.DrawFn, kind: str) -> bytes:
    """A sound file of a kind with a few places cut, doubled, overwritten, or filled with words of its format."""
    data = bytearray(draw(st.sampled_from(seeds.FILES[kind])))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        change = draw(st.sampled_from(["cut", "double", "write", "insert", "flip"]))
        if change == "cut":
            del data[start:end]
        elif change == "double":
            data[start:start] = data[start:end] * draw(st.integers(1, 30))
        elif change == "flip" and start < len(data):
            data[start] ^= 1 << draw(st.integers(0, 7))
        else:
            word = draw(st.binary(max_size=6) | st.sampled_from(seeds.WORDS[kind]))
            data[start : start if change == "insert" else end] = word
    return bytes(data)


@given(_OPENINGS, st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(opening: bytes, rest: bytes) -> None:
    check_file(opening + rest)


@pytest.mark.parametrize("kind", sorted(seeds.FILES))
def test_seeds_are_sound(kind: str) -> None:
    for data in seeds.FILES[kind]:
        assert check_file(word_file(data) if kind == "word" else data) is not None


@given(damaged("pdf"))
def test_damaged_pdf_files(data: bytes) -> None:
    check_file(data)


@given(damaged("docx"))
def test_damaged_archives(data: bytes) -> None:
    check_file(data)


@given(damaged("word"))
def test_damaged_word_documents(data: bytes) -> None:
    check_file(word_file(data))


@given(damaged("html"))
def test_damaged_pages(data: bytes) -> None:
    check_file(data)


@given(damaged("xml"))
def test_damaged_xml(data: bytes) -> None:
    check_file(data)


@given(damaged("text"))
def test_damaged_texts(data: bytes) -> None:
    check_file(data)


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.parametrize("mark", _MARKS)
def test_texts_of_one_mark(mark: str, language: str) -> None:
    check_text(f"Article 1 One.\nArticle 2 Two.\n第一条 甲。\n第二条 乙。\n{mark * 700}", language)


@given(st.lists(st.sampled_from(_MARKS), min_size=1, max_size=25), st.sampled_from(_LANGUAGES), st.integers(1, 40))
def test_texts_of_several_marks(marks: list[str], language: str, times: int) -> None:
    check_text("".join(marks) * times, language)


def test_every_kind_of_seed_is_a_target_of_the_long_run() -> None:
    assert set(seeds.FILES) | {"structure"} == set(TARGETS)


def test_what_the_long_runs_found_stays_fixed() -> None:
    for path in sorted(Path(__file__).with_name("found").iterdir()):
        data = path.read_bytes()
        check_file(word_file(data) if path.name.startswith("word-") else data)


def test_truncations_of_every_format() -> None:
    chance = random.Random(7)
    for kind, files in seeds.FILES.items():
        for data in files:
            for end in [*range(0, 12), *chance.sample(range(len(data)), 12)]:
                check_file(word_file(data[:end]) if kind == "word" else data[:end])
