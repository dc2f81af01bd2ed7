"""Bytes to characters: BOM, declaration, strict UTF-8, GB18030, then a guess (design, section 6)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from regatlas.errors import UnknownFormat
from regatlas.readers.tally import Tally

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-:.]{2,40})""", re.IGNORECASE)
# Only these may be declared: Python knows codecs that are slow (punycode) or no text at all. What pages declare as
# Latin-1 is windows-1252 in truth, and what they declare as GB2312 may hold any character of GB18030.
_DECLARABLE = {
    **{name: name for name in ("utf-8", "gb18030", "big5", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr")},
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "cp936", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("big5-hkscs", "big5"), "big5hkscs"),
    **{f"windows-125{digit}": f"cp125{digit}" for digit in range(9)},
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"),
    "utf8": "utf-8",
    "koi8-r": "koi8-r",
}
_HEAD = 64_000
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\r\f\x0b\x1b")
_STRAY_CONTROLS = 3
# One character in so many may be broken in a text that is UTF-8 else; the quality says how many are lost.
_FEW_LOST = 30
_HIGH = re.compile(rb"[\x80-\xff]+")
# What any text has at every few characters, in the right byte order only.
_FREQUENT_SIGNS = "\n ，。、；"


def decode(data: bytes) -> tuple[str, str]:
    """The characters of ``data`` and the name of the encoding. Raises :class:`UnknownFormat` for what is no text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _after_bom(data, bom, encoding), encoding
    if b"\x00" in data[:_HEAD]:
        return _without_bom(data)
    for encoding in _candidates(data):
        text = _attempt(data, encoding)
        if text is not None:
            return text, encoding
    return _guess(data)


def _candidates(data: bytes) -> Iterator[str]:
    """The encodings to try, in order; the bytes are looked at closely only where they are not UTF-8."""
    yield from _declared(data)
    yield "utf-8"
    yield from _ideographic(data)
    yield from _western(data)


def _after_bom(data: bytes, bom: bytes, encoding: str) -> str:
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownFormat(
            f"the file begins as {encoding} text but is not",
            where=f"byte {len(bom) + error.start}",
            hint="save it as UTF-8",
        ) from error
    if _binary(text):
        raise _no_text()
    return text


def _attempt(data: bytes, encoding: str) -> str | None:
    """The text, if every byte has a meaning in ``encoding`` and the characters are those of texts."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _binary(text) or _misread(text, encoding) else text


def _misread(text: str, encoding: str) -> bool:
    """Whether ideographs are so rare ones that no prose has them: most byte strings are valid GB18030 by chance."""
    return encoding.startswith(("gb", "big5")) and Tally(text[:_HEAD]).lacks_common_han(0.15)


def _declared(data: bytes) -> list[str]:
    head = data[:2048]
    lowered = head.lower()
    if b"charset" not in lowered and b"encoding" not in lowered:
        # The expression takes as long as all else that is done to decode a short law: 77 µs.
        return []
    match = _DECLARED.search(head)
    name = _DECLARABLE.get(match.group(1).decode("ascii").lower(), "") if match else ""
    # A single-byte encoding has a meaning for any bytes, so that only UTF-8 can prove it wrong.
    return ["utf-8", name] if name.startswith(("cp", "iso8859", "koi8")) else [name] if name else []


def _ideographic(data: bytes) -> list[str]:
    """GB18030 and Big5 write ideographs in two high bytes, or a high and a low one, but seldom with words between."""
    return [] if _mostly_lone(data[:_HEAD]) else ["gb18030", "big5hkscs"]


def _western(data: bytes) -> list[str]:
    """Accents and curly quotes of windows-1252 stand alone among ASCII letters."""
    return ["cp1252"] if _mostly_lone(data[:_HEAD]) else []


def _mostly_lone(head: bytes) -> bool:
    runs = [len(run) for run in _HIGH.findall(head)]
    return 2 * runs.count(1) > len(runs) and 5 * sum(runs) < len(head)


def _without_bom(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark: line feeds, spaces and common punctuation appear in one of the two byte orders."""
    texts = [(text, encoding) for encoding in ("utf-16-le", "utf-16-be") if (text := _attempt(data, encoding))]
    if not texts:
        raise _no_text()
    return max(texts, key=lambda pair: sum(map(pair[0][:_HEAD].count, _FREQUENT_SIGNS)))


def _guess(data: bytes) -> tuple[str, str]:
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    if lost * _FEW_LOST <= len(text) and not _binary(text):
        return text, "utf-8"
    best = from_bytes(data[:_HEAD]).best()
    if best is not None:
        text = data.decode(best.encoding, errors="replace")
        if not _binary(text):
            return text, best.encoding
    raise _no_text() if lost * 2 > len(text) else _mixed(data)


def _mixed(data: bytes) -> UnknownFormat:
    """Files put together from several have their first part in one encoding and the rest in another."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        what, hint = "the text begins as UTF-8 and goes on in another encoding", "save all of it as UTF-8"
        return UnknownFormat(what, where=f"byte {error.start}", hint=hint)
    return _no_text()


def _binary(text: str) -> bool:
    """Controls that no text has, beyond a few and one in two hundred bytes, or mostly unreadable characters."""
    tally = Tally(text[:_HEAD])
    controls = len(tally.ascii) - len(tally.ascii.translate(None, _CONTROLS))
    if controls > _STRAY_CONTROLS and controls > _STRAY_CONTROLS + len(tally.text.encode("utf-8", "replace")) / 200:
        return True
    # Replacements, and the area for private use.
    return (tally.text.count("\ufffd") + tally.pages(0xE0, 0xF8)) * 3 > tally.length + 3


def _no_text() -> UnknownFormat:
    return UnknownFormat(
        "the bytes are not text in any encoding that we know", hint="give a PDF, HTML, DOCX, Markdown or text file"
    )
