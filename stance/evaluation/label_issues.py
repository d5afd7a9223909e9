"""Find labels that are probably wrong, by confident learning on out-of-fold probabilities.

A model that was fitted without a statement, and is sure of another label than the one given, points at an error in one
of the two. Each class has its own bar: the mean probability that the model gives the class where it is the label. A
statement that reaches the bar of another class than its own is counted in the confident joint, and is an issue [1]_.

References
----------
.. [1] C. G. Northcutt, L. Jiang, I. L. Chuang, "Confident learning: Estimating uncertainty in dataset labels", Journal
   of Artificial Intelligence Research 70, 2021.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from stance.errors import InputError
from stance.evaluation.statements import check_probabilities, index_labels


@dataclass(frozen=True, slots=True)
class LabelIssues:
    """Labels that are probably wrong, the worst first.

    Parameters
    ----------
    rows : ndarray of shape (n_issues,)
        Numbers of the statements, from 0.
    suggested : tuple of str
        The class that the model is confident of, one an issue.
    margin : ndarray of shape (n_issues,)
        Probability of the given label less that of the most probable other, in [-1, 0): the rank.
    confident_joint : ndarray of int of shape (n_classes, n_classes)
        Statements by given label (row) and the class that the model is confident of (column).
    noise_matrix : ndarray of shape (n_classes, n_classes)
        Estimated share of statements by given label (row) and true label, adding up to 1: the confident joint, each
        row scaled to the number of statements that carry the label.
    classes : tuple of str
    """

    rows: NDArray[np.intp]
    suggested: tuple[str, ...]
    margin: NDArray[np.float64]
    confident_joint: NDArray[np.int_]
    noise_matrix: NDArray[np.float64]
    classes: tuple[str, ...]

    def to_frame(self, frame: pd.DataFrame, *, label_column: str = "label") -> pd.DataFrame:
        """Return the rows of a table that are issues, with ``rank``, ``suggested`` and ``margin`` in front.

        Parameters
        ----------
        frame : DataFrame of n_statements rows
            The table that the labels came from.
        label_column : str
            Stands beside the suggestion.
        """
        found = frame.iloc[self.rows]
        front = pd.DataFrame(
            {
                "rank": np.arange(1, len(found) + 1),
                label_column: found[label_column].to_numpy(),
                "suggested": list(self.suggested),
                "margin": self.margin.round(4),
            },
            index=found.index,
        )
        return pd.concat([front, found.drop(columns=[*front.columns.intersection(found.columns)])], axis=1)


def find_label_issues(labels: ArrayLike, probabilities: NDArray[np.float64], *, classes: Sequence[str]) -> LabelIssues:
    """Return the statements whose label is probably wrong.

    Parameters
    ----------
    labels : array-like of shape (n_statements,)
        As they were given.
    probabilities : ndarray of shape (n_statements, n_classes)
        From models that did not see the statement, nor its group.
    classes : sequence of str

    Raises
    ------
    InputError
        If shapes do not fit, a label is not among the classes, a class has no statement, or a row is no probability
        distribution.

    Examples
    --------
    >>> probabilities = np.array([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8], [0.95, 0.05]])
    >>> found = find_label_issues(["no", "no", "yes", "yes", "yes"], probabilities, classes=["no", "yes"])
    >>> found.rows.tolist(), found.suggested
    ([4], ('no',))
    """
    names = tuple(map(str, classes))
    given = index_labels(labels, names)
    check_probabilities(probabilities, (len(given), len(names)))
    counts = np.bincount(given, minlength=len(names))
    if not counts.all():
        raise InputError(f"labels: no statement is {names[int(counts.argmin())]!r}. Leave the class out.")
    rows = np.arange(len(given))
    bars = np.array([probabilities[given == column, column].mean() for column in range(len(names))])
    confident = np.where(probabilities >= bars - 1e-12, probabilities, -1.0)
    reached = confident.max(axis=1) >= 0
    sure_of = confident.argmax(axis=1)
    joint = np.zeros((len(names), len(names)), dtype=int)
    np.add.at(joint, (given[reached], sure_of[reached]), 1)
    others = probabilities.copy()
    others[rows, given] = -1.0
    margin = probabilities[rows, given] - others.max(axis=1)
    issues = np.flatnonzero(reached & (sure_of != given) & (margin < 0))
    issues = issues[np.argsort(margin[issues], kind="stable")]
    return LabelIssues(
        rows=issues,
        suggested=tuple(names[column] for column in sure_of[issues]),
        margin=margin[issues],
        confident_joint=joint,
        noise_matrix=_calibrate(joint, counts),
        classes=names,
    )


def _calibrate(joint: NDArray[np.int_], counts: NDArray[np.intp]) -> NDArray[np.float64]:
    filled = joint + np.diag((joint.sum(axis=1) == 0).astype(int))  # nothing confident: take the labels as they are
    scaled: NDArray[np.float64] = filled / filled.sum(axis=1, keepdims=True) * counts[:, None]
    shares: NDArray[np.float64] = scaled / scaled.sum()
    return shares
