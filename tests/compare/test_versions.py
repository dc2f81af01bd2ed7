from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regatlas.compare import compare_versions
from regatlas.model.comparison import Comparison, Pair, Unit
from regatlas.model.document import Document

from .laws import body, document, law

SEEDS = st.lists(st.integers(0, 9999), min_size=2, max_size=25, unique=True)
# Words, marks, numbers and references in an order that no law would have.
SCRAPS = st.lists(
    st.sampled_from(
        ["第三条", "第四条", "《网络法》", "网络", "网络安全", "安全", "运营者", "，", "。", "\n", " ", "（一）",
         "shall", "Shall ", "Article 3", "5.5%", "一万元", "以上", "“", '"', "x", "的"]
    ),
    max_size=30,
).map("".join)  # fmt: skip
LINES = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=20), max_size=6)


def provisions(comparison: Comparison, state: str) -> list[Pair]:
    return [pair for pair in comparison.provisions if pair.state == state]


def check_verbatim(comparison: Comparison, before: Document, after: Document) -> None:
    """The pieces of every pair tile both bodies, and the bodies hold every word of both texts."""
    for pair in comparison.pairs:
        for unit, text, spans in (
            (pair.before, before.text, [piece.before for piece in pair.pieces if piece.before]),
            (pair.after, after.text, [piece.after for piece in pair.pieces if piece.after]),
        ):
            if unit is not None:
                assert "".join(text[slice(*span)] for span in spans) == text[slice(*unit.body)]
        assert all(piece.before and piece.after for piece in pair.pieces if piece.kind == "same")
    check_whole(before.text, [pair.before for pair in comparison.pairs])
    check_whole(after.text, [pair.after for pair in comparison.pairs])


def check_whole(text: str, found: list[Unit | None]) -> None:
    last = 0
    for start, end in sorted(unit.span for unit in found if unit is not None):
        assert text[last:start].strip() == ""
        last = end
    assert text[last:].strip() == ""


@given(SEEDS)
def test_a_law_compared_with_itself_is_the_same(seeds: list[int]) -> None:
    text = law([body(seed) for seed in seeds])
    comparison = compare_versions(text, text)
    assert {pair.state for pair in comparison.pairs} == {"same"}
    assert not any(pair.moved or pair.renumbered or pair.reparagraphed or pair.kin for pair in comparison.pairs)


@given(LINES)
def test_any_text_compared_with_itself_is_the_same(lines: list[str]) -> None:
    text = document([(line, "paragraph", None) for line in lines])
    comparison = compare_versions(text, text)
    assert all(pair.state == "same" and not pair.moved for pair in comparison.pairs)
    check_verbatim(comparison, text, text)


@given(SEEDS, st.data())
def test_insertions_and_deletions_are_recovered(seeds: list[int], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from(seeds), max_size=len(seeds) // 2))
    fresh = data.draw(st.lists(st.integers(10_000, 19_999), max_size=4, unique=True))
    later = [seed for seed in seeds if seed not in gone]
    for seed in fresh:
        later.insert(data.draw(st.integers(0, len(later))), seed)
    before, after = law([body(seed) for seed in seeds]), law([body(seed) for seed in later])
    comparison = compare_versions(before, after)
    same = provisions(comparison, "same")
    assert {pair.before.number for pair in same if pair.before} == {
        str(seeds.index(seed) + 1) for seed in later if seed in seeds
    }
    for pair in same:
        assert pair.before
        assert pair.after
        assert seeds[int(pair.before.number or 0) - 1] == later[int(pair.after.number or 0) - 1]
        assert pair.renumbered == (pair.before.number != pair.after.number)
        assert not pair.moved
    counts = comparison.counts()
    # Articles that were deleted and inserted at one place may be told as one that was rewritten.
    assert counts["added"] + counts["changed"] == len(fresh)
    assert counts["deleted"] + counts["changed"] == len(gone)
    check_verbatim(comparison, before, after)


@given(SEEDS, st.data())
def test_one_moved_article_is_one_move(seeds: list[int], data: st.DataObject) -> None:
    later = list(seeds)
    moved = later.pop(data.draw(st.integers(0, len(later) - 1)))
    later.insert(data.draw(st.integers(0, len(later))), moved)
    comparison = compare_versions(law([body(seed) for seed in seeds]), law([body(seed) for seed in later]))
    counts = comparison.counts()
    assert counts["same"] == len(seeds)
    assert counts["moved"] == (later != seeds)


@given(SCRAPS, SCRAPS)
def test_every_shown_word_is_verbatim(one: str, other: str) -> None:
    before, after = law([one or "甲", body(1)]), law([other or "甲", body(1)])
    check_verbatim(compare_versions(before, after), before, after)


@given(SEEDS, SEEDS)
def test_the_answer_is_always_the_same(one: list[int], other: list[int]) -> None:
    before, after = law([body(seed) for seed in one]), law([body(seed) for seed in other])
    assert compare_versions(before, after) == compare_versions(before, after)


def shown(comparison: Comparison, after: Document, before: Document, number: str) -> list[tuple[str, str]]:
    pair = next(pair for pair in comparison.pairs if pair.unit.number == number)
    return [
        (piece.kind, after.text[slice(*piece.after)] if piece.after else before.text[slice(*(piece.before or (0, 0)))])
        for piece in pair.pieces
    ]


def test_words_of_chinese_are_whole_words() -> None:
    before = law(["处一万元以上十万元以下罚款。"])
    after = law(["处五万元以上五十万元以下罚款。"])
    assert shown(compare_versions(before, after), after, before, "1") == [
        ("same", "处"), ("deleted", "一万元"), ("added", "五万元"), ("same", "以上"), ("deleted", "十万元"),
        ("added", "五十万元"), ("same", "以下罚款。"),
    ]  # fmt: skip


def test_an_added_sentence_is_shown_whole() -> None:
    before, after = law(["甲机关应当公开。"]), law(["甲机关应当公开。\n乙机关应当备案。"])
    comparison = compare_versions(before, after)
    assert shown(comparison, after, before, "1") == [("same", "甲机关应当公开。\n"), ("added", "乙机关应当备案。")]
    assert comparison.pairs[0].reparagraphed


def test_width_and_quotation_marks_are_no_difference() -> None:
    before, after = law(["以下简称“服务”，适用本法。"]), law(['以下简称"服务"，适用  本法。'])
    assert compare_versions(before, after).counts()["same"] == 1


def test_english_words() -> None:
    before = law(["Providers shall keep logs for 30 days."], language="en")
    after = law(["Providers must keep logs for 60 days."], language="en")
    assert shown(compare_versions(before, after), after, before, "1") == [
        ("same", "Providers "), ("deleted", "shall "), ("added", "must "), ("same", "keep logs for "),
        ("deleted", "30 "), ("added", "60 "), ("same", "days."),
    ]  # fmt: skip


def referring(reference: str) -> str:
    return f"违反{reference}规定的，由主管部门责令改正，给予警告。"


def test_references_that_follow_a_renumbering_are_told_apart() -> None:
    before = law([body(1), body(2), referring("本法第二条"), referring("《电网法》第二条")])
    after = law([body(1), body(9), body(2), referring("本法第三条"), referring("《电网法》第三条")])
    comparison = compare_versions(before, after)
    own, foreign = (pair for pair in comparison.pairs if pair.unit.number in {"4", "5"})
    assert own.only_references
    assert foreign.state == "changed"
    assert not foreign.only_references
    assert comparison.counts()["only_references"] == 1


def test_a_reference_to_another_article_is_a_change() -> None:
    before, after = law([body(1), body(2), referring("本法第一条")]), law([body(1), body(2), referring("本法第二条")])
    assert not compare_versions(before, after).pairs[2].only_references


def test_english_references_follow_too() -> None:
    texts = [
        f"Operators of kind {letter} shall register object {letter * 3} with office {letter * 2}." for letter in "abc"
    ]
    last = "Whoever breaches Article {} shall be warned by the competent department and corrected."
    before = law([*texts[:2], last.format(2)], language="en")
    after = law([texts[0], texts[2], texts[1], last.format(3)], language="en")
    assert compare_versions(before, after).pairs[3].only_references


def test_a_split_names_where_the_words_came_from() -> None:
    before, after = law([body(1) + body(2), body(3)]), law([body(1), body(2), body(3)])
    comparison = compare_versions(before, after)
    assert comparison.counts() == {
        "same": 1, "changed": 1, "added": 1, "deleted": 0, "moved": 0, "renumbered": 1, "only_references": 0,
    }  # fmt: skip
    assert provisions(comparison, "added")[0].kin == ("article_1",)


def test_a_merger_names_where_the_words_went() -> None:
    before, after = law([body(1), body(2), body(3)]), law([body(1) + body(2), body(3)])
    comparison = compare_versions(before, after)
    assert provisions(comparison, "deleted")[0].kin == ("article_1",)


def test_headings_are_compared_among_themselves() -> None:
    before = document([("第一章 总则", "heading", "1"), ("第一条 " + body(1), "article", "1")])
    after = document([("第一章 一般规定", "heading", "1"), ("第一条 " + body(1), "article", "1")])
    comparison = compare_versions(before, after)
    assert [pair.unit.role for pair in comparison.pairs if pair.state != "same"] == ["heading", "heading"]
    assert comparison.counts()["same"] == 1
