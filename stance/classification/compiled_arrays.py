"""The arrays that the compiled loops work on, and how the loops are compiled. Importing this module imports Numba."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numba
import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

OTHER, LETTER, DIGIT, MARK, APOSTROPHE, UNDERSCORE, UNREADABLE = range(7)
TAG, FIRST_CODE, N_CODES, FORM, FIRST_GRAM, N_GRAMS, FLAGS = range(7)
OWN, NEGATED, COARSE, FINE, CONCEPT, AS_FIRST, AS_SECOND = range(7, 14)
N_FIELDS = 16  # a record fills a line of the processor's cache
NEGATES, ENDS_CLAUSE, ENDS_SENTENCE = 1, 2, 4
WORD, CHAR, CONCEPTS, CLASS = range(4)
WORDS_USED, CODES_USED, GRAMS_USED = range(3)
BLANK, DOT = ord(" "), ord(".")

MIXER = np.uint64(0x9E3779B97F4A7C15)  # odd, and its bits look random: Fibonacci hashing (Knuth 6.4)
HALF = np.uint64(32)

Function = TypeVar("Function", bound=Callable[..., Any])


class Characters(NamedTuple):
    """What each code point is, and what becomes of it in a word's form; equally long arrays."""

    kinds: npt.NDArray[np.uint8]
    folded: npt.NDArray[np.uint32]


class Model(NamedTuple):
    """What does not change while texts are scored. A feature goes by its rank, see `compiled_tables._rank`.

    Parameters
    ----------
    letters : ndarray of shape (n_code_points,)
        Number of each code point in the n-grams' keys, from 1; 0 where it stands in none.
    letter_bits : int
        Of one letter in a key.
    smallest, largest : int
        Range of n of the character n-grams.
    gram_keys, gram_features : ndarray of shape (2**k,)
        Open addressing; a key of 0 is a free place.
    pair_keys, pair_features : ndarray of shape (2**k,)
        The same for two words in succession: in each half of the key the number of a word, plus one.
    first_word : int
        Number of the word that stands before every text; -1 for a model without pairs.
    reach : int
        Words that a negation reaches.
    concepts : ndarray of shape (n_firsts, n_seconds)
        Concept of two words in succession by `AS_FIRST` of the one and `AS_SECOND` of the other, or -1.
    states : ndarray of shape (n_states, n_states + 1)
        A state is a concept: twice its number, plus one if it is negated. Feature of each state after each, or -1;
        in the last column of the state itself.
    log_counts : ndarray of shape (n_counts,)
        1 + ln(count), with 1 for 0.
    weights : ndarray of shape (n_features, 1 + n_classes)
        idf, and the coefficients times the weight of the block.
    first_content : int
        Rank of the first content word.
    centroid : ndarray of shape (n_content_words,)
    """

    letters: npt.NDArray[np.uint16]
    letter_bits: int
    smallest: int
    largest: int
    gram_keys: npt.NDArray[np.uint64]
    gram_features: npt.NDArray[np.int32]
    pair_keys: npt.NDArray[np.uint64]
    pair_features: npt.NDArray[np.int32]
    first_word: int
    reach: int
    concepts: npt.NDArray[np.int16]
    states: npt.NDArray[np.int32]
    log_counts: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    first_content: int
    centroid: npt.NDArray[np.float64]


class Words(NamedTuple):
    """A bounded store of words as they stand in texts, with what the scorer must know of each.

    Parameters
    ----------
    places : ndarray of shape (2**k,)
        Open addressing: the number of a word plus one, or 0.
    records : ndarray of shape (capacity, N_FIELDS)
        One word a row: a part of its hash; first and number of its code points; number of its form, which for a form is
        its own; and for forms first and number of the character n-grams; flags; the feature of the word itself, of the
        word within the reach of a negation, of its coarse and of its fine class, or -1; the concept that it stands for,
        and its numbers as the first and as the second word of such, or -1.
    sums : ndarray of shape (capacity, 1 + n_classes)
        Over the character n-grams, each as if it stood alone: squared idf, and idf times the coefficients.
    codes, grams : ndarray
        Of all words, one after another.
    used : ndarray of shape (3,)
        How many words, codes and n-grams stand in the store.
    """

    places: npt.NDArray[np.int32]
    records: npt.NDArray[np.int32]
    sums: npt.NDArray[np.float64]
    codes: npt.NDArray[np.uint32]
    grams: npt.NDArray[np.int32]
    used: npt.NDArray[np.int64]


class Scratch(NamedTuple):
    """Room for one text.

    Parameters
    ----------
    counts : ndarray of shape (n_features,)
        Zeros between texts.
    seen : ndarray of shape (n_character_ngrams // 64 + 1,)
        One bit a character n-gram; zeros between texts. Small enough for the cache that is nearest to the processor.
    found : ndarray of shape (4, n_features + 2**16)
        Features of each block that the text holds; of the character n-grams each further time that it holds one.
    totals : ndarray of shape (4, 1 + n_classes)
        Of each block: like `Words.sums`.
    """

    counts: npt.NDArray[np.int32]
    seen: npt.NDArray[np.uint64]
    found: npt.NDArray[np.int32]
    totals: npt.NDArray[np.float64]


def compile_loop(function: Function) -> Function:
    """Compile a function when it is first called, and keep the result on disk where there is room for it."""
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}  # no fastmath: the same sums on every machine
    try:
        compiled: Function = numba.njit(cache=True, **options)(function)
    except RuntimeError:  # no folder that can be written for the cache
        compiled = numba.njit(**options)(function)
    return compiled
