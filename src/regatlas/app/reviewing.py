"""Review by people: who may see what, giving answers, and what holds. The engine's answers are never changed by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from regatlas.app.review_evidence import Chosen, evidence_of
from regatlas.app.review_items import (
    Question,
    known_taxonomies,
    levels_of,
    machine_answer,
    machine_answers,
    questions,
)
from regatlas.errors import BadArgument, NotAllowed, NotKnown, StillBlind
from regatlas.model.account import Visitor
from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.model.review import (
    ABSENT,
    ADJUDICATOR,
    DECIDED,
    Answer,
    Change,
    Coding,
    CodingRequest,
    CodingState,
    Given,
    Item,
    Kept,
    check_answer,
)
from regatlas.store import DocumentEntry, DocumentStore
from regatlas.store.accounts.accounts import AccountStore
from regatlas.store.reviews import ReviewStore

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see of what is said of a document: the engine's answers, and whose codings."""

    machine: bool
    codings: tuple[Coding, ...]

    def sees(self, coding: Coding) -> bool:
        """Whether a coding may be seen."""
        return coding in self.codings


def sight(visitor: Visitor, codings: Iterable[Coding]) -> Sight:
    """What a visitor may see of a document with these codings.

    One's own coding always. While one's own coding is open and blind, nothing of anybody else's; while it is blind to
    the engine, nothing of the engine's. An editor sees all else. Others see what is finished, as long as nobody who
    codes blind is still at work: what they tell could reach that person.
    """
    known = tuple(codings)
    own = [one for one in known if one.kind == "coding" and visitor.name and one.coder == visitor.name]
    mine_open = [one for one in own if one.state == "open"]
    if any(one.blind for one in mine_open):
        visible = own
    elif visitor.may("editor"):
        visible = list(known)
    elif any(one.blind and one.state == "open" for one in known):
        visible = own
    else:
        visible = [one for one in known if one in own or one.state == "finished" or one.kind == "adjudication"]
    return Sight(not any(one.machine_blind for one in mine_open), tuple(visible))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document laid out for somebody to code: the judgements to make, and the answers given so far."""

    entry: DocumentEntry
    document: Document
    coding: Coding
    questions: tuple[Question, ...]
    answers: Mapping[str, Kept]

    @property
    def left(self) -> int:
        """How many judgements have no answer yet."""
        return sum(one.item.key not in self.answers for one in self.questions)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person, or the one who decided, says of an item."""

    who: str
    role: Literal["coder", "adjudicator"]
    at: datetime
    answer: Answer


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One judgement with the engine's answer on one side and people's on the other.

    ``standing``: an editor decided (``adjudicated``), all who coded agree (``agreed``), one coded (``single``), or they
    differ and nobody has decided (``disputed``).
    """

    item: Item
    machine: Answer | None
    standing: Literal["adjudicated", "agreed", "single", "disputed"]
    voices: tuple[Voice, ...]

    @property
    def holds(self) -> Answer | None:
        """The answer of people that holds; None while they differ."""
        return None if self.standing == "disputed" else self.voices[0].answer


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one person reviews: the stores, who it is, and the moment."""

    store: DocumentStore
    visitor: Visitor
    now: datetime

    @property
    def reviews(self) -> ReviewStore:
        """What people said so far."""
        return ReviewStore(self.store.database)

    def sight(self, sha256: str) -> Sight:
        """What the visitor may see of a document."""
        return sight(self.visitor, self.reviews.codings(sha256))

    def begin(self, sha256: str) -> Coding:
        """The visitor's own coding of a document, begun now where there is none. Raises :class:`NotKnown`."""
        return self._ask(CodingRequest(sha256=sha256, coder=self._name(), taxonomies=known_taxonomies(())))

    def assign(self, asked: CodingRequest) -> Coding:
        """Ask somebody for a coding. Raises :class:`NotAllowed` for those who are no editors, :class:`BadArgument`."""
        self._editor()
        name = asked.coder.strip()
        if not name or len(name) > _LONGEST_NAME or not name.isprintable() or name[0] == "@" or "/" in name:
            raise BadArgument("this is no name of a coder", where=name[:60], hint="give the name of an account")
        accounts = AccountStore(self.store.database)
        # A server for one person has none; there a name says who will sit down at it.
        if accounts.has_admin():
            name = accounts.find(name).name
        taxonomies = known_taxonomies(asked.taxonomies)
        return self._ask(asked.model_copy(update={"coder": name, "taxonomies": taxonomies, "kind": "coding"}))

    def adjudication(self, sha256: str) -> Coding:
        """The decisions on a document, begun now where there are none. Raises :class:`NotAllowed`, :class:`StillBlind`.

        There is nothing to decide before two people have finished.
        """
        self._editor()
        self._not_blind(sha256)
        if len(finished(self.reviews.codings(sha256))) < 2:
            raise BadArgument(
                "fewer than two people have finished coding this document", where=sha256[:12], hint="wait for them"
            )
        asked = CodingRequest(sha256=sha256, coder=ADJUDICATOR, kind="adjudication", taxonomies=known_taxonomies(()))
        return self._ask(asked)

    def _ask(self, asked: CodingRequest) -> Coding:
        manifest = latest_manifest(self.store.records(asked.sha256))
        asked = asked.model_copy(update={"manifest": manifest})
        return self.reviews.begin(asked, by=self._name(), at=self.now)

    def own(self, sha256: str) -> Coding:
        """The visitor's own coding of a document. Raises :class:`NotKnown` where there is none."""
        return self._there(self.reviews.coding(sha256, self._name()), sha256)

    def seen(self, sha256: str, coder: str) -> Coding:
        """Somebody's coding; ``@adjudicated`` are the decisions. Raises :class:`NotKnown`, :class:`StillBlind`."""
        decided = coder == DECIDED
        found = self._there(
            self.reviews.coding(sha256, ADJUDICATOR, "adjudication") if decided else self.reviews.coding(sha256, coder),
            sha256,
        )
        if not self.sight(sha256).sees(found):
            raise still_blind(coder)
        return found

    def sheet(self, coding: Coding) -> Sheet:
        """A coding laid out. Where it is blind to the engine and open, the engine's answers are not on it."""
        entry, document = self.store.entry(coding.sha256), self.store.document(coding.sha256)
        if entry is None or document is None:
            raise NotKnown("the store has no such document", where=coding.sha256[:64], hint="see the list of documents")
        answers = self.reviews.answers([coding.id])[coding.id]
        machine = machine_answers(self._record(coding)) if self._machine_shown(coding) else {}
        asked = tuple(questions(coding.taxonomies, machine, answers))
        return Sheet(entry, document, coding, asked, answers)

    def _machine_shown(self, coding: Coding) -> bool:
        hidden = coding.machine_blind and coding.state == "open"
        return not hidden and self.sight(coding.sha256).machine

    def _record(self, coding: Coding) -> Record | None:
        return record_of(coding, self.store.records(coding.sha256))

    def answer(self, coding: Coding, item: Item, version: int, answer: Answer, chosen: Sequence[Chosen] = ()) -> Kept:
        """Give an answer with evidence that was chosen. Raises what :func:`evidence_of` and ``ReviewStore.save`` do."""
        return self.answer_all(coding, [(item, version, answer, chosen)])[item.key]

    def answer_all(
        self, coding: Coding, given: Sequence[tuple[Item, int, Answer, Sequence[Chosen]]]
    ) -> dict[str, Kept]:
        """Give several answers, all or none."""
        self._may_change(coding)
        document = self.store.document(coding.sha256)
        if document is None:
            raise NotKnown("the store has no such document", where=coding.sha256[:64], hint="see the list of documents")
        made = [_given(document, coding, *one) for one in given]
        return self.reviews.save(coding, made, who=self._name(), at=self.now)

    def fill(self, coding: Coding, taxonomy: str) -> int:
        """Answer all that has no answer under a taxonomy: as the engine does where it is shown, else ``none``.

        Returns how many answers were given.
        """
        sheet = self.sheet(coding)
        empty = [one for one in sheet.questions if _under(one.item, taxonomy) and one.item.key not in sheet.answers]
        given = [(one.item, 0, one.machine or Answer(value=_nothing(one)), ()) for one in empty]
        if given:
            self.answer_all(coding, given)
        return len(given)

    def set_state(self, coding: Coding, state: CodingState) -> Coding:
        """Finish one's coding, or open it again; an editor may open anybody's again. Raises :class:`NotAllowed`."""
        if state == "finished" or not self.visitor.may("editor"):
            self._may_change(coding)
        return self.reviews.set_state(coding, state, who=self._name(), at=self.now)

    def history(self, coding: Coding, item: str | None = None) -> list[Change]:
        """Every change of a coding, the oldest first."""
        return self.reviews.history(coding.id, item)

    def reviewed(self, sha256: str, record: Record | None) -> dict[str, Reviewed]:
        """By item, what people say beside what the engine does; only what the visitor may see."""
        visible = self.sight(sha256)
        shown = [one for one in visible.codings if one.kind == "adjudication" or one.state == "finished"]
        return reviewed(record if visible.machine else None, shown, self.reviews.answers([one.id for one in shown]))

    def _may_change(self, coding: Coding) -> None:
        if coding.kind == "adjudication":
            self._editor()
            self._not_blind(coding.sha256)
        elif coding.coder != self._name():
            raise NotAllowed("this is somebody else's coding", where=coding.coder, hint="begin one of your own")

    def _editor(self) -> None:
        if not self.visitor.may("editor"):
            raise NotAllowed("only editors may do this", where=self.visitor.name, hint="ask an editor")

    def _not_blind(self, sha256: str) -> None:
        own = self.reviews.coding(sha256, self._name())
        if own is not None and own.state == "open" and own.blind:
            raise still_blind(sha256[:12])

    def _name(self) -> str:
        if not self.visitor.name or not self.visitor.may("coder"):
            raise NotAllowed("only coders may review", where=self.visitor.name, hint="ask an editor for the role")
        return self.visitor.name

    def _there(self, coding: Coding | None, sha256: str) -> Coding:
        if coding is None:
            raise NotKnown("there is no such coding of this document", where=sha256[:64], hint="begin one first")
        return coding


def still_blind(where: str) -> StillBlind:
    """The refusal to show what somebody agreed not to see yet."""
    return StillBlind(
        "this may not be seen while somebody codes the document blind", where=where, hint="finish your own coding first"
    )


def _given(
    document: Document, coding: Coding, item: Item, version: int, answer: Answer, chosen: Sequence[Chosen]
) -> Given:
    if item.kind == "coverage" and item.first not in coding.taxonomies:
        raise BadArgument("this coding does not have that taxonomy", where=item.key, hint="ask an editor")
    if item.kind == "commitment" and not 0 <= item.span.start < item.span.end <= len(document.text):
        raise BadArgument("there is no clause at this place", where=item.key, hint="select the clause once more")
    whole = answer.model_copy(update={"evidence": answer.evidence or evidence_of(document, chosen)})
    check_answer(item, whole, levels_of(item), document.text)
    return Given(item=item, version=version, answer=whole)


def _under(item: Item, group: str) -> bool:
    return item.first == group if item.kind == "coverage" else item.kind == group


def _nothing(asked: Question) -> str:
    return "none" if asked.item.kind == "coverage" else asked.values[-1]


def finished(codings: Iterable[Coding]) -> list[Coding]:
    """The codings by people that are finished."""
    return [one for one in codings if one.kind == "coding" and one.state == "finished"]


def latest_manifest(records: Sequence[Record]) -> str | None:
    """What names the latest record of a document."""
    return records[-1].manifest if records else None


def record_of(coding: Coding, records: Sequence[Record]) -> Record | None:
    """The record that a coding was made beside; the latest where that one is gone."""
    for one in records:
        if one.manifest == coding.manifest:
            return one
    return records[-1] if records else None


def reviewed(
    record: Record | None, codings: Sequence[Coding], answers: Mapping[int, Mapping[str, Kept]]
) -> dict[str, Reviewed]:
    """By item, what an engine says and what people say. ``codings`` are those to be shown."""
    machine = machine_answers(record)
    decided = next((answers[one.id] for one in codings if one.kind == "adjudication"), {})
    people = [one for one in codings if one.kind == "coding"]
    keys = dict.fromkeys((*decided, *(key for one in people for key in answers[one.id])))
    found: dict[str, Reviewed] = {}
    for key in keys:
        item = Item.parse(key)
        voices = tuple(voice for one in people if (voice := _voice(one, item, answers[one.id])) is not None)
        told = machine_answer(item, machine, record)
        if key in decided:
            last = Voice(decided[key].who, "adjudicator", decided[key].at, decided[key].answer)
            found[key] = Reviewed(item, told, "adjudicated", (last, *voices))
        else:
            found[key] = Reviewed(item, told, _standing(voices), voices)
    return found


def _voice(coding: Coding, item: Item, said: Mapping[str, Kept]) -> Voice | None:
    """What a coder says of an item. Who has finished without naming an actor or a clause says that it is not there."""
    kept = said.get(item.key)
    if kept is not None:
        return Voice(coding.coder, "coder", kept.at, kept.answer)
    if item.kind in ("actor", "commitment") and coding.finished_at is not None:
        return Voice(coding.coder, "coder", coding.finished_at, Answer(value=ABSENT))
    return None


def _standing(voices: Sequence[Voice]) -> Literal["agreed", "single", "disputed"]:
    if len(voices) == 1:
        return "single"
    return "agreed" if all(one.answer.same(voices[0].answer) for one in voices) else "disputed"
