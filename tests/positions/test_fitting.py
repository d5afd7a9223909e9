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


def test_fit_learns_what_relevance_weighs():
    """Half the speakers are off-target, where the classifier is as sure of a stance: only the relevance tells them."""
    rng = np.random.default_rng(3)
    positions, probabilities, relevance = [], [], []
    for z, rows in zip(*draw_speakers(600, seed=4), strict=True):
        off = bool(rng.integers(2))
        odds = rng.normal(-2.0 if off else 2.0, 1.0, size=len(rows))
        positions.append("neutral" if off else z)
        probabilities.append(rows)
        relevance.append(np.column_stack([odds, np.full(len(rows), odds.mean())]))
    with_it = fit_position_model(positions, probabilities, relevance=relevance)
    without = fit_position_model(positions, probabilities)
    assert without.relevance is None
    assert with_it.relevance[1] + with_it.relevance[2] > 0.5
    found = {
        name: np.mean(
            [
                STANCES[int(model.posterior(rows, chances).argmax())] == z
                for z, rows, chances in zip(positions, probabilities, chances_of, strict=True)
            ]
        )
        for name, model, chances_of in (
            ("with", with_it, [on_target(with_it, odds) for odds in relevance]),
            ("without", without, [None] * len(positions)),
        )
    }
    assert found["with"] > found["without"] + 0.1


def on_target(model, odds):
    intercept, *weights = model.relevance
    return (1 / (1 + np.exp(-(intercept + odds @ weights)))).tolist()


def test_fit_refuses_relevance_of_other_statements():
    with pytest.raises(InputError, match="relevance: give two numbers for each statement"):
        fit_position_model(["favor"], [[[0.1, 0.8, 0.1]]], relevance=[[[0.0, 0.0], [0.0, 0.0]]])


def test_share_that_was_counted_is_kept():
    fitted = fit_position_model(*draw_speakers(300, seed=0), taken=0.6)
    assert sum(fitted.emission[0][:2]) == pytest.approx(0.6)
    with pytest.raises(InputError, match=r"taken: 1\.5 is not between 0 and 1"):
        fit_position_model(["favor"], [[[0.1, 0.8, 0.1]]], taken=1.5)


def test_fit_finds_that_a_stance_is_taken_at_least_once():
    """Speakers with many neutral statements beside the one that shows their stance."""
    rng = np.random.default_rng(5)
    clear, aside = np.array([0.9, 0.02, 0.08]), np.array([0.1, 0.1, 0.8])
    positions, probabilities = [], []
    for _ in range(300):
        taken = bool(rng.integers(2))
        positions.append("against" if taken else "neutral")
        probabilities.append(np.array([clear if taken else aside, *[aside] * int(rng.integers(4))]))
    model = fit_position_model(positions, probabilities)
    assert model.unheard < 0.1
    assert model.posterior([clear, *[aside] * 3]).argmax() == 0
    assert model.posterior([aside] * 8).argmax() == 2
