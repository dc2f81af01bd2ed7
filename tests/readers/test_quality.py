from __future__ import annotations

import string

import pytest

from regatlas.readers.quality import _STRANGE, _few_strange, judge_quality
from regatlas.readers.tally import Tally

ENGLISH = (
    "The provider of a generative service shall keep records of its training data and shall label what it makes, "
    "so that users are able to tell it from other content. Records shall be kept for at least three years. "
) * 5
CHINESE = "生成式人工智能服务提供者应当依法保存训练数据的记录，并且对生成的内容进行标识，使用户能够识别。\n" * 8


def _shifted(text: str, by: int) -> str:
    lower, upper = string.ascii_lowercase, string.ascii_uppercase
    return text.translate(str.maketrans(lower + upper, lower[by:] + lower[:by] + upper[by:] + upper[:by]))


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, ENGLISH + CHINESE])
def test_prose_is_sound(text: str) -> None:
    quality = judge_quality(text)
    assert (quality.status, quality.reasons) == ("ok", ())


@pytest.mark.parametrize("by", range(1, 26))
def test_letters_shifted_by_a_hidden_font_are_unusable(by: int) -> None:
    assert judge_quality(_shifted(ENGLISH, by)).status == "unusable"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("".join(f"(cid:{ord(letter)})" for letter in ENGLISH), "Glyph codes"),
        (ENGLISH.replace("e", "\ufffd"), "lost"),
        (ENGLISH.replace("e", "\ue123"), "private font"),
        ("#$%^&*@! ~|{}<> provider ^%$# act " * 40, "symbols"),
        ("▓▒░█▄▀■□▢▣ provider of the act " * 40, "symbols"),
        (CHINESE.encode().decode("gb18030", "ignore"), "encoding"),
        (CHINESE.encode().decode("cp1252", "ignore"), "encoding"),
        ("Der für größere Gemeinschaft geänderte Beschluß. ".encode().decode("cp1252", "replace") * 20, "encoding"),
        (" ".join(f"a{number}b{number}" for number in range(300)) + ENGLISH[:400], "mixed"),
    ],
)
def test_noise_is_not_sound_and_says_why(text: str, words: str) -> None:
    quality = judge_quality(text)
    assert quality.status != "ok"
    assert any(words in reason for reason in quality.reasons), quality


def test_almost_no_text_is_unusable() -> None:
    assert judge_quality("12 / 2026").status == "unusable"
    assert judge_quality("").score == 0.0


def test_many_pages_without_text_spoil_a_file_and_one_does_not() -> None:
    assert judge_quality(ENGLISH, missing=0.9).status == "unusable"
    assert judge_quality(ENGLISH, missing=0.1).status == "ok"


@pytest.mark.parametrize("strange", [0, 1, 3, 4, 5, 6, 40])
@pytest.mark.parametrize("signs", ["", "，、。", "“”——"])
def test_strange_characters_are_only_passed_over_where_they_spoil_nothing(strange: int, signs: str) -> None:
    text = "条" * (100 - strange - 10 * len(signs)) + signs * 10 + "□" * strange
    assert len(_STRANGE.findall(text)) == strange
    assert not _few_strange(Tally(text), 0) or strange <= 4
