"""Train a model: read, check, cross-validate by group, fit, calibrate, evaluate, save."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import softmax
from sklearn.base import clone
from sklearn.model_selection import GroupKFold

from stance.classification import StanceClassifier, choose_threshold, fit_temperature, out_of_fold_logits, save_model
from stance.corpus import annotated_rows, is_annotated, read_annotated, read_statements
from stance.errors import DataError, InputError
from stance.evaluation import BREAKDOWNS, Evaluation, evaluate_predictions, predict_baselines
from stance.labels import DEFAULT_TARGET
from stance.training.card import render_card

Table = str | Path | pd.DataFrame
"""A file of labelled statements or annotated articles, or statements in memory."""

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """A trained model and what is known of it.

    Parameters
    ----------
    classifier : StanceClassifier
        Fitted on every row and calibrated on the out-of-fold logits.
    evaluation : Evaluation
        Of the out-of-fold predictions: no statement was judged by a model that had seen its group.
    config : dict
        Target, data, columns and folds, as the model folder's ``config.json`` has them.
    """

    classifier: StanceClassifier
    evaluation: Evaluation
    config: dict[str, Any]

    def save(self, path: str | Path, *, overwrite: bool = False) -> str:
        """Write the model folder (config.json, weights.npz, metrics.json, README.md) and return the model's id.

        The same data, parameters and library versions give the same bytes.

        Raises
        ------
        OutputExistsError
            If `path` exists and `overwrite` is false.
        """
        return save_model(
            self.classifier,
            path,
            config=self.config,
            documents={"metrics.json": self.evaluation.to_dict()},
            card=lambda model_id: render_card(self.classifier, self.evaluation, self.config, model_id=model_id),
            overwrite=overwrite,
        )


def train(
    data: Table | Sequence[Table],
    *,
    text_column: str = "text",
    label_column: str = "label",
    group_column: str = "situation",
    label_map: Mapping[str, str] | None = None,
    exclude_groups: Collection[str] = (),
    target: str = DEFAULT_TARGET,
    classifier: StanceClassifier | None = None,
    n_folds: int = 5,
    max_error: float | None = None,
    n_jobs: int | None = None,
    random_state: int = 0,
    progress: Progress | None = None,
) -> TrainingResult:
    """Train, calibrate and evaluate a model on labelled statements.

    Parameters
    ----------
    data : str, Path or DataFrame, or a sequence of them
        Tables of statements (see `stance.read_statements`), and annotated articles: a .jsonl file of them or a
        folder, whose statements are grouped by article.
    text_column, label_column, group_column : str
        Where the statement, its label, and its group stand. Rows of one group stay together in every fold. A
        situation (a group, where the table has no column ``situation``) of five statements and more in which nobody
        takes a stance is taken for off-target; see `StanceClassifier.fit`.
    label_map : mapping of str to str or None
        From the table's labels to ``against``, ``favor``, ``neutral``.
    exclude_groups : collection of str
        Groups that neither train nor evaluate the model.
    target : str
        What the stances are towards; stored with the model.
    classifier : StanceClassifier or None
        Unfitted, to set other parameters than the defaults; cloned, never changed.
    n_folds : int
        Folds of the cross-validation, at least 2.
    max_error : float or None
        Share of wrong labels, in (0, 1), that is allowed among the statements that the model decides: sets the
        abstention threshold on the held-out folds (`stance.classification.choose_threshold`). None keeps that of
        the classifier.
    n_jobs : int or None
        Folds to fit at once, as in joblib.
    random_state : int
        Seed of the folds and the bootstrap.
    progress : callable or None
        Called as ``progress(step, done, total)``.

    Returns
    -------
    TrainingResult

    Raises
    ------
    DataError
        If the table breaks its format, or an excluded group is not in it.
    InputError
        If a class has fewer groups than `n_folds`, there is one class only, or no threshold keeps `max_error`.
    SourceNotFoundError
        If `data` names no file.

    Examples
    --------
    >>> result = train("data/statements.csv", exclude_groups=["seed-article"])  # doctest: +SKIP
    >>> result.save("models/mine")  # doctest: +SKIP
    'mine-5f0c...'
    """
    if n_jobs == 0:
        raise InputError("n_jobs: 0 processes; give 1 or more, or -1 for every core (--jobs).")
    report = progress or (lambda step, done, total: None)
    report("read", 0, 1)
    frame = read_tables(
        data, text_column=text_column, label_column=label_column, group_column=group_column, label_map=label_map
    )
    frame = _without_groups(frame, group_column, exclude_groups)
    report("read", 1, 1)

    unfitted = (StanceClassifier() if classifier is None else clone(classifier)).set_params(
        calibration_folds=None, random_state=random_state
    )
    texts, labels, groups = (frame[c].to_numpy(dtype=object) for c in (text_column, label_column, group_column))
    report("cross-validate", 0, n_folds)
    counts = unfitted.count(texts)
    logits = out_of_fold_logits(
        unfitted,
        counts,
        labels,
        groups,
        n_folds=n_folds,
        n_jobs=n_jobs,
        progress=lambda done, total: report("cross-validate", done, total),
    )
    report("fit", 0, 1)
    situations = frame.get("situation", frame[group_column]).to_numpy(dtype=object)
    fitted = unfitted.fit(counts, labels, situations=situations).calibrate(logits, labels)
    report("fit", 1, 1)
    held_out = held_out_probabilities(logits, labels, groups, n_folds=n_folds)
    abstention = None
    if max_error is not None:
        right = fitted.classes_[held_out.argmax(axis=1)] == labels
        abstention = choose_threshold(held_out.max(axis=1), right, max_error=max_error)
        fitted.set_params(abstention_threshold=abstention.threshold)
    evaluation = evaluate_predictions(
        labels,
        held_out,
        classes=fitted.classes_,
        groups=groups,
        by={name: frame[name].to_numpy(dtype=object) for name in BREAKDOWNS if name in frame},
        baselines=predict_baselines(texts.tolist(), labels.tolist()),
        threshold=fitted.abstention_threshold,
        random_state=random_state,
    )
    report("evaluate", 1, 1)
    config = {
        "target": target,
        "folds": n_folds,
        "random_state": random_state,
        **({"abstention": abstention.to_dict()} if abstention else {}),
        "versions": {name: version(name) for name in ("stancekit", "scikit-learn")},
        "data": {
            "text_column": text_column,
            "label_column": label_column,
            "group_column": group_column,
            "n_statements": len(frame),
            "n_groups": int(frame[group_column].nunique()),
            "labels": frame[label_column].value_counts().sort_index().to_dict(),
            "excluded_groups": sorted(exclude_groups),
            "sha256": _hash_rows(frame[[text_column, label_column, group_column]]),
        },
    }
    return TrainingResult(fitted, evaluation, config)


def read_tables(
    data: Table | Sequence[Table],
    *,
    text_column: str = "text",
    label_column: str = "label",
    group_column: str = "situation",
    label_map: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return the labelled statements of several tables, and of annotated articles, as one checked table.

    A statement of an article whose text stands in another table is left out; in any other case a text that stands twice
    is an error, as in `stance.read_statements`. The parameters are those of `train`.
    """
    tables = [data] if isinstance(data, str | Path | pd.DataFrame) else list(data)
    names = {"text": text_column, "label": label_column, "situation": group_column}
    articles = [table for table in tables if not isinstance(table, pd.DataFrame) and is_annotated(table)]
    frames = [
        read_statements(
            table, text_column=text_column, label_column=label_column, group_column=group_column, label_map=label_map
        )
        for table in tables
        if not any(table is path for path in articles)
    ]
    known = {text for frame in frames for text in frame[text_column]}
    for path in articles:
        frame = annotated_rows(read_annotated(path)).rename(columns=names)
        frames.append(frame[~frame[text_column].isin(known)])
        known.update(frame[text_column])
    if len(frames) == 1:
        return frames[0]
    joined = pd.concat(frames, ignore_index=True).fillna("")
    return read_statements(joined, text_column=text_column, label_column=label_column, group_column=group_column)


def held_out_probabilities(
    logits: NDArray[np.float64], labels: NDArray[np.object_], groups: NDArray[np.object_], *, n_folds: int
) -> NDArray[np.float64]:
    """Return probabilities of out-of-fold logits, each under a temperature fitted on the other folds' groups.

    Parameters
    ----------
    logits : ndarray of shape (n_statements, n_classes)
    labels, groups : ndarray of shape (n_statements,)
    n_folds : int
        Folds of the temperature's own cross-validation.
    """
    y_index = np.unique(labels, return_inverse=True)[1]
    probabilities = np.empty_like(logits)
    for rest, held_out in GroupKFold(n_folds).split(logits, groups=groups):
        temperature = fit_temperature(logits[rest], y_index[rest])
        probabilities[held_out] = softmax(logits[held_out] / temperature, axis=1)
    return probabilities


def _hash_rows(frame: pd.DataFrame) -> str:
    return hashlib.sha256(frame.to_csv(index=False, lineterminator="\n").encode("utf-8", "surrogatepass")).hexdigest()


def _without_groups(frame: pd.DataFrame, group_column: str, exclude: Collection[str]) -> pd.DataFrame:
    if isinstance(exclude, str):
        raise InputError(f"exclude_groups: got the string {exclude!r}; give a list of group names.")
    missing = sorted(set(exclude) - set(frame[group_column]))
    if missing:
        raise DataError(f"exclude_groups: column {group_column!r} holds no {', '.join(map(repr, missing))}.")
    kept = frame[~frame[group_column].isin(list(exclude))]
    if kept.empty:
        raise DataError(f"exclude_groups: leaves no statement of {len(frame)}. Exclude fewer groups.")
    return kept
