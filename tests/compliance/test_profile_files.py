from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from pydantic import JsonValue
from tests.compliance import specimen as s

from regatlas.compliance.profile import Answer, Profile
from regatlas.compliance.profile_files import (
    load_profile,
    parse_profile,
    profile_of_json,
    profile_yaml,
    refuse_overwriting,
)
from regatlas.compliance.values import NO_DATE, Interval
from regatlas.errors import BadArgument, DataError, LimitExceeded, UnreadablePath

HEAD = "schema: regatlas/profile/1\nname: A product\nfacts:\n"


def parsed(facts: str) -> Profile:
    return parse_profile((HEAD + facts).encode(), "p.yaml", s.FACTS)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("public: true", True),
        ('public: "true"', True),
        ("public: no", False),
        ("public: 否", False),
        ("role: provider", frozenset({"provider"})),
        ("role: [provider, app-store]", frozenset({"provider", "app-store"})),
        ("role: []", frozenset()),
        ("place: [NO, CN-SZ]", frozenset({"NO", "CN-SZ", "CN"})),
        ("place: US-CO", frozenset({"US-CO", "US"})),
        ("risk: low", "low"),
        ("people: 100000", 100000),
        ("people: 100_000", 100000),
        ('people: "100000"', 100000),
        ("people: {at_least: 10, below: 20}", Interval(10, 19)),
        ("people: {above: 10}", Interval(11, None)),
        ("people: {at_most: 9}", Interval(0, 9)),
        ("people: {at_least: 7, at_most: 7}", 7),
        ("start: 2025-09-25", s.TODAY.replace(month=9, day=25)),
        ('start: "2025-09-25"', s.TODAY.replace(month=9, day=25)),
        ("end: none", NO_DATE),
        ("end: 无", NO_DATE),
        ("field: health", "health"),
    ],
)
def test_values_are_read_under_the_type_of_their_fact(written: str, value: object) -> None:
    profile = parsed(f"  {written}\n")
    assert profile.values == {written.partition(":")[0]: value}


@pytest.mark.parametrize("written", ["unknown", "Unknown", "未知", "", "~", "null", "{value: unknown, reason: asked}"])
def test_unknown_is_an_answer_without_a_value(written: str) -> None:
    profile = parsed(f"  public: {written}\n")
    assert profile.answers["public"].value is None
    assert profile.values == {}


def test_an_answer_may_say_why_who_and_when() -> None:
    profile = parsed("  opinion: {value: true, reason: an open forum, by: counsel, on: 2025-09-01}\n")
    assert profile.answers["opinion"] == Answer(True, "an open forum", "counsel", "2025-09-01")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("publik: true", "p.yaml:4; did you mean public?"),
        ("public: maybe", "write true, false or unknown"),
        ("public: [true]", "not a list"),
        ("public: {at_least: 3}", "not a mapping"),
        ("role: Provider", "did you mean provider?"),
        ("role: [provider, app store]", "did you mean app-store?"),
        ("place: China", "ISO 3166"),
        ("place: QQ", "no value of place"),
        ("risk: hihg", "did you mean high?"),
        ("people: 100,000", "write 100000"),
        ("people: 010", "write 10"),
        ("people: -3", "whole number of 0 or more"),
        ("people: 1e5", "whole number"),
        ("people: {at_least: 20, below: 10}", "no number lies"),
        ("people: {least: 20}", "at_least, at_most, above, below"),
        ("people: {}", "at least one bound"),
        ("start: 2025-9-25", "write 2025-09-25"),
        ("start: 20250925", "write 2025-09-25"),
        ("start: 2025-02-30", "no date '2025-02-30'"),
        ('start: "2025-02-30"', "no day 2025-02-30"),
        ("start: soon", "write it as 2025-09-25"),
        ("role: [[provider]]", "a list or mapping stands"),
        ("public: {value: true, because: x}", "no key 'because'"),
        ("public: {reason: x}", "the value is missing"),
        ("public: true\n  public: false", "given twice"),
        ("- public", "facts is a mapping"),
    ],
)
def test_what_is_wrong_is_named_with_the_remedy(written: str, words: str) -> None:
    with pytest.raises(DataError) as caught:
        parsed(f"  {written}\n")
    assert words in str(caught.value)
    assert "p.yaml:" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"- a", "mapping of keys"),
        (b"schema: regatlas/record/1", "regatlas/record/1"),
        (b"schema: regatlas/profile/1\nrole: provider", "indent it below"),
        (b"schema: regatlas/profile/1\nowner: me", "schema, name, note, facts"),
        (b"\xff", "UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_profile(data: bytes, words: str) -> None:
    with pytest.raises(DataError, match=words):
        parse_profile(data, "p.yaml", s.FACTS)


def test_json_is_read_too() -> None:
    text = json.dumps(
        {"schema": "regatlas/profile/1", "name": "测试", "facts": {"place": ["NO"], "people": 5}}, indent="\t"
    )
    profile = parse_profile(text.encode(), "p.json", s.FACTS)
    assert (profile.name, profile.values) == ("测试", {"place": frozenset({"NO"}), "people": 5})
    pair = b'{"schema": "regatlas/profile/1", "name": "\\ud842\\udfb7"}'
    assert parse_profile(pair, "p.json", s.FACTS).name == "𠮷"
    half = b'{"schema": "regatlas/profile/1", "name": "\\ud842"}'
    assert parse_profile(half, "p.json", s.FACTS).name == "?"


def test_a_profile_without_facts_or_name(tmp_path: Path) -> None:
    path = tmp_path / "nameless.yaml"
    path.write_text("schema: regatlas/profile/1\nfacts:\n")
    assert load_profile(path, s.FACTS) == Profile("nameless", {}, s.FACTS)


@given(s.profiles())
def test_a_written_profile_is_read_again(profile: Profile) -> None:
    assert parse_profile(profile_yaml(profile).encode(), "p", s.FACTS) == profile
    assert profile_of_json(profile.to_json(), "p", s.FACTS).sha256 == profile.sha256


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePath):
        load_profile(tmp_path / "none.yaml", s.FACTS)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 1_000_001)
    with pytest.raises(LimitExceeded):
        load_profile(large, s.FACTS)
    with pytest.raises(BadArgument):
        refuse_overwriting(large)


@pytest.mark.parametrize("key", ["schema", "name", "note"])
def test_aliases_that_stand_for_gigabytes_are_refused(key: str) -> None:
    levels = "".join(f"l{number}: &l{number} [{','.join([f'*l{number - 1}'] * 9)}]\n" for number in range(1, 12))
    with pytest.raises(DataError) as caught:
        parse_profile(f"l0: &l0 [x]\n{levels}{key}: *l11\n".encode(), "bomb.yaml", {})
    assert str(caught.value) == ("RGA-2000: an alias (*) stands for another value, bomb.yaml:2; write the value itself")


def test_one_list_in_two_facts_is_two_lists() -> None:
    shared: list[JsonValue] = ["CN"]
    value: JsonValue = {"schema": "regatlas/profile/1", "facts": {"place": shared, "role": [], "offered": shared}}
    with pytest.raises(DataError) as caught:
        profile_of_json(value, "p", s.FACTS)
    assert "there is no fact 'offered'" in str(caught.value)
