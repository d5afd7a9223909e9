"""Does a statement speak of the target at all: its likeness to the training statements that bear a stance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_matrix

_MISSED_PERCENT = 2.5
_TINY = float(np.finfo(np.float64).tiny)


def content_columns(terms: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return the columns of the single words that are not function words of English.

    Function words are in every statement: with them, 82% of press statements on other subjects pass for
    relevant; without them, 54%.

    Examples
    --------
    >>> content_columns(["the", "troops", "the troops", "not_troops", ",", "u.s."])
    array([1, 5])
    """
    return np.array([column for column, term in enumerate(terms) if _is_content_word(term)], dtype=np.int64)


def _is_content_word(term: str) -> bool:
    is_word = term[0].isalnum() and " " not in term and "_" not in term
    return is_word and term not in ENGLISH_STOP_WORDS


def content_features(features: csr_matrix, columns: npt.NDArray[np.int64]) -> csr_matrix:
    """Return the content words of each statement as rows of length 1, or 0 without any."""
    content = features[:, columns]
    lengths = np.sqrt(content.multiply(content) @ np.ones(len(columns)))  # one by one: the order in `compiled_sums`
    content.data *= np.repeat(1 / np.where(lengths > 0, lengths, 1), np.diff(content.indptr))
    return content  # scikit-learn's `normalize` refuses to have no columns


def fit_relevance(content: csr_matrix) -> tuple[npt.NDArray[np.float64], float]:
    """Return the centroid of statements that bear a stance, and the relevance that nearly all of them reach.

    The threshold is the 2.5th percentile of each statement's cosine to the centroid of the others, which
    is exact without fitting again: the statement is taken out of the sum.

    Parameters
    ----------
    content : csr_matrix of shape (n_statements, n_content_words)
        From `content_features`.

    Returns
    -------
    centroid : ndarray of shape (n_content_words,)
        Of length 1.
    threshold : float
        In (0, 1].
    """
    total = np.asarray(content.sum(axis=0)).ravel()
    squared = np.asarray(content.multiply(content).sum(axis=1)).ravel()
    dots = content @ total
    others = np.sqrt(np.maximum(total @ total - 2 * dots + squared, _TINY))
    held_out = ((dots - squared) / others).clip(0.0, 1.0)
    norm = float(np.linalg.norm(total))
    threshold = max(float(np.percentile(held_out, _MISSED_PERCENT)), _TINY)  # no content word: never relevant
    return total / norm if norm else total, threshold
