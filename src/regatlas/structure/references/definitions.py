"""Definitions that a text gives: 本法所称…，是指…; “X” means …; X, as mentioned in these Measures, refers to …."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regatlas.model.document import Document
from regatlas.model.reference import Definition
from regatlas.model.text import Quote, Span

# Chinese

_SAYS = re.compile(r"[，,]?是指(?!定|导|示|明|南|引)|[，,](?:系)?指(?![定导示明南引令挥派标])|[，,]包括")
_STOPS = "。；：:"
_LABEL = re.compile(
    r"(?:第[^条\s]{1,8}条(?:之[一二三四五六七八九十]+)?\s*|[（(][^（）()]{1,4}[）)]\s*|\d{1,2}[.．、]\s*)+"
)
_CALLED = re.compile(r"(?P<scope>本[^，。；所]{1,12}|前[两三]?[款条项]|[上下]述[^，。]{0,6}|)所称的?(?P<term>.+)")
_LIST = re.compile(r"(?:下列|以下)(?:用语|术语|概念|词语|名词|名词术语)的?(?:含义|定义|意思)")
_LIST_SCOPE = re.compile(r"本(?:法典|法|条例|规定|办法|细则|规则|决定|意见|规范|准则|指引|指南|标准)")
_LONGEST_TERM = 45


def _chinese(document: Document) -> Iterator[Definition]:
    text = document.text
    articles = _Articles(document)
    last_end = -1
    for match in _SAYS.finditer(text):
        floor = text.rfind("\n", 0, match.start())
        start = max(floor, *(text.rfind(stop, floor + 1, match.start()) for stop in _STOPS)) + 1
        if start < last_end:
            continue
        label = _LABEL.match(text, start, match.start())
        start = label.end() if label else start
        clause = text[start : match.start()]
        context = articles.context(match.start())
        found = _chinese_term(clause.strip(), match.group(), context)
        if not found:
            continue
        term, scope = found
        end = _chinese_end(document, match.end())
        articles.defines(match.start())
        yield _definition(document, (start, end), term, (match.end(), end), scope or context.scope)
        last_end = end


def _chinese_term(clause: str, says: str, context: _Context) -> tuple[str, str | None] | None:
    called = _CALLED.fullmatch(clause)
    term, scope = (called["term"], called["scope"] or None) if called else (clause, None)
    term = term.strip('，,“”"「」 ')
    if not term or len(term) > _LONGEST_TERM or "，" in term:
        return None
    if not called and says.endswith(("包括", "，指", ",指")) and not (context.listed or context.defines):
        return None
    return term, scope


def _chinese_end(document: Document, start: int) -> int:
    """The end of the sentence; of the paragraph with its points, where the definition is a list."""
    text = document.text
    line = text.find("\n", start)
    line = len(text) if line < 0 else line
    stop = text.find("。", start, line)
    end = line if stop < 0 else stop
    if text.startswith("。", end):
        return end + 1
    return _with_points(document, start, end) if text[start:end].endswith(("：", ":")) else end


def _with_points(document: Document, start: int, end: int) -> int:
    leaf = document.leaf_at(start)
    around = document.by_eid[leaf.parent] if leaf.kind == "intro" and leaf.parent else leaf
    return max(end, around.span.start + len(document.text[around.span.start : around.span.end].rstrip()))


class _Context:
    """What the article around a place says of definitions."""

    def __init__(self, scope: str | None, *, listed: bool) -> None:
        self.scope = scope
        self.listed = listed
        self.defines = False


class _Articles:
    """The articles of a text with what introduces a list of terms, each read once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[str, _Context] = {}

    def context(self, offset: int) -> _Context:
        """What the article at a place says of its definitions."""
        article = _article(self._document, offset)
        if article not in self._known:
            span = self._document.by_eid[article].span
            listed = _LIST.search(self._document.text, span.start, min(span.end, span.start + 120))
            scope = _LIST_SCOPE.search(self._document.text, span.start, listed.start()) if listed else None
            self._known[article] = _Context(scope.group() if scope else None, listed=bool(listed))
        return self._known[article]

    def defines(self, offset: int) -> None:
        """Remember that the article at a place has given a definition."""
        self.context(offset).defines = True


def _article(document: Document, offset: int) -> str:
    chain = document.ancestors(document.leaf_at(offset).eid)
    return next((item.eid for item in chain if item.kind in ("article", "section")), chain[-1].eid)


# English

_MEANS = re.compile(
    r"(?:means?|MEANS?|shall mean|SHALL MEAN|refers? to|shall refer to|ha(?:s|ve) the (?:same |respective )?meanings?"
    r"|HA(?:S|VE) THE (?:SAME )?MEANINGS?|is defined as|are defined as|includes?)(?=[\s:—-])"
)
# A term in any pair of quotation marks. Not the mark that opens a quoted provision: “(1) Minor.—The term ‘minor’ means.
_QUOTED = (
    r"(?:‘‘(?![(])[^‘’“”\n]{1,140}?’’|``(?![(])[^`\n]{1,140}?''|[“\"](?![(‘'])[^“”\"\n]{1,140}?[”\"“]"
    r"|[‘`](?![(‘`])[^‘’`\n]{1,140}?[’'])"
)
_SEPARATOR = r"(?:,? (?:and|or) |, | or, |,? and/or )"
_QUOTED_TERM = re.compile(
    rf"(?P<terms>{_QUOTED}(?:{_SEPARATOR}(?:the term )?{_QUOTED})*)"
    r"(?:\s?\([^()\n]{1,60}\))?(?:,? (?:as (?:used|mentioned|referred to|defined|stated)|for the purposes?"
    r"|when used|with respect)[^,\n]{3,80},?)?"
    r"(?:,? or [^,\n]{2,40},)? ?(?:shall |SHALL )?$"
)
_ONE_QUOTED = re.compile(_QUOTED)
_MARKS = "‘’“”\"`' ,"
# "The term X includes" defines it; any other sentence with the word says something of it.
_INCLUDES = re.compile(r"(?i)\bterms? $")
_NO_TERM = re.compile(
    r"(?i)(?:the )?(?:following|these|such|above) (?:terms?|words?|definitions?|expressions?|phrases?)\b"
)
# A definition that follows another one in its article needs no quotation marks: The AI industry refers to …
_FURTHER = re.compile(r"(?:The |An? )?(?P<term>(?:[\w()&/-]+ ){0,5}[\w()&/-]+) $")
_MENTIONED = re.compile(
    r"(?P<term>[^,.;:“”\"\n]{2,110}?),? (?:as )?(?:used|mentioned|referred to|stated|called"
    r"|named) in (?P<scope>[^,.;:\n]{4,60}?),? $"
)
_PLAIN = re.compile(r"(?P<term>[A-Z][^,.;:\n]{1,80}?),? $")
_USED_IN = re.compile(
    r"^(?:As used in|For (?:the )?purposes? of|In"
    r"|Under) (?P<scope>[^,\n]{4,80}), (?:the terms? )?(?P<term>[^,.;:“”\"\n]{2,90}?) $"
)
# "by any means" is no definition.
_NOUN = re.compile(r"(?i)\b(?:any|the|by|such|other|all|same|no|of|and|technical|appropriate)\s$")
_ENGLISH_LABEL = re.compile(r"(?:Article \d+[:.]?\s*|[(（][0-9a-zA-Z]{1,4}[)）]\s*|\d{1,3}[.)]\s*)+")
_SCOPE = re.compile(
    r"(?:(?:[Ff]or (?:the )?)?purposes? of|FOR PURPOSES? OF|[Aa]s used in|AS USED IN|used in|[Ii]n|IN) "
    r"(?P<scope>(?:[Tt]his|[Tt]hese|THIS|THESE) [A-Za-z]+(?: \d+)?)"
)
_LISTING = re.compile(
    r"(?i)(?:meanings? of the following terms|following (?:terms|definitions)|terms (?:used|below)"
    r"|definitions?\b[^\n]{0,60}(?:apply|:|\.))"
)
_AS_FOLLOWS = re.compile(
    r"(?i)following (?:terms|words|expressions)[^\n]{0,60}(?:are defined|defined as|meanings?|refer)"
    r"|(?:meanings?|definitions) of the following (?:terms|words)|terms (?:are|shall be) defined as follows"
)
_COLON = re.compile(r"(?:[(（]\w{1,4}[)）]|\w{1,3}[.)、])?\s?(?P<term>[“\"]?[A-Z][^:：.;,\n]{1,80}?)[:：]\s(?=[A-Z])")
_INTRODUCTION = 400
_FURTHEST_BACK = 260


def _english(document: Document) -> Iterator[Definition]:
    text = document.text
    introductions = _Introductions(document)
    last_end = -1
    for match in _MEANS.finditer(text):
        floor = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _FURTHEST_BACK, last_end)
        terms = [
            item
            for item in _english_terms(text, floor, match, introductions)
            if item[0] and not _NO_TERM.match(item[0])
        ]
        if not terms:
            continue
        introductions.has_defined(match.start())
        end = _english_end(document, match.end())
        for term, start, scope in terms:
            shown = scope or introductions.scope(match.start())
            yield _definition(document, (start, end), term, (match.end(), end), shown)
        last_end = end


def _listed(document: Document) -> Iterator[Definition]:
    """Items of a list of terms that a colon parts from their meanings: (1) Kite: a craft on a line."""
    text = document.text
    introductions = _Introductions(document)
    for leaf in document.leaves:
        if leaf.number is None or leaf.kind not in ("point", "subpoint", "paragraph", "subsection"):
            continue
        match = _COLON.match(text, leaf.span.start, leaf.span.end)
        if match and introductions.defined_as_follows(leaf.span.start):
            span = (match.start("term"), leaf.span.end - (text[leaf.span.end - 1] == "\n"))
            scope = introductions.scope(leaf.span.start)
            yield _definition(document, span, match["term"].strip(_MARKS), (match.end(), span[1]), scope)


def _english_terms(
    text: str, floor: int, match: re.Match[str], introductions: _Introductions
) -> list[tuple[str, int, str | None]]:
    """The terms that stand before "means", each with its place and the scope that its own words give."""
    quoted = _QUOTED_TERM.search(text, floor, match.start())
    includes = match.group().startswith("include")
    if quoted and (not includes or _INCLUDES.search(text, max(floor, quoted.start() - 8), quoted.start())):
        scope = _SCOPE.search(text, floor, match.start())
        own = scope["scope"] if scope else None
        return [(term.strip(_MARKS), quoted.start(), own) for term in _ONE_QUOTED.findall(quoted["terms"])]
    if includes:
        return []
    label = _ENGLISH_LABEL.match(text, floor, match.start())
    start = label.end() if label else floor
    lead = text[start : match.start()]
    named = _USED_IN.search(lead) or _MENTIONED.fullmatch(lead)
    if named:
        return [(named["term"].strip(), start + named.start("term"), named["scope"].strip())]
    plain = _PLAIN.fullmatch(lead)
    if plain is None or _NOUN.search(lead):
        return []
    if introductions.listed(match.start()):
        return [(plain["term"].strip(), start, None)]
    further = _FURTHER.fullmatch(lead) if match.group().startswith("refer") else None
    return [(further["term"], start, None)] if further and introductions.defines(match.start()) else []


class _Introductions:
    """What the article or section around a place says before its first definition, each read once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[str, tuple[bool, str | None]] = {}
        self._defining: set[str] = set()

    def listed(self, offset: int) -> bool:
        """Whether the article is a list of terms."""
        return self._read(offset)[0]

    def scope(self, offset: int) -> str | None:
        """Where the article says that its definitions hold."""
        return self._read(offset)[1]

    def defined_as_follows(self, offset: int) -> bool:
        """Whether the article says that it lists terms with their meanings."""
        start, end = self._document.by_eid[_article(self._document, offset)].span
        return bool(_AS_FOLLOWS.search(self._document.text, start, min(end, start + _INTRODUCTION)))

    def defines(self, offset: int) -> bool:
        """Whether the article has given a definition before."""
        return _article(self._document, offset) in self._defining

    def has_defined(self, offset: int) -> None:
        """Remember that the article at a place has given a definition."""
        self._defining.add(_article(self._document, offset))

    def _read(self, offset: int) -> tuple[bool, str | None]:
        article = _article(self._document, offset)
        if article not in self._known:
            start, end = self._document.by_eid[article].span
            end = min(end, start + _INTRODUCTION)
            scope = _SCOPE.search(self._document.text, start, end)
            listed = _LISTING.search(self._document.text, start, end)
            self._known[article] = bool(listed), scope["scope"] if scope else None
        return self._known[article]


def _english_end(document: Document, start: int) -> int:
    """The end of the block or of the provision; of that with its points, where the definition is a list."""
    text = document.text
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    # Where line ends were lost, the next definition stands in the same block.
    end = max(start, min(end, document.leaf_at(start).span.end))
    if not text[start:end].rstrip().endswith((":", "—")) and end - start > 1:
        return end
    return _with_points(document, start, end)


def _definition(
    document: Document, span: tuple[int, int], term: str, meaning: tuple[int, int], scope: str | None
) -> Definition:
    start, end = span
    words = document.text[meaning[0] : meaning[1]].strip(" ，,：:—\n")
    return Definition(
        term=term,
        meaning=words,
        quote=Quote(span=Span(start, end), exact=document.text[start:end]),
        source=document.leaf_at(start).eid,
        scope=scope,
    )


def read_definitions(document: Document) -> tuple[Definition, ...]:
    """The definitions of a text, in order. Abbreviations (以下简称…) are none."""
    if not document.provisions:
        return ()
    if document.language.startswith("zh"):
        return tuple(_chinese(document))
    found = list(_english(document))
    known = {definition.source for definition in found}
    found.extend(item for item in _listed(document) if item.source not in known)
    return tuple(sorted(found, key=lambda item: item.quote.span))
