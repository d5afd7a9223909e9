"""Estimates with intervals, from a bootstrap that draws whole groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stance.errors import InputError

Tallies = Mapping[str, NDArray[Any]]
"""Sums over the statements of each group, ``(n_groups, ...)``, by name."""
Measure = Callable[[Tallies], Mapping[str, NDArray[np.float64]]]
"""From tallies summed over groups, with any leading axes, to metrics with the same leading axes."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval.

    Parameters
    ----------
    value : float
        On the whole sample; NaN where it is not defined (the precision of a class never predicted).
    low, high : float
        Bootstrap percentile interval.
    level : float
        Coverage aimed at, in (0, 1).
    n : int
        Statements (or articles, or speakers) behind it.
    groups : int
        Groups that were drawn.

    Examples
    --------
    >>> print(Estimate(0.8123, 0.8012, 0.8234, 0.95, 8627, 340))
    0.812 [0.801, 0.823]
    """

    value: float
    low: float
    high: float
    level: float
    n: int
    groups: int

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"

    def to_dict(self) -> dict[str, float | int | None]:
        """Return what JSON can hold, rounded to six digits, None for NaN."""
        figures = {name: getattr(self, name) for name in ("value", "low", "high")}
        rounded = {name: round(figure, 6) if np.isfinite(figure) else None for name, figure in figures.items()}
        return rounded | {"level": self.level, "n": self.n, "groups": self.groups}


def number_groups(groups: ArrayLike | None, n_rows: int) -> NDArray[np.intp]:
    """Return the number of each row's group, from 0; every row is a group of its own when there are none.

    Raises
    ------
    InputError
        If there is not one group for each row.
    """
    if groups is None:
        return np.arange(n_rows)
    values = np.asarray(groups)
    if values.shape != (n_rows,):
        raise InputError(f"groups: {values.size} values for {n_rows} rows. Give one group for each row.")
    return np.unique(values.astype(str), return_inverse=True)[1]


def sum_by_group(values: NDArray[Any], group_numbers: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the sums of rows ``(n_rows, ...)`` over the groups, ``(n_groups, ...)``."""
    sums = np.zeros((group_numbers.max(initial=-1) + 1, *values.shape[1:]))
    np.add.at(sums, group_numbers, values)
    return sums


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """How intervals are made: bootstrap samples, coverage aimed at, and seed.

    Statements of one article or situation resemble one another; drawing whole groups keeps that in the interval
    (Davison and Hinkley, *Bootstrap Methods and their Application*, 1997, section 3.8; Field and Welsh, "Bootstrapping
    clustered data", JRSS B 69(3), 2007).

    Raises
    ------
    InputError
        If `level` does not lie in (0, 1), or there is no sample.
    """

    n_draws: int = 2000
    level: float = 0.95
    random_state: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.level < 1:
            raise InputError(f"level: {self.level!r} is not between 0 and 1. Give for example 0.95.")
        if self.n_draws < 1:
            raise InputError(f"n_draws: {self.n_draws!r} is less than 1. Give for example 2000.")

    def samples(self, tallies: Tallies) -> dict[str, NDArray[np.float64]]:
        """Return the tallies of each sample, ``(n_draws, ...)`` by name."""
        n_groups = len(next(iter(tallies.values())))
        rng = np.random.default_rng(self.random_state)
        draws = rng.multinomial(n_groups, np.full(n_groups, 1 / n_groups), size=self.n_draws).astype(float)
        return {name: np.tensordot(draws, values, axes=1) for name, values in tallies.items()}

    def interval(self, values: NDArray[np.float64]) -> tuple[float, float]:
        """Return the percentile interval of a figure's values in the samples, leaving out those not defined."""
        defined = values[np.isfinite(values)]
        if defined.size == 0:
            return float("nan"), float("nan")
        low, high = np.quantile(defined, [(1 - self.level) / 2, (1 + self.level) / 2])
        return float(low), float(high)


def estimate(tallies: Tallies, measure: Measure, *, n: int, bootstrap: Bootstrap) -> dict[str, Estimate]:
    """Return each metric with its interval over groups.

    Parameters
    ----------
    tallies : mapping of str to ndarray of shape (n_groups, ...)
        Sums over each group.
    measure : callable
        From tallies to metrics.
    n : int
        Rows behind the tallies; only reported.
    bootstrap : Bootstrap

    Raises
    ------
    InputError
        If there is no group.
    """
    n_groups = len(next(iter(tallies.values())))
    if n_groups == 0:
        raise InputError("there is nothing to evaluate: no row is left.")
    whole = measure({name: values.sum(axis=0) for name, values in tallies.items()})
    samples = measure(bootstrap.samples(tallies))
    return {
        name: Estimate(float(value), *bootstrap.interval(samples[name]), bootstrap.level, n, n_groups)
        for name, value in whole.items()
    }


def ratio(numerator: NDArray[np.float64], denominator: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the quotient, NaN where the denominator is 0."""
    numerator, denominator = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    return np.divide(numerator, denominator, out=np.full_like(numerator, np.nan), where=denominator > 0)
