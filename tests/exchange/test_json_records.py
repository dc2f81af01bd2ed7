"""The outside contract of ``map --json``, and the refusal of a quote that is not in the text."""

from __future__ import annotations

import json

import pytest
from tests.pages.specimen import sample_document, sample_record

from regatlas.errors import EvidenceError
from regatlas.exchange.json_records import check_evidence, record_json
from regatlas.model.judgement import Evidence, LegalStatus, SummarySentence
from regatlas.model.text import Quote, Span

DOCUMENT = sample_document()
RECORD = sample_record(DOCUMENT)
FALSE = Evidence(eid="x", quote=Quote(span=Span(0, 3), exact="not in the text"))


def test_the_keys_of_the_contract_are_there() -> None:
    value = record_json(DOCUMENT, RECORD, "kites.md")
    assert value["schema"] == "regatlas/record/1"
    assert {
        "document", "engine", "summary", "legal_status", "coverage", "actors", "commitments", "places", "rationales",
        "counts",
    } <= value.keys()  # fmt: skip
    assert value["engine"] == {
        "name": RECORD.engine, "taxonomies": dict(RECORD.taxonomies), "manifest": RECORD.manifest
    }  # fmt: skip
    assert isinstance(value["document"], dict)
    assert not {"text", "provisions"} & value["document"].keys()
    assert json.loads(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("claims", "keys"),
    [
        ("summary", {"text", "evidence"}),
        ("coverage", {"taxonomy", "category", "level", "confidence", "evidence"}),
        ("actors", {"role", "name", "type", "evidence"}),
        ("commitments", {"text", "actor", "modality", "evidence"}),
        ("places", {"name", "evidence"}),
    ],
)
def test_every_claim_has_its_keys_and_quotes_that_stand_in_the_text(claims: str, keys: set[str]) -> None:
    found = record_json(DOCUMENT, RECORD, "kites.md")[claims]
    assert isinstance(found, list)
    assert len(found) == len(getattr(RECORD, claims)) > 0
    for claim in found:
        assert claim.keys() == keys
        for evidence in claim["evidence"]:
            start, end = evidence["span"]
            assert DOCUMENT.text[start:end] == evidence["quote"]
            assert evidence["eid"] in DOCUMENT.by_eid


def test_levels_are_counted_by_taxonomy() -> None:
    value = record_json(DOCUMENT, RECORD, "kites.md")
    expected = {
        taxonomy: {
            level: sum(one.taxonomy == taxonomy and one.level == level for one in RECORD.coverage)
            for level in ("good", "minimal")
        }
        for taxonomy in RECORD.taxonomies
    }
    assert value["counts"] == expected
    assert any(count for counts in expected.values() for count in counts.values())


def test_an_abstention_says_why() -> None:
    silent = RECORD.model_copy(update={"abstained": "too many broken characters"})
    assert record_json(DOCUMENT, silent, "kites.md")["abstained"] == "too many broken characters"


@pytest.mark.parametrize("field", ["summary", "legal_status", "coverage", "actors", "commitments", "places"])
def test_a_false_quote_anywhere_is_refused(field: str) -> None:
    check_evidence(DOCUMENT, RECORD)
    claims = getattr(RECORD, field)
    if field == "legal_status":
        spoiled: object = LegalStatus(value="soft", confidence=0.5, evidence=(FALSE,))
    elif field == "summary":
        spoiled = (*claims, SummarySentence(text="x", evidence=(FALSE,)))
    else:
        spoiled = (*claims[:-1], claims[-1].model_copy(update={"evidence": (*claims[-1].evidence, FALSE)}))
    with pytest.raises(EvidenceError, match="does not stand in the text"):
        record_json(DOCUMENT, RECORD.model_copy(update={field: spoiled}), "kites.md")
