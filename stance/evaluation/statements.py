"""Evaluate a classifier on labelled statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from stance.classification import StoredModel, load_model, risk_coverage
from stance.corpus import read_statements
from stance.errors import InputError, InputTypeError
from stance.evaluation.baselines import predict_baselines
from stance.evaluation.metrics import (
    calibrated_ece,
    classification_metrics,
    probability_metrics,
    reliability_table,
    tally_predictions,
    tally_probabilities,
)
from stance.evaluation.resampling import Bootstrap, Estimate, Tallies, estimate, number_groups, sum_by_group

BREAKDOWNS = ("attribution", "phenomenon", "source")
"""Columns of a table by whose values the figures are broken down, where it has them."""

Estimates = dict[str, Estimate]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well statements were classified.

    Parameters
    ----------
    classes : tuple of str
    metrics : dict of str to Estimate
        ``accuracy``, ``macro_f1``, ``precision_*``, ``recall_*`` and ``f1_*`` of each class, ``ece``,
        ``brier``, ``coverage``, ``selective_accuracy``; and ``ece_if_calibrated``: mean and interval of the calibration
        error that a perfectly calibrated classifier would show on as many statements.
    confusion : tuple of tuple of int
        Statements by gold class (row) and predicted class.
    reliability : list of dict
        Mean confidence and accuracy by bin of confidence.
    risk_coverage : list of dict
        How often the surest tenth, two tenths, ... of the statements are right.
    by : dict
        Column, then value, then ``accuracy`` and ``macro_f1``.
    baselines : dict
        Name of the baseline, then ``accuracy`` and ``macro_f1``.
    """

    classes: tuple[str, ...]
    metrics: Estimates
    confusion: tuple[tuple[int, ...], ...]
    reliability: list[dict[str, float | int]]
    risk_coverage: list[dict[str, float | int]]
    by: dict[str, dict[str, Estimates]]
    baselines: dict[str, Estimates]

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return {
            "classes": list(self.classes),
            "metrics": _to_dicts(self.metrics),
            "confusion": [list(row) for row in self.confusion],
            "reliability": self.reliability,
            "risk_coverage": self.risk_coverage,
            "by": {
                column: {value: _to_dicts(estimates) for value, estimates in values.items()}
                for column, values in self.by.items()
            },
            "baselines": {name: _to_dicts(estimates) for name, estimates in self.baselines.items()},
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one row a metric: ``value low high level n groups``."""
        return pd.DataFrame.from_dict(_to_dicts(self.metrics), orient="index")


def evaluate_predictions(
    labels: ArrayLike,
    probabilities: NDArray[np.float64],
    *,
    classes: Sequence[str],
    groups: ArrayLike | None = None,
    by: Mapping[str, ArrayLike] | None = None,
    baselines: Mapping[str, ArrayLike] | None = None,
    threshold: float = 0.0,
    n_draws: int = 2000,
    level: float = 0.95,
    random_state: int = 0,
) -> Evaluation:
    """Return the metrics of predicted probabilities, each with a bootstrap interval over groups.

    Parameters
    ----------
    labels : array-like of shape (n_statements,)
        Gold labels.
    probabilities : ndarray of shape (n_statements, n_classes)
        In the order of `classes`.
    classes : sequence of str
    groups : array-like of shape (n_statements,) or None
        Drawn whole by the bootstrap; None draws statements.
    by : mapping of str to array-like of shape (n_statements,)
        Break the figures down by these values.
    baselines : mapping of str to array-like of shape (n_statements,)
        Predicted labels of what stands beside the model.
    threshold : float
        Confidence below which the classifier abstains, in [0, 1].
    n_draws, level, random_state
        Samples, coverage and seed of the bootstrap.

    Raises
    ------
    InputError
        If shapes do not fit, a label is not among the classes, or a row is no probability distribution.
    """
    names = tuple(map(str, classes))
    y_index = index_labels(labels, names)
    check_probabilities(probabilities, (len(y_index), len(names)))
    for name, values in {**(by or {}), **(baselines or {})}.items():
        if np.shape(values) != y_index.shape:
            raise InputError(f"{name}: {np.size(values)} values for {len(y_index)} labels. Give one for each.")
    numbers = number_groups(groups, len(y_index))
    bootstrap = Bootstrap(n_draws, level, random_state)
    tallies = tally_probabilities(y_index, probabilities, threshold=threshold)
    grouped = {name: sum_by_group(values, numbers) for name, values in tallies.items()}
    confusion = tallies["confusion"].sum(axis=0).astype(int)
    summary = partial(_summary, classes=names, bootstrap=bootstrap)
    return Evaluation(
        classes=names,
        metrics=estimate(grouped, partial(_all_metrics, classes=names), n=len(y_index), bootstrap=bootstrap)
        | {"ece_if_calibrated": _calibrated_ece(probabilities.max(axis=1), numbers, bootstrap)},
        confusion=tuple(map(tuple, confusion.tolist())),
        reliability=reliability_table(tallies["bins"].sum(axis=0)),
        risk_coverage=risk_coverage(probabilities.max(axis=1), probabilities.argmax(axis=1) == y_index),
        by={
            column: {
                value: summary(tallies["confusion"][rows], numbers[rows])
                for value, rows in _rows_by_value(values).items()
            }
            for column, values in (by or {}).items()
        },
        baselines={
            name: summary(tally_predictions(y_index, index_labels(predicted, names), len(names)), numbers)
            for name, predicted in (baselines or {}).items()
        },
    )


def evaluate(
    model: str | Path | StoredModel | Any,
    data: str | Path | pd.DataFrame,
    *,
    text_column: str = "text",
    label_column: str = "label",
    group_column: str | None = "situation",
    label_map: Mapping[str, str] | None = None,
    n_draws: int = 2000,
    level: float = 0.95,
    random_state: int = 0,
) -> Evaluation:
    """Evaluate a model on a table of labelled statements that it has not seen.

    Parameters
    ----------
    model : str, Path, StoredModel or fitted classifier
        A model folder or the name of a shipped model, one that is loaded, or an estimator with ``predict_proba``.
    data : str, Path or DataFrame
        See `stance.read_statements`.
    text_column, label_column, group_column, label_map
        See `stance.read_statements`.
    n_draws, level, random_state
        Samples, coverage and seed of the bootstrap.

    Raises
    ------
    DataError
        If the table breaks its format.
    InputTypeError
        If `model` is no model, or not fitted.
    ModelNotFoundError
        If there is no such model.

    Examples
    --------
    >>> evaluate("us-intervention", "data/challenge.csv").metrics["macro_f1"].n
    1620
    """
    classifier = as_classifier(model)
    classes = [str(label) for label in classifier.classes_]
    frame = read_statements(
        data,
        text_column=text_column,
        label_column=label_column,
        group_column=group_column,
        label_map=label_map,
        labels=classes,
    )
    texts, labels = frame[text_column].tolist(), frame[label_column].tolist()
    return evaluate_predictions(
        labels,
        classifier.predict_proba(texts),
        classes=classes,
        groups=frame[group_column] if group_column else None,
        by={column: frame[column] for column in BREAKDOWNS if column in frame},
        baselines=predict_baselines(texts, labels, classes=classes),
        threshold=getattr(classifier, "abstention_threshold", 0.0),
        n_draws=n_draws,
        level=level,
        random_state=random_state,
    )


def as_classifier(model: str | Path | StoredModel | Any) -> Any:
    """Return the fitted classifier that `model` is, holds, or is the folder of.

    Raises
    ------
    InputTypeError
        If it is none of these.
    """
    if isinstance(model, str | Path):
        model = load_model(model)
    classifier = model.classifier if isinstance(model, StoredModel) else model
    if not (hasattr(classifier, "classes_") and hasattr(classifier, "predict_proba")):
        raise InputTypeError(
            f"model: {type(model).__name__} is no fitted classifier. Fit it, or give a model folder or a shipped name."
        )
    return classifier


def index_labels(labels: ArrayLike, classes: Sequence[str]) -> NDArray[np.intp]:
    """Return the column of each label's class.

    Raises
    ------
    InputError
        If a label is not among the classes.
    """
    values = np.asarray(labels).astype(str)
    unknown = sorted(set(values.tolist()) - set(classes))
    if unknown:
        raise InputError(f"labels: {unknown[0]!r} is not one of the classes {', '.join(map(repr, classes))}.")
    order = {name: column for column, name in enumerate(classes)}
    return np.array([order[value] for value in values.tolist()], dtype=np.intp)


def _rows_by_value(values: ArrayLike) -> dict[str, NDArray[np.intp]]:
    series = pd.Series(np.asarray(values))
    rows = series.groupby(series).indices  # leaves out what is missing
    return {str(value): np.asarray(rows[value]) for value in sorted(rows, key=str) if str(value)}


def check_probabilities(probabilities: NDArray[np.float64], shape: tuple[int, int]) -> None:
    """Refuse what is not a row for each label with probabilities that add up to 1.

    Raises
    ------
    InputError
        If the shape is another, or a row is no probability distribution.
    """
    if np.shape(probabilities) != shape:
        raise InputError(
            f"probabilities: shape {np.shape(probabilities)}, expected {shape}: "
            "a row for each label, a column for each class."
        )
    wrong = ~((probabilities >= 0).all(axis=1) & np.isclose(probabilities.sum(axis=1), 1))
    if wrong.any():
        row = int(wrong.argmax())
        raise InputError(
            f"probabilities, row {row}: {probabilities[row].tolist()}, expected 0 or more, adding up to 1. "
            "Give what predict_proba returns, not logits."
        )


def _all_metrics(tallies: Tallies, *, classes: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    return classification_metrics(tallies, classes) | probability_metrics(tallies)


def _calibrated_ece(confidence: NDArray[np.float64], numbers: NDArray[np.intp], bootstrap: Bootstrap) -> Estimate:
    errors = calibrated_ece(confidence, random_state=bootstrap.random_state)
    groups = int(numbers.max()) + 1
    return Estimate(float(errors.mean()), *bootstrap.interval(errors), bootstrap.level, len(confidence), groups)


def _summary(
    confusion: NDArray[np.float64], numbers: NDArray[np.intp], *, classes: Sequence[str], bootstrap: Bootstrap
) -> Estimates:
    dense = np.unique(numbers, return_inverse=True)[1]
    tallies = {"confusion": sum_by_group(confusion, dense)}
    estimates = estimate(tallies, partial(classification_metrics, classes=classes), n=len(numbers), bootstrap=bootstrap)
    return {name: estimates[name] for name in ("accuracy", "macro_f1")}


def _to_dicts(estimates: Estimates) -> dict[str, dict[str, float | int | None]]:
    return {name: figure.to_dict() for name, figure in estimates.items()}
