"""The JSON of comparisons and parallel texts, held by files. ``REGATLAS_GOLDEN=write`` writes them anew."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from pydantic import JsonValue

from regatlas.compare import align_translation, compare_versions
from regatlas.exchange.json_comparisons import alignment_json, comparison_json

from .laws import law

FOLDER = Path(__file__).parent / "golden"
BEFORE = law(
    [
        "为了规范桥梁养护，制定本办法。",
        "养护单位应当每年检测一次桥梁，并保存记录三年。",
        "违反本办法第二条规定的，由交通主管部门处一万元以下罚款。",
        "票据格式由财政机关另行制定。",
    ]
)
AFTER = law(
    [
        "为了规范桥梁养护，制定本办法。",
        "本办法适用于全市的公路桥、铁路桥和人行桥。",
        "养护单位应当每半年检测一次桥梁，并保存记录五年。\n记录应当报送交通主管部门。",
        "违反本办法第三条规定的，由交通主管部门处一万元以下罚款。",
    ]
)
TRANSLATION = law(
    [
        "These Measures are formulated to regulate the maintenance of bridges.",
        "Maintenance units shall inspect bridges once a year and keep records for three years.",
        "Whoever violates Article 2 shall be fined not more than 10,000 yuan by the transport department.",
    ],
    language="en",
)


def check(name: str, value: dict[str, JsonValue]) -> None:
    path = FOLDER / name
    if os.environ.get("REGATLAS_GOLDEN") == "write":
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == value


def test_diff() -> None:
    value = comparison_json(compare_versions(BEFORE, AFTER), (BEFORE, AFTER), ("before.md", "after.md"))
    check("diff.json", value)


def test_align() -> None:
    value = alignment_json(align_translation(BEFORE, TRANSLATION), (BEFORE, TRANSLATION), ("zh.md", "en.md"))
    check("align.json", value)


@pytest.mark.parametrize("name", ["diff.json", "align.json"])
def test_the_files_tell_words_by_their_spans(name: str) -> None:
    value = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    texts = {"before": BEFORE.text, "after": AFTER.text, "original": BEFORE.text, "translation": TRANSLATION.text}
    pieces = [piece for pair in value.get("pairs", []) for piece in pair["pieces"]]
    rows = [row for block in value.get("blocks", []) for row in block["rows"]]
    assert pieces or rows
    for piece in pieces:
        side = "after" if piece["after"] else "before"
        assert texts[side][slice(*piece[side])] == piece["text"]
    for row in rows:
        for side in ("original", "translation"):
            assert not row[side] or texts[side][slice(*row[side]["span"])] == row[side]["text"]
