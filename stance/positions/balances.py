"""Where speakers stand on one scale, from -1 (all against) over 0 to 1 (all in favor), over one article or many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stance.errors import InputError
from stance.labels import AGAINST, FAVOR, STANCES
from stance.positions.model import DEFAULT_POSITION_MODEL, MIN_LEAD, PositionModel, call, mix_with_neutral
from stance.positions.pooling import prediction_of
from stance.types import Prediction, Statement


@dataclass(frozen=True, slots=True)
class Balance:
    """One speaker's statements in favor less those against, as a share of all.

    Parameters
    ----------
    speaker : str
    position : str
        One of `stance.labels.POSITIONS`.
    value : float
        Expected balance, in [-1, 1].
    low, high : float
        Interval of the balance, given the classifier's probabilities.
    n_statements : int
        Statements that were pooled.
    """

    speaker: str
    position: str
    value: float
    low: float
    high: float
    n_statements: int


def speaker_balances(
    statements: Iterable[Statement],
    *,
    model: PositionModel = DEFAULT_POSITION_MODEL,
    level: float = 0.9,
    min_lead: float = MIN_LEAD,
) -> tuple[Balance, ...]:
    """Return one balance a speaker, those with most statements first.

    Speakers are told apart by their name: statements of several articles under one name are pooled.

    Parameters
    ----------
    statements : iterable of Statement
        With their predictions; those without a speaker are left out.
    model, level, min_lead
        See `stance.positions.pool_positions`.

    Raises
    ------
    InputError
        If a statement has no prediction.
    """
    by_article: dict[str, list[tuple[str | None, Prediction]]] = {}
    for statement in statements:
        by_article.setdefault(statement.article_id, []).append((statement.speaker, prediction_of(statement)))
    by_speaker: dict[str, list[tuple[Prediction, float]]] = {}
    for predictions in by_article.values():
        chances = model.on_target([prediction.relevance for _, prediction in predictions])
        for (name, prediction), on_target in zip(predictions, chances, strict=True):
            if name is not None:
                by_speaker.setdefault(name, []).append((prediction, on_target))
    balances = []
    for speaker, said in by_speaker.items():
        probabilities = [(p.p_against, p.p_favor, p.p_neutral) for p, _ in said]
        chances = [chance for _, chance in said]
        posterior = model.posterior(probabilities, chances).tolist()
        rows: NDArray[np.float64] = np.array(mix_with_neutral(probabilities, chances))  # as in pool_positions
        low, high = balance_interval(rows, level=level)
        value = float((rows[:, STANCES.index(FAVOR)] - rows[:, STANCES.index(AGAINST)]).mean())
        position = call(posterior, min_lead=min_lead)
        balances.append(Balance(speaker, position, value, min(low, value), max(high, value), len(rows)))
    return tuple(sorted(balances, key=lambda balance: (-balance.n_statements, balance.speaker)))


def balance_interval(probabilities: ArrayLike, *, level: float = 0.9) -> tuple[float, float]:
    """Return the interval of the balance of statements whose stances are uncertain.

    The number in favor less the number against is a sum of independent terms that are -1, 0 or 1; its distribution is
    their convolution, so the quantiles are exact.

    Parameters
    ----------
    probabilities : array-like of shape (n_statements, n_stances)
        In the order of `stance.labels.STANCES`.
    level : float
        Coverage aimed at, in (0, 1).

    Examples
    --------
    >>> balance_interval([[0.99, 0.0, 0.01], [0.5, 0.0, 0.5]])
    (-1.0, -0.5)
    """
    if not 0 < level < 1:
        raise InputError(f"level: {level!r} is not between 0 and 1. Give for example 0.9.")
    rows: NDArray[np.float64] = np.asarray(probabilities, dtype=float).reshape(-1, len(STANCES))
    n = len(rows)
    if n == 0:
        return -1.0, 1.0
    against, favor, neutral = rows.T
    distribution = np.ones(1)
    for terms in zip(against, neutral, favor, strict=True):
        distribution = np.convolve(distribution, terms)
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.minimum(np.searchsorted(np.cumsum(distribution), tails), 2 * n) - n
    return float(low) / n, float(high) / n
