"""One text of our own for each grammar, and the whole outline that a lawyer would draw of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.structure.specimen import check_tree, outline

from regatlas.readers import read
from regatlas.structure import parse

_FOLDER = Path(__file__).parent / "golden"
_TRADITIONS = {
    "chinese": "chinese",
    "chinese-in-english": "chinese-in-english",
    "eu": "eu",
    "us": "us",
    "us-bill": "us",
    "us-code": "us",
    "us-order": "us",
    "standard-en": "generic",
    "generic-en": "generic",
    "generic-zh": "generic",
}


def test_every_golden_text_is_tested() -> None:
    assert {path.stem for path in _FOLDER.glob("*.md")} == set(_TRADITIONS)


@pytest.mark.parametrize("name", _TRADITIONS)
def test_the_outline_of_a_golden_text(name: str) -> None:
    document = parse(read((_FOLDER / f"{name}.md").read_bytes()))
    check_tree(document)
    assert document.tradition == _TRADITIONS[name]
    assert outline(document) == (_FOLDER / f"{name}.outline").read_text(encoding="utf-8")
