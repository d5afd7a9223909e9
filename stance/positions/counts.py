"""How the number of statements that take a stance is distributed, where each takes it with a chance of its own.

Exactly, term by term, for any number of speakers side by side. The number of successes in independent trials of unequal
chance follows the Poisson binomial distribution [1]_.

References
----------
.. [1] Y. H. Wang, "On the number of successes in independent trials", Statistica Sinica 3(2), 1993.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def count_distribution(chances: ArrayLike) -> NDArray[np.float64]:
    """Return the probability of 0, 1, ... successes in independent trials of unequal chance.

    Parameters
    ----------
    chances : array-like of shape (n_trials, ...)

    Returns
    -------
    ndarray of shape (n_trials + 1, ...)

    Examples
    --------
    >>> count_distribution([0.5, 0.5]).tolist()
    [0.25, 0.5, 0.25]
    """
    chances = np.asarray(chances, dtype=float)
    counts = np.zeros((len(chances) + 1, *chances.shape[1:]))
    counts[0] = 1.0
    for number, chance in enumerate(chances, start=1):
        succeed = counts[:number] * chance
        counts[:number] *= 1 - chance
        counts[1 : number + 1] += succeed
    return counts


def balance_distribution(down: ArrayLike, up: ArrayLike) -> NDArray[np.float64]:
    """Return the probability that independent steps down, up or nowhere end at -n_steps, ..., n_steps.

    Parameters
    ----------
    down, up : array-like of shape (n_steps, ...)
        Chance of each step.

    Returns
    -------
    ndarray of shape (2 * n_steps + 1, ...)

    Examples
    --------
    >>> balance_distribution([0.5, 0.0], [0.0, 0.25]).tolist()
    [0.0, 0.375, 0.5, 0.125, 0.0]
    """
    down, up = np.asarray(down, dtype=float), np.asarray(up, dtype=float)
    ends = np.zeros((2 * len(down) + 1, *down.shape[1:]))
    ends[0] = 1.0
    for number, (lower, higher) in enumerate(zip(down, up, strict=True)):
        before = ends[: 2 * number + 1].copy()
        ends[: 2 * number + 1] *= lower
        ends[1 : 2 * number + 2] += before * (1 - lower - higher)
        ends[2 : 2 * number + 3] += before * higher
    return ends
