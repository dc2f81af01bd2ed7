from __future__ import annotations

import re

import pytest
from tools.documented import offered
from tools.reference_pages import error_codes, interface, reference_pages, said, settings

from regatlas import errors
from regatlas.cli.main import app
from regatlas.web.settings import ServerSettings, variable


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_command_and_option_is_there(lang: str) -> None:
    page = reference_pages()[f"{'zh/' if lang == 'zh' else ''}reference/commands.md"]
    sections = dict(re.findall(r"^## `([^`]+)`\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    wanted = offered(app)
    assert sections.keys() == wanted.keys()
    for name, options in wanted.items():
        assert options <= set(re.findall(r"--[a-z][a-z0-9-]*", sections[name])), name
    chinese = len(re.findall(r"[\u4e00-\u9fff]", page))
    assert chinese > 500 if lang == "zh" else chinese < 20


def test_halves() -> None:
    assert (said("one | 一", "en"), said("one | 一", "zh"), said("one", "zh")) == ("one", "一", "one")


def test_every_setting_is_there() -> None:
    page = "\n".join(settings("en"))
    assert re.findall(r"^\| `(REGATLAS_\w+)`", page, re.MULTILINE) == [
        variable(name) for name in ServerSettings.model_fields
    ]
    assert "| `REGATLAS_PORT` | `8000` |" in page


def test_every_error_code_is_there_with_its_meaning() -> None:
    page = "\n".join(error_codes())
    assert (
        "| [`RGA-1004`](../errors.md#rga-1004-damagedfile) | DamagedFile | `RGA-1000` | The file is of a kind" in page
    )
    assert len(re.findall(r"^\| \[`RGA-", page, re.MULTILINE)) == len(set(re.findall(r"RGA-\d{4}(?=`\])", page))) > 20
    assert errors.StoreError.code in page


def test_every_address_of_the_api_is_there() -> None:
    page = "\n".join(interface())
    assert "## `GET /api/v1/search`" in page
    assert "## `POST /api/v1/check`" in page
    assert re.search(r"^\| `q` \| query \| string \| \S", page, re.MULTILINE)
