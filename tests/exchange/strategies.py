"""Documents at random: any tree of provisions over any text, with all that a document can carry."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from regatlas.model.document import Document, Metadata, Origin, Provision, ProvisionKind, Statement
from regatlas.model.text import Block, BlockKind, Furniture, Quality, Quote, Segment, SourceText, Span

# Line feeds and printed numbers often, so that runs, numbers and joints of leaves are met.
_PIECES = st.one_of(
    st.sampled_from(
        ["\n", " ", "　", "1. ", "(a)", "第一条 ", "（一）", "Article 1\n", "Sec. 1. ", "\\u000b", "\x0b", "\ud800"]
    ),
    st.text(alphabet=st.characters(), max_size=8),
)
_words = st.lists(_PIECES, min_size=1, max_size=5).map("".join).filter(bool)
_label = st.one_of(st.none(), st.text(max_size=6), st.sampled_from(["1", "a", "一"]))
_kinds = st.sampled_from(get_args(ProvisionKind))
_days = st.one_of(st.dates().map(str), st.sampled_from(["2023", "2023-07"]))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    provisions: list[Provision] = []
    text = _branch(draw, None, 0, provisions, 0)
    breaks = draw(st.lists(st.integers(0, len(text)), max_size=4).map(sorted)) if text else []
    return Document(
        source=SourceText(
            text=text,
            sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
            media_type=draw(st.sampled_from(["application/pdf", "text/markdown"])),
            size=draw(st.integers(0, 10**9)),
            encoding=draw(st.sampled_from(["utf-8", "gb18030"])),
            language=draw(st.sampled_from(["zh-Hans", "zh-Hant", "en", "ja", "und"])),
            quality=Quality(
                status="poor", score=draw(st.floats(0, 1)), reasons=tuple(draw(st.lists(_words, max_size=2)))
            ),
            segments=tuple(draw(st.lists(st.builds(Segment, *[st.integers(0, 999)] * 3), max_size=3))),
            blocks=_blocks(draw, text),
            soft_breaks=tuple(breaks),
            furniture=tuple(
                Furniture(kind="running-head", text=one, raw=7) for one in draw(st.lists(_words, max_size=2))
            ),
            front_matter=tuple(draw(st.lists(st.tuples(_words, _words), max_size=2))),
        ),
        tradition=draw(st.sampled_from(["chinese", "chinese-in-english", "eu", "us", "generic", "none"])),
        provisions=tuple(provisions),
        metadata=_metadata(draw, text),
    )


def _branch(draw: st.DrawFn, parent: str | None, start: int, into: list[Provision], depth: int) -> str:
    """Provisions below ``parent``, parents before children; returns their text."""
    text = ""
    for number in range(draw(st.integers(0 if parent is None else 1, 4))):
        eid = f"{parent}__n_{number}" if parent else f"n_{number}"
        place = len(into)
        fields: dict[str, Any] = {
            "eid": eid, "parent": parent, "kind": draw(_kinds), "number": draw(_label), "citation": draw(_label),
            "heading": draw(_label),
        }  # fmt: skip
        into.append(Provision(**fields, span=Span(0, 0)))
        begin = start + len(text)
        inner = depth < 3 and draw(st.booleans())
        text += _branch(draw, eid, begin, into, depth + 1) if inner else draw(_words)
        into[place] = Provision(**fields, span=Span(begin, start + len(text)))
    return text


def _blocks(draw: st.DrawFn, text: str) -> tuple[Block, ...]:
    if draw(st.integers(0, 5)) == 0:
        return ()
    blocks, start = [], 0
    for line in text.split("\n"):
        kind = draw(st.sampled_from(get_args(BlockKind)))
        blocks.append(Block(start, start + len(line), kind, draw(st.integers(0, 3))))
        start += len(line) + 1
    return tuple(blocks)


def _metadata(draw: st.DrawFn, text: str) -> Metadata:
    def quote() -> Quote:
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        return Quote(span=Span(start, end), exact=text[start:end])

    def statement(values: st.SearchStrategy[str] = _words) -> Statement:
        quotes = [quote() for _ in range(draw(st.integers(0, 2)))] if text else []
        return Statement(value=draw(values), evidence=tuple(quotes), origin=draw(st.sampled_from(get_args(Origin))))

    return Metadata(
        title=statement() if draw(st.booleans()) else None,
        issuers=tuple(statement() for _ in range(draw(st.integers(0, 2)))),
        number=statement() if draw(st.booleans()) else None,
        dates={key: statement(_days) for key in draw(st.sets(st.sampled_from(["adopted", "issued", "effective"])))},
        legal_basis=tuple(statement() for _ in range(draw(st.integers(0, 2)))),
        otherwise={"effective": statement(_days)} if draw(st.booleans()) else {},
    )
