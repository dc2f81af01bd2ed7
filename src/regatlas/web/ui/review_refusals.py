"""Why an answer could not be kept, in words beside what was entered, so that nothing of it is lost."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from regatlas.app.review_evidence import Chosen, Nowhere, SeveralPlaces, evidence_of
from regatlas.app.reviewing import Sheet
from regatlas.errors import BadArgument, EditConflict, EvidenceError, RegatlasError
from regatlas.model.judgement import Evidence
from regatlas.model.review import Unsupported
from regatlas.pages.sentences import tell
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.review import Entered, Rows
from regatlas.pages.site.review_text import QuoteView, TextView
from regatlas.store.reviews import StaleAnswers
from regatlas.web.forms import Pairs
from regatlas.web.ui.review_forms import Sent

REFUSED = (BadArgument, EvidenceError, EditConflict)
"""What a form is shown again for."""


def status_of(error: Exception | None) -> int:
    """The status of the page that shows a refusal."""
    if error is None:
        return 200
    return 409 if isinstance(error, EditConflict) else 422


def entered(frame: Frame, sheet: Sheet, sent: Sent, error: Exception) -> Entered:
    """What was sent, with why it was not kept."""
    text = TextView(sheet.document)
    places = error.places if isinstance(error, SeveralPlaces) else ()
    answer = sent.answer.model_copy(update={"evidence": tuple(_located(sheet, sent))})
    theirs = None
    if isinstance(error, StaleAnswers) and error.conflicts[0][1] is not None:
        now = error.conflicts[0][1]
        theirs = Rows(frame, sheet.document, text).said(sent.item, now.answer, now)
    return Entered(
        answer=answer,
        words=sent.words,
        place=sent.place,
        problem=_words(frame, error),
        places=tuple(text.quote(one.quote.span) for one in places),
        theirs=theirs,
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """The form of an actor or commitment that is new and could not be read: its fields, and what is wrong."""

    item: str
    fields: Mapping[str, str]
    problem: str
    places: tuple[QuoteView, ...]

    def get(self, item: str, name: str) -> str:
        """What was entered in a field of the form of ``item``."""
        return self.fields.get(name, "") if item == self.item else ""


NO_DRAFT = Draft("", {}, "", ())


def draft_of(frame: Frame, sheet: Sheet, pairs: Pairs, error: Exception) -> Draft:
    """What was sent of a new actor or commitment, with why it was not kept."""
    fields = dict(pairs)
    places = error.places if isinstance(error, SeveralPlaces) else ()
    text = TextView(sheet.document)
    return Draft(
        fields.get("item", ""), fields, _words(frame, error), tuple(text.quote(one.quote.span) for one in places)
    )


def _located(sheet: Sheet, sent: Sent) -> list[Evidence]:
    """Those of the chosen words that do stand in the text; the pasted ones stay in their field."""
    found: list[Evidence] = []
    for one in sent.chosen:
        if one.span is not None:
            with suppress(EvidenceError):
                found.extend(evidence_of(sheet.document, [Chosen(one.words, one.span)]))
    return found


def _words(frame: Frame, error: Exception) -> str:
    words = frame.words
    if isinstance(error, SeveralPlaces):
        return words("review.problem.several")
    if isinstance(error, Nowhere):
        return words("review.problem.nowhere")
    if isinstance(error, Unsupported):
        return words("review.problem.unsupported")
    if isinstance(error, StaleAnswers):
        return words("review.problem.stale")
    if isinstance(error, EditConflict):
        return words("review.problem.finished")
    return tell(error, frame.lang) if isinstance(error, RegatlasError) else str(error)
