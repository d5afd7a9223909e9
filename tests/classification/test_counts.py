"""Counted terms: fits and readings of them are those of the texts."""

from __future__ import annotations

import numpy as np
import pytest

from stance.classification import StanceClassifier, save_model
from stance.errors import InputError


def weights_of(classifier, path):
    save_model(classifier, path, config={}, documents={}, card=lambda model_id: model_id)
    return (path / "weights.npz").read_bytes()


def test_fit_on_counts_is_the_fit_on_texts(labelled, tmp_path):
    classifier = StanceClassifier(random_state=0, min_df=2)
    counts = classifier.count(labelled.texts)
    assert len(counts) == len(labelled.texts) and classifier.count(counts) is counts
    on_texts, on_counts = (
        weights_of(StanceClassifier(random_state=0, min_df=2).fit(known, labelled.labels), tmp_path / name)
        for name, known in (("texts", labelled.texts), ("counts", counts))
    )
    assert on_texts == on_counts


@pytest.mark.parametrize("min_df", [1, 2, 3])
def test_some_statements_are_fitted_and_read_as_their_texts(labelled, min_df):
    train, test = np.arange(0, 18, 2), np.arange(1, 18, 2)
    texts, labels = np.array(labelled.texts, dtype=object), np.array(labelled.labels)
    counts = StanceClassifier(min_df=min_df).count(texts)
    situations = labelled.groups
    on_texts, on_counts = (
        StanceClassifier(min_df=min_df, calibration_folds=2).fit(
            known, labels[train], situations=np.array(situations)[train]
        )
        for known in (texts[train], counts[train])
    )
    np.testing.assert_allclose(on_counts.coef_, on_texts.coef_, rtol=1e-6)
    assert on_counts.temperature_ == pytest.approx(on_texts.temperature_)
    for method in ("predict_proba", "decision_function", "relevance"):
        expected = getattr(on_texts, method)(texts[test])
        np.testing.assert_allclose(getattr(on_counts, method)(counts[test]), expected, rtol=1e-6)
        np.testing.assert_allclose(getattr(on_counts, method)(texts[test]), expected, rtol=1e-6)


def test_terms_that_were_not_counted_are_not_taken_for_absent(labelled):
    counts = StanceClassifier(min_df=2).count(labelled.texts)
    with pytest.raises(InputError, match=r"terms of fewer than 2 statements were not counted, min_df=1 needs them"):
        StanceClassifier(min_df=1).fit(counts, labelled.labels)
    knows_more = StanceClassifier(min_df=1).fit(labelled.texts, labelled.labels)
    with pytest.raises(InputError, match=r"X: the word '.+' was not counted, for it stands in fewer than 2 of these"):
        knows_more.predict(counts)


def test_fewer_statements_may_leave_no_term(labelled):
    counts = StanceClassifier(min_df=9).count(labelled.texts)
    with pytest.raises(InputError, match=r"no n-gram stands in min_df=9 statements"):
        StanceClassifier(min_df=9, calibration_folds=None).fit(counts[:8], [*"aaaabbbb"])


def test_texts_cannot_stand_beside_counts(labelled):
    counts = StanceClassifier().count(labelled.texts)
    with pytest.raises(InputError, match="auxiliary: its texts cannot stand beside counts"):
        StanceClassifier().fit(counts, labelled.labels, auxiliary=(labelled.texts, labelled.labels))
