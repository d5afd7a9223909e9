"""Refusals of inputs that scikit-learn would misread, and what their messages name."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix

from stance.classification.inputs import check_groups, check_labels, check_texts
from stance.errors import InputError, InputTypeError


@pytest.mark.parametrize("X", [["a", "b"], ("a", "b"), np.array(["a", "b"]), pd.Series(["a", "b"], index=[7, 7])])
def test_sequences_of_strings_become_lists(X):
    assert check_texts(X) == ["a", "b"]


@pytest.mark.parametrize(
    ("X", "message"),
    [
        ("one statement", r"X: one str.*\[text\]"),
        (b"bytes", "X: one bytes"),
        (pd.DataFrame({"text": ["a"]}), r"X: a DataFrame.*frame\['text'\]"),
        ((text for text in "ab"), "X: a generator"),
        ({"a": 1}, "X: a dict"),
        ({"a"}, "X: a set"),
        (None, "X: a NoneType"),
        (np.array([["a"], ["b"]]), "X: 2 dimensions"),
        (csr_matrix((2, 2)), "X: "),
        (["a", 3], r"X\[1\]: 3 is a int"),
        (["a", ["b"]], r"X\[1\]: \['b'\] is a list"),
        (["a", b"b"], r"X\[1\]: b'b' is a bytes"),
    ],
)
def test_wrong_types_are_refused(X, message):
    with pytest.raises(InputTypeError, match=message):
        check_texts(X)


@pytest.mark.parametrize("missing", [None, float("nan"), np.nan, pd.NA, pd.NaT])
def test_missing_text_is_named_by_position(missing):
    with pytest.raises(InputError, match=r"X\[2\]: missing"):
        check_texts(["a", "b", missing])


def test_missing_text_in_a_series_is_named():
    with pytest.raises(InputError, match=r"X\[1\]: missing"):
        check_texts(pd.Series(["a", None]))


@pytest.mark.parametrize("X", [[], np.array([], dtype=str), pd.Series([], dtype=str)])
def test_empty_input_is_refused(X):
    with pytest.raises(InputError, match="X: holds no statements"):
        check_texts(X)


def test_labels_become_sorted_classes_and_their_columns():
    classes, index = check_labels(pd.Series(["favor", "against", "favor"]), 3)
    assert classes.tolist() == ["against", "favor"]
    assert index.tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("y", "message"),
    [
        (None, "requires y to be passed"),
        (["a", "b"], "2 labels for 3 statements"),
        (["a", None, "b"], r"y\[1\]: missing"),
        (["a", "b", float("nan")], r"y\[2\]: missing"),
        ([0.0, 1.0, np.nan], r"y\[2\]: missing"),
        (["a", 1, "b"], "strings beside"),
        (["a", "a", "a"], "one class only, 'a'"),
    ],
)
def test_impossible_labels_are_refused(y, message):
    for labels in (y, None if y is None else np.array(y, dtype=object)):
        with pytest.raises(InputError, match=message):
            check_labels(labels, 3)


def test_groups_need_one_value_a_statement():
    assert check_groups(None, 3) is None
    with pytest.raises(InputError, match="groups: 2 groups for 3 statements"):
        check_groups(["a", "b"], 3)
