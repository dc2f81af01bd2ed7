from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regatlas.compare import align_translation
from regatlas.compare.alignment import walk
from regatlas.model.comparison import Alignment
from regatlas.model.document import Document

from .laws import document, law

SEEDS = st.lists(st.integers(2, 400), min_size=1, max_size=12, unique=True)
LINES = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=20), max_size=6)


def original(seed: int) -> str:
    return f"服务提供者应当保存{seed}份记录" + "，并按照规定报送主管部门" * (1 + seed % 5) + "。"


def translated(seed: int) -> str:
    return f"Providers shall keep {seed} records" + ", and report them as the rules have it" * (1 + seed % 5) + "."


def paragraphs(lines: list[str]) -> Document:
    return document([(line, "paragraph", None) for line in lines])


def check_whole(found: Alignment, documents: tuple[Document, Document]) -> None:
    """Every word of both texts stands in one block and in one row, in order."""
    for side, text in (("original", documents[0].text), ("translation", documents[1].text)):
        for parts in (found.blocks, found.rows):
            spans = [getattr(part, side).span for part in parts if getattr(part, side)]
            last = 0
            for start, end in spans:
                assert text[last:start].strip() == ""
                last = end
            assert text[last:].strip() == ""


@given(SEEDS)
def test_articles_stand_beside_their_translations(seeds: list[int]) -> None:
    texts = law([original(seed) for seed in seeds]), law([translated(seed) for seed in seeds], language="en")
    found = align_translation(*texts)
    assert [block.basis for block in found.blocks] == ["number"] * len(seeds)
    assert all(block.original and block.translation for block in found.blocks)
    assert all(block.confidence > 0.5 for block in found.blocks)
    check_whole(found, texts)


@given(LINES, LINES)
def test_nothing_is_lost_whatever_the_texts(one: list[str], other: list[str]) -> None:
    texts = (
        document([(line, "paragraph", None) for line in one]),
        document([(line, "paragraph", None) for line in other]),
    )
    found = align_translation(*texts)
    check_whole(found, texts)
    assert all(0 <= row.confidence <= 1 for row in found.rows)
    assert all(row.confidence == 0 for row in found.rows if not row.original or not row.translation)


SEQUENCE = [17, 203, 58, 344, 91, 126, 270, 35, 389, 162]


def pairs(found: Alignment) -> list[tuple[str | None, str | None]]:
    return [
        (block.original and block.original.citation, block.translation and block.translation.citation)
        for block in found.blocks
    ]


def test_an_article_that_was_not_translated_is_a_gap() -> None:
    left = [seed for seed in SEQUENCE if seed != 344]
    numbers = [place for place, seed in enumerate(SEQUENCE, start=1) if seed != 344]
    texts = (
        law([original(seed) for seed in SEQUENCE]),
        law([translated(seed) for seed in left], language="en", numbers=numbers),
    )
    found = align_translation(*texts)
    assert pairs(found)[3] == ("article 4", None)
    assert found.counts()["original_only"] == 1
    assert found.blocks[3].confidence == 0


def test_numbers_that_shift_behind_a_missing_article_are_recognised() -> None:
    left = [seed for seed in SEQUENCE if seed != 344]
    texts = law([original(seed) for seed in SEQUENCE]), law([translated(seed) for seed in left], language="en")
    found = align_translation(*texts)
    shifted = [(f"article {place}", f"article {place - 1}") for place in range(5, 11)]
    assert pairs(found) == [*((f"article {n}", f"article {n}") for n in (1, 2, 3)), ("article 4", None), *shifted]
    assert {block.basis for block in found.blocks[4:]} == {"content"}


def test_paragraphs_inside_an_article_are_rows_and_a_joined_one_is_one_row() -> None:
    lines, english = [original(seed) for seed in SEQUENCE[:4]], [translated(seed) for seed in SEQUENCE[:4]]
    joined = [english[0], " ".join(english[1:3]), english[3]]
    texts = law(["\n".join(lines)]), law(["\n".join(joined)], language="en")
    (block,) = align_translation(*texts).blocks
    assert [len(row.original.eids) for row in block.rows if row.original] == [1, 2, 1]
    assert [len(row.translation.eids) for row in block.rows if row.translation] == [1, 1, 1]


def test_texts_without_articles_are_aligned_by_their_paragraphs() -> None:
    texts = (
        document([(original(seed), "paragraph", None) for seed in SEQUENCE]),
        document([(translated(seed), "paragraph", None) for seed in SEQUENCE if seed != 344], "en"),
    )
    found = align_translation(*texts)
    assert [place for place, block in enumerate(found.blocks) if block.translation is None] == [3]
    assert len(found.blocks) == len(SEQUENCE)


def test_the_same_terms_are_named() -> None:
    found = align_translation(law([original(17)]), law([translated(17)], language="en"))
    assert found.rows[0].shared == ("17",)


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_walk_visits_everything_once(left: int, right: int) -> None:
    steps = walk(left, right, lambda a, b, c, d: 0.0)
    assert [(step.a, step.c) for step in steps[1:]] == [(step.b, step.d) for step in steps[:-1]]
    assert (steps[-1].b, steps[-1].d) == (left, right) if steps else (left, right) == (0, 0)
