"""Which instruments and texts belong together, and why: each reason is a fact that a person can look up.

Reasons: a relation that the catalog records, the same legal basis, a text that names the other, the same issuers, the
same risks dealt with in operative provisions, and terms of the field that few of the instruments share.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from regatlas.app.dossier_holdings import instrument_named
from regatlas.app.library import Kept
from regatlas.app.terms import Term, fixed_terms
from regatlas.catalog.catalog import Catalog, folded
from regatlas.model.instrument import Instrument, Relation
from regatlas.store import DocumentStore, SearchableDocument
from regatlas.store.coverage import Covered
from regatlas.store.statements import Stated, statements

Kind = Literal["relation", "relation-from", "cites", "cited-by", "basis", "issuers", "categories", "terms"]
RISKS = "risk-subdomain"
MOST = 8
# What each reason counts for; a list of reasons adds up. Set by looking at the instruments of the catalog.
_WEIGHTS: Mapping[Kind, float] = {
    "relation": 3.0, "relation-from": 3.0, "cites": 2.5, "cited-by": 2.5, "basis": 0.8, "issuers": 0.4,
    "categories": 0.25, "terms": 0.35,
}  # fmt: skip
_FEWEST_CATEGORIES = 3
_MOST_VALUES = 5
# A term that more than this share of the instruments has tells nothing.
_COMMON = 0.4
_NAMED = re.compile(r"《([^《》\n]{4,60})》")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: ``values`` are relations, titles, issuers, codes of categories, or terms as places in the list of terms."""

    kind: Kind
    values: tuple[str, ...] = ()
    relation: Relation | None = None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Kin:
    """An instrument of the catalog, or a text that belongs to none, with its reasons, the weightiest first."""

    instrument: Instrument | None
    text: Stated | None
    reasons: tuple[Reason, ...]
    weight: float


def related_instruments(
    catalog: Catalog, instrument: Instrument, risks: Mapping[str, frozenset[str]]
) -> tuple[Kin, ...]:
    """The instruments nearest to one; ``risks`` are the operative risk categories by id, where records are there."""
    found = []
    for other in catalog.instruments:
        if other.id != instrument.id:
            reasons = tuple(_between(catalog, instrument, other, risks))
            # One weak reason alone, such as the same ministry, makes no kin.
            if len(reasons) > 1 or any(one.kind.startswith("relation") for one in reasons):
                found.append(Kin(other, None, reasons, _weight(reasons)))
    return _nearest(found)


def _nearest(found: Iterable[Kin]) -> tuple[Kin, ...]:
    return tuple(sorted(found, key=lambda kin: -kin.weight)[:MOST])


def _weight(reasons: Iterable[Reason]) -> float:
    return sum(_WEIGHTS[one.kind] * max(1, min(_MOST_VALUES, len(one.values) + len(one.terms))) for one in reasons)


def _between(
    catalog: Catalog, one: Instrument, other: Instrument, risks: Mapping[str, frozenset[str]]
) -> Iterator[Reason]:
    for relation in one.relations:
        if relation.target == other.id:
            yield Reason("relation", relation=relation)
    for relation in other.relations:
        if relation.target == one.id:
            yield Reason("relation-from", relation=relation)
    if basis := [target for target in _basis(one) if target in set(_basis(other)) - {one.id, other.id}]:
        yield Reason("basis", tuple(basis))
    if issuers := [agency for agency in one.issuers if agency in other.issuers]:
        yield Reason("issuers", tuple(issuers))
    both = sorted(risks.get(one.id, frozenset()) & risks.get(other.id, frozenset()))
    if len(both) >= _FEWEST_CATEGORIES:
        yield Reason("categories", tuple(both))
    terms = _terms_by_instrument(catalog)
    if shared := [term for term in terms.get(one.id, ()) if term in terms.get(other.id, ())]:
        yield Reason("terms", terms=tuple(shared[:_MOST_VALUES]))


def _basis(instrument: Instrument) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.target for one in instrument.relations if one.kind == "based-on"))


_kept_terms: dict[str, dict[str, tuple[Term, ...]]] = {}


def _terms_by_instrument(catalog: Catalog) -> dict[str, tuple[Term, ...]]:
    """The telling terms of what the catalog says of each instrument, the rarest first; found once for a catalog."""
    if catalog.sha256 not in _kept_terms:
        has = {one.id: frozenset(_terms_of(catalog, one)) for one in catalog.instruments}
        spread = Counter(term for terms in has.values() for term in terms)
        bound = _COMMON * len(has)
        _kept_terms[catalog.sha256] = {
            name: tuple(sorted((t for t in terms if spread[t] <= bound), key=lambda t: (spread[t], t.zh)))
            for name, terms in has.items()
        }
    return _kept_terms[catalog.sha256]


def _terms_of(catalog: Catalog, instrument: Instrument) -> Iterator[Term]:
    text = "\n".join(_words_of(catalog, instrument))
    for term in fixed_terms():
        if any(word in text for word in term.zh):
            yield term


def _words_of(catalog: Catalog, instrument: Instrument) -> Iterator[str]:
    yield from (instrument.title.zh, instrument.summary.zh)
    yield from (point.text.zh for point in instrument.points)
    yield from (article.does.zh for version in instrument.expressions[-1:] for article in version.digest)
    yield from (duty.title.zh for duty in catalog.obligations_of(instrument.id))


def risks_by_instrument(
    covered: Mapping[int, Iterable[Covered]], texts: Mapping[str, Sequence[SearchableDocument]]
) -> dict[str, frozenset[str]]:
    """The operative risk categories of the latest text of each instrument that has a record."""
    return {name: _risks(covered.get(listed[-1].id, frozenset())) for name, listed in texts.items()}


def _risks(covered: Iterable[Covered]) -> frozenset[str]:
    return frozenset(category for taxonomy, category, level in covered if taxonomy == RISKS and level == "good")


def related_texts(
    store: DocumentStore, catalog: Catalog, found: Kept, covered: Mapping[int, Iterable[Covered]]
) -> tuple[Kin, ...]:
    """The texts of the store and the instruments of the catalog nearest to one text.

    ``covered`` is what each text of the store covers, or nothing where that is not to be told.
    """
    everything = list(statements(store.database))
    own = next(one for one in everything if one.sha256 == found.entry.sha256)
    named = Counter(folded(title) for title in _NAMED.findall(found.document.text))
    citing = _citing(store, own)
    same = _same_work(catalog, found, own)
    kin: dict[str, Kin] = {}
    for other in everything:
        if other.sha256 == own.sha256 or same(other):
            continue
        reasons = tuple(_of_texts(own, other, named, citing))
        if any(one.kind in ("cites", "cited-by", "basis") for one in reasons):
            shared = sorted(_risks(covered.get(own.id, ())) & _risks(covered.get(other.id, ())))
            if len(shared) >= _FEWEST_CATEGORIES:
                reasons = (*reasons, Reason("categories", tuple(shared)))
            instrument = instrument_named(catalog, other.title)
            kin.setdefault(
                instrument.id if instrument else other.sha256,
                Kin(None, other, reasons, _weight(reasons)),
            )
    return _nearest(kin.values())


def _same_work(catalog: Catalog, found: Kept, own: Stated) -> functools.partial[bool]:
    return functools.partial(_is_same_work, catalog, found.instrument, folded(own.title or ""))


def _is_same_work(catalog: Catalog, instrument: Instrument | None, title: str, other: Stated) -> bool:
    if title and folded(other.title or "") == title:
        return True
    return instrument is not None and instrument_named(catalog, other.title) == instrument


def _citing(store: DocumentStore, own: Stated) -> Mapping[int, int]:
    """By id, the documents with provisions that name this one by its title in the brackets of titles."""
    if not own.title or not own.language.startswith("zh"):
        return {}
    return store.search(f"《{own.title.strip('《》')}》", limit=1).counts


def _of_texts(own: Stated, other: Stated, named: Mapping[str, int], citing: Mapping[int, int]) -> Iterator[Reason]:
    if other.title and (times := named.get(folded(other.title), 0)):
        yield Reason("cites", (str(times),))
    if times := citing.get(other.id, 0):
        yield Reason("cited-by", (str(times),))
    theirs = {folded(one) for one in other.legal_basis}
    if basis := [one for one in dict.fromkeys(own.legal_basis) if folded(one) in theirs]:
        yield Reason("basis", tuple(basis))
    if issuers := [one for one in dict.fromkeys(own.issuers) if one in other.issuers]:
        yield Reason("issuers", tuple(issuers))
