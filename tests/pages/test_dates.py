from __future__ import annotations

import pytest

from regatlas.pages.dates import write_date


@pytest.mark.parametrize(
    ("iso", "en", "zh"),
    [
        ("2026-03-23", "23 March 2026", "2026年3月23日"),
        ("2026-12-01", "1 December 2026", "2026年12月1日"),
        ("2026-03", "March 2026", "2026年3月"),
        ("2026", "2026", "2026年"),
        ("2026-13-01", "2026-13-01", "2026-13-01"),
        ("spring 2026", "spring 2026", "spring 2026"),
    ],
)
def test_dates_are_written_out(iso: str, en: str, zh: str) -> None:
    assert write_date(iso, "en") == en
    assert write_date(iso, "zh") == zh
