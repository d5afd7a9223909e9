"""An article's text cut into the pieces that a page marks, without a character lost or moved."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stance.report.text import fit
from stance.types import Article, Span, Statement

_BLANK_LINES = re.compile(r"(?:\r?\n[^\S\r\n]*){2,}")
_LINE_END = re.compile(r"(?:\r?\n[^\S\r\n]*)+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same statements.

    Parameters
    ----------
    text : str
    statements : tuple of int
        Numbers of the statements whose content it is part of, the shortest (innermost) first.
    begins : tuple of int
        Numbers of the statements whose content begins here.
    """

    text: str
    statements: tuple[int, ...]
    begins: tuple[int, ...]


def cut(article: Article, statements: Sequence[Statement]) -> list[list[Piece]]:
    r"""Return the paragraphs of an article, each as its pieces.

    What lies between paragraphs (blank lines) is left out; all else stands in the pieces as in the text.

    Examples
    --------
    >>> article = Article(id="a", text="One.\n\nTwo.")
    >>> [[piece.text for piece in paragraph] for paragraph in cut(article, [])]
    [['One.'], ['Two.']]
    """
    text = article.text
    between = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else _LINE_END
    contents = [[Span(min(s, len(text)), min(e, len(text))) for s, e in statement.content] for statement in statements]
    sweep = _Sweep(contents)
    begun: set[int] = set()
    paragraphs = []
    for paragraph in _paragraphs(text, between):
        pieces = []
        for start, end in sweep.stretches(paragraph):
            under = sweep.move(start)
            begins = tuple(n for n in under if n not in begun)
            begun.update(begins)
            pieces.append(Piece(fit(text[start:end]), under, begins))
        if pieces:
            paragraphs.append(pieces)
    return paragraphs


class _Sweep:
    """Goes through the text once, and knows at each place whose content it is in."""

    def __init__(self, contents: list[list[Span]]) -> None:
        self._sizes = [sum(end - start for start, end in content) for content in contents]
        self._steps = sorted(
            (place, step, number)
            for number, content in enumerate(contents)
            for span in content
            if span.start < span.end
            for place, step in ((span.start, 1), (span.end, -1))
        )
        self._edges = [place for place, _, _ in self._steps]
        self._done = 0
        self._depth: dict[int, int] = {}

    def stretches(self, paragraph: Span) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a paragraph between which nothing begins or ends."""
        inner = self._edges[bisect_right(self._edges, paragraph.start) : bisect_left(self._edges, paragraph.end)]
        bounds = sorted({paragraph.start, *inner, paragraph.end})
        return pairwise(bounds)

    def move(self, place: int) -> tuple[int, ...]:
        """Go on to a place; return the statements whose content it is in, the shortest first."""
        while self._done < len(self._steps) and self._steps[self._done][0] <= place:
            _, step, number = self._steps[self._done]
            self._depth[number] = self._depth.get(number, 0) + step
            if not self._depth[number]:
                del self._depth[number]
            self._done += 1
        return tuple(sorted(self._depth, key=lambda number: (self._sizes[number], number)))


def _paragraphs(text: str, between: re.Pattern[str]) -> Iterator[Span]:
    start = 0
    for found in between.finditer(text):
        yield Span(start, found.start())
        start = found.end()
    yield Span(start, len(text))
