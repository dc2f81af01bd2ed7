"""Where in a document a citation leads, and what stands before, above and below a provision."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from regatlas.model.document import Document, Provision
from regatlas.model.reference import Citation, Step
from regatlas.structure.numerals import HAN, chinese_number, letter_number, roman_number

_TEXT = frozenset({"heading", "intro", "content", "toc", "title", "preamble", "signature"})
_KINDS = {
    "title": ("title-division",), "point": ("point", "subpoint"), "subpoint": ("subpoint",), "item": (),
    "part": ("part",), "article": ("article",),
}  # fmt: skip
# Units that one names without saying where: Article 6, Annex III. Others are sought around the place that names them.
_ABSOLUTE = frozenset(
    {"article", "annex", "recital", "section", "chapter", "subchapter", "part", "title", "subtitle", "division"}
)
_BELOW_ARTICLE = frozenset({"paragraph", "subparagraph", "point", "subpoint", "clause", "subclause", "subsection"})

_MEASURE = re.compile(rf"第([{HAN}]+)项")
_APPENDIX = re.compile(r"(?:Appendix|Annex|Schedule) ([A-Z]|[IVX]+|\d+)\b")


def _top(eid: str) -> str:
    """The outermost provision of an eid."""
    return eid.partition("__")[0]


def _kinds(unit: str) -> tuple[str, ...]:
    return _KINDS.get(unit, (unit,))


class Places:
    """The provisions of one document by parent, kind and number."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._children: dict[str | None, list[Provision]] = defaultdict(list)
        self._numbered: dict[tuple[str, str], list[Provision]] = defaultdict(list)
        self._numbers: dict[str, str] = {}
        self._chinese = document.tradition == "chinese"
        self._articles: list[str] = []
        self._appendices: list[tuple[str, str]] | None = None
        self._labels: set[tuple[int, str]] = set()
        self._printed: dict[str, str] = {}
        self._sought: dict[Step, dict[str, list[str]]] = {}
        for provision in document.provisions:
            if provision.number:
                self._labels.add((provision.span.start, provision.kind))
            if provision.citation:
                self._printed.setdefault(provision.citation, provision.eid)
                if provision.kind == "measure" and _MEASURE.fullmatch(provision.citation):
                    # 第二项 reads like the second point of an article.
                    self._printed.setdefault(_MEASURE.sub(r"第（\1）项", provision.citation), provision.eid)
            if provision.kind in _TEXT:
                continue
            self._children[provision.parent].append(provision)
            if provision.number:
                number = _arabic(provision.number)
                self._numbered[provision.kind, number].append(provision)
                self._numbers[provision.eid] = number
            if provision.kind == "article":
                self._articles.append(provision.eid)
        self._article_places = {eid: index for index, eid in enumerate(self._articles)}

    def is_label(self, offset: int, unit: str) -> bool:
        """Whether the number that stands here is that of a provision of this unit which begins here."""
        return any((offset, kind) in self._labels for kind in _kinds(unit))

    # Downward

    def resolve(self, citation: Citation, at: str | None = None) -> str | None:
        """The eid that a citation names; ``at`` is the provision whose words name it, from which it is counted."""
        if at is None:
            printed = self._printed.get(str(citation))
            if printed:
                return printed
        first, *rest = citation.steps
        for found in self._first(first, at):
            eid = self._follow(found, rest)
            if eid:
                return eid
        return None

    def below(self, base: str, steps: Sequence[Step]) -> str | None:
        """The eid that lies ``steps`` below the provision ``base``."""
        return self._follow(base, steps)

    def _follow(self, eid: str, steps: Sequence[Step]) -> str | None:
        current: str | None = eid
        for step in steps:
            current = self._child(current, step) if current else None
        return current

    def _first(self, step: Step, at: str | None) -> Iterator[str]:
        chain = self.document.ancestors(at) if at else ()
        if step.unit != "article":
            # Bodies of the kind that is named first; only then any number that fits.
            for exact in (True, False):
                for provision in chain:
                    found = self._child(provision.eid, step, exact=exact)
                    if found and (found != provision.eid or provision.kind in ("article", "section", "annex")):
                        yield found
        if step.unit in _ABSOLUTE or at is None:
            yield from self._anywhere(step, chain[-1].eid if chain else None)

    def _anywhere(self, step: Step, root: str | None) -> Iterator[str]:
        """All provisions that a step may name, those of the same law first: an annexed law has an Article 1 too."""
        groups = self._sought.get(step)
        if groups is None:
            groups = self._sought[step] = defaultdict(list)
            for eid in self._named(step):
                groups[_top(eid)].append(eid)
        top = _top(root or "")
        yield from groups.get(top, ())
        # Only looked at where nothing fits before; a text may have thousands of annexes without a number.
        yield from (eid for other, eids in groups.items() if other != top for eid in eids)

    def _named(self, step: Step) -> list[str]:
        found = [
            provision.eid
            for kind in _kinds(step.unit)
            for number in _spellings(step)
            for provision in self._numbered.get((kind, number), ())
        ]
        if step.unit == "annex" and step.number in ("", "1") and not found:
            found = [item.eid for item in self._children[None] if item.kind == "annex" and not item.number]
        if step.unit == "annex" and not found:
            found = self._headed(step.number)
        if step.unit == "section" and "." in step.number and not found:
            found = self._dotted(step.number)
        return found

    def _dotted(self, number: str) -> list[str]:
        return [item.eid for (_, own), items in self._numbered.items() if own == number for item in items]

    def _headed(self, number: str) -> list[str]:
        """Appendix C, where the structure knows it as a heading only."""
        if self._appendices is None:
            text = self.document.text
            headings = ((_APPENDIX.match(text, item.span.start), item.eid) for item in self.document.provisions)
            self._appendices = [(match[1], eid) for match, eid in headings if match]
        return [eid for own, eid in self._appendices if own == number][:1]

    def _child(self, eid: str, step: Step, *, exact: bool = False) -> str | None:
        children = self._children.get(eid, [])
        kinds, spellings = _kinds(step.unit), _spellings(step)
        if step.unit == "subsection" and "." in step.number:
            # Executive orders call 4.1 a subsection of section 4, and section 4.1.
            kinds = (*kinds, "section")
        for spelling in spellings:
            for child in children:
                if self._numbers.get(child.eid) == spelling and (child.kind in kinds or not kinds):
                    return child.eid
        head, dot, _ = step.number.rpartition(".")
        above = self._child(eid, Step(step.unit, head), exact=exact) if dot else None
        if above and above != eid:
            return self._child(above, step, exact=exact)
        if step.unit in ("paragraph", "subparagraph"):
            counted = self._counted(eid, children, step)
            if counted:
                return counted
        if step.unit not in _BELOW_ARTICLE and step.unit != "item":
            return self._deeper(children, step)
        if not exact:
            for child in children:
                if self._numbers.get(child.eid) in spellings and child.kind in _BELOW_ARTICLE:
                    return child.eid
        return self._unnumbered(children, step, exact=exact)

    def _counted(self, eid: str, children: list[Provision], step: Step) -> str | None:
        """The nth paragraph without a number; an article or paragraph without any is its own first one."""
        if not step.number.isdigit():
            return None
        if not self._chinese and any(self._numbers.get(child.eid) == step.number for child in children):
            # Article 3(1) of an act is point 1, where the article has points and no paragraphs.
            return None
        position = int(step.number)
        same = [child for child in children if child.kind == step.unit and child.number is None]
        if len(same) >= position > 0:
            return same[position - 1].eid
        numbered = any(child.kind == step.unit for child in children)
        holds = ("article", "paragraph", "annex", "section") if step.unit == "subparagraph" else ("article",)
        provision = self.document.by_eid[eid]
        return eid if position == 1 and not numbered and provision.kind in holds else None

    def _unnumbered(self, children: list[Provision], step: Step, *, exact: bool) -> str | None:
        """Points stand below paragraphs that the citation leaves out: 第二条第（三）项, Article 5(1)(h)."""
        if step.unit in ("paragraph", "subsection"):
            return None
        sections = [self._child(child.eid, step) for child in children if child.kind == "section"]
        if sum(found is not None for found in sections) == 1:
            # Point 2 of an annex in sections, where one section alone has a point 2.
            return next(found for found in sections if found)
        for child in children:
            if child.number is None and child.kind in ("paragraph", "subparagraph"):
                found = self._child(child.eid, step, exact=exact)
                if found and found != child.eid:
                    return found
        return None

    def _deeper(self, children: list[Provision], step: Step) -> str | None:
        """An article of a chapter may stand below one of its sections."""
        if step.unit != "article":
            return None
        for child in children:
            found = self._child(child.eid, step) if child.kind not in _BELOW_ARTICLE else None
            if found:
                return found
        return None

    # Upward and sideways

    def enclosing(self, eid: str, unit: str) -> str | None:
        """The innermost provision of a unit in which ``eid`` stands, or which it is."""
        kinds = _kinds(unit)
        chain = self.document.ancestors(eid)
        for provision in chain:
            if provision.kind in kinds and provision.kind not in _TEXT:
                return provision.eid
        if unit in ("paragraph", "subparagraph"):
            # The one paragraph of an article, and the one subparagraph of a paragraph, are not marked apart.
            outer = ("article",) if unit == "paragraph" else ("paragraph", "article")
            return self._numbered_below(chain) or next((item.eid for item in chain if item.kind in outer), None)
        return None

    def _numbered_below(self, chain: tuple[Provision, ...]) -> str | None:
        """The point "2." of an article in English, which its text calls a paragraph."""
        for inner, outer in pairwise(chain):
            if not self._chinese and outer.kind == "article" and inner.kind == "point":
                return inner.eid
        return None

    def preceding(self, eid: str, unit: str, count: int) -> tuple[str, ...]:
        """The ``count`` provisions of a unit before the one in which ``eid`` stands; none where there are too few."""
        own = self.enclosing(eid, unit)
        provision = self.document.by_eid[own] if own else None
        if provision is None or provision.kind not in (*_kinds(unit), "point"):
            return ()
        if unit == "article":
            siblings, index = self._articles, self._article_places[provision.eid]
        else:
            siblings = [item.eid for item in self._children[provision.parent] if item.kind == provision.kind]
            index = siblings.index(provision.eid)
        return tuple(siblings[index - count : index]) if index >= count else ()


@lru_cache(maxsize=1024)
def _arabic(number: str) -> str:
    """Chinese numerals of points in Arabic digits, as citations have them; other numbers as they are."""
    value = None if number.isascii() else chinese_number(number)
    return str(value) if value else number


@lru_cache(maxsize=1024)
def _spellings(step: Step) -> tuple[str, ...]:
    """How a number may be kept: III is 3 for a chapter, and III for a point."""
    number = step.number
    if step.unit not in _ABSOLUTE or not number.isalpha():
        return (number,)
    roman, letter = roman_number(number), letter_number(number)
    return tuple(dict.fromkeys(str(value) for value in (number, roman, letter) if value))


def resolve(citation: Citation, document: Document) -> str | None:
    """The provision of a document that a citation names; None where it has none such."""
    return Places(document).resolve(citation)
