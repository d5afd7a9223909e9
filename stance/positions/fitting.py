"""Fit a `PositionModel` to speakers whose position is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logsumexp, softmax

from stance.errors import InputError
from stance.labels import STANCES
from stance.positions.model import PositionModel

# stance kept, stance crossed, neutral left (each against "neutral kept"), prior, log of sharpness, dependence
_START = np.array([1.5, -2.0, -3.0, 0.0, 0.0, 0.0])
_PENALTY = 0.002  # keeps what a small sample leaves open near the start; 0.0005 to 0.01 measure alike
_TINY = 1e-12


def fit_position_model(
    positions: Sequence[str], probabilities: Sequence[Sequence[Sequence[float]] | NDArray[np.float64]]
) -> PositionModel:
    """Return the model under which the known positions are most probable, given the statements' probabilities.

    Six numbers are fitted: against and favor share theirs, so that the model leans to neither side.

    Parameters
    ----------
    positions : sequence of str of length n_speakers
        Of `stance.labels.STANCES`.
    probabilities : sequence of array-like of shape (n_statements, n_stances), n_speakers of them
        Of each speaker's statements, from a classifier that saw none of them. A speaker has at least one.

    Raises
    ------
    InputError
        If a position is none, there is not one for each speaker, or a speaker has no statement.

    Examples
    --------
    >>> sure, unsure = [[0.9, 0.05, 0.05]], [[0.4, 0.3, 0.3], [0.3, 0.3, 0.4]]
    >>> model = fit_position_model(["against", "neutral"], [sure, unsure])
    >>> [model.posterior(rows).argmax().item() for rows in (sure, unsure)]
    [0, 2]
    """
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

    def loss(parameters: NDArray[np.float64]) -> float:
        model = _unpack(parameters)
        likelihood = softmax(logs * model.sharpness, axis=1) @ np.asarray(model.emission).T
        pooled = np.add.reduceat(np.log(likelihood), first) * (n_statements**-model.dependence)[:, None]
        scores = pooled + np.log(model.prior)
        misses = logsumexp(scores, axis=1) - scores[np.arange(len(known)), known]
        return float(misses.mean() + _PENALTY * np.square(parameters - _START).sum())

    return _unpack(minimize(loss, _START, method="L-BFGS-B").x)


def _unpack(parameters: NDArray[np.float64]) -> PositionModel:
    kept, crossed, left, prior, sharpness, dependence = parameters.tolist()
    emission = softmax([[kept, crossed, 0.0], [crossed, kept, 0.0], [left, left, 0.0]], axis=1)
    return PositionModel(
        prior=tuple(softmax([prior, prior, 0.0]).tolist()),
        emission=tuple(map(tuple, emission.tolist())),
        sharpness=float(np.exp(sharpness)),
        dependence=float(expit(dependence)),
    )
