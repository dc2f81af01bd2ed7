"""Who issues or enacts a document, where its own words say so.

Sources, in order: issuers that the structure read from the text; enacting formulas and orders; words of adoption and
issue; signatures; and, last, the clause on interpretation of a Chinese rule, since the power to interpret a rule lies
with the body that made it (Regulations on the Procedures for the Formulation of Rules, Article 33).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from regatlas.engines.lexicon.subjects import LONGEST_NAME
from regatlas.model.document import Document
from regatlas.model.text import Span

_HEAD = 4000  # code points from the beginning in which enacting words stand (measured: at most 2,900 in the corpus)
_TAIL = 1500

_NAME = r"(?P<name>[^\n，。；;:：]{3,110}?)"
_CAPITALS = (
    r"(?P<name>(?:[A-Z][\w’'.&-]*)(?:,? (?:(?:of|the|and|for|on|in) )*(?:(?!(?:January"
    r"|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b)[A-Z][\w’'.&-]*|\d+(?:st|nd|rd|th)\b))*"
    r"(?: (?:jointly|\(\w+\)))?)"
)
# By a word without which the formula cannot stand: looking for the words first is a tenth of the cost.
_ENACTING = tuple(
    (needle, re.compile(pattern))
    for needle, pattern in (
        (
            "be it ",
            rf"(?i:be it (?:enacted|resolved|ordained|further enacted) by (?:the )?){_NAME}"
            r"(?=,? (?i:in (?:congress|general court|general assembly) (?:assembled|convened)|represented in)|:|,|\n)",
        ),
        (
            "people of the state",
            r"(?i:\bthe )(?P<name>(?i:people of the state of [a-z]+(?: [a-z]+)?))"
            r"(?=,?\s+(?i:represented|do\s+(?:hereby\s+)?enact))",
        ),
        (
            "nact",
            r"(?i:\bthe )(?P<name>(?i:(?:general assembly|legislature|legislative assembly|general court|city council)"
            r"(?: of [A-Z][\w ]{3,60}?)?))(?= (?i:(?:do|does)?\s*(?:hereby )?enacts?))",
        ),
        (
            "senate and house",
            r"(?P<name>[Ss]enate [Aa]nd House [Oo]f Representatives [Oo]f [Tt]he United States [Oo]f America)",
        ),
        (
            "authority vested in me",
            r"(?i:authority vested in me as )(?P<name>President|Governor(?: of [A-Z]\w+(?: [A-Z]\w+)*)?)",
        ),
        ("the european parliament", r"(?P<name>THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION)(?=,)"),
        ("consent of the", r"(?<=consent of the )(?P<name>Senate and House of Commons of Canada)"),
        ("introduced", r"(?i:introduced\s+by\s+)(?P<name>[^\n]{3,80}?)(?=\s+--|\n|;)"),
        ("from:", r"\bFROM: ?(?P<name>[A-Z][\w.’' -]{4,70})(?=\n|,|$)"),
        (
            "submitted by",
            r"(?i:paper submitted by (?:the )?)"
            r"(?P<name>[A-Z]?[\w ’'-]{3,50}?(?:delegation|government|ministry|department|commission))\b",
        ),
    )
)
_ISSUED = tuple(
    (needle, re.compile(pattern))
    for needle, pattern in (
        # "Guidelines published by NIST" in running text are those of somebody else: only a line or a parenthesis of
        # its own, or words about this document, count.
        (
            "ed by ",
            r"(?:(?:^|\n|\()(?:[Jj]ointly )?"
            r"|[Tt]h(?:is|ese) [\w -]{3,40}? (?:is|are|was|were|ha(?:s|ve) been) (?:jointly )?)"
            r"(?:[Ii]ssued|[Pp]ublished|[Pp]romulgated|[Rr]eleased|[Aa]dopted|[Aa]pproved|[Dd]eveloped|[Pp]repared)"
            rf" (?:jointly )?by (?:the )?{_CAPITALS}",
        ),
        ("session of the", rf"[Aa]dopted at the [^\n]{{0,60}}?[Ss]ession of the {_CAPITALS}"),
        (
            "issued",
            rf"(?:^|\.\s|, ){_CAPITALS} (?:(?:has|have) )?(?:jointly )?"
            r"(?:issued|is issuing|hereby issues) th(?:is|ese)\b",
        ),
        ("general office", r"\b[Tt]he (?P<name>General Office of the [A-Z][\w ()]{4,160}?) issued\b"),
        (
            "次会议",
            r"(?P<name>[\u4e00-\u9fff]{2,20}?(?:人民代表大会常务委员会|人民代表大会))"
            r"(?=第[一二三四五六七八九十]+次会议(?:修订)?(?:通过|修正))",
        ),
        (
            "令",
            r"(?:^|\n|[（(])(?P<name>[\u4e00-\u9fff、 ]{3,90}?)(?=令\s*第?[〔\[0-9一二三四五六七八九十])",
        ),
        (
            "发",
            r"(?:^|\n)(?P<name>[\u4e00-\u9fff、]{3,60}?(?:办公室|委员会|部|局|政府|厅|院))(?:等\w{1,4}部门)?(?:联合)?"
            r"(?=(?:发布|印发|制定发布)[《本了])",
        ),
        ("关于", r"(?:^|\n)(?P<name>[\u4e00-\u9fff、]{2,40})(?=关于(?:印发|发布|公布)《)"),
    )
)
_SIGNED = re.compile(
    r"\n(?P<name>(?:[A-Z][\w’'.]+ ){0,4}(?:Chair(?:man|woman|person)?|Director|Secretary"
    r"|Administrator|Commissioner|President"
    r"|Governor|Minister), ?[A-Z][\w’' ,&-]{4,90})(?=[.\n]|$)"
)
_SIGNING_BODY = re.compile(r"\nOn behalf of the (?P<name>[A-Z][\w’' -]{3,80})(?=,|\n)")
_AGENCY_LINE = re.compile(
    r"(?:Cyberspace Administration|Ministry|(?:National|State) [A-Z][\w ]+(?:Administration|Commission)|State Council"
    r"|State Administration|Office|Department) (?:of|for) [^\n.;:]{3,90}\Z"
    r"|[\u4e00-\u9fff、 ]{2,60}(?:办公室|委员会|总局|部|局|人民政府|常务委员会|国务院)\Z"
)
_SPEAKER = re.compile(
    r"(?P<name>China|Canada|Singapore|Japan|Russia|India|The United States|The United Kingdom)"
    r" (?:calls? (?:on|upon|for)|welcomes|proposes|advocates|stands ready|is ready to|is committed to)\b"
)
_INTERPRETS = re.compile(
    r"[Ii]nterpretation of th(?:ese|is) (?:Provisions|Measures|Regulations?|Rules)(?: is"
    r"| shall be)? the responsibility of "
    r"(?:the )?(?P<name>[^\n.]{4,200})(?=\.)"
    r"|由(?P<zh>[\u4e00-\u9fff、]{3,90}?)(?=(?:负责|进行)?解释)"
)


# One name or several: "X together with the Ministry of Y, the Ministry of Z", "X会同Y部、Z部".
_BETWEEN = re.compile(
    r"、|会同|;\s+|,? (?:together|jointly) with (?:the )?|,? and the (?=[A-Z])"
    r"|, (?:and )?(?:the )?(?=(?:Ministry|State|National|Department|General|Office)\b)"
)


def proposers(document: Document) -> Iterator[tuple[Span, Span]]:
    """The place of each proposer's name, and the words that make it one."""
    found: list[tuple[Span, Span]] = []
    for source in (_read_issuers, _formulas, _issued, _signed, _speakers, _interpreters):
        found.extend((name, quote) for whole, quote in source(document) for name in _several(document.text, whole))
        # A weaker source is only asked where the stronger ones are silent.
        if found:
            break
    seen: set[str] = set()
    for name, quote in found:
        words = document.text[name.start : name.end].casefold()
        if words not in seen and 2 <= len(words) <= LONGEST_NAME:
            seen.add(words)
            yield name, quote


def _several(text: str, whole: Span) -> Iterator[Span]:
    start = whole.start
    for match in _BETWEEN.finditer(text, *whole):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, whole.end)


def _read_issuers(document: Document) -> Iterator[tuple[Span, Span]]:
    for issuer in document.metadata.issuers:
        if issuer.origin != "text" or not issuer.evidence:
            continue
        quote = issuer.evidence[0].span
        at = document.text.find(issuer.value, *quote)
        yield (Span(at, at + len(issuer.value)) if at >= 0 else quote), quote


_Formula = tuple[str, re.Pattern[str]]


def _search(document: Document, formulas: tuple[_Formula, ...], zone: Span) -> Iterator[tuple[Span, Span]]:
    lowered = document.text[zone.start : zone.end].lower()
    for needle, pattern in formulas:
        if needle in lowered:
            for match in pattern.finditer(document.text, *zone):
                yield Span(*match.span("name")), Span(*match.span())


def _formulas(document: Document) -> Iterator[tuple[Span, Span]]:
    yield from _search(document, _ENACTING, Span(0, min(_HEAD, len(document.text))))


def _issued(document: Document) -> Iterator[tuple[Span, Span]]:
    yield from _search(document, _ISSUED, Span(0, min(_HEAD // 2, len(document.text))))


def _signed(document: Document) -> Iterator[tuple[Span, Span]]:
    length = len(document.text)
    yield from _search(
        document, (("on behalf of", _SIGNING_BODY), (", ", _SIGNED)), Span(max(0, length - _TAIL), length)
    )
    yield from _agency_lines(document, document.source.blocks[-9:])
    yield from _agency_lines(document, document.source.blocks[:4])


def _agency_lines(document: Document, blocks: tuple[tuple[int, int, object, int], ...]) -> Iterator[tuple[Span, Span]]:
    for start, end, _, _ in blocks:
        if 3 < end - start < LONGEST_NAME and _AGENCY_LINE.match(document.text, start, end):
            yield Span(start, end), Span(start, end)


def _speakers(document: Document) -> Iterator[tuple[Span, Span]]:
    counted = list(_search(document, (("", _SPEAKER),), Span(0, len(document.text))))
    # One sentence about a country is a mention; a document that speaks for it does so again and again.
    if len(counted) > 1:
        yield counted[0]


def _interpreters(document: Document) -> Iterator[tuple[Span, Span]]:
    length = len(document.text)
    for match in _INTERPRETS.finditer(document.text, max(0, length - _TAIL), length):
        yield Span(*match.span("name" if match["name"] else "zh")), Span(*match.span())
