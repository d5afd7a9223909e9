"""Spans made without going through the interpreter, as `Span` itself is: the rules make hundreds an article."""

from __future__ import annotations

from typing import Final

from stance.types import Span

_NEW: Final = tuple.__new__


def make_span(start: int, end: int) -> Span:
    """Return ``Span(start, end)``.

    Examples
    --------
    >>> make_span(2, 5)
    Span(start=2, end=5)
    """
    return _NEW(Span, (start, end))
