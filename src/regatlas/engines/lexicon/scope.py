"""What a sentence takes out of a law, word by word: "does not apply to …", "other than …", 除…外, 不适用.

A sentence seldom exempts as a whole: "except for national defence, operators shall test every system" binds operators
to test. So each formula of exemption has a scope of its own, from its words to the end of the clause or, where Chinese
puts what is spared first, back to the beginning of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from regatlas.model.text import Span

_LAW = r"(?:本(?:办法|规定|条例|法|细则|指南|标准|意见|章|节|条|款)|前款|前条|上述)"
# Every pattern spares what its group "out" holds. What begins with "except" may also name a condition or a rule of its
# own ("except as provided", "except that they shall …"): there nothing is taken out.
_ENGLISH = (
    re.compile(
        r"\b(?:(?:do|does|did|shall|will|may) not (?:apply|extend)|appl(?:y|ies) neither|(?:is|are) not applicable)"
        r" (?:to|with respect to|in respect of)(?P<out>[^.;。；]*?)"
        r"(?=[.;。；]|\Z|, (?:but|and (?:shall|must|may)|provided|unless|nor)\b)",
        re.I,
    ),
    re.compile(
        r"\b(?:except for|except(?= [^,.;:]{2,80},)|other than|with the exception of|to the exclusion of|excluding"
        r"|(?:do|does|shall) not include|not including)"
        r"(?! (?:as|that|where|when|if|under|pursuant|in accordance|to the extent|by|upon|with)\b)"
        r"(?P<out>[^,.;:()，。；：]*?)(?=[,.;:()，。；：]|\Z| (?:shall|must|may|should|will|can|is|are)\b)",
        re.I,
    ),
    re.compile(
        r"\b(?:nothing in (?:this|these|the) [\w ]{2,40}?|this \w+) (?:shall|may|is to|must)(?: not)? be"
        r" (?:construed|interpreted|read)(?P<out>[^.;。；]*)",
        re.I,
    ),
)
_CHINESE = (
    # 删除、排除 and the like are verbs of their own; 除…外，还应当 adds instead of sparing.
    re.compile(
        r"(?<![消清删排解去免根拆扣废破剔])除(?![了去])(?P<out>[^，。；：\n]{2,60}?)(?:以外|之外|外)(?!，?(?:还|也|并|应当?同时))"
    ),
    re.compile(rf"(?P<out>[^。；\n]{{0,120}})不适用{_LAW}"),
    re.compile(r"不适用于(?P<out>[^，。；\n]*)"),
    re.compile(r"(?:不包括|不包含|不含)(?P<out>[^，。；\n]*)"),
)
# Looked for first, for the formulas themselves are slow, above all where what is spared stands before the words.
_ENGLISH_SIGNS = re.compile(
    r" not (?:apply|extend|appl|includ)| neither |except|other than|exclu|construed|interpreted| be read", re.I
)
_CHINESE_SIGNS = re.compile(r"除|不适用|不包|不含")


def exempted(text: str, sentence: Span) -> tuple[Span, ...]:
    """The stretches of a sentence that name what the law spares, in order; they may touch but are never empty."""
    formulas = (_ENGLISH if _ENGLISH_SIGNS.search(text, *sentence) else ()) + (
        _CHINESE if _CHINESE_SIGNS.search(text, *sentence) else ()
    )
    return tuple(sorted(_found(text, sentence, formulas))) if formulas else ()


def _found(text: str, sentence: Span, formulas: tuple[re.Pattern[str], ...]) -> Iterator[Span]:
    for formula in formulas:
        for match in formula.finditer(text, *sentence):
            start, end = match.span("out")
            if start < end:
                yield Span(start, end)
