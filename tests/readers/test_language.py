from __future__ import annotations

import pytest

from regatlas.readers.language import detect_language


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
