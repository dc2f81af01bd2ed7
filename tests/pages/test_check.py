from __future__ import annotations

import datetime

import pytest
from lxml import html

from regatlas.app.checking import Checked, Request, builtin_rules, run_check
from regatlas.compliance.profile import Answer, Profile
from regatlas.compliance.reading import read_answer
from regatlas.errors import BadArgument
from regatlas.pages import pdf
from regatlas.pages.check import view_check
from regatlas.pages.check_page import render_check
from regatlas.pages.provisions import cite_provision
from regatlas.pages.words import LANGS, Lang, Words, catalogue

DAY = datetime.date(2025, 10, 1)


def checked(**given: object) -> Checked:
    rules = builtin_rules()
    facts = rules.book.facts
    answers = {name: Answer(read_answer(facts[name], value)) for name, value in given.items()}  # type: ignore[arg-type]
    return run_check(rules, Profile("<b>Product</b>", answers, facts), Request(DAY, drafts=True))


@pytest.fixture(scope="module")
def chatbot() -> Checked:
    return checked(
        role="provider",
        offered_to_public_in=["CN"],
        generative_ai="true",
        public_opinion_or_mobilisation="true",
        service_start_date="2025-09-25",
        personal_information_subjects={"at_least": "100000", "below": "1000000"},
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_is_one_safe_file_with_every_finding(chatbot: Checked, lang: Lang) -> None:
    page = render_check(chatbot, lang)
    assert "<b>Product" not in page
    tree = html.fromstring(page)
    assert tree.get("lang") == {"en": "en", "zh": "zh-Hans"}[lang]
    assert not tree.xpath("//script | //link | //img | //@onclick")
    assert all(href.startswith("#") for href in tree.xpath("//@href"))
    ids = tree.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert {href[1:] for href in tree.xpath("//@href")} <= set(ids)
    for finding in chatbot.check.findings:
        assert "f-" + finding.obligation.replace("/", "-") in ids
    assert not tree.xpath("//*[normalize-space(text()) = 'None']")


@pytest.mark.parametrize("lang", LANGS)
def test_every_finding_stands_in_one_group_and_every_refusal_has_a_reason(chatbot: Checked, lang: Lang) -> None:
    view = view_check(chatbot, Words(lang))
    assert sum(group.count for group in view.groups) == len(chatbot.check.findings)
    refused = view.group("not")
    assert refused is not None
    for section in refused.sections:
        assert section.title
    drafts = view.group("drafts")
    assert drafts is not None
    assert all(entry.remark for section in drafts.sections for entry in section.entries)
    now = view.group("now")
    assert now is not None
    dues = [entry.due for section in now.sections for entry in section.entries]
    assert all(due is not None for due in dues)


def test_a_judgement_without_a_reason_is_named(chatbot: Checked) -> None:
    assert any("without a recorded reason" in notice for notice in view_check(chatbot, Words("en")).notices)
    assert not any("recorded reason" in notice for notice in view_check(checked(role="user"), Words("en")).notices)


def test_past_dates_say_so() -> None:
    rules = builtin_rules()
    given = {"role": "provider", "offered_to_public_in": "CN", "algorithm_types": "personalised-push",
             "public_opinion_or_mobilisation": "true", "service_start_date": "2024-09-25"}  # fmt: skip
    answers = {name: Answer(read_answer(rules.book.facts[name], value)) for name, value in given.items()}
    view = view_check(run_check(rules, Profile("p", answers, rules.book.facts), Request(DAY)), Words("en"))
    now = view.group("now")
    assert now is not None
    texts = [entry.due.text for section in now.sections for entry in section.entries if entry.due]
    assert "fell due 14 October 2024" in texts


@pytest.mark.parametrize(
    ("provision", "english", "chinese"),
    [
        ("art_24", "Article 24", "第二十四条"),
        ("art_24__para_1", "Article 24(1)", "第二十四条第一款"),
        ("art_6__para_1__point_2", "Article 6(1)(2)", "第六条第一款第（二）项"),
        ("measure_18", "Measure 18", "第十八项"),
        ("art_24__verse_1", "Article 24, Verse 1", "art_24__verse_1"),
    ],
)
def test_provisions_are_cited_as_lawyers_do(provision: str, english: str, chinese: str) -> None:
    assert (cite_provision(provision, "en"), cite_provision(provision, "zh")) == (english, chinese)


def test_a_pdf_without_its_library_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(BadArgument, match="WeasyPrint is not installed"):
        pdf.page_to_pdf("<p>")


def test_a_pdf_fetches_nothing() -> None:
    with pytest.raises(ValueError, match="may not load"):
        pdf.refuse("https://example.org/x.png")


def test_every_word_of_checks_is_there_in_both_languages() -> None:
    for key, phrase in catalogue().items():
        if key.startswith(("check.", "interview.", "changes.", "replay.", "facts.")):
            assert set(phrase) == set(LANGS)
