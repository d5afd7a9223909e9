"""Where speakers stand on one scale, from -1 (all against) over 0 to 1 (all in favor), over one article or many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stance.errors import InputError
from stance.labels import AGAINST, FAVOR, STANCES
from stance.positions.counts import balance_distribution
from stance.positions.model import DEFAULT_POSITION_MODEL, MIN_LEAD, PositionModel, call, mix_with_neutral
from stance.positions.pooling import by_size, prediction_of
from stance.types import Prediction, Statement

_AGAINST, _FAVOR = STANCES.index(AGAINST), STANCES.index(FAVOR)


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
    speakers = list(by_speaker.items())
    balances = []
    for some in by_size(list(by_speaker.values())):
        balances += _balances([speakers[i] for i in some], model, level, min_lead)
    return tuple(sorted(balances, key=lambda balance: (-balance.n_statements, balance.speaker)))


def _balances(
    speakers: list[tuple[str, list[tuple[Prediction, float]]]], model: PositionModel, level: float, min_lead: float
) -> list[Balance]:
    """Return the balance of each of some speakers, who all make the same number of statements."""
    probabilities = np.array([[(p.p_against, p.p_favor, p.p_neutral) for p, _ in said] for _, said in speakers])
    on_target = np.array([[chance for _, chance in said] for _, said in speakers])
    rows = mix_with_neutral(probabilities, on_target)  # as in pool_positions
    columns = (
        model.posterior(probabilities, on_target),
        (rows[..., _FAVOR] - rows[..., _AGAINST]).mean(axis=1),
        *_intervals(rows, level),
    )
    return [
        Balance(name, call(posterior, min_lead=min_lead), value, min(low, value), max(high, value), len(said))
        for (name, said), posterior, value, low, high in zip(speakers, *(one.tolist() for one in columns), strict=True)
    ]


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
    rows: NDArray[np.float64] = np.asarray(probabilities, dtype=float).reshape(1, -1, len(STANCES))
    low, high = _intervals(rows, level)
    return low.item(), high.item()


def _intervals(rows: NDArray[np.float64], level: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if not 0 < level < 1:
        raise InputError(f"level: {level!r} is not between 0 and 1. Give for example 0.9.")
    n_speakers, n, _ = rows.shape
    if n == 0:
        return -np.ones(n_speakers), np.ones(n_speakers)
    up_to = balance_distribution(rows[..., _AGAINST].T, rows[..., _FAVOR].T).cumsum(axis=0)
    low, high = ((up_to < bound).sum(axis=0) for bound in ((1 - level) / 2, (1 + level) / 2))
    return (low - n) / n, (np.minimum(high, 2 * n) - n) / n
