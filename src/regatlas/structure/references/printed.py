"""Citations as a document prints them of its own provisions, beyond what running text uses.

Running text says "section 325(c)"; the list of a bill's provisions must say which section 325: Sec. 2(a), “Sec.
325(c)”. And what no number names (a preamble, a heading, a paragraph of a plan) has a citation all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from regatlas.model.reference import Citation, Step
from regatlas.structure.numerals import HAN, chinese_number

Parse = Callable[[str], Citation | None]

# Sections and annexes of standards; those of acts are Sec. 3(a), those of chapters of the Union's acts Section 3.
PLAIN = re.compile(r"Annex \w{1,4}\(|Section [A-Z]?\.?\d{1,3}(?:\.\d|\(|, paragraph \d)")

_MARK = re.compile(r" \[\d{1,3}\]")
# What stands between the parts of an American citation: a quotation, a section of a code, a paragraph or subdivision.
_PARTS = re.compile(r"”?, (?=“|§ |Sec\. |undesignated paragraph |subd\. )")
_PART = re.compile(
    r"(?P<quoted>“)?(?:(?P<word>§|Secs?\.|undesignated paragraph|subd\.) (?P<number>[\w.–-]+)|)"
    r"(?P<items>(?:\([^()\s]{1,8}\))*)"
)
_UNITS = {"§": "section", "Sec.": "section", "undesignated paragraph": "undesignated", "subd.": "subdivision"}


def american_citation(text: str, plain: Parse) -> Citation | None:
    """Sec. 2(a), “Sec. 325(c)”; Sec. 1, § 50(2); Sec. 4, undesignated paragraph 2. ``plain`` reads the first part."""
    first, *rest = _PARTS.split(text.removesuffix("”"))
    if not rest or (text.endswith("”") and "“" not in text):
        return None
    outer = plain(first)
    steps = list(outer.steps) if outer else []
    for part in rest:
        match = _PART.fullmatch(part)
        if match is None or not steps:
            return None
        if match["quoted"]:
            steps.append(Step("quotation", ""))
        if match["number"]:
            steps.append(Step(_UNITS[match["word"]], match["number"]))
        steps.extend(Step("item", item) for item in re.findall(r"\(([^()]+)\)", match["items"]))
    return Citation(form="american", steps=tuple(steps))


_NAMED = {
    "Title": "title", "Preamble": "preamble", "Contents": "toc", "Signature": "signature",
    "Enacting clause": "enacting", "Annex": "annex", "标题": "title", "序言": "preamble", "目录": "toc",
    "落款": "signature", "附件": "annex",
}  # fmt: skip
_HEADING = r"“(?P<heading>[^“”]*(?:“[^“”]*”[^“”]*)*)”"
_ENGLISH = re.compile(
    rf"(?:(?P<unit>Annex|Measure|Part|Chapter|Section|Point|paragraph) (?P<number>[^\s,()]+)"
    rf"|(?P<name>Title|Preamble|Contents|Signature|Enacting clause|Annex)(?![ \w])|{_HEADING})"
    r"(?P<items>(?:\([^()\s]{1,8}\))*)"
)
_CHINESE = re.compile(
    rf"(?:第(?P<number>[{HAN}]+)(?P<unit>部分|章|项)|第(?P<paragraph>\d+)段|(?P<name>标题|序言|目录|落款|附件)"
    rf"|(?P<section>[A-Z]?[\d.]*\d)|{_HEADING}|)(?P<items>(?:（[^（）]+）)*)"
)
_CHINESE_UNITS = {"部分": "part", "章": "chapter", "项": "measure"}


def plain_citation(text: str) -> Citation | None:
    """Measure 12(a); Part 2, Measure 1; Preamble, paragraph 2; “Scope”, paragraph 1; None for anything else."""
    steps: list[Step] = []
    end = 0
    while match := _ENGLISH.match(text, end):
        steps.extend(_english_steps(match))
        end = match.end()
        if end == len(text):
            return Citation(form="plain", steps=tuple(steps))
        if not text.startswith(", ", end):
            return None
        end += 2
    return None


def _english_steps(match: re.Match[str]) -> list[Step]:
    if match["heading"] is not None:
        first = Step("heading", match["heading"])
    elif match["name"]:
        first = Step(_NAMED[match["name"]], "")
    else:
        first = Step(match["unit"].lower(), match["number"])
    return [first, *(Step("item", item) for item in re.findall(r"\(([^()]+)\)", match["items"]))]


def plain_chinese_citation(text: str) -> Citation | None:
    """第十二项（1）; 第二部分第一项; 序言第2段; 5.1（a）; None for anything else."""
    steps: list[Step] = []
    end = 0
    while (match := _CHINESE.match(text, end)) and match.end() > end:
        steps.extend(_chinese_steps(match))
        end = match.end()
    return Citation(form="plain-chinese", steps=tuple(steps)) if steps and end == len(text) else None


def _chinese_steps(match: re.Match[str]) -> list[Step]:
    first: list[Step] = []
    if match["heading"] is not None:
        first = [Step("heading", match["heading"])]
    elif match["name"]:
        first = [Step(_NAMED[match["name"]], "")]
    elif match["unit"]:
        first = [Step(_CHINESE_UNITS[match["unit"]], str(chinese_number(match["number"])))]
    elif match["paragraph"]:
        first = [Step("paragraph", match["paragraph"])]
    elif match["section"]:
        first = [Step("section", match["section"])]
    return [*first, *(Step("item", item) for item in re.findall(r"（([^（）]+)）", match["items"]))]


def without_marks(text: str, parse: Parse) -> Citation | None:
    """The same citation with the marks of numbers that are given twice: Sec. 5(a) [2](1). None where it has none."""
    marks = list(_MARK.finditer(text))
    if not marks:
        return None
    whole = parse(_MARK.sub("", text))
    if whole is None:
        return None
    steps = list(whole.steps)
    for mark in marks:
        head = _MARK.sub("", text[: mark.start()])
        # The head ends inside quotation marks where the mark does.
        before = parse(head) or parse(f"{head}”")
        if before is None or len(before.steps) > len(steps):
            return None
        last = len(before.steps) - 1
        steps[last] = Step(steps[last].unit, steps[last].number + mark.group())
    return whole.model_copy(update={"steps": tuple(steps)})
