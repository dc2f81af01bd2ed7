from __future__ import annotations

import pytest

from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.model.taxonomy import Taxonomy

from . import specimen


@pytest.fixture(scope="session")
def document() -> Document:
    return specimen.sample_document()


@pytest.fixture(scope="session")
def record(document: Document) -> Record:
    return specimen.sample_record(document)


@pytest.fixture(scope="session")
def taxonomies() -> dict[str, Taxonomy]:
    return specimen.sample_taxonomies()
