"""A fixed sample of Chinese laws, in the shapes in which they arrive, held to pinned floors (benchmarks/laws.py)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from benchmarks.laws import SHAPES, Law, Shape, compare, law_of, read_laws, shaped

from regatlas.readers import read
from regatlas.structure import parse

_FLOORS = Path(__file__).parent / "floors.json"


@cache
def _sample(archive: Path) -> tuple[Law, ...]:
    whole = [law for law in read_laws(archive) if law.whole]
    return tuple(whole[:: json.loads(_FLOORS.read_text())["every"]])


@pytest.mark.corpus
@pytest.mark.parametrize("shape", SHAPES)
def test_laws_are_read_exactly_at_least_as_often_as_pinned(corpus: Path, shape: Shape) -> None:
    pinned = json.loads(_FLOORS.read_text())
    laws = _sample(corpus / "laws-cn.tar.xz")
    assert len(laws) == pinned["laws"]
    failures = {law.name: str(compare(law, parse(read(shaped(law, shape))))) for law in laws}
    exact = sum(not verdict for verdict in failures.values())
    assert exact >= pinned["exact"][shape], {name: verdict for name, verdict in failures.items() if verdict}


_MARKDOWN = (
    "# 示范办法\n\n## 第一章 总则\n\n第一条 甲。\n\n第二条 依照第一章规定办理。\n\n"
    "第二条之一 乙。\n\n## 第二章　附则\n\n第三条 丙。\n"
)


def test_the_truth_is_read_off_the_markdown() -> None:
    law = law_of("示范办法", _MARKDOWN)
    assert law.articles == ("1", "2", "2-1", "3")
    assert law.chapters == (1, 2)
    assert law.whole
    assert not law_of("缺条", _MARKDOWN.replace("第三条", "第四条")).whole


def test_a_list_of_chapters_in_front_is_not_counted() -> None:
    listed = _MARKDOWN.replace("## 第一章 总则", "## 第一章 总则\n\n## 第二章　附则\n\n## 第一章 总则", 1)
    assert law_of("示范办法", listed).chapters == (1, 2)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_law_is_read_in_every_shape(shape: Shape) -> None:
    law = law_of("示范办法", _MARKDOWN)
    assert compare(law, parse(read(shaped(law, shape)))).right


def test_a_difference_is_named() -> None:
    law = law_of("示范办法", _MARKDOWN)
    fewer = _MARKDOWN.replace("第三条 丙。", "").replace("## 第二章　附则", "")
    assert str(compare(law, parse(read(fewer.encode())))) == "missing 3; chapters [1, 2] read as [1]"
