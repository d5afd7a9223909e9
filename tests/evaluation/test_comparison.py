"""Two models are compared on the same samples of the same statements."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from stance.errors import DataError, InputError, InputTypeError
from stance.evaluation import compare, evaluate


class Fixed:
    """Says of each statement what it was given."""

    def __init__(self, stances, classes=("against", "favor", "neutral")):
        self.stances = stances
        self.classes_ = np.array(classes)

    def predict_proba(self, texts):
        return np.array([self.classes_ == self.stances[text] for text in texts], dtype=float)


@pytest.fixture
def right(table):
    return dict(zip(table.text, table.label, strict=True))


def test_a_model_beside_itself(classifier, table):
    result = compare(classifier, classifier, table, n_draws=100)
    for name in ("macro_f1", "accuracy"):
        figure = result.differences[name]
        assert (figure.value, figure.low, figure.high, figure.n, figure.groups) == (0.0, 0.0, 0.0, 6, 2)
        assert result.share_first_better[name] == 0.5


def test_better_everywhere(table, right):
    neutral = dict.fromkeys(right, "neutral")
    result = compare(Fixed(right), Fixed(neutral), table, n_draws=100)
    assert result.share_first_better == {"macro_f1": 1.0, "accuracy": 1.0}
    assert result.differences["accuracy"].value == pytest.approx(4 / 6)
    assert result.differences["macro_f1"].value == pytest.approx(1 - 0.5 / 3)


def test_the_difference_is_that_of_two_evaluations(classifier, table, right):
    one, other = (evaluate(model, table, n_draws=5).metrics["macro_f1"].value for model in (classifier, Fixed(right)))
    assert compare(classifier, Fixed(right), table, n_draws=5).differences["macro_f1"].value == one - other


def test_changing_places_changes_the_sign(table, right):
    first = table.text.iloc[0]
    models = Fixed(right), Fixed({**right, first: "neutral"})
    there, back = compare(*models, table, n_draws=200), compare(*models[::-1], table, n_draws=200)
    for name, figure in there.differences.items():
        assert figure.value == -back.differences[name].value > 0
        assert (figure.low, figure.high) == pytest.approx((-back.differences[name].high, -back.differences[name].low))
        assert there.share_first_better[name] + back.share_first_better[name] == 1.0
    assert 0.75 < there.share_first_better["accuracy"] < 1  # half of the samples in which its situation is not drawn


def test_pairing_narrows_the_interval(right, table):
    """Where both err on the same statements, their difference varies less than either figure."""
    texts = list(right)
    wrong = {**right, texts[0]: "neutral", texts[2]: "neutral"}
    figure = compare(Fixed(wrong), Fixed(dict(wrong)), table, group_column=None).differences["accuracy"]
    alone = evaluate(Fixed(wrong), table, group_column=None).metrics["accuracy"]
    assert figure.high - figure.low == 0 < alone.high - alone.low


def test_classes_in_no_order(table, right):
    order = ("neutral", "against", "favor")
    result = compare(Fixed(right, order), Fixed(dict.fromkeys(right, "favor"), order), table, n_draws=20)
    assert result.differences["accuracy"].value == pytest.approx(4 / 6)


def test_the_dictionary_is_json(classifier, table):
    figures = json.loads(json.dumps(compare(classifier, classifier, table, n_draws=5).to_dict(), allow_nan=False))
    assert list(figures) == ["differences", "share_first_better"]
    assert figures["differences"]["accuracy"]["value"] == 0.0


def test_classes_differ(classifier, binary_classifier, table):
    message = "the models' classes differ: against, favor, neutral and against, favor."
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        compare(classifier, binary_classifier, table)


def test_refusals_of_data_and_model(classifier, table):
    with pytest.raises(DataError, match="there is no column 'situation' for the group"):
        compare(classifier, classifier, table.drop(columns="situation"))
    with pytest.raises(InputTypeError, match="model: int is no fitted classifier"):
        compare(classifier, 5, table)
