"""Metrics from sums are those of scikit-learn on the statements."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import accuracy_score, brier_score_loss, f1_score, precision_recall_fscore_support

from stance.evaluation.metrics import (
    N_BINS,
    calibrated_ece,
    classification_metrics,
    probability_metrics,
    reliability_table,
    tally_predictions,
    tally_probabilities,
)
from stance.labels import STANCES

pairs = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=30).map(np.array)


def summed(y, probabilities, threshold=0.0):
    tallies = tally_probabilities(np.array(y), np.array(probabilities, dtype=float), threshold=threshold)
    return {name: values.sum(axis=0) for name, values in tallies.items()}


def metrics_of(y, predicted):
    return classification_metrics({"confusion": tally_predictions(y, predicted, 3).sum(axis=0)}, STANCES)


@given(pairs)
def test_classification_metrics_are_those_of_scikit_learn(rows):
    y, predicted = rows.T
    metrics = metrics_of(y, predicted)
    oracle = precision_recall_fscore_support(y, predicted, labels=[0, 1, 2], zero_division=np.nan)
    for name, values in zip(("precision", "recall", "f1"), oracle, strict=False):
        np.testing.assert_allclose([metrics[f"{name}_{stance}"] for stance in STANCES], values)
    assert metrics["accuracy"] == pytest.approx(accuracy_score(y, predicted))
    assert metrics["macro_f1"] == pytest.approx(f1_score(y, predicted, average="macro"))


@given(pairs, arrays(float, (30, 3), elements=st.floats(0.01, 1)))
def test_brier_score_is_that_of_scikit_learn_summed_over_the_classes(rows, weights):
    y = rows[:, 0]
    probabilities = (weights / weights.sum(axis=1, keepdims=True))[: len(y)]
    metrics = probability_metrics(summed(y, probabilities))
    oracle = sum(brier_score_loss(y == column, probabilities[:, column], pos_label=True) for column in range(3))
    assert metrics["brier"] == pytest.approx(oracle)
    assert 0 <= metrics["ece"] <= 1


def test_a_class_absent_from_gold_and_predictions_leaves_the_mean():
    metrics = metrics_of(np.array([0, 0, 1]), np.array([0, 1, 1]))
    assert metrics["macro_f1"] == pytest.approx(2 / 3)
    assert all(np.isnan(metrics[f"{name}_neutral"]) for name in ("precision", "recall", "f1"))


def test_a_class_that_is_never_predicted_counts_0_and_has_no_precision():
    metrics = metrics_of(np.array([0, 0, 2]), np.array([0, 0, 0]))
    assert metrics["macro_f1"] == pytest.approx((0.8 + 0) / 2)
    assert np.isnan(metrics["precision_neutral"])
    assert (metrics["recall_neutral"], metrics["f1_neutral"]) == (0, 0)


def test_no_statements_have_no_metrics():
    metrics = classification_metrics({"confusion": np.zeros((3, 3))}, STANCES)
    assert all(np.isnan(value) for value in metrics.values())


@given(st.lists(pairs, min_size=1, max_size=4))
def test_many_samples_at_once_give_what_each_gives_alone(samples):
    confusions = [tally_predictions(*rows.T, 3).sum(axis=0) for rows in samples]
    stacked = classification_metrics({"confusion": np.array(confusions)}, STANCES)
    for number, confusion in enumerate(confusions):
        for name, value in classification_metrics({"confusion": confusion}, STANCES).items():
            np.testing.assert_equal(stacked[name][number], value)


BOTH_BINS = [0, 0, 1, 1], [[0.9, 0.1], [0.1, 0.9], [0.45, 0.55], [0.45, 0.55]]


def test_calibration_error_by_hand():
    # confidence 0.9 twice, right once: |1.8 - 1| = 0.8; confidence 0.55 twice, right twice: |1.1 - 2| = 0.9
    assert probability_metrics(summed(*BOTH_BINS))["ece"] == pytest.approx(1.7 / 4)


def test_calibration_error_is_0_for_the_certain_and_right():
    metrics = probability_metrics(summed([0, 1], [[1, 0], [0, 1]]))
    assert (metrics["ece"], metrics["brier"]) == (0, 0)


def test_error_of_a_calibrated_classifier_by_hand():
    # one statement of confidence 0.6: right 60 times in 100 (an error of 0.4), wrong otherwise (0.6)
    errors = calibrated_ece(np.array([0.6]), n_draws=20_000)
    assert set(errors.round(12)) == {0.4, 0.6}
    assert errors.mean() == pytest.approx(0.6 * 0.4 + 0.4 * 0.6, abs=0.005)


def test_error_of_a_calibrated_classifier_falls_with_the_root_of_the_statements():
    few, many = (calibrated_ece(np.tile(np.linspace(0.4, 1, 50), n)).mean() for n in (2, 200))
    assert few / many == pytest.approx(10, rel=0.1)


def test_brier_score_is_2_for_the_certain_and_wrong():
    assert probability_metrics(summed([1], [[1, 0]]))["brier"] == 2


def test_coverage_counts_who_reaches_the_threshold_itself():
    metrics = probability_metrics(summed([0, 1, 1], [[0.9, 0.1], [0.75, 0.25], [0.45, 0.55]], threshold=0.75))
    assert metrics["coverage"] == pytest.approx(2 / 3)
    assert metrics["selective_accuracy"] == 0.5


def test_who_always_abstains_has_no_selective_accuracy():
    metrics = probability_metrics(summed([0], [[0.9, 0.1]], threshold=0.95))
    assert metrics["coverage"] == 0
    assert np.isnan(metrics["selective_accuracy"])


def test_reliability_table():
    table = reliability_table(summed(*BOTH_BINS)["bins"])
    assert table == [
        {"from": 0.533333, "to": 0.6, "n": 2, "confidence": 0.55, "accuracy": 1.0},
        {"from": 0.866667, "to": 0.933333, "n": 2, "confidence": 0.9, "accuracy": 0.5},
    ]


def test_certainty_stands_in_the_last_bin():
    (row,) = reliability_table(summed([0], [[1, 0]])["bins"])
    assert (row["from"], row["to"]) == (round((N_BINS - 1) / N_BINS, 6), 1.0)
