"""Metrics of classified statements, computed from sums so that a bootstrap need not read the statements again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stance.evaluation.resampling import Tallies, ratio

N_BINS = 15


def tally_predictions(y_index: NDArray[np.intp], predicted: NDArray[np.intp], n_classes: int) -> NDArray[np.float64]:
    """Return each statement's confusion matrix (gold, predicted), of shape (n_statements, n_classes, n_classes)."""
    confusion = np.zeros((len(y_index), n_classes, n_classes))
    confusion[np.arange(len(y_index)), y_index, predicted] = 1
    return confusion


def tally_probabilities(
    y_index: NDArray[np.intp], probabilities: NDArray[np.float64], *, threshold: float
) -> dict[str, NDArray[np.float64]]:
    """Return what each statement adds to every metric, arrays of shape (n_statements, ...) by name.

    Parameters
    ----------
    y_index : ndarray of shape (n_statements,)
        Column of each statement's gold class.
    probabilities : ndarray of shape (n_statements, n_classes)
    threshold : float
        Confidence below which the classifier abstains.
    """
    n_rows, n_classes = probabilities.shape
    rows = np.arange(n_rows)
    predicted, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    right = (predicted == y_index).astype(float)
    bins = np.zeros((n_rows, N_BINS, 3))  # statements, confidence, right
    bins[rows, number_bins(confidence)] = np.column_stack([np.ones(n_rows), confidence, right])
    covered = (confidence >= threshold).astype(float)
    return {
        "confusion": tally_predictions(y_index, predicted, n_classes),
        "brier": ((probabilities - np.eye(n_classes)[y_index]) ** 2).sum(axis=1),
        "bins": bins,
        "covered": np.column_stack([covered, covered * right]),
    }


def classification_metrics(tallies: Tallies, classes: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """Return accuracy, macro-F1, and precision, recall and F1 of each class.

    A class that is neither in the gold labels nor predicted has no F1 and leaves the mean; one that is in either has 0
    when nothing of it is right, as in scikit-learn.

    Parameters
    ----------
    tallies : mapping
        ``confusion`` of shape (..., n_classes, n_classes).
    classes : sequence of str
        Names for the metrics, in the order of the columns.
    """
    confusion = tallies["confusion"]
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    gold, predicted = confusion.sum(axis=-1), confusion.sum(axis=-2)
    f1 = ratio(2 * hits, gold + predicted)
    present = np.isfinite(f1)
    metrics = {
        "accuracy": ratio(hits.sum(axis=-1), gold.sum(axis=-1)),
        "macro_f1": ratio(np.where(present, f1, 0).sum(axis=-1), present.sum(axis=-1)),
    }
    for column, name in enumerate(classes):
        metrics[f"precision_{name}"] = ratio(hits[..., column], predicted[..., column])
        metrics[f"recall_{name}"] = ratio(hits[..., column], gold[..., column])
        metrics[f"f1_{name}"] = f1[..., column]
    return metrics


def probability_metrics(tallies: Tallies) -> dict[str, NDArray[np.float64]]:
    """Return expected calibration error, Brier score, coverage, and accuracy where the classifier did not abstain.

    The calibration error is the mean gap between confidence and accuracy over 15 bins of equal width, weighted by
    statements (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017); in [0, 1]. The Brier score sums the
    squared errors over the classes (Brier 1950); in [0, 2].

    Parameters
    ----------
    tallies : mapping
        ``confusion``, ``bins``, ``brier`` and ``covered``, as `tally_probabilities` names them, summed.
    """
    n = tallies["confusion"].sum(axis=(-2, -1))
    bins, covered = tallies["bins"], tallies["covered"]
    return {
        "ece": ratio(np.abs(bins[..., 1] - bins[..., 2]).sum(axis=-1), n),
        "brier": ratio(tallies["brier"], n),
        "coverage": ratio(covered[..., 0], n),
        "selective_accuracy": ratio(covered[..., 1], covered[..., 0]),
    }


def calibrated_ece(
    confidence: NDArray[np.float64], *, n_draws: int = 1000, random_state: int = 0
) -> NDArray[np.float64]:
    """Return the calibration errors that a perfectly calibrated classifier would show with these confidences.

    Each draw calls a statement right with the probability that was named for it (consistency resampling; Bröcker and
    Smith, "Increasing the Reliability of Reliability Diagrams", Weather and Forecasting 22(3), 2007). On few statements
    such errors are far from 0: only what lies above them speaks against the classifier.

    Parameters
    ----------
    confidence : ndarray of shape (n_statements,)
        Probability of the called class.
    n_draws, random_state
        Draws and their seed.

    Returns
    -------
    ndarray of shape (n_draws,)
    """
    rng = np.random.default_rng(random_state)
    bin_of = number_bins(confidence)
    expected = np.bincount(bin_of, weights=confidence, minlength=N_BINS)
    gaps = np.empty((n_draws, N_BINS))
    for draw in gaps:
        draw[:] = np.bincount(bin_of[rng.random(len(confidence)) < confidence], minlength=N_BINS) - expected
    return ratio(np.abs(gaps).sum(axis=1), np.full(n_draws, len(confidence)))


def number_bins(confidence: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the number of each confidence's bin, of `N_BINS` of equal width from 0 to 1."""
    return np.minimum((confidence * N_BINS).astype(np.intp), N_BINS - 1)


def reliability_table(bins: NDArray[np.float64]) -> list[dict[str, float | int]]:
    """Return mean confidence and accuracy of each bin that holds a statement.

    Parameters
    ----------
    bins : ndarray of shape (n_bins, 3)
        Statements, sum of confidence, and statements that were right.
    """
    return [
        {
            "from": round(number / N_BINS, 6),
            "to": round((number + 1) / N_BINS, 6),
            "n": int(n),
            "confidence": round(confidence / n, 6),
            "accuracy": round(right / n, 6),
        }
        for number, (n, confidence, right) in enumerate(bins)
        if n > 0
    ]
