import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.positions.counts import balance_distribution, count_distribution


@given(st.lists(st.floats(0, 1), max_size=90))
def test_count_distribution_has_the_mean_and_variance_of_a_poisson_binomial(chances):
    count = np.array(count_distribution(chances))
    numbers = np.arange(len(count))
    mean = count @ numbers
    assert count.sum() == pytest.approx(1)
    assert mean == pytest.approx(sum(chances), abs=1e-9)
    assert count @ (numbers - mean) ** 2 == pytest.approx(sum(p * (1 - p) for p in chances), abs=1e-9)


def test_balance_distribution_is_that_of_every_outcome_counted_through():
    rows = np.random.default_rng(0).dirichlet([1, 1, 1], size=5)
    expected = np.zeros(11)
    for outcome in itertools.product((-1, 1, 0), repeat=5):
        expected[sum(outcome) + 5] += np.prod(
            [row[(-1, 1, 0).index(step)] for row, step in zip(rows, outcome, strict=True)]
        )
    np.testing.assert_allclose(balance_distribution(rows[:, 0], rows[:, 1]), expected)


def test_sequences_side_by_side_get_what_each_gets_alone():
    chances = np.random.default_rng(0).random((6, 2, 4)) / 2
    counts, balances = count_distribution(chances), balance_distribution(chances, chances[::-1])
    for i, j in itertools.product(range(2), range(4)):
        np.testing.assert_array_equal(counts[:, i, j], count_distribution(chances[:, i, j]))
        alone = balance_distribution(chances[:, i, j], chances[::-1, i, j])
        np.testing.assert_array_equal(balances[:, i, j], alone)
