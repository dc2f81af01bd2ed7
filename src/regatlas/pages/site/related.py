"""Related documents with the reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regatlas.app.related import Kin, Reason
from regatlas.catalog.taxonomies import builtin_taxonomy
from regatlas.pages.coverage import RISK_TAXONOMY
from regatlas.pages.site.frame import Frame

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Relative:
    """A related document: where it is, what it is called, and why it stands here, a phrase for each reason."""

    href: str
    title: str
    lang: str
    reasons: tuple[str, ...]
    compare: str


def relatives(frame: Frame, found: Iterable[Kin], own: str) -> tuple[Relative, ...]:
    """The list; ``own`` is the id or sha256 of what they are related to, to compare them with it."""
    return tuple(_relative(frame, kin, own) for kin in found)


def _relative(frame: Frame, kin: Kin, own: str) -> Relative:
    reasons = tuple(frame_reason for one in kin.reasons for frame_reason in _told(frame, one))
    if kin.instrument is not None:
        key, title, lang = kin.instrument.id, frame.said(kin.instrument.title), ""
        href = frame.href("instruments", key)
    else:
        assert kin.text is not None
        key, title = kin.text.sha256, kin.text.title or kin.text.sha256[:12]
        lang = "" if kin.text.language == "und" else kin.text.language
        href = frame.href("documents", key)
    return Relative(href, title, lang, reasons, frame.href_with("compare", query=[("with", own), ("with", key)]))


def _told(frame: Frame, reason: Reason) -> Iterator[str]:
    words = frame.words
    if reason.relation is not None:
        suffix = ".from" if reason.kind == "relation-from" else ""
        kind = words(f"catalog.relation.{reason.relation.kind}{suffix}")
        where = frame.provision(reason.relation.provision) if reason.relation.provision else ""
        yield words("site.related.relation.at", kind=kind, provision=where) if where else kind
    elif reason.kind in ("cites", "cited-by"):
        yield words(f"site.related.{reason.kind}", n=int(reason.values[0]))
    elif names := list(_names(frame, reason)):
        more = len(names) - _SHOWN
        listed = words.join(names[:_SHOWN]) + (words("site.related.more", n=more) if more > 0 else "")
        yield words(f"site.related.{reason.kind}", names=listed)


def _names(frame: Frame, reason: Reason) -> Iterator[str]:
    if reason.kind == "terms":
        yield from (one.zh[0] if frame.lang == "zh" else one.en[0] for one in reason.terms)
    elif reason.kind == "categories":
        known = builtin_taxonomy(RISK_TAXONOMY).by_code
        yield from (f"{code} {frame.said(known[code].label)}" for code in reason.values if code in known)
    elif reason.kind == "issuers":
        yield from (frame.agency(one) for one in reason.values)
    else:
        yield from (frame.instrument(one) if one in frame.catalog.instrument else one for one in reason.values)
