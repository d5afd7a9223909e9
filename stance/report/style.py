"""How everything looks: colours for light and dark, signs and lines that tell the stances apart without colour, charts.

The hues are those of Okabe and Ito ("Color universal design", 2008) that stay apart in every common kind of colour
blindness, vermilion and blue, darkened or lightened until text in them reaches a contrast of 4.5 to 1 (WCAG 2.2, AA).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from stance.labels import AGAINST, FAVOR, NEUTRAL, UNCLEAR

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LIGHT: Final = {
    "paper": "#fdfcf9",
    "sheet": "#f5f2ea",
    "ink": "#1c1b19",
    "muted": "#5c5850",
    "rule": "#d8d3c7",
    AGAINST: "#a63603",
    FAVOR: "#08519c",
    NEUTRAL: "#54524d",
    UNCLEAR: "#765500",
    "against-tint": "#fbe3d6",
    "favor-tint": "#dce9f7",
    "neutral-tint": "#ebe8e1",
    "unclear-tint": "#f6ebcb",
}
DARK: Final = {
    "paper": "#151618",
    "sheet": "#1f2124",
    "ink": "#eae7e1",
    "muted": "#aca79d",
    "rule": "#3b3d42",
    AGAINST: "#ff9e73",
    FAVOR: "#8ec4ff",
    NEUTRAL: "#c0bbb1",
    UNCLEAR: "#e9c869",
    "against-tint": "#42271a",
    "favor-tint": "#17304b",
    "neutral-tint": "#2d2e31",
    "unclear-tint": "#3a3116",
}
"""Names of colours, the same in both; the pages use them as ``var(--name)``, and the charts become so."""

SIGNS: Final = {AGAINST: "▼", FAVOR: "▲", NEUTRAL: "●", UNCLEAR: "◆"}
MARKERS: Final = {AGAINST: "v", FAVOR: "^", NEUTRAL: "o", UNCLEAR: "D"}
DASHES: Final = {AGAINST: "-", FAVOR: (0, (6, 2)), NEUTRAL: (0, (1.5, 1.8)), UNCLEAR: (0, (4, 2, 1, 2))}
HATCHES: Final = {AGAINST: "////", FAVOR: "....", NEUTRAL: "", UNCLEAR: "xxxx"}

_RC: Final[Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "stance",
    "font.family": "sans-serif",
    "font.size": 9.0,
    "text.parse_math": False,
    "axes.edgecolor": LIGHT["rule"],
    "axes.labelcolor": LIGHT["muted"],
    "axes.linewidth": 0.8,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.grid": True,
    "axes.grid.axis": "x",
    "axes.axisbelow": True,
    "axes.titlelocation": "left",
    "axes.titlesize": 9.0,
    "axes.titleweight": "bold",
    "grid.color": LIGHT["rule"],
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.6,
    "text.color": LIGHT["ink"],
    "xtick.color": LIGHT["muted"],
    "ytick.color": LIGHT["rule"],
    "ytick.labelcolor": LIGHT["ink"],
    "xtick.major.size": 3.0,
    "ytick.major.size": 0.0,
    "legend.frameon": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
}


WIDTH: Final = 4.6
"""Inches of a chart: on a telephone its letters are still read, and it never scrolls."""


@contextmanager
def chart_style() -> Iterator[None]:
    """Draw in the house style within the block, and as before behind it."""
    import matplotlib as mpl

    with mpl.rc_context(_RC):
        yield


def dress(ax: Axes) -> None:
    """Give the style to axes that were made outside of it."""
    ax.set_axisbelow(True)
    ax.spines[["left", "right", "top"]].set_visible(False)
    ax.spines["bottom"].set_color(LIGHT["rule"])
    ax.grid(True, axis="x", color=LIGHT["rule"], linewidth=0.6)
    ax.tick_params(axis="x", colors=LIGHT["muted"])
    ax.tick_params(axis="y", length=0, labelcolor=LIGHT["ink"])
