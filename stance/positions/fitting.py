"""Fit a `PositionModel` to speakers whose position is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stance.errors import InputError
from stance.labels import STANCES
from stance.positions.model import PositionModel

# log odds of: stance taken, the other one if any, neutral left, unheard; then prior, log of sharpness, dependence
_START = np.array([0.8, -3.0, -3.0, -2.2, 0.0, 0.0, 0.0])
_RELEVANCE_START = np.array([1.0, 0.5, 0.5])  # intercept, a statement's own log odds, their mean in its article
_PENALTY = 0.002  # keeps what a small sample leaves open near the start; 0.0005 to 0.01 measure alike
_TINY = 1e-12
_NEUTRAL = np.array([0.0, 0.0, 1.0])


Table = Sequence[Sequence[float]] | NDArray[np.float64]


def fit_position_model(
    positions: Sequence[str],
    probabilities: Sequence[Table],
    *,
    relevance: Sequence[Table] | None = None,
    taken: float | None = None,
) -> PositionModel:
    """Return the model under which the known positions are most probable, given the statements' probabilities.

    Seven numbers are fitted, ten with `relevance`: against and favor share theirs, so that the model leans to neither
    side.

    Parameters
    ----------
    positions : sequence of str of length n_speakers
        Of `stance.labels.STANCES`.
    probabilities : sequence of array-like of shape (n_statements, n_stances), n_speakers of them
        Of each speaker's statements, from a classifier that saw none of them. A speaker has at least one.
    relevance : sequence of array-like of shape (n_statements, 2), or None
        Of the same statements: the log odds that it is on target, and their mean over all statements of its article
        (see `stance.positions.model.log_odds`). None takes every statement for on-target.
    taken : float or None
        How many of the statements of speakers who are against or in favor take a stance, in (0, 1), where that is known
        from a count: fitted, it makes up for other faults of the model. None fits it.

    Raises
    ------
    InputError
        If a position is none, there is not one for each speaker, a speaker has no statement, the relevance is of other
        statements, or `taken` is no share.

    Examples
    --------
    >>> sure, unsure = [[0.9, 0.05, 0.05]], [[0.4, 0.3, 0.3], [0.3, 0.3, 0.4]]
    >>> model = fit_position_model(["against", "neutral"], [sure, unsure])
    >>> [model.posterior(rows).argmax().item() for rows in (sure, unsure)]
    [0, 2]
    """
    from scipy.optimize import minimize
    from scipy.special import expit, logit, logsumexp, softmax

    if not positions or len(positions) != len(probabilities):
        raise InputError(f"positions: {len(positions)} for {len(probabilities)} speakers. Give one for each, and any.")
    for position in positions:
        if position not in STANCES:
            raise InputError(f"positions: {position!r} is not one of {', '.join(map(repr, STANCES))}.")
    tables = [np.asarray(rows, dtype=float).reshape(-1, len(STANCES)) for rows in probabilities]
    n_statements = np.array([len(rows) for rows in tables])
    if not n_statements.all():
        raise InputError(
            f"probabilities: speaker {int(n_statements.argmin())} has no statement. Leave the speaker out."
        )
    logs = np.log(np.concatenate(tables).clip(_TINY))
    first = np.concatenate([[0], np.cumsum(n_statements)[:-1]])
    known = np.array([STANCES.index(position) for position in positions])

    odds = None
    if relevance is not None:
        odds = np.concatenate([np.asarray(rows, dtype=float).reshape(-1, 2) for rows in relevance])
        if [len(rows) for rows in relevance] != n_statements.tolist():
            raise InputError("relevance: give two numbers for each statement of each speaker.")
    if taken is not None and not 0 < taken < 1:
        raise InputError(f"taken: {taken!r} is not between 0 and 1. Give the share that was counted, or None.")
    start = _START if odds is None else np.concatenate([_START, _RELEVANCE_START])
    bounds = [(None, None)] * len(start)
    if taken is not None:
        start = np.concatenate([[logit(taken)], start[1:]])
        bounds[0] = (start[0], start[0])

    def loss(parameters: NDArray[np.float64]) -> float:
        model = _unpack(parameters)
        rows = softmax(logs * model.sharpness, axis=1)
        if odds is not None and model.relevance is not None:
            on_target = expit(model.relevance[0] + odds @ model.relevance[1:])[:, None]
            rows = on_target * rows + (1 - on_target) * _NEUTRAL
        likelihood = np.log(rows @ np.asarray(model.emission).T)
        pooled = np.add.reduceat(likelihood, first)
        neutral = model.emission[0][-1]
        all_neutral = np.add.reduceat(np.log(neutral * rows[:, -1]), first)
        left = -np.expm1(all_neutral[:, None] - pooled[:, :-1]) / (1 - neutral**n_statements)[:, None]
        pooled[:, :-1] += np.log((1 - model.unheard) * left + model.unheard)
        pooled *= (n_statements**-model.dependence)[:, None]
        scores = pooled + np.log(model.prior)
        misses = logsumexp(scores, axis=1) - scores[np.arange(len(known)), known]
        return float(misses.mean() + _PENALTY * np.square(parameters - start).sum())

    return _unpack(minimize(loss, start, method="L-BFGS-B", bounds=bounds).x)


def _unpack(parameters: NDArray[np.float64]) -> PositionModel:
    from scipy.special import expit, softmax

    taken, other, left, unheard, prior, sharpness, dependence, *relevance = parameters.tolist()
    taken, other, left, unheard = expit([taken, other, left, unheard]).tolist()
    stance, opposite, neutral = taken * (1 - other), taken * other, 1 - taken
    return PositionModel(
        prior=tuple(softmax([prior, prior, 0.0]).tolist()),
        emission=((stance, opposite, neutral), (opposite, stance, neutral), (left / 2, left / 2, 1 - left)),
        sharpness=float(np.exp(sharpness)),
        dependence=float(expit(dependence)),
        relevance=(relevance[0], relevance[1], relevance[2]) if relevance else None,
        unheard=unheard,
    )
