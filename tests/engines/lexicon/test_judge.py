"""Levels, confidence and quotes, on laws of a few lines made for the purpose."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.engines.base import Engine
from regatlas.engines.lexicon.judge import RULES, V1, V2, LexiconEngine, Rules
from regatlas.engines.lexicon.weights import QUOTE_LENGTH_CHINESE, QUOTE_LENGTH_LATIN, QUOTES
from regatlas.model.document import Document, Metadata, Provision, ProvisionKind, Statement
from regatlas.model.judgement import Judgement
from regatlas.model.taxonomy import Bilingual, Category, Cues, CueSet, Level, Taxonomy
from regatlas.model.text import Quality, SourceText, Span

Part = tuple[ProvisionKind, str]


def law(*parts: Part, language: str = "en", headings: Sequence[str | None] = (), title: str = "T") -> Document:
    """A flat document whose leaves are ``parts``, in order."""
    text, provisions = "", []
    for number, (kind, words) in enumerate(parts):
        start = len(text)
        text += words + ("\n" if number < len(parts) - 1 else "")
        heading = headings[number] if number < len(headings) else None
        provisions.append(
            Provision(
                eid=f"p_{number}",
                parent=None,
                kind=kind,
                number=None,
                citation=None,
                heading=heading,
                span=Span(start, len(text)),
            )
        )
    source = SourceText(
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        size=len(text),
        encoding="utf-8",
        language=language,
        quality=Quality(status="ok", score=1.0),
        segments=(),
        blocks=(),
    )
    metadata = Metadata(title=Statement(value=title))
    return Document(source=source, tradition="generic", provisions=tuple(provisions), metadata=metadata)


WORDS = Bilingual(en="x", zh="x")
CUES = CueSet(
    en=Cues(
        strong=("privacy", "personal data", "data leak"), weak=("confidential", "records"), negative=("privacy fence",)
    ),
    zh=Cues(strong=("个人信息", "隐私"), weak=("保密",)),
)
CATEGORY = Category(code="2.1", label=WORDS, definition=WORDS, cues=CUES)


def taxonomy(*levels: Level) -> Taxonomy:
    return Taxonomy(
        id="t",
        version="1",
        title=WORDS,
        publisher="p",
        source="s",
        verified=False,
        levels=levels or ("none", "minimal", "good"),
        categories=(CATEGORY,),
    )


GRADED = taxonomy()
TAGS = taxonomy("none", "good")
ENGINE: Engine = LexiconEngine()


def judged(document: Document, under: Taxonomy = GRADED) -> Judgement:
    (judgement,) = ENGINE.judge(document, (under,))
    return judgement


def quotes(judgement: Judgement) -> list[str]:
    return [evidence.quote.exact for evidence in judgement.evidence]


@pytest.mark.parametrize(
    ("parts", "level"),
    [
        ([("article", "The provider shall act.")], "none"),
        ([("article", "The provider shall protect privacy.")], "minimal"),
        ([("paragraph", "Many people care about privacy.")], "minimal"),
        ([("article", "It shall protect privacy."), ("article", "It shall report a data leak.")], "good"),
        ([("article", "It shall protect privacy and personal data."), ("article", "Privacy matters.")], "good"),
        ([("article", "It shall protect privacy. It must report a data leak.")], "good"),
        ([("article", "Privacy matters to us."), ("article", "So does personal data.")], "minimal"),
        ([("title", "Privacy and Personal Data Act")], "none"),
        ([("toc", "Chapter 1 Privacy\tChapter 2 Personal data")], "none"),
        ([("signature", "The privacy office shall sign.")], "none"),
        ([("citation", "Having regard to privacy, it shall act.")], "none"),
        ([("recital", "Providers shall protect privacy.")], "none"),
        ([("preamble", "Privacy."), ("recital", "Personal data.")], "minimal"),
        ([("heading", "Privacy")], "minimal"),
        ([("article", "In this Act, privacy means being left alone.")], "none"),
        ([("article", "These measures are formulated to protect privacy.")], "none"),
        ([("article", "It shall comply with the Data Privacy Protection Act.")], "none"),
        ([("article", "It shall comply with the Consumer Privacy Act and protect privacy.")], "minimal"),
        ([("article", "It shall build a privacy fence.")], "none"),
        ([("article", "It shall keep it confidential.")], "none"),
        ([("article", "It shall keep records confidential.")], "none"),
        ([("article", "It shall keep records confidential.")] * 9, "none"),
        ([("article", "This Act does not apply to privacy.")], "none"),
        ([("article", "提供者应当遵守《个人信息保护法》。")], "none"),
        ([("article", "提供者应当保护个人信息。")], "minimal"),
        ([("article", "提供者应当保护个人信息。"), ("article", "不得侵害他人隐私。")], "good"),
        ([("article", "本办法所称个人信息，是指各种信息。")], "none"),
        ([("article", "为了保护个人信息，制定本办法。")], "none"),
    ],
)
def test_levels(parts: list[Part], level: str) -> None:
    assert judged(law(*parts)).level == level


def test_a_list_takes_its_force_from_the_sentence_that_opens_it() -> None:
    items: list[Part] = [("paragraph", "(a) privacy of users;"), ("paragraph", "(b) personal data of children.")]
    opened = judged(law(("paragraph", "The provider shall protect:"), *items))
    bare = judged(law(("paragraph", "The provider protects:"), *items))
    assert (opened.level, bare.level) == ("good", "minimal")


def test_words_in_the_heading_of_a_provision_weigh_as_a_heading() -> None:
    part: Part = ("section", "Privacy. The provider shall act.")
    assert judged(law(part)).level == "minimal"
    with_heading = judged(law(part, ("section", "It shall guard privacy."), headings=["Privacy"]))
    assert quotes(with_heading) == ["It shall guard privacy."]


def test_a_definition_section_defines() -> None:
    part: Part = ("section", "Definitions. Privacy: it shall be what it is.")
    assert judged(law(part)).level == "minimal"
    assert judged(law(part, headings=["Definitions."])).level == "none"


def test_long_texts_need_more_than_one_mention() -> None:
    filler: list[Part] = [("article", "The provider shall act. " * 40)] * 100
    touched: Part = ("article", "It shall protect privacy.")
    assert judged(law(touched)).level == "minimal"
    assert judged(law(*filler, touched)).level == "none"
    assert judged(law(*filler, *[touched] * 6)).level == "good"


def test_operative_sentences_are_quoted_first_and_whole() -> None:
    document = law(
        ("paragraph", "Privacy is dear to all."),
        ("article", "General rule. The provider shall protect privacy, and personal data. Done."),
        ("article", "Each agency must protect privacy."),
    )
    assert quotes(judged(document)) == [
        "The provider shall protect privacy, and personal data.",
        "Each agency must protect privacy.",
        "Privacy is dear to all.",
    ]


def test_headings_and_purposes_are_quoted_only_where_nothing_else_can_be() -> None:
    heading: Part = ("heading", "Privacy and personal data")
    assert quotes(judged(law(heading))) == ["Privacy and personal data"]
    assert quotes(judged(law(heading, ("article", "It shall protect privacy.")))) == ["It shall protect privacy."]


@pytest.mark.parametrize("label", ["20. ", "Article 5: ", "(a) ", "Article 12 ", "第五条 "])
def test_the_label_of_a_provision_is_no_part_of_its_quote(label: str) -> None:
    assert quotes(judged(law(("article", f"{label}Providers shall protect privacy.")))) == [
        "Providers shall protect privacy."
    ]


def test_the_more_particular_words_are_quoted_first() -> None:
    document = law(
        ("article", "Each provider shall respect privacy."),
        ("article", "Each provider shall prevent a data leak of personal data."),
    )
    assert quotes(judged(document))[0] == "Each provider shall prevent a data leak of personal data."


def test_no_sentence_is_quoted_twice_and_never_more_than_three() -> None:
    same: list[Part] = [("article", "It shall protect privacy.")] * 3
    others: list[Part] = [("article", f"Body {number} shall protect privacy.") for number in range(5)]
    assert quotes(judged(law(*same))) == ["It shall protect privacy."]
    assert len(quotes(judged(law(*same, *others)))) == QUOTES


@pytest.mark.parametrize(
    ("sentence", "limit"),
    [
        (
            "The provider shall " + "act with great care, " * 20 + "protect privacy, " + "and act well, " * 20,
            QUOTE_LENGTH_LATIN,
        ),
        (
            "The provider shall " + "act with great care " * 20 + "protect privacy " + "and act well " * 20,
            QUOTE_LENGTH_LATIN,
        ),
        ("提供者应当" + "采取各种必要措施，" * 30 + "保护个人信息，" + "并且认真履行义务，" * 30, QUOTE_LENGTH_CHINESE),
    ],
)
def test_long_sentences_are_cut_to_clauses_around_the_cue(sentence: str, limit: int) -> None:
    (quote,) = quotes(judged(law(("article", sentence))))
    assert 0 < len(quote) <= limit
    assert "privacy" in quote or "个人信息" in quote
    assert sentence.startswith(quote) or sentence[sentence.index(quote) - 1] in " ，"


def test_weak_cues_strengthen_what_a_strong_one_claims() -> None:
    alone = judged(law(("article", "It shall protect privacy.")))
    with_weak = judged(law(("article", "It shall protect privacy."), ("article", "It shall keep it confidential.")))
    assert (alone.level, with_weak.level) == ("minimal", "minimal")
    assert with_weak.confidence > alone.confidence


def test_tags_are_there_or_not() -> None:
    parts: list[Part] = [("article", f"Body {number} shall protect privacy and personal data.") for number in range(4)]
    assert judged(law(*parts), TAGS).level == "good"
    assert judged(law(("article", "It shall protect privacy.")), TAGS).level == "none"
    assert judged(law(("article", "It shall keep records confidential. " * 50)), TAGS).level == "none"


SENTENCES = st.sampled_from(
    [
        "The provider shall protect privacy.",
        "Privacy matters, and so do records.",
        "It must not leak personal data; see the Data Privacy Act.",
        "Nothing here.",
        "提供者应当保护个人信息。",
        "本办法所称隐私，是指私人生活；保密。",
    ]
)
KINDS: st.SearchStrategy[ProvisionKind] = st.sampled_from(
    ["article", "paragraph", "heading", "recital", "toc", "measure"]
)
LAWS = st.lists(st.tuples(KINDS, st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join)), min_size=1, max_size=8)


@given(LAWS, st.sampled_from([GRADED, TAGS]))
def test_every_claim_quotes_the_text(parts: list[Part], under: Taxonomy) -> None:
    document = law(*parts)
    judgement = judged(document, under)
    assert judgement.level in under.levels
    assert 0 <= judgement.confidence <= 1
    assert (judgement.level == "none") == (not judgement.evidence)
    for evidence in judgement.evidence:
        evidence.quote.check(document.text)
        leaf = document.by_eid[evidence.eid]
        assert leaf.span.start <= evidence.quote.span.start < evidence.quote.span.end <= leaf.span.end
        assert leaf.kind != "toc"


@given(LAWS)
def test_metadata_is_not_seen(parts: list[Part]) -> None:
    one = ENGINE.judge(law(*parts), (GRADED, TAGS))
    assert one == ENGINE.judge(law(*parts, title="Privacy and Personal Data Act", language="zh-Hans"), (GRADED, TAGS))


@given(LAWS)
def test_another_operative_article_never_weakens_a_claim(parts: list[Part]) -> None:
    levels = ("none", "minimal", "good")
    before = judged(law(*parts))
    after = judged(law(*parts, ("article", "Every agency shall protect privacy.")))
    assert levels.index(after.level) >= max(1, levels.index(before.level))
    if after.level == before.level:
        assert after.confidence >= before.confidence


def test_every_category_is_judged_in_order() -> None:
    taxonomies = tuple(builtin_taxonomies().values())
    judgements = ENGINE.judge(law(("article", "The provider shall protect privacy.")), taxonomies)
    expected = [(each.id, category.code) for each in taxonomies for category in each.categories]
    assert [(one.taxonomy, one.category) for one in judgements] == expected


@pytest.mark.corpus
def test_the_interim_measures_cover_what_a_reader_finds(corpus: Path) -> None:
    from regatlas.readers import read
    from regatlas.structure import parse

    document = parse(read((corpus / "zh" / "generative-ai-interim-measures.md").read_bytes()))
    judgements = ENGINE.judge(document, (builtin_taxonomies()["risk-subdomain"],))
    levels = {judgement.category: judgement.level for judgement in judgements}
    assert {code: levels[code] for code in ("1.1", "2.1", "7.4")} == {"1.1": "good", "2.1": "good", "7.4": "good"}
    assert {levels[code] for code in ("6.6", "7.1", "7.5", "7.6")} == {"none"}
    for judgement in judgements:
        for evidence in judgement.evidence:
            evidence.quote.check(document.text)


def level_by(rules: Rules, document: Document, under: Taxonomy = GRADED) -> Level:
    (judgement,) = LexiconEngine(rules).judge(document, (under,))
    return judgement.level


def test_the_first_version_is_kept_beside_the_second() -> None:
    assert list(RULES) == ["lexicon.v2", "lexicon.v1"]
    assert [LexiconEngine(rules).name for rules in RULES.values()] == list(RULES)
    assert LexiconEngine().name == "lexicon.v2"


@pytest.mark.parametrize(
    ("sentence", "second"),
    [
        ("This part does not apply to toys; makers shall protect privacy.", "minimal"),
        ("Except for privacy, makers shall label toys.", "none"),
        ("Makers other than shops shall protect privacy.", "minimal"),
        ("除处理个人信息外，制造者应当标识玩具。", "none"),
        ("除玩具外，制造者应当保护个人信息。", "minimal"),
        ("处理个人信息的，不适用本办法。", "none"),
    ],
)
def test_an_exemption_spares_what_is_in_its_scope_and_nothing_else(sentence: str, second: str) -> None:
    assert level_by(V2, law(("article", sentence))) == second


def test_the_first_version_set_the_whole_sentence_aside() -> None:
    sentence: Part = ("article", "This part does not apply to toys; makers shall protect privacy.")
    assert (level_by(V1, law(sentence)), level_by(V2, law(sentence))) == ("none", "minimal")


def test_under_a_heading_weak_cues_are_strong_and_elsewhere_they_are_not() -> None:
    part: Part = ("section", "Privacy. It shall keep records. It shall stay confidential.")
    other: Part = ("section", "It shall keep records. It shall stay confidential.")
    headed = law(part, headings=["Privacy"])
    assert (level_by(V1, headed), level_by(V2, headed)) == ("minimal", "good")
    apart = law(("section", "Privacy. It shall act."), other, headings=["Privacy"])
    assert level_by(V2, apart) != "good"
    assert level_by(V2, law(other)) == "none"


def test_good_asks_for_more_provisions_in_a_longer_text() -> None:
    telling: list[Part] = [("article", "It shall protect privacy and personal data.")]
    mentions: list[Part] = [("article", "Privacy is dear to many people.")] * 5
    filling: list[Part] = [("article", "The town mends its lamps in spring. " * 40)] * 60
    assert level_by(V2, law(*telling, *mentions)) == "good"
    long = law(*telling, *mentions, *filling)
    assert (level_by(V1, long), level_by(V2, long)) == ("good", "minimal")
    assert level_by(V2, law(*telling * 3, *mentions, *filling)) == "good"
