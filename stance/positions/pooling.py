"""Pool a speaker's statements into a position, by a latent class model.

A speaker holds one position towards the target in an article, and each of the speaker's statements takes a stance that
depends on it: somebody who is against makes statements that are against, and neutral ones beside them. The classifier
sees each statement's stance through noise. The posterior of the position follows by Bayes' rule, as for the true class
in Dawid and Skene (1979), with the classifier in the place of their observers [1]_.

The interval of the share counts how many of the statements take the stance; given the classifier's probabilities that
number follows the Poisson binomial distribution, whose quantiles are exact [2]_.

References
----------
.. [1] A. P. Dawid and A. M. Skene, "Maximum likelihood estimation of observer error-rates using the EM algorithm",
   Applied Statistics 28(1), 1979.
.. [2] Y. H. Wang, "On the number of successes in independent trials", Statistica Sinica 3(2), 1993.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, fsum, log
from operator import mul

import numpy as np
from numpy.typing import NDArray

from stance.errors import InputError
from stance.labels import STANCES, UNCLEAR
from stance.types import Article, Position, Prediction, Statement

_NEUTRAL = (0.0, 0.0, 1.0)
_MAX_EVIDENCE = 2
_FEW = 64  # numbers of which lists are quicker than arrays


@dataclass(frozen=True, slots=True)
class PositionModel:
    """How positions are spread over speakers, and stances over the statements of each position.

    Parameters
    ----------
    prior : tuple of float
        Share of speakers of each position, in the order of `stance.labels.STANCES`.
    emission : tuple of tuple of float, (n_positions, n_stances)
        Row `z`: how the statements of a speaker of position `z` spread over the stances.

    Examples
    --------
    >>> model = PositionModel.fit([("against", ["against", "neutral"]), ("favor", ["favor"]), ("neutral", ["neutral"])])
    >>> model.posterior([[0.9, 0.05, 0.05]]).argmax()
    np.int64(0)
    """

    prior: tuple[float, ...]
    emission: tuple[tuple[float, ...], ...]

    @classmethod
    def fit(cls, speakers: Iterable[tuple[str, Sequence[str]]], *, smoothing: float = 1.0) -> PositionModel:
        """Estimate the model from speakers whose position and statements' stances are known.

        Parameters
        ----------
        speakers : iterable of (position, stances of the speaker's statements)
        smoothing : float
            Added to each count (Laplace).

        Raises
        ------
        InputError
            If a position or stance is not one of `stance.labels.STANCES`.
        """
        prior = np.full(len(STANCES), float(smoothing))
        emission = np.full((len(STANCES), len(STANCES)), float(smoothing))
        for position, stances in speakers:
            for label in (position, *stances):
                if label not in STANCES:
                    raise InputError(f"speakers: {label!r} is not one of {', '.join(map(repr, STANCES))}.")
            prior[STANCES.index(position)] += 1
            for stance in stances:
                emission[STANCES.index(position), STANCES.index(stance)] += 1
        emission /= emission.sum(axis=1, keepdims=True)
        return cls(tuple((prior / prior.sum()).tolist()), tuple(map(tuple, emission.tolist())))

    def posterior(self, probabilities: Sequence[Sequence[float]] | NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each position given the stance probabilities of a speaker's statements.

        Parameters
        ----------
        probabilities : array-like of shape (n_statements, n_stances)
            From a classifier whose classes were weighted equally, so that they are proportional to likelihoods.

        Returns
        -------
        ndarray of shape (n_positions,)
            Adds up to 1; the prior when there are no statements.
        """
        rows = np.asarray(probabilities, dtype=float).reshape(-1, len(STANCES)).tolist()
        return np.array(self._posterior(rows))

    def _posterior(self, rows: Sequence[Sequence[float]]) -> list[float]:
        # a speaker makes two statements or three: arrays take ten times as long for so few numbers
        logs = [
            log(prior) + fsum(log(sum(map(mul, emission, row))) for row in rows)
            for prior, emission in zip(self.prior, self.emission, strict=True)
        ]
        weights = [exp(value - max(logs)) for value in logs]
        return [weight / sum(weights) for weight in weights]


def share_interval(probabilities: Sequence[float] | NDArray[np.float64], *, level: float = 0.9) -> tuple[float, float]:
    """Return the interval of the share of successes in independent trials of unequal probability.

    Parameters
    ----------
    probabilities : array-like of shape (n_trials,)
        Chance of each trial, in [0, 1].
    level : float
        Coverage aimed at, in (0, 1).

    Returns
    -------
    tuple of float
        Lower and upper bound, multiples of ``1 / n_trials``; (0, 1) when there is no trial.

    Examples
    --------
    >>> share_interval([0.99, 0.99, 0.5])
    (0.6666666666666666, 1.0)
    """
    if not 0 < level < 1:
        raise InputError(f"level: {level!r} is not between 0 and 1. Give for example 0.9.")
    n = len(probabilities)
    if n == 0:
        return 0.0, 1.0
    up_to = list(accumulate(_poisson_binomial(list(map(float, probabilities)))))
    low, high = (bisect_left(up_to, bound) for bound in ((1 - level) / 2, (1 + level) / 2))
    return low / n, min(high, n) / n


def _poisson_binomial(probabilities: list[float]) -> list[float]:
    """Return the chance of each number of successes."""
    if len(probabilities) > _FEW:
        count = np.ones(1)
        for p in probabilities:
            count = np.convolve(count, [1 - p, p])
        return list(map(float, count))
    chances = [1.0]
    for p in probabilities:
        chances = [fail * (1 - p) + succeed * p for fail, succeed in zip([*chances, 0.0], [0.0, *chances], strict=True)]
    return chances


DEFAULT_POSITION_MODEL = PositionModel(
    prior=(1 / 3, 1 / 3, 1 / 3),
    # the annotated articles count 0.92, 0.00, 0.08 and 0.00, 0.00, 1.00; speakers in print are less of one piece
    emission=((0.80, 0.02, 0.18), (0.02, 0.80, 0.18), (0.025, 0.025, 0.95)),
)
"""For U.S. intervention and a classifier with balanced classes."""


def pool_positions(
    article: Article,
    statements: Sequence[Statement],
    *,
    model: PositionModel = DEFAULT_POSITION_MODEL,
    level: float = 0.9,
    min_probability: float = 0.5,
) -> tuple[Position, ...]:
    """Return one position a speaker, in the order in which the speakers first speak.

    A statement that is off-target takes no stance towards the target and is left out; a speaker who makes no other is
    neutral, as the guidelines have it. A statement without a speaker belongs to nobody's position.

    Parameters
    ----------
    article : Article
        Where the statements come from; the evidence is quoted from its text.
    statements : sequence of Statement
        With their predictions.
    model : PositionModel
        How stances spread over the statements of each position.
    level : float
        Coverage of the interval, in (0, 1).
    min_probability : float
        A position whose probability lies below it is called ``unclear``, in [0, 1].

    Raises
    ------
    InputError
        If a statement has no prediction.
    """
    by_speaker: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.speaker is not None:
            by_speaker.setdefault(statement.speaker, []).append(statement)
    return tuple(
        _pool(article, speaker, said, model=model, level=level, min_probability=min_probability)
        for speaker, said in by_speaker.items()
    )


def _pool(
    article: Article,
    speaker: str,
    said: list[Statement],
    *,
    model: PositionModel,
    level: float,
    min_probability: float,
) -> Position:
    on_target = [statement for statement in said if _prediction(statement).on_target]
    said = on_target or said
    probabilities = [_stance_probabilities(statement) for statement in said]
    posterior = model._posterior(probabilities)
    best = posterior.index(max(posterior))
    low, high = share_interval([row[best] for row in probabilities], level=level)
    ranked = sorted(range(len(said)), key=lambda i: (said[i].stance != STANCES[best], -probabilities[i][best]))
    evidence = tuple(said[i] for i in ranked[:_MAX_EVIDENCE] if said[i].stance == STANCES[best] or i == ranked[0])
    return Position(
        article_id=article.id,
        speaker=speaker,
        position=STANCES[best] if posterior[best] >= min_probability else UNCLEAR,
        **{f"p_{name}": p for name, p in zip(STANCES, posterior, strict=True)},
        low=low,
        high=high,
        n_statements=len(said),
        evidence=evidence,
        quotes=tuple(article.text[slice(*s.passage)] for s in evidence),
    )


def _prediction(statement: Statement) -> Prediction:
    if statement.prediction is None:
        raise InputError(
            f"article {statement.article_id!r}, statement {statement.statement_id!r}: there is no prediction to pool. "
            "Analyze the article with StanceAnalyzer first."
        )
    return statement.prediction


def _stance_probabilities(statement: Statement) -> tuple[float, float, float]:
    prediction = _prediction(statement)
    if not prediction.on_target:
        return _NEUTRAL
    return prediction.p_against, prediction.p_favor, prediction.p_neutral
