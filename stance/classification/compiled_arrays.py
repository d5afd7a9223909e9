"""The arrays that the compiled loops work on, and how the loops are compiled. Importing this module imports Numba."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import numba
import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

LETTER, DIGIT, OTHER, MARK, APOSTROPHE, UNDERSCORE, UNREADABLE = range(7)  # up to DIGIT: what words are made of
COUNT, N_NEGATED, FIRST_GRAM, N_GRAMS, FLAGS, NEGATED, COARSE, FINE, CONCEPT, AS_FIRST, AS_SECOND = range(11)
N_FIELDS = 12
GRAM_SUMS = N_FIELDS // 2  # in `Words.values`, which is the same memory
NEGATES, ENDS_CLAUSE, ENDS_SENTENCE, LISTED, NO_CONTENT = 1, 2, 4, 8, 16
ENTRIES_USED, FORMS_USED, CODES_USED, GRAMS_USED = range(4)
LOW, HIGH, FORM, CODES = range(4)
LIGHT, HEAVY = 2, 3
FIRST_COEFFICIENT = 4
WORD, CHAR, CONCEPTS, CLASS, TRIGRAM, SKIP, CHAIN = range(7)
ASCII_IN_A_KEY = 18
LONGEST = 1 << 20  # code points of a text: bounds the room, a hundred bytes each
GRAMS_AT_A_TIME = 24  # few words have more
CLASSES_AT_A_TIME = 3  # whose sums the processor keeps in registers

MIXER = np.uint64(0x9E3779B97F4A7C15)  # odd, and its bits look random: Fibonacci hashing (Knuth 6.4)
HALF = np.uint64(32)
ONE = np.uint64(1)

_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}  # no fastmath: the same sums on every machine

Function = TypeVar("Function", bound=Callable[..., Any])


class Characters(NamedTuple):
    """What each code point is, and what becomes of it in a word's form (only of those that are readable)."""

    kinds: npt.NDArray[np.uint8]
    folded: npt.NDArray[np.uint32]


class Rows(NamedTuple):
    """The features, each a row of the same memory seen in three ways: their order is that of `compiled_tables._rank`.

    Parameters
    ----------
    idf : ndarray of float64 of shape (n_features, n)
        In column 0.
    counts : ndarray of int32 of shape (n_features, 2 * n)
        Zeros between texts. In column `LIGHT` how often a text holds the feature; of character n-grams in `HEAVY` how
        often in words that the text repeats, and in `LIGHT` how often in others, save the first time if in no heavy.
    coefficients : ndarray of float32 of shape (n_features, 2 * n)
        From column `FIRST_COEFFICIENT`, without the weight of the block; zeros after the last class.
    """

    idf: npt.NDArray[np.float64]
    counts: npt.NDArray[np.int32]
    coefficients: npt.NDArray[np.float32]


class Model(NamedTuple):
    """What does not change while texts are scored.

    Parameters
    ----------
    letters : ndarray of shape (n_code_points,)
        Number of each code point in the n-grams' keys, from 1; 0 where it stands in none.
    letter_bits : int
        Of one letter in a key.
    smallest, largest : int
        Range of n of the character n-grams.
    short_grams, longer_grams, pairs, trigrams, skips, chains : ndarray of shape (2**k,)
        Key and feature side by side in one number; open addressing, 0 is a free place. Keys of the smallest n-grams are
        their letters, of longer ones the feature that they begin with and one letter more; of two words, in succession
        or not, the numbers of both, of three the feature of the first two and the number of the third; of chains the
        three states, where `n_states` stands for any.
    feature_bits : int
        Of the feature in an entry.
    n_paired : int
        Forms with numbers below it stand in pairs, trigrams and skip-grams.
    first_word : int
        Number of the form that stands before every text; -1 for a model without pairs.
    marks : ndarray of shape (128,)
        Form of each mark.
    reach : int
        Words that a negation reaches.
    farthest : int
        Content words from the first to the second of a skip-gram.
    concepts : ndarray of shape (n_firsts, n_seconds)
        Concept of two words in succession by `AS_FIRST` of the one and `AS_SECOND` of the other, or -1.
    states : ndarray of shape (n_states, n_states + 1)
        A state is a concept: twice its number, plus one if it is negated. Feature of each state after each, or -1;
        in the last column of the state itself.
    log_counts : ndarray of shape (n_counts,)
        1 + ln(count), with 1 for 0.
    block_weights : ndarray of shape (7,)
    n_classes : int
        A multiple of `CLASSES_AT_A_TIME`; the last ones may be none.
    rows : Rows
        Only read; the scratch has a copy.
    """

    letters: npt.NDArray[np.uint16]
    letter_bits: int
    smallest: int
    largest: int
    short_grams: npt.NDArray[np.uint64]
    longer_grams: npt.NDArray[np.uint64]
    pairs: npt.NDArray[np.uint64]
    trigrams: npt.NDArray[np.uint64]
    skips: npt.NDArray[np.uint64]
    chains: npt.NDArray[np.uint64]
    feature_bits: int
    n_paired: int
    first_word: int
    marks: npt.NDArray[np.int32]
    reach: int
    farthest: int
    concepts: npt.NDArray[np.int16]
    states: npt.NDArray[np.int32]
    log_counts: npt.NDArray[np.float64]
    block_weights: npt.NDArray[np.float64]
    n_classes: int
    rows: Rows


class Words(NamedTuple):
    """A bounded store of words as they stand in texts, with what the scorer must know of their forms.

    Parameters
    ----------
    table : ndarray of shape (2**k, 4)
        Open addressing. The key in `LOW` and `HIGH`: up to 18 ASCII characters themselves, otherwise a hash and, beside
        a bit that tells these from those, the length; then `CODES` says where the word's code points stand. `FORM`.
    records : ndarray of int32 of shape (capacity, n)
        One form a row: how often it stands in the text, and how often negated, zeros between texts; first and number of
        its character n-grams; flags; the feature of the form within the reach of a negation, of its coarse and of its
        fine class, or -1; the concept that it stands for, and its numbers as the first and as the second word of such,
        or -1.
    values : ndarray of float64 of shape (capacity, n / 2)
        The same memory. From `GRAM_SUMS` over the character n-grams, each as if it stood alone: squared idf, and idf
        times the coefficients of each class; then the same of the form itself; then of a content word its squared idf,
        and idf times its weight for relevance.
    codes, grams : ndarray
        Of all words, one after another.
    used : ndarray of shape (4,)
        How many entries of the table, records, codes and n-grams.
    """

    table: npt.NDArray[np.uint64]
    records: npt.NDArray[np.int32]
    values: npt.NDArray[np.float64]
    codes: npt.NDArray[np.uint32]
    grams: npt.NDArray[np.uint32]
    used: npt.NDArray[np.int64]


class Scratch(NamedTuple):
    """Room for one text.

    Parameters
    ----------
    rows : Rows
    seen : ndarray of shape (n_character_ngrams // 64 + 1,)
        One bit a character n-gram; zeros between texts. Small enough for the cache that is nearest to the processor.
    once : ndarray of shape (n_character_ngrams + 2**16,)
        Character n-grams of the words that the text holds once.
    corrected : ndarray of shape (n_character_ngrams + 1,)
        Those of them that are distinct, after those of words that the text repeats.
    """

    rows: Rows
    seen: npt.NDArray[np.uint64]
    once: npt.NDArray[np.uint32]
    corrected: npt.NDArray[np.uint32]


def compile_part(function: Function) -> Function:
    """Compile a function that compiled ones call, together with these."""
    options = _OPTIONS | {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}  # a third of the time
    return cast("Function", numba.njit(**options)(function))


def compile_loop(function: Function) -> Function:
    """Compile a function when Python first calls it, and keep the result on disk where there is room for it."""
    try:
        compiled: Function = numba.njit(cache=True, **_OPTIONS)(function)
    except RuntimeError:  # no folder that can be written for the cache
        return cast("Function", numba.njit(**_OPTIONS)(function))
    with suppress(AttributeError):  # Numba looks whether the file of the function has changed, not those of its parts
        compiled._cache._cache_file._source_stamp = _stamp()  # type: ignore[attr-defined]
    return compiled


@cache
def _stamp() -> str:
    files = sorted(Path(__file__).parent.glob("compiled_*.py"))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
