"""From files to proposals: read, mined, and written for review."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from regatlas.app.inputs import find_inputs, limits_from_environment
from regatlas.app.mining.batch import MineTask
from regatlas.app.mining.proposing import MinedPage, proposed
from regatlas.catalog.loading import builtin_catalog
from regatlas.errors import BadArgument

_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z]{2})?")


def propose_from(paths: Sequence[Path], url: str | None, jurisdiction: str, as_of: date) -> dict[str, str]:
    """The files to review for some pages, by path; empty where they say nothing new.

    Raises :class:`BadArgument`, and InputError for a page that cannot be read.
    """
    if not _CODE.fullmatch(jurisdiction):
        raise BadArgument(f"{jurisdiction!r} is no jurisdiction", where="--jurisdiction", hint="write CN or CN-BJ")
    files = find_inputs(paths)
    if url is not None and len(files) != 1:
        raise BadArgument("--url is the address of one page", hint="give one file with it")
    task = MineTask(limits_from_environment(), as_of)
    pages = []
    for file in files:
        document, mining = task.mine(file)
        title = document.metadata.title
        pages.append(MinedPage(file.name, title.value if title else file.name, url, mining))
    return proposed(pages, builtin_catalog(), jurisdiction)
