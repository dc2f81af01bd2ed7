"""Citations of the catalog: from a provision's id to the digest of the article that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from regatlas.catalog.catalog import Catalog, in_force
from regatlas.model.instrument import ArticleDigest, Expression, Instrument
from regatlas.model.obligation import Citation


def enclosing(provision: str) -> Iterator[str]:
    """A provision's id and those of what encloses it, innermost first."""
    steps = provision.split("__")
    for length in range(len(steps), 0, -1):
        yield "__".join(steps[:length])


def article_of(expression: Expression, provision: str) -> ArticleDigest | None:
    """The digest of the article in which a provision stands."""
    digest = expression.by_provision
    return next((digest[name] for name in enclosing(provision) if name in digest), None)


def cited_expression(instrument: Instrument, citation: Citation, day: date | None = None) -> Expression | None:
    """The version that a citation means: the one it names, else the one in force on ``day``.

    Without a day, and where none was in force then, it means the last final one that has a digest. None where it names
    a version that is not there, and where there is none at all.
    """
    if citation.expression is not None:
        return next((one for one in instrument.expressions if one.id == citation.expression), None)
    final = [one for one in instrument.expressions if one.stage == "final"] or list(instrument.expressions)
    then = [one for one in final if day is not None and in_force(one, day)]
    digested = [one for one in final if one.digest]
    return next(reversed(then or digested or final), None)


def resolve(catalog: Catalog, citation: Citation, day: date | None = None) -> ArticleDigest | None:
    """The digest of the cited article, where the catalog has it."""
    instrument = catalog.instrument.get(citation.instrument)
    expression = cited_expression(instrument, citation, day) if instrument else None
    return article_of(expression, citation.provision) if expression else None
