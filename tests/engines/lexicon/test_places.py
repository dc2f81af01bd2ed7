"""Places that a text governs, and places that it only mentions."""

from __future__ import annotations

from typing import Any

import pytest

from regatlas.engines.lexicon.places import places

Draft = Any


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("第二条 在中华人民共和国境内使用灯具，适用本办法。", ["中华人民共和国"]),
        ("第一条 为了促进深圳经济特区灯具产业发展，制定本条例。", ["深圳经济特区"]),
        ("第二条 本市行政区域内的灯具活动，适用本办法。", ["本市"]),
        ("第九条 在中关村国家自主创新示范区开展灯具试点。", ["中关村国家自主创新示范区"]),
        ("第三条 北京市灯具协会发布年报。", []),
        ("第四条 依据《北京市灯具条例》处罚。", []),
        ("Article 2: These apply to lamps within the People's Republic of China.", ["People's Republic of China"]),
        ("This Act applies to persons doing business in the State of Colorado.", ["State of Colorado"]),
        ("This Regulation applies to lamps placed on the market in the Union.", ["Union"]),
        ("This Regulation applies in the Union and to trade within the European Union.", ["European Union"]),
        ("It facilitates pilot lamps in the Lantern Hills National Demonstration Zone.",
         ["Lantern Hills National Demonstration Zone"]),
        ("Measures have been formulated to promote lamps in Beijing Municipality.", ["Beijing Municipality"]),
        ("A delegation from Japan praised the lamps of Texas.", []),
        ("The Constitution of the United States applies to lamps.", []),
    ],
)  # fmt: skip
def test_scope_and_mention(draft: Draft, sentence: str, names: list[str]) -> None:
    document = draft(("paragraph", sentence))
    found = places(document)
    assert [place.name for place in found] == names
    for place in found:
        for one in place.evidence:
            one.quote.check(document.text)
            assert place.name in one.quote.exact


@pytest.mark.parametrize(
    ("title", "line", "name"),
    [
        ("临灯市灯具办法", "第二条 本市行政区域内的灯具活动，适用本办法。", "临灯市"),
        ("Measures of Lampton Municipality", "These apply to lamps within this Municipality.", "Lampton Municipality"),
        ("Measures for Lamps", "These apply to lamps within this Municipality.", "this Municipality"),
    ],
)
def test_this_city_goes_by_the_name_in_the_title(draft: Draft, title: str, line: str, name: str) -> None:
    document = draft(("title", title), ("article", line))
    (place,) = places(document)
    assert place.name == name
    assert [one.quote.exact for one in place.evidence] == ([line] if name.startswith("this") else [title, line])


def test_headings_do_not_count(draft: Draft) -> None:
    assert places(draft(("heading", "Lamps within the People's Republic of China"))) == ()


def test_a_place_stands_once_with_at_most_three_quotes(draft: Draft) -> None:
    line = "This Act applies to lamp number {} in the State of Ohio."
    (place,) = places(draft(*[("section", line.format(number)) for number in range(5)]))
    assert place.name == "State of Ohio"
    assert len(place.evidence) == 3
