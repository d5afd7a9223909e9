"""Relevance: the centroid, and the threshold from statements taken out of it."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from stance.classification import StanceClassifier, load_model, save_model
from stance.classification.features import terms_of
from stance.classification.relevance import content_features, fit_relevance


def unit_rows(seed, n_rows):
    rows = np.random.default_rng(seed).random((n_rows, 8))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_centroid_is_the_direction_of_the_mean():
    rows = unit_rows(0, 20)
    centroid, _ = fit_relevance(csr_matrix(rows))
    mean = rows.mean(axis=0)
    np.testing.assert_allclose(centroid, mean / np.linalg.norm(mean))


def test_threshold_is_the_percentile_of_cosines_to_the_centroid_of_the_others():
    rows = unit_rows(1, 30)
    cosines = []
    for left_out in range(30):
        others = np.delete(rows, left_out, axis=0).sum(axis=0)
        cosines.append(rows[left_out] @ others / np.linalg.norm(others))
    _, threshold = fit_relevance(csr_matrix(rows))
    np.testing.assert_allclose(threshold, np.percentile(cosines, 2.5))


def test_statements_without_words_and_single_statements_are_no_error():
    centroid, threshold = fit_relevance(csr_matrix(np.zeros((2, 3))))
    assert not centroid.any()
    assert 0 < threshold < 1e-300
    assert 0 < fit_relevance(csr_matrix(unit_rows(2, 1)))[1] < 1e-300


def test_training_data_of_function_words_are_no_error(tmp_path):
    fitted = StanceClassifier().fit(["we", "they", "!", "all of it"], ["favor", "against", "favor", "against"])
    assert not fitted.on_target(["we", "troops"]).any()
    save_model(fitted, tmp_path / "m", config={})
    assert not load_model(tmp_path / "m").classifier.on_target(["we", "troops"]).any()


def test_neutral_statements_do_not_move_the_centroid(labelled):
    def centroid(neutral_text):
        texts = [neutral_text, *labelled.texts[:12]]
        fitted = StanceClassifier(calibration_folds=None).fit(texts, ["neutral", *labelled.labels[:12]])
        terms = terms_of(fitted.vectorizers_["word"])
        return {terms[i]: value for i, value in zip(fitted.content_columns_, fitted.centroid_, strict=True)}

    assert centroid("maize prices")["maize"] == 0
    assert centroid("maize prices")["troops"] > 0


def test_content_is_cut_out_and_brought_to_length_one():
    features = csr_matrix([[0.6, 0.3, 0.4], [0.0, 0.5, 0.0]])
    np.testing.assert_allclose(content_features(features, np.array([1, 2])).toarray(), [[0.6, 0.8], [1.0, 0.0]])
    np.testing.assert_allclose(content_features(features, np.array([2])).toarray(), [[1.0], [0.0]])


def test_function_words_alone_are_not_relevant(classifier):
    assert classifier.relevance(["there is no such thing here for us"])[0] == 0


def test_other_subjects_are_less_relevant(classifier):
    near, far = classifier.relevance(["We reject foreign troops in our country.", "Maize prices rose in May."])
    assert near > far
