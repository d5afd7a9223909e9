"""The compiled loops of the scorer: texts as one array of code points in, logits and sums for relevance out."""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.classification.compiled_arrays import (
    CHAIN,
    CHAR,
    CLASS,
    CLASSES_AT_A_TIME,
    CONCEPTS,
    LONGEST,
    SKIP,
    TRIGRAM,
    WORD,
    compile_loop,
)
from stance.classification.compiled_counts import (
    clear,
    clear_grams,
    close_forms,
    count_chains,
    count_classes,
    count_concepts,
    count_forms,
    count_grams,
    count_pairs,
    count_skips,
    count_trigrams,
)
from stance.classification.compiled_cutting import cut, look_up
from stance.classification.compiled_store import forget
from stance.classification.compiled_sums import add_block, add_rows, sum_content, sum_forms, sum_grams, sum_rows


@compile_loop
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
    """Write logits (without the intercept) and the sum for relevance of each text, or mark it as unread.

    Unread are texts longer than `LONGEST`, with a character whose form depends on its neighbours, with a term that is
    repeated more often than the table of logarithms goes, or with more new words than the whole store holds.

    Parameters
    ----------
    model : Model
    characters : Characters
    words : Words
    kept : Words
        What the store holds at the least; the rest is forgotten when it is full.
    scratch : Scratch
    codes : ndarray of uint32
        Code points of all texts, each followed by one that belongs to no word.
    ends : ndarray of int64 of shape (n_texts,)
        Where that one stands.
    logits : ndarray of shape (n_texts, model.n_classes)
        Zeros.
    relevance : ndarray of shape (n_texts,)
    unread : ndarray of bool of shape (n_texts,)
    """
    longest = start = 0
    for i in range(len(ends)):
        longest = max(longest, min(ends[i] - start, LONGEST))
        start = ends[i] + 1
    room = np.empty((7, longest + 1), np.int32)
    room_for_features = np.empty((6, 3 * longest + 1), np.int32)
    wide_room = np.empty((5, longest + 1), np.uint64)
    forms, distinct, times, listed, negated, content, known = room
    found, concepts, classes, trigrams, skips, chains = room_for_features
    rows, log_counts, weights = scratch.rows, model.log_counts, model.block_weights
    records, values, counts, corrected = words.records, words.values, scratch.rows.counts, scratch.corrected
    start = 0
    for i in range(len(ends)):
        if ends[i] - start > LONGEST:
            unread[i] = True
            start = ends[i] + 1
            continue
        n, n_words = cut(model, characters.kinds, codes, start, ends[i], forms, wide_room)
        start = ends[i] + 1
        if not look_up(model, characters.folded, words, codes, n_words, forms, wide_room):
            forget(words, kept)  # full: begin again with this text
            if not look_up(model, characters.folded, words, codes, n_words, forms, wide_room):
                n = -1
        if n < 0:
            unread[i] = True
            continue
        n_distinct, n_listed = count_forms(model, records, forms, n, distinct, negated, listed)
        n_found, most = close_forms(records, distinct, n_distinct, times, counts, found)
        n_found = count_pairs(model, forms, n, counts, wide_room, known, found, n_found)
        n_trigrams = count_trigrams(model, forms, n, counts, wide_room, known, trigrams)
        n_skips = count_skips(model, records, forms, n, counts, wide_room, content, known, skips)
        n_corrected = count_grams(words, distinct, n_distinct, times, scratch)
        n_concepts, n_states = count_concepts(model, records, forms, negated, listed, n_listed, counts, concepts)
        n_chains = count_chains(model, listed, n_states, counts, wide_room, known, chains)
        n_classes = count_classes(records, distinct, n_distinct, times, counts, classes)
        relevance[i] = sum_content(model, values, distinct, n_distinct, times)
        for group in range(0, model.n_classes, CLASSES_AT_A_TIME):
            of_words, of_grams = sum_forms(model, values, distinct, n_distinct, times, group)
            of_words = sum_rows(log_counts, rows, found, n_found, of_words, group)
            add_block(of_words, weights[WORD], logits[i], group)
            of_grams = sum_grams(log_counts, rows, corrected, n_corrected, of_grams, group)
            add_block(of_grams, weights[CHAR], logits[i], group)
            add_rows(log_counts, rows, concepts, n_concepts, weights[CONCEPTS], logits[i], group)
            add_rows(log_counts, rows, classes, n_classes, weights[CLASS], logits[i], group)
            add_rows(log_counts, rows, trigrams, n_trigrams, weights[TRIGRAM], logits[i], group)
            add_rows(log_counts, rows, skips, n_skips, weights[SKIP], logits[i], group)
            add_rows(log_counts, rows, chains, n_chains, weights[CHAIN], logits[i], group)
        most = max(most, clear(counts, found, n_found), clear(counts, concepts, n_concepts))
        most = max(most, clear(counts, trigrams, n_trigrams), clear(counts, skips, n_skips))
        most = max(most, clear(counts, classes, n_classes), clear(counts, chains, n_chains))
        most = max(most, clear_grams(counts, corrected, n_corrected))
        unread[i] = n_corrected < 0 or most >= len(log_counts)
