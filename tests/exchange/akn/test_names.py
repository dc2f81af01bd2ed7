from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.exchange.akn.test_elements import REGULATION, document

from regatlas.exchange.akn import is_akn, to_akn
from regatlas.exchange.akn.names import AKN, bcp_47, escaped, iso_639_2, unescaped

_ODD = st.lists(
    st.one_of(st.text(st.characters(), max_size=3), st.sampled_from(["\\", "\\u", "\\u005c", "u000b", "\x0b"]))
)


@given(_ODD.map("".join))
def test_what_is_escaped_can_stand_in_xml_and_comes_back(text: str) -> None:
    element = etree.Element("a")
    element.text = escaped(text)
    assert unescaped(escaped(text)) == text


def test_only_what_must_be_escaped_is() -> None:
    assert escaped("风筝 \\ \n\t <&>") == "风筝 \\ \n\t <&>"
    assert escaped("a\x0cb\\u000c") == "a\\u000cb\\u005cu000c"


@pytest.mark.parametrize("tag", ["zh", "en", "ja", "und"])
def test_languages_go_both_ways(tag: str) -> None:
    assert bcp_47(iso_639_2(tag)) == tag


def test_akoma_ntoso_is_known_by_its_beginning() -> None:
    xml = to_akn(document(REGULATION), "hand.txt")
    assert is_akn(xml.encode())
    assert is_akn(xml.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert is_akn(f'<x:akomaNtoso\n xmlns:x="{AKN}"/>'.encode())
    assert not is_akn(b"<html><p>akomaNtoso</p></html>")
    assert not is_akn(b'<akomaNtoso xmlns="http://www.akomantoso.org/2.0"/>')
