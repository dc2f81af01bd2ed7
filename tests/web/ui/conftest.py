"""A site over a small store: the two sample measures with their records, and a text that means harm."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

import lxml.html
import pytest
from fastapi.testclient import TestClient
from tests.store.conftest import MORNING, make_document

from regatlas.app.importing import open_store
from regatlas.app.inputs import load_document
from regatlas.app.mapping import Mapper
from regatlas.readers import Limits
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings

SAMPLES = ("sample-measures.en.md", "sample-measures.zh.md")
# A file's name, title and text may hold anything: markup, handlers, addresses that run, characters that turn a line.
HOSTILE_TITLE = "<script>alert(1)</script>\u202eevil\"onmouseover='x' javascript:alert(2)"
HOSTILE_TEXT = '</p></main><script>alert(1)</script><img src=x onerror="alert(2)">算法备案 \u202e\n{{ 7*7 }}{% raw %}\n'
LONG_TEXT = "".join(f"第{number}项数据目录\n" for number in range(1, 46))
HOSTILE_NAME = '"><svg onload=alert(3)>.md'


@pytest.fixture(scope="session")
def site_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('site') / 'store.sqlite'}"
    mapper = Mapper()
    with open_store(url) as store:
        for name in SAMPLES:
            document = load_document(Path(str(files("regatlas.data").joinpath("samples", name))), Limits())
            store.add_document(document, name, MORNING, records=[mapper.map(document, "a" * 64)])
        store.add_document(make_document(LONG_TEXT, title="数据目录"), "long.md", MORNING)
        store.add_document(make_document(HOSTILE_TEXT, title=HOSTILE_TITLE), HOSTILE_NAME, MORNING)
    return url


@pytest.fixture(scope="session")
def site(site_database: str) -> Iterator[TestClient]:
    with TestClient(create_app(ServerSettings(database=site_database))) as opened:
        yield opened


@pytest.fixture(scope="session")
def shas(site_database: str) -> MappingProxyType[str, str]:
    """The sha256 of each document by the name of its file."""
    with open_store(site_database) as store:
        return MappingProxyType({entry.source: entry.sha256 for entry in store.entries()})


def assert_harmless(page: str) -> None:
    """Nothing in the page runs, or is set in place: no handler, no style, no script but that of the site."""
    tree = lxml.html.document_fromstring(page)
    for element in tree.iter(lxml.html.etree.Element):
        for name, value in element.attrib.items():
            assert name != "style", element.tag
            assert not name.startswith("on"), element.tag
            if name in ("href", "src", "action"):
                assert value.startswith(("/", "#", "https://", "http://")), value
        assert element.tag not in ("style", "iframe", "object", "embed", "base", "img")
    assert {script.get("src", "")[:8] for script in tree.iter("script")} == {"/static/"}
    assert not any((script.text or "").strip() for script in tree.iter("script"))
    assert (len(tree.findall(".//main")), len(tree.findall(".//h1"))) == (1, 1)
