from __future__ import annotations

import pickle
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from regatlas.model.document import Document, Metadata, Provision, ProvisionKind
from regatlas.model.text import Block, Furniture, Quality, Segment, SourceFields, SourceText, Span

_WORDS = st.none() | st.text(max_size=8)


_PROVISIONS = st.builds(
    Provision,
    eid=st.text(min_size=1, max_size=8),
    parent=_WORDS,
    kind=st.sampled_from(get_args(ProvisionKind)),
    number=_WORDS,
    citation=_WORDS,
    heading=_WORDS,
    span=st.builds(Span, st.integers(0, 9), st.integers(9, 99)),
)
_FIELDS: SourceFields = {
    "text": "ab",
    "sha256": "0",
    "media_type": "text/plain",
    "size": 2,
    "encoding": "utf-8",
    "language": "en",
    "quality": Quality(status="ok", score=1.0),
    "segments": (Segment(0, 3, 2),),
    "blocks": (Block(0, 2, "paragraph", 0),),
    "soft_breaks": (1,),
    "furniture": (Furniture(kind="comment", text="x", raw=0),),
    "front_matter": (("title", "x"),),
}
_SOURCE = SourceText(**_FIELDS)


@given(provisions=st.lists(_PROVISIONS, max_size=3).map(tuple))
def test_a_document_made_without_validation_is_the_same_as_a_validated_one(provisions: tuple[Provision, ...]) -> None:
    made = Document.of(_SOURCE, "chinese", provisions, Metadata())
    validated = Document(source=_SOURCE, tradition="chinese", provisions=provisions, metadata=Metadata())
    assert made == validated
    assert repr(made) == repr(validated)
    assert made.model_dump_json() == validated.model_dump_json()
    assert made.model_fields_set == validated.model_fields_set
    assert pickle.loads(pickle.dumps(made)) == validated
    again = Document.model_validate_json(made.model_dump_json())
    assert again == made
    assert all(type(one) is Provision and type(one.span) is Span for one in again.provisions)


def test_a_document_takes_no_provision_of_a_kind_that_there_is_not() -> None:
    wrong = Provision("a", None, "sermon", None, None, None, Span(0, 1))  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="sermon"):
        Document(source=_SOURCE, tradition="chinese", provisions=(wrong,), metadata=Metadata())


def test_a_source_made_without_validation_is_the_same_as_a_validated_one() -> None:
    made, validated = SourceText.of(**_FIELDS), SourceText(**_FIELDS)
    assert made == validated
    assert made.model_dump_json() == validated.model_dump_json()
    assert made.quote((0, 1)) == validated.quote((0, 1))
