"""Akoma Ntoso that others wrote: no own element, layout in the white space, eIds missing, words loose."""

from __future__ import annotations

import pytest

from regatlas.errors import EmptyInput
from regatlas.exchange.akn import from_akn, to_akn
from regatlas.exchange.akn.names import AKN

_IDENTIFICATION = """<identification source="#x"><FRBRWork><FRBRthis value="/akn/us/act/2020/1"/>
<FRBRuri value="/akn/us/act/2020/1"/><FRBRdate date="2020-01-02" name="adopted"/><FRBRauthor href="#p"/>
<FRBRcountry value="{country}"/><FRBRnumber value="1"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="{language}"/></FRBRExpression></identification>
<references source="#x"><TLCOrganization eId="p" href="/x" showAs="Parliament of Kites"/></references>"""


def foreign(content: str, country: str = "us", language: str = "eng") -> bytes:
    meta = _IDENTIFICATION.format(country=country, language=language)
    return (
        f'<akomaNtoso xmlns="{AKN}"><!-- c --><act name="act"><meta>{meta}</meta>{content}</act></akomaNtoso>'.encode()
    )


SECTIONS = """
<preface><longTitle><p>An <docTitle>Act  on
  Kites</docTitle></p></longTitle><p>Loose <b>words</b></p></preface>
<preamble><p>We, the flyers</p>
 <recitals><recital eId="rec_1"><num>(1)</num><p>Because.</p></recital></recitals>
</preamble>
<body>
 <section eId="sec_1"><num>1.</num><heading>Purpose</heading><content><p>To fly
   <i>kites</i>.</p></content></section>
 <section><num>§ 2</num><heading>Rules</heading>
  <subsection><num>(a)</num><content><p>One; and</p><blockList><listIntroduction>these:</listIntroduction>
   <item><num>(i)</num><p>first</p></item></blockList></content></subsection>
  <subsection><num>(b)</num><list><intro><p>Either</p></intro><point><num>(1)</num><content><p>x</p></content></point>
   <wrapUp><p>or so.</p></wrapUp></list></subsection></section>
</body>
<conclusions><p>Signed</p></conclusions>"""


def test_every_word_stands_in_a_leaf_and_white_space_is_folded() -> None:
    document = from_akn(foreign(SECTIONS))
    assert document.text.split("\n") == [
        "An Act on Kites", "Loose words", "We, the flyers", "(1) Because.", "1. Purpose", "To fly kites.", "§ 2 Rules",
        "(a) One; and", "these:", "(i) first", "(b) Either", "(1) x", "or so.", "Signed",
    ]  # fmt: skip
    assert "".join(document.text[leaf.span.start : leaf.span.end] for leaf in document.leaves) == document.text


def test_structure_and_numbers_are_kept() -> None:
    document = from_akn(foreign(SECTIONS))
    found = {(one.eid, one.kind, one.number, one.heading) for one in document.provisions}
    assert {
        ("rec_1", "recital", "1", None),
        ("sec_1", "section", "1", "Purpose"),
        ("section", "section", "2", "Rules"),
        ("section__subsection", "subsection", "a", None),
        ("section__subsection_2", "subsection", "b", None),
        ("section__subsection_2__point", "point", "1", None),
    } <= found


def test_what_the_identification_says_is_metadata() -> None:
    document = from_akn(foreign(SECTIONS))
    metadata = document.metadata
    assert metadata.title is not None
    assert metadata.title.value == "Act on Kites"
    assert [quote.exact for quote in metadata.title.evidence] == ["Act on Kites"]
    assert metadata.number is not None
    assert metadata.number.value == "1"
    assert [issuer.value for issuer in metadata.issuers] == ["Parliament of Kites"]
    assert {key: one.value for key, one in metadata.dates.items()} == {"adopted": "2020-01-02"}
    assert (document.language, document.tradition) == ("en", "us")


@pytest.mark.parametrize(
    ("country", "language", "tradition"),
    [("cn", "zho", "chinese"), ("cn", "eng", "chinese-in-english"), ("eu", "fra", "eu"), ("za", "eng", "generic")],
)
def test_the_tradition_follows_country_and_language(country: str, language: str, tradition: str) -> None:
    assert from_akn(foreign(SECTIONS, country, language)).tradition == tradition


def test_an_eid_that_is_given_twice_is_told_apart() -> None:
    section = '<section eId="s"><content><p>a</p></content></section>'
    document = from_akn(foreign(f"<body>{section}{section}</body>"))
    assert [one.eid for one in document.provisions] == ["s", "s_2"]


def test_words_of_a_quoted_provision_do_not_stick_together() -> None:
    quoted = "<mod>insert <quotedStructure><p>one</p><p>two</p></quotedStructure></mod> here"
    document = from_akn(foreign(f"<body><section><content><p>{quoted}</p></content></section></body>"))
    assert document.text == "insert one two here"


def test_it_goes_out_again_without_loss() -> None:
    document = from_akn(foreign(SECTIONS))
    assert from_akn(to_akn(document, "theirs.xml").encode()) == document


def test_a_file_without_words_is_empty() -> None:
    with pytest.raises(EmptyInput):
        from_akn(foreign("<body><section><content><p> </p></content></section></body>"))
