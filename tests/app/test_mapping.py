from __future__ import annotations

from pathlib import Path

import pytest

from regatlas.app.mapping import Mapper, code_digest, load_taxonomies
from regatlas.catalog.taxonomies import BUILTIN_IDS
from regatlas.errors import BadArgument, DataError
from regatlas.readers import read
from regatlas.structure import parse

TEXT = "# 试验市办法\n\n第一条 为了保护个人信息，制定本办法。\n\n第二条 提供者不得泄露个人信息。\n"
OWN = """schema: regatlas/taxonomy/1
id: own
version: "1"
title: {en: Own, zh: 自有}
publisher: we
source: here
verified: true
categories:
  - code: leak
    label: {en: Leaks, zh: 泄露}
    definition: {en: Leaks of data., zh: 数据泄露。}
    cues:
      zh: {strong: ['泄露']}
"""


def test_without_a_choice_every_builtin_taxonomy_judges() -> None:
    assert tuple(Mapper().load()) == BUILTIN_IDS


def test_a_taxonomy_of_ones_own_is_used_at_once(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    mapper = Mapper(taxonomies=(str(path),))
    record = mapper.map(parse(read(TEXT.encode())), mapper.manifest().digest)
    assert [(one.category, one.level != "none") for one in record.coverage] == [("leak", True)]
    assert all("泄露" in evidence.quote.exact for one in record.coverage for evidence in one.evidence)


def test_unknown_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="no engine"):
        Mapper("oracle.v1")
    with pytest.raises(BadArgument, match="no taxonomy"):
        load_taxonomies(["risks"])
    with pytest.raises(BadArgument, match="twice"):
        load_taxonomies(["sector", "sector"])
    with pytest.raises(DataError):
        load_taxonomies([str(tmp_path / "missing.yaml")])


def test_the_manifest_depends_on_the_taxonomies_and_the_code() -> None:
    one, two = Mapper(taxonomies=("sector",)).manifest(), Mapper(taxonomies=("lifecycle",)).manifest()
    assert one.digest != two.digest
    assert one.code == two.code == code_digest()
    assert Mapper(taxonomies=("sector",)).manifest().digest == one.digest
