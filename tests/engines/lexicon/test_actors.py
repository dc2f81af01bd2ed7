"""Actors by role, by the names that the text gives."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from regatlas.engines.lexicon.actors import MOST_ACTORS, MOST_QUOTES, actors
from regatlas.model.document import Document, Metadata, Statement

Draft = Any


def names(document: Document, role: str) -> list[str]:
    return [actor.name for actor in actors(document) if actor.role == role]


@pytest.mark.parametrize(
    ("line", "proposer"),
    [
        ("Be it enacted by the General Assembly of Ruritania:", "General Assembly of Ruritania"),
        ("The people of the State of California do enact as follows:", "people of the State of California"),
        ("By the authority vested in me as President, I order:", "President"),
        ("(Adopted at the 3rd Session of the Standing Committee of the 5th Congress of Ruritania on May 1)",
         "Standing Committee of the 5th Congress of Ruritania"),
        ("Issued by the Ministry of Lamps", "Ministry of Lamps"),
    ],
)  # fmt: skip
def test_proposers_that_the_text_names(draft: Draft, line: str, proposer: str) -> None:
    assert names(draft(("preamble", line), ("article", "Article 1: Lamps are good.")), "proposer") == [proposer]


def test_a_chinese_order_names_its_makers(draft: Draft) -> None:
    document = draft(
        ("preamble", "国家灯具办公室、照明部令第3号"), ("article", "第一条 灯具应当明亮。"), language="zh-Hans"
    )
    assert names(document, "proposer") == ["国家灯具办公室", "照明部"]


def test_who_may_interpret_a_rule_has_made_it(draft: Draft) -> None:
    document = draft(("article", "第一条 本规定由国家灯具办公室负责解释。"), language="zh-Hans")
    assert names(document, "proposer") == ["国家灯具办公室"]


@pytest.mark.parametrize(
    "line",
    ["Providers shall follow the guidelines published by the National Lamp Institute.", "Lamps shall be bright."],
)
def test_no_proposer_is_invented(draft: Draft, line: str) -> None:
    assert names(draft(("article", f"Article 1: {line}")), "proposer") == []


def test_issuers_count_only_where_the_text_names_them(draft: Draft) -> None:
    def with_origin(origin: Literal["text", "front-matter"]) -> list[str]:
        plain = draft(("preamble", "Ruritanian Lamp Board"), ("article", "Article 1: Lamps shall be bright."))
        issuer = Statement(value="Ruritanian Lamp Board", evidence=(plain.source.quote((0, 21)),), origin=origin)
        return names(plain.model_copy(update={"metadata": Metadata(issuers=(issuer,))}), "proposer")

    assert with_origin("text") == ["Ruritanian Lamp Board"]
    assert with_origin("front-matter") == []


def test_targets_enforcers_and_monitors_of_a_chinese_measure(draft: Draft) -> None:
    document = draft(
        ("article", "第一条 灯具服务提供者应当向市灯具部门备案。"),
        ("article", "第二条 灯具服务提供者不得隐瞒缺陷。"),
        ("article", "第三条 违反本办法的，由市照明执法部门责令改正。"),
        language="zh-Hans",
    )
    assert names(document, "target") == ["灯具服务提供者"]
    assert names(document, "enforcer") == ["市照明执法部门"]
    assert names(document, "monitor") == ["市灯具部门"]


def test_targets_enforcers_and_monitors_of_an_english_act(draft: Draft) -> None:
    document = draft(
        ("section", "A deployer shall submit an annual report to the Lamp Commission."),
        ("section", "The attorney general may enforce this Act."),
    )
    assert names(document, "target") == ["deployer"]
    assert names(document, "enforcer") == ["attorney general"]
    assert names(document, "monitor") == ["Lamp Commission"]


def test_names_differ_by_more_than_case_and_article(draft: Draft) -> None:
    document = draft(
        ("article", "Article 1: The Operator shall report."), ("article", "Article 2: An operator shall not hide.")
    )
    (target,) = [actor for actor in actors(document) if actor.role == "target"]
    assert target.name == "Operator"
    assert [quote.eid for quote in target.evidence] == ["art_1", "art_2"]


def test_the_best_supported_come_first_and_lists_are_short(draft: Draft) -> None:
    kinds = ["operator", "provider", "deployer", "vendor", "insurer", "employer", "carrier", "seller", "publisher",
             "importer", "producer", "supplier", "distributor", "licensee"]  # fmt: skip
    lines = [f"Any {kind} shall report." for kind in kinds] + ["A licensee shall keep books."] * 4
    found = [actor for actor in actors(draft(*[("section", line) for line in lines])) if actor.role == "target"]
    assert found[0].name == "licensee"
    assert len(found) == MOST_ACTORS
    assert max(len(actor.evidence) for actor in found) == MOST_QUOTES


def test_departments_that_address_a_violation_enforce(draft: Draft) -> None:
    document = draft(
        (
            "article",
            "Where these Measures are violated, relevant lamp departments such as for light, heat, and wire are to"
            " address it in accordance with law.",
        )
    )
    assert names(document, "enforcer") == ["relevant lamp departments"]


def test_a_department_after_others_enforces_too(draft: Draft) -> None:
    document = draft(
        ("article", "违反本办法规定的，由灯光、电线和供热等有关主管部门依据职责予以处理。"), language="zh-Hans"
    )
    assert [name[-6:] for name in names(document, "enforcer")] == ["有关主管部门"]


def test_a_bare_city_is_nobody_and_plurals_are_one(draft: Draft) -> None:
    document = draft(
        ("article", "The city will light the streets."),
        ("article", "Lamp providers shall keep records."),
        ("article", "Each lamp provider shall report."),
    )
    assert names(document, "target") == ["Lamp providers"]
