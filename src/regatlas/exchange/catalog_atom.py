"""The events as an Atom feed (RFC 4287), newest first.

An entry's id is made of the event's id alone, so that a corrected date or title changes the entry and not who it is.
Times are the beginning of the event's day in UTC, since only days are known.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from lxml import etree

from regatlas.model.chronicle import Event
from regatlas.model.sourcing import first_day
from regatlas.model.taxonomy import Bilingual

ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Ours alone: made once at random, and never changed.
_NAMESPACE = uuid.UUID("5d2c1b5e-8f0e-4c0b-9a43-3a3c6a0b7f11")
_TITLE = Bilingual(en="Developments in AI governance", zh="人工智能治理动态")
_HTML_LANG = {"en": "en", "zh": "zh-Hans"}


def to_atom(events: Iterable[Event], as_of: date, lang: str) -> bytes:
    """The events up to a day as a feed in one language; goals and dates to come are left out."""
    past = sorted((one for one in events if first_day(one.date) <= as_of), key=_newest_first, reverse=True)
    feed = etree.Element(_name("feed"), nsmap={None: ATOM})
    feed.set(_XML_LANG, _HTML_LANG[lang])
    _add(feed, "id", _identity(f"feed/{lang}"))
    _add(feed, "title", _in(lang, _TITLE))
    # A feed without an entry has changed on no day that it knows, but must name one.
    _add(feed, "updated", _time(first_day(past[0].date) if past else as_of))
    _add(_add(feed, "author"), "name", "Regatlas")
    _add(feed, "generator", "Regatlas")
    for event in past:
        _add_entry(feed, event, lang)
    made: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return made


def _newest_first(event: Event) -> tuple[date, str]:
    return first_day(event.date), event.id


def _add_entry(feed: etree._Element, event: Event, lang: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", _identity(f"event/{event.id}"))
    # Atom times are exact; where only the month or year is known, the title must say so.
    known = "" if event.precision == "day" else f" ({event.date})"
    _add(entry, "title", _in(lang, event.title) + known)
    _add(entry, "updated", _time(first_day(event.date)))
    _add(entry, "published", _time(first_day(event.date)))
    links = dict.fromkeys(source.url for source in event.sources if source.url)
    for number, url in enumerate(links):
        # Two alternates of one type and language are not allowed; further sources are related.
        _add(entry, "link", rel="related" if number else "alternate", href=url)
    _add(entry, "category", term=event.kind)
    _add(entry, "category", term=event.jurisdiction)
    if links:
        _add(entry, "summary", _in(lang, event.summary))
    else:
        # Without an alternate link an entry must have content.
        _add(entry, "content", _in(lang, event.summary))


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, _name(name), **attributes)
    child.text = text
    return child


def _name(local: str) -> str:
    return f"{{{ATOM}}}{local}"


def _identity(name: str) -> str:
    return uuid.uuid5(_NAMESPACE, name).urn


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _in(lang: str, words: Bilingual) -> str:
    return words.zh if lang == "zh" else words.en
