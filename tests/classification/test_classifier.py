"""The classifier: scikit-learn's own checks, its probabilities, abstention, relevance and refusals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.special import softmax
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.utils.estimator_checks import parametrize_with_checks
from sklearn.utils.validation import check_is_fitted, validate_data

from stance.classification import StanceClassifier, out_of_fold_logits
from stance.classification.counts import TermCounts
from stance.errors import InputError, InputTypeError


class NumericStanceClassifier(StanceClassifier):
    """Spells numeric rows as words, so that scikit-learn's checks run instead of being skipped for text."""

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.one_d_array, tags.input_tags.two_d_array = False, False, True
        tags.classifier_tags.poor_score = True  # the words of two near numbers have nothing in common
        return tags

    def fit(self, X, y, *, groups=None):
        if is_texts(X):  # a fold of the calibration
            return super().fit(X, y, groups=groups)
        X, y = validate_data(self, X, y)
        return super().fit(spell(X), y, groups=groups)

    def features(self, X):
        if is_texts(X):
            return super().features(X)
        check_is_fitted(self)
        return super().features(spell(validate_data(self, X, reset=False)))


def is_texts(X):
    return isinstance(X, TermCounts) or (isinstance(X, list) and isinstance(X[0], str))


def spell(X):
    return [" ".join(f"c{i}v{round(value)}" for i, value in enumerate(row)).replace("-", "m") for row in X.tolist()]


@parametrize_with_checks([NumericStanceClassifier()])
def test_scikit_learn_checks(estimator, check):
    check(estimator)


UNSEEN = ["Never bomb our towns.", "Please send troops!", "Prices rose on Monday.", "", "zzz"]


def test_probabilities_are_the_softmax_of_logits_over_the_temperature(classifier):
    exponentials = np.exp(classifier.decision_function(UNSEEN) / classifier.temperature_)
    expected = exponentials / exponentials.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(classifier.predict_proba(UNSEEN), expected)
    assert classifier.temperature_ != 1.0


def test_two_classes_have_one_logit_and_mirrored_coefficients(binary_classifier):
    decision = binary_classifier.decision_function(UNSEEN)
    assert decision.shape == (5,)
    np.testing.assert_array_equal(binary_classifier.coef_[0], -binary_classifier.coef_[1])
    favor = binary_classifier.predict_proba(UNSEEN)[:, 1]
    np.testing.assert_allclose(favor, 1 / (1 + np.exp(-decision / binary_classifier.temperature_)))
    assert binary_classifier.predict(UNSEEN[:2]).tolist() == ["against", "favor"]


def test_statement_without_known_ngrams_gets_the_intercept_and_is_off_target(classifier):
    for text in ("", "  ", "\u4e2d\u6587"):
        np.testing.assert_array_equal(classifier.decision_function([text])[0], classifier.intercept_)
        assert classifier.relevance([text])[0] == 0
        assert not classifier.on_target([text])[0]


def test_same_data_give_the_same_classifier(labelled, classifier):
    again = clone(classifier).fit(labelled.texts, labelled.labels, groups=labelled.groups)
    np.testing.assert_array_equal(again.coef_, classifier.coef_)
    assert again.temperature_ == classifier.temperature_


def test_prediction_does_not_depend_on_the_batch(classifier):
    together = classifier.predict_proba(UNSEEN)
    alone = np.vstack([classifier.predict_proba([text]) for text in UNSEEN])
    np.testing.assert_array_equal(together, alone)


def test_coefficients_are_single_precision_numbers(classifier):
    np.testing.assert_array_equal(classifier.coef_, classifier.coef_.astype(np.float32))
    assert classifier.coef_.dtype == np.float64


@pytest.mark.parametrize(
    "container",
    [list, tuple, pd.Series, np.array, lambda texts: np.array(texts, dtype=object)],
    ids=["list", "tuple", "Series", "array", "array of objects"],
)
def test_containers_of_texts_mean_the_same(container, labelled):
    fitted = StanceClassifier(calibration_folds=None).fit(container(labelled.texts), container(labelled.labels))
    expected = StanceClassifier(calibration_folds=None).fit(labelled.texts, labelled.labels)
    np.testing.assert_array_equal(fitted.predict_proba(container(UNSEEN)), expected.predict_proba(UNSEEN))
    assert fitted.predict(UNSEEN).dtype == expected.predict(UNSEEN).dtype


def test_abstains_below_the_threshold(classifier):
    confidence = classifier.predict_proba(UNSEEN).max(axis=1)
    threshold = float(np.median(confidence))
    cautious = clone_with_threshold(classifier, threshold)
    np.testing.assert_array_equal(cautious.abstains(UNSEEN), confidence < threshold)
    assert 0 < cautious.abstains(UNSEEN).sum() < len(UNSEEN)


def clone_with_threshold(classifier, threshold):
    cautious = StanceClassifier(abstention_threshold=threshold)
    cautious.__dict__.update({name: value for name, value in vars(classifier).items() if name.endswith("_")})
    return cautious


def test_judge_agrees_with_the_single_methods(classifier):
    judged = classifier.judge(UNSEEN)
    np.testing.assert_array_equal(judged.probabilities, classifier.predict_proba(UNSEEN))
    np.testing.assert_array_equal(judged.abstained, classifier.abstains(UNSEEN))
    np.testing.assert_array_equal(judged.relevance, classifier.relevance(UNSEEN))
    np.testing.assert_array_equal(judged.on_target, classifier.on_target(UNSEEN))


def test_temperature_is_one_without_calibration_or_without_folds(labelled):
    assert StanceClassifier(calibration_folds=None).fit(labelled.texts, labelled.labels).temperature_ == 1.0
    assert StanceClassifier().fit(labelled.texts[5:7], labelled.labels[5:7]).temperature_ == 1.0


def test_calibrate_with_logits_at_hand_equals_calibration_inside_fit(labelled, classifier):
    bare = StanceClassifier(random_state=0, calibration_folds=None)
    logits = out_of_fold_logits(bare, labelled.texts, labelled.labels, labelled.groups, n_folds=5)
    bare.fit(labelled.texts, labelled.labels).calibrate(logits, labelled.labels)
    assert bare.temperature_ == classifier.temperature_


def test_calibrate_refuses_logits_of_other_classes(labelled, classifier):
    with pytest.raises(InputError, match=r"calibrate: .*expected \(12, 3\)"):
        clone_with_threshold(classifier, 0.5).calibrate(np.zeros((12, 2)), labelled.labels[:12])


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"C": 0}, "C: 0 is not"),
        ({"min_df": 0}, "min_df: 0 is not"),
        ({"word_ngram_range": (2, 1)}, r"word_ngram_range: \(2, 1\)"),
        ({"char_ngram_range": (0, 3)}, r"char_ngram_range: \(0, 3\)"),
        ({"tokenizer": "words"}, "tokenizer: 'words' is not one of press, tweet"),
        ({"block_weights": {"char": 1.0}}, "block_weights: .* word among them"),
        ({"block_weights": {"word": 1.0, "pairs": 1.0}}, "block_weights"),
        ({"block_weights": {"word": 0.0}}, "block_weights"),
        ({"abstention_threshold": 1.5}, "abstention_threshold: 1.5"),
        ({"calibration_folds": 1}, "calibration_folds: 1 is not"),
        ({"min_df": 50}, "no n-gram stands in min_df=50"),
    ],
)
def test_impossible_parameters_are_refused(labelled, parameters, message):
    with pytest.raises(InputError, match=message):
        StanceClassifier(**parameters).fit(labelled.texts, labelled.labels)


def test_only_named_blocks_are_used(labelled):
    fitted = StanceClassifier(block_weights={"word": 1.0, "class": 0.5}).fit(labelled.texts, labelled.labels)
    assert list(fitted.vectorizers_) == ["word", "class"]
    row = fitted.features(["Send troops"])
    n_words = len(fitted.vectorizers_["word"].vocabulary_)
    np.testing.assert_allclose([np.linalg.norm(row[0, :n_words].data), np.linalg.norm(row[0, n_words:].data)], [1, 0.5])


def test_words_that_training_lacks_act_through_their_concept_and_class(labelled):
    text = ["deplored"]
    ngrams = StanceClassifier(block_weights={"word": 1.0}).fit(labelled.texts, labelled.labels)
    assert ngrams.features(text).nnz == 0
    texts, labels = [*labelled.texts, "denounced it", "condemned it"], [*labelled.labels, "against", "against"]
    assert StanceClassifier(block_weights={"word": 1.0, "concept": 1.0}).fit(texts, labels).predict(text) == ["against"]


def test_statements_on_other_targets_are_learned_from_at_a_lower_weight(labelled):
    unseen = ["Zebras forever!"]
    others = (["zebras forever"] * 20, ["favor"] * 20)
    texts, labels = labelled.texts, labelled.labels
    alone, beside, much = (
        StanceClassifier(random_state=0).fit(texts, labels, auxiliary=more, auxiliary_weight=weight)
        for more, weight in ((None, 0.05), (others, 0.05), (others, 1.0))
    )
    favor = [fitted.decision_function(unseen)[0, 1] for fitted in (alone, beside, much)]
    assert favor[0] < favor[1] < favor[2]
    np.testing.assert_array_equal(alone.relevance_.weights, StanceClassifier().fit(texts, labels).relevance_.weights)


def test_other_targets_are_balanced_in_themselves_and_count_for_how_rare_a_term_is(labelled):
    others = (["troops"] * 100 + ["zebras"] * 2, ["favor"] * 100 + ["against"] * 2)
    alone = StanceClassifier(calibration_folds=None).fit(labelled.texts, labelled.labels)
    beside = StanceClassifier(calibration_folds=None).fit(labelled.texts, labelled.labels, auxiliary=others)
    rarity = [
        fitted.vectorizers_["word"].idf_[fitted.vectorizers_["word"].vocabulary_["troops"]]
        for fitted in (alone, beside)
    ]
    assert rarity[0] > rarity[1] > 1
    weights = beside._sample_weight([(np.array([0, 1, 2]), 1.0), (np.array([1] * 100 + [0] * 2), 0.05)], 1)
    assert weights[:3].tolist() == [0.75, 1.5, 0.75]
    np.testing.assert_allclose([weights[3:103].sum(), weights[103:].sum()], [0.05 * 51] * 2)


@pytest.mark.parametrize(
    ("auxiliary", "weight", "message"),
    [
        ("troops", 0.05, r"auxiliary: a str, expected a pair. Pass \(texts, labels\)"),
        ((["a"], ["favor", "favor"]), 0.05, "auxiliary: 2 labels for 1 statements"),
        ((["a", "b"], ["favor", "maybe"]), 0.05, "auxiliary: label 1 is 'maybe', expected one of .*Relabel it"),
        ((["a", None], ["favor", "favor"]), 0.05, r"auxiliary\[1\]: missing"),
        ((["a"], ["favor"]), 0, "auxiliary_weight: 0 is not a positive number"),
    ],
)
def test_statements_on_other_targets_are_checked(labelled, auxiliary, weight, message):
    with pytest.raises((InputError, InputTypeError), match=message):
        StanceClassifier().fit(labelled.texts, labelled.labels, auxiliary=auxiliary, auxiliary_weight=weight)


def test_class_weights_by_label_hold_in_the_folds_of_the_calibration_too(labelled):
    fitted = StanceClassifier(class_weight={"favor": 100.0}, random_state=0).fit(labelled.texts, labelled.labels)
    assert fitted.temperature_ != 1.0
    assert fitted.decision_function(["zzz"]).argmax() == 1


def test_tweets_read_handles_and_hashtags(labelled):
    fitted = StanceClassifier.tweets(random_state=0).fit(
        [*labelled.texts, "@un #StopTheWar"], [*labelled.labels, "against"]
    )
    assert {"@un", "stop", "the war"} <= set(fitted.vectorizers_["word"].vocabulary_)
    assert list(fitted.vectorizers_) == ["word", "char", "class"]


def test_one_string_is_refused_when_predicting(classifier):
    with pytest.raises(InputTypeError, match=r"Pass \[text\]"):
        classifier.predict("Never.")


@pytest.mark.parametrize("method", ["predict", "predict_proba", "decision_function", "abstains", "relevance", "judge"])
def test_unfitted_classifier_says_so(method):
    with pytest.raises(NotFittedError):
        getattr(StanceClassifier(), method)(["text"])


def test_surroundings_are_read_beside_the_statement(classifier):
    texts, around = UNSEEN, [f"{text} The strikes went on." for text in UNSEEN]
    alone, sentence = classifier.logits(texts), classifier.logits(around)
    judged = classifier.judge(texts, surroundings=around)
    np.testing.assert_allclose(judged.probabilities, softmax((alone + sentence) / 2 / classifier.temperature_, axis=1))
    np.testing.assert_allclose(classifier.judge(texts, surroundings=texts).relevance, classifier.relevance(texts))
    with pytest.raises(InputError, match=f"surroundings: 1 for {len(texts)} statements"):
        classifier.judge(texts, surroundings=["x"])
