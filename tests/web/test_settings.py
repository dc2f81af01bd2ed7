from __future__ import annotations

from pathlib import Path

import pytest

from regatlas.app.importing import database_url
from regatlas.errors import BadArgument
from regatlas.web.settings import ServerSettings, read_settings, variable

DATABASE = {"REGATLAS_DATABASE": "sqlite:///x.sqlite"}


def test_options_go_before_variables_and_those_before_defaults() -> None:
    environment = {**DATABASE, "REGATLAS_PORT": "9000", "REGATLAS_HOST": "::1"}
    settings = read_settings(environment, port=9001, host=None)
    assert (settings.port, settings.host, settings.stop_seconds) == (9001, "::1", 20)
    assert {"port", "host", "database"} == settings.model_fields_set


def test_lists_and_switches() -> None:
    settings = read_settings(
        {**DATABASE, "REGATLAS_CORS": "https://a.example, https://b.example,", "REGATLAS_WORKER": "no"}
    )
    assert settings.cors == ("https://a.example", "https://b.example")
    assert settings.worker is False


def test_an_empty_variable_is_not_set() -> None:
    assert read_settings({**DATABASE, "REGATLAS_ACCOUNTS": ""}).accounts == "none"


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("postgresql://x:y@z/w\n")
    settings = read_settings({"REGATLAS_DATABASE_FILE": str(tmp_path / "secret")})
    assert settings.database == "postgresql://x:y@z/w"
    with pytest.raises(BadArgument) as told:
        read_settings({"REGATLAS_DATABASE_FILE": str(tmp_path / "none")})
    assert str(told.value) == (
        f"RGA-1008: the file of the setting cannot be read (no such file or directory), "
        f"REGATLAS_DATABASE_FILE={tmp_path / 'none'}; correct the path or its permissions"
    )


@pytest.mark.parametrize(
    ("environment", "given", "where"),
    [
        ({"REGATLAS_PORT": "ninety"}, {}, "REGATLAS_PORT"),
        ({"REGATLAS_ACCOUNTS": "some"}, {}, "REGATLAS_ACCOUNTS"),
        ({}, {"metrics_listen": "9464"}, "--metrics-listen"),
    ],
)
def test_a_value_without_meaning_is_told_with_its_place(
    environment: dict[str, str], given: dict[str, object], where: str
) -> None:
    with pytest.raises(
        BadArgument, match=rf"RGA-1008: the value has no meaning \(.+\), {where}; see docs/operations.md"
    ):
        read_settings({**DATABASE, **environment}, **given)


def test_commands_find_the_store_by_the_same_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    monkeypatch.setenv("REGATLAS_DATABASE", url)
    assert database_url(None) == url
    assert database_url("sqlite:///other.sqlite") == "sqlite:///other.sqlite"
    monkeypatch.delenv("REGATLAS_DATABASE")
    assert database_url(None) == "sqlite:///regatlas.sqlite"


def test_no_two_settings_share_a_variable() -> None:
    names = [variable(field) for field in ServerSettings.model_fields]
    assert len(names) == len(set(names))
