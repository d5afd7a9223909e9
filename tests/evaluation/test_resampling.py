"""The bootstrap draws whole groups, and its intervals hold what they promise."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.errors import InputError
from stance.evaluation.resampling import Bootstrap, Estimate, estimate, number_groups, ratio, sum_by_group

NAN = float("nan")


def share(tallies):
    return {"share": ratio(tallies["hits"], tallies["n"])}


def estimate_share(hits, groups, bootstrap=None):
    numbers = number_groups(groups, len(hits))
    tallies = {"hits": sum_by_group(hits, numbers), "n": sum_by_group(np.ones(len(hits)), numbers)}
    return estimate(tallies, share, n=len(hits), bootstrap=bootstrap or Bootstrap(n_draws=500))["share"]


def test_estimate_reads_as_a_figure_and_its_interval():
    assert str(Estimate(0.81234, 0.8, 1.0, 0.95, 10, 3)) == "0.812 [0.800, 1.000]"


def test_what_is_not_defined_is_none_in_json():
    figures = Estimate(NAN, NAN, 0.12345678, 0.9, 10, 3).to_dict()
    assert figures == {"value": None, "low": None, "high": 0.123457, "level": 0.9, "n": 10, "groups": 3}


def test_groups_are_numbered_from_0():
    assert number_groups(["b", "a", "b"], 3).tolist() == [1, 0, 1]
    assert number_groups(pd.Series([7, 7, 9], index=[5, 5, 5]), 3).tolist() == [0, 0, 1]
    assert number_groups(None, 3).tolist() == [0, 1, 2]


@pytest.mark.parametrize("groups", [["a"], [], [["a", "b"]]])
def test_one_group_for_each_row(groups):
    with pytest.raises(InputError, match=rf"^groups: {np.size(groups)} values for 2 rows\. Give one group for each"):
        number_groups(groups, 2)


@given(st.lists(st.tuples(st.integers(-9, 9), st.sampled_from("abcd")), min_size=1))
def test_sums_are_those_of_pandas(rows):
    frame = pd.DataFrame(rows, columns=["value", "group"])
    sums = sum_by_group(frame.value.to_numpy(), number_groups(frame.group, len(frame)))
    assert sums.tolist() == frame.groupby("group").value.sum().tolist()


def test_sums_of_rows_with_more_axes():
    assert sum_by_group(np.ones((3, 2, 2)), np.array([0, 1, 1])).tolist() == [[[1, 1], [1, 1]], [[2, 2], [2, 2]]]
    assert sum_by_group(np.ones((0, 2)), np.array([], dtype=int)).shape == (0, 2)


@pytest.mark.parametrize("level", [0, 1, -0.5, 95, NAN])
def test_level_lies_between_0_and_1(level):
    message = f"level: {level!r} is not between 0 and 1. Give for example 0.95."
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        Bootstrap(level=level)


@pytest.mark.parametrize("n_draws", [0, -1])
def test_there_is_a_sample(n_draws):
    with pytest.raises(InputError, match=rf"^n_draws: {n_draws} is less than 1\. Give for example 2000\.$"):
        Bootstrap(n_draws=n_draws)


def test_a_sample_draws_as_many_groups_as_there_are():
    tallies = {"n": np.ones(7), "number": np.eye(7)}
    samples = Bootstrap(n_draws=50).samples(tallies)
    assert set(samples["n"]) == {7.0}
    np.testing.assert_array_equal(samples["number"].sum(axis=1), samples["n"])  # the same groups in every tally
    assert (samples["number"] > 1).any()
    assert (samples["number"] == 0).any()


def test_the_seed_alone_makes_the_samples():
    hits = np.random.default_rng(1).integers(0, 2, 60)
    first, again, other = (estimate_share(hits, None, Bootstrap(n_draws=200, random_state=seed)) for seed in (3, 3, 4))
    assert first == again
    assert first.value == other.value
    assert (first.low, first.high) != (other.low, other.high)


def test_the_order_of_rows_makes_no_difference():
    groups, hits = np.repeat(list("abcdef"), 10), np.random.default_rng(1).integers(0, 2, 60)
    order = np.random.default_rng(2).permutation(60)
    assert estimate_share(hits, groups) == estimate_share(hits[order], groups[order])


def test_one_group_has_no_width():
    figure = estimate_share(np.array([1, 0, 1, 1]), ["a"] * 4)
    assert (figure.value, figure.low, figure.high, figure.n, figure.groups) == (0.75, 0.75, 0.75, 4, 1)


def test_groups_that_are_alike_inside_widen_the_interval():
    hits = np.repeat(np.tile([1, 0], 10), 20)  # 20 groups of 20 rows that are all right or all wrong
    by_row, by_group = estimate_share(hits, None), estimate_share(hits, np.repeat(np.arange(20), 20))
    assert by_row.value == by_group.value == 0.5
    assert by_group.high - by_group.low > 3 * (by_row.high - by_row.low)  # sqrt(20) = 4.5 in theory


def test_the_interval_covers_the_true_value_as_often_as_it_says():
    rng = np.random.default_rng(0)
    groups = np.repeat(np.arange(50), 8)
    covered = {"rows": 0, "groups": 0}
    for _ in range(200):
        hits = rng.binomial(1, np.repeat(rng.beta(1.2, 0.8, size=50), 8))
        for drawn, numbers in (("rows", None), ("groups", groups)):
            figure = estimate_share(hits, numbers, Bootstrap(n_draws=300, level=0.9))
            covered[drawn] += figure.low <= 0.6 <= figure.high
    assert 0.85 <= covered["groups"] / 200 <= 0.95
    assert covered["rows"] / 200 < 0.75  # rows of one group resemble one another: their interval is too narrow


def test_interval_is_that_of_the_percentiles_where_defined():
    values = np.append(np.linspace(0, 1, 101), [NAN, NAN])
    assert Bootstrap(level=0.9).interval(values) == (pytest.approx(0.05), pytest.approx(0.95))
    assert np.isnan(Bootstrap().interval(np.array([NAN]))).all()


def test_nothing_to_evaluate():
    with pytest.raises(InputError, match=r"^there is nothing to evaluate: no row is left\.$"):
        estimate_share(np.zeros(0), None)


def test_ratio_is_not_defined_over_0():
    np.testing.assert_array_equal(ratio(np.array([1, 0, 3]), np.array([2, 0, 0])), [0.5, NAN, NAN])
    assert ratio(1, 4) == 0.25


def test_n_and_groups_are_reported():
    figure = estimate_share(np.array([1, 0, 1]), list("aab"), Bootstrap(n_draws=5, level=0.5))
    assert (figure.n, figure.groups, figure.level) == (3, 2, 0.5)
