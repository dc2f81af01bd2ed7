from __future__ import annotations

from collections.abc import Callable

import pytest

from regatlas.model.document import Document
from regatlas.structure.references import read_definitions


def test_chinese_definitions_have_term_meaning_and_scope(kites: Document) -> None:
    kite, reel = read_definitions(kites)
    assert (kite.term, kite.scope, kite.meaning) == ("风筝", "本办法", "用线牵引升空的轻质器具。")
    assert kite.quote.exact == "本办法所称风筝，是指用线牵引升空的轻质器具。"
    assert (reel.term, reel.scope) == ("绕线器", None)


def test_a_list_of_terms_has_the_scope_of_its_introduction(law: Callable[[str], Document]) -> None:
    text = (
        "# 港口条例\n\n第一条 本条例下列用语的含义：\n\n（一）泊位，是指停船处；\n\n"
        "（二）引水，指领船入港，不指导航。\n\n第二条 略。\n"
    )
    found = read_definitions(law(text))
    assert [(item.term, item.scope) for item in found] == [("泊位", "本条例"), ("引水", "本条例")]


def test_definitions_of_the_union(robots: Document) -> None:
    robot, keeper = read_definitions(robots)
    assert (robot.term, robot.scope) == ("garden robot", "this Regulation")
    assert keeper.meaning == "a person who keeps a garden robot."


def test_definitions_of_an_american_act(drones: Document) -> None:
    assert [(item.term, item.scope) for item in read_definitions(drones)] == [
        ("drone", "this Act"),
        ("owner", "this Act"),
    ]


@pytest.mark.parametrize(
    ("sentence", "term", "scope"),
    [
        ("Kite as mentioned in these Measures refers to a light craft on a line.", "Kite", "these Measures"),
        ("As used in this article, reel refers to a device for line.", "reel", "this article"),
    ],
)
def test_terms_without_quotation_marks(law: Callable[[str], Document], sentence: str, term: str, scope: str) -> None:
    document = law(f"# Measures on Kites\n\nArticle 1: {sentence}\n\nArticle 2: These Measures take effect today.\n")
    assert [(item.term, item.scope) for item in read_definitions(document)] == [(term, scope)]


@pytest.mark.parametrize("sentence", ["Keepers shall by any means fence the garden.", "应当指定负责人，指导学员。"])
def test_other_uses_of_the_words_are_none(law: Callable[[str], Document], sentence: str) -> None:
    assert read_definitions(law(f"# Measures on Kites\n\nArticle 1: {sentence}\n")) == ()


def _terms(law: Callable[[str], Document], text: str) -> list[str]:
    lead = "AN ACT CONCERNING KITES\n\nSECTION 1. SHORT TITLE.\n\nThe Kite Act.\n\nSEC. 2. DEFINITIONS.\n\n"
    return [definition.term for definition in read_definitions(law(lead + text))]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("“(1) KITE.—The term ‘kite’ means a craft.", ["kite"]),
        ("The terms ‘kite’, ‘line’, and ‘tail’ have the meanings given in section 1.", ["kite", "line", "tail"]),
        ("``(A) Kite.--The term `kite' means a craft.", ["kite"]),
        ("The term “kite” includes a glider. A kite includes a line.", ["kite"]),
        ("For this Act, the following terms have the meanings given.", []),
        ('"Kite," or "glider" means a craft.', ["Kite", "glider"]),
    ],
)
def test_terms_in_every_kind_of_quotation_marks(law: Callable[[str], Document], text: str, terms: list[str]) -> None:
    assert _terms(law, text) == terms


def test_terms_that_a_colon_parts_from_their_meaning(law: Callable[[str], Document]) -> None:
    text = "The following terms are defined as follows:\n\n(1) Kite: A craft.\n\n(2) Line: A string."
    assert _terms(law, text) == ["Kite", "Line"]
