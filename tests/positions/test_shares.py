import numpy as np
import pytest

from stance.errors import InputError
from stance.positions import corrected_shares, count_stances, design_effect

RATES = np.array([[0.77, 0.18, 0.05], [0.16, 0.79, 0.05], [0.05, 0.05, 0.90]])


def test_exact_rates_give_the_true_shares_back():
    true = np.array([0.2, 0.5, 0.3])
    shares = corrected_shares(1e6 * true @ RATES, 1e6 * RATES)
    assert [share.corrected for share in shares] == pytest.approx(true)
    assert [share.raw for share in shares] == pytest.approx(true @ RATES)
    assert [share.stance for share in shares] == ["against", "favor", "neutral"]


def test_two_classes_are_rogan_and_gladen():
    sensitivity, specificity, counted = 0.9, 0.8, 0.55
    confusion = [[900, 100, 0], [200, 800, 0], [0, 0, 1000]]
    shares = corrected_shares([550, 450, 0], confusion)
    assert shares[0].corrected == pytest.approx((counted + specificity - 1) / (sensitivity + specificity - 1))


def test_a_share_below_none_is_none():
    shares = corrected_shares([100, 0, 0], 1000 * RATES)
    assert [share.corrected for share in shares] == pytest.approx([1, 0, 0])
    assert all(0 <= share.low <= share.corrected <= share.high <= 1 for share in shares)


def simulate(*, n_articles, per_article, held_out, likeness, n_runs, **options):
    """Return how often the interval holds the true share, with articles that lean (likeness above 0)."""
    rng = np.random.default_rng(0)
    true = np.array([0.35, 0.25, 0.40])
    inside = np.zeros(3)
    for _ in range(n_runs):
        confusion = np.stack([rng.multinomial(held_out, row) for row in RATES])
        lean = rng.dirichlet(true / likeness, size=n_articles) if likeness else np.tile(true, (n_articles, 1))
        gold = np.stack([rng.multinomial(per_article, row) for row in lean])
        called = np.stack([sum(rng.multinomial(n, row) for n, row in zip(g, RATES, strict=True)) for g in gold])
        effect = design_effect(called) if likeness else 1.0
        shares = corrected_shares(called.sum(axis=0), confusion, count_effect=effect, n_draws=500, **options)
        inside += [share.low <= t <= share.high for share, t in zip(shares, true, strict=True)]
    return inside / n_runs


@pytest.mark.parametrize(
    ("sizes", "likeness"),
    [
        ({"n_articles": 200, "per_article": 1, "held_out": 2000}, 0),
        ({"n_articles": 30, "per_article": 1, "held_out": 2000}, 0),
        ({"n_articles": 400, "per_article": 1, "held_out": 60}, 0),
        ({"n_articles": 60, "per_article": 10, "held_out": 2000}, 0.5),
    ],
)
def test_interval_covers_as_often_as_it_says(sizes, likeness):
    covered = simulate(**sizes, likeness=likeness, n_runs=300, level=0.9)
    # over 2,000 runs it is 0.88 to 0.95: few statements and articles that lean are the low ones
    assert (covered > 0.84).all(), covered
    assert covered.mean() < 0.95, covered


def test_articles_of_one_mind_count_once():
    assert design_effect([[10, 0, 0], [0, 10, 0]] * 50) == pytest.approx(10)
    alone, leaning = (corrected_shares([50, 50, 0], 1000 * RATES, count_effect=effect)[0] for effect in (1, 10))
    assert leaning.high - leaning.low > 2 * (alone.high - alone.low)


def test_design_effect_of_independent_statements_is_about_1():
    counts = np.random.default_rng(0).multinomial(8, [0.3, 0.3, 0.4], size=2000)
    assert design_effect(counts) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("counts", [[[5, 5, 5]], [[3, 0, 0], [4, 0, 0]], np.zeros((0, 3)), [[0, 0, 0], [1, 2, 3]]])
def test_design_effect_that_cannot_be_known_is_1(counts):
    assert design_effect(counts) == 1


def test_count_stances():
    assert count_stances(["favor", "neutral", "favor"]).tolist() == [0, 2, 1]


@pytest.mark.parametrize(
    ("counts", "confusion", "options", "message"),
    [
        ([1, 2], RATES, {}, "counts: "),
        ([1, 2, -3], RATES, {}, "counts: "),
        ([0, 0, 0], RATES, {}, "no statement to count"),
        ([1, 1, 1], RATES[:2], {}, "confusion: "),
        ([1, 1, 1], np.zeros((3, 3)), {}, "none of them empty"),
        ([1, 1, 1], [[1, 1, 0], [1, 1, 0], [0, 0, 1]], {}, "calls two stances alike"),
        ([1, 1, 1], RATES, {"level": 1.0}, "level: 1.0"),
    ],
)
def test_what_is_refused(counts, confusion, options, message):
    with pytest.raises(InputError, match=message):
        corrected_shares(counts, confusion, **options)
