"""The catalog loads, whatever state its cache is in, and what is wrong is told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.catalog.small import FILES, write_catalog

from regatlas.catalog import cache as cache_module
from regatlas.catalog.cache import cache_path
from regatlas.catalog.catalog import Catalog
from regatlas.catalog.loading import builtin_catalog, load_catalog
from regatlas.catalog.validation import read_catalog
from regatlas.errors import DataError


def cache_file(home: Path) -> Path:
    (found,) = (home / "regatlas").iterdir()
    return found


def test_everything_is_there(small: Path) -> None:
    catalog = load_catalog(small)
    assert list(catalog.instrument) == ["cn/plan", "cn/rules"]
    assert [event.id for event in catalog.events] == ["plan-published", "rules-issued", "goal-2030"]
    assert [group.id for group in catalog.fact_groups] == ["product"]
    assert {fact.group for fact in catalog.facts} == {"product"}
    assert {one.instrument for one in catalog.obligations} == {"cn/rules"}


def test_the_slow_way_reads_the_same(small: Path) -> None:
    assert read_catalog(small).catalog() == load_catalog(small)


def test_digests_are_joined_to_their_expressions(small: Path) -> None:
    draft, first, second = load_catalog(small).instrument["cn/rules"].expressions
    assert not draft.digest
    assert not second.digest
    assert list(first.by_provision) == ["art_1", "art_2", "art_3"]


def test_the_second_time_no_yaml_is_parsed(small: Path, cache_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_catalog(small)
    assert cache_file(cache_home).stat().st_size > 1000

    def refuse(*_: object) -> None:
        raise AssertionError("parsed again")

    monkeypatch.setattr(cache_module, "parse_yaml", refuse)
    assert load_catalog(small) == first


def test_only_a_changed_file_is_parsed_again(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_catalog(small)
    parsed: list[str] = []
    real = cache_module.parse_yaml

    def watch(data: bytes, name: str) -> object:
        parsed.append(Path(name).name)
        return real(data, name)

    monkeypatch.setattr(cache_module, "parse_yaml", watch)
    path = small / "claims" / "all.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("a day later", "two days later"), encoding="utf-8")
    catalog = load_catalog(small)
    assert parsed == ["all.yaml"]
    assert catalog.claims[0].explanation.en == "The paper came two days later."


def test_what_is_gone_leaves_the_cache_too(small: Path, cache_home: Path) -> None:
    load_catalog(small)
    lines = len(cache_file(cache_home).read_bytes().splitlines())
    (small / "claims" / "all.yaml").unlink()
    assert not load_catalog(small).claims
    assert len(cache_file(cache_home).read_bytes().splitlines()) == lines - 1


@pytest.mark.parametrize("damage", ["", "another form\n", None, "cut"])
def test_a_damaged_cache_costs_nothing_but_time(small: Path, cache_home: Path, damage: str | None) -> None:
    first = load_catalog(small)
    path = cache_file(cache_home)
    data = path.read_bytes()
    if damage == "cut":
        path.write_bytes(data[: len(data) - 30])
    elif damage is None:
        path.write_bytes(data.replace("委员会".encode(), "某某某".encode()))
    else:
        path.write_text(damage, encoding="utf-8")
    assert load_catalog(small) == first
    assert path.read_bytes() == data


def test_no_cache_can_be_written(small: Path, cache_home: Path) -> None:
    cache_home.write_text("a file stands where the folder should be", encoding="utf-8")
    assert load_catalog(small) == load_catalog(small)
    assert cache_home.is_file()


def test_a_machine_without_a_home(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")

    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", homeless)
    assert cache_path(small) is None
    assert load_catalog(small).instruments


def test_two_catalogs_have_two_caches(small: Path, tmp_path: Path, cache_home: Path) -> None:
    load_catalog(small)
    load_catalog(write_catalog(tmp_path / "other"))
    assert len(list((cache_home / "regatlas").iterdir())) == 2


def test_the_digest_follows_every_byte_and_not_the_folder(small: Path, tmp_path: Path) -> None:
    elsewhere = write_catalog(tmp_path / "elsewhere")
    assert load_catalog(small).sha256 == load_catalog(elsewhere).sha256
    name = "claims/all.yaml"
    changed = write_catalog(tmp_path / "changed", {name: FILES[name] + "# a remark\n"})
    assert load_catalog(small).sha256 != load_catalog(changed).sha256


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "what"),
    [
        ("agencies/national.yaml", "kind: government", "kind: king", 6, "agencies.0.kind"),
        ("agencies/national.yaml", "CN\n    kind: ministry", "CN", 11, "agencies.1.kind: this key is missing"),
        ("agencies/national.yaml", "  - id: cn/office", "  - id: cn/office\n    id: cn/o", 12, "given twice"),
        ("agencies/national.yaml", "  - id: cn/office", "  - id: cn/council", 11, "the id 'cn/council' stands twice"),
        ("agencies/national.yaml", "agencies/1", "agencies/2", 1, "the schema is 'regatlas/agencies/2'"),
        ("instruments/cn-rules.yaml", "date: 2022-01-03", "date: 2022-02-30", 11, "there is no date '2022-02-30'"),
        ("digests/cn-rules--2022.yaml", '"2022"', '"2023"', 3, "cn/rules has no expression '2023'"),
        ("digests/cn-rules--2022.yaml", "cn/rules", "cn/rule", 2, "there is no instrument 'cn/rule'"),
        ("obligations/cn-rules.yaml", "is: true", "is: true, known: true", 13, "do not stand together"),
        ("events/all.yaml", "date: 2030", "date: soon", 26, "events.2.date"),
    ],
)
def test_the_first_mistake_is_told_with_its_line(
    tmp_path: Path, name: str, old: str, new: str, line: int, what: str
) -> None:
    assert old in FILES[name]
    folder = write_catalog(tmp_path / "broken", {name: FILES[name].replace(old, new, 1)})
    for _ in range(2):  # the second time with a cache
        with pytest.raises(DataError) as caught:
            load_catalog(folder)
        assert caught.value.where == f"{(folder / name).as_posix()}:{line}"
        assert what in caught.value.what


def test_folded_lines_of_chinese_are_joined_without_a_blank(tmp_path: Path) -> None:
    name = "claims/all.yaml"
    lines = ("", "explanation:", "  en: Late", "  zh: >-", "    报纸晚一日，", "    未更正 AI", "    内容。", "")
    folded = "\n    ".join(lines)
    text = FILES[name].split("\n    explanation:", maxsplit=1)[0] + folded
    (claim,) = load_catalog(write_catalog(tmp_path / "folded", {name: text})).claims
    assert claim.explanation.zh == "报纸晚一日，未更正 AI 内容。"


@pytest.mark.parametrize("value", ["!!binary aGk=", ".nan", "!!set {a, b}"])
def test_values_that_json_does_not_know_are_refused(tmp_path: Path, value: str) -> None:
    text = FILES["claims/all.yaml"].replace("standing: disputed", f"standing: {value}")
    with pytest.raises(DataError):
        load_catalog(write_catalog(tmp_path / "odd", {"claims/all.yaml": text}))


@pytest.mark.parametrize("text", ["", "- a\n", "text\n"])
def test_other_yaml_is_no_catalog_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataError, match="no mapping of keys to values"):
        load_catalog(write_catalog(tmp_path / "odd", {"claims/all.yaml": text}))


def test_an_empty_folder_is_no_catalog(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="this is no catalog"):
        load_catalog(tmp_path)


def test_the_built_in_catalog_is_loaded_once() -> None:
    assert isinstance(builtin_catalog(), Catalog)
    assert builtin_catalog() is builtin_catalog()
