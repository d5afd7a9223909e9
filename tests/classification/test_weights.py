"""The archive of weights: exact both ways, and refused where a part is not what it should be."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest

from stance.classification import StanceClassifier
from stance.classification.weights import pack_weights, unpack_weights
from stance.errors import ModelError

LABELS = ["against", "favor", "neutral"]


def repack(classifier, **changes):
    """Return the archive with some arrays replaced, or dropped where the change is None."""
    with np.load(io.BytesIO(pack_weights(classifier))) as archive:
        arrays = {name: archive[name] for name in archive.files} | changes
    buffer = io.BytesIO()
    np.savez(buffer, **{name: array for name, array in arrays.items() if array is not None})
    return buffer.getvalue()


def unpack(classifier, data):
    return unpack_weights(data, parameters=classifier.get_params(), labels=LABELS)


def test_unpacked_classifier_has_the_same_arrays(classifier):
    again = unpack(classifier, pack_weights(classifier))
    for name in ("coef_", "intercept_", "content_columns_", "temperature_", "relevance_threshold_"):
        np.testing.assert_array_equal(getattr(again, name), getattr(classifier, name))
    np.testing.assert_array_equal(again.relevance_.weights, classifier.relevance_.weights)
    assert again.relevance_.line == classifier.relevance_.line
    for block, vectorizer in classifier.vectorizers_.items():
        assert again.vectorizers_[block].vocabulary_ == vectorizer.vocabulary_
        np.testing.assert_array_equal(again.vectorizers_[block].idf_, vectorizer.idf_)
    assert pack_weights(again) == pack_weights(classifier)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"coef": None}, "coef"),
        ({"coef": np.zeros((3, 2), dtype=np.float32)}, r"coef is float32 of shape \(3, 2\), expected floats of shape"),
        ({"coef": np.array([{"a": 1}], dtype=object)}, "allow_pickle=False"),
        ({"intercept": np.array([0.0, np.nan, 0.0])}, "intercept holds a value that is not finite"),
        ({"intercept": np.array([0, 1, 2])}, "intercept is int64"),
        ({"temperature": np.array(0.0)}, "temperature is 0.0"),
        ({"relevance_threshold": np.array([0.1])}, r"shape \(1,\), expected floats of shape \(\)"),
        ({"content_columns": np.array([0, 10**6])}, "content_columns is not in rising order"),
        ({"content_columns": np.array([2, 1])}, "content_columns is not in rising order"),
        ({"content_columns": np.zeros(2)}, "content_columns is float64"),
        ({"relevance_weights": np.zeros(3)}, "relevance_weights is"),
        (
            {"relevance_line": np.zeros(3)},
            r"relevance_line is float64 of shape \(3,\), expected floats of shape \(2,\)",
        ),
        ({"relevance_line": None}, "relevance_line"),
        ({"centroid": np.zeros(3)}, "centroid is"),
        ({"word_idf": np.ones(3)}, "word_idf is"),
        ({"word_terms": np.zeros(3)}, "word_terms is float64"),
        ({"char_terms": None}, "char_terms"),
        ({"concept_idf": None}, "concept_idf"),
        ({"class_terms": None}, "coef is"),
        ({"char_terms": np.frombuffer(b"a\na", dtype=np.uint8)}, "char_terms is not in rising order"),
        ({"char_terms": np.array([255], dtype=np.uint8)}, "UnicodeDecodeError"),
    ],
)
def test_wrong_arrays_are_refused(classifier, changes, message):
    with pytest.raises(ModelError, match=message):
        unpack(classifier, repack(classifier, **changes))


def test_block_without_a_term_in_training_is_left_out():
    fitted = StanceClassifier().fit(["zza", "zzc"], ["against", "favor"])
    assert list(fitted.vectorizers_) == ["word", "char"]
    again = unpack_weights(pack_weights(fitted), parameters=fitted.get_params(), labels=["against", "favor"])
    np.testing.assert_array_equal(again.coef_, fitted.coef_)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not an archive", b"\x80\x04N.", b"\x93NUMPY"])
def test_bytes_that_are_no_archive_are_refused(classifier, data):
    with pytest.raises(ModelError):
        unpack(classifier, data)


def test_plain_array_instead_of_an_archive_is_refused(classifier):
    buffer = io.BytesIO()
    np.save(buffer, np.zeros(3))
    with pytest.raises(ModelError):
        unpack(classifier, buffer.getvalue())


def test_no_flipped_or_missing_byte_is_a_traceback(classifier):
    data = pack_weights(classifier)
    rng = np.random.default_rng(0)
    for position in rng.integers(len(data), size=300).tolist():
        flipped = data[:position] + bytes([data[position] ^ 0xFF]) + data[position + 1 :]
        for damaged in (flipped, data[:position]):
            try:
                unpack(classifier, damaged)
            except ModelError:
                continue  # a flip in an unused field of the archive may also leave it whole


def test_entry_that_claims_to_be_huge_is_refused(classifier):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        header = io.BytesIO()
        np.lib.format.write_array_header_1_0(header, {"descr": "<f8", "fortran_order": False, "shape": (2**40, 2**10)})
        archive.writestr("coef.npy", header.getvalue())
    with pytest.raises(ModelError):
        unpack(classifier, buffer.getvalue())


@pytest.mark.parametrize(
    "change", [{"word_ngram_range": 3}, {"char_ngram_range": ["a", "b"]}, {"C": "much"}, {"abstention_threshold": None}]
)
def test_impossible_parameters_are_refused(classifier, change):
    with pytest.raises(ModelError, match=f"{next(iter(change))}: .* is not"):
        unpack_weights(pack_weights(classifier), parameters=classifier.get_params() | change, labels=LABELS)
