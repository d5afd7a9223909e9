"""Choose below which confidence to abstain, so that what is decided is wrong no more often than the user allows.

References
----------
Y. Geifman, R. El-Yaniv, "Selective classification for deep neural networks", NeurIPS 2017 (the guarantee).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.errors import InputError

if TYPE_CHECKING:
    import numpy.typing as npt

_COVERAGES = 40


@dataclass(frozen=True, slots=True)
class AbstentionThreshold:
    """A confidence, and how often what reaches it is wrong.

    Parameters
    ----------
    threshold : float
        Statements below it are left undecided; in [0, 1].
    max_error : float
        What the user allows among the decided ones.
    coverage : float
        Share of the held-out statements that are decided.
    error : float
        Share of those that are wrong.
    bound : float
        What the error on further statements of the same kind stays below, with probability `certainty`.
    certainty : float
    """

    threshold: float
    max_error: float
    coverage: float
    error: float
    bound: float
    certainty: float

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold, rounded to six digits."""
        return {name: round(value, 6) for name, value in asdict(self).items()}


def choose_threshold(
    confidence: npt.NDArray[np.float64],
    right: npt.NDArray[np.bool_],
    *,
    max_error: float,
    certainty: float = 0.95,
) -> AbstentionThreshold:
    """Return the threshold of most coverage whose error is bounded by `max_error`.

    The surest 2.5%, 5%, ... of the statements are tried, each with the exact binomial bound on its error, its certainty
    shared out over all of them; Geifman and El-Yaniv share it out over the steps of a binary search, which loses
    its way where few statements make the bound wide. The bound holds for statements drawn as the held-out ones were; on
    text of another kind the error has to be measured.

    Parameters
    ----------
    confidence : ndarray of shape (n_statements,)
        Largest probability of each held-out statement, in [0, 1].
    right : ndarray of bool of shape (n_statements,)
        Whether its most probable class is the gold one.
    max_error : float
        In (0, 1).
    certainty : float
        In (0, 1).

    Raises
    ------
    InputError
        If a number is out of its range, or no threshold keeps the error that low.

    Examples
    --------
    >>> confidence = np.linspace(0.01, 1, 100)
    >>> chosen = choose_threshold(confidence, confidence > 0.5, max_error=0.2)
    >>> chosen.error <= chosen.bound <= 0.2
    True
    """
    from scipy.stats import beta

    for name, value in {"max_error": max_error, "certainty": certainty}.items():
        if not 0 < value < 1:
            raise InputError(f"{name}: {value!r} does not lie between 0 and 1. Give for example 0.2 for one in five.")
    if len(confidence) != len(right) or len(right) == 0:
        raise InputError(f"confidence: {len(confidence)} values for {len(right)} statements. Give one for each.")
    order = np.argsort(-confidence, kind="stable")
    ranked, wrong = confidence[order], np.cumsum(~right[order].astype(bool))
    n = len(ranked)
    ends = np.flatnonzero(np.append(ranked[1:] < ranked[:-1], True))  # equal confidence is decided together, or not
    wanted = np.ceil(np.arange(1, _COVERAGES + 1) * n / _COVERAGES) - 1
    tried = np.unique(ends[np.searchsorted(ends, wanted)])
    errors, decided = wrong[tried], tried + 1
    tail = (1 - certainty) / _COVERAGES
    bounds = np.where(errors < decided, beta.ppf(1 - tail, errors + 1, np.maximum(decided - errors, 1)), 1.0)
    allowed = np.flatnonzero(bounds <= max_error)
    if len(allowed) == 0:
        raise InputError(
            f"max_error: no confidence keeps the error of {n} held-out statements below {max_error}, with "
            f"{certainty:.0%} certainty; the lowest bound is {bounds.min():.3f}. Allow more error, or train on more."
        )
    end, bound = int(tried[allowed[-1]]), float(bounds[allowed[-1]])
    return AbstentionThreshold(
        threshold=float(ranked[end]),
        max_error=max_error,
        coverage=(end + 1) / n,
        error=float(wrong[end] / (end + 1)),
        bound=bound,
        certainty=certainty,
    )


def risk_coverage(
    confidence: npt.NDArray[np.float64], right: npt.NDArray[np.bool_], *, n_rows: int = 10
) -> list[dict[str, float | int]]:
    """Return how often the surest tenth, two tenths, ... of the statements are right.

    Parameters
    ----------
    confidence, right : ndarray of shape (n_statements,)
        As in `choose_threshold`.
    n_rows : int

    Returns
    -------
    list of dict
        ``coverage`` (share of the statements), ``n``, ``threshold`` (confidence of the least sure of them) and
        ``selective_accuracy``.

    Examples
    --------
    >>> [row["selective_accuracy"] for row in risk_coverage(np.array([0.9, 0.6]), np.array([True, False]), n_rows=2)]
    [1.0, 0.5]
    """
    order = np.argsort(-confidence, kind="stable")
    hits = np.cumsum(right[order])
    sizes = sorted({max(round(len(order) * row / n_rows), 1) for row in range(1, n_rows + 1)}) if len(order) else []
    return [
        {
            "coverage": round(size / len(order), 6),
            "n": size,
            "threshold": round(float(confidence[order[size - 1]]), 6),
            "selective_accuracy": round(float(hits[size - 1] / size), 6),
        }
        for size in sizes
    ]
