from __future__ import annotations

import pickle
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from regatlas.model.document import Provision, ProvisionKind
from regatlas.model.text import Block, Furniture, Quality, Segment, SourceText, Span

_WORDS = st.none() | st.text(max_size=8)


@given(
    eid=st.text(min_size=1, max_size=8),
    parent=_WORDS,
    kind=st.sampled_from(get_args(ProvisionKind)),
    number=_WORDS,
    citation=_WORDS,
    heading=_WORDS,
    span=st.builds(Span, st.integers(0, 9), st.integers(9, 99)),
)
def test_a_provision_made_without_validation_is_the_same_as_a_validated_one(
    eid: str,
    parent: str | None,
    kind: ProvisionKind,
    number: str | None,
    citation: str | None,
    heading: str | None,
    span: Span,
) -> None:
    made = Provision.of(eid, parent, kind, number, citation, heading, span)
    validated = Provision(
        eid=eid, parent=parent, kind=kind, number=number, citation=citation, heading=heading, span=span
    )
    assert made == validated
    assert hash(made) == hash(validated)
    assert repr(made) == repr(validated)
    assert made.model_dump_json() == validated.model_dump_json()
    assert made.model_dump(exclude_unset=True) == validated.model_dump(exclude_unset=True)
    assert Provision.model_validate(made.model_dump()) == made
    assert pickle.loads(pickle.dumps(made)) == validated


def test_a_changed_copy_changes_no_other_provision() -> None:
    first, second = (Provision.of(eid, None, "article", "1", "Article 1", None, Span(0, 1)) for eid in ("a", "b"))
    changed = first.model_copy(update={"heading": "Scope"})
    assert (changed.heading, first.heading, second.heading) == ("Scope", None, None)
    assert first.model_fields_set == second.model_fields_set == set(Provision.model_fields)


def test_a_source_made_without_validation_is_the_same_as_a_validated_one() -> None:
    quality = Quality(status="ok", score=1.0)
    segments, blocks = (Segment(0, 3, 2),), (Block(0, 2, "paragraph", 0),)
    furniture = (Furniture(kind="comment", text="x", raw=0),)
    made = SourceText.of(
        text="ab",
        sha256="0",
        media_type="text/plain",
        size=2,
        encoding="utf-8",
        language="en",
        quality=quality,
        segments=segments,
        blocks=blocks,
        soft_breaks=(1,),
        furniture=furniture,
        front_matter=(("title", "x"),),
    )
    validated = SourceText(
        text="ab",
        sha256="0",
        media_type="text/plain",
        size=2,
        encoding="utf-8",
        language="en",
        quality=quality,
        segments=segments,
        blocks=blocks,
        soft_breaks=(1,),
        furniture=furniture,
        front_matter=(("title", "x"),),
    )
    assert made == validated
    assert made.model_dump_json() == validated.model_dump_json()
    assert made.quote((0, 1)) == validated.quote((0, 1))
