from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from tests.engines.linear.coded import TOWN, document, text

from regatlas.engines.linear.engine import LinearEngine
from regatlas.engines.linear.examples import Example, example
from regatlas.engines.linear.model import Model, load, save
from regatlas.engines.linear.training import LEAST_DOCUMENTS, train
from regatlas.errors import BadArgument, DamagedFile, UnreadablePath

COUNT = 36


def examples(count: int = COUNT) -> list[Example]:
    return [example(document(words), [TOWN], {TOWN.id: codes}) for words, codes in map(text, range(count))]


@pytest.fixture(scope="module")
def model() -> Model:
    return train(examples(), [TOWN])


def found(model: Model, words: str) -> dict[str, str]:
    return {one.category: one.level for one in LinearEngine(model).judge(document(words), [TOWN])}


def test_it_finds_what_it_has_learned_and_nothing_else(model: Model) -> None:
    words, _ = text(101)
    levels = found(model, words)
    assert list(levels) == [category.code for category in TOWN.categories]
    assert levels["bridges" if "bridge" in words else "gardens"] == "good"
    nothing = found(model, "Notice\n\nQuestions may be put to the clerk, who answers them in writing.\n")
    assert set(nothing.values()) == {"none"}


def test_every_yes_is_quoted_word_for_word_and_no_no_is(model: Model) -> None:
    for number in range(100, 112):
        one = document(text(number)[0])
        judged = LinearEngine(model).judge(one, [TOWN])
        assert any(judgement.level == "good" for judgement in judged)
        for judgement in judged:
            assert bool(judgement.evidence) == (judgement.level != "none")
            for evidence in judgement.evidence:
                evidence.quote.check(one.text)
                assert evidence.eid == one.leaf_at(evidence.quote.span.start).eid


def test_quotes_of_a_category_hold_its_cues(model: Model) -> None:
    words = text(3 * 34)[0]
    judged = {one.category: one for one in LinearEngine(model).judge(document(words), [TOWN])}
    assert any("street lamp" in one.quote.exact for one in judged["lamps"].evidence)


def test_a_broader_category_is_there_with_a_narrower_one(model: Model) -> None:
    levels = found(model, text(3 * 34)[0])
    assert levels["lamps"] == levels["works"] == "good"


def test_a_code_with_too_few_documents_is_left_to_its_cues(model: Model) -> None:
    assert "rare" not in model.header.heads[0].codes
    article = "Article 1. The lighthouse keeper shall light the lighthouse. The lighthouse keeper must be sober.\n\n"
    levels = found(model, "Notice of the town\n\n" + article * 3)
    assert levels["rare"] == "good"


def test_a_language_that_was_not_learned_is_left_to_the_cues(model: Model) -> None:
    chinese = document(
        "关于路灯的通知\n\n第一条 本市应当检查全部路灯，并在十日内修复损坏的路灯。\n\n第二条 本通知自发布之日起施行。\n"
    )
    assert {one.level for one in LinearEngine(model).judge(chinese, [TOWN])} == {"none"}


def test_the_same_examples_give_the_same_model_and_other_order_the_same_terms(model: Model) -> None:
    again = train(examples(), [TOWN])
    assert np.array_equal(again.heads[0].text, model.heads[0].text)
    assert again.header == model.header
    assert train(examples()[::-1], [TOWN]).header.documents == model.header.documents


def test_a_model_survives_its_file_and_the_file_holds_no_pickle_text_or_label(model: Model, tmp_path: Path) -> None:
    path = tmp_path / "town.model"
    size = save(model, path)
    assert size == path.stat().st_size < 50_000_000
    words = text(200)[0]
    assert found(load(path), words) == found(model, words)
    with zipfile.ZipFile(path) as archive:
        contents = b"".join(archive.read(name) for name in archive.namelist())
    assert b"lamp" not in contents.replace(b'"lamps"', b"")
    with np.load(path, allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)
        header = json.loads(arrays["header"].tobytes())
    assert set(header) == {"schema", "regatlas", "numpy", "terms", "languages", "documents", "heads"}
    assert set(header["heads"][0]) == {"taxonomy", "version", "digest", "codes", "figures"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b'{"schema": 1}'])
def test_a_file_that_is_no_model_is_told_so(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.model"
    path.write_bytes(content)
    with pytest.raises(DamagedFile, match=r"no model of linear\.v1"):
        load(path)


def test_an_archive_with_pickled_objects_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hostile.model"
    with path.open("wb") as file:
        np.savez(file, header=np.array([{"a": 1}], dtype=object))
    with pytest.raises(DamagedFile):
        load(path)


def test_a_model_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePath, match="regatlas train"):
        load(tmp_path / "none.model")


def test_too_few_documents_or_codes_are_refused() -> None:
    few = examples(LEAST_DOCUMENTS - 1)
    with pytest.raises(BadArgument, match="there are 9 coded"):
        train(few, [TOWN])
    with pytest.raises(BadArgument, match="there are 9 coded"):
        train(few * 3, [TOWN])
    unlabelled = [example(document(text(number)[0]), [TOWN], {TOWN.id: frozenset()}) for number in range(20)]
    with pytest.raises(BadArgument, match="no code"):
        train(unlabelled, [TOWN])
