"""Whether a text can be trusted: a gate against glyph codes, broken encodings and empty scans.

Published pipelines scored garbled PDF extractions as good documents. Here a text that reads like noise is marked
``poor`` or ``unusable``, and mapping abstains. All bounds were set on the 840 texts of the corpus, which all pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters, digits, whitespace

from regatlas.model.text import Quality
from regatlas.readers.tally import Tally

# Each expression begins with literal characters, which the engine finds fast.
_GLYPH_CODES = ((b"(cid:", re.compile(r"\(cid:\d+\)")), (b"/g", re.compile(r"/g\d{1,4}\b")))
_MOJIBAKE = re.compile(r"[Ã-ï][¡-ª¬-º¼-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ˜™š›œžŸ]|â€|锟斤拷|烫烫烫")
_SYMBOLS_OF_PROSE = (
    "“”‘’«»‹›–—―…·•●○■◆▪‣⁃§£€¥、。，；：！？（）《》〈〉「」『』【】〔〕％＂＇／－～｜×°©®™№±²³¹½¼¾′″→≤≥"
)
_LOST_CHARACTER = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
# Neither letters nor digits of any script, nor symbols of prose, nor lost; ideographs stand first, being frequent.
_STRANGE = re.compile(f"[^\u4e00-\u9fff\\w\x00-\x7f{_SYMBOLS_OF_PROSE}\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_WORDS_OF_ASCII = ascii_letters + digits + whitespace
_MIXED = re.compile(r"\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{4,}\b")
_WORD = re.compile(r"[A-Za-z]{2,}")
_SAMPLE = 5_000
_LOST = "characters were lost in decoding or belong to a private font."
# No character beyond ASCII is more than a tenth of any text of the corpus.
_MOST_OF_ONE = 0.3
_LEAST_FOR_ONE = 100
_TOO_SHORT = 20
# The eight most frequent letters are 58 to 72 per cent of every English text of the corpus, and at most 42 per cent
# of one whose letters were shifted or shuffled; their share is about as high in other languages of Europe.
_FREQUENT = "etaoinsr"
_LEAST_FREQUENT = 0.48
# Strange characters in a text that are no more than this share spoil nothing.
_FEW_STRANGE = 0.04
# The most frequent characters of Chinese that are neither ideographs nor ASCII.
_FREQUENT_SIGNS = "，、。；（）"
# Marks are at most 18 per cent of what is not white space (a bill with many dotted lines).
_MOST_MARKS = 0.3


def judge_quality(
    text: str,
    remarks: tuple[str, ...] = (),
    missing: float = 0.0,
    *,
    paged: bool = False,
    tally: Tally | None = None,
) -> Quality:
    """The quality of ``text``; reasons are plain sentences.

    ``remarks`` are those of the reader, ``missing`` the share of the file's pages that gave no text.
    Only a file with pages (``paged``, a PDF) can be a scan. ``tally`` is that of the text, where it is known already.
    """
    tally = Tally(text) if tally is None else tally
    if _letters(tally) < _TOO_SHORT:
        said = "The file has almost no text; it may be a scan." if paged else "The file has almost no text."
        return Quality(status="unusable", score=0.0, reasons=(*remarks, said))
    findings = list(_findings(text, tally, missing))
    bad = min(1.0, sum(share for share, _ in findings))
    status = "unusable" if bad >= 0.25 else "poor" if bad >= 0.03 else "ok"
    # A lost character may be a word of the law, so that even one is told.
    reasons = tuple(reason for share, reason in findings if share >= 0.005 or (share and _LOST in reason))
    return Quality(status=status, score=round(1.0 - bad, 4), reasons=(*remarks, *reasons))


def _letters(tally: Tally) -> int:
    """How many letters and ideographs a text has, or at least ``_TOO_SHORT`` where it has so many."""
    found = tally.ascii_letters + tally.pages(0x4E, 0x9F)
    if found >= _TOO_SHORT:
        return found
    return tally.ascii_letters + sum(count for character, count in tally.others.items() if character.isalpha())


def _findings(text: str, tally: Tally, missing: float) -> Iterator[tuple[float, str]]:
    """Share of the text that a defect spoils, and what to tell the reader."""
    # A blank page now and then belongs to printing; more of them are scans between the pages.
    yield max(0.0, missing - 0.2), "Many pages have no text; they may be scans."
    lost = _lost(tally)
    yield lost / tally.length, f"{lost} {_LOST}"
    codes = sum(len(code) for begin, pattern in _GLYPH_CODES if begin in tally.ascii for code in pattern.findall(text))
    yield 2 * codes / tally.length, "Glyph codes stand in place of letters."
    broken = sum(map(len, _MOJIBAKE.findall(tally.foreign))) if _may_be_mojibake(tally) else 0
    yield 2 * broken / tally.length, "The text was decoded with a wrong encoding."
    yield from _symbol_soup(tally, lost)
    if tally.lacks_common_han(0.15):
        yield (
            1.0 - tally.common_han,
            "The ideographs are not those of any Chinese or Japanese prose; the encoding is wrong.",
        )
    yield from _unreadable_words(text, tally)
    most = tally.commonest(_MOST_OF_ONE) if tally.length >= _LEAST_FOR_ONE else 0.0
    yield most, "One character fills the text."


def _may_be_mojibake(tally: Tally) -> bool:
    """Whether the text has any of the characters with which the expression for it begins."""
    return bool(tally.pages(0x00, 0x00)) or "锟" in tally.text or "烫" in tally.text


def _lost(tally: Tally) -> int:
    """How many characters are replacements, or of the areas for private use."""
    if tally.pages(0xD8, 0xDF):
        return len(_LOST_CHARACTER.findall(tally.text))
    return tally.pages(0xE0, 0xF8) + tally.text.count("\ufffd")


def _symbol_soup(tally: Tally, lost: int) -> Iterator[tuple[float, str]]:
    marks = tally.without(_WORDS_OF_ASCII)
    strange = 0 if _few_strange(tally, marks) else len(_STRANGE.findall(tally.text))
    yield (
        max(0.0, strange / tally.length - _FEW_STRANGE) + max(0.0, (marks + strange) / tally.length - _MOST_MARKS),
        "Too many symbols stand between the letters.",
    )


def _few_strange(tally: Tally, marks: int) -> bool:
    """Whether strange characters are certainly too few to spoil anything, with as few counts as will do."""
    left = tally.less(tally.signs, _FREQUENT_SIGNS, _FEW_STRANGE * tally.length)
    return left == 0 or (left / tally.length <= _FEW_STRANGE and (marks + left) / tally.length <= _MOST_MARKS)


def _unreadable_words(text: str, tally: Tally) -> Iterator[tuple[float, str]]:
    if tally.ascii_letters < 200:
        return
    if tally.share_of_letters(_FREQUENT) < _LEAST_FREQUENT:
        yield 0.5, "The letters do not form words; the font of the file hides its characters."
        return
    sample = text[:_SAMPLE]
    mixed = len(_MIXED.findall(sample)) / max(1, len(_WORD.findall(sample)))
    if mixed > 0.25:
        yield mixed, "Digits and letters are mixed inside words."
