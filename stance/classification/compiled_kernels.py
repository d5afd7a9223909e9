"""The compiled loops of the scorer: texts as one array of code points in, logits and relevance out."""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.classification.compiled_arrays import CHAR, CLASS, CONCEPTS, FORM, WORD, compile_loop
from stance.classification.compiled_cutting import cut
from stance.classification.compiled_store import find_word, forget, hash_codes, learn
from stance.classification.compiled_sums import (
    add_block,
    add_found,
    add_grams_of,
    count_classes,
    count_concepts,
    count_words,
    find_pairs,
)


@compile_loop
def _look_up(
    model: Any, folded: Any, words: Any, codes: Any, starts: Any, stops: Any, n_tokens: Any, forms: Any
) -> Any:
    """Write the form of each token; return whether there was room for the new ones."""
    places, records, known = words.places, words.records, words.codes
    for i in range(n_tokens):
        start, stop = starts[i], stops[i]
        found = find_word(places, records, known, codes, start, stop, hash_codes(codes, start, stop))
        forms[i] = records[found, FORM] if found >= 0 else learn(model, folded, words, codes[start:stop])
        if forms[i] < 0:
            return False
    return True


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
        n = cut(characters.kinds, codes, start, ends[i], starts, stops)
        start = ends[i]
        if n >= 0 and not _look_up(model, folded, words, codes, starts, stops, n, forms):
            forget(words, kept)  # full: read this text again from its beginning
            if not _look_up(model, folded, words, codes, starts, stops, n, forms):
                n = -1
        if n < 0:
            unread[i] = True
            continue
        find_pairs(model, forms, n, pairs)
        n_found = count_words(records, model.reach, pairs, forms, n, counts, found[WORD])
        relevance[i] = add_found(model, found[WORD], n_found, counts, totals[WORD])
        within = relevance[i] >= 0 and add_grams_of(model, words, forms, n, scratch, found[CHAR], totals[CHAR])
        n_found = count_concepts(model, records, pairs, forms, n, counts, found[CONCEPTS])
        within &= add_found(model, found[CONCEPTS], n_found, counts, totals[CONCEPTS]) >= 0
        n_found = count_classes(records, forms, n, counts, found[CLASS])
        within &= add_found(model, found[CLASS], n_found, counts, totals[CLASS]) >= 0
        unread[i] = not within
        for block in range(len(totals)):
            add_block(totals[block], logits[i])
