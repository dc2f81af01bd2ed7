"""schema.org ``Legislation``: names of the vocabulary, values that the document states, nothing else."""

from __future__ import annotations

import json

from hypothesis import given
from tests.exchange.akn.test_elements import REGULATION, document
from tests.exchange.strategies import documents

from regatlas.exchange.json_ld import legislation_json_ld
from regatlas.model.document import Document, Metadata, ProvisionKind, Statement

# https://schema.org/Legislation and, for the last four, https://schema.org/CreativeWork and Thing.
VOCABULARY = {
    "legislationIdentifier", "legislationDate", "legislationPassedBy", "legislationJurisdiction", "datePublished",
    "temporalCoverage", "inLanguage", "hasPart", "text", "name",
}  # fmt: skip
METADATA = Metadata(
    title=Statement(value="Regulation on Kites"),
    number=Statement(value="(EU) 2026/7"),
    issuers=(Statement(value="The Council"),),
    dates={
        "adopted": Statement(value="2026-03-01"),
        "issued": Statement(value="2026-03-16"),
        "effective": Statement(value="2026-05-01"),
    },
)


def test_what_a_law_states_is_said_in_the_words_of_the_vocabulary() -> None:
    made = legislation_json_ld(document(REGULATION, metadata=METADATA))
    parts = made.pop("hasPart")
    assert made == {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": "Regulation on Kites",
        "legislationIdentifier": "(EU) 2026/7",
        "legislationDate": "2026-03-01",
        "datePublished": "2026-03-16",
        "temporalCoverage": "2026-05-01/..",
        "legislationPassedBy": [{"@type": "Organization", "name": "The Council"}],
        "legislationJurisdiction": {"@type": "AdministrativeArea", "identifier": "EU"},
        "inLanguage": "en",
    }
    assert isinstance(parts, list)
    assert parts[1] == {
        "@type": "Legislation",
        "@id": "#chp_1__art_2",
        "name": "c-chp_1__art_2",
        "legislationIdentifier": "c-chp_1__art_2",
        "text": "Article 2 It enters into force tomorrow.",
    }
    assert [part["@id"] for part in parts if isinstance(part, dict)] == ["#chp_1__art_1", "#chp_1__art_2"]


def test_what_is_not_stated_is_left_out() -> None:
    made = legislation_json_ld(document([("para_1", "paragraph", None, None, "Kites fly")], "generic", language="und"))
    assert made == {"@context": "https://schema.org", "@type": "Legislation"}


def test_a_policy_is_cited_by_its_measures_and_an_american_act_by_its_sections() -> None:
    kinds: tuple[ProvisionKind, ...] = ("measure", "section")
    for kind in kinds:
        made = legislation_json_ld(document([("x_1", kind, "1", "Kites", "1. Kites fly")], "us"))
        assert made["hasPart"] == [
            {
                "@type": "Legislation",
                "@id": "#x_1",
                "name": "Kites",
                "legislationIdentifier": "c-x_1",
                "text": "1. Kites fly",
            }
        ]


@given(documents())
def test_only_words_of_the_vocabulary_are_used(made: Document) -> None:
    value = legislation_json_ld(made)
    assert json.loads(json.dumps(value)) == value
    parts = value.get("hasPart", [])
    assert isinstance(parts, list)
    for part in (value, *parts):
        assert isinstance(part, dict)
        assert {key for key in part if not key.startswith("@")} <= VOCABULARY
        assert all(part.values())
