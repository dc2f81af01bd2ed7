from __future__ import annotations

import threading
from datetime import timedelta

from tests.store.conftest import MORNING

from regatlas.store.accounts.attempts import failures, succeeded, take
from regatlas.store.accounts.journeys import LASTS, Journey, come_back, set_out
from regatlas.store.database import Database

SECOND = timedelta(seconds=1)
KEYS = {"name:anna": 5, "address:a": 20}


def attempt(database: Database, after: timedelta, keys: dict[str, int] = KEYS) -> float:
    with database.transaction(writes=True) as session:
        return take(session, keys, MORNING + after).total_seconds()


def test_waits_grow_and_end_at_a_quarter_of_an_hour(database: Database) -> None:
    assert [attempt(database, number * SECOND) for number in range(5)] == [0] * 5
    at, waited = timedelta(seconds=4), []
    for _ in range(12):
        wait = attempt(database, at)
        waited.append(wait)
        at += timedelta(seconds=wait)
        assert attempt(database, at) == 0
    assert waited == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_asking_while_one_has_to_wait_makes_the_wait_no_longer(database: Database) -> None:
    for _ in range(5):
        attempt(database, timedelta())
    assert [attempt(database, timedelta()) for _ in range(9)] == [1] * 9
    assert attempt(database, SECOND) == 0


def test_many_at_once_gain_nothing(database: Database) -> None:
    let_through: list[float] = []

    def run() -> None:
        let_through.append(attempt(database, timedelta()))

    threads = [threading.Thread(target=run) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert let_through.count(0) == 5


def test_one_address_cannot_try_one_password_on_many_names(database: Database) -> None:
    tried = [attempt(database, timedelta(), {f"name:{number}": 5, "address:a": 20}) for number in range(25)]
    assert tried == [0] * 20 + [1] * 5
    assert attempt(database, timedelta(), {"name:anna": 5, "address:b": 20}) == 0


def test_many_addresses_cannot_try_many_passwords_on_one_name(database: Database) -> None:
    tried = [attempt(database, timedelta(), {"name:anna": 5, f"address:{number}": 20}) for number in range(7)]
    assert tried == [0] * 5 + [1] * 2


def test_success_forgets_the_name_and_not_the_address(database: Database) -> None:
    for _ in range(4):
        attempt(database, timedelta())
    with database.transaction(writes=True) as session:
        succeeded(session, "name:anna", "address:a")
        assert failures(session, "name:anna") == 0
        assert failures(session, "address:a") == 3


def test_a_day_forgets_everything(database: Database) -> None:
    for _ in range(5):
        attempt(database, timedelta())
    attempt(database, timedelta(days=1))
    with database.transaction() as session:
        assert failures(session, "name:anna") == 1


def test_waits_outlast_a_restart(store_url: str) -> None:
    for _ in range(5):
        with Database.open(store_url) as database:
            assert attempt(database, timedelta()) == 0
    with Database.open(store_url) as database:
        assert attempt(database, timedelta()) == 1


JOURNEY = Journey(nonce="n", verifier="v", onward="/zh/", lang="zh")


def test_a_journey_ends_once_and_in_the_browser_in_which_it_began(database: Database) -> None:
    with database.transaction(writes=True) as session:
        set_out(session, JOURNEY, state="s", browser="b", now=MORNING)
    with database.transaction(writes=True) as session:
        assert come_back(session, state="s", browser="another", now=MORNING) is None
        assert come_back(session, state="another", browser="b", now=MORNING) is None
        assert come_back(session, state="s", browser="b", now=MORNING + LASTS) is None
        assert come_back(session, state="s", browser="b", now=MORNING) == JOURNEY
        assert come_back(session, state="s", browser="b", now=MORNING) is None


def test_journeys_that_never_ended_are_removed(database: Database) -> None:
    with database.transaction(writes=True) as session:
        set_out(session, JOURNEY, state="s", browser="b", now=MORNING)
    with database.transaction(writes=True) as session:
        set_out(session, JOURNEY, state="t", browser="b", now=MORNING + LASTS)
        assert come_back(session, state="s", browser="b", now=MORNING) is None
