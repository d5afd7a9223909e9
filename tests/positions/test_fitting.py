import numpy as np
import pytest

from stance.errors import InputError
from stance.labels import STANCES
from stance.positions import PositionModel, fit_position_model

TRUE = PositionModel(prior=(0.3, 0.3, 0.4), emission=((0.8, 0.02, 0.18), (0.02, 0.8, 0.18), (0.04, 0.04, 0.92)))


def draw_speakers(n, *, seed, copies=1):
    """Speakers of the true model; a statement's probabilities are its exact posterior under a noisy signal."""
    rng = np.random.default_rng(seed)
    positions, probabilities = [], []
    for _ in range(n):
        z = rng.choice(3, p=TRUE.prior)
        rows = []
        for _ in range(rng.integers(1, 5)):
            stance = rng.choice(3, p=TRUE.emission[z])
            signal = np.exp(-((rng.normal(np.eye(3)[stance], 0.6) - np.eye(3)) ** 2).sum(axis=1) / (2 * 0.6**2))
            rows += [signal / signal.sum()] * copies
        positions.append(STANCES[z])
        probabilities.append(np.array(rows))
    return positions, probabilities


def mean_log_probability(model, positions, probabilities):
    chosen = [model.posterior(rows)[STANCES.index(z)] for z, rows in zip(positions, probabilities, strict=True)]
    return float(np.log(chosen).mean())


def test_fit_is_as_good_as_the_model_that_the_speakers_come_from():
    fitted = fit_position_model(*draw_speakers(1000, seed=0))
    fresh = draw_speakers(500, seed=1)
    assert mean_log_probability(fitted, *fresh) > mean_log_probability(TRUE, *fresh) - 0.02
    np.testing.assert_allclose(fitted.emission, TRUE.emission, atol=0.15)


def test_fit_does_not_take_repeated_statements_for_new_evidence():
    fresh = draw_speakers(400, seed=1, copies=4)
    fitted = fit_position_model(*draw_speakers(600, seed=2, copies=4))
    assert mean_log_probability(fitted, *fresh) > mean_log_probability(TRUE, *fresh) + 0.05


def test_fit_leans_to_neither_side():
    model = fit_position_model(
        ["against", "favor", "favor"], [[[0.9, 0.05, 0.05]], [[0.1, 0.8, 0.1]], [[0.3, 0.6, 0.1]]]
    )
    assert model.prior[0] == model.prior[1]
    assert model.emission[0][0] == model.emission[1][1]


@pytest.mark.parametrize(
    ("positions", "probabilities", "message"),
    [
        (["pro"], [[[1, 0, 0]]], "'pro' is not one of 'against', 'favor', 'neutral'"),
        (["favor"], [], "1 for 0 speakers"),
        (["favor", "favor"], [[[1, 0, 0]], []], "speaker 1 has no statement"),
    ],
)
def test_fit_refuses(positions, probabilities, message):
    with pytest.raises(InputError, match=message):
        fit_position_model(positions, probabilities)
