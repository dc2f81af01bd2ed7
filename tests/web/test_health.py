from __future__ import annotations

import sqlite3

from fastapi.testclient import TestClient


def test_a_database_that_is_changed_underneath_is_told(client: TestClient, database: str) -> None:
    assert client.get("/readyz").json() == {"status": "ok", "documents": "1", "reasons": []}
    path = database.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    unready = client.get("/readyz")
    assert (unready.status_code, unready.headers["cache-control"]) == (503, "no-store")
    (reason,) = unready.json()["reasons"]
    assert reason.startswith("the database is at revision 0001, this Regatlas needs ")
    assert client.get("/healthz").status_code == 200


def test_a_database_that_does_not_answer_is_told_without_its_address(client: TestClient, database: str) -> None:
    path = database.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE document")
        connection.execute("DROP TABLE alembic_version")
    connection.close()
    unready = client.get("/readyz")
    assert unready.status_code == 503
    assert path not in unready.text
    assert client.get("/healthz").status_code == 200
