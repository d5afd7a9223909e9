"""Checks of parameters, statements, labels and groups; the messages say what to pass instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Sized
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import column_or_1d

from stance.classification.features import BLOCKS
from stance.classification.words import TOKENIZERS
from stance.errors import InputError, InputTypeError

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

Texts: TypeAlias = "Sequence[str] | pd.Series[str] | npt.NDArray[Any]"


def check_parameters(parameters: Mapping[str, Any]) -> None:
    """Check the parameters of `StanceClassifier` that scikit-learn does not check, or names by another name.

    Raises
    ------
    InputError
        If one is out of its range.
    """
    expected: dict[str, tuple[str, Callable[[Any], bool]]] = {
        "C": ("a positive number", lambda value: isinstance(value, Real) and float(value) > 0),
        "tokenizer": (f"one of {', '.join(TOKENIZERS)}", lambda value: value in TOKENIZERS),
        "block_weights": (f"None, or positive numbers by block of {', '.join(BLOCKS)}, word among them", _are_weights),
        "word_ngram_range": ("(smallest, largest), 1 <= smallest <= largest", _is_ngram_range),
        "char_ngram_range": ("(smallest, largest), 1 <= smallest <= largest", _is_ngram_range),
        "min_df": ("a count of statements, 1 or more", lambda value: _is_count(value, 1)),
        "calibration_folds": ("None, or 2 or more", lambda value: value is None or _is_count(value, 2)),
        "abstention_threshold": ("in [0, 1]", lambda value: isinstance(value, Real) and 0 <= float(value) <= 1),
    }
    for name, (what, holds) in expected.items():
        if not holds(parameters[name]):
            raise InputError(f"{name}: {parameters[name]!r} is not {what}.")


def _is_count(value: Any, smallest: int) -> bool:
    return isinstance(value, Integral) and int(value) >= smallest


def _are_weights(value: Any) -> bool:
    if value is None:
        return True
    numbers = isinstance(value, dict) and all(
        isinstance(weight, Real) and float(weight) > 0 for weight in value.values()
    )
    return numbers and "word" in value and set(value) <= set(BLOCKS)


def _is_ngram_range(value: Any) -> bool:
    return (
        isinstance(value, tuple | list) and len(value) == 2 and _is_count(value[0], 1) and _is_count(value[1], value[0])
    )


def check_texts(X: Any, *, name: str = "X") -> list[str]:
    """Return the statements as a list of str.

    Raises
    ------
    InputTypeError
        If `X` is one string, a table, no sequence, or holds something that is not a string.
    InputError
        If `X` is empty or holds a missing value.
    """
    _check_container(X, name)
    texts = list(X)
    if not texts:
        raise InputError(f"{name}: holds no statements. Pass at least one string.")
    for position, text in enumerate(texts):
        if not isinstance(text, str):
            _refuse_value(text, f"{name}[{position}]")
    return texts


def _check_container(X: Any, name: str) -> None:
    if isinstance(X, str | bytes):
        raise InputTypeError(
            f"{name}: one {type(X).__name__}, expected a sequence of them. Pass [text] for one statement."
        )
    if hasattr(X, "columns"):
        raise InputTypeError(f"{name}: a DataFrame, expected its column of statements. Pass frame['text'].")
    if isinstance(X, dict | set | frozenset) or not (isinstance(X, Sized) and hasattr(X, "__iter__")):
        raise InputTypeError(
            f"{name}: a {type(X).__name__}, expected a list, array or Series of strings. Pass list(...) of them."
        )
    if (dimensions := getattr(X, "ndim", 1)) != 1:
        raise InputTypeError(f"{name}: {dimensions} dimensions, expected one string a statement. Pass one column.")


def _refuse_value(value: Any, where: str) -> None:
    if _is_missing(value):
        raise InputError(f"{where}: missing ({value!r}), expected a string. Drop the row, or pass '' for no words.")
    raise InputTypeError(f"{where}: {value!r} is a {type(value).__name__}, expected a string.")


def _is_missing(value: Any) -> bool:
    import pandas as pd

    return bool(np.any(pd.isna(value)))


def check_labels(y: Any, n_statements: int) -> tuple[npt.NDArray[Any], npt.NDArray[np.intp]]:
    """Return the classes in sorted order and the class index of every statement.

    Raises
    ------
    InputError
        If there is not one label a statement, a label is missing, or there are fewer than two classes.
    """
    if y is None:
        raise InputError("y: None, but fit requires y to be passed: one label a statement.")
    as_given = np.array(y, dtype=object) if isinstance(y, list | tuple) else y  # else numpy spells a NaN among strings
    values = column_or_1d(as_given, warn=True).tolist()
    if len(values) != n_statements:
        raise InputError(f"y: {len(values)} labels for {n_statements} statements. Pass one label a statement.")
    for position, value in enumerate(values):
        if _is_missing(value):
            raise InputError(f"y[{position}]: missing ({value!r}), expected a label. Drop the row, or label it.")
    if 0 < sum(isinstance(value, str) for value in values) < len(values):
        raise InputError("y: strings beside labels of other types. Pass labels of one type.")
    labels = np.asarray(values)
    check_classification_targets(labels)
    classes, index = np.unique(labels, return_inverse=True)
    if len(classes) < 2:
        raise InputError(f"y: holds one class only, {values[0]!r}; a classifier needs two. Add rows of another label.")
    return classes, index


def check_groups(groups: Any, n_statements: int, *, name: str = "groups") -> npt.NDArray[Any] | None:
    """Return the groups as an array, or None.

    Raises
    ------
    InputError
        If there is not one group a statement.
    """
    if groups is None:
        return None
    values = column_or_1d(groups)
    if len(values) != n_statements:
        raise InputError(f"{name}: {len(values)} {name} for {n_statements} statements. Pass one for each.")
    return np.asarray(values)


def check_auxiliary(auxiliary: Any, weight: Any, classes: npt.NDArray[Any]) -> tuple[list[str], npt.NDArray[np.intp]]:
    """Return the texts and class indices of statements on other targets; none for None.

    Raises
    ------
    InputTypeError
        If `auxiliary` is no pair, or its texts are not a sequence of strings.
    InputError
        If a label is not one of `classes`, lengths differ, or the weight is not positive.
    """
    if auxiliary is None:
        return [], np.empty(0, dtype=np.intp)
    if not (isinstance(weight, Real) and float(weight) > 0):
        raise InputError(f"auxiliary_weight: {weight!r} is not a positive number.")
    if not (isinstance(auxiliary, tuple | list) and len(auxiliary) == 2):
        raise InputTypeError(f"auxiliary: a {type(auxiliary).__name__}, expected a pair. Pass (texts, labels).")
    texts, labels = check_texts(auxiliary[0], name="auxiliary"), list(auxiliary[1])
    if len(labels) != len(texts):
        raise InputError(f"auxiliary: {len(labels)} labels for {len(texts)} statements. Pass one label a statement.")
    index = {label: position for position, label in enumerate(classes.tolist())}
    for position, label in enumerate(labels):
        if label not in index:
            raise InputError(
                f"auxiliary: label {position} is {label!r}, expected one of {list(index)}. Relabel it, or drop the row."
            )
    return texts, np.array([index[label] for label in labels], dtype=np.intp)
