"""The fitted part of a classifier as the bytes of one archive of plain arrays, and back."""

from __future__ import annotations

import io
from itertools import islice
from operator import lt
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.classification.classifier import StanceClassifier
from stance.classification.features import iterate_terms, join_terms, make_vectorizer
from stance.classification.inputs import check_parameters
from stance.classification.relevance import Relevance
from stance.errors import ModelError

if TYPE_CHECKING:
    import numpy.typing as npt

Arrays = dict[str, "npt.NDArray[Any]"]


def pack_weights(classifier: StanceClassifier) -> bytes:
    """Return a fitted classifier's arrays as a compressed npz archive, the same for the same fit."""
    arrays: Arrays = {
        "coef": classifier.coef_.astype(np.float32),  # exact: fit rounds them
        "intercept": classifier.intercept_,
        "temperature": np.array(classifier.temperature_),
        "content_columns": classifier.content_columns_,
        "relevance_weights": classifier.relevance_.weights.astype(np.float32),  # exact: fit rounds them
        "relevance_line": np.array(classifier.relevance_.line, dtype=np.float64),
        "relevance_threshold": np.array(classifier.relevance_.threshold),
    }
    for block, vectorizer in classifier.vectorizers_.items():
        arrays[f"{block}_terms"] = np.frombuffer(join_terms(iterate_terms(vectorizer)), dtype=np.uint8)
        arrays[f"{block}_idf"] = vectorizer.idf_
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)  # numpy dates every entry 1980
    return buffer.getvalue()


def unpack_weights(data: bytes, *, parameters: dict[str, Any], labels: list[str]) -> StanceClassifier:
    """Return the classifier that was packed, after checking every array.

    Parameters
    ----------
    data : bytes
    parameters : dict
        Of `StanceClassifier`.
    labels : list of str

    Raises
    ------
    ModelError
        If the archive cannot be read, or an array has another type or shape, or a value that is not finite.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        return _build(arrays, parameters, labels)
    except Exception as error:  # on foreign bytes zipfile, zlib and numpy raise almost anything
        raise ModelError(f"{type(error).__name__}: {error}") from error


def _build(arrays: Arrays, parameters: dict[str, Any], labels: list[str]) -> StanceClassifier:
    check_parameters(parameters)
    ranges = {name: tuple(parameters[name]) for name in ("word_ngram_range", "char_ngram_range")}
    classifier = StanceClassifier(**(parameters | ranges))
    classifier.classes_ = np.array(labels)
    classifier.vectorizers_ = {}
    for block, terms_of_block in classifier.blocks().items():
        if f"{block}_terms" not in arrays and block not in ("word", "char"):
            continue  # the training statements had none
        terms = _terms(arrays, f"{block}_terms")
        idf = _floats(arrays, f"{block}_idf", (terms.count(b"\n") + 1,))
        classifier.vectorizers_[block] = make_vectorizer(terms_of_block, terms, idf, min_df=classifier.min_df)
    n_terms = {block: len(vectorizer.idf_) for block, vectorizer in classifier.vectorizers_.items()}
    classifier.coef_ = _floats(arrays, "coef", (len(labels), sum(n_terms.values())))
    classifier.intercept_ = _floats(arrays, "intercept", (len(labels),))
    classifier.content_columns_ = _columns(arrays, "content_columns", n_terms["word"])
    classifier.relevance_ = _relevance(arrays, classifier.content_columns_)
    classifier.temperature_ = float(_floats(arrays, "temperature", ()))
    if classifier.temperature_ <= 0:
        raise ValueError(f"temperature is {classifier.temperature_}, expected more than 0")
    return classifier


def _relevance(arrays: Arrays, columns: npt.NDArray[np.int64]) -> Relevance:
    threshold = float(_floats(arrays, "relevance_threshold", ()))
    if "centroid" in arrays:  # a model from before weights were learned from off-target statements
        return Relevance(_floats(arrays, "centroid", columns.shape), (), threshold)
    line = arrays["relevance_line"]
    n_numbers = 2 if line.size else 0
    return Relevance(
        _floats(arrays, "relevance_weights", columns.shape),
        tuple(_floats(arrays, "relevance_line", (n_numbers,)).tolist()),
        threshold,
    )


def _terms(arrays: Arrays, name: str) -> bytes:
    values = arrays[name]
    if values.dtype != np.uint8 or values.ndim != 1:
        raise ValueError(f"{name} is {values.dtype} of shape {values.shape}, expected uint8 of one dimension")
    joined = values.tobytes()
    joined.decode("utf-8", errors="surrogatepass")
    terms = joined.split(b"\n")
    if not all(map(lt, terms, islice(terms, 1, None))):
        raise ValueError(f"{name} is not in rising order")
    return joined


def _columns(arrays: Arrays, name: str, n_columns: int) -> npt.NDArray[np.int64]:
    values = arrays[name]
    if values.dtype.kind != "i" or values.ndim != 1:
        raise ValueError(f"{name} is {values.dtype} of shape {values.shape}, expected int64 of one dimension")
    if len(values) and not (values[0] >= 0 and values[-1] < n_columns and (np.diff(values) > 0).all()):
        raise ValueError(f"{name} is not in rising order between 0 and {n_columns - 1}")
    return values.astype(np.int64)


def _floats(arrays: Arrays, name: str, shape: tuple[int, ...]) -> npt.NDArray[np.float64]:
    values = arrays[name]
    if values.dtype.kind != "f" or values.shape != shape:
        raise ValueError(f"{name} is {values.dtype} of shape {values.shape}, expected floats of shape {shape}")
    if not np.isfinite(values).all():
        raise ValueError(f"{name} holds a value that is not finite")
    return values.astype(np.float64)
