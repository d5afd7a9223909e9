"""The sentences that statements stand in, as the classifier reads them beside the statements."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stance.types import Statement

# Also behind an abbreviation: that makes the surroundings shorter, and no statement is cut.
_REACH = 500  # characters before and behind a statement: a text without a full stop is no sentence
_BREAK = re.compile(r"[.!?][\"”’')]*\s+|\n+")


def find_surroundings(text: str, statements: Sequence[Statement]) -> list[str]:
    """Return the sentence or sentences that hold each statement, without the sources of any.

    What a speaker says stands beside what else the reporter tells of it: "an admirer of the raid, backs the new
    government". The names are left out, as they are of a statement's own text: the classifier must not judge by them.

    Parameters
    ----------
    text : str
        The article.
    statements : sequence of Statement
        All that were found in it.

    Examples
    --------
    >>> from stance.extraction import extract
    >>> from stance.types import Article
    >>> article = Article(id="a", text="Rain fell. Mayor Ana Ruiz, no friend of the raid, said it was late. Rain fell.")
    >>> find_surroundings(article.text, extract(article))
    [', no friend of the raid, said it was late.']
    """
    breaks = [match.end() for match in _BREAK.finditer(text)]
    breaks.append(len(text))
    sources = sorted({(start, end) for statement in statements for start, end in statement.source})
    found = []
    for statement in statements:
        first, last = statement.passage
        before = bisect_right(breaks, first)
        start = max(breaks[before - 1] if before else 0, first - _REACH)
        end = min(breaks[bisect_left(breaks, last)], last + _REACH)
        pieces = []
        for source_start, source_end in sources[bisect_left(sources, (start, 0)) :]:
            if source_end > end:
                break
            if source_start >= start:  # a source may lie within another
                pieces.append(text[start:source_start])
                start = source_end
        pieces.append(text[start:end])
        found.append(" ".join(" ".join(pieces).split()))
    return found
