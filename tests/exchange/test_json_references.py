"""The keys ``references``, ``definitions`` and ``penalties`` of ``read --json``."""

from __future__ import annotations

import pytest

from regatlas.exchange.json_documents import document_json
from regatlas.model.reference import Amount, Apparatus, Citation, Cited, Definition, Penalty, Reference, Step
from regatlas.model.text import Quote, Span

from ..pages.specimen import flat_document

_QUOTE = Quote(span=Span(0, 3), exact="第一条")
_CITED = Cited(citation=Citation(form="chinese", steps=(Step("article", "1"),)), targets=("art_1",))
_REFERENCE = Reference(source="art_2", quote=_QUOTE, cites=(_CITED,))


def test_without_an_apparatus_the_keys_are_absent() -> None:
    assert "references" not in document_json(flat_document("words"), "a.md")


def test_a_reference_has_its_evidence_citations_and_targets() -> None:
    value = document_json(flat_document("words"), "a.md", apparatus=Apparatus(references=(_REFERENCE,)))
    assert value["references"] == [
        {
            "eid": "art_2", "span": [0, 3], "quote": "第一条", "status": "resolved", "instrument": None,
            "cites": [{"citation": "第一条", "targets": ["art_1"]}],
        }
    ]  # fmt: skip
    assert value["definitions"] == value["penalties"] == []


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"cites": (Cited(citation=None),)}, "unresolved"),
        ({"instrument": "刑法"}, "external"),
        ({"quoted": True}, "quoted"),
    ],
)
def test_the_status_says_where_a_reference_leads(change: dict[str, object], status: str) -> None:
    apparatus = Apparatus(references=(_REFERENCE.model_copy(update=change),))
    (entry,) = document_json(flat_document("words"), "a.md", apparatus=apparatus)["references"]  # type: ignore[union-attr, misc]
    assert entry["status"] == status  # type: ignore[index, call-overload]


def test_definitions_and_penalties_are_spelled_out() -> None:
    apparatus = Apparatus(
        definitions=(Definition(term="风筝", meaning="器具", quote=_QUOTE, source="art_2", scope="本办法"),),
        penalties=(
            Penalty(
                kind="fine", quote=_QUOTE, source="art_2", whom="放飞者",
                amounts=(Amount(currency="CNY", minimum=1, maximum=2),), breaches=(_REFERENCE,),
            ),
        ),
    )  # fmt: skip
    value = document_json(flat_document("words"), "a.md", apparatus=apparatus)
    evidence = {"eid": "art_2", "span": [0, 3], "quote": "第一条"}
    assert value["definitions"] == [{**evidence, "term": "风筝", "meaning": "器具", "scope": "本办法"}]
    amount = {"unit": "money", "currency": "CNY", "minimum": 1.0, "maximum": 2.0, "basis": None, "per": None}
    assert value["penalties"] == [
        {
            **evidence, "kind": "fine", "amounts": [amount], "whom": "放飞者", "condition": None,
            "breaches": [{"span": [0, 3], "targets": ["art_1"]}],
        }
    ]  # fmt: skip
