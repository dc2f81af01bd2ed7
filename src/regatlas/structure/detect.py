"""Which grammar a text follows, decided from the text and reported in ``Document.tradition``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from regatlas.model.text import SourceText
from regatlas.structure.articles import ArticleParser
from regatlas.structure.chinese import CHINESE
from regatlas.structure.dialect import Dialect
from regatlas.structure.distinct import distinct
from regatlas.structure.english import CHINESE_IN_ENGLISH, EU, cite_within
from regatlas.structure.generic import (
    GenericParser,
    cite_generic,
    cite_generic_chinese,
    cite_generic_chinese_within,
    cite_generic_within,
)
from regatlas.structure.japanese import JapaneseParser, cite_japanese
from regatlas.structure.outline import Unit
from regatlas.structure.us import UsParser, cite_us, cite_us_within

_EUROPEAN = re.compile(
    r"HA(?:VE|S) ADOPTED THIS (?:REGULATION|DIRECTIVE|DECISION)|^Whereas:$|"
    r"OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL",
    re.MULTILINE,
)
_AMERICAN = re.compile(
    r"^\s?(?:SEC(?:TION|\.)|Sec(?:tion|\.)|§|NEW SECTION\. Sec\.)\s?\d|be it enacted|"
    r"^an act (?:concerning|relat)|\b\d{1,3}-\d{1,2}-\d{2,5}\.\s",
    re.MULTILINE | re.IGNORECASE,
)


class Grammar(NamedTuple):
    """A chosen grammar: its name, how it finds units, and how it cites one."""

    name: str
    units: Callable[[], list[Unit]]
    cite: Callable[[Unit], str | None]


def choose_grammar(source: SourceText) -> Grammar:
    """The grammar with the most to say: articles, then sections, then numbered parts and headings."""
    if source.language == "ja":
        statute = JapaneseParser(source)
        if statute.has_articles:
            return Grammar("japanese", statute.units, cite_japanese)
    articles = _in_articles(source)
    if articles is not None:
        return articles
    if not source.language.startswith(("zh", "ja")) and _AMERICAN.search(source.text):
        parser = UsParser(source)
        if parser.has_sections:
            return Grammar("us", parser.units, distinct(cite_us, cite_us_within))
    chinese = source.language.startswith(("zh", "ja"))
    if chinese:
        cite = distinct(cite_generic_chinese, cite_generic_chinese_within)
    else:
        cite = distinct(cite_generic, cite_generic_within)
    return Grammar("generic", GenericParser(source).units, cite)


def _in_articles(source: SourceText) -> Grammar | None:
    for dialect in _dialects(source):
        parser = ArticleParser(source, dialect)
        found = parser.articles
        # One article may be a quotation; two in a row are drafting.
        if len(found) >= 2:
            cite = dialect.cite if dialect is CHINESE else distinct(dialect.cite, cite_within)
            return Grammar(dialect.name, parser.units, cite)
    return None


def _dialects(source: SourceText) -> list[Dialect]:
    if source.language.startswith(("zh", "ja")):
        return [CHINESE]
    return [EU] if _EUROPEAN.search(source.text[:200_000]) else [CHINESE_IN_ENGLISH]
