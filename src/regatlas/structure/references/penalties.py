"""Penalties that a text provides: what, how much, for whom, for the breach of which provisions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick

from regatlas.model.document import Document, Provision
from regatlas.model.reference import Amount, Penalty, PenaltyKind, Reference
from regatlas.model.text import Quote, Span
from regatlas.structure.references.amounts import chinese_amounts, english_amounts

Kinds = tuple[tuple[PenaltyKind, re.Pattern[str]], ...]


def _kinds(table: dict[PenaltyKind, str], flags: int = 0) -> Kinds:
    return tuple((kind, re.compile(pattern, flags)) for kind, pattern in table.items())


# Chinese

_CHINESE: Kinds = _kinds({
    "fine": r"罚款",
    "warning": r"警告(?=[，、；。]|或|和|及|并|处分|$)",
    "public-criticism": r"通报批评|予以通报(?!有关)",
    "confiscation": r"没收",
    "rectification-order": r"责令[^，。；]{0,8}(?:改正|整改|纠正)|责令停止|责令[^，。；]{0,4}采取",
    "suspension": r"暂停[^，。；]{0,16}(?:业务|服务|更新|使用|功能|办理|营业|活动)|停业整顿|停产停业",
    "closure": r"关闭[^，。；]{0,12}(?:网站|应用|通讯群组|账号|平台)",
    "licence-revocation": r"吊销|撤销[^，。；]{0,12}(?:许可|备案|资质|证书|资格)",
    "prohibition": r"年内不得|终身不得|禁止其[^，。；]{0,14}(?:担任|从事)",
    "detention": r"拘留",
    "disciplinary": r"给予(?:政务|行政|纪律)?处分",
    "civil-liability": r"承担民事责任|承担[^，。；]{0,8}赔偿责任",
    "public-security-penalty": r"治安管理处罚(?=[，。；]|$)",
    "criminal-liability": r"追究刑事责任",
    "legal-liability": r"追究法律责任|承担法律责任",
})  # fmt: skip
_CHINESE_TRIGGER = re.compile(
    r"罚款|警告|通报|没收|责令|暂停|停业|停产|关闭|吊销|撤销|不得|禁止其|拘留|处分|责任|治安管理处罚"
)
# 受到吊销许可证处罚的 is what happened before; 责令改正 below 拒不 is a refusal.
_SUFFERED = re.compile(r"^(?:因[^，]*)?受到|处罚的$|^(?:拒不|未)[^，]*(?:改正|整改)|责任制|责任人员(?:的)?$|从轻|减轻")
_WHOM = re.compile(
    r"(?:并)?(?:由[^，。；]{2,40}?)?对(?P<whom>[^，。；]{2,60}?)(?:，|可以|依法|依照|处|给予|并处|决定|予以|追究|$)"
)
_CONDITION = re.compile(r"^(?P<condition>[^，。；]*(?:的|后果的))(?:，|$)")
_LABEL = re.compile(r"\s*(?:第[^条\s]{1,8}条(?:之[一二三四五六七八九十]+)?\s*|[（(][^（）()]{1,4}[）)]\s*)+")
_BREAKER = re.compile(r"(?P<whom>[^，。；、]{2,40}?)(?:违反|不履行|未履行|未按照|未依照|拒绝|拒不|通过隐瞒)")
_BREACH = re.compile(
    r"(?:违反|不履行|未履行|未按照|未依照|未遵守|不符合|不按照|有|造成)[^，。；]{0,6}$|(?:[、和及]|或者)$"
)


class _Clauses:
    """A text cut at its commas and full stops, with the places where sentences begin."""

    def __init__(self, text: str) -> None:
        self._text = text

    def sentence(self, offset: int) -> tuple[int, int]:
        """The sentence or clause between 。 ； and line feeds in which a place stands."""
        # Bounded by the block, or the search for a rare sign would cross the whole text each time.
        floor = self._text.rfind("\n", 0, offset)
        start = max(floor, *(self._text.rfind(stop, floor + 1, offset) for stop in "。；：")) + 1
        line = self._text.find("\n", offset)
        line = len(self._text) if line < 0 else line
        ends = [place for place in (self._text.find(stop, offset, line) for stop in "。；：") if place >= 0]
        return start, min(ends, default=line)

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts between commas."""
        while start < end:
            stop = self._text.find("，", start, end)
            stop = end if stop < 0 else stop
            yield start, stop
            start = stop + 1


def _chinese(document: Document, references: Sequence[Reference]) -> Iterator[Penalty]:
    text, clauses, done = document.text, _Clauses(document.text), -1
    for match in _CHINESE_TRIGGER.finditer(text):
        if match.start() < done:
            continue
        start, end = clauses.sentence(match.start())
        done = end
        yield from _chinese_clause(document, clauses, (start, end), references)


def _chinese_clause(
    document: Document, clauses: _Clauses, span: tuple[int, int], references: Sequence[Reference]
) -> Iterator[Penalty]:
    text = document.text
    label = _LABEL.match(text, *span)
    span = (label.end() if label else span[0], span[1])
    condition = _CONDITION.match(text[span[0] : span[1]])
    whom = _subject(document, span[0])
    for start, end in clauses.parts(*span):
        part = text[start:end]
        addressed = _WHOM.match(part)
        if addressed:
            whom = addressed["whom"]
        if _SUFFERED.search(part):
            continue
        for kind, pattern in _CHINESE:
            if not pattern.search(part):
                continue
            yield Penalty(
                kind=kind,
                quote=Quote(span=Span(start, end), exact=part),
                source=document.leaf_at(start).eid,
                amounts=chinese_amounts(part) if kind == "fine" else (),
                whom=whom,
                condition=condition["condition"] if condition and condition.end() <= start - span[0] else None,
                breaches=_breaches(document, start, references, _BREACH),
            )


def _subject(document: Document, offset: int) -> str | None:
    """Who the paragraph says may break the law: 网络运营者 in 网络运营者不履行本法第二十三条…."""
    start, end = _paragraph(document, offset)
    label = _LABEL.match(document.text, start, end)
    match = _BREAKER.match(document.text, label.end() if label else start, end)
    return match["whom"] if match else None


# English

_ENGLISH: Kinds = _kinds({
    "civil-penalty": r"civil (?:money |monetary )?(?:penalt|fine)",
    "fine": r"(?<!no )(?:administrative|monetary) (?:fines?|penalt\w+) (?:of|up to|not|between)"
        r"|\bfine[sd]? (?:of|up to|not|between|in the amount)"
            r"|(?:be|impos\w+|levy|subject to)\b[^.;]{0,60}\b(?<!no )(?:administrative )?fine[sd]?\b",
    "warning": r"\bwarnings?\b",
    "public-criticism": r"circulat\w+ (?:a )?(?:notice|report|criticism)|public(?:ly)? criticis"
        r"|notice of criticism|circulating criticism",
    "confiscation": r"confiscat|disgorge|forfeit",
    "rectification-order": r"order(?:s|ed)?\b[^.;]{0,40}(?:correct|rectif)|(?:make|demand|require"
        r"|compel)\w*\b[^.;]{0,20}\b(?:corrections?|rectif)",
    "suspension": r"(?:order|direct|requir)\w*\b[^.;]{0,80}\bsuspen(?:d|sion)|suspen(?:d"
        r"|sion) (?:of )?(?:the )?(?:relevant|related|business|operation|information|service)",
    "closure": r"clos(?:e|ure|ing)(?: down)? (?:of )?(?:the )?(?:websites?|applications?|apps)|shut(?:ting)? down",
    "licence-revocation": r"revok\w+|revocation",
    "detention": r"\bimprison|\bdetention\b|administrative detention",
    "disciplinary": r"disciplin\w+|sanctions? (?:are|shall be) (?:imposed|given)",
    "criminal-liability": r"criminal(?:ly)? (?:liab|respons|prosecut|penalt|offen[cs]e)|pursued? for criminal"
        r"|(?:guilty of|commits?|constitutes?|punish\w+ as|is) an? [^.;]{0,60}\b(?:misdemeanou?r|felony)"
        r"|guilty of an offen[cs]e",
    "public-security-penalty": r"public (?:security|order) (?:administration |management )?(?:punish|penalt|sanction)",
    "civil-liability": r"civil liability|bear civil|liable (?:for|to|in)\b[^.;]{0,80}\bdamages|liable for civil"
        r"|(?:recover|award|entitled to|bring|maintain)\w*\b[^.;]{0,120}\b(?<!punitive )damages\b(?! caused)",
    "legal-liability": r"(?:penalt(?:y|ies)|punish\w+|sanctions?) (?:are|is|shall|may|will)(?: to)? be "
        r"(?:given|imposed|punished)|heavier (?:penalt|punish)|bear legal (?:liab|respons)"
        r"|(?<!civil )(?<!criminal )penalties (?:are|shall be) (?:given|imposed)",
    "injunction": r"injuncti|enjoin",
}, re.IGNORECASE)  # fmt: skip
_TRIGGERS = (
    "damages", "misdemean", "felony", "guilty", "punish", "sanction", "legal liab", "legal resp", "disgorg", "closing",
    "fine", "penalt", "warning", "confiscat", "revok", "revoc", "suspen", "imprison", "detention", "criminal",
    "criticis", "injuncti", "enjoin", "forfeit", "rectif", "make correct", "civil liab", "disciplin", "public security",
)  # fmt: skip
_FINDER = AhoCorasick([form(stem) for stem in _TRIGGERS for form in (str, str.capitalize, str.upper)])
# A sanction answers a breach, or is imposed in so many words; other sentences only speak of sanctions.
_ANSWERS = re.compile(
    r"(?i)\b(?:violat\w+|fail(?:s|ure|ed)?|refus\w+|breach\w*|infring\w+|non-?compliance|contraven\w+"
    r"|circumstances are (?:serious|grave)"
    r"|subject to (?:a |an |administrative |civil )|liable (?:for|to)|shall be (?:fined|punished)"
    r"|constitut\w+ (?:a )?(?:crime|criminal|violat)"
    r"|gravity|unlawful|illegal|impose\w*|guilty|(?:bring|maintain) (?:a |an )?(?:civil )?action|entitled to|recover"
    r"|serious consequences|convicted|sentenced)"
)
_LONGEST_LEAD = 2000
_LEAD = 200
_ENGLISH_STOP = re.compile(r"\.(?=\s+[A-Z“‘(])|;(?=\s)")
_ABBREVIATED = re.compile(r"(?:\b(?:No|Sec|Secs|Art|Arts|U\.S|U\.S\.C|Inc|Dr|v|para|paras)|\b[A-Z])$")
# What an operator does to its users is its duty, and no sanction of the law.
_OWN_MEASURES = re.compile(
    r"(?i)\b(?:providers?|operators?|platforms?|supporters?|they)\b[^.;]{0,260}?"
    r"\b(?:shall|should|may|must|are to|to|will)"
    r"(?: \w+){0,3} (?:employ|adopt|take|use|deploy)\w*\b[^.;]{0,40}\bmeasures\b"
    r"|\b(?:employ|adopt|take) measures in accordance with (?:the )?(?:laws?|agreements?)\b"
)
_MEASURES: tuple[PenaltyKind, ...] = ("warning", "suspension", "closure", "rectification-order")
_NEGATED = re.compile(r"(?i)\bno (?:administrative )?fines?\b|\bwhether (?:administrative )?fines?\b")
_FINED = re.compile(
    r"(?P<whom>(?:the )?(?:persons?|personnel|responsible|individuals?|directly[^,.;]{3,60}?|provider"
    r"|developer|deployer|operator)[^,.;]{0,60}?)"
    r" (?:shall|are to|is to|may|will) be (?:fined|subject|liable|given|punished)"
)
_CONDITION_ENGLISH = re.compile(
    r"(?i)(?:^|[,;] )(?P<condition>(?:where|if|in serious|when) [^,.;]{3,120}(?:serious|grave|refus"
    r"|corrections?|fail)[^,.;]{0,60})"
)


def _english(document: Document, references: Sequence[Reference]) -> Iterator[Penalty]:
    text, done = document.text, -1
    for _, offset, _ in _FINDER.find_matches_as_indexes(text):
        if offset < done:
            continue
        start = text.rfind("\n", 0, offset) + 1
        done = text.find("\n", offset)
        done = len(text) if done < 0 else done
        # The line may begin with the heading of a section, and go on with its text.
        leaf = document.leaf_at(offset)
        if _is_heading(leaf.kind):
            continue
        lead = _lead(document, leaf)
        if not (_ANSWERS.search(text, start, done) or _ANSWERS.search(lead)):
            continue
        for span in _sentences(text, start, done):
            yield from _english_sentence(document, span, lead, references)


def _lead(document: Document, leaf: Provision) -> str:
    """The words that introduce the list in which a leaf is an item: "the court may award—"; empty elsewhere."""
    if leaf.parent is None or leaf.number is None:
        return ""
    outer = document.by_eid[leaf.parent]
    before = document.text[outer.span.start : min(leaf.span.start, outer.span.start + _LONGEST_LEAD)]
    introduction = before.partition("\n")[0].rstrip()
    return f"{introduction[-_LEAD:]} " if introduction.endswith((":", "—", "--")) else ""


def _is_heading(kind: str) -> bool:
    return kind in ("heading", "title", "toc", "recital", "preamble")


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one block, also cut at semicolons."""
    for stop in _ENGLISH_STOP.finditer(text, start, end):
        if stop.end() - start > 3 and not _ABBREVIATED.search(text, start, stop.start()):
            yield start, stop.end()
            start = stop.end()
            while start < end and text[start] == " ":
                start += 1
    if start < end:
        yield start, end


def _english_sentence(
    document: Document, span: tuple[int, int], lead: str, references: Sequence[Reference]
) -> Iterator[Penalty]:
    words = document.text[span[0] : span[1]]
    if _NEGATED.search(words):
        return
    whom = _FINED.search(words)
    condition = _CONDITION_ENGLISH.search(words)
    amounts = english_amounts(words)
    own = _OWN_MEASURES.search(words)
    for kind, pattern in _ENGLISH:
        if own and kind in _MEASURES:
            continue
        if not _says(pattern, lead, words) or (kind == "fine" and "civil" in words.lower() and not amounts):
            continue
        sums: tuple[Amount, ...] = amounts if kind in ("fine", "civil-penalty", "civil-liability") else ()
        yield Penalty(
            kind=kind,
            quote=Quote(span=Span(*span), exact=words),
            source=document.leaf_at(span[0]).eid,
            amounts=sums,
            whom=whom["whom"].strip() if whom else None,
            condition=condition["condition"].strip() if condition else None,
            breaches=_breaches(document, span[1], references, None),
        )


def _says(pattern: re.Pattern[str], lead: str, words: str) -> bool:
    """Whether the words, read behind the lead of their list, name a sanction that the lead alone does not."""
    return any(match.end() > len(lead) for match in pattern.finditer(lead + words))


# Both


def _breaches(
    document: Document, offset: int, references: Sequence[Reference], words: re.Pattern[str] | None
) -> tuple[Reference, ...]:
    """The provisions whose breach is punished: cited before the sanction in its paragraph, or in its points."""
    text = document.text
    span = _paragraph(document, offset - 1 if words is None else offset)
    found = []
    for reference in _inside(references, span):
        start = reference.quote.span.start
        within = start < offset or (words is not None and start > offset)
        cited = words is None or words.search(text, max(span.start, start - 24), start)
        if within and cited and reference.cites:
            found.append(reference)
    return tuple(found)


def _inside(references: Sequence[Reference], span: Span) -> Iterator[Reference]:
    index = bisect_left(references, span.start, key=lambda reference: reference.quote.span.start)
    while index < len(references) and references[index].quote.span.start < span.end:
        yield references[index]
        index += 1


def _paragraph(document: Document, offset: int) -> Span:
    """The paragraph around a place with all its points; the article where paragraphs are not marked apart."""
    for provision in document.ancestors(document.leaf_at(offset).eid):
        if provision.kind in ("paragraph", "subparagraph", "article", "section", "subsection"):
            return provision.span
    return document.leaf_at(offset).span


def find_penalties(document: Document, references: Sequence[Reference]) -> tuple[Penalty, ...]:
    """The sanctions of a text, in order, one for each kind in a clause. ``references`` are those of the document."""
    if not document.provisions:
        return ()
    read = _chinese if document.language.startswith("zh") else _english
    return tuple(read(document, references))
