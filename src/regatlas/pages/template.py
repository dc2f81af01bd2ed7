"""The Jinja2 environment of all pages: autoescape everywhere, unknown names are errors, and a strict policy of content.

A page is one file. Its style is inline and allowed by its hash alone; nothing else is allowed at all, so that even a
text that slipped through as markup could load, run and send nothing.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import regatlas
from regatlas.pages.words import HTML_LANG, Words


@cache
def environment() -> Environment:
    """The environment; templates live in ``templates/``."""
    return Environment(
        loader=PackageLoader("regatlas.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def stylesheet(*names: str) -> str:
    """The named style sheets one after the other; without a name, the one of all pages."""
    folder = files("regatlas.pages").joinpath("templates")
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names or ("gazette.css",))


def content_policy(style: str) -> str:
    """A Content-Security-Policy under which exactly ``style`` applies and nothing else loads."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def render_page(template: str, words: Words, *, styles: tuple[str, ...] = (), **values: object) -> str:
    """The page that ``template`` makes of ``values``; ``styles`` as for :func:`stylesheet`."""
    style = stylesheet(*styles)
    return (
        environment()
        .get_template(template)
        .render(
            w=words,
            html_lang=HTML_LANG[words.lang],
            style=Markup(style),  # noqa: S704 - our own file; it must stand unescaped for its hash to match
            policy=content_policy(style),
            version=regatlas.__version__,
            **values,
        )
    )
