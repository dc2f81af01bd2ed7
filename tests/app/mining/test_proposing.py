"""Proposals fit the schema, have sources and quotes, and never go into the catalog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from regatlas.app.mining.mine import Miner
from regatlas.app.mining.proposals import propose_from
from regatlas.app.mining.proposing import MinedPage, proposed, write_proposed
from regatlas.catalog.files import builtin_folder
from regatlas.catalog.kinds import SHAPES
from regatlas.catalog.loading import builtin_catalog, load_catalog
from regatlas.errors import BadArgument
from regatlas.model.mining import Mining
from regatlas.readers import Limits, read
from regatlas.structure import parse

PAGES = Path(__file__).parent / "pages"
ADDRESS = "https://news.example.org/page"


def files(mining: Mining) -> dict[str, str]:
    return proposed([MinedPage("page.md", "A page", ADDRESS, mining)], builtin_catalog(), "CN")


@pytest.mark.parametrize("page", sorted(path.name for path in PAGES.glob("*.md")))
def test_proposals_load_as_a_catalog(mined: Callable[[str], Mining], page: str, tmp_path: Path) -> None:
    write_proposed(files(mined((PAGES / page).read_text(encoding="utf-8"))), tmp_path / "out")
    catalog = load_catalog(tmp_path / "out")
    entries = (*catalog.instruments, *catalog.events, *catalog.claims)
    assert entries
    assert not any(entry.verified for entry in entries)


def test_a_new_instrument_an_event_and_a_contradiction(mined: Callable[[str], Mining]) -> None:
    text = (
        "The Ministry of Education issued the Lighthouse Keeping Measures on 3 May 2024.\n\n"
        "On 6 June 2024 Baidu opened a school for lighthouse keepers.\n\n"
        "The Data Security Law has 12 articles."
    )
    written = files(mined(text))
    assert sorted(written) == [
        "claims/proposed.yaml",
        "events/proposed.yaml",
        "instruments/cn-lighthouse-keeping-measures.yaml",
        "review.md",
    ]
    instrument = yaml.safe_load(written["instruments/cn-lighthouse-keeping-measures.yaml"])
    assert instrument["title"] == {"en": "Lighthouse Keeping Measures", "zh": "待译：Lighthouse Keeping Measures"}
    assert (instrument["type"], instrument["issuers"]) == ("rule", ["cn/moe"])
    assert instrument["dates"]["issued"]["date"] == "2024-05-03"
    assert instrument["sources"][0]["says"] == text.split("\n", maxsplit=1)[0]
    assert instrument["sources"][0]["url"] == ADDRESS
    (event,) = yaml.safe_load(written["events/proposed.yaml"])["events"]
    assert (event["date"], event["kind"]) == ("2024-06-06", "company")
    (claim,) = yaml.safe_load(written["claims/proposed.yaml"])["claims"]
    assert [one["value"] for one in claim["assertions"]] == ["55", "12"]
    assert "contradicts: cn/data-security-law, articles: 12" in written["review.md"]


def test_what_the_catalog_records_already_is_not_proposed(mined: Callable[[str], Mining]) -> None:
    written = files(mined("The Global AI Governance Initiative was announced in Wuzhen on 10 October 2023."))
    assert "claims/proposed.yaml" not in written
    assert "Recorded as disputed: global-initiative-place" in written["review.md"]


def test_nothing_new_is_nothing(mined: Callable[[str], Mining]) -> None:
    assert files(mined("The PIPL took effect on 1 November 2021.")) == {}


@pytest.mark.parametrize("inside", ["", "claims", "../data/new"])
def test_the_catalog_itself_is_never_written(inside: str) -> None:
    before = sorted(builtin_folder().rglob("*"))
    with pytest.raises(BadArgument, match="do not go into the catalog"):
        write_proposed({"claims/proposed.yaml": "x"}, builtin_folder() / inside)
    assert sorted(builtin_folder().rglob("*")) == before


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    write_proposed({"review.md": "mine"}, tmp_path)
    with pytest.raises(BadArgument, match="there already"):
        write_proposed({"other.md": "x", "review.md": "theirs"}, tmp_path)
    assert (tmp_path / "review.md").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "other.md").exists()


def test_bad_arguments_are_refused(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("The PIPL is a law.", encoding="utf-8")
    with pytest.raises(BadArgument, match="no jurisdiction"):
        propose_from([tmp_path / "a.md"], None, "china", date(2026, 1, 1))
    with pytest.raises(BadArgument, match="one page"):
        propose_from([tmp_path], ADDRESS, "CN", date(2026, 1, 1))


WORDS = st.sampled_from(
    [
        *(
            "The PIPL",
            "《灯塔管理办法》",
            "was issued",
            "于",
            "by MIIT",
            "on 3 May 2024",
            "2024年5月3日",
            "公布",
            ". ",
            "。",
        ),
        *("\n\n", "Lighthouse Keeping Measures", "Baidu", " launched", "has 12 articles", ": {", "# ", "'", '"', " - "),
    ]
)


@given(st.lists(WORDS, max_size=30))
def test_whatever_a_page_says_the_proposals_fit_the_schema(miner: Miner, words: list[str]) -> None:
    mining = miner.mine(parse(read(("# T\n" + " ".join(words)).encode(), Limits())))
    for name, content in files(mining).items():
        if name.endswith(".yaml"):
            value = yaml.safe_load(content)
            folder = name.split("/", maxsplit=1)[0]
            assert value.pop("schema") == SHAPES[folder].schema  # type: ignore[index]
            SHAPES[folder].file.model_validate(value)  # type: ignore[index]
