"""Charts of results: each takes Axes and returns them, or makes a figure of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from stance.errors import InputError
from stance.labels import AGAINST, DEFAULT_MODEL, FAVOR, STANCES
from stance.positions import Balance, Period, Share, TrendPoint, speaker_balances
from stance.report.inputs import analyses_of
from stance.report.style import DASHES, LIGHT, MARKERS, WIDTH, chart_style, dress
from stance.report.text import short

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from stance.report.inputs import Source

_NAME = 26  # characters of a name beside the axis
_NAMES = {FAVOR: "in favor"}
TREND_SIZE = (WIDTH, 2.6)


def positions_size(n_speakers: int) -> tuple[float, float]:
    """Return width and height of `plot_positions` in inches."""
    return WIDTH, 0.5 + 0.24 * n_speakers


def shares_size(n_rows: int) -> tuple[float, float]:
    """Return width and height of `plot_shares` in inches."""
    return WIDTH, 0.5 + 0.55 * n_rows


def plot_positions(
    source: Source | Iterable[Balance], ax: Axes | None = None, *, limit: int | None = 30, level: float = 0.9
) -> Axes:
    """Draw where each speaker stands, from all against to all in favor, as a dot with its interval.

    Parameters
    ----------
    source : Analysis, iterable of Analysis, DataFrame, or iterable of Balance
        One article, several, a statement table, or what `stance.positions.speaker_balances` gives. Speakers of several
        articles are pooled by name.
    ax : Axes or None
        Where to draw; None makes a figure.
    limit : int or None
        Draw only the speakers with most statements; None draws them all.
    level : float
        Coverage of the interval, in (0, 1).

    Returns
    -------
    Axes

    Raises
    ------
    InputError
        If there is no speaker.

    Examples
    --------
    >>> import stance
    >>> from matplotlib.figure import Figure
    >>> analysis = stance.analyze("Governor Ana Ruiz rejected any U.S. strikes.")
    >>> [label.get_text() for label in plot_positions(analysis, Figure().subplots()).get_yticklabels()]
    ['Ana Ruiz']
    """
    balances = _balances(source, level)
    if not balances:
        raise InputError("there is no speaker to draw. Give an analysis in which statements were found.")
    shown = sorted(balances[:limit], key=lambda balance: (-balance.value, balance.speaker))
    with chart_style():
        ax = ax or _new_axes(positions_size(len(shown)))
        dress(ax)
        ax.axvline(0, color=LIGHT["muted"], linewidth=0.8)
        for row, balance in enumerate(shown):
            color = LIGHT[balance.position]
            ax.hlines(row, balance.low, balance.high, color=color, linewidth=2.2)
            ax.plot(balance.value, row, MARKERS[balance.position], color=color, markersize=6.5, clip_on=False, zorder=3)
        ax.set_ylim(len(shown) - 0.4, -0.6)
        _name_rows(ax, [short(balance.speaker, _NAME) for balance in shown])
        ax.set_xlim(-1.06, 1.06)
        ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["all against", "", "as many", "", "all in favor"])
    return ax


def plot_trends(
    source: Source | Iterable[TrendPoint],
    ax: Axes | None = None,
    *,
    stances: Sequence[str] = STANCES,
    period: Period | None = None,
    model: str | Path = DEFAULT_MODEL,
    level: float = 0.9,
) -> Axes:
    """Draw the share of each stance over time, corrected for the classifier's errors, with its interval.

    Parameters
    ----------
    source : iterable of Analysis, DataFrame, or iterable of TrendPoint
        Analyses of articles that have a date, a statement table with a column ``date``, or what
        `stance.positions.trend_shares` gives.
    ax : Axes or None
        Where to draw; None makes a figure.
    stances : sequence of str
        Which to draw.
    period : "month", "quarter", "year" or None
        None chooses by the span.
    model : str or Path
        Whose errors on held-out statements the shares are corrected for.
    level : float
        Coverage of the interval, in (0, 1).

    Returns
    -------
    Axes

    Raises
    ------
    InputError
        If no article has a date, or the model's folder holds no figures.
    """
    points = _trend(source, period, model, level)
    if not points:
        raise InputError("no article has a date. Give articles with dates, or a statement table with a column 'date'.")
    places = [_place(point.period) for point in points]
    with chart_style():
        ax = ax or _new_axes(TREND_SIZE)
        dress(ax)
        ax.grid(False, axis="x")
        ax.grid(True, axis="y", color=LIGHT["rule"], linewidth=0.6)
        for stance in stances:
            shares = [point.shares[STANCES.index(stance)] for point in points]
            color = LIGHT[stance]
            ax.fill_between(
                places, [s.low for s in shares], [s.high for s in shares], color=color, alpha=0.16, linewidth=0
            )
            ax.plot(places, [s.corrected for s in shares], MARKERS[stance], color=color, linestyle=DASHES[stance],
                    linewidth=1.4, markersize=3.5, label=_NAMES.get(stance, stance))  # fmt: skip
        ax.set_ylim(-0.02, 1.02)
        ax.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
        _name_times(ax, places, [point.period for point in points])
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderpad=0, handlelength=3)
    return ax


def _place(period: str) -> float:
    """Return the middle of a month, quarter or year, in years."""
    year, part = int(period[:4]), period[5:]
    if not part:
        return year + 0.5
    return year + (int(part[1:]) - 0.5) / 4 if part.startswith("Q") else year + (int(part) - 0.5) / 12


def _name_times(ax: Axes, places: Sequence[float], names: Sequence[str]) -> None:
    first, last = places[0], places[-1]
    if last - first > 4:  # whole years, where they begin
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10000) if (last - first) / step <= 6)
        years = [year for year in range(int(first), int(last) + 2) if year % step == 0]
        ax.set_xticks(years, [str(year) for year in years])
    else:
        step = -(-len(places) // 6)
        ax.set_xticks(places[::step], names[::step])
    margin = max(0.04 * (last - first), 0.02)
    ax.set_xlim(first - margin, last + margin)


def plot_shares(rows: Sequence[tuple[str, Sequence[Share]]], ax: Axes | None = None) -> Axes:
    """Draw the shares of the stances in each of several groups: corrected with interval, and as counted (hollow).

    Parameters
    ----------
    rows : sequence of (name, shares)
    ax : Axes or None
        Where to draw; None makes a figure.
    """
    with chart_style():
        ax = ax or _new_axes(shares_size(len(rows)))
        dress(ax)
        for row, (_, shares) in enumerate(rows):
            for column, share in enumerate(shares):
                color, y = LIGHT[share.stance], row + (column - 1) * 0.24
                ax.hlines(y, share.low, share.high, color=color, linewidth=2.2)
                marker = MARKERS[share.stance]
                ax.plot(share.raw, y, marker, color=color, markerfacecolor=LIGHT["paper"], markersize=6, zorder=3)
                ax.plot(share.corrected, y, marker, color=color, markersize=6.5, zorder=4,
                        label=_NAMES.get(share.stance, share.stance) if row == 0 else None)  # fmt: skip
        ax.set_ylim(len(rows) - 0.5, -0.5)
        _name_rows(ax, [short(name, _NAME) for name, _ in rows])
        ax.set_xlim(-0.02, 1.02)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderpad=0)
    return ax


def _new_axes(size: tuple[float, float]) -> Axes:
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=size)[1]


def _name_rows(ax: Axes, names: Sequence[str]) -> None:
    ax.set_yticks(range(len(names)), names)
    for label in ax.get_yticklabels():
        label.set_parse_math(False)  # a dollar sign in a name is no formula


def _balances(source: Any, level: float) -> list[Balance]:
    given = _listed(source, Balance)
    if given is not None:
        return given
    statements = (statement for analysis in analyses_of(source) for statement in analysis.statements)
    return list(speaker_balances(statements, level=level))


def _trend(source: Any, period: Period | None, model: str | Path, level: float) -> Sequence[TrendPoint]:
    from stance.report.corpus import Corpus
    from stance.report.quality import read_quality

    given = _listed(source, TrendPoint)
    if given is not None:
        return given
    corpus = Corpus(analyses_of(source), read_quality(model), level=level)
    return corpus.trend(period)


def _listed(source: Any, kind: type) -> list[Any] | None:
    """Return the list that a source is, if it holds records of a kind (or nothing)."""
    if isinstance(source, list | tuple) and all(isinstance(item, kind) for item in source):
        return list(source)
    return None


def describe_positions(balances: Sequence[Balance]) -> str:
    """Return what `plot_positions` shows, in words."""
    parts = [f"{balance.speaker}: {balance.position}, {balance.value:+.2f} [{balance.low:+.2f}, {balance.high:+.2f}]"
             for balance in balances]  # fmt: skip
    return f"From -1 (all statements {AGAINST}) to 1 (all in {FAVOR}). " + "; ".join(parts) + "."
