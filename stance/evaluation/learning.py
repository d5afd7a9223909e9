"""How good a classifier is by the number of statements that it learned from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from sklearn.base import clone
from sklearn.model_selection import GroupShuffleSplit

from stance.errors import InputError
from stance.evaluation.resampling import Estimate
from stance.evaluation.statements import evaluate_predictions

SHARES = (0.1, 0.2, 0.4, 0.7, 1.0)


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """One point of a learning curve.

    Parameters
    ----------
    n : int
        Statements that were learned from.
    macro_f1 : Estimate
        On the same held-out groups for every point.
    """

    n: int
    macro_f1: Estimate

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return {"n": self.n, "macro_f1": self.macro_f1.to_dict()}


def learning_curve(
    classifier: Any,
    texts: Sequence[str],
    labels: ArrayLike,
    groups: ArrayLike,
    *,
    shares: Sequence[float] = SHARES,
    held_out: float = 0.2,
    random_state: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[LearningPoint, ...]:
    """Fit a classifier on more and more groups, and measure it on others, always the same ones.

    Parameters
    ----------
    classifier : estimator
        With ``predict_proba``; cloned, never changed.
    texts, labels, groups : sequence of shape (n_statements,)
    shares : sequence of float
        Shares of the groups to learn from, in (0, 1], rising.
    held_out : float
        Share of the groups to measure on, in (0, 1).
    random_state : int
        Seed of the split, the order of the groups, and the bootstrap.
    progress : callable or None
        Called with the fits done and all of them.

    Returns
    -------
    tuple of LearningPoint
        A share in which a class is missing has none.

    Raises
    ------
    InputError
        If a share is out of range, or there are fewer than two groups.
    """
    if not all(0 < share <= 1 for share in shares):
        raise InputError(f"shares: {list(shares)}, expected numbers above 0, up to 1.")
    texts_, labels_, groups_ = (np.asarray(values, dtype=object) for values in (texts, labels, groups))
    if len(np.unique(groups_)) < 2:
        raise InputError("groups: all statements are of one group. Give two or more, to learn from and to measure on.")
    split = GroupShuffleSplit(1, test_size=held_out, random_state=random_state)
    train, test = next(split.split(texts_, groups=groups_))
    order = np.random.default_rng(random_state).permutation(np.unique(groups_[train]))
    points = []
    for done, share in enumerate(shares, start=1):
        kept = train[np.isin(groups_[train], order[: max(1, round(share * len(order)))])]
        if set(labels_[kept]) == set(labels_):
            fitted = clone(classifier).fit(texts_[kept], labels_[kept])
            evaluation = evaluate_predictions(
                labels_[test],
                fitted.predict_proba(texts_[test]),
                classes=fitted.classes_,
                groups=groups_[test],
                n_draws=1000,
                random_state=random_state,
            )
            points.append(LearningPoint(len(kept), evaluation.metrics["macro_f1"]))
        if progress is not None:
            progress(done, len(shares))
    return tuple(points)
