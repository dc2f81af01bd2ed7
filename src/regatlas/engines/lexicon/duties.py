"""Operative clauses with the one they speak to, and with the points that stand under their lead-ins.

A lead-in ends with a colon or a dash. Under a lead-in of *acts* (应当履行下列义务：, ``shall—``) each point is
a duty of its own; under one of *things* (应当包括下列内容：, ``shall submit a report on—``) they only complete it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from regatlas.engines.lexicon.clauses import Clause
from regatlas.engines.lexicon.subjects import has_no_subject, lone_subject, subject
from regatlas.model.document import Document
from regatlas.model.judgement import Modality
from regatlas.model.text import Span

_LEAD_END = re.compile(r"(?:[:：—]|--)[”\"]?\Z")
_ACTS = re.compile(
    r"\b(?:shall|must|should|may|will|may not|shall not|must not|responsible for|(?:required"
    r"|encouraged|authorized|permitted"
    r"|directed) to)(?:,[^;]{0,160},)?\s*(?:[:：—]|--)"
    r"|following (?:[\w-]+ ){0,3}?(?:duties|obligations|requirements|measures|acts|activities|actions|steps|tasks"
    r"|responsibilities|functions|conduct|practices|provisions|rules|principles)\b"
    r"|\b(?:do|take|perform|observe|meet|satisfy|fulfil|comply with|carry out"
    r"|undertake)(?: (?:all|each|any) of)? the following\b"
    r"|(?:下列|以下|如下)(?:[\u4e00-\u9fff、]{0,12})(?:义务|职责|要求|规定|措施|行为|活动|工作|任务|原则|责任|服务)[：:]"
    r"|(?:应当?|不得|必须|可以|有权)[：:]",
    re.I,
)
_THINGS = re.compile(
    r"情形|条件之一|following (?:\w+ ){0,2}?(?:circumstances|conditions|cases|factors|information)", re.I
)
_MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (style, re.compile(r"[\s“\"‘']*" + pattern))
    for style, pattern in (
        ("zh-paren", r"（[一二三四五六七八九十]+）"),
        ("zh-comma", r"[一二三四五六七八九十]+、"),
        ("zh-digit", r"（\d+）"),
        ("dotted", r"\d+(?:\.\d+)+\b"),
        ("digit", r"\d{1,3}[.．、)](?!\d)"),
        ("paren-digit", r"\((\d+)\)"),
        ("paren-upper-roman", r"\((?:I{1,3}|IV|VI{0,3}|IX|X{1,3})\)(?=.)"),
        ("paren-roman", r"\((?:i{1,3}|iv|vi{0,3}|ix|x{1,2}i{0,3})\)"),
        ("paren-double", r"\(([a-z])\1\)"),
        ("paren-lower", r"\([a-z]{1,2}\)"),
        ("paren-upper", r"\([A-Z]{1,2}\)"),
        ("letter", r"[a-z][).]\s"),
        ("roman", r"[ivx]+\.\s"),
        ("bullet", r"[-•●▪*–]\s*"),
    )
)
_UNITS = frozenset({"article", "section", "measure"})
# Words that only look operative: names of acts, meanings, money, wishes of a chamber.
_IDLE = re.compile(
    r"\bmay be cited\b|\bha(?:s|ve) the meaning|\bauthori[sz]ed to be appropriated|\bit is the sense of\b", re.I
)
_CAPTION = re.compile(r"[^.。；;:：!]{0,90}\Z")


@dataclass
class Duty:
    """An operative clause, the place of its actor's name (None where nobody is named), and what completes it.

    ``lead`` is the lead-in under which the clause is a point; ``points`` are the things that complete a lead-in. An
    actor that is ``inherited`` was named in an earlier clause of the same article. A ``bare`` duty is a lead-in of
    acts: its points say what it means, so it is no commitment of its own.
    """

    clause: Clause
    modality: Modality
    actor: Span | None
    inherited: bool
    lead: Span | None = None
    points: list[Span] = field(default_factory=list)
    bare: bool = False

    @property
    def span(self) -> Span:
        """The clause with the points that complete it."""
        return Span(self.clause.span.start, self.points[-1].end if self.points else self.clause.span.end)


class _Lead(NamedTuple):
    """An open list. ``acts`` is None where the lead-in only names the actor ("An employer—")."""

    duty: Duty
    acts: bool | None
    depth: int  # how many markers enclose the lead-in


def read_duties(document: Document, clauses: tuple[Clause, ...]) -> tuple[Duty, ...]:
    """Every operative clause in order, with its actor."""
    reader = _Reader(document)
    for clause in clauses:
        if clause.operative:
            reader.take(clause)
        else:
            reader.leave()
    return tuple(reader.duties)


class _Reader:
    """Walks the clauses of a document and remembers the open lists and the last actor."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.duties: list[Duty] = []
        self.leads: list[_Lead] = []
        self.path = _MarkerPath()
        self.last_leaf = ""
        self.unit = ""
        self.actor: Span | None = None

    def take(self, clause: Clause) -> None:
        """Read the next clause."""
        self._enter_unit(clause)
        depth = self.path.enter(self.text, clause.sentence) if clause.first else None
        self._leave_lists(clause, depth)
        lead = self.leads[-1] if self.leads and depth is not None else None
        duty = self._duty(clause, lead)
        if _LEAD_END.search(self.text, *clause.span):
            self._open(clause, duty)
        self.last_leaf = clause.leaf.eid

    def leave(self) -> None:
        """Pass a heading or a signature: no list goes on over it."""
        self.leads.clear()
        self.path.clear()

    def _duty(self, clause: Clause, lead: _Lead | None) -> Duty | None:
        """The duty that the clause is or completes, if it is or does either."""
        if clause.modality is not None and clause.cue is not None and self._speaks(clause, clause.cue, lead):
            return self._add(self._own(clause, clause.modality, clause.cue, lead))
        if lead is None or lead.acts is None:
            return None
        if not lead.acts:
            lead.duty.points.append(clause.span)
            return lead.duty
        lead.duty.bare = True
        return self._add(Duty(clause, lead.duty.modality, lead.duty.actor, True, lead.duty.clause.span))

    def _speaks(self, clause: Clause, cue: Span, lead: _Lead | None) -> bool:
        """Whether the clause is a duty by itself: an announcement under a lead-in or in a caption is not.

        Under a lead-in of things, a point is one only where it names its own actor (法律规定应当告知的其他事项 names
        none).
        """
        if lead is not None and lead.acts is False:
            return clause.modality != "plans" and subject(self.text, clause.span, cue) is not None
        if clause.modality == "plans":
            return (lead is None or lead.acts is None) and not _CAPTION.match(self.text, *clause.span)
        return not _IDLE.search(self.text, *clause.span)

    def _own(self, clause: Clause, kind: Modality, cue: Span, lead: _Lead | None) -> Duty:
        actor = subject(self.text, clause.span, cue)
        inherited = actor is None and has_no_subject(self.text, clause.span, cue)
        if actor is not None:
            self.actor = actor
        elif inherited:
            actor = lead.duty.actor if lead and lead.duty.actor else self.actor
        if lead is not None and lead.acts:
            lead.duty.bare = True
        return Duty(clause, kind, actor, inherited, lead.duty.clause.span if lead else None)

    def _add(self, duty: Duty) -> Duty:
        self.duties.append(duty)
        return duty

    def _open(self, clause: Clause, duty: Duty | None) -> None:
        """Begin a list under a clause that ends with a colon or a dash."""
        if duty is not None:
            words = self.text[clause.span.start : clause.span.end]
            acts = duty.clause is clause and _ACTS.search(words) is not None and not _THINGS.search(words)
            self.leads.append(_Lead(duty, acts, self.path.depth))
        elif (actor := lone_subject(self.text, clause.span)) is not None:
            self.leads.append(_Lead(Duty(clause, "must", actor, False, bare=True), None, self.path.depth))

    def _leave_lists(self, clause: Clause, depth: int | None) -> None:
        """Close the lists that a marker at this depth, or an unmarked paragraph, ends."""
        if depth is not None:
            while self.leads and self.leads[-1].depth >= depth:
                self.leads.pop()
        elif clause.first and clause.leaf.eid != self.last_leaf:
            self.leave()

    def _enter_unit(self, clause: Clause) -> None:
        """Forget the actor at the border of an article: nobody is carried from one article to the next."""
        chain = self.document.ancestors(clause.leaf.eid)
        unit = next((provision.eid for provision in chain if provision.kind in _UNITS), None)
        if unit is None:
            unit = self.unit if self.leads else clause.leaf.eid
        if unit != self.unit:
            self.unit, self.actor = unit, None
            self.leave()


class _MarkerPath:
    """The markers that enclose the present point, outermost first: ``(a)``, then ``(1)``, then ``(A)``."""

    def __init__(self) -> None:
        self.styles: list[str] = []
        self.letters: dict[str, str] = {}

    @property
    def depth(self) -> int:
        """How many markers enclose the present point, its own included."""
        return len(self.styles)

    def clear(self) -> None:
        """Leave all lists."""
        self.styles.clear()

    def enter(self, text: str, sentence: Span) -> int | None:
        """The depth (from 1) of the marker with which the sentence opens; None where it opens with none."""
        style, letter = self._style(text, sentence)
        if style is None:
            return None
        if style in self.styles:
            del self.styles[self.styles.index(style) + 1 :]
        else:
            self.styles.append(style)
        self.letters[style] = letter
        return len(self.styles)

    def _style(self, text: str, sentence: Span) -> tuple[str | None, str]:
        for style, marker in _MARKERS:
            if match := marker.match(text, *sentence):
                letter = match.group().strip("(（“\"‘' )）.")
                return self._letter_style(style, letter), letter
        return None, ""

    def _letter_style(self, style: str, letter: str) -> str:
        """``(i)`` after ``(h)`` is a letter, not a numeral."""
        plain = {"paren-roman": "paren-lower", "paren-upper-roman": "paren-upper"}.get(style)
        if plain is None or len(letter) != 1 or plain not in self.styles or style in self.styles:
            return style
        return plain if self.letters.get(plain) == chr(ord(letter) - 1) else style
