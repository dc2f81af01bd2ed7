"""Both databases give the same page to the same question, and it is the one that a scan gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.postgres import Server
from tests.store.conftest import MORNING, make_document

from regatlas.model.document import Document, ProvisionKind
from regatlas.store import DocumentStore
from regatlas.store.search import fold, units_of

# Few signs, so that phrases are found: Han, also rare, kana, Latin with marks, hangul, digits, wide and odd forms.
SIGNS = "数据安全算法人工智能的\U0002070eカ가ab AＢs12３，。（-_\n\u3000\0é\u0301"
KINDS: tuple[ProvisionKind, ...] = ("article", "annex", "recital", "heading")
texts = st.text(SIGNS, min_size=1, max_size=30)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents whose provisions are articles and what stands beside them, some with headings."""
    base = make_document(draw(st.text(SIGNS, min_size=1, max_size=60)), title=draw(st.none() | texts))
    made = []
    for number, provision in enumerate(base.provisions):
        kind = draw(st.sampled_from(KINDS))
        heading = draw(st.none() | st.text(SIGNS, max_size=6))
        eid = f"{kind}_{number}" if kind != "heading" else f"sec_{number}__heading"
        made.append(provision._replace(kind=kind, eid=eid, heading=heading))
    return base.model_copy(update={"provisions": tuple(made)})


@contextmanager
def both(postgres: Server) -> Iterator[tuple[DocumentStore, DocumentStore]]:
    url = postgres.make()
    with (
        TemporaryDirectory() as folder,
        DocumentStore.open(f"sqlite:///{folder}/store.sqlite") as one,
        DocumentStore.open(url) as other,
    ):
        yield one, other
    postgres.drop(url)


@settings(max_examples=15)
@given(st.lists(documents(), min_size=1, max_size=5), st.data())
def test_the_same_page_on_both(postgres: Server, given: list[Document], data: st.DataObject) -> None:
    held = "\n".join(document.text for document in given)
    questions = [_question(data, held, len(given)) for _ in range(8)]
    with both(postgres) as stores:
        for number, document in enumerate(given):
            added = [store.add_document(_named(document, number), f"{number}.txt", MORNING) for store in stores]
            assert added[0] == added[1]
        for phrases, ask in questions:
            pages = [store.search(phrases, **ask) for store in stores]
            assert pages[0] == pages[1]
            assert pages[0].total == _scanned(given, phrases, ask["documents"])


def _named(document: Document, number: int) -> Document:
    return document.model_copy(update={"source": document.source.model_copy(update={"sha256": f"{number:064d}"})})


def _question(data: st.DataObject, held: str, documents: int) -> tuple[list[str], dict[str, Any]]:
    ids = st.sets(st.integers(1, documents))
    return [_phrase(data, held) for _ in range(data.draw(st.sampled_from((1, 1, 2))))], {
        "limit": data.draw(st.integers(0, 5)),
        "skip": data.draw(st.integers(0, 2)),
        "documents": data.draw(st.none() | ids),
        "first": data.draw(ids),
    }


def _phrase(data: st.DataObject, held: str) -> str:
    start = data.draw(st.integers(0, len(held) - 1))
    return held[start : start + data.draw(st.integers(1, 6))] if data.draw(st.integers(0, 4)) else data.draw(texts)


def _scanned(given: list[Document], phrases: list[str], allowed: set[int] | None) -> int:
    """How many main units hold all phrases; a text that came before adds none."""
    wanted = [fold(phrase) for phrase in phrases if fold(phrase)]
    seen: set[str] = set()
    total = 0
    for number, document in enumerate(given, 1):
        if document.text in seen:
            continue
        seen |= {document.text} if document.text.strip() else set()
        units = [fold(document.text[slice(*unit.span)]) for unit in units_of(document) if unit.main]
        if wanted and (allowed is None or number in allowed):
            total += sum(all(phrase in unit for phrase in wanted) for unit in units)
    return total
