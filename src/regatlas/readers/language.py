"""The language of a text by script, and by function words for English (exact on the corpus; design, section 6)."""

from __future__ import annotations

import re
from collections import Counter

from regatlas.readers.tally import Tally


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[a-z\u00e0-\u024f]+")

# Characters that exist in one of the two scripts only, taken from the most frequent ones of legal prose.
_SIMPLIFIED = frozenset(
    "国发产务应规设权责关机构为业个开务应当实现会经对进与从专义书报护据术数标样条检测备术网络统级维纪约组织"
)
_TRADITIONAL = frozenset(
    "國發產務應規設權責關機構為業個開務應當實現會經對進與從專義書報護據術數標樣條檢測備術網絡統級維紀約組織"
)
_ENGLISH = _words("the of and to in shall a or for be by is that with as on any are this such an not which may from")
_OTHERS = _words(
    "de la les des et le du en dans pour par sur au aux une un der die das und den von zu mit im ist auf für el los "
    "las del que y por con para una il di che per della dei gli uma os da do em het een van"
) - {"a", "an", "in", "is", "on", "as"}
_SAMPLE = 5_000
# Of Japanese, at least this part of the ideographs and kana is kana.
_LEAST_KANA = 0.05
# The most frequent characters of Chinese from U+3000 to U+30FF, among which kana stand.
_NO_KANA = "、。《》"


def detect_language(text: str, tally: Tally | None = None) -> str:
    """``zh-Hans``, ``zh-Hant``, ``ja``, ``en``, or ``und`` where neither script nor words decide.

    ``tally`` is that of the text, where it is known already.
    """
    if tally is None or len(text) > 3 * _SAMPLE:
        tally = Tally(_sample(text))
    han, latin = tally.ideographs, tally.ascii_letters + tally.count("\u00c0", "\u024f")
    # An ideograph says about as much as four letters.
    if 4 * han > latin and _few_kana(tally, _LEAST_KANA * han):
        return _chinese(tally)
    kana = tally.count("\u3041", "\u30ff")
    if 4 * (han + kana) > latin and han + kana > 0:
        return "ja" if kana > _LEAST_KANA * (han + kana) else _chinese(tally)
    return _latin(tally.text)


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    return text[:_SAMPLE] + text[len(text) // 2 :][:_SAMPLE] + text[-_SAMPLE:]


def _few_kana(tally: Tally, most: float) -> bool:
    """Whether there are certainly no more than so many kana: counting them all takes six times as long as this."""
    return tally.less(tally.pages(0x30, 0x30), _NO_KANA, most) <= most


def _chinese(tally: Tally) -> str:
    try:
        # GB 2312 has no traditional characters, and this takes half as long as to look for each of them.
        tally.text.encode("gb2312")
    except UnicodeEncodeError:
        return "zh-Hant" if tally.one_of(_TRADITIONAL) > tally.one_of(_SIMPLIFIED) else "zh-Hans"
    return "zh-Hans"


def _latin(sample: str) -> str:
    words = Counter(_WORD.findall(sample.lower()))
    total = sum(words.values())
    english = sum(words[word] for word in _ENGLISH)
    others = sum(words[word] for word in _OTHERS)
    if total < 5:
        return "und"
    share = 0.12 if total >= 60 else 0.05
    return "en" if english >= share * total and english > others else "und"
