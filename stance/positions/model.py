"""A latent class model of a speaker's position.

A speaker holds one position towards the target in an article, and each of the speaker's statements takes a stance that
depends on it: somebody who is against makes statements that are against, and neutral ones beside them. The classifier
sees each statement's stance through noise. The posterior of the position follows by Bayes' rule, as for the true class
in Dawid and Skene (1979), with the classifier in the place of their observers [1]_.

Who takes a stance, takes it in at least one statement: that is what makes the position. So the likelihood of a position
against or in favor is that of the statements without the case that all of them are neutral, however many neutral ones
stand beside. Where the statement that shows it may not have been found, that case is left in.

The statements of one speaker resemble one another, and so do the classifier's errors in them: they are less than
independent evidence. Their likelihood is tempered by ``n ** -dependence``, as in composite likelihoods [2]_.

Whether a statement speaks of the target at all is uncertain, too. Off-target, it takes no stance: its probabilities are
mixed with the certainty that it is neutral, by how probable it is that it is on target. One statement says little of
that, the article's statements together say more: the log odds are a line over the statement's own and their mean.

The interval of the share counts how many of the statements take a stance. Given the position, that number follows the
Poisson binomial distribution (see `stance.positions.counts`); over the positions it is their mixture, which holds the
classifier's doubt about each statement and the doubt about the speaker.

References
----------
.. [1] A. P. Dawid and A. M. Skene, "Maximum likelihood estimation of observer error-rates using the EM algorithm",
   Applied Statistics 28(1), 1979.
.. [2] C. Varin, N. Reid, D. Firth, "An overview of composite likelihood methods", Statistica Sinica 21(1), 2011.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, fsum, log, log1p
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stance.errors import InputError
from stance.labels import NEUTRAL, STANCES, UNCLEAR
from stance.positions.counts import count_distribution

Floats = NDArray[np.float64]
_NEUTRAL = STANCES.index(NEUTRAL)
_TAKEN = np.array([z for z in range(len(STANCES)) if z != _NEUTRAL])  # the positions that take a stance
_TINY = 1e-300
_SURE = 1e-6  # no statement is surer to be on target, or off-target, than this


class Judged(NamedTuple):
    """What is known of some speakers.

    Parameters
    ----------
    posterior : ndarray of shape (n_speakers, n_positions)
        Adds up to 1 for each.
    low, high : ndarray of shape (n_speakers,)
        Interval of the share of a speaker's statements that take the stance of the most probable position.
    """

    posterior: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class PositionModel:
    """How positions are spread over speakers, and stances over the statements of each position.

    Parameters
    ----------
    prior : tuple of float
        Share of speakers of each position, in the order of `stance.labels.STANCES`.
    emission : tuple of tuple of float, (n_positions, n_stances)
        Row `z`: how the statements of a speaker of position `z` spread over the stances.
    sharpness : float
        Power that a statement's probabilities are raised to before they are pooled; positive.
    dependence : float
        In [0, 1]: with 0 each statement counts in full, with 1 all of them together as much as one.
    relevance : tuple of float, or None
        Of the log odds that a statement is on target: the intercept, and what the statement's own log odds and the mean
        of those of its article weigh. None takes every statement for on-target.
    unheard : float
        Share, in [0, 1], of speakers against or in favor of whom no statement that shows it need have been found; of
        the others at least one takes a stance.

    Examples
    --------
    >>> model = PositionModel((1 / 3, 1 / 3, 1 / 3), ((0.8, 0.0, 0.2), (0.0, 0.8, 0.2), (0.0, 0.0, 1.0)))
    >>> model.posterior([[0.9, 0.05, 0.05]]).argmax()
    np.int64(0)
    """

    prior: tuple[float, ...]
    emission: tuple[tuple[float, ...], ...]
    sharpness: float = 1.0
    dependence: float = 0.0
    relevance: tuple[float, float, float] | None = None
    unheard: float = 1.0

    def on_target(self, relevance: Sequence[float]) -> list[float]:
        """Return how probable it is that each statement of an article is on target, given the others.

        Parameters
        ----------
        relevance : sequence of float of length n_statements
            Of all the article's statements, each in [0, 1] and judged by the statement alone.

        Examples
        --------
        >>> model = PositionModel((1 / 3,) * 3, ((1.0, 0.0, 0.0),) * 3, relevance=(0.0, 0.5, 1.0))
        >>> [round(chance, 2) for chance in model.on_target([0.3, 0.3]) + model.on_target([0.3, 0.9])]
        [0.22, 0.22, 0.56, 0.85]
        """
        if self.relevance is None or not relevance:
            return [1.0] * len(relevance)
        intercept, own, together = self.relevance
        odds = log_odds(relevance)
        shared = intercept + together * fsum(odds) / len(odds)
        return [1 / (1 + exp(-(shared + own * value))) for value in odds]

    def posterior(self, probabilities: ArrayLike, on_target: ArrayLike | None = None) -> Floats:
        """Return the probability of each position given the stance probabilities of a speaker's statements.

        Parameters
        ----------
        probabilities : array-like of shape (n_statements, n_stances) or (n_speakers, n_statements, n_stances)
            From a classifier whose classes were weighted equally, so that they are proportional to likelihoods.
        on_target : array-like of shape (n_statements,) or (n_speakers, n_statements), or None
            How probable it is that each statement is on target; None where all are.

        Returns
        -------
        ndarray of shape (n_positions,) or (n_speakers, n_positions)
            Adds up to 1; the prior when there are no statements.
        """
        posterior = self._read(_of_speakers(probabilities), on_target).posterior.T
        return posterior if np.ndim(probabilities) == 3 else posterior[0]

    def share_interval(
        self,
        probabilities: ArrayLike,
        stance: int,
        *,
        on_target: ArrayLike | None = None,
        level: float = 0.9,
    ) -> tuple[float, float]:
        """Return the interval of the share of a speaker's statements that take a stance.

        Parameters
        ----------
        probabilities : array-like of shape (n_statements, n_stances)
            Of all the speaker's statements.
        stance : int
            Column of the stance.
        on_target : array-like of shape (n_statements,), or None
            See `posterior`.
        level : float
            Coverage aimed at, in (0, 1).

        Returns
        -------
        tuple of float
            Lower and upper bound, multiples of ``1 / n_statements``; (0, 1) when there is no statement.

        Raises
        ------
        InputError
            If `level` does not lie between 0 and 1.

        Examples
        --------
        >>> model = PositionModel((0.5, 0.5, 0.0), ((0.9, 0.0, 0.1), (0.0, 0.9, 0.1), (0.0, 0.0, 1.0)))
        >>> model.share_interval([[0.99, 0.0, 0.01], [0.5, 0.0, 0.5]], 0)
        (0.5, 1.0)
        """
        low, high = self._interval(self._read(_of_speakers(probabilities), on_target), np.array([stance]), level)
        return low.item(), high.item()

    def judge(self, probabilities: ArrayLike, on_target: ArrayLike | None = None, *, level: float = 0.9) -> Judged:
        """Return the posterior of speakers of equally many statements, and the interval for the most probable position.

        What a speaker gets does not depend on who else is judged.

        Parameters
        ----------
        probabilities : array-like of shape (n_speakers, n_statements, n_stances)
        on_target : array-like of shape (n_speakers, n_statements), or None
        level
            See `share_interval`.

        Raises
        ------
        InputError
            If `level` does not lie between 0 and 1.

        Examples
        --------
        >>> model = PositionModel((0.5, 0.5, 0.0), ((0.9, 0.0, 0.1), (0.0, 0.9, 0.1), (0.0, 0.0, 1.0)))
        >>> judged = model.judge([[[0.99, 0.0, 0.01], [0.5, 0.0, 0.5]], [[0.0, 0.99, 0.01], [0.0, 0.5, 0.5]]])
        >>> judged.posterior.argmax(axis=1).tolist(), judged.low.tolist(), judged.high.tolist()
        ([0, 1], [0.5, 0.5], [1.0, 1.0])
        """
        read = self._read(_of_speakers(probabilities), on_target)
        return Judged(read.posterior.T, *self._interval(read, read.posterior.argmax(axis=0), level))

    def _read(self, probabilities: Floats, on_target: ArrayLike | None) -> _Read:
        powered = probabilities**self.sharpness
        of_speakers = powered / powered.sum(axis=-1, keepdims=True)
        if on_target is not None:
            of_speakers = mix_with_neutral(of_speakers, on_target)
        # the speakers last, side by side; and no product of matrices, which rounds one as it suits the others
        rows = np.ascontiguousarray(of_speakers.transpose(1, 2, 0))
        n_statements, _, n_speakers = rows.shape
        spread, prior = np.array(self.emission), np.array(self.prior)
        likelihood = np.maximum((spread[..., None] * rows[:, None]).sum(axis=2), _TINY)
        if n_statements == 0:
            posterior = np.repeat((prior / prior.sum())[:, None], n_speakers, axis=1)
            return _Read(rows, likelihood, np.zeros((len(_TAKEN), n_speakers)), posterior)
        together = _add_up(np.log(likelihood))
        neutral = spread[_TAKEN, _NEUTRAL, None]
        all_neutral = _add_up(np.log(np.maximum(neutral * rows[:, None, _NEUTRAL], _TINY)))
        # of the cases that are left without that one, by how often they are left
        left = -np.expm1(np.minimum(all_neutral - together[_TAKEN], 0.0)) / np.maximum(1 - neutral**n_statements, _TINY)
        heard = (1 - self.unheard) * left
        possible = np.maximum(heard + self.unheard, _TINY)
        together[_TAKEN] += np.log(possible)
        logs = np.log(np.maximum(prior, _TINY))[:, None] + n_statements**-self.dependence * together
        weights = np.exp(logs - logs.max(axis=0))
        return _Read(rows, likelihood, heard / possible, weights / weights.sum(axis=0))

    def _interval(self, read: _Read, stance: NDArray[np.intp], level: float) -> tuple[Floats, Floats]:
        if not 0 < level < 1:
            raise InputError(f"level: {level!r} is not between 0 and 1. Give for example 0.9.")
        n_statements, _, n_speakers = read.rows.shape
        if n_statements == 0:
            return np.zeros(n_speakers), np.ones(n_speakers)
        chances = read.rows[:, stance, np.arange(n_speakers)][:, None] * np.array(self.emission)[:, stance]
        counts = count_distribution(chances / read.likelihood)
        # who takes a stance has no count that says that all are neutral, as far as that is certain
        of_stance = stance == _TAKEN[:, None]
        certainty = np.where(of_stance | (stance == _NEUTRAL), read.heard, 0.0)
        excluded = np.arange(n_statements + 1)[:, None, None] == np.where(of_stance, 0, n_statements)
        taken = counts[:, _TAKEN]
        rest = np.maximum(1 - np.where(excluded, taken, 0.0).sum(axis=0), _TINY)
        counts[:, _TAKEN] = certainty * np.where(excluded, 0.0, taken / rest) + (1 - certainty) * taken
        up_to = (read.posterior * counts).sum(axis=1).cumsum(axis=0)
        low, high = ((up_to < bound).sum(axis=0) for bound in ((1 - level) / 2, (1 + level) / 2))
        return low / n_statements, np.minimum(high, n_statements) / n_statements


class _Read(NamedTuple):
    """What a model makes of the statements of some speakers."""

    rows: Floats  # (n_statements, n_stances, n_speakers)
    likelihood: Floats  # (n_statements, n_positions, n_speakers)
    heard: Floats  # (2, n_speakers): how certain it is that one of the statements takes the stance
    posterior: Floats  # (n_positions, n_speakers)


def _add_up(logs: Floats) -> Floats:
    """Add over the first axis, one by one: how `sum` rounds depends on the length of the others."""
    total: Floats = logs.cumsum(axis=0)[-1]
    return total


def _of_speakers(probabilities: ArrayLike) -> Floats:
    rows: Floats = np.asarray(probabilities, dtype=float)
    return rows if rows.ndim == 3 else rows.reshape(1, -1, len(STANCES))


def log_odds(chances: Sequence[float]) -> list[float]:
    """Return the log odds of probabilities, none beyond those of one in a million.

    Examples
    --------
    >>> [round(value, 1) for value in log_odds([0.5, 1.0])]
    [0.0, 13.8]
    """
    kept = [min(max(chance, _SURE), 1 - _SURE) for chance in chances]
    return [log(chance) - log1p(-chance) for chance in kept]


def call(posterior: Sequence[float], *, min_lead: float) -> str:
    """Return the most probable position, or ``unclear`` where it leads the next one by less than `min_lead`.

    Examples
    --------
    >>> call([0.6, 0.3, 0.1], min_lead=0.05), call([0.48, 0.47, 0.05], min_lead=0.05)
    ('against', 'unclear')
    """
    *_, second, first = sorted(posterior)
    return STANCES[list(posterior).index(first)] if first - second >= min_lead else UNCLEAR


def mix_with_neutral(probabilities: ArrayLike, on_target: ArrayLike) -> Floats:
    """Return the probabilities of statements that are neutral as far as they are off-target.

    Parameters
    ----------
    probabilities : array-like of shape (..., n_statements, n_stances)
    on_target : array-like of shape (..., n_statements)

    Examples
    --------
    >>> mix_with_neutral([[0.5, 0.25, 0.25]], [0.5]).tolist()
    [[0.25, 0.125, 0.625]]
    """
    chance = np.asarray(on_target, dtype=float)
    mixed: Floats = np.asarray(probabilities, dtype=float) * chance[..., None]
    mixed[..., _NEUTRAL] += 1 - chance
    return mixed


def _shipped() -> PositionModel:
    written = json.loads(Path(__file__).with_name("parameters.json").read_text(encoding="utf-8"))
    for name in ("prior", "relevance"):
        written[name] = tuple(written[name])
    return PositionModel(**written | {"emission": tuple(map(tuple, written["emission"]))})


DEFAULT_POSITION_MODEL = _shipped()
"""For U.S. intervention and a classifier with balanced classes; fitted and measured by ``benchmarks/positions.py``."""

MIN_LEAD = 0.05
"""A position that leads the next by less is unclear: about half of the few that it leaves out would have been wrong.

``benchmarks/results/positions.json`` shows what other thresholds leave out."""
