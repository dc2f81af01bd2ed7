"""Whether a text can be trusted: a gate against glyph codes, broken encodings and empty scans.

Published pipelines scored garbled PDF extractions as good documents. Here a text that reads like noise is marked
``poor`` or ``unusable``, and mapping abstains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from regatlas.model.text import Quality

_CID = re.compile(r"\(cid:\d+\)|/g\d{1,4}\b")
_LOST = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SYMBOL = re.compile(r"[^\w\s.,;:!?()\[\]{}'\"“”‘’«»‹›\-–—―/%&§$€£¥@#*+=<>|_~^…·•●○■◆▪、。，；：！？（）《》〈〉「」『』【】〔〕％＂＇／－～｜×°©®™№]")
_MOJIBAKE = re.compile(r"Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ]|â€|锟斤拷|烫烫烫|Â[\xa0-\xbf]")
_LETTER = re.compile(r"[^\W\d_]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*\d)\w{4,}\b")

# Frequent characters of Chinese prose: about half of any real text, a few per cent of a misdecoded one.
_COMMON_HAN = frozenset(
    "的一是不在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同"
    "么经法当起与好看学进种将还分此心前面又定见只主没公从知使些电理关应规条部机定管安全信息服务数据第章依律政府位技术施责任务组织单"
    "國為這個來們說時會發對過電關應規條機數據務責術組織單業產權設構實現標護網"
)
_TOO_SHORT = 20


def judge_quality(text: str, remarks: tuple[str, ...] = ()) -> Quality:
    """The quality of ``text``; reasons are plain sentences. ``remarks`` are those of the reader."""
    if len(_LETTER.findall(text[:5_000])) < _TOO_SHORT:
        return Quality(status="unusable", score=0.0, reasons=(*remarks, "The file has almost no text; it may be a scan."))
    findings = list(_findings(text))
    bad = min(1.0, sum(share for share, _ in findings))
    status = "unusable" if bad >= 0.25 else "poor" if bad >= 0.03 else "ok"
    reasons = tuple(reason for share, reason in findings if share >= 0.005)
    return Quality(status=status, score=round(1.0 - bad, 4), reasons=(*remarks, *reasons))


def _findings(text: str) -> Iterator[tuple[float, str]]:
    """Share of the text that a defect spoils, and what to tell the reader."""
    length = len(text)
    lost = len(_LOST.findall(text))
    yield lost / length, f"{lost} characters were lost in decoding or belong to a private font."
    codes = sum(len(code) for code in _CID.findall(text))
    yield 2 * codes / length, "Glyph codes stand in place of letters."
    broken = sum(len(pair) for pair in _MOJIBAKE.findall(text))
    yield 2 * broken / length, "The text was decoded with a wrong encoding."
    symbols = len(_SYMBOL.findall(text)) - lost
    yield max(0.0, symbols / length - 0.04), "Too many symbols stand between the letters."
    yield from _rare_ideographs(text)
    yield from _unreadable_words(text)


def _rare_ideographs(text: str) -> Iterator[tuple[float, str]]:
    han = _HAN.findall(text[:50_000])
    if len(han) < 50:
        return
    common = sum(character in _COMMON_HAN for character in han) / len(han)
    if common < 0.15:
        yield 1.0 - common, "The ideographs are not those of any Chinese or Japanese prose; the encoding is wrong."


def _unreadable_words(text: str) -> Iterator[tuple[float, str]]:
    words = _WORD.findall(text[:50_000])
    letters = sum(map(len, words))
    if letters < 200:
        return
    vowels = sum(len(_VOWEL.findall(word)) for word in words) / letters
    if vowels < 0.22 or vowels > 0.65:
        yield 0.5, "The letters do not form words; the font of the file hides its characters."
        return
    mixed = len(_MIXED.findall(text[:50_000])) / len(words)
    if mixed > 0.25:
        yield mixed, "Digits and letters are mixed inside words."
