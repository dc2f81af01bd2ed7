"""Bytes to characters: BOM, declaration, strict UTF-8, GB18030, then a guess (design, section 6)."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from regatlas.errors import UnknownFormat

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-:.]{2,40})""", re.IGNORECASE)
_CHINESE_DECLARATIONS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030"}
_GUESS_FROM = 64_000


def decode(data: bytes) -> tuple[str, str]:
    """The characters of ``data`` and the name of the encoding. Raises :class:`UnknownFormat` for what is no text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding), encoding.removesuffix("-sig")
    if b"\x00" in data[:_GUESS_FROM]:
        return _without_bom(data)
    for encoding in [*_declared(data), "utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if not _binary(text):
            return text, encoding
    return _guess(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownFormat(
            f"the file begins as {encoding} text but is not", where=f"byte {error.start}", hint="save it as UTF-8"
        ) from error


def _declared(data: bytes) -> list[str]:
    match = _DECLARED.search(data[:2048])
    if not match:
        return []
    name = match.group(1).decode("ascii").lower()
    return [_CHINESE_DECLARATIONS.get(name, name)]


def _without_bom(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    head = data[:_GUESS_FROM]
    odd, even = head[1::2].count(0), head[0::2].count(0)
    encoding = "utf-16-le" if odd > 3 * even else "utf-16-be" if even > 3 * odd else None
    if encoding:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = "\x00"
        if not _binary(text):
            return text, encoding
    raise _no_text()


def _guess(data: bytes) -> tuple[str, str]:
    best = from_bytes(data[:_GUESS_FROM]).best()
    if best is not None:
        text = data.decode(best.encoding, errors="replace")
        if not _binary(text):
            return text, best.encoding
    raise _no_text()


def _binary(text: str) -> bool:
    """Controls that no text has, beyond one in two hundred characters of the beginning."""
    head = text[:_GUESS_FROM]
    controls = sum(ord(character) < 32 and character not in "\t\n\r\f\x0b\x1b" for character in head)
    replaced = head.count("\ufffd")
    private = sum("\ue000" <= character <= "\uf8ff" for character in head)
    return controls * 200 > len(head) or (replaced + private) * 3 > len(head) + 3


def _no_text() -> UnknownFormat:
    return UnknownFormat(
        "the bytes are not text in any encoding that we know", hint="give a PDF, HTML, DOCX, Markdown or text file"
    )
