"""What every page of the site has: its language, its place, the words, and the names of the catalog's entries."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

import regatlas
from regatlas.catalog.catalog import Catalog
from regatlas.model.account import OWNER, Role, Visitor
from regatlas.model.obligation import Citation
from regatlas.model.taxonomy import Bilingual
from regatlas.pages.dates import date_label, write_date
from regatlas.pages.provisions import cite_all, cite_provision, instrument_name
from regatlas.pages.site.links import Pairs, address, outside
from regatlas.pages.template import environment
from regatlas.pages.words import HTML_LANG, Lang, Words

ROOMS = (
    "search", "instruments", "compare", "obligations", "check", "dossiers", "documents", "agencies", "taxonomies",
    "about",
)  # fmt: skip
_OTHER: dict[Lang, Lang] = {"en": "zh", "zh": "en"}


@dataclass(frozen=True)
class Frame:
    """The frame of one page.

    ``path`` is the address without the language (``/search``), ``query`` what follows the question mark, ``asset`` the
    addresses of the style sheet and the script, ``base_url`` the address under which people reach the site,
    ``visitor`` who asks for the page, ``csrf`` what its forms carry.
    """

    lang: Lang
    catalog: Catalog
    today: datetime.date
    path: str
    query: str = ""
    base_url: str = ""
    asset: dict[str, str] = field(default_factory=dict)
    visitor: Visitor = OWNER
    csrf: str = ""

    @cached_property
    def words(self) -> Words:
        """The words around everything, in the language of the page."""
        return Words(self.lang)

    @property
    def other(self) -> Lang:
        """The other language."""
        return _OTHER[self.lang]

    @property
    def html_lang(self) -> str:
        """The language of the page as an attribute has it."""
        return HTML_LANG[self.lang]

    @property
    def other_html_lang(self) -> str:
        """The other language as an attribute has it."""
        return HTML_LANG[self.other]

    @property
    def switch(self) -> str:
        """The same place in the other language."""
        return f"/{self.other}{self.path}" + (f"?{self.query}" if self.query else "")

    @property
    def way_in(self) -> str:
        """The page for signing in, which leads back to this one."""
        if self.path.startswith("/sign-in"):
            return self.href("sign-in")
        return self.href("sign-in", next=f"/{self.lang}{self.path}" + (f"?{self.query}" if self.query else ""))

    @property
    def room(self) -> str:
        """The part of the site in which the page stands."""
        return self.path.strip("/").partition("/")[0]

    @property
    def rooms(self) -> tuple[str, ...]:
        """The parts of the site that the visitor may use."""
        asked: dict[str, Role] = {"review": "coder", "imports": "editor"}
        ours = tuple(room for room, role in asked.items() if self.visitor.may(role))
        at = ROOMS.index("documents") + 1
        return (*ROOMS[:at], *ours, *ROOMS[at:])

    @property
    def version(self) -> str:
        """The version of Regatlas."""
        return regatlas.__version__

    def href(self, *steps: str, anchor: str = "", **query: str | None) -> str:
        """The address of a page in the language of this one."""
        return address(self.lang, *steps, query=[(key, value or "") for key, value in query.items()], anchor=anchor)

    def href_with(self, *steps: str, query: Pairs = ()) -> str:
        """The address of a page with questions that may repeat a name."""
        return address(self.lang, *steps, query=query)

    def outside(self, url: str | None) -> str:
        """An address elsewhere, or nothing where it may not stand in a link."""
        return outside(url)

    def said(self, both: Bilingual | None) -> str:
        """What stands in both languages, in the language of the page."""
        return "" if both is None else both.zh if self.lang == "zh" else both.en

    def said_otherwise(self, both: Bilingual | None) -> str:
        """What stands in both languages, in the other one."""
        return "" if both is None else both.en if self.lang == "zh" else both.zh

    def date(self, partial: str | datetime.date) -> str:
        """A date written out."""
        return write_date(partial.isoformat() if isinstance(partial, datetime.date) else partial, self.lang)

    def date_label(self, kind: str, type_: str) -> str:
        """The name of a date of an instrument of that type."""
        return date_label(kind, type_, self.words)

    def provision(self, eid: str) -> str:
        """A provision as lawyers cite it."""
        return cite_provision(eid, self.lang)

    def cite(self, citations: Iterable[Citation]) -> str:
        """Several provisions with their instruments."""
        return cite_all(self.catalog, citations, self.lang)

    def instrument(self, instrument: str) -> str:
        """The short title of an instrument."""
        return instrument_name(self.catalog, instrument, self.lang)

    def agency(self, agency: str) -> str:
        """The short name of a body, or its id where the catalog has none."""
        known = self.catalog.agency.get(agency)
        return agency if known is None else self.said(known.short_name or known.name)

    def place(self, code: str | None) -> str:
        """The name of a jurisdiction."""
        if code is None:
            return ""
        return self.words.tag("place" if self.words.known(f"place.{code}") else "site.place", code)

    def language(self, tag: str) -> str:
        """The name of a language."""
        return self.words.tag("language", tag)


def render_site(template: str, frame: Frame, **values: object) -> str:
    """The page that a template of ``site/`` makes of ``values`` inside the frame."""
    found = environment().get_template(f"site/{template}.html.j2")
    return found.render(f=frame, w=frame.words, **values)


def body_of(template: str, words: Words, **values: object) -> Markup:
    """What a page that stands alone has between its head and its foot, to stand inside the frame.

    The page has one main part, as the frame has: here it becomes a division of that of the frame.
    """
    whole = (
        environment()
        .get_template(template)
        .render(w=words, html_lang=HTML_LANG[words.lang], style="", policy="", version=regatlas.__version__, **values)
    )
    # Everything that comes from a document is escaped, so that these tags can only be those of the templates.
    inside = whole.partition("<body")[2].partition(">")[2].rpartition('<footer class="foot">')[0]
    return Markup(inside.replace("<main>", '<div class="within">').replace("</main>", "</div>"))  # noqa: S704
