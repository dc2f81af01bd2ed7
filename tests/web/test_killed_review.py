"""``kill -9`` of the server while answers are saved: nothing acknowledged is lost, and no save is half done."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections import Counter
from typing import Any

import httpx
from tests.app.review_people import keep_law

from regatlas.app.importing import open_store
from regatlas.catalog.taxonomies import builtin_taxonomy
from regatlas.store.audit import entries, verify
from regatlas.store.reviews import ReviewStore

CODES = [category.code for category in builtin_taxonomy("risk-subdomain").categories]
SECONDS = 60
SERVER = """
import socket, sys, uvicorn
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], file=sys.stderr, flush=True)
config = uvicorn.Config(create_app(ServerSettings(database=sys.argv[1])), log_level="critical", lifespan="on")
uvicorn.Server(config).run(sockets=[listening])
"""


def start(url: str) -> tuple[subprocess.Popen[str], str]:
    server = subprocess.Popen([sys.executable, "-c", SERVER, url], stderr=subprocess.PIPE, text=True)
    assert server.stderr
    port = re.match(r"\d+", server.stderr.readline())
    assert port
    return server, f"http://127.0.0.1:{port[0]}/api/v1/documents"


def save_for_ever(address: str, versions: dict[str, int], acknowledged: list[dict[str, int]]) -> None:
    """Change all categories in every request, and note what the server acknowledged, until it is gone."""
    with httpx.Client(timeout=SECONDS) as client:
        while True:
            # Every version has another note, so that every answer is a change.
            turn = max(versions.values())
            given = [{"item": f"coverage/risk-subdomain/{code}", "version": versions[code], "value": "none",
                      "note": f"turn {turn}"} for code in CODES]  # fmt: skip
            try:
                answer = client.post(f"{address}/answers", json={"answers": given})
            except httpx.TransportError:
                return
            assert answer.status_code == 200, answer.text
            for key, kept in answer.json()["answers"].items():
                versions[key.rpartition("/")[2]] = kept["version"]
            acknowledged.append(dict(versions))


def kept(url: str, sha256: str) -> dict[str, int]:
    """The versions that the store has; held to its history and to the audit log."""
    with open_store(url) as store:
        reviews = ReviewStore(store.database)
        coding = reviews.coding(sha256, "local")
        assert coding
        versions = {key.rpartition("/")[2]: one.version for key, one in reviews.answers([coding.id])[coding.id].items()}
        assert Counter(change.item.rpartition("/")[2] for change in reviews.history(coding.id)) == versions
        with store.database.transaction() as session:
            assert verify(session).holds
            saves: list[Any] = entries(session, action="review.save", limit=10**6)
        assert len(saves) == max(versions.values())
        return versions


def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(store_url: str) -> None:
    with open_store(store_url) as store:
        sha256 = keep_law(store)
    versions = dict.fromkeys(CODES, 0)
    for _ in range(2):
        server, address = start(store_url)
        acknowledged: list[dict[str, int]] = []
        try:
            coding = f"{address}/{sha256}/codings"
            assert httpx.post(coding, json={"blind": False}, timeout=SECONDS).status_code == 201
            saving = threading.Thread(target=save_for_ever, args=(f"{coding}/local", versions, acknowledged))
            saving.start()
            end = time.monotonic() + SECONDS
            while len(acknowledged) < 8 and time.monotonic() < end:
                time.sleep(0.003)
        finally:
            server.kill()
            server.wait()
            if server.stderr:
                server.stderr.close()
        saving.join()
        assert len(acknowledged) >= 8
        found = kept(store_url, sha256)
        # All categories were saved together: the last save is there whole, or not at all.
        assert len(set(found.values())) == 1
        assert found["1.1"] - acknowledged[-1]["1.1"] in (0, 1)
        versions = found
