"""Count the features of a text, and add up what they weigh."""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.classification.compiled_arrays import (
    AS_FIRST,
    AS_SECOND,
    COARSE,
    CONCEPT,
    ENDS_CLAUSE,
    ENDS_SENTENCE,
    FINE,
    FIRST_GRAM,
    FLAGS,
    HALF,
    N_GRAMS,
    NEGATED,
    NEGATES,
    OWN,
    compile_loop,
)
from stance.classification.compiled_store import find_key


@compile_loop
def _count_one(counts: Any, found: Any, n_found: Any, feature: Any) -> Any:
    if feature < 0:
        return n_found
    found[n_found] = feature  # overwritten unless it is new
    count = counts[feature]
    counts[feature] = count + 1
    return n_found + (count == 0)


@compile_loop
def count_words(records: Any, reach: Any, pairs: Any, forms: Any, n_tokens: Any, counts: Any, found: Any) -> Any:
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


@compile_loop
def count_classes(records: Any, forms: Any, n_tokens: Any, counts: Any, found: Any) -> Any:
    """Count the classes of words, list the distinct ones, and return how many they are."""
    n_found = 0
    for i in range(n_tokens):
        n_found = _count_one(counts, found, n_found, records[forms[i], COARSE])
        n_found = _count_one(counts, found, n_found, records[forms[i], FINE])
    return n_found


@compile_loop
def count_concepts(model: Any, records: Any, negated: Any, forms: Any, n_tokens: Any, counts: Any, found: Any) -> Any:
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


@compile_loop
def find_pairs(model: Any, forms: Any, n_tokens: Any, pairs: Any) -> None:
    """Write the feature of each word with the one before it, or -1."""
    keys, features = model.pair_keys, model.pair_features
    before = model.first_word
    for i in range(n_tokens):  # a loop of its own: the processor fetches from memory for several pairs at a time
        pairs[i] = -1
        if before >= 0:
            key = (np.uint64(before + 1) << HALF) | np.uint64(forms[i] + 1)
            place = find_key(keys, key)
            if keys[place] == key:
                pairs[i] = features[place]
            before = forms[i]


@compile_loop
def add_found(model: Any, features: Any, n_features: Any, counts: Any, totals: Any) -> Any:
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


@compile_loop
def add_grams_of(model: Any, words: Any, forms: Any, n_tokens: Any, scratch: Any, repeated: Any, totals: Any) -> Any:
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


@compile_loop
def add_block(totals: Any, logits: Any) -> None:
    """Add a block's totals, divided by its length, to the logits, and clear them."""
    if totals[0] > 0:
        norm = np.sqrt(totals[0])
        for label in range(len(logits)):
            logits[label] += totals[1 + label] / norm
    for label in range(len(totals)):
        totals[label] = 0
