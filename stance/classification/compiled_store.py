"""The words that texts hold, each looked up by its characters: a hash only says where to begin looking."""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.classification.compiled_arrays import (
    AS_FIRST,
    AS_SECOND,
    ASCII_IN_A_KEY,
    COARSE,
    CODES,
    CODES_USED,
    CONCEPT,
    ENTRIES_USED,
    FINE,
    FIRST_COEFFICIENT,
    FIRST_GRAM,
    FLAGS,
    FORM,
    FORMS_USED,
    GRAM_SUMS,
    GRAMS_AT_A_TIME,
    GRAMS_USED,
    HALF,
    HIGH,
    LISTED,
    LOW,
    MIXER,
    N_FIELDS,
    N_GRAMS,
    NEGATED,
    NEGATES,
    ONE,
    compile_loop,
    compile_part,
)

BLANK, APOSTROPHE, N, S, T = (ord(character) for character in " 'nst")
_SEVEN, _REST = np.uint64(7), np.uint64(56)
_LOW_BITS = np.uint64((1 << 63) - 1)
LONG = np.uint64(1 << 63)


@compile_part
def first_place(table: Any, key: Any) -> Any:
    """Return the place in the table where to begin looking for a key."""
    mixed = key * MIXER
    return (mixed ^ (mixed >> HALF)) & np.uint64(len(table) - 1)


@compile_part
def find_key(keys: Any, key: Any) -> Any:
    """Return the place of a key in the first column, or the free place where it would stand."""
    mask = np.uint64(len(keys) - 1)
    place = first_place(keys, key)
    while keys[place, 0] != 0 and keys[place, 0] != key:
        place = (place + ONE) & mask
    return place


@compile_loop
def fill_grams(grams: Any, keys: Any, features: Any) -> None:
    """Enter keys, none of them 0 and none twice."""
    for i in range(len(keys)):
        place = find_key(grams, keys[i])
        grams[place, 0] = keys[i]
        grams[place, 1] = features[i]


@compile_part
def find_pair(pairs: Any, pair_bits: Any, key: Any) -> Any:
    """Return the place of a pair, or the free place where it would stand."""
    mask = np.uint64(len(pairs) - 1)
    place = first_place(pairs, key)
    while pairs[place] != 0 and pairs[place] >> pair_bits != key:
        place = (place + ONE) & mask
    return place


@compile_loop
def fill_pairs(pairs: Any, pair_bits: Any, keys: Any, features: Any) -> None:
    """Enter keys, none of them 0 and none twice."""
    for i in range(len(keys)):
        pairs[find_pair(pairs, pair_bits, keys[i])] = (keys[i] << pair_bits) | np.uint64(features[i])


@compile_loop
def pack_terms(letters: Any, letter_bits: Any, codes: Any, ends: Any, keys: Any) -> None:
    """Write the key of each term, which is its letters' numbers side by side."""
    start = 0
    for i in range(len(ends)):
        key = np.uint64(0)
        for position in range(start, ends[i]):
            key = (key << np.uint64(letter_bits)) | np.uint64(letters[codes[position]])
        keys[i] = key
        start = ends[i]


@compile_part
def pack(low: Any, high: Any, code: Any) -> Any:
    """Append an ASCII character to a key."""
    return ((low << _SEVEN) & _LOW_BITS) | np.uint64(code), (high << _SEVEN) | (low >> _REST)


@compile_part
def long_key(codes: Any, start: Any, stop: Any) -> Any:
    """Return the key of a word that is too long for one of ASCII characters, or holds others."""
    value = np.uint64(stop - start)
    for position in range(start, stop):
        value = (value ^ np.uint64(codes[position])) * MIXER
    return (value ^ (value >> HALF)) | ONE, LONG | np.uint64(stop - start)


@compile_part
def _key(codes: Any) -> Any:
    low, high, together = np.uint64(0), np.uint64(0), np.uint32(0)
    for position in range(len(codes)):
        low, high = pack(low, high, codes[position])
        together |= codes[position]
    if together >= 128 or len(codes) > ASCII_IN_A_KEY:
        return long_key(codes, 0, len(codes))
    return low, high


@compile_part
def key_place(table: Any, low: Any, high: Any) -> Any:
    """Return the place in the table where to begin looking for a word."""
    return first_place(table, low ^ (high * MIXER))


@compile_part
def find_place(words: Any, codes: Any, start: Any, stop: Any, low: Any, high: Any) -> Any:
    """Return the place of a word in the table, or the free place where it would stand."""
    table, known = words.table, words.codes
    mask = np.uint64(len(table) - 1)
    place = key_place(table, low, high)
    while table[place, LOW] != 0:
        if table[place, LOW] == low and table[place, HIGH] == high:
            if high < LONG:
                return place
            first = np.int64(table[place, CODES])
            offset = 0
            while start + offset < stop and known[first + offset] == codes[start + offset]:
                offset += 1
            if start + offset == stop:
                return place
        place = (place + ONE) & mask
    return place


@compile_part
def _enter(words: Any, codes: Any, form: Any) -> Any:
    """Enter a word that is not in the table; return False where there is no room."""
    low, high = _key(codes)
    first = words.used[CODES_USED]
    if words.used[ENTRIES_USED] >= len(words.records) or (high >= LONG and first + len(codes) > len(words.codes)):
        return False
    place = find_place(words, codes, 0, len(codes), low, high)
    words.table[place, LOW] = low
    words.table[place, HIGH] = high
    words.table[place, FORM] = form
    words.table[place, CODES] = first
    if high >= LONG:
        for offset in range(len(codes)):  # assigning a slice takes Numba seconds to compile
            words.codes[first + offset] = codes[offset]
        words.used[CODES_USED] = first + len(codes)
    words.used[ENTRIES_USED] += 1
    return True


@compile_part
def _add_grams(model: Any, grams: Any, values: Any, filled: Any, codes: Any) -> Any:
    """Write a form's character n-grams, with a space on both sides, and their sums; return where they end."""
    table, letters, letter_bits = model.grams, model.letters, np.uint64(model.letter_bits)
    idfs, coefficients = model.rows.idf, model.rows.coefficients
    length = len(codes) + 2
    numbers = np.zeros(length, np.uint64)
    numbers[0] = numbers[length - 1] = letters[BLANK]
    for position in range(len(codes)):
        if codes[position] < len(letters):
            numbers[position + 1] = letters[codes[position]]
    smallest = min(model.smallest, length)  # a shorter word is one n-gram
    for first in range(length - smallest + 1):
        key = np.uint64(0)
        for last in range(first, min(first + model.largest, length)):
            if numbers[last] == 0:
                break
            key = (key << letter_bits) | numbers[last]
            if last - first + 1 < smallest:
                continue
            place = find_key(table, key)
            if table[place, 0] == key:
                feature = table[place, 1]
                idf = idfs[feature, 0]
                values[GRAM_SUMS] += idf * idf
                for label in range(model.n_classes):
                    values[GRAM_SUMS + 1 + label] += idf * coefficients[feature, FIRST_COEFFICIENT + label]
                grams[filled] = feature
                filled += 1
            elif model.closed:
                break
    return filled


@compile_part
def _add_form(model: Any, words: Any, codes: Any) -> Any:
    """Return the number of a form, which is entered with its n-grams if it is new; -1 where there is no room."""
    length = len(codes)
    low, high = _key(codes)
    place = find_place(words, codes, 0, length, low, high)
    if words.table[place, LOW] != 0:
        return np.int64(words.table[place, FORM])
    form, first = words.used[FORMS_USED], words.used[GRAMS_USED]
    n_grams = (model.largest - model.smallest + 1) * (length + 2)
    if first + n_grams + GRAMS_AT_A_TIME > len(words.grams) or not _enter(words, codes, form):
        return np.int64(-1)
    record, values = words.records[form], words.values[form]
    for field in range(N_FIELDS):
        record[field] = -1 if field >= NEGATED else 0
    for column in range(GRAM_SUMS, len(values)):
        values[column] = 0
    end = _add_grams(model, words.grams, values, first, codes)
    record[FIRST_GRAM] = first
    record[N_GRAMS] = end - first
    words.used[FORMS_USED] = form + 1
    words.used[GRAMS_USED] = end
    if length >= 3 and codes[length - 2] == APOSTROPHE:
        if codes[length - 3] == N and codes[length - 1] == T:
            record[FLAGS] = NEGATES
        if codes[length - 1] == S and (length < 5 or codes[length - 4] != APOSTROPHE or codes[length - 3] != S):
            base_codes = codes[: length - 2]
            low, high = _key(base_codes)
            place = find_place(words, base_codes, 0, length - 2, low, high)
            if words.table[place, LOW] != 0:
                base = words.records[np.int64(words.table[place, FORM])]
                record[FLAGS] |= base[FLAGS] & LISTED
                for field in (COARSE, FINE, CONCEPT, AS_FIRST, AS_SECOND):
                    record[field] = base[field]
    return form


@compile_loop
def add_forms(model: Any, words: Any, codes: Any, ends: Any) -> None:
    """Enter new forms."""
    start = 0
    for i in range(len(ends)):
        _add_form(model, words, codes[start : ends[i]])
        start = ends[i]


@compile_loop
def add_variant(words: Any, codes: Any, form: Any) -> Any:
    """Enter another spelling of a form; return False where there is no room."""
    return _enter(words, codes, form)


@compile_part
def learn(model: Any, folded: Any, words: Any, spelling: Any) -> Any:
    """Return the form of a spelling that was not met before; -1 where there is no room."""
    form_codes = np.empty(len(spelling), np.uint32)
    same = True
    for offset in range(len(spelling)):
        form_codes[offset] = folded[spelling[offset]]
        same = same and form_codes[offset] == spelling[offset]
    form = _add_form(model, words, form_codes)
    if same or form < 0:
        return form
    return form if _enter(words, spelling, form) else np.int64(-1)


@compile_part
def forget(words: Any, kept: Any) -> None:
    """Empty the store down to what it held at first."""
    for i in range(len(kept.used)):
        words.used[i] = kept.used[i]
    for place in range(len(kept.table)):
        for column in range(4):
            words.table[place, column] = kept.table[place, column]
