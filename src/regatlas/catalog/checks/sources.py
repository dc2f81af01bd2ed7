"""Every statement has a source that can be looked up, and what is called verified says against what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from regatlas.catalog.checks.walking import under, walk
from regatlas.catalog.entries import Authored, Reading
from regatlas.catalog.yaml_source import Location
from regatlas.model.chronicle import Agency, Claim, Commitment, Event
from regatlas.model.instrument import Instrument

_SOURCES = ("sources", "status_sources", "reading")


def check_sources(reading: Reading) -> None:
    """Missing sources, sources that cannot be looked up, and unfounded ``verified``."""
    for entry in reading.entries:
        for at, what, hint in (*_lookup(entry.value), *_missing(entry)):
            reading.complain(entry.file, (*entry.at, *at), what, hint)


def _lookup(value: dict[str, Any]) -> Iterator[tuple[Location, str, str]]:
    for at, source in under(value, *_SOURCES):
        if "publisher" not in source:
            continue
        url = source.get("url")
        if not (url or source.get("corpus") or source.get("title")):
            yield at, "the source cannot be looked up", "give its url, its title, or the file of the corpus"
        if isinstance(url, str) and not _is_address(url):
            yield (*at, "url"), f"{url!r} is no address of a page", "begin with https://"
        if source.get("verified") is True and not (source.get("corpus") or url):
            what = "the source is called verified, and there is nothing to compare with"
            yield (*at, "verified"), what, "name the file of the corpus or the url, or write verified: false"


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc and not any(sign.isspace() for sign in url)


def _missing(entry: Authored) -> Iterator[tuple[Location, str, str]]:
    model = entry.model
    hint = "add a source"
    if isinstance(model, Instrument | Agency | Event | Commitment) and not model.sources:
        yield ("sources",), f"nothing tells where {entry.id!r} is taken from", hint
    if isinstance(model, Commitment) and model.status != "unknown" and not model.status_sources:
        yield ("status",), f"no source says that it is {model.status}", "add status_sources, or write status: unknown"
    if isinstance(model, Claim):
        yield from _about_claim(model)
    if isinstance(model, Instrument | Agency | Event | Commitment | Claim) and model.verified and not _texts(entry):
        what = f"{entry.id!r} is called verified, and names no primary text"
        yield ("verified",), what, "name its file as corpus of a source, or write verified: false"
    if isinstance(model, Instrument):
        yield from _about_expressions(model)


def _texts(entry: Authored) -> list[object]:
    """The primary texts that an entry names: files of the corpus, and numbers of AGORA."""
    found = (item.get("corpus") or item.get("agora") for _, item in walk(entry.value) if isinstance(item, dict))
    return [name for name in found if name]


def _about_claim(claim: Claim) -> Iterator[tuple[Location, str, str]]:
    if len({assertion.value for assertion in claim.assertions}) < 2:
        yield (
            ("assertions",),
            "a claim is kept where sources differ, and here they do not",
            "give each value its sources",
        )
    for number, assertion in enumerate(claim.assertions):
        if not assertion.sources:
            yield ("assertions", number), f"no source says {assertion.value!r}", "add a source"


def _about_expressions(instrument: Instrument) -> Iterator[tuple[Location, str, str]]:
    for number, expression in enumerate(instrument.expressions):
        if expression.verified and not (expression.corpus or expression.agora):
            yield (
                ("expressions", number, "verified"),
                f"the expression {expression.id!r} is called verified, and not said against which text",
                "name the file in corpus or the number in agora, or write verified: false",
            )
