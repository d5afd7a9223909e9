import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

import stance
from stance.errors import InputError
from stance.positions import Balance, Share, TrendPoint
from stance.report.charts import describe_positions, plot_positions, plot_shares, plot_trends

BALANCES = [Balance("Ana $x$", "against", -0.8, -1.0, -0.5, 4), Balance("Bo", "favor", 0.5, 0.0, 1.0, 2)]


@pytest.fixture
def ax():
    return Figure().subplots()


@pytest.fixture
def agg(monkeypatch):
    plt = pytest.importorskip("matplotlib.pyplot")
    plt.switch_backend("agg")
    yield
    plt.close("all")


def names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def points(*periods):
    shares = tuple(Share(name, 0.3, 0.33, 0.2, 0.5) for name in ("against", "favor", "neutral"))
    return [TrendPoint(period, 1, 10, shares) for period in periods]


def test_positions_are_in_order_with_dot_and_interval(ax):
    assert plot_positions(BALANCES, ax) is ax
    assert names(ax) == ["Bo", "Ana $x$"]
    dots = [line for line in ax.lines if line.get_marker() in ("v", "^")]
    assert [float(line.get_xdata()[0]) for line in dots] == [0.5, -0.8]
    bars = [collection.get_segments()[0][:, 0].tolist() for collection in ax.collections]
    assert bars == [[0.0, 1.0], [-1.0, -0.5]]


def test_only_those_with_most_statements_are_drawn(ax):
    assert names(plot_positions(BALANCES, ax, limit=1)) == ["Ana $x$"]


def test_an_analysis_draws_itself(analyses, ax):
    assert analyses[0].plot(ax) is ax
    assert set(names(ax)) == {"Ana Ruiz", "Mary Dunn"}
    assert set(names(stance.plot_positions(analyses[0].to_frame(), Figure().subplots()))) == set(names(ax))


def test_a_figure_is_made_where_none_is_given(agg, analyses):
    assert analyses[0].plot().figure.get_size_inches()[0] > 4
    assert stance.plot_trends(points("2024")).figure.get_size_inches()[0] > 4
    assert plot_shares([("all", points("2024")[0].shares)]).figure.get_size_inches()[0] > 4


def test_trends_of_analyses(analyses, tiny_model, ax):
    assert plot_trends(analyses, ax, model=tiny_model) is ax
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2025-03", "2025-05"]
    assert [line.get_label() for line in ax.lines] == ["against", "in favor", "neutral"]


@pytest.mark.parametrize(
    ("periods", "places", "ticks"),
    [
        (["2024-01", "2024-12"], [2024 + 0.5 / 12, 2024 + 11.5 / 12], ["2024-01", "2024-12"]),
        (["2024-Q1", "2024-Q4"], [2024.125, 2024.875], ["2024-Q1", "2024-Q4"]),
        (["1989", "2026"], [1989.5, 2026.5], ["1990", "2000", "2010", "2020"]),
    ],
)
def test_time_is_to_scale(ax, periods, places, ticks):
    plot_trends(points(*periods), ax, stances=["favor"])
    (line,) = ax.lines
    assert line.get_xdata().tolist() == pytest.approx(places)
    assert [label.get_text() for label in ax.get_xticklabels()] == ticks


def test_shares_show_what_was_counted_and_what_is_corrected(ax):
    plot_shares([("direct", points("2024")[0].shares)], ax)
    assert names(ax) == ["direct"]
    assert [round(float(line.get_xdata()[0]), 2) for line in ax.lines] == [0.3, 0.33] * 3


def test_nothing_to_draw_is_an_error(ax, tiny_model):
    with pytest.raises(InputError, match="no speaker to draw"):
        plot_positions([], ax)
    with pytest.raises(InputError, match="no article has a date"):
        plot_trends([], ax, model=tiny_model)


def test_the_users_style_stays(ax):
    before = dict(mpl.rcParams)
    plot_positions(BALANCES, ax)
    assert dict(mpl.rcParams) == before


def test_description_says_what_the_chart_shows():
    assert "Bo: favor, +0.50 [+0.00, +1.00]" in describe_positions(BALANCES)
