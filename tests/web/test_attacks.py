"""The tables of attacks are complete, and say of each what must come of it (docs/attacks.md, docs/zh/attacks.md)."""

from __future__ import annotations

import pytest
from benchmarks.attacks import ALL, GROUPS, TABLES, cell, code, said


@pytest.mark.parametrize("lang", [0, 1])
def test_every_attack_stands_in_the_tables_with_what_became_of_it(lang: int) -> None:
    lines = TABLES[lang].read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line.startswith("| ")]
    found = {row[0].removeprefix("| "): row for row in rows}
    assert len(ALL) >= 60
    for attack in ALL:
        _, sent, happened = found[cell(attack.what[lang])]
        assert sent == (code(attack.sent) if isinstance(attack.sent, str) else attack.sent[lang])
        assert happened.startswith(cell(said(attack.want, lang)))
        assert happened.endswith(f"{attack.seen[lang]} |")
    assert [line[3:] for line in lines if line.startswith("## ")] == [group.title[lang] for group in GROUPS]
    assert len(rows) == len(ALL) + len(GROUPS)


@pytest.mark.parametrize("lang", [0, 1])
def test_every_attack_has_a_name_of_its_own(lang: int) -> None:
    assert len({attack.what[lang] for attack in ALL}) == len(ALL)
