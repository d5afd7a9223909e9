import itertools

import numpy as np
import pytest

from stance.errors import InputError
from stance.positions import DEFAULT_POSITION_MODEL, PositionModel

MODEL = PositionModel(prior=(0.35, 0.35, 0.3), emission=((0.6, 0.1, 0.3), (0.1, 0.6, 0.3), (0.05, 0.05, 0.9)))
ROWS = np.array([[0.7, 0.1, 0.2], [0.2, 0.3, 0.5], [0.5, 0.1, 0.4]])


def joint(model, rows):
    """Weight of each position and assignment of stances, by enumeration."""
    return {
        (z, stances): model.prior[z] * np.prod([model.emission[z][s] * rows[i, s] for i, s in enumerate(stances)])
        for z in range(3)
        for stances in itertools.product(range(3), repeat=len(rows))
    }


def test_posterior_equals_the_sum_over_every_assignment_of_stances():
    expected = np.zeros(3)
    for (z, _), weight in joint(MODEL, ROWS).items():
        expected[z] += weight
    np.testing.assert_allclose(MODEL.posterior(ROWS), expected / expected.sum())


def test_posterior_without_statements_is_the_prior():
    np.testing.assert_allclose(MODEL.posterior([]), MODEL.prior)


def test_wholly_dependent_statements_count_as_much_as_one():
    model = PositionModel(MODEL.prior, MODEL.emission, dependence=1.0)
    np.testing.assert_allclose(model.posterior([ROWS[0]] * 5), model.posterior([ROWS[0]]))
    assert MODEL.posterior([ROWS[0]] * 5).max() > model.posterior([ROWS[0]] * 5).max()


def test_sharpness_raises_the_probabilities_to_its_power():
    sharp = PositionModel(MODEL.prior, MODEL.emission, sharpness=2.0)
    squared = ROWS**2 / (ROWS**2).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(sharp.posterior(ROWS), MODEL.posterior(squared))


def test_sure_statements_on_both_sides_do_not_break_the_logarithm():
    model = PositionModel((0.5, 0.5, 0.0), ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))
    np.testing.assert_allclose(model.posterior([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]), [0.5, 0.5, 0.0], atol=1e-12)


def test_share_interval_holds_its_level_of_the_enumerated_counts():
    weights = joint(MODEL, ROWS)
    counts = np.zeros(len(ROWS) + 1)
    for (_, stances), weight in weights.items():
        counts[stances.count(0)] += weight / sum(weights.values())
    for level in (0.5, 0.8, 0.9, 0.99):
        low, high = MODEL.share_interval(ROWS, 0, level=level)
        first, last = round(low * 3), round(high * 3)
        assert counts[first : last + 1].sum() >= level - 1e-9
        assert counts[:first].sum() < (1 - level) / 2  # and no wider than it must be
        assert counts[last + 1 :].sum() <= (1 - level) / 2 + 1e-9


def test_share_interval_without_statements_says_nothing():
    assert MODEL.share_interval([], 0) == (0.0, 1.0)


@pytest.mark.parametrize("n_statements", [0, 1, 2, 3, 7, 8, 9, 20, 70])
def test_what_a_speaker_gets_does_not_depend_on_who_else_is_judged(n_statements):
    rng = np.random.default_rng(n_statements)
    rows = rng.dirichlet([0.5, 0.5, 0.5], size=(37, n_statements))
    chances = rng.random((37, n_statements))
    together = DEFAULT_POSITION_MODEL.judge(rows, chances)
    assert together.posterior.sum(axis=1) == pytest.approx(np.ones(37))
    for number in range(37):
        posterior = DEFAULT_POSITION_MODEL.posterior(rows[number], chances[number])
        best = int(posterior.argmax())
        interval = DEFAULT_POSITION_MODEL.share_interval(rows[number], best, on_target=chances[number])
        np.testing.assert_array_equal(together.posterior[number], posterior)  # to the last digit
        assert (together.low[number], together.high[number]) == interval
    np.testing.assert_array_equal(DEFAULT_POSITION_MODEL.posterior(rows, chances), together.posterior)


def test_share_interval_refuses_a_level_in_percent():
    with pytest.raises(InputError, match="level: 90 is not between 0 and 1"):
        MODEL.share_interval([[0.5, 0.2, 0.3]], 0, level=90)


def test_default_model_leans_to_neither_side():
    rows = np.array([[0.6, 0.1, 0.3], [0.3, 0.3, 0.4]])
    mirrored = DEFAULT_POSITION_MODEL.posterior(rows[:, [1, 0, 2]])[[1, 0, 2]]
    np.testing.assert_allclose(DEFAULT_POSITION_MODEL.posterior(rows), mirrored)


HEARD = PositionModel((0.3, 0.3, 0.4), ((0.6, 0.0, 0.4), (0.0, 0.6, 0.4), (0.05, 0.05, 0.9)), unheard=0.2)


def heard_joint(rows):
    """As `joint`, where one who takes a stance takes it at least once, save for a fifth of them."""
    weights = {}
    for (z, stances), weight in joint(HEARD, rows).items():
        shows = set(stances) != {2}
        weights[z, stances] = weight * (1 if z == 2 else 0.8 * shows / (1 - 0.4 ** len(rows)) + 0.2)
    return weights


def test_who_takes_a_stance_takes_it_at_least_once():
    weights = heard_joint(ROWS)
    expected = np.zeros(3)
    counts = np.zeros((3, len(ROWS) + 1))
    for (z, stances), weight in weights.items():
        expected[z] += weight
        for stance in range(3):
            counts[stance, stances.count(stance)] += weight / sum(weights.values())
    np.testing.assert_allclose(HEARD.posterior(ROWS), expected / expected.sum())
    for stance, level in itertools.product((0, 2), (0.5, 0.8, 0.95)):
        low, high = HEARD.share_interval(ROWS, stance, level=level)
        up_to = np.cumsum(counts[stance])
        bounds = np.searchsorted(up_to, [(1 - level) / 2, (1 + level) / 2])
        assert [round(low * 3), round(high * 3)] == bounds.tolist()


def test_one_clear_statement_is_not_outvoted_by_neutral_ones_beside_it():
    rows = [[0.97, 0.01, 0.02], *[[0.1, 0.1, 0.8]] * 4]
    assert DEFAULT_POSITION_MODEL.posterior(rows).argmax() == 0
    assert DEFAULT_POSITION_MODEL.posterior(rows[1:]).argmax() == 2


def test_statements_that_are_surely_neutral_leave_little_of_a_stance():
    assert HEARD.posterior([[0.0, 0.0, 1.0]] * 3)[2] > 0.9
    assert sum(HEARD.posterior([[0.0, 0.0, 1.0]] * 3)) == pytest.approx(1)


def test_off_target_statements_are_mixed_with_neutral_ones():
    chances = [1.0, 0.25, 0.5]
    mixed = [
        [chance * row[0], chance * row[1], 1 - chance + chance * row[2]]
        for row, chance in zip(ROWS.tolist(), chances, strict=True)
    ]
    np.testing.assert_allclose(MODEL.posterior(ROWS, chances), MODEL.posterior(mixed))
    assert MODEL.share_interval(ROWS, 0, on_target=chances) == MODEL.share_interval(mixed, 0)
    np.testing.assert_allclose(MODEL.posterior(ROWS, [1.0] * 3), MODEL.posterior(ROWS))


def test_relevance_is_weighed_with_that_of_the_article():
    model = PositionModel(MODEL.prior, MODEL.emission, relevance=(1.0, 0.5, 2.0))
    first, second = model.on_target([0.9, 0.5])
    odds = np.log(9), 0.0
    for chance, own in zip((first, second), odds, strict=True):
        assert np.log(chance / (1 - chance)) == pytest.approx(1 + 0.5 * own + 2 * np.mean(odds))
    assert MODEL.on_target([0.1, 0.2]) == [1.0, 1.0]
    assert model.on_target([]) == []
    assert all(0 <= chance <= 1 for chance in model.on_target([0.0, 1.0, 0.0]))
