"""Marks at the beginning of a line that open a legal unit, whatever the tradition. Used to tell a line's end from a
paragraph's; which unit a mark opens is decided later by the grammar."""

from __future__ import annotations

import re

_HAN_NUMBER = r"[〇零一二三四五六七八九十百千两\d０-９]+"

# Strong marks cannot well be the continuation of a sentence, unless the line before stops in mid-sentence.
STRONG_MARK = re.compile(
    rf"""
    第\s?{_HAN_NUMBER}\s?(?:分?编|章|节|条|目)(?:之{_HAN_NUMBER})?
    | [（(]\s?[一二三四五六七八九十百]+\s?[)）]
    | [一二三四五六七八九十百]+\s?、
    | (?:附\s?[件录则表]|目\s?[录次])(?:\s|[一二三四五六七八九十\d:：]|$)
    | (?:Chapter|CHAPTER|Article|ARTICLE|Section|SECTION|SEC\.|Sec\.|Part|PART|TITLE|Title|ANNEX|Annex|DIVISION
        |§{{1,2}})
        \s?(?:\d+[A-Za-z]?|[IVXLC]+|[A-Z])(?:[.:：\-–—]|\s|$)
    | [(（](?:\d{{1,3}}|[a-zA-Z]{{1,2}}|[ivxl]{{1,6}}|[IVXL]{{1,6}})[)）]
    | \d{{1,3}}(?:\.\d{{1,3}})*[.．、](?:\s|[^\d\s])
    | \d{{1,2}}(?:\.\d{{1,2}})+\s
    | [IVXLC]{{1,6}}\.\s
    | [a-zA-Z][.)]\s
    | [•●○■◆▪‣⁃*·-]\s
    """,
    re.VERBOSE,
)

SENTENCE_END = re.compile(r"""[。；：！？.;:!?][”’"'」』）)\]]*$""")

# Promulgation notes end without a full stop, and a unit may follow them.
NOTE_END = re.compile(r"(?:通过|公布|发布|施行|实施|批准|修[正订]|[)）])$")

PAGE_MARK = re.compile(
    r"""^(?:
        [-—–―·•\s]*\d{1,4}[-—–―·•\s]*
        | 第\s?\d{1,4}\s?页(?:\s?[，,/]?\s?共\s?\d{1,4}\s?页)?
        | (?:page|p\.)\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?
        | \d{1,4}\s?/\s?\d{1,4}
    )$""",
    re.VERBOSE | re.IGNORECASE,
)
