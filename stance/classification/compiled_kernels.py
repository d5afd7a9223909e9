"""The compiled loops of the scorer. Importing this module imports Numba.

Texts come as one array of code points. All look-ups are exact: a hash only says where to begin looking.
"""

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

_MIXER = np.uint64(0x9E3779B97F4A7C15)  # odd, and its bits look random: Fibonacci hashing (Knuth 6.4)
_HALF = np.uint64(32)

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


def _compile(function: Function) -> Function:
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}  # no fastmath: the same sums on every machine
    try:
        compiled: Function = numba.njit(cache=True, **options)(function)
    except RuntimeError:  # no folder that can be written for the cache
        compiled = numba.njit(**options)(function)
    return compiled


@_compile
def find_key(keys: Any, key: Any) -> Any:
    """Return the place of a key, or the free place where it would stand."""
    mask = np.uint64(len(keys) - 1)
    mixed = key * _MIXER
    place = (mixed ^ (mixed >> _HALF)) & mask
    while keys[place] != 0 and keys[place] != key:
        place = (place + np.uint64(1)) & mask
    return place


@_compile
def fill_table(keys: Any, features: Any, new_keys: Any, new_features: Any) -> None:
    """Enter keys, none of them 0 and none twice."""
    for i in range(len(new_keys)):
        place = find_key(keys, new_keys[i])
        keys[place] = new_keys[i]
        features[place] = new_features[i]


@_compile
def pack_terms(letters: Any, letter_bits: Any, codes: Any, ends: Any, keys: Any) -> None:
    """Write the key of each term, which is its letters' numbers side by side."""
    start = 0
    for i in range(len(ends)):
        key = np.uint64(0)
        for position in range(start, ends[i]):
            key = (key << np.uint64(letter_bits)) | np.uint64(letters[codes[position]])
        keys[i] = key
        start = ends[i]


@_compile
def _hash(codes: Any, start: Any, end: Any) -> Any:
    value = np.uint64(end - start)
    for position in range(start, end):
        value = (value ^ np.uint64(codes[position])) * _MIXER
    return value ^ (value >> _HALF)


@_compile
def _find(places: Any, records: Any, known: Any, codes: Any, start: Any, end: Any, hashed: Any) -> Any:
    """Return the word of these code points, or -1 - the free place where it would stand."""
    mask = len(places) - 1
    place = np.int64(hashed & np.uint64(mask))
    tag = np.int32(hashed >> _HALF)
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


@_compile
def _enter(words: Any, codes: Any, start: Any, end: Any, hashed: Any, place: Any) -> Any:
    """Write a word as its own form without features, and return its number; -1 where there is no room."""
    records, known = words.records, words.codes
    word = words.used[WORDS_USED]
    first = words.used[CODES_USED]
    if word >= len(records) or first + end - start > len(known):
        return np.int64(-1)
    for offset in range(end - start):  # assigning a slice takes Numba seconds to compile
        known[first + offset] = codes[start + offset]
    records[word, TAG] = np.int32(hashed >> _HALF)
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


@_compile
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


@_compile
def _add_form(model: Any, words: Any, codes: Any) -> Any:
    """Return the number of a form, which is entered with its n-grams if it is new; -1 where there is no room."""
    length = len(codes)
    hashed = _hash(codes, 0, length)
    found = _find(words.places, words.records, words.codes, codes, 0, length, hashed)
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
            base = _find(words.places, words.records, words.codes, codes, 0, length - 2, _hash(codes, 0, length - 2))
            if base >= 0:
                for field in (COARSE, FINE, CONCEPT, AS_FIRST, AS_SECOND):
                    words.records[word, field] = words.records[base, field]
    return word


@_compile
def add_forms(model: Any, words: Any, codes: Any, ends: Any) -> None:
    """Enter new forms."""
    start = 0
    for i in range(len(ends)):
        _add_form(model, words, codes[start : ends[i]])
        start = ends[i]


@_compile
def add_variant(words: Any, codes: Any, form: Any) -> Any:
    """Enter another spelling of a form; -1 where there is no room."""
    hashed = _hash(codes, 0, len(codes))
    found = _find(words.places, words.records, words.codes, codes, 0, len(codes), hashed)
    word = _enter(words, codes, 0, len(codes), hashed, -1 - found)
    if word >= 0:
        words.records[word, FORM] = form
    return word


@_compile
def _learn(model: Any, folded: Any, words: Any, spelling: Any) -> Any:
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


@_compile
def _kind(kinds: Any, code: Any) -> Any:
    return kinds[code] if code < len(kinds) else UNREADABLE


@_compile
def _is_alphanumeric(kinds: Any, code: Any) -> Any:
    kind = _kind(kinds, code)
    return kind in (LETTER, DIGIT)


@_compile
def _end_of_token(kinds: Any, codes: Any, start: Any, end: Any, kind: Any) -> Any:
    """Return where the token that begins at a letter, digit or mark ends, as the expression in words.py has it."""
    stop = start + 1
    if kind == MARK:
        return stop
    if kind == LETTER:
        while stop + 1 < end and codes[stop] == DOT and _kind(kinds, codes[stop + 1]) == LETTER:
            stop += 2
        if start + 1 < stop < end and _kind(kinds, codes[stop]) in (LETTER, DIGIT, UNDERSCORE):
            stop -= 2
        if stop > start + 1:
            return stop + 1 if stop < end and codes[stop] == DOT else stop
    while True:
        while stop < end and _is_alphanumeric(kinds, codes[stop]):
            stop += 1
        if stop + 1 >= end or _kind(kinds, codes[stop]) != APOSTROPHE or not _is_alphanumeric(kinds, codes[stop + 1]):
            return stop
        stop += 2


@_compile
def _cut(kinds: Any, codes: Any, start: Any, end: Any, starts: Any, stops: Any) -> Any:
    """Write where the tokens of a text stand, and return how many; -1 where a character is not readable."""
    n_tokens = 0
    position = start
    while position < end:
        kind = _kind(kinds, codes[position])
        if kind == UNREADABLE:
            return -1
        if kind in (LETTER, DIGIT, MARK):
            starts[n_tokens] = position
            position = _end_of_token(kinds, codes, position, end, kind)
            stops[n_tokens] = position
            n_tokens += 1
        else:
            position += 1
    return n_tokens


@_compile
def _look_up(
    model: Any, folded: Any, words: Any, codes: Any, starts: Any, stops: Any, n_tokens: Any, forms: Any
) -> Any:
    """Write the form of each token; return whether there was room for the new ones."""
    places, records, known = words.places, words.records, words.codes
    for i in range(n_tokens):
        start, stop = starts[i], stops[i]
        found = _find(places, records, known, codes, start, stop, _hash(codes, start, stop))
        forms[i] = records[found, FORM] if found >= 0 else _learn(model, folded, words, codes[start:stop])
        if forms[i] < 0:
            return False
    return True


@_compile
def _count_one(counts: Any, found: Any, n_found: Any, feature: Any) -> Any:
    if feature < 0:
        return n_found
    found[n_found] = feature  # overwritten unless it is new
    count = counts[feature]
    counts[feature] = count + 1
    return n_found + (count == 0)


@_compile
def _count_words(records: Any, reach: Any, pairs: Any, forms: Any, n_tokens: Any, counts: Any, found: Any) -> Any:
    """Count words, pairs of words and negated words, list the distinct ones, and return how many they are.

    Afterwards, `pairs` holds whether each word is negated.
    """
    left = 0
    n_found = 0
    for i in range(n_tokens):
        word = forms[i]
        n_found = _count_one(counts, found, n_found, records[word, OWN])
        n_found = _count_one(counts, found, n_found, pairs[i])
        pairs[i] = 0
        flags = records[word, FLAGS]
        if flags & ENDS_CLAUSE:
            left = 0
        elif left > 0:
            left -= 1
            n_found = _count_one(counts, found, n_found, records[word, NEGATED])
            pairs[i] = 1
        if flags & NEGATES:
            left = reach
    return n_found


@_compile
def _count_classes(records: Any, forms: Any, n_tokens: Any, counts: Any, found: Any) -> Any:
    """Count the classes of words, list the distinct ones, and return how many they are."""
    n_found = 0
    for i in range(n_tokens):
        n_found = _count_one(counts, found, n_found, records[forms[i], COARSE])
        n_found = _count_one(counts, found, n_found, records[forms[i], FINE])
    return n_found


@_compile
def _count_concepts(model: Any, records: Any, negated: Any, forms: Any, n_tokens: Any, counts: Any, found: Any) -> Any:
    """Count concepts and their pairs, list the distinct ones, and return how many they are."""
    concepts, states = model.concepts, model.states
    alone = len(states)
    n_found = 0
    before = first = -1
    for i in range(n_tokens):
        word = forms[i]
        concept = records[word, CONCEPT]
        second = records[word, AS_SECOND]
        if first >= 0 and second >= 0 and concepts[first, second] >= 0:
            concept = concepts[first, second]
        first = records[word, AS_FIRST]
        if records[word, FLAGS] & ENDS_SENTENCE:
            before = -1
        elif concept >= 0:
            state = 2 * concept
            n_found = _count_one(counts, found, n_found, states[state, alone])
            if negated[i]:
                state += 1
                n_found = _count_one(counts, found, n_found, states[state, alone])
            if before >= 0:
                n_found = _count_one(counts, found, n_found, states[state, before])
            before = state
    return n_found


@_compile
def _find_pairs(model: Any, forms: Any, n_tokens: Any, pairs: Any) -> None:
    """Write the feature of each word with the one before it, or -1."""
    keys, features = model.pair_keys, model.pair_features
    before = model.first_word
    for i in range(n_tokens):  # a loop of its own: the processor fetches from memory for several pairs at a time
        pairs[i] = -1
        if before >= 0:
            key = (np.uint64(before + 1) << _HALF) | np.uint64(forms[i] + 1)
            place = find_key(keys, key)
            if keys[place] == key:
                pairs[i] = features[place]
            before = forms[i]


@_compile
def _add_found(model: Any, features: Any, n_features: Any, counts: Any, totals: Any) -> Any:
    """Add features to the totals, clear their counts, and return the relevance; -1 where a count is too large."""
    weights, log_counts, first_content, centroid = model.weights, model.log_counts, model.first_content, model.centroid
    within = True
    squared = cosine = 0.0
    for i in range(n_features):
        feature = features[i]
        count = counts[feature]
        counts[feature] = 0
        if count >= len(log_counts):
            within = False
            continue
        value = log_counts[count] * weights[feature, 0]
        totals[0] += value * value
        for label in range(1, len(totals)):
            totals[label] += value * weights[feature, label]
        if 0 <= feature - first_content < len(centroid):
            squared += value * value
            cosine += value * centroid[feature - first_content]
    if not within:
        return -1.0
    return min(max(cosine / np.sqrt(squared), 0.0), 1.0) if squared > 0 else 0.0


@_compile
def _add_grams_of(model: Any, words: Any, forms: Any, n_tokens: Any, scratch: Any, repeated: Any, totals: Any) -> Any:
    """Add the character n-grams to the totals; return False where there are too many repetitions.

    Each word adds its sums, as if none of its n-grams stood elsewhere; then those that do are put right.
    """
    records, sums, grams = words.records, words.sums, words.grams
    weights, log_counts = model.weights, model.log_counts
    seen, counts = scratch.seen, scratch.counts
    n_repeated = 0
    within = True
    for i in range(n_tokens):
        word = forms[i]
        first = records[word, FIRST_GRAM]
        last = first + records[word, N_GRAMS]
        if n_repeated + last - first >= len(repeated):
            within = False
            break
        for label in range(len(totals)):
            totals[label] += sums[word, label]
        for position in range(first, last):
            feature = grams[position]
            bit = np.uint64(1) << np.uint64(feature & 63)
            before = seen[feature >> 6]
            repeated[n_repeated] = feature  # overwritten unless it was seen: no branch to guess wrong
            n_repeated += (before & bit) != 0
            seen[feature >> 6] = before | bit
    for i in range(len(seen)):
        seen[i] = np.uint64(0)
    for i in range(n_repeated):
        counts[repeated[i]] += 1
    for i in range(n_repeated):
        feature = repeated[i]
        if counts[feature] == 0:  # put right at an earlier place in the list
            continue
        count = counts[feature] + 1
        counts[feature] = 0
        if count >= len(log_counts):
            within = False
            continue
        idf = weights[feature, 0]
        totals[0] += (log_counts[count] * log_counts[count] - count) * (idf * idf)
        for label in range(1, len(totals)):
            totals[label] += (log_counts[count] - count) * idf * weights[feature, label]
    return within


@_compile
def _add_block(totals: Any, logits: Any) -> None:
    """Add a block's totals, divided by its length, to the logits, and clear them."""
    if totals[0] > 0:
        norm = np.sqrt(totals[0])
        for label in range(len(logits)):
            logits[label] += totals[1 + label] / norm
    for label in range(len(totals)):
        totals[label] = 0


@_compile
def _forget(words: Any, kept: Any) -> None:
    """Empty the store down to what it held at first."""
    for i in range(len(kept)):
        words.used[i] = kept[i]
    for i in range(len(words.places)):
        words.places[i] = 0
    mask = len(words.places) - 1
    for word in range(kept[WORDS_USED]):
        first = words.records[word, FIRST_CODE]
        place = np.int64(_hash(words.codes, first, first + words.records[word, N_CODES]) & np.uint64(mask))
        while words.places[place] != 0:
            place = (place + 1) & mask
        words.places[place] = word + 1


@_compile
def score(
    model: Any,
    characters: Any,
    words: Any,
    kept: Any,
    scratch: Any,
    codes: Any,
    ends: Any,
    logits: Any,
    relevance: Any,
    unread: Any,
) -> None:
    """Write logits (without the intercept) and relevance of each text, or mark it as unread.

    Unread are texts with a character whose form depends on its neighbours, with a term that is repeated more often
    than the table of logarithms goes, or with more new words than the whole store holds.

    Parameters
    ----------
    model : Model
    characters : Characters
    words : Words
    kept : ndarray of shape (3,)
        What is used of the store at the least; the rest is forgotten when it is full.
    scratch : Scratch
    codes : ndarray of uint32
        Code points of all texts.
    ends : ndarray of int64 of shape (n_texts,)
    logits : ndarray of shape (n_texts, n_classes)
        Zeros.
    relevance : ndarray of shape (n_texts,)
    unread : ndarray of bool of shape (n_texts,)
    """
    longest = start = 0
    for i in range(len(ends)):
        longest = max(longest, ends[i] - start)
        start = ends[i]
    starts, stops = np.empty(longest, np.int64), np.empty(longest, np.int64)
    forms, pairs = np.empty(longest, np.int32), np.empty(longest, np.int32)
    counts, found, totals = scratch.counts, scratch.found, scratch.totals
    records, folded = words.records, characters.folded
    start = 0
    for i in range(len(ends)):
        n = _cut(characters.kinds, codes, start, ends[i], starts, stops)
        start = ends[i]
        if n >= 0 and not _look_up(model, folded, words, codes, starts, stops, n, forms):
            _forget(words, kept)  # full: read this text again from its beginning
            if not _look_up(model, folded, words, codes, starts, stops, n, forms):
                n = -1
        if n < 0:
            unread[i] = True
            continue
        _find_pairs(model, forms, n, pairs)
        n_found = _count_words(records, model.reach, pairs, forms, n, counts, found[WORD])
        relevance[i] = _add_found(model, found[WORD], n_found, counts, totals[WORD])
        within = relevance[i] >= 0 and _add_grams_of(model, words, forms, n, scratch, found[CHAR], totals[CHAR])
        n_found = _count_concepts(model, records, pairs, forms, n, counts, found[CONCEPTS])
        within &= _add_found(model, found[CONCEPTS], n_found, counts, totals[CONCEPTS]) >= 0
        n_found = _count_classes(records, forms, n, counts, found[CLASS])
        within &= _add_found(model, found[CLASS], n_found, counts, totals[CLASS]) >= 0
        unread[i] = not within
        for block in range(len(totals)):
            _add_block(totals[block], logits[i])
