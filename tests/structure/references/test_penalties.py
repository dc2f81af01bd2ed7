from __future__ import annotations

from collections.abc import Callable

import pytest

from regatlas.model.document import Document
from regatlas.model.reference import Amount
from regatlas.structure.references import read_penalties
from regatlas.structure.references.amounts import chinese_amounts, english_amounts


def test_chinese_penalties_say_what_for_whom_and_for_which_breach(kites: Document) -> None:
    found = read_penalties(kites)
    assert [(item.kind, item.whom) for item in found] == [
        ("rectification-order", "放飞者"),
        ("warning", "放飞者"),
        ("fine", "放飞者"),
        ("licence-revocation", "放飞者"),
        ("fine", "直接负责的主管人员"),
        ("criminal-liability", None),
    ]
    fine = found[2]
    assert fine.quote.exact == "处一千元以上一万元以下罚款"
    assert fine.condition == "拒不改正的"
    assert fine.amounts == (Amount(currency="CNY", minimum=1_000, maximum=10_000),)
    assert fine.breaches[0].targets == ("chp_1__art_3__para_1__point_1", "chp_1__art_4")


def test_fines_of_the_union(robots: Document) -> None:
    (fine,) = read_penalties(robots)
    assert fine.amounts == (
        Amount(currency="EUR", maximum=20_000),
        Amount(unit="percent", maximum=2, basis="annual turnover for the year"),
    )
    assert fine.breaches[0].targets == ("art_3__para_2__point_a",)


def test_american_civil_penalties(drones: Document) -> None:
    (penalty,) = read_penalties(drones)
    assert penalty.kind == "civil-penalty"
    assert penalty.amounts == (Amount(currency="USD", maximum=20_000, per="violation"),)
    assert penalty.breaches[0].targets == ("sec_3",)


@pytest.mark.parametrize(
    ("clause", "amounts"),
    [
        ("处一万元以上十万元以下罚款", [Amount(currency="CNY", minimum=10_000, maximum=100_000)]),
        ("处5000元以上5万元以下罚款", [Amount(currency="CNY", minimum=5_000, maximum=50_000)]),
        ("处二百万元以上一千万元以下罚款", [Amount(currency="CNY", minimum=2_000_000, maximum=10_000_000)]),
        (
            "并处5000万元以下或者上一年度营业额百分之五以下罚款",
            [Amount(currency="CNY", maximum=50_000_000), Amount(unit="percent", maximum=5, basis="上一年度营业额")],
        ),
        ("处采购金额一倍以上十倍以下罚款", [Amount(unit="times", minimum=1, maximum=10, basis="采购金额")]),
    ],
)
def test_sums_in_chinese(clause: str, amounts: list[Amount]) -> None:
    assert list(chinese_amounts(clause)) == amounts


@pytest.mark.parametrize(
    ("clause", "amounts"),
    [
        ("not more than $20,000 per violation", [Amount(currency="USD", maximum=20_000, per="violation")]),
        ("not less than EUR 5 000 and not more than EUR 10 000", [Amount(currency="EUR", minimum=5e3, maximum=1e4)]),
        ("between 10,000 and 100,000 yuan", [Amount(currency="CNY", minimum=10_000, maximum=100_000)]),
        ("at least €2 million", [Amount(currency="EUR", minimum=2_000_000)]),
    ],
)
def test_sums_in_english(clause: str, amounts: list[Amount]) -> None:
    assert list(english_amounts(clause)) == amounts


@pytest.mark.parametrize(
    "sentence",
    [
        "受到吊销许可证处罚的，五年后方可申请。",
        "应当建立责任制。",
        "从轻处罚。",
        "Members may define the fine print of the plan.",
    ],
)
def test_what_imposes_nothing_is_no_penalty(law: Callable[[str], Document], sentence: str) -> None:
    assert read_penalties(law(f"# 花园办法\n\n第一条 {sentence}\n\n第二条 略。\n")) == ()


def _found(law: Callable[[str], Document], text: str) -> list[tuple[str, list[float | None]]]:
    document = law(
        f"AN ACT CONCERNING KITES\n\nSECTION 1. SHORT TITLE.\n\nThe Kite Act.\n\nSEC. 2. ENFORCEMENT.\n\n{text}"
    )
    return [(item.kind, [amount.maximum for amount in item.amounts]) for item in read_penalties(document)]


def test_items_are_read_behind_the_words_that_introduce_them(law: Callable[[str], Document]) -> None:
    text = (
        "(a) If a flyer violates section 1, the court may award—\n\n(1) damages of not less than $50 and not more than "
        "$90; or\n\n(2) nothing.\n\n(b) A flyer who violates section 1 is guilty of a misdemeanor."
    )
    assert _found(law, text) == [("civil-liability", [90.0]), ("criminal-liability", [])]


def test_what_an_operator_does_to_its_users_is_no_sanction(law: Callable[[str], Document]) -> None:
    text = "Where a user violates this Act, operators shall take measures such as warnings or suspending services."
    assert _found(law, text) == []
