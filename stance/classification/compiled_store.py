"""The words that texts hold, each looked up by its characters: a hash only says where to begin looking."""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.classification.compiled_arrays import (
    AS_FIRST,
    AS_SECOND,
    ASCII_IN_A_KEY,
    CLASSES_AT_A_TIME,
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
    """Return the place in a table where to begin looking for a key."""
    mixed = key * MIXER
    return (mixed ^ (mixed >> HALF)) & np.uint64(len(table) - 1)


@compile_part
def find_entry(table: Any, feature_bits: Any, key: Any) -> Any:
    """Return the place of a key, or the free place where it would stand."""
    mask = np.uint64(len(table) - 1)
    place = first_place(table, key)
    while table[place] != 0 and table[place] >> feature_bits != key:
        place = (place + ONE) & mask
    return place


@compile_loop
def fill_table(table: Any, feature_bits: Any, keys: Any, features: Any) -> None:
    """Enter keys, none of them 0 and none twice."""
    for i in range(len(keys)):
        place = find_entry(table, np.uint64(feature_bits), keys[i])
        table[place] = (keys[i] << np.uint64(feature_bits)) | features[i]


@compile_part
def look_up_all(table: Any, feature_bits: Any, keys: Any, n_keys: Any, entries: Any) -> None:
    """Write the entry of each key, or 0."""
    for i in range(n_keys):  # no branch waits for the memory, so that it is asked for many at a time
        entries[i] = table[first_place(table, keys[i])]
    for i in range(n_keys):
        if entries[i] != 0 and entries[i] >> feature_bits != keys[i]:
            entries[i] = table[find_entry(table, feature_bits, keys[i])]


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
def _enter(words: Any, codes: Any, low: Any, high: Any, place: Any, form: Any) -> Any:
    """Enter a word that is not in the table at its place; return False where there is no room."""
    first = words.used[CODES_USED]
    if words.used[ENTRIES_USED] >= len(words.records) or (high >= LONG and first + len(codes) > len(words.codes)):
        return False
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
def _find_grams(model: Any, codes: Any, grams: Any, start: Any) -> Any:
    """Write the character n-grams of a form, with a space on both sides, that are features; return where they end.

    Only those are looked up of which the beginning and the end, one letter shorter, are features.
    """
    letters, letter_bits, feature_bits = model.letters, np.uint64(model.letter_bits), np.uint64(model.feature_bits)
    low_bits = (ONE << feature_bits) - ONE
    length = len(codes) + 2
    smallest, largest = min(model.smallest, length), min(model.largest, length)  # a shorter word is one n-gram
    room = np.zeros((5, length), np.uint64)
    numbers, keys, places, entries, found = room[0], room[1], room[2], room[3], room[4]
    numbers[0] = numbers[length - 1] = letters[BLANK]
    for position in range(len(codes)):
        if codes[position] < len(letters):
            numbers[position + 1] = letters[codes[position]]
    n_keys = 0
    for first in range(length - smallest + 1):
        key = np.uint64(0)
        known = True
        for position in range(first, first + smallest):
            key = (key << letter_bits) | numbers[position]
            known = known and numbers[position] != 0
        keys[n_keys], places[n_keys] = key, first
        n_keys += known
    look_up_all(model.short_grams, feature_bits, keys, n_keys, entries)
    end = start
    size = smallest
    while True:
        for i in range(n_keys):
            found[places[i]] = entries[i]  # that of a place where none is looked up stays 0
            grams[end] = entries[i] & low_bits
            end += entries[i] != 0
        size += 1
        if size > largest:
            return end
        n_keys = 0
        for first in range(length - size + 1):
            keys[n_keys] = ((found[first] & low_bits) << letter_bits) | numbers[first + size - 1]
            places[n_keys] = first
            n_keys += found[first] != 0 and found[first + 1] != 0
            found[first] = 0
        found[length - size + 1] = 0
        look_up_all(model.longer_grams, feature_bits, keys, n_keys, entries)


@compile_part
def _sum_grams(rows: Any, n_classes: Any, grams: Any, start: Any, end: Any, values: Any) -> None:
    """Write the sums of a form's character n-grams."""
    for group in range(0, n_classes, CLASSES_AT_A_TIME):
        column = FIRST_COEFFICIENT + group
        squared = a = b = c = 0.0
        for position in range(start, end):
            feature = grams[position]
            idf = rows.idf[feature, 0]
            squared += idf * idf
            a += idf * rows.coefficients[feature, column]
            b += idf * rows.coefficients[feature, column + 1]
            c += idf * rows.coefficients[feature, column + 2]
        values[GRAM_SUMS] = squared
        values[GRAM_SUMS + 1 + group] = a
        values[GRAM_SUMS + 2 + group] = b
        values[GRAM_SUMS + 3 + group] = c


@compile_part
def _add_form(model: Any, words: Any, codes: Any, low: Any, high: Any, place: Any) -> Any:
    """Enter a new form with its n-grams, and return its number; -1 where there is no room."""
    length = len(codes)
    form, first = words.used[FORMS_USED], words.used[GRAMS_USED]
    n_grams = (model.largest - model.smallest + 1) * (length + 2)
    if first + n_grams + GRAMS_AT_A_TIME > len(words.grams) or not _enter(words, codes, low, high, place, form):
        return np.int64(-1)
    record, values = words.records[form], words.values[form]
    for field in range(N_FIELDS):
        record[field] = -1 if field >= NEGATED else 0
    for column in range(GRAM_SUMS, len(values)):
        values[column] = 0
    end = _find_grams(model, codes, words.grams, first)
    _sum_grams(model.rows, model.n_classes, words.grams, first, end, values)
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


@compile_part
def learn(model: Any, folded: Any, words: Any, spelling: Any, low: Any, high: Any, place: Any) -> Any:
    """Return the form of a spelling that was not met before, with its key and its place; -1 where there is no room."""
    codes = np.empty(len(spelling), np.uint32)
    same = True
    for offset in range(len(spelling)):
        codes[offset] = folded[spelling[offset]]
        same = same and codes[offset] == spelling[offset]
    form_low, form_high, form_place = low, high, place
    if not same:
        form_low, form_high = _key(codes)
        form_place = find_place(words, codes, 0, len(codes), form_low, form_high)
    if words.table[form_place, LOW] != 0:
        form = np.int64(words.table[form_place, FORM])
    else:
        form = _add_form(model, words, codes, form_low, form_high, form_place)
    if same or form < 0:
        return form
    place = find_place(words, spelling, 0, len(spelling), low, high)  # again: the form may stand there now
    return form if _enter(words, spelling, low, high, place, form) else np.int64(-1)


@compile_loop
def add_words(model: Any, words: Any, codes: Any, ends: Any, forms: Any) -> None:
    """Enter new words: with a form of -1 as a form of its own, otherwise as another spelling of that form."""
    start = 0
    for i in range(len(ends)):
        word = codes[start : ends[i]]
        low, high = _key(word)
        place = find_place(words, word, 0, len(word), low, high)
        if forms[i] < 0:
            _add_form(model, words, word, low, high, place)
        else:
            _enter(words, word, low, high, place, forms[i])
        start = ends[i]


@compile_part
def forget(words: Any, kept: Any) -> None:
    """Empty the store down to what it held at first."""
    for i in range(len(kept.used)):
        words.used[i] = kept.used[i]
    for place in range(len(kept.table)):
        for column in range(4):
            words.table[place, column] = kept.table[place, column]
