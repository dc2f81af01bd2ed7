"""What the forms of review send: an answer, the words that support it, and the version that it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regatlas.app.review_evidence import Chosen, evidence_of
from regatlas.app.reviewing import Sheet
from regatlas.errors import BadArgument
from regatlas.model.review import Answer, Item
from regatlas.model.text import Span
from regatlas.web.forms import Pairs


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it was sent; ``act`` is the button that was pressed."""

    item: Item
    version: int
    answer: Answer
    chosen: tuple[Chosen, ...]
    words: str
    place: str
    act: str


def read_sent(pairs: Pairs, sheet: Sheet) -> Sent:
    """The answer in a form. Raises :class:`BadArgument`, and what finding words raises for a clause that is new."""
    fields = dict(pairs)
    chosen = tuple(_chosen(pairs))
    answer = Answer(
        value=fields.get("value", ""), who=fields.get("who", "").strip() or None, note=fields.get("note", "").strip()
    )
    version = fields.get("version", "")
    return Sent(
        item=_item(fields, sheet, chosen),
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
        answer=answer,
        chosen=chosen,
        words=fields.get("words", ""),
        place=fields.get("place", "").strip(),
        act=fields.get("act", "save"),
    )


def _item(fields: dict[str, str], sheet: Sheet, chosen: tuple[Chosen, ...]) -> Item:
    key = fields.get("item", "")
    if key == "actor/new":
        return Item.parse(f"actor/{fields.get('role', '')}/{' '.join(fields.get('name', '').split())}")
    if key == "commitment/new":
        found = evidence_of(sheet.document, chosen)
        if not found:
            raise BadArgument("no clause is chosen", hint="select the words of the clause, or paste them")
        start, end = found[0].quote.span
        return Item(kind="commitment", first=str(start), second=str(end))
    return Item.parse(key)


def _chosen(pairs: Pairs) -> Iterator[Chosen]:
    """The quotes that are kept, those that were selected, and the words that were pasted."""
    fields = dict(pairs)
    for name, value in pairs:
        if name == "keep":
            place, _, words = value.partition(":")
            yield Chosen(words, span_of(place))
    words = fields.get("words", "")
    if words.strip():
        picked = fields.get("pick", "")
        yield Chosen(words, span_of(picked)) if picked else Chosen(words, place=fields.get("place", "").strip())


def span_of(text: str) -> Span:
    """``120-140`` as a span. Raises :class:`BadArgument`."""
    start, _, end = text.partition("-")
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in (start, end)):
        raise BadArgument("this is no place in the text", where=text[:40], hint="load the page again")
    return Span(int(start), int(end))
