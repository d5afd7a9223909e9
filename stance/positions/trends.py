"""Shares of stances over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from stance.errors import InputError
from stance.labels import STANCES
from stance.positions.shares import Share, corrected_shares, count_stances, design_effect

Period = Literal["month", "quarter", "year"]

_MAX_POINTS = 36  # more months than these are counted by quarter, more quarters by year


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Shares of the stances within one month, quarter or year.

    Parameters
    ----------
    period : str
        ``2024-03``, ``2024-Q1`` or ``2024``.
    n_articles, n_statements : int
        On-target statements, and the articles that they come from.
    shares : tuple of Share
        In the order of `stance.labels.STANCES`.
    """

    period: str
    n_articles: int
    n_statements: int
    shares: tuple[Share, ...]


def trend_shares(
    articles: Iterable[tuple[str, Sequence[str]]],
    confusion: ArrayLike,
    *,
    period: Period | None = None,
    confusion_effect: float = 1.0,
    level: float = 0.9,
    random_state: int = 0,
) -> tuple[TrendPoint, ...]:
    """Return the shares in each period in which a statement stands, in order of time.

    Parameters
    ----------
    articles : iterable of (date, stances of the on-target statements)
        The date as ISO 8601 has it (``2024-03-09``, or ``2024-03`` for months and longer).
    confusion, confusion_effect, level, random_state
        See `stance.positions.corrected_shares`.
    period : "month", "quarter", "year" or None
        None chooses the shortest that gives at most 36 points.

    Raises
    ------
    InputError
        If a date does not begin with a year and a month, or `period` is another.

    Examples
    --------
    >>> articles = [("2024-03-09", ["against", "favor"]), ("2024-04-01", ["neutral"])]
    >>> [(point.period, point.n_statements) for point in trend_shares(articles, [[8, 1, 1], [1, 8, 1], [1, 1, 8]])]
    [('2024-03', 2), ('2024-04', 1)]
    """
    if period is not None and period not in get_args(Period):
        raise InputError(f"period: {period!r} is not one of {', '.join(map(repr, get_args(Period)))}.")
    dated = [(date, count_stances(stances)) for date, stances in articles if len(stances)]
    chosen = period or choose_period([date for date, _ in dated])
    by_period: dict[str, list[np.ndarray]] = {}
    for date, counts in dated:
        by_period.setdefault(period_of(date, chosen), []).append(counts)
    effect = design_effect([counts for _, counts in dated] or np.zeros((0, len(STANCES))))
    return tuple(
        TrendPoint(
            name,
            len(counts),
            int(np.sum(counts)),
            corrected_shares(
                np.sum(counts, axis=0),
                confusion,
                count_effect=effect,
                confusion_effect=confusion_effect,
                level=level,
                random_state=random_state,
            ),
        )
        for name, counts in sorted(by_period.items())
    )


def period_of(date: str, period: Period) -> str:
    """Return the month, quarter or year of an ISO date.

    Raises
    ------
    InputError
        If it does not begin with a year and a month.

    Examples
    --------
    >>> period_of("2024-03-09", "quarter")
    '2024-Q1'
    """
    year, month = date[:4], date[5:7]
    if not (year.isdecimal() and len(year) == 4 and date[4:5] == "-" and month.isdecimal() and 1 <= int(month) <= 12):
        raise InputError(f"date: {date!r} is no ISO date, for example 2024-03-09.")
    return {"month": f"{year}-{month}", "quarter": f"{year}-Q{(int(month) + 2) // 3}", "year": year}[period]


def choose_period(dates: Sequence[str]) -> Period:
    """Return the shortest period of which the dates span at most 36, else a year."""
    if not dates:
        return "month"
    first, last = (period_of(date, "month") for date in (min(dates), max(dates)))
    n_months = 12 * (int(last[:4]) - int(first[:4])) + int(last[5:]) - int(first[5:]) + 1
    if n_months <= _MAX_POINTS:
        return "month"
    return "quarter" if n_months <= 3 * _MAX_POINTS else "year"
