"""What a text says of other places, of its own words, and of what a breach costs.

A :class:`Citation` is the name that lawyers give to a provision, as a value: two of them are equal when they name the
same place in the same form, and ``str`` prints the form itself (第二十四条第一款第（三）项, Article 24(1)(a),
Sec. 3(b)(2)).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from regatlas.model.base import Frozen
from regatlas.model.citing import print_chinese, print_english, print_japanese, print_plain
from regatlas.model.text import Quote

CitationForm = Literal["chinese", "european", "american", "japanese", "plain", "plain-chinese"]
PenaltyKind = Literal[
    "warning",
    "public-criticism",
    "fine",
    "confiscation",
    "rectification-order",
    "suspension",
    "closure",
    "licence-revocation",
    "prohibition",
    "detention",
    "disciplinary",
    "civil-liability",
    "criminal-liability",
    "public-security-penalty",
    "legal-liability",
    "civil-penalty",
    "injunction",
]


class Step(NamedTuple):
    """One step of a citation, from the outside in: a unit (``article``) and its number (``24``, ``10-1``, ``a``).

    Numbers of Chinese citations are in Arabic digits (``10-1`` for 第十条之一); others stand as they are printed
    (``10a``, ``III``). ``item`` is a number in brackets whose level the citation leaves open, as American ones do.
    A number that its text gives twice at one place has a mark, `` [2]``, the second time.
    """

    unit: str
    number: str


class Citation(Frozen):
    """The name of a provision, whole (Article 24(1)) or counted from where it is used (paragraph 1)."""

    form: CitationForm
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        if self.form == "chinese":
            return print_chinese(self.steps)
        if self.form == "japanese":
            return print_japanese(self.steps)
        if self.form in ("plain", "plain-chinese"):
            return print_plain(self.steps, chinese=self.form == "plain-chinese")
        return print_english(self.steps, american=self.form == "american")


class Cited(Frozen):
    """One provision that a reference names, and the provisions of this document that it is.

    ``citation`` is None where the words give a place only by position (前款, this Article). ``targets`` are eids:
    none where the provision is in another document or cannot be found, several where the words name a group.
    """

    citation: Citation | None
    targets: tuple[str, ...] = ()


class Reference(Frozen):
    """A cross-reference in running text: from the leaf provision ``source`` to what its words name.

    ``instrument`` is the name of another instrument as the text gives it, None for this document. ``quoted`` says
    that the words stand in a passage for another law (the text that an amendment inserts), where nothing of this
    document is meant.
    """

    source: str
    quote: Quote
    cites: tuple[Cited, ...] = ()
    instrument: str | None = None
    quoted: bool = False

    @property
    def internal(self) -> bool:
        """Whether the words name provisions of this document."""
        return self.instrument is None and not self.quoted

    @property
    def resolved(self) -> bool:
        """Whether every provision that the words name was found in this document."""
        return bool(self.cites) and all(cited.targets for cited in self.cites)

    @property
    def targets(self) -> tuple[str, ...]:
        """The eids of all provisions named, in order."""
        return tuple(eid for cited in self.cites for eid in cited.targets)


class Definition(Frozen):
    """A term that the text defines. ``quote`` has the term and its meaning as they stand.

    ``scope`` is where the definition holds, in the words of the text (本法, this Regulation); None where it is silent.
    """

    term: str
    meaning: str
    quote: Quote
    source: str
    scope: str | None = None


class Amount(Frozen):
    """A sum that a fine may reach. Money in units of ``currency`` (ISO 4217); a share or multiple of something else.

    ``unit`` says what the numbers count: ``money``, ``percent`` of ``basis``, or ``times`` ``basis``. ``basis`` is in
    the words of the text (违法所得, total worldwide annual turnover); ``per`` too (violation, day).
    """

    unit: Literal["money", "percent", "times"] = "money"
    currency: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    basis: str | None = None
    per: str | None = None


class Penalty(Frozen):
    """A sanction that the text provides.

    ``quote`` is the clause that imposes it, ``whom`` the persons whom it strikes in the words of the text, ``breaches``
    the references to the provisions whose breach it answers, ``condition`` the graver case (拒不改正或者情节严重的).
    """

    kind: PenaltyKind
    quote: Quote
    source: str
    amounts: tuple[Amount, ...] = ()
    whom: str | None = None
    condition: str | None = None
    breaches: tuple[Reference, ...] = ()


class Apparatus(Frozen):
    """What a text refers to, defines and punishes, each in the order of the text."""

    references: tuple[Reference, ...] = ()
    definitions: tuple[Definition, ...] = ()
    penalties: tuple[Penalty, ...] = ()
