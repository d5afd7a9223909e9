"""Statements cut into terms once, for many fits: most of what a fit costs beside the regressions is the cutting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from stance.classification.inputs import check_texts
from stance.errors import InputError

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_matrix

    from stance.classification.features import Terms
    from stance.classification.inputs import Texts

Statements: TypeAlias = "Texts | TermCounts"


@dataclass(frozen=True, slots=True, eq=False)
class TermCounts:
    """How often each term stands in each statement, block by block; stands for the texts themselves in a fit.

    ``counts[rows]`` are those of some of the statements. `StanceClassifier.count` makes them.

    Parameters
    ----------
    blocks : dict of str to csr_matrix of int of shape (n_statements, n_terms)
        A block in which no term is frequent enough is not there.
    terms : dict of str to list of str
        Of each block, in the order of its columns.
    min_df : int
        Statements that a term stands in at least: a fit on these counts may ask for more, not for less.
    """

    blocks: dict[str, csr_matrix]
    terms: dict[str, list[str]]
    min_df: int

    def __len__(self) -> int:
        return int(self.blocks["word"].shape[0])

    def __getitem__(self, rows: slice | npt.NDArray[np.intp]) -> TermCounts:
        return TermCounts({block: counts[rows] for block, counts in self.blocks.items()}, self.terms, self.min_df)

    def columns(self, block: str, terms: Iterable[str]) -> npt.NDArray[np.intp]:
        """Return where terms of a block stand.

        Raises
        ------
        InputError
            If one was not counted.
        """
        column = {term: number for number, term in enumerate(self.terms.get(block, ()))}
        try:
            return np.array([column[term] for term in terms], dtype=np.intp)
        except KeyError as error:
            raise InputError(
                f"X: the {block} {error.args[0]!r} was not counted, for it stands in fewer than {self.min_df} of these "
                "statements. Pass the texts."
            ) from error


def check_statements(X: Statements) -> list[str] | TermCounts:
    """Return counts as they are, and texts as `check_texts` does."""
    return X if isinstance(X, TermCounts) else check_texts(X)


def count_terms(blocks: Mapping[str, Terms], texts: Sequence[str], *, min_df: int) -> TermCounts:
    """Count the terms of texts.

    Parameters
    ----------
    blocks : mapping of str to Terms
    texts : sequence of str
    min_df : int
        Texts that a term must stand in.

    Raises
    ------
    InputError
        If no n-gram does.
    """
    counts, terms = {}, {}
    for block, cut in blocks.items():
        vectorizer = CountVectorizer(analyzer=cut, min_df=min_df, dtype=np.int32)
        try:
            counts[block] = vectorizer.fit_transform(texts)
        except ValueError as error:  # no term
            refuse_no_term(block, min_df, error)
            continue
        terms[block] = sorted(vectorizer.vocabulary_)
    return TermCounts(counts, terms, min_df)


def refuse_no_term(block: str, min_df: int, cause: Exception | None = None) -> None:
    """Raise an `InputError`, if the block is one of those that no statement goes without."""
    if block in ("word", "char"):
        raise InputError(
            f"X: no n-gram stands in min_df={min_df} statements. Pass more statements, or min_df=1."
        ) from cause


def weigh(counts: csr_matrix, idf: npt.NDArray[np.float64] | None = None) -> tuple[csr_matrix, npt.NDArray[np.float64]]:
    """Return TF-IDF features, and the inverse document frequencies, counted on these statements where not given.

    Term frequencies are sublinear and each row has length 1 within its block, so that a statement's many
    character n-grams do not drown its few word n-grams.

    Parameters
    ----------
    counts : csr_matrix of shape (n_statements, n_terms)
    idf : ndarray of shape (n_terms,), or None
    """
    frequencies = counts.astype(np.float64)
    transformer = TfidfTransformer(sublinear_tf=True)
    if idf is None:
        transformer.fit(frequencies)
    else:
        transformer.idf_ = idf
    return transformer.transform(frequencies, copy=False), transformer.idf_
