"""Memory for the compiled loops: texts as code points, the rows of features, the store of words, room for one text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.classification.compiled_arrays import (
    ASCII_IN_A_KEY,
    CLASSES_AT_A_TIME,
    CODES_USED,
    FIRST_COEFFICIENT,
    FORMS_USED,
    GRAM_SUMS,
    GRAMS_AT_A_TIME,
    GRAMS_USED,
    HEAVY,
    LIGHT,
    Model,
    Rows,
    Scratch,
    Words,
)
from stance.classification.words import UNITED_STATES
from stance.errors import InputError

if TYPE_CHECKING:
    import numpy.typing as npt

_LINE = 64  # bytes that the processor fetches together
_N_NEW_WORDS = 1 << 13  # bounds the store, at 8 MB
_CODES_A_WORD, _GRAMS_A_WORD = 16, 48


def encode(texts: Iterable[str], *, between: str = "") -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """Return the code points of all texts, and where each text ends.

    Parameters
    ----------
    texts : iterable of str
    between : str
        What follows each text.

    Examples
    --------
    >>> codes, ends = encode(["No", "", "!"])
    >>> codes.tolist(), ends.tolist()
    ([78, 111, 33], [2, 2, 3])
    """
    texts = [*texts, ""]
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    ends = np.cumsum(lengths + len(between)) - len(between)
    codes = np.frombuffer(between.join(texts).encode("utf-32-le", errors="surrogatepass"), dtype="<u4")
    return codes.astype(np.uint32, copy=False), ends[:-1]


def return_freed() -> None:
    """Give memory that was freed back to the system where the C library would keep it: the GNU one, some 40 MB here."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def power_of_two(at_least: int) -> int:
    """Return the smallest power of two that is not smaller."""
    return 1 << (at_least - 1).bit_length()


def rounded_up(n_classes: int) -> int:
    """Return how many classes the loops go through, which take some at a time."""
    return n_classes + -n_classes % CLASSES_AT_A_TIME


def make_rows(idf: npt.NDArray[np.float64], coefficients: npt.NDArray[np.float64], order: npt.NDArray[np.intp]) -> Rows:
    """Return the rows of features, in an order, from idf and from coefficients of shape (n_classes, n_features).

    Raises
    ------
    InputError
        If a coefficient is not a number of 32 bits, as `fit` leaves them.
    """
    rows = _zero_rows(len(order), rounded_up(len(coefficients)))
    rows.idf[:, 0] = idf[order]
    for column, of_class in enumerate(coefficients, start=FIRST_COEFFICIENT):  # one at a time: a copy of all is large
        in_order = of_class[order]
        rows.coefficients[:, column] = in_order
        if not np.array_equal(rows.coefficients[:, column], in_order):
            raise InputError("compiled: the loops expect coefficients of 32 bits. Leave it to the plain path.")
    return rows


def copy_rows(rows: Rows) -> Rows:
    """Return rows of the same features, without counts, whatever text the first are in use for."""
    memory = _lines(*rows.idf.shape)
    memory[:] = rows.idf
    copy = _see_rows(memory)
    copy.counts[:, [LIGHT, HEAVY]] = 0
    return copy


def _zero_rows(n_features: int, n_classes: int) -> Rows:
    width = -(-(FIRST_COEFFICIENT + n_classes) // 8) * 4  # two rows of three classes fill a line
    return _see_rows(_lines(n_features, width))


def _see_rows(memory: npt.NDArray[np.float64]) -> Rows:
    return Rows(memory, memory.view(np.int32), memory.view(np.float32))


def _lines(n_rows: int, width: int) -> npt.NDArray[np.float64]:
    """Return zeros that begin where a line begins."""
    memory = np.zeros(n_rows * width * 8 + _LINE, np.uint8)
    first = -memory.ctypes.data % _LINE
    return memory[first : first + n_rows * width * 8].view(np.float64).reshape(n_rows, width)


def empty_words(forms: Sequence[str], char_range: Any, n_classes: int) -> Words:
    """Return a store with room for the forms of a model and many new ones.

    Parameters
    ----------
    forms : sequence of str
    char_range : Terms
        Of the character n-grams.
    n_classes : int
    """
    known = (*forms, *UNITED_STATES)
    capacity = len(known) + _N_NEW_WORDS
    n_codes = sum(len(form) for form in known if len(form) > ASCII_IN_A_KEY or not form.isascii())
    n_grams = (char_range.largest - char_range.smallest + 1) * sum(len(form) + 2 for form in known)
    width = -(-(GRAM_SUMS + 4 + 2 * n_classes) // 8) * 8
    return _make_words(
        capacity,
        width,
        n_codes + _CODES_A_WORD * _N_NEW_WORDS,
        n_grams + GRAMS_AT_A_TIME + _GRAMS_A_WORD * _N_NEW_WORDS,
    )


def _make_words(capacity: int, width: int, n_codes: int, n_grams: int) -> Words:
    values = _lines(capacity, width)
    return Words(
        table=_lines(power_of_two(2 * capacity), 4).view(np.uint64),
        records=values.view(np.int32),
        values=values,
        codes=np.zeros(n_codes, np.uint32),
        grams=np.zeros(n_grams, np.uint32),
        used=np.zeros(4, np.int64),
    )


def copy_words(words: Words) -> Words:
    """Return a store that holds the same words, and can be written to."""
    copy = _make_words(len(words.values), words.values.shape[1], len(words.codes), len(words.grams))
    copy.table[:] = words.table
    copy.used[:] = words.used
    for ours, theirs, field in (
        (copy.values, words.values, FORMS_USED),
        (copy.codes, words.codes, CODES_USED),
        (copy.grams, words.grams, GRAMS_USED),
    ):
        ours[: words.used[field]] = theirs[: words.used[field]]
    return copy


def empty_scratch(model: Model, rows: Rows) -> Scratch:
    """Return the room for one text, with rows of its own, or those of the model."""
    n_grams = np.count_nonzero(model.short_grams) + np.count_nonzero(model.longer_grams)
    return Scratch(
        rows=rows,
        seen=np.zeros(n_grams // 64 + 1, np.uint64),
        once=np.zeros(n_grams + (1 << 16), np.uint32),
        corrected=np.zeros(n_grams + 1, np.uint32),
    )
