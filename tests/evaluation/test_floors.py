from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.evaluate import FLOORS, SLOW, files_used, language_figures, map_figures

from regatlas.errors import BadArgument, DataError
from regatlas.evaluation.floors import Floors, corpus_digest, fallen, pinned, read_floors, write_floors

OLD = Floors("digest", {"f1": 0.6, "range.beyond": 2.0})


def test_a_figure_below_its_floor_or_not_measured_is_told() -> None:
    assert fallen(OLD, {"f1": 0.61, "range.beyond": 1.9}) == []
    assert fallen(OLD, {"f1": 0.59, "range.beyond": 2.1}) == [
        "f1 is 0.590; its floor is 0.600",
        "range.beyond is 2.100; its floor is 2.000",
    ]
    assert fallen(OLD, {"f1": 0.7}) == ["range.beyond was not measured; its floor is 2.000"]


def test_pinning_raises_floors_and_never_lowers_one_without_being_told_to() -> None:
    better = {"f1": 0.7, "range.beyond": 1.0, "new": 0.5}
    assert pinned(OLD, better, "digest", lower=False).floors == {"f1": 0.69, "range.beyond": 1.1, "new": 0.49}
    hardly = {"f1": 0.605, "range.beyond": 1.99}
    assert pinned(OLD, hardly, "digest", lower=False).floors == OLD.floors
    for worse in ({**better, "f1": 0.59}, {**better, "range.beyond": 2.1}, {"f1": 0.7}):
        with pytest.raises(BadArgument, match="would lower 1 floors"):
            pinned(OLD, worse, "digest", lower=False)
        assert set(pinned(OLD, worse, "digest", lower=True).floors) == set(worse)


def test_floors_survive_their_file_and_another_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    write_floors(path, OLD)
    assert read_floors(path) == OLD
    for content in ("", "{}", '{"schema": "x", "corpus": "", "floors": {}}'):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(DataError, match=r"floors\.json"):
            read_floors(path)


def test_the_digest_changes_with_names_and_contents(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    digest = corpus_digest(tmp_path, [one, two])
    assert digest == corpus_digest(tmp_path, [two, one, one])
    one.write_text("b")
    two.write_text("a")
    assert digest != corpus_digest(tmp_path, [one, two])


@pytest.mark.corpus
def test_the_quick_figures_hold_their_floors(corpus: Path) -> None:
    floors = read_floors(FLOORS)
    assert any(name.startswith(SLOW) for name in floors.floors)
    if corpus_digest(corpus, files_used(corpus)) != floors.corpus:
        pytest.skip("the floors were pinned on other texts")
    figures = {**map_figures(corpus), **language_figures(corpus)}
    held = {name: floor for name, floor in floors.floors.items() if name in figures}
    assert len(held) == len(figures)
    assert fallen(Floors(floors.corpus, held), figures) == []
