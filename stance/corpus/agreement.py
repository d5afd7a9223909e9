"""How far two annotators agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import cohen_kappa_score

from stance.errors import InputError


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two annotators on the same items.

    Parameters
    ----------
    share : float
        Items with the same label, in [0, 1].
    kappa : float
        Cohen's kappa, in [-1, 1]: agreement beyond what the annotators' shares of labels give by chance; NaN where both
        use one label only, and chance gives all of it.
    n : int
        Items.
    """

    share: float
    kappa: float
    n: int


def measure_agreement(first: Sequence[str], second: Sequence[str]) -> Agreement:
    """Return the agreement of two annotators.

    Parameters
    ----------
    first, second : sequence of str of shape (n_items,)
        Labels of the same items in the same order.

    Raises
    ------
    InputError
        If the lengths differ or there is no item.

    References
    ----------
    J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20(1), 1960.

    Examples
    --------
    >>> measure_agreement(["favor", "against", "neutral", "favor"], ["favor", "against", "neutral", "against"])
    Agreement(share=0.75, kappa=0.6363636363636364, n=4)
    """
    if len(first) != len(second) or len(first) == 0:
        raise InputError(f"annotators: {len(first)} and {len(second)} labels; expected the same items, one or more.")
    share = float(np.mean(np.asarray(first) == np.asarray(second)))
    kappa = float(cohen_kappa_score(first, second)) if len({*first, *second}) > 1 else float("nan")
    return Agreement(share=share, kappa=kappa, n=len(first))
