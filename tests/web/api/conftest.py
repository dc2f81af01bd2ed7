"""A server over a store of three texts with their records: two versions of one measure, and a translation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.app.review_people import desk
from tests.store.conftest import MORNING

from regatlas.app.importing import open_store
from regatlas.app.mapping import Mapper
from regatlas.model.review import UNTOLD, Answer, Item
from regatlas.readers import Limits, read
from regatlas.store import DocumentStore
from regatlas.structure import parse
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings

CHINESE = (
    "生成式人工智能服务试行规定\n\n第一条　提供者应当对生成内容进行标识。\n\n"
    "第二条　提供者不得泄露个人信息；泄露的，由网信部门处以罚款。\n"
)
ENGLISH = (
    "Trial Rules on Generative AI Services\n\nArticle 1 Providers shall label generated content.\n\n"
    "Article 2 Providers shall not disclose personal information; the cyberspace department shall fine those that do.\n"
)
TEXTS = {"first.md": CHINESE, "second.md": CHINESE.replace("进行标识", "进行显著标识"), "=1+1.md": ENGLISH}


@pytest.fixture(scope="session")
def api_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('api') / 'store.sqlite'}"
    mapper = Mapper()
    with open_store(url) as store:
        for name, text in TEXTS.items():
            document = parse(read(text.encode(), Limits()))
            added = store.add_document(document, name, MORNING, records=[mapper.map(document, "a" * 64)])
            _review(store, added.sha256)
    return url


def _review(store: DocumentStore, sha256: str) -> None:
    """Two people who have finished coding a text, and differ."""
    for name in ("anna", "bert"):
        at = desk(store, name)
        coding = at.begin(sha256)
        if name == "anna":
            at.fill(coding, "status")
        else:
            at.answer(coding, Item(kind="status"), 0, Answer(value=UNTOLD))
        at.set_state(coding, "finished")


@pytest.fixture(scope="session")
def api(api_database: str) -> Iterator[TestClient]:
    with TestClient(create_app(ServerSettings(database=api_database)), base_url="http://127.0.0.1:8000") as opened:
        yield opened


@pytest.fixture(scope="session")
def shas(api: TestClient) -> dict[str, str]:
    """The sha256 of each document by the name of its file."""
    return {one["source"]: one["sha256"] for one in api.get("/api/v1/documents").json()["documents"]}
