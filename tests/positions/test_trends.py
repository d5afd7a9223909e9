import pytest

from stance.errors import InputError
from stance.positions import choose_period, period_of, trend_shares

CONFUSION = [[80, 10, 10], [10, 80, 10], [10, 10, 80]]


def test_points_are_in_order_of_time_and_count_what_there_is():
    articles = [
        *[("2024-04-30", ["against", "favor"])] * 10,
        *[("2024-02-01", ["favor", "favor"])] * 15,
        *[("2024-04-01", ["against", "against"])] * 30,
        ("2024-03-01", []),
    ]
    points = trend_shares(articles, CONFUSION)
    assert [(p.period, p.n_articles, p.n_statements) for p in points] == [("2024-02", 15, 30), ("2024-04", 40, 80)]
    assert [share.raw for share in points[1].shares] == pytest.approx([7 / 8, 1 / 8, 0])
    assert points[1].shares[0].low > points[0].shares[0].high


def test_few_statements_have_a_wide_interval():
    few, many = (trend_shares([("2024-01-01", ["against", "favor"] * n)], CONFUSION)[0].shares[0] for n in (2, 200))
    assert few.high - few.low > 3 * (many.high - many.low)


def test_no_article_no_point():
    assert trend_shares([], CONFUSION) == ()


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        ([], "month"),
        (["2024-01-31"], "month"),
        (["2022-01-01", "2024-12-31"], "month"),
        (["2022-01-01", "2025-01-01"], "quarter"),
        (["1989-12-23", "2026-11-18"], "year"),
    ],
)
def test_period_is_chosen_by_the_span(dates, period):
    assert choose_period(dates) == period


def test_period_of():
    assert [period_of("2024-12", name) for name in ("month", "quarter", "year")] == ["2024-12", "2024-Q4", "2024"]


@pytest.mark.parametrize("date", ["March 2024", "2024", "2024-13-01", "", "2024/03/01"])
def test_a_date_of_another_form_is_refused(date):
    with pytest.raises(InputError, match="no ISO date"):
        period_of(date, "month")


def test_unknown_period_is_refused():
    with pytest.raises(InputError, match="'week' is not one of 'month', 'quarter', 'year'"):
        trend_shares([], CONFUSION, period="week")
