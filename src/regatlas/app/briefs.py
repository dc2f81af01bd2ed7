"""One-page briefs: of an instrument, from what the catalog has of it; of any other file, from its own sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regatlas.app.cataloguing import found_instrument
from regatlas.catalog.catalog import Catalog, expression_in_force, status_on
from regatlas.errors import BadArgument, UnreadablePath
from regatlas.model.instrument import Expression, Instrument, Relation, Status
from regatlas.model.obligation import Obligation
from regatlas.model.taxonomy import Bilingual

if TYPE_CHECKING:
    from regatlas.model.document import Document
    from regatlas.model.judgement import Record


@dataclass(frozen=True)
class Related:
    """Another instrument, and how the two stand: ``relation`` is that instrument's own where ``incoming``."""

    id: str
    title: Bilingual
    relation: Relation
    incoming: bool


@dataclass(frozen=True)
class CatalogBrief:
    """What the brief of an instrument is made of. ``file`` is the name of the file by which it was found, if any.

    ``timed`` are the duties with a time limit that bound on the day or will, the gravest first; ``duties`` is the
    number of all that do, ``who`` the roles that they address.
    """

    instrument: Instrument
    as_of: date
    status: Status | None
    expression: Expression | None
    timed: tuple[Obligation, ...]
    duties: int
    who: tuple[str, ...]
    related: tuple[Related, ...]
    disputed: bool
    file: str | None = None


@dataclass(frozen=True)
class ExtractedBrief:
    """What the brief of a file without a catalog entry is made of: the text, and what an engine says of it."""

    document: Document
    record: Record
    file: str
    as_of: date


Brief = CatalogBrief | ExtractedBrief


def make_brief(catalog: Catalog, name: str, as_of: date) -> Brief:
    """The brief of a file, or of the instrument that ``name`` means.

    A file whose number or title the catalog knows is briefed from the catalog. Raises
    :class:`regatlas.errors.InputError` where there is neither such a file nor such an instrument.
    """
    if _is_path(name):
        return _of_file(catalog, Path(name), as_of)
    try:
        return of_instrument(catalog, found_instrument(catalog, name), as_of)
    except BadArgument as error:
        if Path(name).suffix and not catalog.find(name):
            raise UnreadablePath("there is no such file or folder", where=name, hint="check the path") from None
        raise BadArgument(error.what, hint=f"{error.hint}; or give a file") from None


def _is_path(name: str) -> bool:
    try:
        return Path(name).exists()
    except OSError:
        # A title may be longer than any file name.
        return False


def of_instrument(catalog: Catalog, instrument: Instrument, as_of: date, file: str | None = None) -> CatalogBrief:
    """The brief of an instrument of the catalog."""
    duties = _duties(catalog, instrument, as_of)
    return CatalogBrief(
        instrument=instrument,
        as_of=as_of,
        status=status_on(instrument, as_of),
        expression=expression_in_force(instrument, as_of),
        timed=tuple(one for one in duties if one.deadline),
        duties=len(duties),
        who=tuple(dict.fromkeys(role for one in duties for role in one.who)),
        related=_related(catalog, instrument),
        disputed=any(claim.standing == "disputed" for claim in catalog.claims_about(instrument.id)),
        file=file,
    )


def _duties(catalog: Catalog, instrument: Instrument, day: date) -> list[Obligation]:
    """What it asks for, the gravest first; permissions, drafts and what had ended before the day are no part of it."""
    found = [one for one in catalog.obligations_of(instrument.id) if one.modality in ("must", "must-not")]
    bound = [one for one in found if not one.draft and (one.until is None or day < one.until)]
    return sorted(bound, key=lambda one: -one.gravity)


def _related(catalog: Catalog, instrument: Instrument) -> tuple[Related, ...]:
    """What it builds on, then what builds on it; each once, by the first relation that is given."""
    found: dict[str, Related] = {}
    for relation in instrument.relations:
        target = catalog.instrument.get(relation.target)
        title = target.title if target else relation.outside
        if title is not None:
            found.setdefault(relation.target, Related(relation.target, title, relation, incoming=False))
    for other, relation in catalog.relations_to(instrument.id):
        found.setdefault(other.id, Related(other.id, other.title, relation, incoming=True))
    return tuple(found.values())


def _of_file(catalog: Catalog, path: Path, as_of: date) -> Brief:
    # Readers and engines take longer to load than a brief from the catalog to make.
    from regatlas.app.dossier_holdings import instrument_named
    from regatlas.app.inputs import find_inputs, limits_from_environment, load_document
    from regatlas.app.mapping import Mapper

    if path.is_dir():
        raise UnreadablePath("this is a folder", where=str(path), hint="give a file")
    name = find_inputs([path])[0].name
    document = load_document(path, limits_from_environment())
    stated = document.metadata
    names = (stated.number, stated.title)
    instrument = instrument_named(catalog, *(each.value if each else None for each in names))
    if instrument is not None:
        return of_instrument(catalog, instrument, as_of, name)
    mapper = Mapper()
    return ExtractedBrief(document, mapper.map(document, mapper.manifest().digest), name, as_of)
