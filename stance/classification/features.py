"""TF-IDF features of a statement: word n-grams with negations, and character n-grams inside each word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from stance.classification.words import negated_positions, word_forms

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

BLOCK_WEIGHTS = {"word": 1.5, "char": 1.0}  # 0.5 points of macro-F1 over equal weights, in cross-validation
START = "^"

PlacedTerm = tuple[str, int, int]
"""An n-gram, and the half-open range of the words it covers."""


@dataclass(frozen=True, slots=True)
class Ngrams:
    """Cut a text into the n-grams of one block.

    Parameters
    ----------
    block : str
        "word" for word n-grams, of which those of two words and more know where the statement begins
        (``^ rejected``), and for the words in the reach of a negation (``not_troops``); "char" for character
        n-grams of each word with a space on both sides, where a shorter word is one n-gram.
    smallest, largest : int
        Range of n.

    Examples
    --------
    >>> Ngrams("word", 1, 2)("No troops")
    ['no', 'troops', '^ no', 'no troops', 'not_troops']
    >>> Ngrams("char", 4, 5)("No bomb")
    [' no ', ' bom', 'bomb', 'omb ', ' bomb', 'bomb ']
    """

    block: str
    smallest: int
    largest: int

    def __call__(self, text: str) -> list[str]:
        """Return the n-grams of a text, with repetitions."""
        forms = word_forms(text)
        if self.block == "char":  # the same terms as `place` gives, at the speed of the cache
            return list(chain.from_iterable(_char_ngrams(form, self.smallest, self.largest) for form in forms))
        return [term for term, _, _ in self.place(forms)]

    def place(self, forms: Sequence[str]) -> Iterator[PlacedTerm]:
        """Yield each n-gram of a sequence of words with the words that it covers."""
        if self.block == "char":
            for position, form in enumerate(forms):
                for term in _char_ngrams(form, self.smallest, self.largest):
                    yield term, position, position + 1
            return
        opened = [START, *forms]
        for size in range(self.smallest, self.largest + 1):
            for first in range(0 if size > 1 else 1, len(opened) - size + 1):  # in `opened`, one ahead of `forms`
                yield " ".join(opened[first : first + size]), max(first - 1, 0), first + size - 1
        for position in negated_positions(forms):
            yield f"not_{forms[position]}", position, position + 1


@lru_cache(maxsize=1 << 16)
def _char_ngrams(form: str, smallest: int, largest: int) -> tuple[str, ...]:
    padded = f" {form} "
    sizes = range(smallest, largest + 1)
    found = tuple(padded[i : i + size] for size in sizes for i in range(len(padded) - size + 1))
    return found or (padded,)


def make_vectorizer(ngrams: Ngrams, *, min_df: int = 1, terms: Sequence[str] | None = None) -> TfidfVectorizer:
    """Return the vectorizer of one block of features, unfitted, or with the terms of a fitted one.

    Term frequencies are sublinear and each row has length 1 within its block, so that a statement's many
    character n-grams do not drown its few word n-grams.

    Parameters
    ----------
    ngrams : Ngrams
    min_df : int
        Statements that a term must stand in.
    terms : sequence of str or None
        Terms in the order of their columns, for a vectorizer whose ``idf_`` the caller sets.
    """
    vocabulary = None if terms is None else {term: column for column, term in enumerate(terms)}
    return TfidfVectorizer(analyzer=ngrams, min_df=min_df, sublinear_tf=True, vocabulary=vocabulary)


def stack_blocks(blocks: dict[str, csr_matrix]) -> csr_matrix:
    """Return the blocks' features side by side, each times its weight."""
    return hstack([features * BLOCK_WEIGHTS[block] for block, features in blocks.items()], format="csr")


def terms_of(vectorizer: TfidfVectorizer) -> list[str]:
    """Return the terms of a fitted vectorizer in the order of its columns."""
    vocabulary: dict[str, int] = vectorizer.vocabulary_
    return sorted(vocabulary, key=vocabulary.__getitem__)
