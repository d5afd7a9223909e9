from itertools import combinations

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from stance.labels import POSITIONS
from stance.report.style import DARK, DASHES, HATCHES, LIGHT, MARKERS, SIGNS, chart_style, dress


def luminance(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(colors):
    for name in ("ink", "muted", *POSITIONS):
        assert contrast(colors[name], colors["paper"]) >= 4.5, name
        assert contrast(colors[name], colors["sheet"]) >= 4.5, name
    for name in POSITIONS:
        assert contrast(colors["ink"], colors[f"{name}-tint"]) >= 7, name
        assert contrast(colors[name], colors[f"{name}-tint"]) >= 4.5, name
        assert contrast(colors["paper"], colors[name]) >= 4.5, name


def test_both_modes_have_the_same_colours_and_no_two_are_alike():
    assert list(LIGHT) == list(DARK)
    assert len(set(LIGHT.values())) == len(LIGHT)  # a chart's colour becomes the page's by its value


@pytest.mark.parametrize("marks", [SIGNS, MARKERS, DASHES, HATCHES])
def test_stances_are_told_apart_without_colour(marks):
    assert list(marks) == list(POSITIONS)
    assert all(marks[one] != marks[other] for one, other in combinations(POSITIONS, 2))


def test_the_style_ends_with_the_block():
    before = dict(mpl.rcParams)
    with chart_style():
        assert mpl.rcParams["svg.fonttype"] == "none"
    assert dict(mpl.rcParams) == before


def test_axes_from_elsewhere_are_dressed():
    ax = Figure().subplots()
    dress(ax)
    assert not ax.spines["left"].get_visible()
