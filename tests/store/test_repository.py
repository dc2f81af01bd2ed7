from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regatlas.errors import StoreError
from regatlas.model.document import Document, Metadata, Provision, Statement
from regatlas.model.judgement import Record
from regatlas.model.text import Block, Furniture, Quality, Quote, Segment, SourceText, Span
from regatlas.store import DocumentStore

Maker = Callable[..., Document]
RecordMaker = Callable[[str], Record]
RULES = "人工智能应用管理规则"


def test_what_comes_out_equals_what_went_in(store: DocumentStore, document: Maker, now: datetime) -> None:
    given = document("第一条　甲\n第二条　乙", title=RULES, issuers=("甲市人民政府",))
    added = store.add_document(given, "rules.txt", now)
    assert (added.found, added.version, added.sha256) == ("new", 1, given.source.sha256)
    assert store.document(given.source.sha256) == given
    entry = store.entry(given.source.sha256)
    assert entry is not None
    assert (entry.id, entry.source, entry.title, entry.quality) == (added.document_id, "rules.txt", RULES, "ok")


def test_what_is_not_there(store: DocumentStore, record: RecordMaker) -> None:
    assert store.entry("0" * 64) is None
    assert store.document("0" * 64) is None
    assert store.records("0" * 64) == ()
    assert store.work(1) is None
    with pytest.raises(StoreError, match="no document has the sha256 000000000000"):
        store.add_record("0" * 64, record("m1"))


def test_the_same_bytes_twice_are_one_document(store: DocumentStore, document: Maker, now: datetime) -> None:
    first = store.add_document(document("第一条", title=RULES), "a.txt", now)
    second = store.add_document(document("第一条", title=RULES), "copy of a.txt", now + timedelta(days=1))
    assert second.found == "same-bytes"
    assert (second.document_id, second.work_id, second.version) == (first.document_id, first.work_id, first.version)
    assert [entry.source for entry in store.entries()] == ["a.txt"]
    assert [(each.source, each.imported_at, each.found) for each in store.imports()] == [
        ("a.txt", now, "new"),
        ("copy of a.txt", now + timedelta(days=1), "same-bytes"),
    ]


def test_other_bytes_of_the_same_text_are_the_same_version(
    store: DocumentStore, document: Maker, now: datetime
) -> None:
    first = store.add_document(document("第一条", title=RULES), "a.txt", now)
    page = store.add_document(document("第一条", title="某网站首页标题", media_type="text/html"), "a.html", now)
    assert (page.found, page.work_id, page.version) == ("same-text", first.work_id, 1)
    assert page.document_id != first.document_id
    work = store.work(first.work_id)
    assert work is not None
    assert work.title == RULES
    assert [[each.source for each in version.documents] for version in work.versions] == [["a.txt", "a.html"]]


def test_a_changed_text_is_a_new_version(store: DocumentStore, document: Maker, now: datetime) -> None:
    titles = (f"{RULES}（征求意见稿）", RULES, f"{RULES}（2026年修正）")
    added = [
        store.add_document(document(f"第一条　{title}", title=title), f"{number}.txt", now)
        for number, title in enumerate(titles)
    ]
    assert [(each.found, each.version) for each in added] == [("new", 1), ("new-version", 2), ("new-version", 3)]
    work = store.work(added[0].work_id)
    assert work is not None
    assert work.title == titles[2]
    assert [(version.ordinal, version.previous) for version in work.versions] == [(1, None), (2, 1), (3, 2)]
    assert [version.documents[0].title for version in work.versions] == list(titles)


def test_going_back_to_an_old_text_is_that_version(store: DocumentStore, document: Maker, now: datetime) -> None:
    for text in ("旧", "新"):
        store.add_document(document(text, title=RULES), f"{text}.txt", now)
    again = store.add_document(document("旧", title=RULES, media_type="text/html"), "旧.html", now)
    assert (again.found, again.version) == ("same-text", 1)


@pytest.mark.parametrize(
    ("issuers", "works"),
    [
        (((), ()), 1),
        ((("甲市人民政府",), ()), 1),
        (((), ("甲市人民政府",)), 1),
        ((("甲市人民政府",), ("甲市人民政府", "甲市公安局")), 1),
        ((("甲市人民代表大会",), ("甲市人民代表大会常务委员会",)), 1),
        ((("甲市人民政府",), ("乙市人民政府",)), 2),
        ((("甲市人民政府",), ("乙市人民政府",), ("乙市人民政府", "乙市公安局")), 2),
    ],
)
def test_one_title_and_the_issuers(
    store: DocumentStore, document: Maker, now: datetime, issuers: tuple[tuple[str, ...], ...], works: int
) -> None:
    added = [
        store.add_document(document(f"第{number}条", title=RULES, issuers=each), f"{number}.txt", now)
        for number, each in enumerate(issuers)
    ]
    assert len({each.work_id for each in added}) == works


def test_a_work_learns_its_issuers(store: DocumentStore, document: Maker, now: datetime) -> None:
    one = store.add_document(document("一", title=RULES), "1.txt", now)
    store.add_document(document("二", title=RULES, issuers=("甲市人民政府",)), "2.txt", now)
    other = store.add_document(document("三", title=RULES, issuers=("乙市人民政府",)), "3.txt", now)
    again = store.add_document(document("四", title=RULES, issuers=("甲市人民政府",)), "4.txt", now)
    assert again.work_id == one.work_id != other.work_id


def test_among_namesakes_nothing_is_given_by_chance(store: DocumentStore, document: Maker, now: datetime) -> None:
    for city in ("甲市", "乙市"):
        store.add_document(document(city, title=RULES, issuers=(f"{city}人民政府",)), f"{city}.txt", now)
    assert store.add_document(document("丙", title=RULES), "丙.txt", now).found == "new"


def test_the_same_file_name_settles_which_namesake(store: DocumentStore, document: Maker, now: datetime) -> None:
    one = store.add_document(document("一", title=RULES, issuers=("网信办",)), "rules.txt", now)
    two = store.add_document(document("二", title=RULES, issuers=("互联网信息办公室",)), "rules.txt", now)
    assert (two.work_id, two.found) == (one.work_id, "new-version")


def test_without_a_title_the_file_name_is_all_there_is(store: DocumentStore, document: Maker, now: datetime) -> None:
    one = store.add_document(document("一"), "page.html", now)
    other = store.add_document(document("二"), "other.html", now)
    again = store.add_document(document("三"), "page.html", now)
    assert (other.found, again.found) == ("new", "new-version")
    assert again.work_id == one.work_id != other.work_id


def test_a_work_without_a_title_can_be_given_one(store: DocumentStore, document: Maker, now: datetime) -> None:
    one = store.add_document(document("一"), "page.html", now)
    two = store.add_document(document("二", title=RULES), "page.html", now)
    three = store.add_document(document("三", title=RULES), "elsewhere.html", now)
    assert one.work_id == two.work_id == three.work_id


def test_another_title_under_the_same_file_name_is_another_work(
    store: DocumentStore, document: Maker, now: datetime
) -> None:
    one = store.add_document(document("一", title=RULES), "document.pdf", now)
    two = store.add_document(document("二", title="数据出境安全规则"), "document.pdf", now)
    assert one.work_id != two.work_id


@pytest.mark.parametrize(("text", "quality"), [("", "ok"), (" \n", "ok"), ("□□□", "unusable")])
def test_files_of_which_nothing_could_be_read_are_not_the_same_text(
    store: DocumentStore, document: Maker, now: datetime, text: str, quality: str
) -> None:
    one = store.add_document(document(text, quality=quality), "1.pdf", now)
    two = store.add_document(document(text, quality=quality, media_type="application/pdf"), "2.pdf", now)
    assert two.found == "new"
    assert one.work_id != two.work_id


def test_records_are_kept_once_for_each_manifest(
    store: DocumentStore, document: Maker, record: RecordMaker, now: datetime
) -> None:
    text = document("第一条")
    store.add_document(text, "a.txt", now, [record("m1")])
    store.add_document(text, "a.txt", now, [record("m1"), record("m2")])
    assert store.add_record(text.source.sha256, record("m2")) is False
    assert store.add_record(text.source.sha256, record("m3")) is True
    assert store.records(text.source.sha256) == (record("m1"), record("m2"), record("m3"))


def test_a_document_that_cannot_be_kept_leaves_nothing(
    store: DocumentStore, document: Maker, record: RecordMaker, now: datetime
) -> None:
    good = document("第一条\n第二条", title=RULES)
    twice = good.model_copy(update={"provisions": good.provisions + good.provisions})
    with pytest.raises(StoreError, match="RGA-4000"):
        store.add_document(twice, "a.txt", now, [record("m1")])
    assert (list(store.entries()), list(store.imports()), store.work(1)) == ([], [], None)
    assert store.add_document(good, "a.txt", now).found == "new"


def test_half_characters_are_refused_in_words(store: DocumentStore, document: Maker, now: datetime) -> None:
    good = document("第一条")
    broken = good.model_copy(update={"source": good.source.model_copy(update={"text": "第\ud800条"})})
    with pytest.raises(StoreError, match="half characters"):
        store.add_document(broken, "a.txt", now)
    assert list(store.entries()) == []


def test_a_file_name_that_is_not_utf8_is_spelt_out(store: DocumentStore, document: Maker, now: datetime) -> None:
    store.add_document(document("第一条"), "b\udce4d.txt", now)
    assert [entry.source for entry in store.entries()] == [r"b\udce4d.txt"]


def test_times_are_moments(store: DocumentStore, document: Maker) -> None:
    beijing = datetime(2026, 11, 23, 7, 0, tzinfo=timezone(timedelta(hours=8)))
    store.add_document(document("第一条"), "a.txt", beijing)
    (entry,) = store.imports()
    assert entry.imported_at == beijing
    assert entry.imported_at.tzinfo is UTC
    with pytest.raises(ValueError, match="time zone"):
        store.add_document(document("第二条"), "b.txt", datetime(2026, 11, 23))


def test_entries_come_page_by_page_in_order(
    store: DocumentStore, document: Maker, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regatlas.store.repository._PAGE", 3)
    for number in range(7):
        store.add_document(document(f"第{number}条"), f"{number}.txt", now)
    walk = store.entries()
    first = next(walk)
    store.add_document(document("末条"), "7.txt", now)  # writing while others read is no harm
    assert [first.source, *(entry.source for entry in walk)] == [f"{number}.txt" for number in range(8)]


def test_it_stays_when_closed(store_url: str, tmp_path: Path, document: Maker, now: datetime) -> None:
    with DocumentStore.open(store_url) as store:
        store.add_document(document("第一条"), "a.txt", now)
    with DocumentStore.open(store_url) as store:
        assert [entry.source for entry in store.entries()] == ["a.txt"]
    assert [each.name for each in tmp_path.iterdir()] == (["regatlas.sqlite"] if "sqlite" in store_url else [])


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
optional = st.none() | words
offsets = st.integers(0, 2**40)
spans = st.builds(Span, offsets, offsets)
statements = st.builds(
    Statement, value=words, evidence=st.lists(st.builds(Quote, span=spans, exact=words), max_size=2).map(tuple)
)


def provisions(eids: list[str]) -> st.SearchStrategy[tuple[Provision, ...]]:
    return st.tuples(
        *(
            st.builds(Provision, eid=st.just(eid), parent=optional, number=optional, heading=optional, span=spans)
            for eid in eids
        )
    )


sources = st.builds(
    SourceText,
    text=words,
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    media_type=words,
    size=offsets,
    encoding=words,
    language=words,
    quality=st.builds(Quality, score=st.floats(0, 1), reasons=st.lists(words, max_size=2).map(tuple)),
    segments=st.lists(st.builds(Segment, offsets, offsets, offsets), max_size=3).map(tuple),
    blocks=st.lists(st.builds(Block, offsets, offsets, st.just("table-row"), st.integers(0, 6)), max_size=3).map(tuple),
    soft_breaks=st.lists(offsets, max_size=3).map(tuple),
    furniture=st.lists(st.builds(Furniture, text=words, raw=offsets), max_size=2).map(tuple),
    front_matter=st.lists(st.tuples(words, words), max_size=2).map(tuple),
)
documents = st.builds(
    Document,
    source=sources,
    tradition=words,
    provisions=st.lists(words, unique=True, max_size=4).flatmap(provisions),
    metadata=st.builds(
        Metadata,
        title=st.none() | statements,
        issuers=st.lists(statements, max_size=2).map(tuple),
        dates=st.dictionaries(words, statements, max_size=2),
    ),
)


@settings(max_examples=30)
@given(st.lists(documents, min_size=1, max_size=3), st.lists(words, min_size=3, max_size=3))
def test_any_document_comes_back_and_every_import_is_noted(
    new_store_url: Callable[[], str], given: list[Document], names: list[str]
) -> None:
    with DocumentStore.open(new_store_url()) as store:
        for document, name in zip(given, names, strict=False):
            added = store.add_document(document, name, datetime(2026, 1, 1, tzinfo=UTC))
            entry = store.entry(document.source.sha256)
            assert entry is not None
            assert (entry.work_id, entry.version) == (added.work_id, added.version)
            if added.found != "same-bytes":
                assert store.document(document.source.sha256) == document
            work = store.work(added.work_id)
            assert work is not None
            assert [version.ordinal for version in work.versions] == list(range(1, len(work.versions) + 1))
        assert len(list(store.imports())) == len(given)
