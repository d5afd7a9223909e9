"""Charts of a model's figures: each takes Axes and returns them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stance.report.style import HATCHES, LIGHT, MARKERS, WIDTH, dress
from stance.report.text import short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Estimates = Mapping[str, Mapping[str, Any]]

SQUARE = (WIDTH, WIDTH * 0.7)
CURVE_SIZE = (WIDTH, 2.5)


def estimates_size(n_rows: int) -> tuple[float, float]:
    """Return width and height of `plot_estimates` in inches."""
    return WIDTH, 0.45 + 0.24 * n_rows


def plot_estimates(estimates: Estimates, ax: Axes) -> Axes:
    """Draw figures as dots with their intervals.

    Parameters
    ----------
    estimates : mapping of str to mapping
        ``value``, ``low`` and ``high`` by name.
    ax : Axes
    """
    dress(ax)
    for row, figure in enumerate(estimates.values()):
        ax.hlines(row, figure["low"], figure["high"], color=LIGHT["favor"], linewidth=2.2)
        ax.plot(figure["value"], row, "o", color=LIGHT["favor"], markersize=5.5, zorder=3)
    ax.set_yticks(range(len(estimates)), [short(name.replace("_", " "), 26) for name in estimates])
    for label in ax.get_yticklabels():
        label.set_parse_math(False)
    ax.set_ylim(len(estimates) - 0.5, -0.5)
    ax.set_xlim(0, 1)
    return ax


def plot_confusion(confusion: Sequence[Sequence[int]], classes: Sequence[str], ax: Axes) -> Axes:
    """Draw how the statements of each gold class (row) were called, shaded by the share of the row.

    Parameters
    ----------
    confusion : sequence of sequence of int
        Counts by gold class and predicted class.
    classes : sequence of str
    ax : Axes
    """
    from matplotlib.patches import Rectangle

    dress(ax)
    ax.grid(False)
    ax.spines["bottom"].set_visible(False)
    for i, row in enumerate(confusion):
        for j, count in enumerate(row):
            share = count / max(1, sum(row))
            color = LIGHT["favor" if i == j else "against"]
            ax.add_patch(
                Rectangle((j - 0.48, i - 0.46), 0.96, 0.92, color=color, alpha=0.08 + 0.34 * share, linewidth=0)
            )
            ax.text(j, i - 0.06, f"{count:,}", ha="center", va="bottom", fontsize=12, fontweight="bold")
            ax.text(j, i + 0.06, f"{share:.0%}", ha="center", va="top", color=LIGHT["ink"])
    ax.set_xlim(-0.5, len(classes) - 0.5)
    ax.set_ylim(len(classes) - 0.5, -0.5)
    ax.set_xticks(range(len(classes)), [short(name, 14) for name in classes])
    ax.set_yticks(range(len(classes)), [short(name, 14) for name in classes])
    ax.xaxis.set_ticks_position("top")
    ax.xaxis.set_label_position("top")
    ax.tick_params(axis="x", length=0, colors=LIGHT["ink"])
    ax.set_xlabel("called")
    ax.set_ylabel("truly")
    return ax


def plot_reliability(bins: Sequence[Mapping[str, float]], ax: Axes) -> Axes:
    """Draw how often calls of each confidence are right; on the dotted line a probability means what it says.

    Parameters
    ----------
    bins : sequence of mapping
        ``confidence``, ``accuracy`` and ``n``, as in ``metrics.json``.
    ax : Axes
    """
    dress(ax)
    ax.grid(True, axis="y", color=LIGHT["rule"], linewidth=0.6)
    ax.plot([0, 1], [0, 1], color=LIGHT["muted"], linestyle=":", linewidth=1.2)
    shown = [bin_ for bin_ in bins if bin_["n"]]
    total = sum(bin_["n"] for bin_ in shown) or 1
    for bin_ in shown:
        width = bin_["to"] - bin_["from"]
        ax.bar(bin_["from"] + width / 2, bin_["n"] / total, width=width * 0.9, color=LIGHT["neutral-tint"],
               edgecolor=LIGHT["neutral"], linewidth=0.5, hatch=HATCHES["favor"])  # fmt: skip
    ax.plot([b["confidence"] for b in shown], [b["accuracy"] for b in shown], MARKERS["neutral"], linestyle="-",
            color=LIGHT["favor"], linewidth=1.4, markersize=5, zorder=3)  # fmt: skip
    ax.set_xlim(min((b["from"] for b in shown), default=0.0), 1)
    ax.set_ylim(0, 1.02)
    ax.set_xlabel("probability of the call")
    ax.set_ylabel("share that is right")
    ax.tick_params(axis="y", labelcolor=LIGHT["muted"])
    return ax


def plot_learning_curve(curve: Sequence[Mapping[str, Any]], ax: Axes) -> Axes:
    """Draw macro-F1 by number of training statements, with intervals.

    Parameters
    ----------
    curve : sequence of mapping
        ``n``, and ``macro_f1`` with ``value``, ``low`` and ``high``.
    ax : Axes
    """
    dress(ax)
    ax.grid(True, axis="y", color=LIGHT["rule"], linewidth=0.6)
    sizes = [point["n"] for point in curve]
    values = [point["macro_f1"] for point in curve]
    ax.vlines(sizes, [v["low"] for v in values], [v["high"] for v in values], color=LIGHT["favor"], linewidth=1.6)
    ax.plot(sizes, [v["value"] for v in values], "o-", color=LIGHT["favor"], linewidth=1.4, markersize=5)
    ax.set_xlabel("training statements")
    ax.set_ylabel("macro-F1")
    ax.tick_params(axis="y", labelcolor=LIGHT["muted"])
    return ax
