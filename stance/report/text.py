"""Text from articles, made fit for a page: it is whatever somebody wrote, and nothing in it is ever markup."""

from __future__ import annotations

import re

# what HTML and XML cannot hold (control characters, half of a surrogate pair), one to one, so that offsets hold
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def fit(text: str) -> str:
    r"""Return the text with U+FFFD in the place of each character that a page cannot hold.

    Examples
    --------
    >>> len(fit("a\x1b[31m")) == len("a\x1b[31m")
    True
    """
    return _UNFIT.sub("\ufffd", text)


def flat(text: str) -> str:
    r"""Return the text on one line, fit for a page.

    Examples
    --------
    >>> flat("two\r\n  lines")
    'two lines'
    """
    return " ".join(fit(text).split())


def short(text: str, length: int) -> str:
    """Return the text on one line, cut behind a word when it is longer.

    Examples
    --------
    >>> short("We will never accept this", 14)
    'We will never…'
    """
    line = flat(text)
    if len(line) <= length:
        return line
    cut = line[:length]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,.;:—–-") + "…"


def plural(n: int, noun: str) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> plural(1, "statement"), plural(1200, "statement")
    ('1 statement', '1,200 statements')
    """
    return f"{n:,} {noun}" + ("" if n == 1 else "s")
