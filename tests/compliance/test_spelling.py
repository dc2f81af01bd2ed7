from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.compliance.spelling import nearest

VALID = {
    "provider": ("Provider of the service", "服务提供者"),
    "app-store": ("App store", "应用商店"),
    "technical-supporter": ("Technical supporter", "技术支持者"),
    "CN": ("China (mainland)", "中国境内"),
}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Provider", "provider"),
        ("app_store", "app-store"),
        ("AppStore", "app-store"),
        ("应用商店", "app-store"),
        ("supporter", "technical-supporter"),
        ("China", "CN"),
        ("cn", "CN"),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_the_nearest_word(word: str, meant: str | None) -> None:
    assert nearest(word, VALID) == meant


@given(st.text())
def test_what_is_suggested_is_valid(word: str) -> None:
    assert nearest(word, VALID) in (None, *VALID)


@given(st.sampled_from(sorted(VALID)))
def test_a_valid_word_means_itself(word: str) -> None:
    assert nearest(word, VALID) == word
