"""The worker with its reading processes, over a queue of files and addresses that fare well and badly."""

from __future__ import annotations

import gzip
import io
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from importlib.resources import files
from pathlib import Path

import pytest
from tests.app.fetching.site import HERE, QUICK, Site, served
from tests.app.import_tasks import Deadly
from tests.store.conftest import MORNING

from regatlas.app.import_bench import fresh_bench
from regatlas.app.import_child import ImportTask
from regatlas.app.import_queue import Received, ask_for_files
from regatlas.app.import_worker import ImportWorker, Pace, import_task
from regatlas.readers import Limits
from regatlas.store import DocumentStore
from regatlas.store.imports import Asked, ImportFilter, ImportJob, ImportQueue, QueueLimits

LAW = "第一条　为了规范算法备案，制定本规定。\n第二条　本规定自2026年1月1日起施行。\n".encode()
PAGE = "<html><body><p>第一条　提供者应当备案。</p><p>第二条　本规定自公布之日起施行。</p></body></html>".encode()
QUICKLY = Pace(look=0.05, grace=0.2)


@pytest.fixture(scope="module")
def task() -> ImportTask:
    return import_task(Limits(), HERE)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[DocumentStore]:
    with DocumentStore.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        yield opened


def give(store: DocumentStore, **named: bytes) -> None:
    for name, data in named.items():
        ask_for_files(store.database, "ann", [Received(name, len(data), [data])], Limits())


def jobs(store: DocumentStore) -> dict[str, ImportJob]:
    return {job.source: job for job in ImportQueue(store.database).page(ImportFilter(), before=None, limit=99)}


def code(job: ImportJob) -> str:
    return job.error["code"] if job.error else ""


def sample(name: str) -> bytes:
    return files("regatlas.data").joinpath("samples", name).read_bytes()


def zip_bomb() -> bytes:
    """A DOCX of a few hundred kilobytes whose text unpacks to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 1_000_000)
    return out.getvalue()


def test_files_become_documents_or_say_why_not(library: DocumentStore, task: ImportTask) -> None:
    measures = sample("sample-measures.zh.md")
    give(library, one=measures, again=measures, bomb=zip_bomb(), picture=b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    # Had the bomb been unpacked, its 300 MB would have met this limit first.
    modest = replace(task, limits=Limits(memory_bytes=150_000_000))
    ImportWorker(library, modest).run(threading.Event(), once=True)
    found = jobs(library)
    assert [(found[name].state, found[name].found) for name in ("one", "again")] == [
        ("done", "new"),
        ("done", "same-bytes"),
    ]
    assert [name for name, _ in found["one"].steps] == ["received", "read", "structured", "mapped", "kept"]
    assert len(library.records(found["one"].document_sha256 or "")) == 1
    assert (found["picture"].state, code(found["picture"])) == ("refused", "RGA-1003")
    assert (found["bomb"].state, code(found["bomb"])) == ("refused", "RGA-1006")
    error = found["bomb"].error
    assert error is not None
    assert "unpacks to" in error["message"]
    assert (error["where"], "regatlas-import" in str(error)) == ("bomb", False)


def test_processes_that_die_harm_nothing_else(library: DocumentStore, task: ImportTask) -> None:
    give(library, deadly=b"x", told=b"x", garbled=b"x", law=LAW)
    fields = {name: getattr(task, name) for name in ("limits", "mapper", "manifest", "allowed")}
    ImportWorker(library, Deadly(**fields)).run(threading.Event(), once=True)
    found = jobs(library)
    assert (found["deadly"].state, code(found["deadly"]), found["deadly"].attempts) == ("failed", "RGA-6000", 3)
    assert found["told"].error == {
        "code": "RGA-1006",
        "message": "reading the file took too long",
        "where": "told",
        "hint": "split the file",
    }
    assert (found["told"].state, found["told"].attempts) == ("refused", 1)
    assert (found["garbled"].state, code(found["garbled"])) == ("failed", "RGA-6000")
    assert found["law"].state == "done"


def test_a_worker_that_shall_stop_gives_back_what_it_has(library: DocumentStore, task: ImportTask) -> None:
    give(library, slow=b"x")
    fields = {name: getattr(task, name) for name in ("limits", "mapper", "manifest", "allowed")}
    stop = threading.Event()
    worker = threading.Thread(target=ImportWorker(library, Deadly(**fields), QUICKLY).run, args=(stop,))
    worker.start()
    until(lambda: [name for name, _ in jobs(library)["slow"].steps] == ["received", "read"])
    stop.set()
    worker.join()
    job = jobs(library)["slow"]
    assert (job.state, job.attempts, [name for name, _ in job.steps]) == ("waiting", 0, ["received"])


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_bench_goes_and_with_it_those_of_the_dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stale = tmp_path / "regatlas-import-dead"
    stale.mkdir()
    for name in ("lock", "bytes"):
        (stale / name).touch()
    with fresh_bench() as one, fresh_bench() as other:
        assert sorted(tmp_path.iterdir()) == sorted([one.folder, other.folder])
    assert list(tmp_path.iterdir()) == []


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>x</p>" * 1_000)


def test_addresses_are_fetched_safely(library: DocumentStore, task: ImportTask) -> None:
    with served() as site, served() as private:
        private.page("/robots.txt", b"User-agent: *\nDisallow: /\n", kind="text/plain")
        paths = _pages(site, private)
        wishes = [(Asked(kind="url", source=site.url(path)), ()) for path in paths]
        wishes.append((Asked(kind="url", source=private.url("/law")), ()))
        ImportQueue(library.database).ask(wishes, who="ann", at=MORNING, limits=QueueLimits())
        ImportWorker(library, replace(task, fetching=QUICK)).run(threading.Event(), once=True)
        found = {source.partition(f":{site.port}")[2] or "private": job for source, job in jobs(library).items()}
        told = {path: (job.state, code(job)) for path, job in found.items()}
        assert told == {**paths, "private": ("refused", "RGA-8003")}
        assert found["/moved"].final_address == site.url("/law")
        assert [name for name, _ in found["/moved"].steps][:3] == ["received", "fetched", "read"]
        assert [entry.source for entry in library.entries()] == [site.url("/moved")]


def _pages(site: Site, private: Site) -> dict[str, tuple[str, str]]:
    """Pages of a site, and what becomes of each."""
    site.page("/law", PAGE)
    site.redirect("/moved", site.url("/law"))
    for name, inner in (
        ("metadata", "http://169.254.169.254/latest/meta-data/"),
        ("ten", "http://10.0.0.1/"),
        ("six", "http://[::ffff:10.0.0.1]/"),
        ("decimal", "http://167772161/"),
        ("file", "file:///etc/passwd"),
    ):
        site.redirect(f"/to-{name}", inner)
    site.page("/huge", b"x" * (QUICK.received + 1))
    site.page("/bomb", gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")
    site.page("/picture", b"x", kind="image/png")
    site.pages["/endless"] = endless
    refused = ("refused", "RGA-8001")
    return {
        "/moved": ("done", ""),
        **dict.fromkeys(("/to-metadata", "/to-ten", "/to-six", "/to-decimal", "/to-file"), refused),
        **dict.fromkeys(("/huge", "/bomb", "/picture", "/endless"), ("refused", "RGA-8002")),
        "/gone": ("failed", "RGA-8000"),
    }


def test_a_worker_of_everyday_does_not_fetch_from_this_machine(library: DocumentStore) -> None:
    with served() as site:
        site.page("/law", PAGE)
        for host in ("127.0.0.1", "localhost"):
            wish = (Asked(kind="url", source=site.url("/law", host).replace(str(site.port), "8080")), ())
            ImportQueue(library.database).ask([wish], who="ann", at=MORNING, limits=QueueLimits())
        ImportWorker(library, import_task(Limits())).run(threading.Event(), once=True)
        assert [(job.state, code(job)) for job in jobs(library).values()] == [("refused", "RGA-8001")] * 2
        assert site.asked == []
