"""Compare two models on the same statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from stance.classification import StoredModel
from stance.corpus import read_statements
from stance.errors import InputError
from stance.evaluation.metrics import classification_metrics, tally_predictions
from stance.evaluation.resampling import Bootstrap, Estimate, number_groups, sum_by_group
from stance.evaluation.statements import as_classifier, index_labels

_METRICS = ("macro_f1", "accuracy")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference between two models on the same statements.

    Parameters
    ----------
    differences : dict of str to Estimate
        ``macro_f1`` and ``accuracy`` of the first model less those of the second.
    share_first_better : dict of str to float
        Share of bootstrap samples in which the first model is better, in [0, 1]; ties count half.
    """

    differences: dict[str, Estimate]
    share_first_better: dict[str, float]

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return {
            "differences": {name: figure.to_dict() for name, figure in self.differences.items()},
            "share_first_better": self.share_first_better,
        }


def compare(
    first: str | Path | StoredModel | Any,
    second: str | Path | StoredModel | Any,
    data: str | Path | pd.DataFrame,
    *,
    text_column: str = "text",
    label_column: str = "label",
    group_column: str | None = "situation",
    label_map: Mapping[str, str] | None = None,
    n_draws: int = 2000,
    level: float = 0.95,
    random_state: int = 0,
) -> Comparison:
    """Return the difference of two models by a paired bootstrap: both are judged on the same samples of groups.

    Parameters
    ----------
    first, second : str, Path, StoredModel or fitted classifier
        Models of the same classes; see `stance.evaluate`.
    data : str, Path or DataFrame
        See `stance.read_statements`.
    text_column, label_column, group_column, label_map
        See `stance.read_statements`.
    n_draws, level, random_state
        Samples, coverage and seed of the bootstrap.

    Raises
    ------
    InputError
        If the models' classes differ.
    DataError
        If the table breaks its format.
    """
    classifiers = [as_classifier(model) for model in (first, second)]
    classes, others = ([str(label) for label in classifier.classes_] for classifier in classifiers)
    if classes != others:
        raise InputError(f"the models' classes differ: {', '.join(classes)} and {', '.join(others)}.")
    frame = read_statements(
        data,
        text_column=text_column,
        label_column=label_column,
        group_column=group_column,
        label_map=label_map,
        labels=classes,
    )
    y_index = index_labels(frame[label_column], classes)
    numbers = number_groups(frame[group_column] if group_column else None, len(frame))
    texts = frame[text_column].tolist()
    tallies = []
    for classifier in classifiers:
        predicted = classifier.predict_proba(texts).argmax(axis=1)
        tallies.append({"confusion": sum_by_group(tally_predictions(y_index, predicted, len(classes)), numbers)})
    bootstrap = Bootstrap(n_draws, level, random_state)
    measure = partial(classification_metrics, classes=classes)
    wholes = [measure({"confusion": tally["confusion"].sum(axis=0)}) for tally in tallies]
    samples = [measure(bootstrap.samples(tally)) for tally in tallies]
    n_groups = int(numbers.max()) + 1
    differences, better = {}, {}
    for name in _METRICS:
        drawn = samples[0][name] - samples[1][name]
        value = float(wholes[0][name] - wholes[1][name])
        differences[name] = Estimate(value, *bootstrap.interval(drawn), level, len(frame), n_groups)
        better[name] = round(float(((drawn > 0) + 0.5 * (drawn == 0)).mean()), 6)
    return Comparison(differences, better)
