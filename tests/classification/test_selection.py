import numpy as np
import pytest
from scipy.stats import binom

from stance.classification.selection import choose_threshold, risk_coverage
from stance.errors import InputError


def draw(n, seed):
    """Statements that are right as often as their confidence says."""
    rng = np.random.default_rng(seed)
    confidence = rng.uniform(0.34, 1.0, n)
    return confidence, rng.random(n) < confidence


def test_error_on_fresh_statements_stays_below_the_bound_nearly_always():
    failures = 0
    for seed in range(60):
        chosen = choose_threshold(*draw(1000, seed), max_error=0.2, certainty=0.9)
        # beyond the threshold t the confidence is uniform, so the error to expect is exactly half of 1 - t
        failures += (1 - chosen.threshold) / 2 > 0.2
    assert failures <= binom.ppf(0.999, 60, 0.1)


def test_more_statements_buy_coverage_up_to_what_the_error_allows():
    few, many = (choose_threshold(*draw(n, 0), max_error=0.2).coverage for n in (1000, 20000))
    assert few < many < (1 - 0.6) / 0.66 + 0.03  # threshold 0.6 is where the error is 0.2


def test_bound_is_the_binomial_one():
    confidence, right = draw(300, 1)
    chosen = choose_threshold(confidence, right, max_error=0.25, certainty=0.95)
    decided = confidence >= chosen.threshold
    errors = int((~right[decided]).sum())
    assert chosen.coverage == decided.mean()
    assert chosen.error == pytest.approx(errors / decided.sum())
    assert binom.cdf(errors, decided.sum(), chosen.bound) == pytest.approx(0.05 / 40, rel=1e-6)  # 40 coverages


def test_equal_confidence_is_decided_together():
    confidence, right = np.array([0.9] * 80 + [0.6] * 40), np.array([True] * 80 + [True] * 10 + [False] * 30)
    chosen = choose_threshold(confidence, right, max_error=0.2)
    assert (chosen.threshold, chosen.coverage) == (0.9, 80 / 120)


def test_all_is_decided_where_all_is_right():
    chosen = choose_threshold(np.linspace(0.5, 1, 400), np.ones(400, dtype=bool), max_error=0.05)
    assert (chosen.threshold, chosen.coverage, chosen.error) == (0.5, 1.0, 0.0)


def test_an_error_that_cannot_be_kept_is_refused_with_what_can():
    with pytest.raises(InputError, match=r"no confidence keeps the error of 100 .* below 0.01, .* lowest bound is 0\."):
        choose_threshold(*draw(100, 0), max_error=0.01)


@pytest.mark.parametrize("max_error", [0, 1, 20])
def test_an_error_in_percent_is_refused(max_error):
    with pytest.raises(InputError, match=r"max_error: .* does not lie between 0 and 1"):
        choose_threshold(*draw(100, 0), max_error=max_error)


def test_risk_coverage_counts_the_surest_first():
    confidence = np.array([0.5, 0.9, 0.7, 0.8])
    right = np.array([False, True, False, True])
    table = risk_coverage(confidence, right, n_rows=4)
    assert [row["selective_accuracy"] for row in table] == [1.0, 1.0, pytest.approx(2 / 3), 0.5]
    assert [row["threshold"] for row in table] == [0.9, 0.8, 0.7, 0.5]
    assert risk_coverage(np.array([]), np.array([], dtype=bool)) == []
