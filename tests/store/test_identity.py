from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.store.identity import fold, folded_issuers, folded_title, shared_issuers

LAW = "中华人民共和国网络守则法"


YEARS = [
    "（2016年）",
    "(2016)",
    "（2024年本）",
    "（2024版）",
    "（2024年版）",
    " （ 2016 年 ） ",
    " (2024 Edition)",
    " (2024 version)",
]
AMENDED = [
    "（2025年修正）",
    "（2025修正）",
    "（2025年修正本）",
    "（2025年修正文本）",
    "（修订）",
    "（2018年3月11日修正）",
    "（第五次修正）",
]
AMENDED += [
    "（2024年第二次修正）",
    "【2020年修订】",
    "〔2020年修订〕",
    " (as amended in 2025)",
    " (2025 Amendment)",
    " (2nd revision)",
]
DRAFTS = [
    "（征求意见稿）",
    "（公开征求意见稿）",
    "（第二次征求意见稿）",
    "（草案）",
    "（修订草案）",
    "（草案二次审议稿）",
    "（二审稿）",
]
DRAFTS += [
    "（送审稿）",
    "（修订草案征求意见稿）",
    "（修订草案送审稿）",
    "（草案征求意见稿）",
    "（征求意见稿）（2024年）",
    " (Draft)",
]
DRAFTS += [" (draft for comment)", " (Draft for Soliciting Opinions)", " (Exposure Draft)", " [Consultation draft]"]
NUMBERED = [" (Version 1.1)", " (Revised 2021)", "（V2.0）"]
NAMES = ["（试行）", "（暂行）", "（2023—2025年）", "（2023-2025年）", "（十一）", "（一）", "（第二批）", "（节选）"]
NAMES += ["实施条例", "修正案", "（英文版说明）", " (Trial)", " (Part 2)"]


@pytest.mark.parametrize("remark", YEARS + AMENDED + DRAFTS + NUMBERED)
def test_remarks_on_the_version_do_not_make_another_work(remark: str) -> None:
    assert folded_title(LAW + remark) == folded_title(LAW) == LAW


@pytest.mark.parametrize("other", NAMES)
def test_parts_of_the_name_do(other: str) -> None:
    assert folded_title(LAW + other) != folded_title(LAW)


def test_a_trial_measure_is_the_same_work_as_its_own_draft() -> None:
    assert folded_title("伦理审查规则（试行）（征求意见稿）") == folded_title("伦理审查规则（试行）")


def test_plans_of_two_years_are_two_works() -> None:
    assert folded_title("基本法修正案（1988年）") != folded_title("基本法修正案（1993年）")
    assert folded_title("重点工作安排（2024年）") != folded_title("重点工作安排（2025年）")
    assert folded_title("Annual Work Plan (2024)") != folded_title("Annual Work Plan (2025)")
    assert folded_title("行动计划（2024年）（征求意见稿）") == folded_title("行动计划（2024年）")


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("Ａｌｇｏｒｉｔｈｍ Ａｃｔ", "algorithm act"),
        ("关于促进　人工智能\n发展的意见", "关于促进人工智能发展的意见"),
        ("《人工智能促进条例》", "人工智能促进条例"),
        ("《人工智能促进条例（草案）》", "人工智能促进条例"),
        ("Algorithm Act of 2022.", "ALGORITHM ACT OF 2022"),
    ],
)
def test_width_case_space_and_punctuation_do_not_count(one: str, same: str) -> None:
    assert folded_title(one) == folded_title(same)


@pytest.mark.parametrize(
    "title", [None, "", " ", "通知", "附件", "A BILL", "An Act", "（2016年）", "（征求意见稿）", "...", "AI"]
)
def test_titles_that_identify_nothing(title: str | None) -> None:
    assert folded_title(title) is None


def test_the_year_of_an_act_is_part_of_its_name() -> None:
    assert folded_title("Algorithm Act of 2022") != folded_title("Algorithm Act of 2023")


def test_issuers_are_folded_and_each_stands_once() -> None:
    assert folded_issuers(["ＣＡＣ", "cac", " ", "工信部"]) == ["cac", "工信部"]


@pytest.mark.parametrize(
    ("issuers", "others", "shared"),
    [
        (["甲部"], ["甲部", "乙部"], 1),
        (["甲部", "乙部"], ["甲部", "乙部"], 2),
        (["全国人民代表大会"], ["全国人民代表大会常务委员会"], 1),
        (["国务院办公厅"], ["国务院"], 1),
        (["甲市人民政府"], ["乙市人民政府"], 0),
        (["甲部"], ["甲部门"], 0),
        (["甲部"], [], 0),
    ],
)
def test_which_issuers_are_shared(issuers: list[str], others: list[str], shared: int) -> None:
    assert shared_issuers(issuers, others) == shared


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.sampled_from(["（2016年）", "（2025年修正）", "（征求意见稿）"]))
def test_a_remark_never_makes_a_title_of_one_that_is_none(text: str, remark: str) -> None:
    title = folded_title(text)
    assert folded_title(text + remark) in {title, fold(text + remark)}
