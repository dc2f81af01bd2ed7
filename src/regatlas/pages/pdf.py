"""Pages as PDF, by WeasyPrint."""

from __future__ import annotations

import logging

from regatlas.errors import BadArgument


def page_to_pdf(page: str) -> bytes:
    """The PDF of an HTML page that needs no other file.

    Raises :class:`BadArgument` where WeasyPrint, or the library Pango that it needs, is not installed.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        missing = "WeasyPrint is not installed" if isinstance(error, ImportError) else "the library Pango is missing"
        raise BadArgument(
            f"a PDF cannot be made here: {missing}",
            hint="install it (pip install weasyprint; on Debian apt install libpango-1.0-0 libpangoft2-1.0-0), "
            "or write --html and print that from a browser",
        ) from None
    # It logs each style that only browsers know; the page is written so that those do not matter in print.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return HTML(string=page, url_fetcher=refuse).write_pdf()  # type: ignore[no-any-return]


def refuse(url: str, *_: object, **__: object) -> object:
    """Pages are complete in themselves: nothing is ever fetched."""
    raise ValueError(f"a page may not load {url}")
