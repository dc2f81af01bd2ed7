"""Where coders differ, and what an editor decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from regatlas.app.review_items import question
from regatlas.app.reviewing import Desk, Reviewed, Sheet, finished, record_of, reviewed
from regatlas.errors import BadArgument
from regatlas.model.review import MACHINE, Answer


@dataclass(frozen=True, slots=True)
class Docket:
    """A document's disagreements, laid out to be decided: the sheet of decisions, and by item what everybody says."""

    sheet: Sheet
    found: Mapping[str, Reviewed]

    def answer_as(self, key: str, name: str) -> Answer:
        """What a coder, or the engine (``@machine``), says of an item. Raises :class:`BadArgument`.

        The note stays with whoever wrote it.
        """
        one = self.found.get(key)
        said = (
            [] if one is None else [voice.answer for voice in one.voices if voice.role == "coder" and voice.who == name]
        )
        if one is not None and name == MACHINE and one.machine is not None:
            said = [one.machine]
        if not said:
            raise BadArgument("nobody of that name has judged this", where=f"{key}: {name[:60]}", hint="choose another")
        return said[0].model_copy(update={"note": ""})


def docket(desk: Desk, sha256: str) -> Docket:
    """The disagreements of a document between those who have finished, decided ones included.

    Raises :class:`regatlas.errors.NotAllowed`, :class:`StillBlind`, and :class:`BadArgument` where fewer than two have
    finished.
    """
    coding = desk.adjudication(sha256)
    people = finished(desk.sight(sha256).codings)
    answers = desk.reviews.answers([one.id for one in people])
    record = record_of(coding, desk.store.records(sha256)) if desk.sight(sha256).machine else None
    found = {key: one for key, one in reviewed(record, people, answers).items() if one.standing == "disputed"}
    sheet = desk.sheet(coding)
    order = {one.item.key: place for place, one in enumerate(sheet.questions)}
    # What only people name stands after what the taxonomies and the engine ask.
    keys = sorted(found, key=lambda key: (order.get(key, len(order)), key))
    asked = tuple(question(found[key].item, {}) for key in keys)
    return Docket(replace(sheet, questions=asked), {key: found[key] for key in keys})
