"""The report of a check, and of what changes between two, as pages that stand alone."""

from __future__ import annotations

from regatlas.app.checking import Checked
from regatlas.pages.check import APPLYING, view_check
from regatlas.pages.template import render_page
from regatlas.pages.words import Lang, Words

STYLES = ("gazette.css", "check.css")


def render_check(checked: Checked, lang: Lang, *, printed: bool = False) -> str:
    """The report as one HTML file: duties in both languages, everything around them in the one chosen.

    What is one click away is left out where the page is to be ``printed``; the reason stands there in one line.
    """
    words = Words(lang)
    view = view_check(checked, words)
    return render_page("check.html.j2", words, styles=STYLES, view=view, applying=APPLYING, printed=printed)
