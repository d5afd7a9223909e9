"""The words that texts hold, each looked up by its code points: a hash only says where to begin looking."""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.classification.compiled_arrays import (
    AS_FIRST,
    AS_SECOND,
    BLANK,
    COARSE,
    CODES_USED,
    CONCEPT,
    FINE,
    FIRST_CODE,
    FIRST_GRAM,
    FLAGS,
    FORM,
    GRAMS_USED,
    HALF,
    MIXER,
    N_CODES,
    N_GRAMS,
    NEGATES,
    OWN,
    TAG,
    WORDS_USED,
    compile_loop,
)


@compile_loop
def find_key(keys: Any, key: Any) -> Any:
    """Return the place of a key, or the free place where it would stand."""
    mask = np.uint64(len(keys) - 1)
    mixed = key * MIXER
    place = (mixed ^ (mixed >> HALF)) & mask
    while keys[place] != 0 and keys[place] != key:
        place = (place + np.uint64(1)) & mask
    return place


@compile_loop
def fill_table(keys: Any, features: Any, new_keys: Any, new_features: Any) -> None:
    """Enter keys, none of them 0 and none twice."""
    for i in range(len(new_keys)):
        place = find_key(keys, new_keys[i])
        keys[place] = new_keys[i]
        features[place] = new_features[i]


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


@compile_loop
def hash_codes(codes: Any, start: Any, end: Any) -> Any:
    """Return where to begin looking for these code points."""
    value = np.uint64(end - start)
    for position in range(start, end):
        value = (value ^ np.uint64(codes[position])) * MIXER
    return value ^ (value >> HALF)


@compile_loop
def find_word(places: Any, records: Any, known: Any, codes: Any, start: Any, end: Any, hashed: Any) -> Any:
    """Return the word of these code points, or -1 - the free place where it would stand."""
    mask = len(places) - 1
    place = np.int64(hashed & np.uint64(mask))
    tag = np.int32(hashed >> HALF)
    length = end - start
    while places[place] != 0:
        word = places[place] - 1
        if records[word, TAG] == tag and records[word, N_CODES] == length:
            first = records[word, FIRST_CODE]
            offset = 0
            while offset < length and known[first + offset] == codes[start + offset]:
                offset += 1
            if offset == length:
                return np.int64(word)
        place = (place + 1) & mask
    return -1 - place


@compile_loop
def _enter(words: Any, codes: Any, start: Any, end: Any, hashed: Any, place: Any) -> Any:
    """Write a word as its own form without features, and return its number; -1 where there is no room."""
    records, known = words.records, words.codes
    word = words.used[WORDS_USED]
    first = words.used[CODES_USED]
    if word >= len(records) or first + end - start > len(known):
        return np.int64(-1)
    for offset in range(end - start):  # assigning a slice takes Numba seconds to compile
        known[first + offset] = codes[start + offset]
    records[word, TAG] = np.int32(hashed >> HALF)
    records[word, FIRST_CODE] = first
    records[word, N_CODES] = end - start
    records[word, FORM] = word
    records[word, FIRST_GRAM] = words.used[GRAMS_USED]
    records[word, N_GRAMS] = 0
    records[word, FLAGS] = 0
    for field in range(OWN, AS_SECOND + 1):
        records[word, field] = -1
    words.places[place] = word + 1
    words.used[WORDS_USED] = word + 1
    words.used[CODES_USED] = first + end - start
    return word


@compile_loop
def _add_grams(model: Any, grams: Any, sums: Any, filled: Any, codes: Any) -> Any:
    """Write a word's character n-grams, with a space on both sides, and their sums; return where they end."""
    letters, keys, weights, letter_bits = model.letters, model.gram_keys, model.weights, np.uint64(model.letter_bits)
    length = len(codes) + 2
    for label in range(len(sums)):
        sums[label] = 0
    for size in range(min(model.smallest, length), min(model.largest, length) + 1):  # a shorter word is one n-gram
        for first in range(length - size + 1):
            key = np.uint64(0)
            known = True
            for position in range(first - 1, first - 1 + size):
                code = np.int64(codes[position]) if 0 <= position < len(codes) else BLANK
                letter = letters[code] if code < len(letters) else 0
                known = known and letter != 0
                key = (key << letter_bits) | np.uint64(letter)
            if not known:
                continue
            place = find_key(keys, key)
            if keys[place] == key:
                feature = model.gram_features[place]
                idf = weights[feature, 0]
                sums[0] += idf * idf
                for label in range(1, len(sums)):
                    sums[label] += idf * weights[feature, label]
                grams[filled] = feature
                filled += 1
    return filled


@compile_loop
def _add_form(model: Any, words: Any, codes: Any) -> Any:
    """Return the number of a form, which is entered with its n-grams if it is new; -1 where there is no room."""
    length = len(codes)
    hashed = hash_codes(codes, 0, length)
    found = find_word(words.places, words.records, words.codes, codes, 0, length, hashed)
    if found >= 0:
        return found
    first = words.used[GRAMS_USED]
    if first + (model.largest - model.smallest + 1) * (length + 2) > len(words.grams):
        return np.int64(-1)
    word = _enter(words, codes, 0, length, hashed, -1 - found)
    if word < 0:
        return word
    end = _add_grams(model, words.grams, words.sums[word], first, codes)
    words.records[word, N_GRAMS] = end - first
    words.used[GRAMS_USED] = end
    if length >= 3 and codes[length - 2] == ord("'"):
        if codes[length - 3] == ord("n") and codes[length - 1] == ord("t"):
            words.records[word, FLAGS] = NEGATES
        if codes[length - 1] == ord("s") and (
            length < 5 or codes[length - 4] != ord("'") or codes[length - 3] != ord("s")
        ):
            base = find_word(
                words.places, words.records, words.codes, codes, 0, length - 2, hash_codes(codes, 0, length - 2)
            )
            if base >= 0:
                for field in (COARSE, FINE, CONCEPT, AS_FIRST, AS_SECOND):
                    words.records[word, field] = words.records[base, field]
    return word


@compile_loop
def add_forms(model: Any, words: Any, codes: Any, ends: Any) -> None:
    """Enter new forms."""
    start = 0
    for i in range(len(ends)):
        _add_form(model, words, codes[start : ends[i]])
        start = ends[i]


@compile_loop
def add_variant(words: Any, codes: Any, form: Any) -> Any:
    """Enter another spelling of a form; -1 where there is no room."""
    hashed = hash_codes(codes, 0, len(codes))
    found = find_word(words.places, words.records, words.codes, codes, 0, len(codes), hashed)
    word = _enter(words, codes, 0, len(codes), hashed, -1 - found)
    if word >= 0:
        words.records[word, FORM] = form
    return word


@compile_loop
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
    return form if add_variant(words, spelling, form) >= 0 else np.int64(-1)


@compile_loop
def forget(words: Any, kept: Any) -> None:
    """Empty the store down to what it held at first."""
    for i in range(len(kept)):
        words.used[i] = kept[i]
    for i in range(len(words.places)):
        words.places[i] = 0
    mask = len(words.places) - 1
    for word in range(kept[WORDS_USED]):
        first = words.records[word, FIRST_CODE]
        place = np.int64(hash_codes(words.codes, first, first + words.records[word, N_CODES]) & np.uint64(mask))
        while words.places[place] != 0:
            place = (place + 1) & mask
        words.places[place] = word + 1
