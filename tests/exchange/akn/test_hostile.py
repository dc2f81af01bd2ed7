"""XML that is broken, dangerous or changed: each is refused by one kind sentence, and nothing is fetched."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.akn.test_elements import REGULATION, document

from regatlas.errors import DamagedFile, RegatlasError, UnknownFormat
from regatlas.exchange.akn import from_akn, to_akn
from regatlas.exchange.akn.names import AKN

GOOD = to_akn(document(REGULATION), "hand.txt").encode()
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_HEAD = f'<akomaNtoso xmlns="{AKN}"><act name="act"><meta/><body><section eId="s"><content><p>'
_TAIL = "</p></content></section></body></act></akomaNtoso>"

HOSTILE = {
    "nothing": b"",
    "not XML": b"kites",
    "cut off": GOOD[: len(GOOD) // 2],
    "a null byte": GOOD.replace(b"Kites", b"Ki\x00es"),
    "an entity that grows": f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>{_HEAD}&l9;{_TAIL}'.encode(),
    "an entity from a file": f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{_HEAD}&e;{_TAIL}'.encode(),
    "an unknown entity": f"{_HEAD}&kite;{_TAIL}".encode(),
    "an outer document type": f'<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd">{_HEAD}a{_TAIL}'.encode(),
    "nesting without end": f"{_HEAD}{'<b>' * 100_000}{'</b>' * 100_000}{_TAIL}".encode(),
    "changed words": GOOD.replace(b"strings.", b"threads."),
    "an offset that is no number": GOOD.replace(b'size="', b'size="x'),
    "a kind of block that is none": GOOD.replace(b"<num>", b'<num xmlns:q="urn:regatlas:akn:1" q:block="kite">', 1),
    "an element that is missing": GOOD.replace(b"rg:quality", b"rg:other"),
    "an attribute that is missing": GOOD.replace(b" checksum=", b" sum="),
    "statements that contradict each other": GOOD.replace(
        b"<rg:quality",
        b'<rg:statement of="issuers" value="a" origin="text"/>'
        b'<rg:statement of="issuers" at="1" value="a" origin="text"/><rg:quality',
    ),
    "a quote beyond the text": GOOD.replace(
        b"<rg:quality",
        b'<rg:statement of="title" value="a" origin="text"><rg:quote start="9" end="99999"/></rg:statement><rg:quality',
    ),
    "no meta": f'<akomaNtoso xmlns="{AKN}"><act name="act"/></akomaNtoso>'.encode(),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_as_damaged(case: str) -> None:
    assert HOSTILE[case] != GOOD
    tracemalloc.start()
    with pytest.raises(DamagedFile) as refusal:
        from_akn(HOSTILE[case])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000
    assert refusal.value.hint


def test_other_xml_is_of_another_format() -> None:
    with pytest.raises(UnknownFormat, match="not Akoma Ntoso"):
        from_akn(b"<html><body/></html>")


def test_no_entity_brings_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("kites are secret", encoding="utf-8")
    xml = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>{_HEAD}&e;{_TAIL}'
    with pytest.raises(DamagedFile) as refusal:
        from_akn(xml.encode())
    assert "secret" not in str(refusal.value)


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=6))
def test_any_damage_is_refused_in_our_words_or_does_no_harm(place: int, noise: bytes) -> None:
    try:
        read = from_akn(GOOD[:place] + noise + GOOD[place + len(noise) :])
    except RegatlasError:
        return
    assert "".join(read.text[leaf.span.start : leaf.span.end] for leaf in read.leaves) == read.text
