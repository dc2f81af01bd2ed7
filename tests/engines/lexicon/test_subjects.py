"""Whom an operative clause speaks to."""

from __future__ import annotations

import pytest

from regatlas.engines.lexicon.actor_lexicon import actor_type, is_governing
from regatlas.engines.lexicon.subjects import named_actors, subject
from regatlas.engines.modality import modality
from regatlas.model.text import Span


def who(sentence: str) -> str | None:
    found = modality(sentence)
    assert found is not None
    span = subject(sentence, Span(0, len(sentence)), found[1])
    return sentence[span.start : span.end] if span else None


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The Commissioner of Lamps shall keep a list.", "Commissioner of Lamps"),
        ("Not later than 30 days after enactment, the Secretary of Energy shall report.", "Secretary of Energy"),
        ("The Secretary, in consultation with the Director of Lamps, shall report.", "Secretary"),
        ("A deployer that uses a lamp shall label it.", "deployer"),
        ("No employer shall use a lamp at night.", "employer"),
        ("Developers and deployers of lamps must cooperate.", "Developers and deployers of lamps"),
        ("The telecom, water and other such relevant departments shall meet.",
         "telecom, water and other such relevant departments"),
        ("Where operators sell lamps, they shall say so.", "operators"),
        ("The label shall be affixed by the importer.", "importer"),
        ("NIST shall publish a guide.", "NIST"),
        ("AI must be safe.", None),
        ("The lamp shall be bright.", None),
    ],
)  # fmt: skip
def test_english(sentence: str, name: str | None) -> None:
    assert who(sentence) == name


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("灯具服务提供者应当公示价格。", "灯具服务提供者"),
        ("灯具服务提供者在销售灯具时，应当公示价格。", "灯具服务提供者"),
        ("用户投诉的，灯具经营者应当答复。", "灯具经营者"),
        ("具有较大影响的灯具服务提供者应当备案。", "灯具服务提供者"),
        ("国家和省、自治区、直辖市灯具管理部门应当公示。", "国家和省、自治区、直辖市灯具管理部门"),
        ("任何组织和个人不得破坏路灯。", "任何组织和个人"),
        ("违反本办法规定的，由灯具主管部门责令改正。", "灯具主管部门"),
        ("鼓励相关行业组织制定标准。", "相关行业组织"),
        ("国家鼓励灯具创新。", "国家"),
        ("灯具产业发展应当有序。", None),
        ("处理灯具信息应当谨慎。", None),
    ],
)
def test_chinese(sentence: str, name: str | None) -> None:
    assert who(sentence) == name


def test_agents_and_addressees_are_named() -> None:
    text = "Complaints are sent to the relevant authority and fined by the Lamp Commission."
    assert [text[start:end] for start, end in named_actors(text, Span(0, len(text)))] == [
        "relevant authority",
        "Lamp Commission",
    ]


def test_an_infinitive_is_no_addressee() -> None:
    text = "The plan serves to support every agency."
    assert list(named_actors(text, Span(0, len(text)))) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("灯具服务提供者", "deployer"),
        ("深度灯光技术支持者", "developer"),
        ("灯具主管部门", "governance-actor"),
        ("任何组织和个人", "affected-stakeholder"),
        ("使用者", "user"),
        ("应用商店", "infrastructure-provider"),
        ("Department of Lamps", "governance-actor"),
        ("large developers", "developer"),
        ("employers", "deployer"),
        ("consumers", "affected-stakeholder"),
        ("end users", "user"),
        ("cloud operators", "infrastructure-provider"),
    ],
)
def test_types(name: str, kind: str) -> None:
    assert actor_type(name) == kind


@pytest.mark.parametrize(
    ("name", "governs"), [("FTC", True), ("有关主管部门", True), ("服务提供者", False), ("intended recipient", False)]
)
def test_who_governs(name: str, governs: bool) -> None:
    assert is_governing(name) is governs
