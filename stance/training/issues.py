"""Labels of a table that are probably wrong, by cross-validation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from stance.classification import StanceClassifier, out_of_fold_logits
from stance.evaluation import LabelIssues, find_label_issues
from stance.training.train import held_out_probabilities


def label_issues(
    frame: pd.DataFrame,
    *,
    text_column: str = "text",
    label_column: str = "label",
    group_column: str = "situation",
    classifier: StanceClassifier | None = None,
    n_folds: int = 5,
    n_jobs: int | None = None,
    random_state: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> LabelIssues:
    """Return the statements whose label is probably wrong, judged by models that saw none of their group.

    Parameters
    ----------
    frame : DataFrame
        As `stance.read_statements` gives it.
    text_column, label_column, group_column : str
    classifier : StanceClassifier or None
        Unfitted; None takes the defaults.
    n_folds, n_jobs, random_state
        Of the cross-validation.
    progress : callable or None
        Called with the number of finished folds, and of all.

    Raises
    ------
    InputError
        If a class has fewer groups than `n_folds`, or there is one class only.

    See Also
    --------
    stance.evaluation.find_label_issues : The method, for probabilities from elsewhere.
    """
    unfitted = classifier or StanceClassifier(random_state=random_state)
    texts, labels, groups = (frame[name].to_numpy(dtype=object) for name in (text_column, label_column, group_column))
    logits = out_of_fold_logits(unfitted, texts, labels, groups, n_folds=n_folds, n_jobs=n_jobs, progress=progress)
    probabilities = held_out_probabilities(logits, labels, groups, n_folds=n_folds)
    return find_label_issues(labels, probabilities, classes=np.unique(labels.astype(str)).tolist())
