from __future__ import annotations

import pickle

import pytest

from regatlas.errors import BadArgument, LimitExceeded
from regatlas.readers.limits import SETTINGS, Limits


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_every_limit_has_a_setting(name: str) -> None:
    setting = SETTINGS[name]
    changed = Limits.from_environment({setting.variable: "7"})
    assert getattr(changed, name) == 7 * setting.unit
    assert changed.model_copy(update={name: getattr(Limits(), name)}) == Limits()


def test_settings_are_all_limits_but_the_switch() -> None:
    assert set(SETTINGS) | {"ocr"} == set(Limits.model_fields)


@pytest.mark.parametrize("value", ["many", "0", "-3", "1.5", "１２", "9" * 30])
def test_a_setting_without_meaning_is_named(value: str) -> None:
    with pytest.raises(BadArgument, match="REGATLAS_MAX_PAGES"):
        Limits.from_environment({"REGATLAS_MAX_PAGES": value})


def test_an_empty_setting_is_none() -> None:
    assert Limits.from_environment({"REGATLAS_MAX_PAGES": " "}, ocr=True) == Limits(ocr=True)


@pytest.mark.parametrize(
    ("limits", "check", "words"),
    [
        (Limits(file_bytes=9), lambda limits: limits.check_file(10), "REGATLAS_MAX_FILE_MB"),
        (Limits(text_characters=9), lambda limits: limits.check_text(10), "REGATLAS_MAX_CHARACTERS"),
        (Limits(lines=9), lambda limits: limits.check_lines(10), "REGATLAS_MAX_LINES"),
        (Limits(pages=9), lambda limits: limits.check_pages(10), "REGATLAS_MAX_PAGES"),
        (Limits(markup_depth=9), lambda limits: limits.check_depth(10), "REGATLAS_MAX_NESTING"),
        (Limits(archive_members=9), lambda limits: limits.check_members(10), "REGATLAS_MAX_PARTS"),
        (Limits(archive_bytes=9), lambda limits: limits.check_unpacked(10, 10), "REGATLAS_MAX_UNPACKED_MB"),
        (Limits(), lambda limits: limits.check_unpacked(150_000_000, 1000), "REGATLAS_MAX_EXPANSION"),
    ],
)
def test_each_limit_has_its_own_message(limits: Limits, check: object, words: str) -> None:
    assert callable(check)
    with pytest.raises(LimitExceeded) as caught:
        check(limits)
    assert words in caught.value.hint
    assert pickle.loads(pickle.dumps(caught.value)).hint == caught.value.hint


def test_limits_of_time_and_memory_have_messages_too() -> None:
    limits = Limits()
    hints = [limits.too_slow().hint, limits.too_much_memory().hint, limits.too_slow_recognition().hint]
    assert [hint.rsplit(" ", 1)[1] for hint in hints] == [
        "REGATLAS_MAX_SECONDS",
        "REGATLAS_MAX_MEMORY_MB",
        "REGATLAS_MAX_OCR_SECONDS",
    ]


def test_ten_megabytes_may_be_packed_as_well_as_they_can() -> None:
    Limits().check_unpacked(9_000_000, 100)
