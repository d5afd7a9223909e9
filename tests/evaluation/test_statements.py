"""A model is evaluated on a table: figures, breakdowns, baselines, and refusals."""

from __future__ import annotations

import importlib
import json
import re

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score

from stance.classification import StanceClassifier, StoredModel
from stance.errors import DataError, InputError, InputTypeError, ModelNotFoundError
from stance.evaluation import evaluate, evaluate_predictions
from stance.evaluation.statements import as_classifier
from stance.labels import STANCES

LABELS = ["against", "favor", "neutral", "favor"]
PROBABILITIES = np.array([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.6, 0.3], [0.5, 0.4, 0.1]])


def evaluate_small(labels=LABELS, probabilities=PROBABILITIES, **options):
    return evaluate_predictions(labels, probabilities, **{"classes": STANCES, "n_draws": 50} | options)


def refused(message, error=InputError, **options):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        evaluate_small(**options)


class Constant:
    """Says the same of every statement, with classes in no order."""

    classes_ = np.array(["favor", "against", "neutral"])

    def predict_proba(self, texts):
        return np.tile([0.2, 0.5, 0.3], (len(texts), 1))


def test_metrics_and_confusion_are_those_of_scikit_learn():
    result = evaluate_small()
    predicted = ["against", "favor", "favor", "against"]
    assert result.metrics["accuracy"].value == accuracy_score(LABELS, predicted)
    assert result.metrics["macro_f1"].value == pytest.approx(f1_score(LABELS, predicted, average="macro"))
    np.testing.assert_array_equal(result.confusion, confusion_matrix(LABELS, predicted))


def test_names_of_the_metrics():
    of_classes = [f"{name}_{stance}" for stance in STANCES for name in ("precision", "recall", "f1")]
    beside = ["ece", "brier", "coverage", "selective_accuracy", "ece_if_calibrated"]
    assert list(evaluate_small().metrics) == ["accuracy", "macro_f1", *of_classes, *beside]


def test_statements_are_drawn_where_there_are_no_groups():
    assert evaluate_small().metrics["accuracy"].groups == 4
    assert evaluate_small(groups=["x", "y", "x", "y"]).metrics["accuracy"].groups == 2


def test_threshold_sets_the_coverage():
    assert evaluate_small().metrics["coverage"].value == 1.0
    result = evaluate_small(threshold=0.65)
    assert (result.metrics["coverage"].value, result.metrics["selective_accuracy"].value) == (0.5, 1.0)


def test_breakdowns_leave_out_what_has_no_value():
    result = evaluate_small(by={"length": np.array([1, 1, 2, 2]), "source": ["", None, "x", float("nan")]})
    assert list(result.by) == ["length", "source"]
    assert {value: e["accuracy"].value for value, e in result.by["length"].items()} == {"1": 1.0, "2": 0.0}
    assert result.by["length"]["1"]["accuracy"].n == 2
    assert list(result.by["source"]) == ["x"]


def test_baselines_are_drawn_with_the_model():
    result = evaluate_small(baselines={"same": ["against", "favor", "favor", "against"]}, groups=list("xxyy"))
    assert result.baselines["same"] == {name: result.metrics[name] for name in ("accuracy", "macro_f1")}


def test_the_dictionary_is_json_without_nan():
    result = evaluate_small(["against"], PROBABILITIES[:1], by={"source": ["x"]}, baselines={"b": ["favor"]})
    figures = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    assert list(figures) == ["classes", "metrics", "confusion", "reliability", "risk_coverage", "by", "baselines"]
    undefined = {"value": None, "low": None, "high": None, "level": 0.95, "n": 1, "groups": 1}
    assert figures["metrics"]["precision_neutral"] == undefined
    assert figures["by"]["source"]["x"]["accuracy"]["value"] == 1.0
    assert figures["baselines"]["b"]["accuracy"]["value"] == 0.0


def test_the_table_has_a_row_for_each_metric():
    result = evaluate_small()
    frame = result.to_frame()
    assert frame.columns.tolist() == ["value", "low", "high", "level", "n", "groups"]
    assert frame.index.tolist() == list(result.metrics)
    assert frame.loc["accuracy", "value"] == 0.5


def test_shape_of_the_probabilities():
    refused(
        "probabilities: shape (4, 2), expected (4, 3): a row for each label, a column for each class.",
        probabilities=PROBABILITIES[:, :2],
    )


@pytest.mark.parametrize("row", [[2.0, -1.0, 0.0], [0.5, 0.4, 0.0], [float("nan"), 0.5, 0.5]])
def test_rows_are_probabilities(row):
    refused(
        f"probabilities, row 3: {row}, expected 0 or more, adding up to 1. "
        "Give what predict_proba returns, not logits.",
        probabilities=np.array([*PROBABILITIES[:3].tolist(), row]),
    )


def test_labels_are_classes():
    message = "labels: 'pro' is not one of the classes 'against', 'favor', 'neutral'."
    refused(message, labels=["pro", *LABELS[1:]])
    refused(message, baselines={"b": ["pro", *LABELS[1:]]})


def test_one_value_for_each_label():
    refused("groups: 1 values for 4 rows. Give one group for each row.", groups=["x"])
    refused("source: 3 values for 4 labels. Give one for each.", by={"source": ["x"] * 3})
    refused("majority: 5 values for 4 labels. Give one for each.", baselines={"majority": ["favor"] * 5})


def test_no_statements():
    refused("there is nothing to evaluate: no row is left.", labels=[], probabilities=np.zeros((0, 3)))


def test_evaluates_a_classifier_on_a_table(classifier, table):
    result = evaluate(classifier, table, n_draws=50)
    predicted = classifier.predict(table.text.tolist())
    assert result.metrics["accuracy"].value == accuracy_score(table.label, predicted) > 0.5
    assert (result.metrics["accuracy"].n, result.metrics["accuracy"].groups) == (6, 2)
    assert {column: list(values) for column, values in result.by.items()} == {"attribution": ["direct"]}
    assert result.by["attribution"]["direct"]["accuracy"].n == 3
    assert {"majority", "keywords"} <= set(result.baselines)
    assert result.baselines["majority"]["accuracy"].value == pytest.approx(1 / 3)


def test_evaluates_a_stored_model(classifier, table):
    stored = StoredModel(classifier=classifier, config={}, model_id="m")
    assert evaluate(stored, table, n_draws=20).to_dict() == evaluate(classifier, table, n_draws=20).to_dict()


def test_the_threshold_is_the_classifiers(training_table, table):
    rows = training_table
    classifier = StanceClassifier(abstention_threshold=1.0).fit(rows.text.tolist(), rows.label.tolist())
    assert evaluate(classifier, table, n_draws=5).metrics["coverage"].value == 0.0


def test_without_groups(classifier, table):
    assert evaluate(classifier, table, group_column=None, n_draws=5).metrics["accuracy"].groups == 6


def test_other_columns_and_labels(classifier, table):
    frame = table.replace({"label": {"favor": "pro"}}).rename(
        columns={"text": "quote", "label": "stance", "situation": "event"}
    )
    names = {"text_column": "quote", "label_column": "stance", "group_column": "event", "n_draws": 20}
    renamed = evaluate(classifier, frame, label_map={"pro": "favor"}, **names)
    assert renamed.to_dict() == evaluate(classifier, table, n_draws=20).to_dict()
    with pytest.raises(DataError, match="label 'pro' is not one of 'against', 'favor', 'neutral'"):
        evaluate(classifier, frame, **names)


def test_a_model_of_two_classes_has_no_baseline_that_says_neutral(binary_classifier, table):
    result = evaluate(binary_classifier, table[table.label != "neutral"], n_draws=20)
    assert result.classes == ("against", "favor")
    assert list(result.baselines) == ["majority"]


def test_any_estimator_in_any_order_of_classes(table):
    result = evaluate(Constant(), table, n_draws=5)
    assert result.classes == ("favor", "against", "neutral")
    assert result.metrics["recall_against"].value == 1.0
    assert [row[1] for row in result.confusion] == [2, 2, 2]


def test_one_seed_one_result(classifier, table):
    first, again, other = (evaluate(classifier, table, n_draws=20, random_state=seed) for seed in (1, 1, 2))
    assert first.to_dict() == again.to_dict()
    drawn = ["ece_if_calibrated"]  # a mean over draws; all others are of the statements themselves
    assert first.to_frame().value.drop(drawn).equals(other.to_frame().value.drop(drawn))


@pytest.mark.parametrize("model", [5, None, StanceClassifier(), pd.DataFrame()])
def test_what_is_no_fitted_model(model, table):
    message = (
        f"model: {type(model).__name__} is no fitted classifier. Fit it, or give a model folder or a shipped name."
    )
    with pytest.raises(InputTypeError, match=f"^{re.escape(message)}$"):
        evaluate(model, table)


def test_no_such_model(table):
    with pytest.raises(ModelNotFoundError, match=r"^model 'none': no config\.json in any of "):
        evaluate("none", table)


def test_a_model_by_name():
    assert tuple(as_classifier("us-intervention").classes_) == STANCES


def test_no_public_name_hides_a_module():
    evaluation = importlib.import_module("stance.evaluation")
    for name in evaluation.__all__:
        assert not isinstance(getattr(evaluation, name), type(json)), name
        assert not isinstance(getattr(evaluation, name), type(json)), f"{name}, once its module is imported"
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = evaluation.nothing
