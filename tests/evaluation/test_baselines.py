"""Baselines predict labels of the model's classes, and those that do not fit are left out."""

from __future__ import annotations

import sys

import pytest

from stance.errors import MissingExtraError
from stance.evaluation.baselines import predict_baselines, predict_keywords, predict_majority, predict_sentiment

TEXTS = ["This is a wonderful, great success.", "This is a horrible, evil crime.", "The table is in the room."]


def test_majority_is_the_most_frequent_label():
    assert predict_majority(["favor", "against", "favor"]).tolist() == ["favor"] * 3


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("We support and welcome the strikes.", "favor"),
        ("WE REJECT THE INVASION", "against"),
        ("We support it, and we reject it.", "neutral"),
        ("Maize prices rose.", "neutral"),
        ("", "neutral"),
        ("We don't say so.", "against"),
        ("We don’t say so.", "against"),
        ("The casino and the notary.", "neutral"),
    ],
)
def test_keywords(text, stance):
    assert predict_keywords([text]).tolist() == [stance]


def test_sentiment():
    pytest.importorskip("vaderSentiment")
    assert predict_sentiment(TEXTS).tolist() == ["favor", "against", "neutral"]


def test_sentiment_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "vaderSentiment.vaderSentiment", None)
    message = r'^the sentiment baseline needs vaderSentiment: pip install "stancekit\[baselines\]"\.$'
    with pytest.raises(MissingExtraError, match=message):
        predict_sentiment(TEXTS)
    assert list(predict_baselines(TEXTS, ["favor", "against", "neutral"])) == ["majority", "keywords"]


@pytest.mark.parametrize(
    ("labels", "classes", "names"),
    [
        (["favor", "against", "neutral"], None, ["majority", "keywords", "sentiment"]),
        (["favor", "against", "against"], ["against", "favor", "neutral"], ["majority", "keywords", "sentiment"]),
        (["favor", "against", "against"], None, ["majority"]),
        (["favor", "against", "against"], ["against", "favor"], ["majority"]),
        (["yes", "no", "yes"], None, ["majority"]),
    ],
)
def test_baselines_predict_nothing_but_the_classes(labels, classes, names):
    pytest.importorskip("vaderSentiment")
    predictions = predict_baselines(TEXTS, labels, classes=classes)
    assert list(predictions) == names
    assert {label for values in predictions.values() for label in values.tolist()} <= set(classes or labels)
    assert all(len(values) == len(TEXTS) for values in predictions.values())
