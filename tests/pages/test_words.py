from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import regatlas
from regatlas.catalog.kinds import KINDS
from regatlas.model.chronicle import Claim, Commitment
from regatlas.model.instrument import DateKind, RelationKind, Status
from regatlas.model.judgement import ActorRole, ActorType, LegalForce, Modality
from regatlas.model.run import OutcomeStatus
from regatlas.model.taxonomy import Level
from regatlas.model.text import QualityStatus
from regatlas.pages.words import LANGS, Words, catalogue
from regatlas.readers.quality import judge_quality

KEYS = sorted(catalogue())
DYNAMIC = (
    *("section.", "role.", "actor.", "modality.", "status.", "level.", "quality.", "notice.", "reason.", "family."),
    "withheld.",
    *("review.key.", "review.mark.", "review.role.", "review.state.", "review.problem."),
    *("accounts.role.", "accounts.scope.", "accounts.done.", "accounts.enable", "accounts.disable"),
    *("audit.action.", "audit.broken."),
    "terminal.found.",
    *("imports.state.", "imports.told.", "imports.found.", "imports.step."),
    *("mine.verdict.", "mine.property.", "mine.known.", "mine.reason.", "fetch.fetched", "fetch.unchanged"),
    "fetch.import.",
    *(
        "site.about.limits",
        "site.about.methods",
        "site.check.download.",
        "site.contrast.kind.",
        "issued.",
        "site.related.",
        "site.check.wrong.",
        "site.door.",
        "site.room.",
        "site.place.",
    ),
    *(
        "site.figure.",
        "site.problem.",
        "site.property.",
        "site.quality.",
        "site.reader.",
        "site.section.",
        "site.type.",
    ),
    *("site.timing.", "site.when.", "site.check.true", "site.check.false"),
    *("check.group.", "check.verdict.", "check.truth.", "check.node.", "check.given.", "check.test."),
    *("facts.type.", "interview.prompt."),
    *(
        "language.",
        "tradition.",
        "index.column.",
        "index.status.",
        "index.count.",
        "fact.",
        "diff.state.",
        "diff.count.",
        "catalog.kind.",
        "catalog.status.",
        "catalog.severity.",
        "catalog.date.",
        "catalog.relation.",
        "dossier.section.",
        "dossier.count.",
        "dossier.type.",
        "dossier.kind.",
        "dossier.cell.",
        "dossier.gaps.level.",
        "dossier.property.",
        "place.",
    ),
)


def forms(key: str, lang: str) -> list[str]:
    phrase = catalogue()[key][lang]
    return [phrase] if isinstance(phrase, str) else list(phrase.values())


def placeholders(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


@pytest.mark.parametrize("key", KEYS)
def test_every_phrase_exists_in_both_languages_with_the_same_placeholders(key: str) -> None:
    assert set(catalogue()[key]) == set(LANGS)
    wanted = placeholders(forms(key, "en")[-1])
    for lang in LANGS:
        for form in forms(key, lang):
            assert form.strip() or key == "gap"
            assert placeholders(form) == wanted


@pytest.mark.parametrize("key", KEYS)
def test_phrases_are_calm(key: str) -> None:
    for lang in LANGS:
        for form in forms(key, lang):
            assert not re.search(r"[!！\U0001f300-\U0001faff]", form)


@pytest.mark.parametrize("key", KEYS)
def test_chinese_phrases_are_chinese(key: str) -> None:
    for form in forms(key, "zh"):
        bare = re.sub(r"\{[^}]*\}", "", form)
        assert (
            re.search(r"[\u4e00-\u9fff]", bare)
            or not re.search(r"[A-Za-z]{2}", bare)
            or key in {"brand", "family.agora", "site.switch"}
        )


def program() -> str:
    root = Path(str(files("regatlas")))
    sources = [path for room in ("pages", "web", "cli") for path in sorted((root / room).rglob("*"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in sources if path.suffix in (".py", ".j2"))


def test_every_key_that_the_program_names_is_known() -> None:
    named = re.findall(r"""\b(?:w|words|self\._words)\(\s*['"]([a-z.\-]+)['"]\s*[,)]""", program())
    assert len(named) > 50
    assert set(named) <= set(KEYS)


def test_no_phrase_is_left_over() -> None:
    source = program()
    unused = [key for key in KEYS if f'"{key}"' not in source and f"'{key}'" not in source]
    assert [key for key in unused if not key.startswith(DYNAMIC)] == []


@pytest.mark.parametrize(
    ("family", "values"),
    [
        ("role", get_args(ActorRole)),
        ("role.one", get_args(ActorRole)),
        ("actor", get_args(ActorType)),
        ("modality", get_args(Modality)),
        ("status", (*get_args(LegalForce), "abstained")),
        ("level", get_args(Level)),
        ("quality", get_args(QualityStatus)),
        ("index.status", get_args(OutcomeStatus)),
        ("index.count", get_args(OutcomeStatus)),
        ("catalog.kind", (*KINDS, "articles")),
        ("catalog.status", (*get_args(Status), *get_args(Commitment.model_fields["status"].annotation))),
        ("catalog.status", get_args(Claim.model_fields["standing"].annotation)),
        ("catalog.severity", ("problem", "note")),
        ("catalog.date", get_args(DateKind)),
        ("catalog.relation", (*get_args(RelationKind), *(f"{kind}.from" for kind in get_args(RelationKind)))),
    ],
)
def test_every_value_of_the_model_has_its_words(family: str, values: tuple[str, ...]) -> None:
    assert {f"{family}.{value}" for value in values} <= set(KEYS)


def test_numbers_choose_the_form() -> None:
    words = Words("en")
    assert words("commitments.count", n=1) == "1 commitment"
    assert words("commitments.count", n=2) == "2 commitments"
    assert Words("zh")("commitments.count", n=2) == "共2项"


def test_an_unknown_key_is_an_error_and_an_unknown_tag_is_shown() -> None:
    with pytest.raises(KeyError):
        Words("en")("no.such.key")
    assert Words("zh").tag("language", "fr") == "fr"
    assert Words("zh").tag("language", "en") == "英文"


def test_the_words_are_part_of_the_package() -> None:
    assert files(regatlas).joinpath("pages", "words.yaml").is_file()


def test_reasons_of_readers_are_put_into_chinese() -> None:
    said = "2 of 7 pages have no text layer. Glyph codes stand in place of letters."
    assert Words("zh").reasons(said) == "共7页，其中2页没有文字层。文字被字形代码取代。"
    assert Words("en").reasons(said) == said
    assert Words("zh").reasons("Something else.") == "Something else."


BAD = (
    "\ufffd" * 9 + "words that stand for a text " * 3,
    "(cid:12)(cid:13) words that stand for a text " * 3,
    "Ã©Ã¨Ã© words that stand for a text " * 3,
    "words ☃☃☃☃☃☃ that ☃☃☃☃☃☃ stand " * 9,
    "鑱旂綉鍙戝竷鐨勪俊鎭唴瀹规湇鍔＄鐞嗚瀹氥€傜綉缁滃畨鍏ㄦ硶瑙勫畾" * 9,
    "xkcd brtq wzpl mnbv " * 30,
    "abc1def2 g3hij4 letters are here " * 30,
    "-",
)


@pytest.mark.parametrize("text", BAD)
def test_every_reason_that_the_readers_give_is_known(text: str) -> None:
    reasons = judge_quality(text).reasons
    assert reasons
    for reason in reasons:
        assert not re.search(r"[A-Za-z]{3}", Words("zh").reasons(reason))
