"""Which operative articles of an instrument have obligations, and which are left out and why."""

from __future__ import annotations

from dataclasses import dataclass

from regatlas.catalog.catalog import Catalog
from regatlas.catalog.citations import article_of, cited_expression
from regatlas.model.instrument import ArticleDigest, Expression
from regatlas.model.obligation import Obligation


@dataclass(frozen=True)
class Covered:
    """An operative article and the ids of the obligations that cite it."""

    article: ArticleDigest
    obligations: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """The articles of one expression, sorted by what the obligations make of them.

    ``covered`` have obligations, ``left_out`` a reason why not, ``uncovered`` neither; ``not_operative`` ask nothing of
    anyone. ``expected`` tells whether the catalog means to have the obligations of this expression at all: it does once
    one of its articles has an obligation or a reason.
    """

    instrument: str
    expression: Expression
    covered: tuple[Covered, ...]
    left_out: tuple[ArticleDigest, ...]
    uncovered: tuple[ArticleDigest, ...]
    not_operative: tuple[ArticleDigest, ...]

    @property
    def expected(self) -> bool:
        """Whether obligations of this expression are meant to be there."""
        return bool(self.covered or self.left_out)


def coverage_of(catalog: Catalog, instrument_id: str, expression_id: str) -> Coverage:
    """The coverage of an expression that is in the catalog (KeyError where it is not)."""
    expressions = {one.id: one for one in catalog.instrument[instrument_id].expressions}
    expression = expressions[expression_id]
    citing = _citing(catalog, instrument_id, expression)
    operative = [article for article in expression.digest if article.operative or article.provision in citing]
    covered = tuple(Covered(one, tuple(citing[one.provision])) for one in operative if one.provision in citing)
    rest = [article for article in operative if article.provision not in citing]
    return Coverage(
        instrument_id,
        expression,
        covered,
        tuple(article for article in rest if article.no_obligation is not None),
        tuple(article for article in rest if article.no_obligation is None),
        tuple(article for article in expression.digest if article not in operative),
    )


def _citing(catalog: Catalog, instrument_id: str, expression: Expression) -> dict[str, list[str]]:
    """By article, the obligations of the instrument that cite it as their basis."""
    found: dict[str, list[str]] = {}
    for obligation in catalog.obligations_of(instrument_id):
        for provision in _cited(catalog, obligation, instrument_id, expression):
            article = article_of(expression, provision)
            if article is not None and obligation.id not in found.setdefault(article.provision, []):
                found[article.provision].append(obligation.id)
    return found


def _cited(catalog: Catalog, obligation: Obligation, instrument_id: str, expression: Expression) -> list[str]:
    instrument = catalog.instrument[instrument_id]
    return [
        citation.provision
        for citation in obligation.citations
        if citation.instrument == instrument_id
        and cited_expression(instrument, citation, obligation.since) == expression
    ]
