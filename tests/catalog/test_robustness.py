"""Whatever a person writes, the validator answers with problems, and never with a crash."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.catalog.small import FILES, write_catalog

from regatlas.catalog.loading import load_catalog
from regatlas.catalog.validation import validate
from regatlas.catalog.yaml_source import parse_yaml

ODD = st.sampled_from(
    [None, "", "x", 7, True, 2.5, [], {}, [None], [["x"]], {"en": "a"}, {"en": 1, "zh": []}, {"fact": 3}]
)


def places(value: object, at: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return (
        [at, *(place for key, item in inner for place in places(item, (*at, key)))]
        if at
        else [place for key, item in inner for place in places(item, (key,))]
    )


PLACES = [(name, place) for name, text in FILES.items() for place in places(parse_yaml(text.encode(), name).value)]


def replaced(name: str, place: tuple[object, ...], odd: object) -> str:
    value = parse_yaml(FILES[name].encode(), name).value
    inner = value
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = odd
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.sampled_from(PLACES), odd=ODD)
def test_any_value_anywhere(where: tuple[str, tuple[object, ...]], odd: object) -> None:
    name, place = where
    with tempfile.TemporaryDirectory() as folder:
        catalog = write_catalog(Path(folder), {name: replaced(name, place, odd)})
        found = validate(catalog)
        assert all(problem.what and problem.where for problem in found.problems)
        if not any(problem.severity == "problem" for problem in found.problems):
            assert load_catalog(catalog) == found.catalog


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(FILES)), data=st.data())
def test_any_line_lost(name: str, data: st.DataObject) -> None:
    lines = FILES[name].splitlines(keepends=True)
    lost = data.draw(st.integers(0, len(lines) - 1))
    with tempfile.TemporaryDirectory() as folder:
        changed = "".join(lines[:lost] + lines[lost + 1 :])
        found = validate(write_catalog(Path(folder), {name: changed}))
        assert all(problem.where for problem in found.problems)


@pytest.mark.parametrize("name", sorted(FILES))
def test_any_file_empty(tmp_path: Path, name: str) -> None:
    found = validate(write_catalog(tmp_path / "empty", {name: ""}))
    assert not found.clean
