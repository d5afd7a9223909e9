"""Temperature scaling on logits of held-out statements (Guo et al. 2017)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from joblib import Parallel, delayed
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax
from sklearn.base import clone
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from stance.classification.counts import TermCounts, check_statements
from stance.classification.inputs import check_groups, check_labels
from stance.errors import InputError

if TYPE_CHECKING:
    import numpy.typing as npt
    from sklearn.base import ClassifierMixin

_LOG_TEMPERATURES = (np.log(0.02), np.log(50.0))


def fit_temperature(logits: npt.NDArray[np.float64], y_index: npt.NDArray[np.intp]) -> float:
    """Return the temperature under which held-out statements are most likely.

    Probabilities are ``softmax(logits / temperature)``: one number that changes no prediction. Below 1 the
    logits were underconfident. The likelihood is log-concave in 1 / temperature, so there is one optimum.

    Parameters
    ----------
    logits : ndarray of shape (n_statements, n_classes)
        Logits of statements that the classifier did not learn from.
    y_index : ndarray of shape (n_statements,)
        Column of each statement's class.

    Returns
    -------
    float
        In [0.02, 50]: the bounds matter only where every statement, or none, is classified rightly.

    References
    ----------
    Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural Networks. ICML 2017.

    Examples
    --------
    >>> logits = np.array([[2.0, 0.0], [2.0, 0.0], [2.0, 0.0], [0.0, 2.0]])
    >>> round(fit_temperature(logits, np.array([0, 0, 1, 1])), 3)  # right in 3 of 4: log(3) = 2 / 1.82
    1.82
    """
    rows = np.arange(len(logits))

    def loss(log_temperature: float) -> float:
        return -float(log_softmax(logits / np.exp(log_temperature), axis=1)[rows, y_index].mean())

    return float(np.exp(minimize_scalar(loss, bounds=_LOG_TEMPERATURES, method="bounded").x))


def out_of_fold_logits(
    classifier: ClassifierMixin,
    X: Any,
    y: Any,
    groups: Any = None,
    *,
    n_folds: int = 5,
    n_jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    fit_parameters: dict[str, Any] | None = None,
) -> npt.NDArray[np.float64]:
    """Return each statement's logits from a classifier that saw none of its group.

    Parameters
    ----------
    classifier : StanceClassifier
        Cloned for each fold, and fitted there without a calibration of its own. Its `random_state`, unless
        None, shuffles the folds.
    X, y : sequences of n_statements texts and labels
        Texts, or what `StanceClassifier.count` made of them. Without `fit_parameters` each text is cut once, not once
        a fold.
    groups : sequence of n_statements, or None
        Statements of one group (article, situation) stand in the same fold.
    n_folds : int
        At most as many as the rarest class has groups (or statements, without `groups`).
    n_jobs : int or None
        Processes, as in joblib.
    progress : callable or None
        Called with the number of finished folds, and of all.
    fit_parameters : dict of str to object, or None
        What else `fit` gets in each fold, such as ``auxiliary``.

    Returns
    -------
    ndarray of shape (n_statements, n_classes)
        Columns in the sorted order of the classes.

    Raises
    ------
    InputError
        If there are too few statements or groups of a class for `n_folds`, or a class lies within one fold.
    """
    statements = check_statements(X)
    classes, y_index = check_labels(y, len(statements))
    group_values = check_groups(groups, len(statements))
    folds = _split(y_index, group_values, n_folds=n_folds, random_state=classifier.random_state)
    for train, _ in folds:
        if len(absent := np.setdiff1d(y_index, y_index[train])):
            raise InputError(
                f"out_of_fold_logits: all of class {classes[absent].tolist()[0]!r} falls into one fold of {n_folds}. "
                "Pass more folds or finer groups, or fit with calibration_folds=None."
            )
    bare = clone(classifier).set_params(calibration_folds=None)
    labels, more = classes[y_index], fit_parameters or {}
    known = statements if more else bare.count(statements)
    jobs = (
        delayed(_fold_logits)(clone(bare), known, labels, train, test, fit_parameters=more) for train, test in folds
    )
    logits = np.empty((len(statements), len(classes)))
    results = Parallel(n_jobs=n_jobs, return_as="generator")(jobs)
    for done, ((_, test), fold) in enumerate(zip(folds, results, strict=True), start=1):
        logits[test] = fold
        if progress is not None:
            progress(done, len(folds))
    return logits


def count_folds(y_index: npt.NDArray[np.intp], groups: npt.NDArray[Any] | None) -> int:
    """Return how many folds the rarest class can spread over."""
    units = np.arange(len(y_index)) if groups is None else groups
    return min(len(np.unique(units[y_index == index])) for index in np.unique(y_index))


def _split(
    y_index: npt.NDArray[np.intp], groups: npt.NDArray[Any] | None, *, n_folds: int, random_state: Any
) -> list[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    possible = count_folds(y_index, groups)
    if not 2 <= n_folds <= possible:
        raise InputError(
            f"n_folds: {n_folds} is not in 2..{possible}, the {'statements' if groups is None else 'groups'} "
            "of the rarest class. Pass fewer folds, or fit with calibration_folds=None."
        )
    splitter = StratifiedKFold if groups is None else StratifiedGroupKFold
    shuffled = splitter(n_folds, shuffle=random_state is not None, random_state=random_state)
    return list(shuffled.split(y_index, y_index, groups))


def _fold_logits(
    classifier: Any,
    statements: list[str] | TermCounts,
    labels: npt.NDArray[Any],
    train: npt.NDArray[np.intp],
    test: npt.NDArray[np.intp],
    *,
    fit_parameters: dict[str, Any],
) -> npt.NDArray[np.float64]:
    classifier.fit(_some(statements, train), labels[train], **fit_parameters)
    return as_columns(classifier.decision_function(_some(statements, test)))


def _some(statements: list[str] | TermCounts, rows: npt.NDArray[np.intp]) -> list[str] | TermCounts:
    return statements[rows] if isinstance(statements, TermCounts) else [statements[row] for row in rows.tolist()]


def as_columns(decision: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return logits of shape (n_statements, n_classes), where two classes may have come as one column."""
    return decision if decision.ndim == 2 else np.column_stack([-decision / 2, decision / 2])
