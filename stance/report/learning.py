"""The learning curve of a model, measured again on its data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sklearn.base import clone

from stance.corpus import read_statements
from stance.evaluation import learning_curve
from stance.report.about import About

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = {"text": "text", "label": "label", "group": "situation"}


def measure_curve(
    about: About, data: str | Path | pd.DataFrame, *, progress: Callable[[int, int], None] | None = None
) -> list[dict[str, Any]]:
    """Return the learning curve of a model's recipe on its labelled statements, columns as it was trained.

    Raises
    ------
    DataError
        If the table breaks its format.
    """
    assert about.classifier is not None
    columns = {name: str(about.data.get(f"{name}_column", default)) for name, default in _COLUMNS.items()}
    frame = read_statements(
        data, text_column=columns["text"], label_column=columns["label"], group_column=columns["group"]
    )
    frame = frame[~frame[columns["group"]].isin(about.data.get("excluded_groups", []))]
    unfitted = clone(about.classifier).set_params(calibration_folds=None)
    texts, labels, groups = (frame[column].tolist() for column in columns.values())
    return [point.to_dict() for point in learning_curve(unfitted, texts, labels, groups, progress=progress)]
