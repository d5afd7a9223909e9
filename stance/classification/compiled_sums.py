"""Count the features of a text, and add up what they weigh.

Each word's form is counted in its own record, and brings its own weights and those of its character n-grams, summed
up when it was learned. Only the n-grams that several words share, or that stand in a repeated word, are put right.
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
    FIRST_COEFFICIENT,
    FIRST_GRAM,
    FLAGS,
    GRAM_SUMS,
    GRAMS_AT_A_TIME,
    HEAVY,
    LIGHT,
    LISTED,
    N_GRAMS,
    N_NEGATED,
    NEGATED,
    NEGATES,
    compile_part,
)
from stance.classification.compiled_store import find_pair, first_place

_SIX, _LAST_BITS, _BIT = np.uint64(6), np.uint64(63), np.uint64(1)


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
def count_pairs(
    model: Any, forms: Any, n_forms: Any, counts: Any, room: Any, pairs: Any, found: Any, n_found: Any
) -> Any:
    """Count each two words in succession, list the distinct ones, and return how many are listed."""
    table, pair_bits, n_paired = model.pairs, np.uint64(model.pair_bits), model.n_paired
    feature_bits = (_BIT << pair_bits) - _BIT
    before = model.first_word
    if before < 0:
        return n_found
    keys, places, entries = room[0], room[1], room[2]
    n_pairs = 0
    for i in range(n_forms):
        form = forms[i]
        if before < n_paired and form < n_paired:
            keys[n_pairs] = np.uint64(before) * np.uint64(n_paired) + np.uint64(form + 1)
            n_pairs += 1
        before = form
    for i in range(n_pairs):  # no branch waits for the memory, so that it is asked for many at a time
        places[i] = first_place(table, keys[i])
        entries[i] = table[places[i]]
    n_known = 0
    for i in range(n_pairs):
        entry = entries[i]
        if entry != 0 and entry >> pair_bits != keys[i]:
            entry = table[find_pair(table, pair_bits, keys[i])]
        pairs[n_known] = entry & feature_bits
        n_known += entry != 0
    for i in range(n_known):
        n_found = _count_one(counts, found, n_found, pairs[i], 1)
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
    """Count concepts and their pairs, list the distinct ones, and return how many they are."""
    concepts, states = model.concepts, model.states
    alone = len(states)
    n_found = 0
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
    return n_found


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


@compile_part
def sum_forms(model: Any, values: Any, distinct: Any, n_distinct: Any, times: Any, group: Any) -> Any:
    """Return squared length and sums for three classes of the forms, and of the n-grams of those that stand once."""
    log_counts = model.log_counts
    grams = GRAM_SUMS + 1 + group
    own = grams + 1 + model.n_classes
    squared = a = b = c = gram_squared = gram_a = gram_b = gram_c = 0.0
    for i in range(n_distinct):
        form = distinct[i]
        log_count = log_counts[min(times[i], len(log_counts) - 1)]
        squared += log_count * log_count * values[form, GRAM_SUMS + 1 + model.n_classes]
        a += log_count * values[form, own]
        b += log_count * values[form, own + 1]
        c += log_count * values[form, own + 2]
        once = 1.0 if times[i] == 1 else 0.0
        gram_squared += once * values[form, GRAM_SUMS]
        gram_a += once * values[form, grams]
        gram_b += once * values[form, grams + 1]
        gram_c += once * values[form, grams + 2]
    return (squared, a, b, c), (gram_squared, gram_a, gram_b, gram_c)


@compile_part
def sum_grams(log_counts: Any, rows: Any, corrected: Any, n_corrected: Any, sums: Any, group: Any) -> Any:
    """Put the sums of character n-grams right."""
    squared, a, b, c = sums
    column = FIRST_COEFFICIENT + group
    for i in range(n_corrected):
        feature = corrected[i]
        light, heavy = rows.counts[feature, LIGHT], rows.counts[feature, HEAVY]
        added = light + (heavy == 0)  # times that it is in the sums, each as if alone
        log_count = log_counts[min(added + heavy, len(log_counts) - 1)]
        idf = rows.idf[feature, 0]
        squared += (log_count * log_count - added) * (idf * idf)
        value = (log_count - added) * idf
        a += value * rows.coefficients[feature, column]
        b += value * rows.coefficients[feature, column + 1]
        c += value * rows.coefficients[feature, column + 2]
    return squared, a, b, c


@compile_part
def sum_rows(log_counts: Any, rows: Any, found: Any, n_found: Any, sums: Any, group: Any) -> Any:
    """Add features to the sums."""
    squared, a, b, c = sums
    column = FIRST_COEFFICIENT + group
    for i in range(n_found):
        feature = found[i]
        value = log_counts[min(rows.counts[feature, LIGHT], len(log_counts) - 1)] * rows.idf[feature, 0]
        squared += value * value
        a += value * rows.coefficients[feature, column]
        b += value * rows.coefficients[feature, column + 1]
        c += value * rows.coefficients[feature, column + 2]
    return squared, a, b, c


@compile_part
def cosine(model: Any, values: Any, distinct: Any, n_distinct: Any, times: Any) -> Any:
    """Return how like the content words are to the centroid, in [0, 1]."""
    column = GRAM_SUMS + 2 + 2 * model.n_classes
    squared = dot = 0.0
    for i in range(n_distinct):
        log_count = model.log_counts[min(times[i], len(model.log_counts) - 1)]
        squared += log_count * log_count * values[distinct[i], column]
        dot += log_count * values[distinct[i], column + 1]
    return min(max(dot / np.sqrt(squared), 0.0), 1.0) if squared > 0 else 0.0


@compile_part
def add_block(sums: Any, weight: Any, logits: Any, group: Any) -> None:
    """Add a block's sums, made of length 1, times its weight to the logits."""
    squared, a, b, c = sums
    if squared > 0:
        factor = weight / np.sqrt(squared)
        logits[group] += a * factor
        logits[group + 1] += b * factor
        logits[group + 2] += c * factor
