"""The matcher against a slow reading of the same cues by ``re``."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from regatlas.engines.lexicon.cues import Mark, Sequence, parse_cue
from regatlas.engines.lexicon.fold import fold
from regatlas.engines.lexicon.matcher import Matcher, matcher
from regatlas.errors import DataError
from regatlas.model.taxonomy import Bilingual, Category, Cues, CueSet, Taxonomy

WORD = r"[^\W_\u2e80-\U0010ffff]"
BARRIER = r"(?!\n|[。！？；]|[.!?]\s)"
RUN = rf"(?:{BARRIER}[\w'\-])"
REST = rf"(?:{BARRIER}[^\w'\-])"
LATIN_GAP = rf"{RUN}*?(?:{REST}+?{RUN}+?){{0,5}}?{REST}*?{BARRIER}"
CHINESE_GAP = rf"(?:{BARRIER}.){{0,8}}?{BARRIER}"
NUMBER = r"(?>\d(?:[\d,.^]*\d)?)"


def taxonomy(
    strong: tuple[str, ...] = (), weak: tuple[str, ...] = (), negative: tuple[str, ...] = (), zh: Cues | None = None
) -> Taxonomy:
    words = Bilingual(en="x", zh="x")
    cues = CueSet(en=Cues(strong=strong, weak=weak, negative=negative), zh=zh or Cues())
    return Taxonomy(
        id="t",
        version="1",
        title=words,
        publisher="p",
        source="s",
        verified=False,
        categories=(Category(code="c", label=words, definition=words, cues=cues),),
    )


def found(tax: Taxonomy, text: str) -> list[tuple[str, str]]:
    finder = Matcher([tax])
    return [(finder.cues[match.cue].pattern, text[match.start : match.end]) for match in finder.find(text)]


def is_latin(character: str) -> bool:
    return re.fullmatch(WORD, character) is not None


def literal(text: str) -> str:
    # A line feed is folded into a space, so a space in a cue stands for either.
    return re.escape(text).replace(r"\ ", "[ \n]")


def as_pattern(sequence: Sequence, *, after_number: bool = False) -> str:
    written = ""
    for position, piece in enumerate(sequence):
        before = sequence[position - 1] if position else None
        if piece is Mark.NUMBER:
            written += NUMBER
        elif piece is Mark.GAP:
            after = str(sequence[position + 1])
            neighbours = (before[-1] if isinstance(before, str) else "1") + (after.lstrip()[:1] or "1")
            written += CHINESE_GAP if re.search(r"[\u2e80-\U0010ffff]", neighbours) else LATIN_GAP
        else:
            opens = (before is None and not after_number) or before is Mark.GAP
            starts_word = opens and is_latin(str(piece)[0])
            written += (rf"(?<!{WORD})" if starts_word else "") + literal(str(piece))
    return written


def number_starts(text: str) -> dict[int, int]:
    """Where a number ends, by where it begins, for numbers that may open a cue."""
    starts = {}
    for run in re.finditer(r"[\d,.^]+", text):
        start = run.start() + len(run.group()) - len(run.group().lstrip(",.^"))
        if run.group()[-1].isdigit() and not (start and is_latin(text[start - 1])):
            starts[start] = run.end()
    return starts


def ends(cue_pattern: str, text: str, start: int) -> int:
    cue = parse_cue(cue_pattern)
    best = -1
    for sequence in cue.sequences:
        numbered = sequence[0] is Mark.NUMBER
        if numbered and start not in number_starts(text):
            continue
        begin = number_starts(text)[start] if numbered else start
        pattern = as_pattern(sequence[1:] if numbered else sequence, after_number=numbered)
        match = re.compile(pattern + (rf"(?!{WORD})" if cue.whole_word else "")).match(text, begin)
        best = max(best, match.end() if match else -1)
    return best


def reference(cues: list[str], text: str) -> set[tuple[str, int, int]]:
    kept = "".join("\n" if original == "\n" else folded for original, folded in zip(text, fold(text), strict=True))
    result = set()
    for cue in cues:
        last = 0
        for start in range(len(kept)):
            end = ends(cue, kept, start)
            if start >= last and end > start:
                result.add((cue, start, end))
                last = end
    return result


LITERALS = st.sampled_from(["ab", "a", "b ba", "c", " d", " a", "中", "中文", "d-e", "x'", " 中", "e ", "1"])
SIMPLE = st.one_of(
    LITERALS,
    st.builds("({}|{})".format, LITERALS, LITERALS),
    st.builds("({}|)".format, LITERALS),
    st.builds("{}?".format, LITERALS),
    st.builds("(?:{}({}|c))?".format, LITERALS, LITERALS),
    st.sampled_from(["[ab]", "[a-c]?", "~", "~", "#"]),
)
CUES = st.builds("{}{}".format, st.lists(SIMPLE, min_size=1, max_size=5).map("".join), st.sampled_from(["", "$"]))
TEXTS = st.lists(
    st.sampled_from(
        [
            "ab",
            "a",
            "b",
            "ba",
            " ",
            " ",
            " ",
            "\n",
            ".",
            ". ",
            ",",
            "中",
            "文",
            "。",
            "-",
            "'",
            "1",
            "2,3",
            "c",
            "d-e",
            "A",
            "Ａ",
        ]
    ),
    max_size=40,
).map("".join)


@given(st.lists(CUES, min_size=1, max_size=4, unique=True), TEXTS)
def test_finds_what_re_finds(cues: list[str], text: str) -> None:
    readable = []
    for cue in cues:
        try:
            parse_cue(cue)
        except DataError:
            continue
        readable.append(cue)
    assume(readable)
    finder = Matcher([taxonomy(strong=tuple(readable))])
    got = {(finder.cues[match.cue].pattern, match.start, match.end) for match in finder.find(text)}
    assert got == reference(readable, text)


@pytest.mark.parametrize(
    ("cue", "text", "expected"),
    [
        ("discriminat", "Discrimination, nondiscriminatory", ["Discriminat"]),
        ("bank$", "banks bank banking", ["bank"]),
        ("bias", "un-biased", ["bias"]),
        (
            "develop~ standard",
            "developing and issuing national standards",
            ["developing and issuing national standard"],
        ),
        (
            "develop~ standard",
            "develop one two three four five standards",
            ["develop one two three four five standard"],
        ),
        ("develop~ standard", "develop one two three four five six standards", []),
        ("develop~ standard", "We develop it. A standard", []),
        ("develop~ standard", "develop\nstandard", []),
        ("数据~泄露", "数据的非法泄露；数据。泄露", ["数据的非法泄露"]),
        ("数据~泄露", "数据一二三四五六七八泄露", ["数据一二三四五六七八泄露"]),
        ("数据~泄露", "数据一二三四五六七八九泄露", []),
        ("10^# flop", "above 10^26 FLOPs", ["10^26 FLOP"]),
        ("# tons?", "some 1,000.5 tons", ["1,000.5 tons"]),
        ("# tons?", "x5 tons", []),
        ("fines? of \\$#", "a fine of $1,500.", ["fine of $1,500"]),
        ("organi[sz]ation", "Organisation organization", ["Organisation", "organization"]),
        ("“ai” – system", '"AI" — systems', ['"AI" — system']),
        ("AI系统", "使用ＡＩ系统", ["ＡＩ系统"]),
        ("models?", "models", ["models"]),
        ("data data", "data data data", ["data data"]),
    ],
)
def test_examples(cue: str, text: str, expected: list[str]) -> None:
    assert [words for _, words in found(taxonomy(strong=(cue,)), text)] == expected


def test_negative_cues_cancel_what_they_overlap() -> None:
    tax = taxonomy(strong=("security",), negative=("social security",))
    assert found(tax, "social security and security") == [("security", "security")]
    assert found(tax, "anti-social security") == []


def test_negative_cues_leave_other_categories_alone() -> None:
    one = taxonomy(strong=("security",), negative=("social security",))
    other = taxonomy(strong=("social security",)).model_copy(update={"id": "u"})
    finder = Matcher([one, other])
    assert [finder.cues[match.cue].taxonomy for match in finder.find("social security")] == ["u"]


def test_chinese_cues_serve_texts_with_chinese_characters() -> None:
    tax = taxonomy(strong=("deepfake",), zh=Cues(strong=("AIGC", "生成")))
    assert found(tax, "AIGC and deepfakes") == [("deepfake", "deepfake")]
    assert found(tax, "AIGC生成deepfake") == [("AIGC", "AIGC"), ("生成", "生成"), ("deepfake", "deepfake")]


def test_an_unreadable_cue_is_named_with_its_category() -> None:
    with pytest.raises(DataError, match=r"'a\(b'.*taxonomy t, category c, en weak"):
        Matcher([taxonomy(weak=("a(b",))])


def test_the_same_taxonomies_share_a_matcher() -> None:
    one, other = taxonomy(strong=("a",)), taxonomy(strong=("b",))
    assert matcher([one, other]) is matcher([one, other])
    assert matcher([one]) is not matcher([other])


def test_without_cues_nothing_is_found() -> None:
    assert Matcher([taxonomy()]).find("anything") == []


def test_long_texts_of_one_word_end_soon() -> None:
    finder = Matcher([taxonomy(strong=("a~ b~ c~ d",))])
    assert finder.find("a b c " * 2000) == []
