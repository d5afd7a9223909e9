"""Count the features of a text.

Forms are counted in their own records; of character n-grams only those that several words share, or that stand in a
repeated word.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.classification.compiled_arrays import (
    AS_FIRST,
    AS_SECOND,
    COARSE,
    CONCEPT,
    COUNT,
    ENDS_CLAUSE,
    ENDS_SENTENCE,
    FINE,
    FIRST_GRAM,
    FLAGS,
    GRAMS_AT_A_TIME,
    HEAVY,
    LIGHT,
    LISTED,
    N_GRAMS,
    N_NEGATED,
    NEGATED,
    NEGATES,
    NO_CONTENT,
    compile_part,
)
from stance.classification.compiled_store import look_up_all

_SIX, _LAST_BITS, _BIT, _ZERO = np.uint64(6), np.uint64(63), np.uint64(1), np.uint64(0)


@compile_part
def count_forms(model: Any, records: Any, forms: Any, n_forms: Any, distinct: Any, negated: Any, listed: Any) -> Any:
    """Count the forms of a text; return how many are distinct, and how many matter to the concepts.

    Writes the distinct forms, whether each place is negated, and the places that matter to the concepts.
    """
    n_distinct = n_listed = left = 0
    for i in range(n_forms):
        form = forms[i]
        flags = records[form, FLAGS]
        count = records[form, COUNT]
        records[form, COUNT] = count + 1
        distinct[n_distinct] = form  # overwritten unless it is new: no branch to guess wrong
        n_distinct += count == 0
        left = 0 if flags & ENDS_CLAUSE else left
        is_negated = left > 0
        negated[i] = is_negated
        records[form, N_NEGATED] += is_negated
        left = model.reach if flags & NEGATES else left - is_negated
        listed[n_listed] = i
        n_listed += (flags & LISTED) != 0
    return n_distinct, n_listed


@compile_part
def close_forms(records: Any, distinct: Any, n_distinct: Any, times: Any, counts: Any, found: Any) -> Any:
    """Clear the counts of the forms; return how many negated ones there are, and the largest count.

    Writes how often each form stands in the text, and the features of negated forms.
    """
    n_found = most = 0
    for i in range(n_distinct):
        form = distinct[i]
        times[i] = records[form, COUNT]
        most = max(most, times[i])
        records[form, COUNT] = 0
        n_negated = records[form, N_NEGATED]
        if n_negated > 0:
            records[form, N_NEGATED] = 0
            feature = records[form, NEGATED]
            if feature >= 0:
                counts[feature, LIGHT] = n_negated
                found[n_found] = feature
                n_found += 1
    return n_found, most


@compile_part
def _count_one(counts: Any, found: Any, n_found: Any, feature: Any, times: Any) -> Any:
    if feature < 0:
        return n_found
    found[n_found] = feature
    count = counts[feature, LIGHT]
    counts[feature, LIGHT] = count + times
    return n_found + (count == 0)


@compile_part
def _count_entries(
    feature_bits: Any, entries: Any, n_entries: Any, known: Any, counts: Any, found: Any, n_found: Any
) -> Any:
    low_bits = (_BIT << feature_bits) - _BIT
    n_known = 0
    for i in range(n_entries):
        known[n_known] = entries[i] & low_bits
        n_known += entries[i] != 0
    for i in range(n_known):
        n_found = _count_one(counts, found, n_found, known[i], 1)
    return n_found


@compile_part
def count_pairs(
    model: Any, forms: Any, n_forms: Any, counts: Any, room: Any, known: Any, found: Any, n_found: Any
) -> Any:
    """Count each two words in succession, list the distinct ones, and return how many are listed.

    Leaves the entry of each place and the one before it in ``room[1]``.
    """
    feature_bits, n_paired = np.uint64(model.feature_bits), model.n_paired
    before = model.first_word
    if before < 0:
        return n_found
    keys, entries = room[0], room[1]
    for i in range(n_forms):
        form = forms[i]
        are_known = before < n_paired and form < n_paired
        keys[i] = _pair_key(n_paired, before, form) if are_known else _ZERO  # which is nobody's
        before = form
    look_up_all(model.pairs, feature_bits, keys, n_forms, entries)
    return _count_entries(feature_bits, entries, n_forms, known, counts, found, n_found)


@compile_part
def _pair_key(n_paired: Any, first: Any, second: Any) -> Any:
    return np.uint64(first) * np.uint64(n_paired) + np.uint64(second + 1)


@compile_part
def count_trigrams(model: Any, forms: Any, n_forms: Any, counts: Any, room: Any, known: Any, found: Any) -> Any:
    """Count each three words in succession, right after `count_pairs`; list the distinct ones, and return how many."""
    feature_bits = np.uint64(model.feature_bits)
    low_bits = (_BIT << feature_bits) - _BIT
    if model.first_word < 0:
        return 0
    pairs, keys, entries = room[1], room[0], room[2]
    n_keys = 0
    for i in range(1, n_forms):
        keys[n_keys] = _pair_key(model.n_paired, pairs[i - 1] & low_bits, forms[i])
        n_keys += pairs[i - 1] != 0 and pairs[i] != 0
    look_up_all(model.trigrams, feature_bits, keys, n_keys, entries)
    return _count_entries(feature_bits, entries, n_keys, known, counts, found, 0)


@compile_part
def count_skips(
    model: Any, records: Any, forms: Any, n_forms: Any, counts: Any, room: Any, content: Any, known: Any, found: Any
) -> Any:
    """Count the pairs of content words near each other, list the distinct ones, and return how many they are."""
    feature_bits, n_paired = np.uint64(model.feature_bits), model.n_paired
    keys, entries = room[0], room[1]
    n_content = n_found = 0
    for i in range(n_forms):
        content[n_content] = forms[i]
        n_content += (records[forms[i], FLAGS] & NO_CONTENT) == 0
    for distance in range(1, model.farthest + 1):
        n_keys = 0
        for i in range(distance, n_content):
            first, second = content[i - distance], content[i]
            keys[n_keys] = _pair_key(n_paired, first, second)
            n_keys += first < n_paired and second < n_paired
        look_up_all(model.skips, feature_bits, keys, n_keys, entries)
        n_found = _count_entries(feature_bits, entries, n_keys, known, counts, found, n_found)
    return n_found


@compile_part
def count_classes(records: Any, distinct: Any, n_distinct: Any, times: Any, counts: Any, found: Any) -> Any:
    """Count the classes of words, list the distinct ones, and return how many they are."""
    n_found = 0
    for i in range(n_distinct):
        n_found = _count_one(counts, found, n_found, records[distinct[i], COARSE], times[i])
        n_found = _count_one(counts, found, n_found, records[distinct[i], FINE], times[i])
    return n_found


@compile_part
def count_concepts(
    model: Any, records: Any, forms: Any, negated: Any, listed: Any, n_listed: Any, counts: Any, found: Any
) -> Any:
    """Count concepts and their pairs, list the distinct ones; return how many they are, and how many states follow.

    Overwrites the places in `listed` with the states in their order, and -1 where a sentence ends.
    """
    concepts, states = model.concepts, model.states
    alone = len(states)
    n_found = n_states = 0
    before = first = last = -1
    for j in range(n_listed):
        i = listed[j]
        form = forms[i]
        concept = records[form, CONCEPT]
        second = records[form, AS_SECOND]
        if first >= 0 and second >= 0 and last == i - 1 and concepts[first, second] >= 0:
            concept = concepts[first, second]
        first = records[form, AS_FIRST]
        last = i
        if records[form, FLAGS] & ENDS_SENTENCE:
            before = -1
        elif concept >= 0:
            state = 2 * concept
            n_found = _count_one(counts, found, n_found, states[state, alone], 1)
            if negated[i]:
                state += 1
                n_found = _count_one(counts, found, n_found, states[state, alone], 1)
            if before >= 0:
                n_found = _count_one(counts, found, n_found, states[state, before], 1)
            before = state
        else:
            continue
        listed[n_states] = before
        n_states += 1
    return n_found, n_states


@compile_part
def count_chains(model: Any, states: Any, n_states: Any, counts: Any, room: Any, known: Any, found: Any) -> Any:
    """Count three states in succession, and the first of them with the third; list the distinct ones, return how many.

    `states` are those of `count_concepts`.
    """
    feature_bits, anything = np.uint64(model.feature_bits), len(model.states)
    keys, entries = room[0], room[1]
    n_found = 0
    for is_open in range(2):
        n_keys = 0
        for i in range(2, n_states):
            first, second, third = states[i - 2], states[i - 1], states[i]
            keys[n_keys] = _chain_key(anything, first, anything if is_open else second, third)
            n_keys += first >= 0 and second >= 0 and third >= 0
        look_up_all(model.chains, feature_bits, keys, n_keys, entries)
        n_found = _count_entries(feature_bits, entries, n_keys, known, counts, found, n_found)
    return n_found


@compile_part
def _chain_key(n_states: Any, first: Any, second: Any, third: Any) -> Any:
    """Return the key of three states, of which the second is `n_states` where it may be any."""
    return np.uint64((first * (n_states + 1) + second) * n_states + third + 1)


@compile_part
def count_grams(words: Any, distinct: Any, n_distinct: Any, times: Any, scratch: Any) -> Any:
    """Count the character n-grams that several words share or that stand in a repeated word, and list them.

    Return how many they are; -1 where there are too many.
    """
    records, grams = words.records, words.grams
    seen, counts, once = scratch.seen, scratch.rows.counts, scratch.once
    repeated, corrected = scratch.once, scratch.corrected
    n_corrected = n_repeated = 0
    within = True
    for i in range(n_distinct):
        if times[i] == 1:
            continue
        first = records[distinct[i], FIRST_GRAM]
        for position in range(first, first + records[distinct[i], N_GRAMS]):
            feature = grams[position]
            seen[feature >> _SIX] |= _BIT << (feature & _LAST_BITS)
            count = counts[feature, HEAVY]
            counts[feature, HEAVY] = count + times[i]
            corrected[n_corrected] = feature
            n_corrected += count == 0
    n_once = 0
    for i in range(n_distinct):
        first = records[distinct[i], FIRST_GRAM]
        last = first + (records[distinct[i], N_GRAMS] if times[i] == 1 else 0)
        if n_once + last - first + GRAMS_AT_A_TIME > len(once):
            within = False
            break
        while first < last:  # nearly always once round: a branch less to guess wrong
            for offset in range(GRAMS_AT_A_TIME):
                once[n_once + offset] = grams[first + offset]
            n_once += min(last - first, GRAMS_AT_A_TIME)
            first += GRAMS_AT_A_TIME
    for i in range(n_once):
        feature = once[i]
        bits = seen[feature >> _SIX]
        bit = _BIT << (feature & _LAST_BITS)
        repeated[n_repeated] = feature
        n_repeated += (bits & bit) != 0
        seen[feature >> _SIX] = bits | bit
    for i in range(len(seen)):
        seen[i] = np.uint64(0)
    for i in range(n_repeated):
        feature = repeated[i]
        light, heavy = counts[feature, LIGHT], counts[feature, HEAVY]
        counts[feature, LIGHT] = light + 1
        corrected[n_corrected] = feature
        n_corrected += light + heavy == 0
    if not within:
        clear_grams(counts, corrected, n_corrected)
        return -1
    return n_corrected


@compile_part
def clear_grams(counts: Any, corrected: Any, n_corrected: Any) -> Any:
    """Clear the counts of character n-grams, and return the largest."""
    most = 0
    for i in range(n_corrected):
        most = max(most, counts[corrected[i], LIGHT] + counts[corrected[i], HEAVY] + 1)
        counts[corrected[i], LIGHT] = 0
        counts[corrected[i], HEAVY] = 0
    return most


@compile_part
def clear(counts: Any, found: Any, n_found: Any) -> Any:
    """Clear the counts of features, and return the largest."""
    most = 0
    for i in range(n_found):
        most = max(most, counts[found[i], LIGHT])
        counts[found[i], LIGHT] = 0
    return most
