"""A store with invented texts and their records, and people at their desks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from regatlas.app.mapping import Mapper
from regatlas.app.reviewing import Desk
from regatlas.model.account import Role, Visitor
from regatlas.model.document import Document
from regatlas.readers import Limits, read
from regatlas.store import DocumentStore
from regatlas.structure import parse

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LAW = (
    "云溪市算法管理试行规定\n\n"
    "第一条　提供者应当对生成内容进行标识。\n\n"
    "第二条　提供者不得泄露个人信息；泄露的，由网信部门处以罚款。\n\n"
    "第三条　使用者应当核对结果。提供者应当对生成内容进行标识。\n"
)


def make_law(text: str = LAW) -> Document:
    """The text as a document with its structure."""
    return parse(read(text.encode(), Limits()))


def keep_law(store: DocumentStore, text: str = LAW, name: str = "rules.md") -> str:
    """Keep the text with its record; its sha256."""
    document = make_law(text)
    return store.add_document(document, name, NOON, records=[Mapper().map(document, "a" * 64)]).sha256


def desk(store: DocumentStore, name: str, role: Role = "coder", minutes: int = 0) -> Desk:
    """Somebody's desk, so many minutes after noon."""
    return Desk(store, Visitor(name=name, role=role, by="session"), NOON + timedelta(minutes=minutes))
