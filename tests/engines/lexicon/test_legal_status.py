"""Hard, soft or other, by the words of the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from regatlas.engines.lexicon.legal_status import legal_status
from regatlas.readers import read
from regatlas.structure import parse

Draft = Any


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("hard", ["A BILL", "Be it enacted by the Senate of Ruritania:", "Operators shall keep a lamp log."]),
        ("hard", ["SEC. 7. Lamps.", "Lamps shall glow after the date of enactment of this Act."]),
        ("hard", ["Article 1: These Rules are formulated for lamps.", "Article 2: These Rules take effect soon."]),
        ("hard", ["灯具管理办法", "第一条 为了规范灯具，制定本办法。", "第二条 本办法自2031年5月1日起施行。"]),
        ("hard", ["灯具管理办法（征求意见稿）", "第一条 为了规范灯具，制定本办法。"]),
        ("soft", ["Lamp Development Plan", "Build more lamps by 2031.", "Cities should support lamp makers."]),
        ("soft", ["Voluntary Lamp Commitments", "Companies commit to dim their lamps."]),
        ("soft", ["灯具发展行动计划", "加快灯具研发，推动产业升级。"]),
        ("soft", ["全球灯具倡议", "我们呼吁各国共同点灯。"]),
        ("other", ["Mr. President,", "Ruritania listens with interest.", "I thank you, Mr. President."]),
        ("other", ["Lamp Law of Ruritania", "(Draft for Suggestions from Scholars)", "Article 1: Lamps shall glow.",
                   "Article 2: This Law shall take effect on ___."]),
        ("other", ["灯具法（学者建议稿）", "第一条 为了规范灯具，制定本法。", "第二条 违反本法的，处一万元罚款。"]),
    ],
)  # fmt: skip
def test_statuses(draft: Draft, value: str, lines: list[str]) -> None:
    document = draft(*[("paragraph", line) for line in lines])
    status = legal_status(document)
    assert status.value == value
    assert 0 < status.confidence < 1
    assert status.evidence
    for one in status.evidence:
        one.quote.check(document.text)
        assert document.leaf_at(one.quote.span.start).eid == one.eid
    assert legal_status(document) == status


def test_more_signs_make_it_surer(draft: Draft) -> None:
    few = legal_status(draft(("paragraph", "第一条 为了规范灯具，制定本办法。")))
    many = legal_status(
        draft(("paragraph", "第一条 为了规范灯具，制定本办法。"), ("paragraph", "第二条 本办法自五月起施行。"))
    )
    assert few.value == many.value == "hard"
    assert few.confidence < many.confidence


def test_length_alone_changes_nothing(draft: Draft) -> None:
    lines = [("paragraph", "Lamp Guidelines"), ("paragraph", "Cities should light up.")]
    padding = [("paragraph", "Lamps shine on streets at night.")] * 200
    short, long = legal_status(draft(*lines)), legal_status(draft(*lines, *padding))
    assert (short.value, short.confidence) == (long.value, long.confidence) == ("soft", short.confidence)


# Documents of China, by AGORA id: laws and rules bind; plans, opinions, norms, initiatives and standards do not.
CHINESE = {
    "hard": (36, 266, 1064, 1128, 1137, 2096, 2099, 2244, 2263),
    "soft": (1065, 1123, 1125, 1127, 1135, 1144, 1151, 1802, 2098, 2261),
    "other": (1117, 1138, 1377),
}


def _status_of(path: Path) -> str | None:
    return legal_status(parse(read(path.read_bytes()))).value


@pytest.mark.corpus
@pytest.mark.parametrize(("value", "number"), [(value, one) for value, ids in CHINESE.items() for one in ids])
def test_chinese_documents_in_english(corpus: Path, value: str, number: int) -> None:
    assert _status_of(corpus / "agora" / "fulltext" / f"{number}.txt") == value


@pytest.mark.corpus
def test_chinese_documents(corpus: Path) -> None:
    soft = {"global-cross-border-data-flow-initiative.md", "government-llm-deployment-guidelines.md"}
    found = {path.name: _status_of(path) for folder in ("zh", "zh-extra") for path in (corpus / folder).glob("*.md")}
    assert found == {name: "soft" if name in soft else "hard" for name in found}
    assert len(found) == 17


@pytest.mark.corpus
def test_agrees_with_the_published_map(corpus: Path) -> None:
    """At least 95 % of those that have a text. Of 21, one differs: a scholars' draft that the map calls hard."""
    lines = (corpus / "mit-governance-map" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = {record["agora_id"]: record["legal_force"] for record in map(json.loads, lines)}
    texts = {number: corpus / "agora" / "fulltext" / f"{number}.txt" for number in wanted}
    agreed = [_status_of(path) == wanted[number] for number, path in texts.items() if path.is_file()]
    assert len(agreed) == 21
    assert sum(agreed) >= 0.95 * len(agreed)
