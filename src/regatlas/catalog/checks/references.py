"""Every id that an entry names is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from regatlas.catalog.catalog import Catalog
from regatlas.catalog.checks.walking import citations
from regatlas.catalog.citations import article_of, cited_expression
from regatlas.catalog.entries import Authored, Reading
from regatlas.catalog.kinds import Folder
from regatlas.catalog.yaml_source import Location
from regatlas.model.chronicle import Agency, Claim, Commitment, Event
from regatlas.model.instrument import Instrument
from regatlas.model.obligation import Citation, Obligation

Complaint = tuple[Location, str, str]
# A suggestion must be a slip of the pen away; others mislead.
_NEAR = 0.8


def check_references(reading: Reading, catalog: Catalog) -> None:
    """Issuers, agencies, targets, instruments, subjects, and the articles that citations name."""
    known = Known.of(reading, catalog)
    for entry in reading.entries:
        for at, what, hint in (*_named(entry, known), *_cited(entry, known)):
            reading.complain(entry.file, (*entry.at, *at), what, hint)


@dataclass(frozen=True)
class Known:
    """The ids of what was written, also of entries that do not fit their schema."""

    catalog: Catalog
    ids: dict[Folder, set[str]]
    undigested: set[str]

    @classmethod
    def of(cls, reading: Reading, catalog: Catalog) -> Known:
        """The ids in a reading; ``undigested`` are instruments of which a file could not be read whole."""
        ids: dict[Folder, set[str]] = {}
        for entry in reading.entries:
            ids.setdefault(entry.folder, set()).add(entry.id)
        broken = {
            entry.id.split(" ", maxsplit=1)[0]
            for entry in reading.entries
            if entry.folder in ("instruments", "digests") and entry.file.name in reading.incomplete
        }
        return cls(catalog, ids, broken)

    def missing(self, folder: Folder, wanted: str, what: str) -> tuple[str, str] | None:
        """The sentence and the remedy where there is no such entry."""
        known = self.ids.get(folder, set())
        if wanted in known:
            return None
        # Another city's rules of the same name are no slip of the pen.
        own = [one for one in known if one.rpartition("/")[0] == wanted.rpartition("/")[0]]
        near = get_close_matches(wanted, own, n=1, cutoff=_NEAR)
        return f"there is no {what} {wanted!r}", f"write {near[0]!r}" if near else f"add it to {folder}/, or correct it"


def _named(entry: Authored, known: Known) -> Iterator[Complaint]:
    for at, folder, wanted, what in _names(entry):
        missing = known.missing(folder, wanted, what)
        if missing is not None:
            yield (at, *missing)
    if isinstance(entry.model, Instrument):
        yield from _targets(entry.model, known)
    if isinstance(entry.model, Claim):
        yield from _subject(entry.model, known)


def _names(entry: Authored) -> Iterator[tuple[Location, Folder, str, str]]:
    """The places at which an entry names another by its id, the folder of that other, and what it is called."""
    model = entry.model
    if isinstance(model, Instrument):
        yield from ((("issuers", n), "agencies", each, "agency") for n, each in enumerate(model.issuers))
    elif isinstance(model, Agency) and model.parent is not None:
        yield ("parent",), "agencies", model.parent, "agency"
    elif isinstance(model, Event):
        yield from ((("instruments", n), "instruments", each, "instrument") for n, each in enumerate(model.instruments))
        yield from ((("agencies", n), "agencies", each, "agency") for n, each in enumerate(model.agencies))
    elif isinstance(model, Commitment):
        yield ("instrument",), "instruments", model.instrument, "instrument"
        yield from ((("bodies", n), "agencies", each, "agency") for n, each in enumerate(model.bodies))
    elif isinstance(model, Obligation):
        yield ("instrument",), "instruments", model.instrument, "instrument"
        yield from ((("authorities", n), "agencies", each, "agency") for n, each in enumerate(model.authorities))


def _targets(instrument: Instrument, known: Known) -> Iterator[Complaint]:
    for number, relation in enumerate(instrument.relations):
        inside = relation.target in known.ids.get("instruments", set())
        at = ("relations", number, "target")
        if not inside and relation.outside is None:
            what = f"there is no instrument {relation.target!r}"
            yield at, what, "where it is to stay outside the catalog, give its title as outside: {en: ..., zh: ...}"
        elif inside and relation.outside is not None:
            yield at, f"{relation.target!r} is said to be outside, and the catalog has it", "take outside out"
        elif relation.target == instrument.id:
            yield at, "the instrument is related to itself", "correct the target"


def _subject(claim: Claim, known: Known) -> Iterator[Complaint]:
    if not any(claim.subject in known.ids.get(folder, set()) for folder in ("instruments", "events", "agencies")):
        yield (
            ("subject",),
            f"there is no instrument, event or agency {claim.subject!r}",
            "name the one that it is about",
        )


def _cited(entry: Authored, known: Known) -> Iterator[Complaint]:
    """The citations of an entry, and the provisions that an instrument or commitment names of itself."""
    model = entry.model
    day = model.since if isinstance(model, Obligation) else None
    for at, citation in citations(entry.value):
        for what, hint in unresolved(citation, known, day):
            yield (*at, "provision"), what, hint
    for at, provision in _own_provisions(entry):
        own = entry.id if isinstance(model, Instrument) else str(entry.value.get("instrument"))
        instrument = known.catalog.instrument.get(own)
        # Plans and principles may have no digest; what they say of their own places is then taken as it is.
        digested = [one for one in instrument.expressions if one.digest] if instrument else []
        if digested and own not in known.undigested and not any(article_of(one, provision) for one in digested):
            yield at, f"no digest of {own} has {provision}", "correct it, or add it to the digest"


def _own_provisions(entry: Authored) -> Iterator[tuple[Location, str]]:
    if isinstance(entry.model, Instrument):
        for number, relation in enumerate(entry.model.relations):
            if relation.provision is not None:
                yield ("relations", number, "provision"), relation.provision
        for number, point in enumerate(entry.model.points):
            yield from ((("points", number, "provisions", n), each) for n, each in enumerate(point.provisions))
    elif isinstance(entry.model, Commitment) and entry.model.provision is not None:
        yield ("provision",), entry.model.provision


def unresolved(citation: Citation, known: Known, day: date | None) -> Iterator[tuple[str, str]]:
    """Why a citation leads to no article of a digest; nothing where it does."""
    missing = known.missing("instruments", citation.instrument, "instrument")
    if missing is not None:
        yield missing
    instrument = known.catalog.instrument.get(citation.instrument)
    if instrument is None or citation.instrument in known.undigested:
        return
    expression = cited_expression(instrument, citation, day)
    if expression is None:
        ids = ", ".join(one.id for one in instrument.expressions) or "none"
        yield f"{instrument.id} has no expression {citation.expression or ''}".rstrip(), f"it has {ids}"
    elif not expression.digest:
        yield f"{instrument.id} {expression.id} has no digest that could show {citation.provision}", "write the digest"
    elif article_of(expression, citation.provision) is None:
        last = expression.digest[-1].provision
        yield f"{instrument.id} {expression.id} has no {citation.provision}", f"its digest ends with {last}"
