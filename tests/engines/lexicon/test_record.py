"""The whole record: what it says, why, and when it says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regatlas.catalog.taxonomies import builtin_taxonomy
from regatlas.engines.lexicon.rationales import rationales
from regatlas.engines.lexicon.record import build_record
from regatlas.engines.lexicon.wording import cited, joined, named
from regatlas.model.document import Document
from regatlas.model.judgement import Actor, Evidence, Judgement, LegalStatus, Record
from regatlas.model.taxonomy import Bilingual, Category, Cues, CueSet, Taxonomy
from regatlas.readers import read
from regatlas.structure import parse

Draft = Any

LAMPS = Taxonomy(
    id="lamps",
    version="1",
    title=Bilingual(en="Lamps", zh="灯具"),
    publisher="Ruritania",
    source="none",
    verified=False,
    categories=tuple(
        Category(
            code=code,
            label=Bilingual(en=en, zh=zh),
            definition=Bilingual(en=en, zh=zh),
            cues=CueSet(en=Cues(strong=(en.split()[0].lower(),)), zh=Cues(strong=(zh,))),
        )
        for code, en, zh in (("1.1", "Glare at night", "眩光"), ("1.2", "Heat", "发热"), ("1.3", "Noise", "噪声"))
    ),
)
STATUS = builtin_taxonomy("legal-status")
TAXONOMIES = {"lamps": LAMPS, "legal-status": STATUS}
ROLES = ("proposer", "target", "enforcer", "monitor")


def all_evidence(record: Record) -> Iterator[Evidence]:
    for claims in (record.summary, record.coverage, record.actors, record.commitments, record.places):
        for claim in claims:
            yield from claim.evidence
    yield from record.legal_status.evidence


def assert_sound(document: Document, record: Record) -> None:
    for one in all_evidence(record):
        one.quote.check(document.text)
        assert document.leaf_at(one.quote.span.start).eid == one.eid
    assert all(one.evidence for one in record.coverage if one.level != "none")
    assert all(one.evidence for one in (*record.actors, *record.commitments, *record.places, *record.summary))
    assert record.legal_status.value is None or record.legal_status.evidence
    assert set(record.rationales) == {*record.taxonomies, "legal-status", *ROLES}


@pytest.fixture(scope="module")
def measure(draft: Draft) -> Document:
    document: Document = draft(
        ("title", "灯具管理办法"),
        ("article", "第一条 为了规范灯具，防止眩光，制定本办法。"),
        ("article", "第二条 灯具经营者应当采取措施防止眩光。"),
        ("article", "第三条 灯具经营者不得销售产生眩光的灯具。"),
        ("article", "第四条 市灯具部门负责监督管理，灯具经营者应当向市灯具部门备案。"),
        ("article", "第五条 本办法自2031年5月1日起施行。"),
        language="zh-Hans",
    )
    return document


def test_a_record_is_sound_and_the_same_again(measure: Document) -> None:
    record = build_record(measure, TAXONOMIES, manifest="m")
    assert_sound(measure, record)
    assert record == build_record(measure, TAXONOMIES, manifest="m")
    assert (record.engine, record.manifest, record.abstained) == ("lexicon.v2", "m", None)
    assert record.taxonomies == {"lamps": "1", "legal-status": STATUS.version}


def test_coverage_of_legal_status_is_the_legal_status(measure: Document) -> None:
    record = build_record(measure, TAXONOMIES, manifest="m")
    levels = {one.category: one.level for one in record.coverage if one.taxonomy == "legal-status"}
    assert record.legal_status.value == "hard"
    assert levels == {"hard": "good", "soft": "none", "other": "none"}
    assert [one.taxonomy for one in record.coverage] == ["lamps"] * 3 + ["legal-status"] * 3


def test_rationales_name_the_provisions(measure: Document) -> None:
    told = build_record(measure, TAXONOMIES, manifest="m").rationales
    assert told["lamps"] == Bilingual(
        en="Good coverage of glare at night (1.1; Articles 2 and 3).", zh="充分涉及眩光（1.1；第二条和第三条）。"
    )
    assert told["target"].en == "Duties are addressed to 灯具经营者 (Article 2)."
    assert told["monitor"].zh == "备案、报告、检查或者评估由市灯具部门承担（第四条）。"
    assert told["proposer"].en == "The text does not say who issues it."
    assert told["legal-status"].zh.startswith("硬法：")


def test_the_file_name_and_front_matter_change_nothing(measure: Document) -> None:
    other = measure.model_copy(
        update={
            "source": measure.source.model_copy(update={"front_matter": (("title", "X"),), "media_type": "text/html"})
        }
    )
    assert build_record(other, TAXONOMIES, manifest="m") == build_record(measure, TAXONOMIES, manifest="m")


@pytest.mark.parametrize("quality", ["poor", "unusable"])
def test_abstains_from_a_text_that_cannot_be_trusted(draft: Draft, quality: str) -> None:
    document = draft(("article", "第二条 灯具经营者应当防止眩光。"), quality=quality, reasons=("Half of it is noise.",))
    record = build_record(document, TAXONOMIES, manifest="m")
    assert record.abstained == "Half of it is noise."
    assert list(all_evidence(record)) == []
    assert record.legal_status == LegalStatus(value=None, confidence=0.0)
    assert {(one.level, one.confidence) for one in record.coverage} == {("none", 0.0)}
    assert len(record.coverage) == 6
    assert record.rationales["lamps"].en == "Not judged. Half of it is noise."
    assert set(record.rationales) == {"lamps", "legal-status", *ROLES}


def test_an_empty_finding_is_said_plainly(measure: Document) -> None:
    none = [Judgement(taxonomy="lamps", category=one.code, level="none", confidence=1.0) for one in LAMPS.categories]
    told = rationales(measure, {"lamps": LAMPS}, none, LegalStatus(value=None, confidence=0.0), ())
    assert told["lamps"] == Bilingual(
        en="No provision names any of the 3 categories.", zh="没有条款涉及3个类别中的任何一个。"
    )
    assert told["legal-status"].en == "No words of the text show whether it binds."
    assert told["enforcer"].zh == "没有条款明确监督管理或者执法主体。"


def test_many_names_are_counted(measure: Document) -> None:
    place = Evidence(eid="art_2", quote=measure.source.quote((30, 34)))
    many = tuple(Actor(role="target", name=f"甲{number}", type="deployer", evidence=(place,)) for number in range(7))
    told = rationales(measure, {}, (), LegalStatus(value=None, confidence=0.0), many)["target"]
    assert told.en == "Duties are addressed to 甲0, 甲1, 甲2, 甲3, 甲4 and 2 others (Article 2)."
    assert told.zh == "义务主要指向甲0、甲1、甲2、甲3、甲4等7个主体（第二条）。"


@pytest.mark.parametrize(
    ("items", "en", "zh"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a和b"),
        (["a", "b", "c"], "a, b and c", "a、b和c"),
        (["a, b", "c"], "a, b; and c", "a, b和c"),
        (["甲、乙", "丙"], "甲、乙 and 丙", "甲、乙；丙"),
    ],
)
def test_lists(items: list[str], en: str, zh: str) -> None:
    assert joined(items) == Bilingual(en=en, zh=zh)


def test_labels_in_a_sentence() -> None:
    assert [named(label) for label in ("Heat loss", "AI models")] == ["heat loss", "AI models"]


def test_citations_stand_once_in_the_order_of_the_text(measure: Document) -> None:
    def at(eid: str) -> Evidence:
        span = measure.by_eid[eid].span
        return Evidence(eid=eid, quote=measure.source.quote((span.start, span.start + 3)))

    assert cited(measure, [at("art_5"), at("art_2"), at("art_2")]) == Bilingual(
        en="Articles 2 and 5", zh="第二条和第五条"
    )
    assert cited(measure, [at("art_3")]) == Bilingual(en="Article 3", zh="第三条")
    assert cited(measure, []) == Bilingual(en="", zh="")


@pytest.mark.parametrize(
    ("language", "english", "chinese"),
    [("ja", "Japanese", "日文"), ("und", "could not be told", "无法识别文本的语言")],
)
def test_abstains_from_a_language_that_it_does_not_read(
    draft: Draft, language: str, english: str, chinese: str
) -> None:
    document = draft(("article", "第一条 この法律は、灯具を定める。"), language=language)
    record = build_record(document, TAXONOMIES, manifest="m")
    assert record.abstained is not None
    assert english in record.abstained
    assert list(all_evidence(record)) == []
    assert all(english in told.en and chinese in told.zh for told in record.rationales.values())


def test_traditional_characters_are_read_and_quoted_as_they_stand(draft: Draft, measure: Document) -> None:
    traditional: Document = draft(
        ("title", "燈具管理辦法"),
        ("article", "第一條 為了規範燈具，防止眩光，制定本辦法。"),
        ("article", "第二條 燈具經營者應當採取措施防止眩光。"),
        ("article", "第三條 燈具經營者不得銷售產生眩光的燈具。"),
        ("article", "第四條 市燈具部門負責監督管理，燈具經營者應當向市燈具部門備案。"),
        ("article", "第五條 本辦法自2031年5月1日起施行。"),
        language="zh-Hant",
    )
    record, simplified = (build_record(one, TAXONOMIES, manifest="m") for one in (traditional, measure))
    assert_sound(traditional, record)
    assert [one.level for one in record.coverage] == [one.level for one in simplified.coverage]
    assert {one.name for one in record.actors} >= {"燈具經營者", "市燈具部門"}
    assert [(one.modality, len(one.text)) for one in record.commitments] == [
        (one.modality, len(one.text)) for one in simplified.commitments
    ]
    assert all(one.text in traditional.text for one in record.commitments)


REAL = (
    *("agora/fulltext/266.txt", "agora/fulltext/1135.txt", "agora/fulltext/288.txt"),
    *("zh/shenzhen-ai-industry-regulations.md", "zh-extra/government-llm-deployment-guidelines.md"),
)


@pytest.mark.corpus
@pytest.mark.parametrize("name", REAL)
def test_records_of_real_texts_are_sound(corpus: Path, name: str) -> None:
    document = parse(read((corpus / name).read_bytes()))
    record = build_record(document, {key: builtin_taxonomy(key) for key in ("sector", "legal-status")}, manifest="m")
    assert record.abstained is None
    assert record.commitments
    assert record.summary
    assert_sound(document, record)


@pytest.mark.corpus
def test_the_measures_of_beijing(corpus: Path) -> None:
    document = parse(read((corpus / "agora/fulltext/1135.txt").read_bytes()))
    record = build_record(document, {}, manifest="m")
    names = {place.name for place in record.places}
    assert {"Beijing", "Zhongguancun National Independent Innovation Demonstration Zone"} <= names
    assert len([one for one in record.commitments if one.actor == "Beijing"]) >= 21
    assert record.legal_status.value == "soft"
