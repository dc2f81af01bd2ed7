"""The brief of an instrument, from what the catalog has of it."""

from __future__ import annotations

from collections.abc import Iterator

from regatlas.app.briefs import CatalogBrief, Related
from regatlas.catalog.catalog import Catalog
from regatlas.model.obligation import Citation, Obligation
from regatlas.pages.brief_view import Act, BriefView, Point, RelatedView
from regatlas.pages.dates import date_label
from regatlas.pages.provisions import cite, cite_provision
from regatlas.pages.telling import Telling
from regatlas.pages.words import HTML_LANG, Words

# What a page of A4 has room for beside six points, in either language; the rest is counted.
_ACTS = 4
_RELATED = 5
_SOURCES = 4
_ROLES = 3


def view_catalog_brief(catalog: Catalog, brief: CatalogBrief, words: Words) -> BriefView:
    """The brief in words."""
    return _Viewer(catalog, brief, words).view()


class _Viewer:
    def __init__(self, catalog: Catalog, brief: CatalogBrief, words: Words) -> None:
        self._catalog = catalog
        self._brief = brief
        self._words = words
        self._telling = Telling(catalog, words)

    def view(self) -> BriefView:
        brief, words, telling = self._brief, self._words, self._telling
        instrument = brief.instrument
        acts = tuple(self._acts())
        return BriefView(
            title=telling.said(instrument.title),
            lang=HTML_LANG[words.lang],
            other=telling.other(instrument.title),
            other_lang=telling.other_lang,
            date=telling.date(brief.as_of),
            facts=tuple(self._facts()),
            what=telling.said(instrument.summary),
            points=tuple(Point(telling.said(one.text), self._cited(one.provisions)) for one in instrument.points),
            acts=acts,
            acts_more=self._more("brief.acts.more", len(brief.timed) - _ACTS),
            acts_none=words("brief.acts.none"),
            related=tuple(self._related(one) for one in brief.related[:_RELATED]),
            related_more=self._more("brief.related.more", len(brief.related) - _RELATED),
            related_heading=words("brief.related"),
            related_none=words("brief.related.none"),
            sources=telling.sources((*instrument.sources, *instrument.reading))[:_SOURCES],
            notices=tuple(self._notices()),
        )

    def _more(self, key: str, n: int) -> str:
        return self._words(key, n=n) if n > 0 else ""

    def _facts(self) -> Iterator[tuple[str, str]]:
        words, telling, instrument = self._words, self._telling, self._brief.instrument
        dates = [
            f"{date_label(kind, instrument.type, words)} {telling.date(statement.date)}"
            if words.lang == "en"
            else f"{telling.date(statement.date)}{date_label(kind, instrument.type, words)}"
            for kind, statement in instrument.dates.items()
        ]
        yield words("brief.issuer"), telling.agencies(instrument.issuers)
        yield words("brief.dates"), words("semicolon").join(dates)
        yield words("brief.category"), telling.said(instrument.category)
        if instrument.number:
            yield words("brief.number"), telling.said(instrument.number)
        if self._brief.status:
            status = telling.status(self._brief.status)
            yield words("brief.status"), words("brief.status.on", status=status, date=telling.date(self._brief.as_of))

    def _cited(self, provisions: tuple[str, ...]) -> str:
        return self._words.join([cite_provision(one, self._words.lang) for one in provisions])

    def _acts(self) -> Iterator[Act]:
        """First the day from which the text applies, then the duties with a time limit."""
        brief, words = self._brief, self._words
        since = brief.expression.effective if brief.expression else None
        effective = brief.instrument.dates.get("effective")
        since = since or (effective.date if effective else None)
        if since:
            what = words("brief.acts.duties", n=brief.duties) if brief.duties else words("brief.acts.in-force")
            named = words.join([self._role(one) for one in brief.who])
            who = named if 0 < len(brief.who) <= _ROLES else words("brief.acts.everyone")
            yield Act(who, what, words("brief.acts.from", date=self._telling.date(since)), "")
        for one in brief.timed[:_ACTS]:
            yield self._act(one)

    def _act(self, duty: Obligation) -> Act:
        assert duty.deadline is not None
        telling = self._telling
        who = self._words.join([self._role(one) for one in duty.who])
        basis, limit = duty.citations[0], duty.deadline.citation
        # Paragraph 1 of an article says more than the article.
        inside = basis.instrument == limit.instrument and limit.provision.startswith(basis.provision)
        cited = self._words.join([self._cite(one) for one in ((limit,) if inside else (basis, limit))])
        return Act(who, telling.said(duty.title), telling.said(duty.deadline.rule), cited)

    def _cite(self, citation: Citation) -> str:
        if citation.instrument == self._brief.instrument.id:
            return cite_provision(citation.provision, self._words.lang)
        return cite(self._catalog, citation, self._words.lang)

    def _role(self, role: str) -> str:
        """The role as the fact ``role`` words it."""
        fact = self._catalog.fact.get("role")
        labels = {choice.id: choice.label for choice in fact.choices} if fact else {}
        return self._telling.said(labels[role]) if role in labels else role

    def _related(self, one: Related) -> RelatedView:
        words, relation = self._words, one.relation
        why = words(f"catalog.relation.{relation.kind}{'.from' if one.incoming else ''}")
        if relation.provision:
            cited = cite_provision(relation.provision, words.lang)
            why += f" ({cited})" if words.lang == "en" else f"（{cited}）"
        if relation.note and not one.incoming:
            why += words("brief.join") + self._telling.said(relation.note).rstrip("。.")
        if one.id in self._catalog.instrument:
            return RelatedView(self._telling.instrument(one.id), why)
        title = self._telling.said(one.title)
        return RelatedView(f"《{title.strip('《》')}》" if words.lang == "zh" else title, why)

    def _notices(self) -> Iterator[str]:
        words, brief = self._words, self._brief
        if brief.file:
            yield words("brief.notice.recognised", file=brief.file)
        yield words("brief.notice.verified" if brief.instrument.verified else "brief.notice.unverified")
        if brief.disputed:
            yield words("brief.notice.disputed")
        yield words("brief.notice.aid")
