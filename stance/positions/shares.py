"""Shares of stances, corrected for the classifier's errors.

A classifier that calls one statement in five wrong does not give the shares of a corpus by counting: its errors do not
cancel. Where it errs in the corpus as it does on held-out statements of each stance, the share ``p`` that it counts is
``p = M' s``, with the true shares ``s`` and the rates ``M[i, j]`` at which stance `i` is called `j`. Solving for ``s``
is adjusted classify-and-count: Rogan and Gladen for two classes [1]_, Forman for more [2]_.

The interval carries both uncertainties, of the counts and of the rates, as Gart and Buck have it [3]_: each is drawn
from its Dirichlet posterior (Jeffreys' prior), and every draw is solved. Statements of one article resemble one
another, so the counts weigh less than as many independent ones: by the design effect [4]_.

References
----------
.. [1] W. J. Rogan and B. Gladen, "Estimating prevalence from the results of a screening test", American Journal of
   Epidemiology 107(1), 1978.
.. [2] G. Forman, "Quantifying counts and costs via classification", Data Mining and Knowledge Discovery 17(2), 2008.
.. [3] J. J. Gart and A. A. Buck, "Comparison of a screening test and a reference test in epidemiologic studies. II",
   American Journal of Epidemiology 83(3), 1966.
.. [4] J. N. K. Rao and A. J. Scott, "A simple method for the analysis of clustered binary data", Biometrics 48(2),
   1992.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stance.errors import InputError
from stance.labels import STANCES

_JEFFREYS = 0.5


@dataclass(frozen=True, slots=True)
class Share:
    """How often one stance is taken.

    Parameters
    ----------
    stance : str
    raw : float
        Share that the classifier counts, in [0, 1].
    corrected : float
        Share after the correction for its errors, in [0, 1].
    low, high : float
        Interval of the corrected share.
    """

    stance: str
    raw: float
    corrected: float
    low: float
    high: float


def corrected_shares(
    counts: ArrayLike,
    confusion: ArrayLike,
    *,
    count_effect: float = 1.0,
    confusion_effect: float = 1.0,
    level: float = 0.9,
    n_draws: int = 2000,
    random_state: int = 0,
) -> tuple[Share, ...]:
    """Return the share of each stance, as counted and corrected for the classifier's errors.

    Parameters
    ----------
    counts : array-like of shape (n_stances,)
        Statements by predicted stance, in the order of `stance.labels.STANCES`.
    confusion : array-like of shape (n_stances, n_stances)
        Held-out statements by gold stance (row) and predicted stance.
    count_effect, confusion_effect : float
        Design effects, 1 or more: how many of the statements weigh as much as one independent one; see `design_effect`.
    level : float
        Coverage aimed at, in (0, 1).
    n_draws, random_state : int
        Draws of the interval, and their seed.

    Raises
    ------
    InputError
        If a shape or value is impossible, nothing was counted, or the classifier cannot tell the stances apart.

    Examples
    --------
    >>> against, favor, neutral = corrected_shares([60, 20, 20], [[80, 10, 10], [10, 80, 10], [10, 10, 80]])
    >>> round(against.raw, 2), round(against.corrected, 2)
    (0.6, 0.71)
    """
    counted, rates = _check_counts(counts), _check_confusion(confusion)
    if not 0 < level < 1:
        raise InputError(f"level: {level!r} is not between 0 and 1. Give for example 0.9.")
    raw = counted / counted.sum()
    corrected = _solve(raw[None], (rates / rates.sum(axis=1, keepdims=True))[None])[0]
    rng = np.random.default_rng(random_state)
    drawn_raw = rng.dirichlet(counted / count_effect + _JEFFREYS, size=n_draws)
    drawn_rates = np.stack([rng.dirichlet(row / confusion_effect + _JEFFREYS, size=n_draws) for row in rates], axis=1)
    draws = _solve(drawn_raw, drawn_rates)
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return tuple(
        Share(stance, float(r), float(c), float(min(lo, c)), float(max(hi, c)))
        for stance, r, c, lo, hi in zip(STANCES, raw, corrected, low, high, strict=True)
    )


def design_effect(counts: ArrayLike) -> float:
    """Return how many statements of grouped ones weigh as much as one independent one, 1 or more.

    That of the stance which the groups agree on most, so that no interval is too narrow.

    Parameters
    ----------
    counts : array-like of shape (n_groups, n_stances)
        Statements by group (article) and predicted stance.

    Examples
    --------
    >>> design_effect([[4, 0, 0], [0, 4, 0], [4, 0, 0], [0, 4, 0]])
    4.0
    """
    table = np.asarray(counts, dtype=float).reshape(-1, len(STANCES))
    sizes = table.sum(axis=1)
    table, sizes = table[sizes > 0], sizes[sizes > 0]
    n_groups, n = len(sizes), sizes.sum()
    if n_groups < 2:
        return 1.0
    shares = table.sum(axis=0) / n
    independent = shares * (1 - shares) / n
    grouped = n_groups / (n_groups - 1) * ((table - sizes[:, None] * shares) ** 2).sum(axis=0) / n**2
    effects = np.divide(grouped, independent, out=np.ones_like(grouped), where=independent > 0)
    # a group weighs at least as much as one of its statements
    return float(np.clip(effects.max(), 1.0, (sizes**2).sum() / n))


def count_stances(stances: Sequence[str]) -> NDArray[np.float64]:
    """Return how often each of `stance.labels.STANCES` stands in a list."""
    return np.array([sum(stance == name for stance in stances) for name in STANCES], dtype=float)


def _solve(raw: NDArray[np.float64], rates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the shares that the rates turn into the raw ones, ``(n_draws, n_stances)``, none below 0."""
    try:
        solved = np.linalg.solve(rates.transpose(0, 2, 1), raw[..., None])
    except np.linalg.LinAlgError as error:
        raise InputError(
            "confusion: the classifier calls two stances alike, so that nothing can be corrected."
        ) from error
    return _onto_simplex(np.asarray(solved[..., 0], dtype=np.float64))


def _onto_simplex(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the nearest points with coordinates of 0 or more that add up to 1 (Duchi et al., ICML 2008)."""
    descending = -np.sort(-points, axis=1)
    excess = (np.cumsum(descending, axis=1) - 1) / np.arange(1, points.shape[1] + 1)
    last = (descending > excess).sum(axis=1) - 1
    nearest: NDArray[np.float64] = np.maximum(points - excess[np.arange(len(points)), last][:, None], 0)
    return nearest


def _check_counts(counts: ArrayLike) -> NDArray[np.float64]:
    values = np.asarray(counts, dtype=float)
    if values.shape != (len(STANCES),) or (values < 0).any():
        raise InputError(f"counts: {values.tolist()}, expected a count of 0 or more for each of {', '.join(STANCES)}.")
    if values.sum() == 0:
        raise InputError("counts: there is no statement to count.")
    return values


def _check_confusion(confusion: ArrayLike) -> NDArray[np.float64]:
    values = np.asarray(confusion, dtype=float)
    if values.shape != (len(STANCES), len(STANCES)) or (values < 0).any() or (values.sum(axis=1) == 0).any():
        raise InputError(
            f"confusion: {values.tolist()}, expected {len(STANCES)} rows of {len(STANCES)} counts, none of them empty: "
            "gold stance by predicted stance."
        )
    return values
