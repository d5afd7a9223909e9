"""Add up what the features of a text weigh.

Each form brings its own weights and those of its character n-grams, summed up when it was learned; the n-grams that
the text repeats are put right. Three classes at a time, so that the processor keeps their sums at hand.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from stance.classification.compiled_arrays import FIRST_COEFFICIENT, GRAM_SUMS, HEAVY, LIGHT, compile_part


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
def sum_content(model: Any, values: Any, distinct: Any, n_distinct: Any, times: Any) -> Any:
    """Return what the content words weigh, as a row of length 1."""
    column = GRAM_SUMS + 2 + 2 * model.n_classes
    squared = dot = 0.0
    for i in range(n_distinct):
        log_count = model.log_counts[min(times[i], len(model.log_counts) - 1)]
        squared += log_count * log_count * values[distinct[i], column]
        dot += log_count * values[distinct[i], column + 1]
    return dot / np.sqrt(squared) if squared > 0 else 0.0


@compile_part
def add_block(sums: Any, weight: Any, logits: Any, group: Any) -> None:
    """Add a block's sums, made of length 1, times its weight to the logits."""
    squared, a, b, c = sums
    if squared > 0:
        factor = weight / np.sqrt(squared)
        logits[group] += a * factor
        logits[group + 1] += b * factor
        logits[group + 2] += c * factor


@compile_part
def add_rows(log_counts: Any, rows: Any, found: Any, n_found: Any, weight: Any, logits: Any, group: Any) -> None:
    """Add a block of which nothing is summed up yet to the logits."""
    add_block(sum_rows(log_counts, rows, found, n_found, (0.0, 0.0, 0.0, 0.0), group), weight, logits, group)
