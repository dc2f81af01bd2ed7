"""Documents and records in a terminal; the only user of Rich.

Rich drops colour where there is none; lines are broken by :mod:`regatlas.cli.lines`, which knows Chinese. No markup is
ever read from a text: every word of a document goes through :func:`plain`, which also takes out the control characters
by which a hostile file could steer the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from regatlas.cli.lines import breaks, columns
from regatlas.cli.page import ACCENT as _ACCENT
from regatlas.cli.page import Page, plain
from regatlas.model.document import Document, Provision
from regatlas.model.judgement import Record
from regatlas.model.taxonomy import Taxonomy
from regatlas.pages.claims import Claim, ClaimBook
from regatlas.pages.coverage import Row, TaxonomyView
from regatlas.pages.facts import Fact, Facts, title_of
from regatlas.pages.people import Party, Role
from regatlas.pages.record import RecordView, notices_of_reading, view_record
from regatlas.pages.words import Lang, Words
from regatlas.structure.references import read_apparatus

_SHORT_QUOTE = 160
_FEW = 12
_OUTLINE = 400


def render_document(console: Console, document: Document, *, source_name: str, lang: Lang) -> None:
    """Print what a document says of itself, then its outline: each provision's citation and how it begins."""
    words = Words(lang)
    facts = Facts(document, words, ClaimBook(document))
    page = Page(console)
    page.title(title_of(document, source_name))
    for notice in notices_of_reading(document, words):
        page.add(Text(plain(notice), style="bold"))
    _print_facts(page, [*facts.of_document(), *facts.of_reading(source_name)], words)
    _print_apparatus(page, document, words)
    page.heading(words("section.outline"))
    shown = _outlined(document)
    _print_outline(page, document, shown[:_OUTLINE])
    if len(shown) > _OUTLINE:
        page.add(Text(words("terminal.outline.rest", n=len(shown) - _OUTLINE), style="dim"))


def _print_apparatus(page: Page, document: Document, words: Words) -> None:
    """How much the text refers to, defines and punishes, and the references that lead nowhere."""
    apparatus = read_apparatus(document)
    internal = [reference for reference in apparatus.references if reference.internal]
    external = [reference for reference in apparatus.references if reference.instrument is not None]
    stated = [
        *([words("apparatus.internal", n=len(internal))] if internal else []),
        *([words("apparatus.external", n=len(external))] if external else []),
        *([words("apparatus.definitions", n=len(apparatus.definitions))] if apparatus.definitions else []),
        *([words("apparatus.penalties", n=len(apparatus.penalties))] if apparatus.penalties else []),
    ]
    if not stated:
        return
    page.heading(words("section.apparatus"))
    page.add(Text(words("semicolon").join(stated)))
    lost = [reference for reference in internal if not reference.resolved]
    if lost:
        page.add(Text(words("apparatus.unresolved", n=len(lost)), style="dim"))
    for reference in lost[:_FEW]:
        page.add(Text(plain(document.by_eid[reference.source].citation or "·"), style=_ACCENT), indent=2)
        page.add(Text(plain(reference.quote.exact)), indent=4)
    if len(lost) > _FEW:
        page.add(Text(words("apparatus.unresolved.rest", n=len(lost) - _FEW), style="dim"))


def render_record(
    console: Console,
    document: Document,
    record: Record,
    *,
    source_name: str,
    taxonomies: Mapping[str, Taxonomy],
    lang: Lang,
    commitments: int = _FEW,
) -> None:
    """Print a record: status, facts, summary, coverage with the best quote, actors and the first ``commitments``.

    Raises :class:`regatlas.errors.EvidenceError` where a quote of the record does not stand in the document.
    """
    words = Words(lang)
    view = view_record(document, record, source_name=source_name, taxonomies=taxonomies, words=words)
    page = Page(console)
    page.title(view.title)
    for index, notice in enumerate(view.notices, start=1):
        page.add(Text(plain(notice), style="dim" if index == len(view.notices) else "bold"))
    _print_head(page, view, words)
    for taxonomy in view.coverage:
        _print_taxonomy(page, taxonomy, words)
    if not view.coverage:
        page.heading(words("section.coverage"))
        page.add(Text(words("coverage.none" if view.judged else "coverage.abstained"), style="dim"))
    _print_people(page, view, words)
    _print_commitments(page, view.parties, words, commitments)


def _print_head(page: Page, view: RecordView, words: Words) -> None:
    page.heading(words("section.status"))
    page.add(Text.assemble((view.status.text, "bold"), "  ", (view.status.confidence, "dim")))
    page.add(Text(view.status.explained))
    if view.status.claim.mentions:
        page.add(_quote(view.status.claim, words))
    _print_why(page, view.status.rationale, words)
    page.heading(words("section.facts"))
    _print_facts(page, (*view.facts, *view.reading, *view.run), words)
    page.heading(words("section.summary"))
    for sentence in view.summary:
        page.add(Text("·"), Text.assemble(plain(sentence.text), "  ", _citations(sentence.claim)), widths=(1,))
    if not view.summary:
        page.add(Text(words("summary.none"), style="dim"))


def _print_facts(page: Page, facts: Iterable[Fact], words: Words) -> None:
    listed = list(facts)
    stated = [fact for fact in listed if fact.values]
    width = max(columns(fact.label) for fact in stated)
    for fact in stated:
        page.add(Text(fact.label, style="dim"), _values(fact), widths=(width,))
    unstated = words.join([fact.label for fact in listed if not fact.values])
    if unstated:
        page.add(Text(words("fact.unstated") + words("colon") + unstated, style="dim"))


def _values(fact: Fact) -> Text:
    lines = []
    for value in fact.values:
        line = Text(plain(value.text))
        if value.note:
            line.append(f"  {plain(value.note)}", style="dim")
        if value.claim is not None:
            line.append("  ").append_text(_citations(value.claim))
        lines.append(line)
    return Text("\n").join(lines)


def _print_taxonomy(page: Page, taxonomy: TaxonomyView, words: Words) -> None:
    page.heading(taxonomy.title, taxonomy.counts)
    _print_why(page, taxonomy.rationale, words)
    rows = [row for group in taxonomy.groups for row in group.rows]
    widths = _coverage_widths(rows, page.width)
    for row in rows:
        _print_row(page, row, widths, words)
    if taxonomy.absent:
        absent = words("semicolon").join(plain(label) for label in taxonomy.absent)
        page.add(Text(words("coverage.absent") + words("colon") + absent + words("stop"), style="dim"))


def _coverage_widths(rows: list[Row], width: int) -> tuple[int, int] | None:
    """The columns for label and level, or None where the terminal is too narrow for a table."""
    if not rows or width < 72:
        return None
    label = max(columns(plain(row.label)) for row in rows)
    return min(label, width * 3 // 10), max(columns(row.level_text) for row in rows)


def _print_row(page: Page, row: Row, widths: tuple[int, int] | None, words: Words) -> None:
    label = Text(plain(row.label), style="bold" if row.level == "good" else "")
    if widths is not None:
        page.add(label, Text(row.level_text), _quote(row.claim, words), widths=widths)
        return
    page.add(label.append(f"  {row.level_text}", style="not bold"))
    page.add(_quote(row.claim, words), indent=2)


def _print_people(page: Page, view: RecordView, words: Words) -> None:
    page.heading(words("section.actors"))
    width = max(columns(role.title) for role in view.roles)
    for role in view.roles:
        page.add(Text(role.title, style="dim"), _people(role, words), widths=(width,))
    page.heading(words("section.places"))
    for claim in view.places:
        page.add(Text.assemble(plain(claim.label), "  ", _citations(claim)))
    if not view.places:
        page.add(Text(words("places.none"), style="dim"))


def _people(role: Role, words: Words) -> Text:
    if not role.people:
        return Text(words("role.none"), style="dim")
    lines = []
    for person in role.people:
        line = Text(plain(person.name), style="bold")
        lines.append(line.append(f"  {person.type}  ", style="not bold dim").append_text(_citations(person.claim)))
    if role.rationale:
        lines.append(Text(plain(role.rationale), style="dim"))
    return Text("\n").join(lines)


def _print_commitments(page: Page, parties: tuple[Party, ...], words: Words, limit: int) -> None:
    duties = [(party, duty) for party in parties for duty in party.duties]
    page.heading(words("section.commitments"), words("commitments.count", n=len(duties)))
    if not duties:
        page.add(Text(words("commitments.none"), style="dim"))
        return
    width = max(columns(duty.modality_text) for _, duty in duties[:limit])
    last: Party | None = None
    for party, duty in duties[:limit]:
        if party is not last:
            page.add(Text(plain(party.name), style="bold"))
        last = party
        clause = Text.assemble(plain(duty.text), "  ", _citations(duty.claim))
        page.add(Text(duty.modality_text), clause, widths=(width,), indent=2)
    if len(duties) > limit:
        rest = words("commitments.rest", n=len(duties) - limit, how=words("terminal.see-all"))
        page.add(Text(rest, style="dim"))


def _quote(claim: Claim, words: Words) -> Text:
    """The first, best quote with its citation, and how many more there are."""
    if not claim.mentions:
        return Text()
    first, *rest = claim.mentions
    exact = plain(first.quote.exact)
    shown = exact if len(exact) <= _SHORT_QUOTE else exact[:_SHORT_QUOTE].rstrip() + "…"
    line = Text.assemble(f"“{shown}”  ", (plain(first.citation), _ACCENT))
    return line.append("  " + words("coverage.elsewhere", n=len(rest)), style="dim") if rest else line


def _citations(claim: Claim) -> Text:
    cited = dict.fromkeys(plain(mention.citation) for mention in claim.mentions)
    return Text("  ".join(cited), style=f"not bold not dim {_ACCENT}")


def _print_why(page: Page, rationale: str, words: Words) -> None:
    if rationale:
        page.add(Text(words("why") + words("colon") + plain(rationale), style="dim"))


def _outlined(document: Document) -> list[Provision]:
    """The provisions of the outline: without headings, and without those that only repeat the citation of the next."""
    listed = [item for item in document.provisions if item.kind != "heading"]
    doubled = {
        item.eid
        for item, after in pairwise(listed)
        if (item.citation, item.span.start) == (after.citation, after.span.start)
    }
    return [item for item in listed if item.eid not in doubled]


def _print_outline(page: Page, document: Document, provisions: list[Provision]) -> None:
    parents = {item.parent for item in document.provisions}
    labels = ["  " * min(len(document.ancestors(item.eid)) - 1, 6) + plain(item.citation or "·") for item in provisions]
    width = min(max(map(columns, labels), default=1), page.width // 2)
    for item, label in zip(provisions, labels, strict=True):
        text = item.heading or ("" if item.eid in parents else document.text[item.span.start : item.span.end])
        page.add(Text(label, style=_ACCENT), Text(_beginning(text, page.width - width - 2)), widths=(width,))


def _beginning(text: str, width: int) -> str:
    """As much of ``text`` as fits one line, with an ellipsis where it goes on."""
    line = plain(text[: 2 * width])
    if columns(line) <= width and len(line) == len(plain(text)):
        return line
    ends = breaks(line, width - 1)
    return (line[: ends[0]] if ends else line).rstrip() + "…"
