"""Relevance: content words, off-target situations, weights against them, and likeness where there are none."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.metrics import roc_auc_score

from stance.classification import StanceClassifier, load_model, save_model
from stance.classification.features import terms_of
from stance.classification.relevance import content_features, fit_relevance, off_target_situations
from stance.errors import InputError

MATCH = ["We attacked from the start.", "The referee was bad.", "The striker will stay.", "A fair draw.", "Goals!"]


def unit_rows(seed, n_rows):
    rows = np.random.default_rng(seed).random((n_rows, 8))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def fit_likeness(rows):
    return fit_relevance(csr_matrix(rows), np.ones(len(rows), dtype=bool))


def test_without_off_target_statements_the_weights_are_the_direction_of_the_mean():
    rows = unit_rows(0, 20)
    mean = rows.mean(axis=0)
    np.testing.assert_allclose(fit_likeness(rows).weights, mean / np.linalg.norm(mean))


def test_threshold_is_the_percentile_of_cosines_to_the_mean_of_the_others():
    rows = unit_rows(1, 30)
    cosines = []
    for left_out in range(30):
        others = np.delete(rows, left_out, axis=0).sum(axis=0)
        cosines.append(rows[left_out] @ others / np.linalg.norm(others))
    fitted = fit_likeness(rows)
    np.testing.assert_allclose(fitted.threshold, np.percentile(cosines, 2.5))
    np.testing.assert_allclose(fitted.probability(np.array([0.0, fitted.threshold])), [0.0, 0.5])


def test_statements_without_words_and_single_statements_are_no_error():
    fitted = fit_likeness(np.zeros((2, 3)))
    assert not fitted.weights.any()
    assert 0 < fitted.threshold < 1e-300
    assert 0 < fit_likeness(unit_rows(2, 1)).threshold < 1e-300
    assert fitted.probability(np.zeros(1)) == 0


def test_training_data_of_function_words_are_no_error(tmp_path):
    fitted = StanceClassifier().fit(["we", "they", "!", "all of it"], ["favor", "against", "favor", "against"])
    assert not fitted.on_target(["we", "troops"]).any()
    save_model(fitted, tmp_path / "m", config={})
    assert not load_model(tmp_path / "m").classifier.on_target(["we", "troops"]).any()


def test_a_situation_in_which_nobody_takes_a_stance_is_off_target():
    situations = np.array(["match"] * 5 + ["talks"] * 4 + ["raid"] * 6 + [""] * 5, dtype=object)
    neutral = np.array([True] * 14 + [False] + [True] * 5)
    np.testing.assert_array_equal(off_target_situations(situations, neutral), situations == "match")


def test_words_of_off_target_situations_weigh_against_a_statement(labelled):
    texts, labels = [*MATCH, *labelled.texts], ["neutral"] * len(MATCH) + list(labelled.labels)
    situations = ["match"] * len(MATCH) + [""] * len(labelled.texts)
    fitted = StanceClassifier(calibration_folds=None).fit(texts, labels, situations=situations)
    terms = terms_of(fitted.vectorizers_["word"])
    weight = {terms[i]: value for i, value in zip(fitted.content_columns_, fitted.relevance_.weights, strict=True)}
    assert weight["striker"] < 0 < weight["troops"]
    assert len(fitted.relevance_.line) == 2


def test_sums_that_make_the_curve_come_without_the_statements_own_situation():
    """Words that stand in one situation only say nothing of others, and must not look as if they did."""
    rng = np.random.default_rng(0)
    situations = np.repeat([f"s{number}" for number in range(40)], 10)
    off_target = np.repeat(np.arange(40) < 20, 10)
    own_words = np.kron(np.eye(40), np.ones((10, 3))) * (rng.random((400, 120)) < 0.8)
    noise = rng.random((400, 30)) < 0.2
    rows = np.hstack([own_words, noise]).astype(float)
    content = content_features(csr_matrix(rows), np.arange(150))
    fitted = fit_relevance(content, ~off_target, off_target=off_target, situations=situations)
    assert roc_auc_score(~off_target, content @ fitted.weights) > 0.95
    flattest, steepest = fitted.probability(np.array([-1.0, 1.0]))
    assert steepest - flattest < 0.5


def test_probability_holds_where_both_kinds_are_equally_many():
    rng = np.random.default_rng(1)
    situations = np.repeat([f"s{number}" for number in range(200)], 10)
    off_target = np.repeat(np.arange(200) < 40, 10)
    chance = np.where(off_target[:, None], np.linspace(0.1, 0.3, 40), np.linspace(0.3, 0.1, 40))
    content = content_features(csr_matrix((rng.random((2000, 40)) < chance).astype(float)), np.arange(40))
    fitted = fit_relevance(content, ~off_target, off_target=off_target, situations=situations)
    said = fitted.probability(content @ fitted.weights)
    for low, high in ((0.0, 0.5), (0.5, 1.0)):
        among = (said >= low) & (said <= high)
        of_both = [(among & side).sum() / side.sum() for side in (~off_target, off_target)]
        assert of_both[0] / sum(of_both) == pytest.approx(said[among].mean(), abs=0.15)
    assert (content @ fitted.weights)[~off_target].min() < fitted.threshold
    assert ((content @ fitted.weights)[~off_target] >= fitted.threshold).mean() == pytest.approx(0.975, abs=0.01)


def test_neutral_statements_do_not_move_the_mean(labelled):
    texts = ["maize prices", *labelled.texts[:12]]
    fitted = StanceClassifier(calibration_folds=None).fit(texts, ["neutral", *labelled.labels[:12]])
    terms = terms_of(fitted.vectorizers_["word"])
    weight = {terms[i]: value for i, value in zip(fitted.content_columns_, fitted.relevance_.weights, strict=True)}
    assert weight["maize"] == 0
    assert weight["troops"] > 0


def test_content_is_cut_out_and_brought_to_length_one():
    features = csr_matrix([[0.6, 0.3, 0.4], [0.0, 0.5, 0.0]])
    np.testing.assert_allclose(content_features(features, np.array([1, 2])).toarray(), [[0.6, 0.8], [1.0, 0.0]])
    np.testing.assert_allclose(content_features(features, np.array([2])).toarray(), [[1.0], [0.0]])


def test_function_words_alone_are_not_relevant(classifier):
    assert classifier.relevance(["there is no such thing here for us"])[0] == 0


def test_other_subjects_are_less_relevant(classifier):
    near, far = classifier.relevance(["We reject foreign troops in our country.", "Maize prices rose in May."])
    assert near > far


def test_one_situation_a_statement():
    with pytest.raises(InputError, match="situations: 1 situations for 2 statements"):
        StanceClassifier().fit(["no", "yes"], ["against", "favor"], situations=["a"])
