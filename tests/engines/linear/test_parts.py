from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.engines.lexicon.fold import fold
from regatlas.engines.linear import grams, pooled, profile, ridge, tfidf, thresholds
from regatlas.engines.linear.folds import families, folds, shingles

RANDOM = np.random.default_rng(5)


def bag(text: str) -> grams.Bag:
    return grams.bag(grams.word_terms(part, at) for at, part in grams.chunks(fold(text)))


@given(st.text(max_size=200))
def test_words_and_pairs_are_counted_where_they_stand(text: str) -> None:
    folded = fold(text)
    found = grams.words(folded)
    terms = grams.word_terms(folded)
    assert len(terms.hashes) == max(0, 2 * len(found) - 1)
    assert all(folded.startswith(word, place) for word, place in zip(found, terms.places.tolist(), strict=False))


@given(st.text(alphabet="ab 法", max_size=40))
def test_runs_never_cross_from_one_word_into_the_next(text: str) -> None:
    padded = f" {text} "
    wanted = {
        padded[at : at + length]
        for length in grams.RUNS
        for at in range(len(padded) - length + 1)
        if " " not in padded[at + 1 : at + length - 1]
    }
    assert len(set(grams.run_terms(text).hashes.tolist())) == len(wanted)


def test_equal_words_have_equal_hashes_whatever_their_case_and_place() -> None:
    one, other = bag("The Lamp shall burn"), bag("shall burn, the lamp")
    assert len(np.intersect1d(one.hashes, other.hashes)) == 6  # four words, "the lamp" and "shall burn"


def test_a_text_in_parts_has_the_terms_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "one two three four five six seven eight nine ten " * 3
    whole = grams.bag(iter([grams.run_terms(text)]))
    monkeypatch.setattr(grams, "CHUNK", 21)
    parts = grams.bag(grams.run_terms(part, at) for at, part in grams.chunks(text))
    assert np.array_equal(whole.hashes, parts.hashes)
    assert np.array_equal(whole.counts, parts.counts)


def test_vectors_have_length_one_and_the_kernel_is_their_products() -> None:
    bags = [bag(text) for text in ("the red lamp", "the red bridge", "a lamp on the bridge")]
    vocabulary = tfidf.vocabulary(bags, 100)
    rows = [vocabulary.vector(one) for one in bags]
    dense = np.zeros((3, len(vocabulary.hashes)))
    for number, row in enumerate(rows):
        dense[number, row.indexes] = row.values
    assert np.allclose(tfidf.kernel(rows, dense.shape[1]), dense @ dense.T, atol=1e-6)
    assert np.allclose(np.linalg.norm(dense, axis=1), 1)
    assert np.allclose(tfidf.weights(rows, np.eye(3), dense.shape[1]), dense.T, atol=1e-6)


def test_a_full_vocabulary_keeps_the_terms_of_most_texts() -> None:
    bags = [bag(text) for text in ("alpha beta", "alpha gamma", "alpha beta")]
    assert tfidf.vocabulary(bags, 1).hashes.tolist() == bag("alpha").hashes.tolist()
    nothing = tfidf.vocabulary([bag("alpha"), bag("beta")], 5)
    assert nothing.vector(bag("alpha")).values.size == 0


def test_ridge_with_low_rank_features_is_ridge_on_the_whole_kernel() -> None:
    rows = RANDOM.normal(size=(30, 50)) / 7
    own, labels = RANDOM.normal(size=(30, 2, 4)), (RANDOM.random((30, 2)) < 0.4).astype(float)
    kernel = rows @ rows.T
    fitted = ridge.fit(kernel, own, labels)
    centred = rows - rows.mean(axis=0)
    for tag in range(2):
        features = fitted.scaling(own)[:, tag]
        whole = ridge.TEXT_WEIGHT * centred @ centred.T + features @ features.T / 4
        dual = np.linalg.solve(whole + ridge.RIDGE * np.eye(30), labels[:, tag] - labels[:, tag].mean())
        wanted = whole @ dual + labels[:, tag].mean()
        # The text part subtracts the mean of the dual weights, which is 0 for centred rows up to the own features.
        found = ridge.text_part(fitted, kernel, kernel)[:, tag] + ridge.own_part(fitted, own)[:, tag]
        assert np.allclose(fitted.dual[:, tag], dual, atol=1e-8)
        assert np.allclose(found, wanted, atol=1e-8)


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=1, max_size=25))
def test_the_best_threshold_is_the_best_of_all(pairs: list[tuple[int, bool]]) -> None:
    scores = np.array([float(score) for score, _ in pairs])
    labels = np.array([float(label) for _, label in pairs])

    def f1(limit: float) -> float:
        said = scores >= limit
        return float(2 * (said * labels).sum() / max(1, said.sum() + labels.sum()))

    assert f1(thresholds.best(scores, labels)) == max(f1(limit) for limit in (*scores.tolist(), 99.0))


def test_thresholds_of_rare_categories_lie_near_that_of_all() -> None:
    scores = RANDOM.random((200, 2))
    labels = np.stack([scores[:, 0] > 0.3, (scores[:, 1] > 0.97)], axis=1).astype(float)
    limits, of_all = thresholds.shrunk(scores, labels), thresholds.best(scores, labels)
    assert abs(limits[1] - of_all) < 0.15
    assert of_all != limits[0]


def test_logistic_regression_is_at_the_least_of_its_loss() -> None:
    rows = RANDOM.normal(size=(300, 3))
    labels = (rows @ np.array([1.0, -2.0, 0.0]) + RANDOM.normal(size=300) > 0).astype(float)
    weights = pooled.logistic(rows, labels)
    chance = 1 / (1 + np.exp(-(rows @ weights[1:] + weights[0])))
    slope = rows.T @ (chance - labels) + weights[1:] / pooled.STRENGTH
    assert np.abs(slope).max() < 1e-5


def test_a_profile_tells_a_category_whose_own_features_are_silent() -> None:
    whole = np.zeros((200, 3, 2))
    whole[:, 1] = RANDOM.normal(size=(200, 2))
    labels = (whole[:, 1, 0] > 0).astype(float)[:, None]  # the label of a category with nothing of its own
    learned = profile.fit(whole[:150], labels[:150])
    found = learned.scores(whole[150:])[:, 0]
    assert ((found > labels[:150].mean()) == (labels[150:, 0] > 0)).mean() > 0.9
    assert np.allclose(learned.scores(whole[150:] * 1.0), learned.scores(whole)[150:])


def test_a_profile_that_never_varies_says_no_more_than_the_share() -> None:
    labels = np.array([[1.0], [0.0], [0.0], [0.0]])
    assert np.allclose(profile.fit(np.ones((4, 2, 3)), labels).scores(np.ones((2, 2, 3))), 0.25)


def test_near_duplicates_are_one_family_and_stay_in_one_fold() -> None:
    base = " ".join(f"word{number}" for number in range(300))
    texts = [
        base,
        base + " and a little more at the end",
        *(f"other text {n} " + f"x{n} y{n} z{n} " * 40 for n in range(9)),
    ]
    family = families([shingles(text) for text in texts])
    assert family[0] == family[1]
    assert len(set(family.tolist())) == 10
    for seed in range(4):
        fold = folds(family, 5, seed)
        assert fold[0] == fold[1]
        assert set(fold.tolist()) == set(range(5))
