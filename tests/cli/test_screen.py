from __future__ import annotations

import sys

import pytest
from tests.cli.test_main import regatlas

from regatlas.cli.screen import language


@pytest.mark.parametrize(
    ("words", "environment", "wanted"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "de_DE"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "REGATLAS_LANG": "en"}, "en"),
        (["--lang", "zh"], {"REGATLAS_LANG": "en"}, "zh"),
        (["--lang=en"], {"LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_whose_language_it_is(
    monkeypatch: pytest.MonkeyPatch, words: list[str], environment: dict[str, str], wanted: str
) -> None:
    for name in ("REGATLAS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["regatlas", *words])
    assert language() == wanted


def test_what_is_wrong_is_said_in_chinese_too() -> None:
    result = regatlas("read", "nothing-here.pdf", env={"REGATLAS_LANG": "zh"})
    assert (result.returncode, result.stderr) == (2, "RGA-1002: 没有这个文件或文件夹，nothing-here.pdf；请检查路径\n")
    assert regatlas("sarch", env={"REGATLAS_LANG": "zh"}).stderr.startswith("RGA-1008: 没有命令 sarch，命令行；")
