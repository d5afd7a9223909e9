"""An article's text cut into the pieces that a page marks, without a character lost or moved."""

from __future__ import annotations

import re
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
    end = len(article.text)
    between = _BLANK_LINES if _BLANK_LINES.search(article.text.strip()) else _LINE_END
    contents = [[Span(min(s, end), min(e, end)) for s, e in statement.content] for statement in statements]
    edges = sorted({edge for content in contents for span in content for edge in span})
    begun: set[int] = set()
    return [
        pieces
        for paragraph in _paragraphs(article.text, between)
        if (pieces := list(_pieces(article.text, paragraph, contents, edges, begun)))
    ]


def _paragraphs(text: str, between: re.Pattern[str]) -> Iterator[Span]:
    start = 0
    for found in between.finditer(text):
        yield Span(start, found.start())
        start = found.end()
    yield Span(start, len(text))


def _pieces(
    text: str, paragraph: Span, contents: list[list[Span]], edges: list[int], begun: set[int]
) -> Iterator[Piece]:
    inner = [edge for edge in edges if paragraph.start < edge < paragraph.end]
    bounds = [paragraph.start, *inner, paragraph.end]
    for start, end in pairwise(bounds):
        if start == end:
            continue
        here = [n for n, content in enumerate(contents) if any(s <= start and end <= e for s, e in content)]
        here.sort(key=lambda n: sum(e - s for s, e in contents[n]))
        begins = tuple(n for n in here if n not in begun)
        begun.update(begins)
        yield Piece(fit(text[start:end]), tuple(here), begins)
