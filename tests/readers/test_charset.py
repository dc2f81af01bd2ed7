from __future__ import annotations

import pytest

from regatlas.errors import UnknownFormat
from regatlas.readers import read
from regatlas.readers.charset import decode

CHINESE = "第一条 为了规范人工智能服务，保护公民的合法权益，根据国家法律，制定本办法。\n" * 4
TRADITIONAL = "第一條 為了規範人工智慧服務，保護公民的合法權益，這個規定的實施機關應當發布數據。\n" * 4
ENGLISH = "The provider’s duty is to “label” content, and the user’s café shall comply with it.\n" * 4
GERMAN = "Die Änderung für die Behörden über größere Gesetze muß früh geprüft werden.\n" * 4


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *[
            (CHINESE, name)
            for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk")
        ],
        *[(ENGLISH, name) for name in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252")],
        (GERMAN, "latin-1"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
    ],
)
def test_the_ladder_finds_the_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


def test_the_byte_order_is_told_by_punctuation_where_zeros_do_not() -> None:
    text = "一条规定。\n一、应当依法。\n" * 5
    assert decode(text.encode("utf-16-be")) == (text, "utf-16-be")
    assert decode(text.encode("utf-16-le")) == (text, "utf-16-le")


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8", "big5"])
def test_a_page_is_read_as_it_declares(declared: str) -> None:
    body = "人工智慧服務" if declared == "big5" else "人工智能服务"
    page = f'<html><head><meta charset="{declared}"></head><body><p>{body}</p></body></html>'
    assert read(page.encode(declared)).text == body


def test_utf8_is_believed_over_a_single_byte_declaration() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>服务提供者应当依法标识。</p></body></html>'
    assert read(page.encode()).text == "服务提供者应当依法标识。"


@pytest.mark.parametrize("declared", ["punycode", "idna", "unicode_escape", "utf-7", "rot13", "no-such"])
def test_codecs_that_are_no_text_are_not_believed(declared: str) -> None:
    assert decode(f"charset={declared}\nThe act applies.".encode())[1] == "utf-8"


def test_a_broken_beginning_names_the_byte() -> None:
    with pytest.raises(UnknownFormat, match="byte 10"):
        decode(b"\xef\xbb\xbfThe act\xff applies.")


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x01\x02\x03\x04\x05\x06" * 30, b"\xff\xfe" + b"\x01\x00\x02\x00" * 9]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        decode(data)


def test_a_few_broken_characters_are_told_and_a_change_of_encoding_is_refused() -> None:
    text = "第一条 经营者应当依法保存记录，并向主管部门报告安全事件。\n" * 5
    broken = read(text.encode() + b"\xed\xa0\x80")
    assert broken.quality.status == "ok"
    assert broken.quality.reasons == ("3 characters were lost in decoding or belong to a private font.",)
    with pytest.raises(UnknownFormat, match="goes on in another encoding"):
        read(text.encode() + text.encode("gb18030"))
