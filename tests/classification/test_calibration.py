"""Temperature scaling, and the held-out logits it stands on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import log_softmax, softmax

from stance.classification import StanceClassifier, fit_temperature, out_of_fold_logits
from stance.errors import InputError


def sample(temperature, seed, n=20_000):
    rng = np.random.default_rng(seed)
    logits = rng.normal(size=(n, 3))
    cumulative = softmax(logits / temperature, axis=1).cumsum(axis=1)
    return logits, (rng.random((n, 1)) > cumulative).sum(axis=1)


@pytest.mark.parametrize("temperature", [0.4, 1.0, 2.5])
def test_finds_the_temperature_that_made_the_labels(temperature):
    assert fit_temperature(*sample(temperature, seed=0)) == pytest.approx(temperature, rel=0.05)


@settings(max_examples=20)
@given(st.integers(0, 1000), st.floats(0.1, 10))
def test_no_other_temperature_is_more_likely(seed, other):
    logits, y_index = sample(0.7, seed, n=50)

    def likelihood(temperature):
        return log_softmax(logits / temperature, axis=1)[np.arange(50), y_index].mean()

    assert likelihood(fit_temperature(logits, y_index)) >= likelihood(other) - 1e-6


def test_held_out_logits_come_from_folds_without_the_group(labelled):
    classifier = StanceClassifier(calibration_folds=None)
    logits = out_of_fold_logits(classifier, labelled.texts, labelled.labels, labelled.groups, n_folds=6)
    left = [i for i in range(18) if labelled.groups[i] != "situation 2"]
    by_hand = classifier.fit([labelled.texts[i] for i in left], [labelled.labels[i] for i in left])
    np.testing.assert_allclose(logits[2::6], by_hand.decision_function(labelled.texts[2::6]))


def test_held_out_logits_of_two_classes_have_two_columns(labelled):
    logits = out_of_fold_logits(StanceClassifier(), labelled.texts[:12], labelled.labels[:12], n_folds=3)
    assert logits.shape == (12, 2)
    np.testing.assert_array_equal(logits[:, 0], -logits[:, 1])


def test_progress_counts_the_folds(labelled):
    seen = []
    out_of_fold_logits(
        StanceClassifier(), labelled.texts, labelled.labels, n_folds=3, progress=lambda *counts: seen.append(counts)
    )
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_classifier_passed_in_stays_as_it_was(labelled):
    classifier = StanceClassifier(calibration_folds=4)
    out_of_fold_logits(classifier, labelled.texts, labelled.labels, n_folds=2)
    assert classifier.calibration_folds == 4
    assert not hasattr(classifier, "coef_")


def test_random_state_moves_the_folds_and_none_leaves_them(labelled):
    def logits(random_state):
        return out_of_fold_logits(
            StanceClassifier(random_state=random_state), labelled.texts, labelled.labels, n_folds=3
        )

    np.testing.assert_array_equal(logits(None), logits(None))
    np.testing.assert_array_equal(logits(3), logits(3))
    assert not np.array_equal(logits(3), logits(None))


@pytest.mark.parametrize("n_folds", [1, 7])
def test_impossible_numbers_of_folds_are_refused(labelled, n_folds):
    with pytest.raises(InputError, match=rf"n_folds: {n_folds} is not in 2\.\.6, the groups"):
        out_of_fold_logits(StanceClassifier(), labelled.texts, labelled.labels, labelled.groups, n_folds=n_folds)


def test_class_within_one_fold_is_refused():
    texts = ["one", "two", "three", "four", "five", "six"]
    labels, groups = list("ccaabb"), [3, 2, 1, 2, 2, 1]  # scikit-learn puts both groups of a class into one fold
    with pytest.raises(InputError, match=r"all of class '.' falls into one fold of 2\. Pass"):
        out_of_fold_logits(StanceClassifier(), texts, labels, groups, n_folds=2)
