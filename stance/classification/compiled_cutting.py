"""Cut a text into words, as the expression in `words.py` does, and look up their forms."""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.classification.compiled_arrays import (
    APOSTROPHE,
    ASCII_IN_A_KEY,
    DIGIT,
    FORM,
    HIGH,
    LETTER,
    LOW,
    MARK,
    UNDERSCORE,
    UNREADABLE,
    compile_part,
)
from stance.classification.compiled_store import LONG, find_place, key_place, learn, long_key, pack

DOT = ord(".")


@compile_part
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


@compile_part
def cut(model: Any, kinds: Any, codes: Any, start: Any, end: Any, forms: Any, room: Any) -> Any:
    """Write the form of each mark of a text, and where its words stand; return how many both are, and the words alone.

    Both are -1 where a character is not readable. What follows the text must be a character of no word.
    """
    marks = model.marks
    starts, stops, lows, highs, numbers = room[0], room[1], room[2], room[3], room[4]
    n_forms = n_words = 0
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
                return -1, -1
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
        starts[n_words], stops[n_words] = position, stop
        lows[n_words], highs[n_words] = low, high
        numbers[n_words] = n_forms
        n_words += 1
        n_forms += 1
        position = stop
    return n_forms, n_words


@compile_part
def look_up(model: Any, folded: Any, words: Any, codes: Any, n_words: Any, forms: Any, room: Any) -> Any:
    """Write the form of each word that was cut, and return whether there was room for the new ones."""
    table = words.table
    starts, stops, lows, highs, numbers = room[0], room[1], room[2], room[3], room[4]
    for i in range(n_words):
        low, high = lows[i], highs[i]
        place = key_place(table, low, high)
        if high >= LONG or table[place, LOW] != low or table[place, HIGH] != high:
            place = find_place(words, codes, starts[i], stops[i], low, high)
            if table[place, LOW] == 0:
                form = learn(model, folded, words, codes[starts[i] : stops[i]], low, high, place)
                if form < 0:
                    return False
                forms[numbers[i]] = form
                continue
        forms[numbers[i]] = table[place, FORM]
    return True
