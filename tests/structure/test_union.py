"""Acts of the Union: recitals, numbered paragraphs, subparagraphs, points, annexes with sections, quoted amendments."""

from __future__ import annotations

from tests.structure.specimen import cited, numbers, source_of

from regatlas.structure import parse

_ACT = """Official Gazette
REGULATION (EU) 2099/1 ON EXAMPLES
of 1 May 2099
Whereas:
(1) Examples help.
They help much.
(2) Examples are short.
HAVE ADOPTED THIS REGULATION:
CHAPTER I
GENERAL PROVISIONS
Article 1
Scope
1. This Regulation applies to:
(a) examples;
(b) models of examples, which are:
(i) small;
(ii) large.
This paragraph does not apply to jokes.
2. It applies from 2 May 2099.
Article 2
Definitions
For the purposes of this Regulation:
(1) ‘example’ means a thing;
(2) ‘model’ means another thing.
Article 3
Amendment of other acts
Regulation (EU) 2098/1 is amended as follows:
(1) in Article 7, the following paragraph is added:
‘3. Examples count.’
;
(2) Article 8 is deleted.
This Regulation shall be binding in its entirety.
Done at Exampletown, 1 May 2099.
ANNEX I
List of examples
Section A. Small
1. Dots:
(a) black;
This does not include grey.
(b) white.
2.
Commas.
2.1. Long commas.
Section B. Large
3. Circles."""


def test_recitals_articles_paragraphs_and_points() -> None:
    document = parse(source_of(_ACT))
    assert document.tradition == "eu"
    assert numbers(document, "recital") == ["1", "2"]
    assert numbers(document, "article") == ["1", "2", "3"]
    found = cited(document)
    assert found["Recital 1"] == "(1) Examples help. They help much."
    assert found["Article 1(1)(b)(ii)"] == "(ii) large."
    assert found["Article 1(1), second subparagraph"] == "This paragraph does not apply to jokes."
    assert found["Article 1(2)"] == "2. It applies from 2 May 2099."
    assert found["Article 2(2)"] == "(2) ‘model’ means another thing."


def test_the_title_is_the_line_that_names_the_act() -> None:
    assert cited(parse(source_of(_ACT)))["Title"] == "REGULATION (EU) 2099/1 ON EXAMPLES"


def test_a_quoted_paragraph_belongs_to_the_point_that_adds_it() -> None:
    found = cited(parse(source_of(_ACT)))
    assert found["Article 3(1)"].endswith("‘3. Examples count.’ ;")
    assert found["Article 3(2)"] == "(2) Article 8 is deleted."


def test_the_closing_words_belong_to_no_article() -> None:
    found = cited(parse(source_of(_ACT)))
    assert "binding" not in found["Article 3"]
    assert found["Signature"] == "This Regulation shall be binding in its entirety."


def test_annexes_are_cited_as_they_are_printed() -> None:
    found = cited(parse(source_of(_ACT)))
    assert found["Annex I, Section A, point 1(b)"] == "(b) white."
    assert found["Annex I, Section A, point 1(a)"] == "(a) black; This does not include grey."
    assert found["Annex I, Section A, point 2.1"] == "2.1. Long commas."
    assert found["Annex I, Section B, point 3"] == "3. Circles."


def test_a_number_alone_on_its_line_numbers_the_text_below_it() -> None:
    document = parse(source_of(_ACT))
    assert cited(document)["Annex I, Section A, point 2"].startswith("2. Commas.")
