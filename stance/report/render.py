"""Pages out of templates: everything inline, everything escaped, and a policy that lets nothing else in."""

from __future__ import annotations

import hashlib
import os
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from stance.report.style import DARK, LIGHT, SIGNS
from stance.report.text import fit, flat, plural, short


def render(template: str, *, script: str | None, **context: Any) -> str:
    """Return a page as HTML.

    The policy in the page (Content Security Policy) allows its one style sheet and its one script by their hashes, and
    nothing else: no other script, no event handler, no picture, no font, no request.

    Parameters
    ----------
    template : str
        Name without its suffix.
    script : str or None
        Name of the script that stands beside the templates.
    """
    style = _style()
    code = _source(script) if script else ""
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src {repr(_hash(code)) if code else repr('none')}; "
        "base-uri 'none'; form-action 'none'"
    )
    page = (
        _environment()
        .get_template(f"{template}.html.jinja")
        .render(style=Markup(style), script=Markup(code), policy=policy, **context)
    )
    return fit(page)


def render_fragment(template: str, **context: Any) -> str:
    """Return HTML to stand within another page, without a script."""
    return fit(_environment().get_template(f"{template}.html.jinja").render(light=LIGHT, **context))


def write_page(path: Path, page: str) -> None:
    """Write a page that appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        partial.write_text(page, encoding="utf-8", newline="\n")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("stance.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"flat": flat, "short": short, "percent": percent, "p": two_digits, "signed": signed}
    environment.globals |= {"signs": SIGNS, "plural": plural}
    return environment


@cache
def _style() -> str:
    return _environment().get_template("style.css.jinja").render(light=LIGHT, dark=DARK)


@cache
def _source(name: str) -> str:
    return Path(__file__).with_name("templates").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def percent(share: float) -> str:
    """Return a share in percent.

    Examples
    --------
    >>> percent(0.256), percent(0.004)
    ('26%', '0%')
    """
    return f"{share:.0%}"


def two_digits(probability: float) -> str:
    """Return a probability; never 1.00 or 0.00 for what is neither.

    Examples
    --------
    >>> two_digits(0.256), two_digits(0.998)
    ('0.26', '>0.99')
    """
    if 0 < probability < 0.005:
        return "<0.01"
    return ">0.99" if 0.995 <= probability < 1 else f"{probability:.2f}"


def signed(number: float) -> str:
    r"""Return a number with its sign, a true minus.

    Examples
    --------
    >>> signed(-1.25)
    '\u22121.25'
    """
    return f"{number:+.2f}".replace("-", "\u2212")
