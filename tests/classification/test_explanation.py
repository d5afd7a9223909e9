"""Explanations: exact sums, and words that stand where they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stance.classification import explain, top_terms
from stance.errors import InputTypeError

WORDS = ["We", "never", "don’t", "U.S.", "US", "troops", "troops,", "bomb!", "drones?", "zzz", "”", "—", "soil."]
texts = st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join) | st.text(max_size=40)
fixtures_are_not_changed = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)


@fixtures_are_not_changed
@given(texts)
@pytest.mark.parametrize("n_classes", [2, 3])
def test_words_and_features_add_up_to_the_logits(request, n_classes, text):
    classifier = request.getfixturevalue("classifier" if n_classes == 3 else "binary_classifier")
    found = explain(classifier, text)
    np.testing.assert_allclose(found.logits, classifier.logits([text])[0], atol=0)
    for parts in (found.words, found.features):
        contributions = np.array([part.contributions for part in parts]).reshape(-1, n_classes)
        np.testing.assert_allclose(contributions.sum(axis=0) + found.intercept, found.logits, atol=1e-9, rtol=0)


@given(text=texts)
@fixtures_are_not_changed
def test_words_stand_where_they_say(classifier, text):
    for word in explain(classifier, text).words:
        assert text[word.start : word.end] == word.text


def test_probabilities_and_classes_are_those_of_the_classifier(classifier):
    found = explain(classifier, "Never.")
    assert found.classes == ("against", "favor", "neutral")
    assert found.probabilities == tuple(classifier.predict_proba(["Never."])[0])


def test_features_come_strongest_first(classifier):
    strengths = [max(map(abs, feature.contributions)) for feature in explain(classifier, "Send troops").features]
    assert strengths == sorted(strengths, reverse=True)
    assert {feature.block for feature in explain(classifier, "Send troops").features} == {
        "word",
        "char",
        "concept",
        "class",
    }


def test_repeated_word_shares_its_contribution(classifier):
    first, second = explain(classifier, "never never").words
    np.testing.assert_allclose(first.contributions, second.contributions)


def test_unknown_text_leaves_the_intercept(classifier):
    found = explain(classifier, "\u4e2d\u6587")
    assert found.features == ()
    assert found.words[0].contributions == (0.0, 0.0, 0.0)
    assert found.logits == found.intercept


def test_text_that_is_no_string_is_refused(classifier):
    with pytest.raises(InputTypeError, match="is a list"):
        explain(classifier, ["Never."])


def test_top_terms_are_the_largest_word_coefficients(classifier):
    top = top_terms(classifier, 5)
    assert list(top) == ["against", "favor", "neutral"]
    for label, terms in top.items():
        column = classifier.classes_.tolist().index(label)
        n_word_terms = len(classifier.vectorizers_["word"].vocabulary_)
        assert [value for _, value in terms] == sorted(classifier.coef_[column, :n_word_terms], reverse=True)[:5]
        for term, value in terms:
            assert classifier.coef_[column, classifier.vectorizers_["word"].vocabulary_[term]] == value


@fixtures_are_not_changed
@given(texts, texts)
def test_a_statement_in_its_surroundings_is_the_mean_of_two_readings(classifier, text, surroundings):
    found = explain(classifier, text, surroundings=surroundings)
    judged = classifier.judge([text], surroundings=[surroundings]).probabilities[0]
    np.testing.assert_allclose(found.probabilities, judged, atol=1e-12)
    for parts in (found.words, found.features):
        contributions = np.array([part.contributions for part in parts]).reshape(-1, len(found.classes))
        np.testing.assert_allclose(contributions.sum(axis=0) + found.intercept, found.logits, atol=1e-9, rtol=0)
    assert [found.text[word.start : word.end] for word in found.words] == [word.text for word in found.words]
    assert len({(feature.block, feature.term) for feature in found.features}) == len(found.features)
