from __future__ import annotations

import pytest

from regatlas.readers.language import _TRADITIONAL, detect_language
from regatlas.readers.tally import Tally


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The provider shall keep records of the system.", "en"),
        ("提供者应当依法保存记录。", "zh-Hans"),
        ("提供者應當依法保存記錄。", "zh-Hant"),
        ("事業者は記録を保存しなければならない。", "ja"),
        ("Der Anbieter muß die Aufzeichnungen für die Behörde und den Nutzer aufbewahren.", "und"),
        ("12 34", "und"),
        ("", "und"),
        ("提供者应当依法保存 OpenAI API SDK 的记录。", "zh-Hans"),
        ("The measure called 办法 shall apply to all providers of the service in the city.", "en"),
    ],
)
def test_script_and_words_tell_the_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_long_text_is_judged_by_its_parts() -> None:
    assert detect_language("The provider shall keep records of the system. " * 2000) == "en"


def test_no_traditional_character_stands_in_the_standard_of_simplified_ones() -> None:
    assert "".join(_TRADITIONAL).encode("gb2312", "ignore") == b""


@pytest.mark.parametrize("kana", [0, 2, 3, 4, 30])
@pytest.mark.parametrize("signs", ["", "、。《》", "々〆"])
def test_kana_tell_japanese_from_chinese_whatever_signs_stand_between(kana: int, signs: str) -> None:
    text = "条" * 57 + "の" * kana + signs * 20
    assert detect_language(text) == detect_language(text, Tally(text)) == ("ja" if kana > 3 else "zh-Hans")
