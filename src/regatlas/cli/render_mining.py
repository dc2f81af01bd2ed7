"""What a text says, held to the catalog, in a terminal: contradictions first."""

from __future__ import annotations

from collections import Counter

from rich.text import Text

from regatlas.catalog.catalog import Catalog, title_of
from regatlas.cli.page import ACCENT, Page, plain
from regatlas.model.mining import MinedClaim, Mining, NamedThing, Unresolved
from regatlas.model.sourcing import SourceReference
from regatlas.pages.dates import write_date
from regatlas.pages.words import Words

_VERDICTS = ("contradicts", "new", "agrees")
_MOST_SOURCES = 3
_DATES = frozenset({"drafted", "adopted", "issued", "published", "effective", "amended", "repealed", "event"})


def render_mining(page: Page, name: str, mining: Mining, catalog: Catalog, words: Words) -> None:
    """The claims by verdict, each with its sentence; what is left open; what is named beside."""
    counts = Counter(claim.verdict for claim in mining.claims)
    page.title(words("mine.title", name=name))
    totals = {verdict: counts[verdict] for verdict in ("agrees", "contradicts", "new")}
    page.add(Text(words("mine.counts", **totals, open=len(mining.unresolved)), style="dim"))
    for verdict in _VERDICTS:
        claims = [claim for claim in mining.claims if claim.verdict == verdict]
        if claims:
            page.heading(words(f"mine.verdict.{verdict}"), words("catalog.count", n=len(claims)))
        for claim in claims:
            _render_claim(page, claim, catalog, words)
    if not mining.claims:
        page.add(Text(words("mine.none"), style="dim"))
    _render_unresolved(page, mining.unresolved, words)
    _render_things(page, mining.things, words)


def _render_claim(page: Page, claim: MinedClaim, catalog: Catalog, words: Words) -> None:
    line = Text.assemble(
        (_called(claim, catalog, words), "bold"),
        f"  {words(f'mine.property.{claim.property}')}  ",
        (_value(claim.property, claim.value, catalog, words), ACCENT),
    )
    if claim.resolved_from:
        line.append("  " + words("mine.resolved", words=plain(claim.resolved_from.exact)), style="dim")
    page.add(line)
    if claim.verdict == "agrees":
        return
    page.add(Text(f"“{plain(claim.quote.exact)}”"), indent=2)
    for told in _against(claim, catalog, words):
        page.add(Text(told, style="dim"), indent=2)


def _against(claim: MinedClaim, catalog: Catalog, words: Words) -> list[str]:
    """What the catalog has instead, and whether it knows of the difference."""
    values = [
        words("mine.value", value=_value(claim.property, one.value, catalog, words), of=_of(one.of, words))
        for one in claim.catalog
    ]
    told = [words("mine.catalog", values=words.join(list(dict.fromkeys(values))))] if values else []
    sources = dict.fromkeys(_source(one, words) for value in claim.catalog for one in value.sources)
    if sources:
        told.append(words("mine.sources", sources=words("semicolon").join(list(sources)[:_MOST_SOURCES])))
    if claim.also:
        told.append(words("mine.also", of=_of(claim.also, words)))
    return told + [words(f"mine.known.{one.standing}", id=one.id) for one in claim.known]


def _source(source: SourceReference, words: Words) -> str:
    """Who says it, and where it can be read."""
    publisher = plain(source.publisher.zh if words.lang == "zh" else source.publisher.en)
    return f"{publisher} {source.url}" if source.url else publisher


def _called(claim: MinedClaim, catalog: Catalog, words: Words) -> str:
    entry = catalog.instrument.get(claim.subject or "") or catalog.event.get(claim.subject or "")
    if entry is None:
        return plain(claim.name) or plain(claim.quote.exact[:60])
    title = getattr(entry, "short_title", None) or title_of(entry)
    return plain(title.zh if words.lang == "zh" else title.en)


def _value(kind: str, value: str, catalog: Catalog, words: Words) -> str:
    if kind in _DATES and value[:4].isdigit():
        return write_date(value, words.lang)
    if kind == "status":
        return words.tag("catalog.status", value)
    entry = catalog.agency.get(value) or catalog.instrument.get(value)
    if entry is None:
        return plain(value)
    title = title_of(entry)
    return plain(title.zh if words.lang == "zh" else title.en)


def _of(name: str, words: Words) -> str:
    """What a value of the catalog is the value of: a property in words, a version or an event by its id."""
    key = f"mine.property.{name}"
    return words(key) if words.known(key) else plain(name)


def _render_unresolved(page: Page, unresolved: tuple[Unresolved, ...], words: Words) -> None:
    if unresolved:
        page.heading(words("mine.unresolved"), words("catalog.count", n=len(unresolved)))
    for one in unresolved:
        reason = words(f"mine.reason.{one.reason}")
        told = (
            words("mine.candidates", reason=reason, ids=words.join(list(one.candidates))) if one.candidates else reason
        )
        page.add(Text.assemble(f"“{plain(one.quote.exact)}”  ", (told, "dim")))


def _render_things(page: Page, things: tuple[NamedThing, ...], words: Words) -> None:
    if things:
        page.heading(words("mine.things"), words("catalog.count", n=len(things)))
    for one in things:
        note = one.id or ""
        if not one.known:
            note = words("mine.near", ids=words.join(list(one.near))) if one.near else words("mine.outside")
        page.add(Text.assemble(plain(one.name), (f"  {note}", "dim")))
