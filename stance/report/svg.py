"""Figures as SVG that stands within a page: described, in the page's own colours, and the same bytes every time."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from markupsafe import Markup

from stance.report.style import LIGHT, chart_style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_NOTHING = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_VARIABLES = {color: f"var(--{name})" for name, color in LIGHT.items()}
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_FONT = re.compile(r"(?:(?P<style>italic|oblique)\s+)?(?:(?P<weight>bold|\d{3})\s+)?(?P<size>[\d.]+px)")


def draw_svg(
    draw: Callable[..., object],
    size: tuple[float, float],
    *,
    name: str,
    title: str,
    description: str,
    rows: int = 1,
) -> Markup:
    """Return what a function draws on axes (on several below one another: as arguments) as an ``<svg>`` element.

    Parameters
    ----------
    draw : callable
    size : tuple of float
        Width and height in inches.
    name, title, description
        See `to_svg`.
    rows : int
        Axes below one another, with one time axis.
    """
    from matplotlib.figure import Figure

    with chart_style():
        figure = Figure(figsize=size, layout="constrained")
        draw(*figure.subplots(rows, sharex=True, squeeze=False)[:, 0])
    return to_svg(figure, name=name, title=title, description=description)


def to_svg(figure: Figure, *, name: str, title: str, description: str) -> Markup:
    """Return a figure as an ``<svg>`` element.

    Parameters
    ----------
    figure : Figure
        Drawn in `stance.report.style.chart_style`.
    name : str
        Unique within the page; every id begins with it.
    title, description : str
        What a screen reader says in the place of the picture.
    """
    file = io.BytesIO()
    with chart_style(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # the reader's fonts set the text, not matplotlib's
        figure.savefig(file, format="svg", metadata=_NOTHING)
    root = ET.fromstring(file.getvalue())
    _drop_what_a_page_must_not_hold(root)
    _rename(root, prefix=f"{name}-")
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        _use_attributes(element)
    for attribute in ("width", "height", "version"):
        root.attrib.pop(attribute, None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{name}-title {name}-desc", "class": "chart"}
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(tag, {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(position, element)
    ET.indent(root, space="")
    return Markup(ET.tostring(root, encoding="unicode"))


def _drop_what_a_page_must_not_hold(root: ET.Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            # a <style> would style the whole page; and the pages' policy forbids it
            if child.tag in (f"{_SVG}metadata", f"{_SVG}style"):
                parent.remove(child)


def _rename(root: ET.Element, *, prefix: str) -> None:
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", prefix + element.attrib["id"])
        reference = element.attrib.pop(f"{_XLINK}href", None)
        if reference is not None:
            element.set("href", f"#{prefix}{reference.removeprefix('#')}")
        for key, value in element.attrib.items():
            element.set(key, _REFERENCE.sub(rf"url(#{prefix}\1)", value))


def _use_attributes(element: ET.Element) -> None:
    """Turn a ``style`` into attributes, which the policy of the pages allows, with the page's colours."""
    declared = dict(part.split(":", 1) for part in element.attrib.pop("style", "").split(";") if ":" in part)
    for key, value in declared.items():
        name, setting = key.strip(), value.strip()
        if name == "font":
            found = _FONT.search(setting)
            if found:
                element.attrib |= {f"font-{part}": given for part, given in found.groupdict().items() if given}
        elif name != "font-family":
            element.set(name, setting)
    for key in ("fill", "stroke", "stop-color"):
        if key in element.attrib:
            element.set(key, _VARIABLES.get(element.attrib[key].lower(), element.attrib[key]))
    if element.tag == "text" and "fill" not in element.attrib:
        element.set("fill", "var(--ink)")
