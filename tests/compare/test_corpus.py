"""Facts about real versions and translations, established by reading them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from regatlas.app.inputs import load_document
from regatlas.compare import align_translation, compare_versions
from regatlas.model.comparison import Comparison, Pair
from regatlas.model.document import Document
from regatlas.readers import Limits

pytestmark = pytest.mark.corpus

TRANSLATIONS = {
    "zh/algorithm-recommendation-provisions.md": ("agora/fulltext/266.txt", 35),
    "zh/deep-synthesis-provisions.md": ("agora/fulltext/36.txt", 25),
    "zh/generative-ai-interim-measures.md": ("agora/fulltext/1137.txt", 24),
    "zh/ai-content-labelling-measures.md": ("agora/fulltext/2096.txt", 14),
    "zh/facial-recognition-measures.md": ("agora/fulltext/2244.txt", 20),
    "zh/shenzhen-ai-industry-regulations.md": ("agora/fulltext/1064.txt", 73),
    "zh/network-data-security-regulations.md": ("files/cn-network-data-regulations-moj-en-2026-01-09.pdf", 64),
}


@cache
def load(path: Path) -> Document:
    return load_document(path, Limits())


def numbers(found: list[Pair], *, before: bool = False) -> list[str | None]:
    units = [pair.before if before else pair.after for pair in found]
    return [unit.number for unit in units if unit]


def check_verbatim(comparison: Comparison, before: Document, after: Document) -> None:
    for pair in comparison.pairs:
        if pair.before:
            spans = [piece.before for piece in pair.pieces if piece.before]
            assert "".join(before.text[slice(*span)] for span in spans) == before.text[slice(*pair.before.body)]
        if pair.after:
            spans = [piece.after for piece in pair.pieces if piece.after]
            assert "".join(after.text[slice(*span)] for span in spans) == after.text[slice(*pair.after.body)]


def test_the_amendment_of_the_cybersecurity_law(corpus: Path) -> None:
    before, after = (load(corpus / "zh" / f"cybersecurity-law-{year}.md") for year in (2016, 2025))
    comparison = compare_versions(before, after)
    check_verbatim(comparison, before, after)
    found = comparison.provisions
    # New are the leadership clause, the article on AI, two on liability, and one that three old ones were merged into.
    assert numbers([pair for pair in found if pair.state == "added"]) == ["3", "20", "63", "71", "73"]
    deleted = [pair for pair in found if pair.state == "deleted"]
    assert numbers(deleted, before=True) == ["64", "66", "70"]
    assert deleted[2].kin == ("chp_6__art_71",)
    references = [pair for pair in found if pair.only_references]
    assert numbers(references) == ["36", "66", "68", "75"]
    changed = [pair for pair in found if pair.state == "changed" and not pair.only_references]
    assert numbers(changed) == ["19", "42", "61", "62", "64", "65", "67", "69", "70", "77"]
    assert numbers(changed, before=True) == ["18", "40", "59", "60", "61", "62", "65", "68", "69", "75"]
    assert comparison.counts()["renumbered"] == 74
    assert comparison.counts()["moved"] == 0
    assert {pair.state for pair in comparison.pairs if pair.unit.role == "heading"} == {"same"}


def test_the_new_fines_of_article_61(corpus: Path) -> None:
    before, after = (load(corpus / "zh" / f"cybersecurity-law-{year}.md") for year in (2016, 2025))
    pair = next(pair for pair in compare_versions(before, after).provisions if pair.unit.number == "61")
    words = [after.text[slice(*piece.after)] for piece in pair.pieces if piece.kind == "added" and piece.after]
    assert "五十万元" in words
    assert any("一千万元" in one for one in words)
    follows = [after.text[slice(*piece.after)] for piece in pair.pieces if piece.follows and piece.after]
    assert follows == [f"第{number}条" for number in ("二十三", "二十七", "三十五", "三十六", "三十八", "四十")]


def test_the_draft_and_the_final_labelling_measures(corpus: Path) -> None:
    before = load(corpus / "zh-extra" / "ai-content-labelling-measures-draft-2024.md")
    after = load(corpus / "zh" / "ai-content-labelling-measures.md")
    comparison = compare_versions(before, after)
    check_verbatim(comparison, before, after)
    assert numbers([pair for pair in comparison.provisions if pair.state == "same"]) == ["8", "12"]
    assert comparison.counts() == {
        "same": 2, "changed": 12, "added": 0, "deleted": 0, "moved": 0, "renumbered": 0, "only_references": 0,
    }  # fmt: skip


@pytest.mark.parametrize("original", TRANSLATIONS)
def test_every_article_stands_beside_its_translation(corpus: Path, original: str) -> None:
    translation, articles = TRANSLATIONS[original]
    texts = load(corpus / original), load(corpus / translation)
    found = align_translation(*texts)
    blocks = [block for block in found.blocks if block.role == "provision"]
    assert len(blocks) == articles
    for block in blocks:
        assert block.original
        assert block.translation
        assert block.basis == "number"
        one, other = (
            text.by_eid[side.eids[0]] for text, side in zip(texts, (block.original, block.translation), strict=True)
        )
        assert one.number == other.number
        assert all(row.original and row.translation for row in block.rows)
    confident = [row.confidence >= 0.5 for row in found.rows if row.original and row.translation]
    assert sum(confident) >= 0.98 * len(confident)
    for side, text in zip(("original", "translation"), texts, strict=True):
        last = 0
        for start, end in (getattr(row, side).span for row in found.rows if getattr(row, side)):
            assert text.text[last:start].strip() == ""
            last = end
        assert text.text[last:].strip() == ""


@pytest.mark.parametrize("original", TRANSLATIONS)
def test_without_any_number_the_same_articles_stand_side_by_side(corpus: Path, original: str) -> None:
    translation, _ = TRANSLATIONS[original]
    texts = load(corpus / original), load(corpus / translation)
    bare = texts[1].model_copy(update={"provisions": tuple(one._replace(number=None) for one in texts[1].provisions)})
    for block in align_translation(texts[0], bare).blocks:
        if block.role == "provision":
            assert block.original
            assert block.translation
            numbers = [[text.by_eid[eid].number for eid in side.eids] for text, side in
                       zip(texts, (block.original, block.translation), strict=True)]  # fmt: skip
            assert numbers[0] == numbers[1]
