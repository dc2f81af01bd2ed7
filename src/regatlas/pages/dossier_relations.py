"""What builds on what: the relations of a dossier's instruments as arcs and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from markupsafe import Markup

from regatlas.model.dossier import Dossier
from regatlas.model.instrument import Instrument, Relation, RelationKind
from regatlas.pages.charts.arcs import NARROW, WIDE, ArcChart, Edge, Node, arcs_svg
from regatlas.pages.provisions import cite_provision
from regatlas.pages.telling import Telling, anchor

TYPES = ("law", "regulation", "rule", "normative-document", "standard", "plan", "initiative", "principles")


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One relation in words; anchors are empty where the page has no such entry."""

    source: str
    source_anchor: str
    kind: str
    target: str
    target_anchor: str
    provision: str
    note: str
    verified: bool


@dataclass(frozen=True, slots=True)
class RelationsView:
    """The charts and the rows."""

    wide: Markup
    narrow: Markup
    rows: tuple[RelationRow, ...]


def view_relations(dossier: Dossier, telling: Telling) -> RelationsView | None:
    """The relations; None where there are none."""
    pairs = [(one, relation) for one in dossier.instruments for relation in one.relations]
    if not pairs:
        return None
    chart = _chart(dossier, pairs, telling)
    rows = tuple(_row(dossier, one, relation, telling) for one, relation in pairs)
    return RelationsView(arcs_svg(chart, WIDE), arcs_svg(chart, NARROW), rows)


def target_title(relation: Relation, telling: Telling) -> str:
    """What an instrument relates to, by its short title; outside the catalog by its title."""
    if relation.target in telling.catalog.instrument or relation.outside is None:
        return telling.instrument(relation.target)
    title = telling.said(relation.outside)
    return f"《{title.strip('《》')}》" if telling.words.lang == "zh" else title


def _row(dossier: Dossier, one: Instrument, relation: Relation, telling: Telling) -> RelationRow:
    known = {each.id for each in dossier.instruments}
    return RelationRow(
        source=telling.instrument(one.id),
        source_anchor=anchor("i", one.id),
        kind=telling.words(f"catalog.relation.{relation.kind}"),
        target=target_title(relation, telling),
        target_anchor=anchor("i", relation.target) if relation.target in known else "",
        provision=cite_provision(relation.provision, telling.words.lang) if relation.provision else "",
        note=telling.said(relation.note) if relation.note else "",
        verified=relation.verified,
    )


def _chart(dossier: Dossier, pairs: list[tuple[Instrument, Relation]], telling: Telling) -> ArcChart:
    words = telling.words
    touched = {one.id for one, _ in pairs} | {relation.target for _, relation in pairs}
    known = {one.id for one in dossier.instruments}
    groups = []
    for kind in TYPES:
        members = [one for one in dossier.instruments if one.type == kind and one.id in touched]
        if members:
            nodes = tuple(Node(one.id, telling.instrument(one.id), anchor("i", one.id)) for one in members)
            groups.append((words(f"dossier.type.{kind}"), nodes))
    strangers = {relation.target: relation for _, relation in pairs if relation.target not in known}
    if strangers:
        nodes = tuple(Node(name, target_title(relation, telling), "") for name, relation in strangers.items())
        groups.append((words("dossier.type.outside"), nodes))
    kinds = [kind for kind in get_args(RelationKind) if any(relation.kind == kind for _, relation in pairs)]
    return ArcChart(
        label=words("dossier.relations.chart", n=len(touched)),
        groups=tuple(groups),
        edges=tuple(dict.fromkeys(_edge(one, relation, telling) for one, relation in pairs)),
        legend=tuple((kind, words(f"catalog.relation.{kind}")) for kind in kinds),
    )


def _edge(one: Instrument, relation: Relation, telling: Telling) -> Edge:
    kind = telling.words(f"catalog.relation.{relation.kind}")
    label = f"{telling.instrument(one.id)} · {kind} · {target_title(relation, telling)}"
    return Edge(one.id, relation.target, relation.kind, label)
