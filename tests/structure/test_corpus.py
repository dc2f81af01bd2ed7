"""The real texts: exactly the articles that they have, and what they say of themselves."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from tests.structure.specimen import check_tree, cited, numbers, words

from regatlas.model.document import Document
from regatlas.readers import read
from regatlas.structure import parse

pytestmark = pytest.mark.corpus


@cache
def _parsed(path: Path) -> Document:
    document = parse(read(path.read_bytes()))
    check_tree(document)
    return document


def _index(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "zh-index.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _one_to(count: int) -> list[str]:
    return [str(number) for number in range(1, count + 1)]


def test_every_chinese_text_has_exactly_its_articles(corpus: Path) -> None:
    for row in _index(corpus):
        assert numbers(_parsed(corpus / row["path"]), "article") == _one_to(int(row["articles"])), row["path"]


def test_effective_dates_of_the_chinese_texts(corpus: Path) -> None:
    for row in _index(corpus):
        said = _parsed(corpus / row["path"]).metadata.dates.get("effective")
        assert (said.value if said else "") == row["effective"], row["path"]


# The amended law keeps the words of its first version; one takes effect on the day of an issue that it does not give.
_STATED_OTHERWISE = {"zh/cybersecurity-law-2025.md": "2017-06-01", "zh/cross-border-data-flow-provisions.md": ""}


def test_effective_dates_from_the_texts_alone(corpus: Path) -> None:
    for row in _index(corpus):
        source = read((corpus / row["path"]).read_bytes()).model_copy(update={"front_matter": ()})
        said = parse(source).metadata.dates.get("effective")
        expected = _STATED_OTHERWISE.get(row["path"], row["effective"])
        assert (said.value if said else "") == expected, row["path"]


@pytest.mark.parametrize("name", ["eu-ai-act.html", "eu-ai-act.md"])
def test_the_act_of_the_union(corpus: Path, name: str) -> None:
    document = _parsed(corpus / "en" / name)
    assert numbers(document, "article") == _one_to(113)
    assert numbers(document, "recital") == _one_to(180)
    assert numbers(document, "annex") == _one_to(13)
    found = cited(document)
    wanted = [
        "Article 5(1)(c)",
        "Article 5(1)(h)",
        "Article 41(1)(a)",
        "Article 53(1)(b)",
        "Article 66(e)",
        "Annex III, point 1(a)",
    ]
    assert [citation for citation in wanted if citation not in found] == []
    assert [found.get(f"Article 3({number})") is not None for number in range(1, 69)] == [True] * 68
    assert "Article 3(69)" not in found


def test_both_files_of_the_act_say_the_same_at_the_same_place(corpus: Path) -> None:
    page, markdown = (cited(_parsed(corpus / "en" / name)) for name in ("eu-ai-act.html", "eu-ai-act.md"))
    # The page alone has the masthead of the journal; it sets a blank before a semicolon here and there.
    outside = {place for place in {*page, *markdown} if place.startswith(("Title", "Preamble", "Signature"))}
    assert page.keys() ^ markdown.keys() <= outside
    differing = [
        place for place in page.keys() - outside if page[place].replace(" ", "") != markdown[place].replace(" ", "")
    ]
    assert differing == []


_ARTICLES = {"266": 35, "36": 25, "1137": 24, "1128": 72, "1064": 73, "2096": 14, "2244": 20, "2263": 56, "1377": 96}


def test_chinese_law_in_english(corpus: Path) -> None:
    for name, count in _ARTICLES.items():
        document = _parsed(corpus / "agora" / "fulltext" / f"{name}.txt")
        assert numbers(document, "article") == _one_to(count), name


def test_the_measures_of_beijing(corpus: Path) -> None:
    document = _parsed(corpus / "agora" / "fulltext" / "1135.txt")
    assert numbers(document, "part") == _one_to(5)
    assert numbers(document, "measure") == _one_to(21)


def test_a_standard_with_bare_numbers(corpus: Path) -> None:
    document = _parsed(corpus / "agora" / "fulltext" / "1151.txt")
    top = [number for number in numbers(document, "section") if number and "." not in number]
    assert top == _one_to(len(top))
    assert len(top) >= 8


def test_norms_in_chapters_without_articles(corpus: Path) -> None:
    document = _parsed(corpus / "agora" / "fulltext" / "1125.txt")
    assert numbers(document, "chapter") == _one_to(6)
    assert numbers(document, "measure")[:24] == _one_to(24)


_FILES = {
    "cn-minors-protection-law.docx": _one_to(132),
    "cn-network-data-regulations-moj-en-2026-01-09.pdf": _one_to(64),
    "jp-ai-promotion-act-507AC0000000053-current-2026-07-20.xml": [*_one_to(28), "1", "2"],
}


def test_the_files_as_they_were_found(corpus: Path) -> None:
    for name, expected in _FILES.items():
        assert numbers(_parsed(corpus / "files" / name), "article") == expected, name


def test_the_sections_of_an_act_that_amends_a_code(corpus: Path) -> None:
    document = _parsed(corpus / "files" / "us-co-sb24-205-ch198-session-law.pdf")
    found = cited(document)
    assert {"Sec. 1", "Sec. 2", "Sec. 3", "§ 6-1-1701", "§ 6-1-1707", "§ 6-1-1701(3)(b)"} <= found.keys()
    assert found["§ 6-1-1701(1)(b)(II)"].startswith("(II)")
    assert not any(place.startswith("Chapter") for place in found)
    assert "Sec. 4" not in found


def test_the_sections_of_an_executive_order(corpus: Path) -> None:
    document = _parsed(corpus / "files" / "us-eo-14110-2023-24283-official.pdf")
    sections = [number for number in numbers(document, "section") if number]
    assert [number for number in sections if "." not in number] == _one_to(13)
    parts = {"4": 8, "5": 3, "7": 3, "10": 2}
    assert [number for number in sections if "." in number] == [
        f"{section}.{part}" for section, count in parts.items() for part in range(1, count + 1)
    ]
    assert cited(document)["Sec. 4.1(a)(ii)(B)"].startswith("(B) in coordination")
    assert words(document, document.by_eid["sec_3"]).startswith("Sec. 3. Definitions.")


def test_the_order_of_sections_in_american_texts(corpus: Path) -> None:
    """Of 637 texts drafted in sections, four count back: two repeat sections, two have parts with their own count."""
    disordered = []
    for path in sorted((corpus / "agora" / "fulltext").glob("*.txt"))[::4]:
        document = parse(read(path.read_bytes()))
        if document.tradition != "us":
            continue
        sections = {p.eid for p in document.provisions if p.kind == "section"}
        outer = [
            int(p.number.split("-")[0].split(".")[0].rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabc"))
            for p in document.provisions
            if p.kind == "section" and p.number and not sections & {a.eid for a in document.ancestors(p.eid)[1:]}
        ]
        if outer != sorted(outer):
            disordered.append(path.stem)
    assert set(disordered) <= {"1505", "1726", "1765", "25"}
