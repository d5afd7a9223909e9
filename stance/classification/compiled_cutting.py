"""Cut a text into words, as the expression in `words.py` does, and look up their forms."""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.classification.compiled_arrays import (
    APOSTROPHE,
    ASCII_IN_A_KEY,
    DIGIT,
    FORM,
    LETTER,
    LOW,
    MARK,
    UNDERSCORE,
    UNREADABLE,
    compile_loop,
)
from stance.classification.compiled_store import find_place, learn, long_key, pack

DOT = ord(".")


@compile_loop
def _end_of_token(kinds: Any, codes: Any, start: Any, end: Any) -> Any:
    """Return where the token that begins at a letter or digit ends."""
    stop = start + 1
    if kinds[codes[start]] == LETTER:
        while stop + 1 < end and codes[stop] == DOT and kinds[codes[stop + 1]] == LETTER:
            stop += 2
        if start + 1 < stop < end and kinds[codes[stop]] in (LETTER, DIGIT, UNDERSCORE):
            stop -= 2
        if stop > start + 1:
            return stop + 1 if stop < end and codes[stop] == DOT else stop
    while True:
        while stop < end and kinds[codes[stop]] <= DIGIT:
            stop += 1
        if stop + 1 >= end or kinds[codes[stop]] != APOSTROPHE or kinds[codes[stop + 1]] > DIGIT:
            return stop
        stop += 2


@compile_loop
def read_forms(model: Any, characters: Any, words: Any, codes: Any, start: Any, end: Any, forms: Any) -> Any:
    """Write the form of each word of a text, and return how many; what must follow is a character of no word.

    -1 where a character is not readable, -2 where there is no room for a new word.
    """
    kinds, table, marks = characters.kinds, words.table, model.marks
    n_forms = 0
    position = start
    while position < end:
        code = codes[position]
        kind = kinds[code]
        if kind > DIGIT:
            position += 1
            if kind == MARK:
                forms[n_forms] = marks[code]
                n_forms += 1
            elif kind == UNREADABLE:
                return -1
            continue
        low, high, together = np.uint64(0), np.uint64(0), np.uint32(0)
        stop = position
        while kind <= DIGIT:  # packed on the way: nearly every word ends where this does
            low, high = pack(low, high, code)
            together |= code
            stop += 1
            code = codes[stop]
            kind = kinds[code]
        if kind == APOSTROPHE or (code == DOT and stop == position + 1):
            stop = _end_of_token(kinds, codes, position, end)
            low, high = np.uint64(0), np.uint64(0)
            for i in range(position, stop):
                low, high = pack(low, high, codes[i])
                together |= codes[i]
        if together >= 128 or stop - position > ASCII_IN_A_KEY:
            low, high = long_key(codes, position, stop)
        place = find_place(words, codes, position, stop, low, high)
        if table[place, LOW] != 0:
            forms[n_forms] = table[place, FORM]
        else:
            form = learn(model, characters.folded, words, codes[position:stop])
            if form < 0:
                return -2
            forms[n_forms] = form
        n_forms += 1
        position = stop
    return n_forms
