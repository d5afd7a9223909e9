import numpy as np
import pytest

import stance
from stance.errors import InputError
from stance.evaluation import learning_curve


@pytest.fixture
def few(statements):
    return statements[statements["situation"].isin(statements["situation"].unique()[:6])]


def rows(statements):
    return statements["text"].tolist(), statements["label"].tolist(), statements["situation"].tolist()


def test_more_statements_on_the_same_held_out_ones(few):
    classifier = stance.StanceClassifier(calibration_folds=None)
    told = []
    curve = learning_curve(
        classifier, *rows(few), shares=(0.3, 1.0), progress=lambda done, total: told.append((done, total))
    )
    little, many = curve
    assert little.n < many.n < len(few)
    assert little.macro_f1.n == many.macro_f1.n == len(few) - many.n
    assert little.macro_f1.value < many.macro_f1.value
    assert told == [(1, 2), (2, 2)]
    assert not hasattr(classifier, "coef_")
    assert many.to_dict() == {"n": many.n, "macro_f1": many.macro_f1.to_dict()}
    assert learning_curve(classifier, *rows(few), shares=(0.3,)) == (little,)


def test_a_share_without_every_class_is_left_out():
    texts = np.array([f"word{i % 3} here" for i in range(30)], dtype=object)
    labels = ["against", "favor", "neutral"] * 10
    groups = [f"g{label}{i // 3}" for i, label in enumerate(labels)]
    classifier = stance.StanceClassifier(calibration_folds=None)
    curve = learning_curve(classifier, texts, labels, groups, shares=(0.01, 1.0))
    assert [point.n for point in curve] == [24]


def test_what_is_refused():
    classifier = stance.StanceClassifier()
    with pytest.raises(InputError, match="shares"):
        learning_curve(classifier, ["a"], ["x"], ["g"], shares=(0,))
    with pytest.raises(InputError, match="all statements are of one group"):
        learning_curve(classifier, ["a", "b"], ["x", "y"], ["g", "g"])
