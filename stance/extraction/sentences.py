"""Paragraphs of a text and sentences of a paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stance.extraction.spans import make_span
from stance.types import Span

if TYPE_CHECKING:
    from stance.extraction.words import Words

MAX_WORDS: Final = 250  # longer runs without a stop are cut, so that every rule stays linear
_STOPS: Final = ".?!"
_ATTRIBUTED: Final = re.compile(r"(?:s|[dH]?[nNqj#]{1,5})[ar]{0,3}[VSB]|[VS](?:s|[dH]?[nNqj#])")


def paragraphs(text: str) -> list[Span]:
    r"""Return the lines of a text that hold more than blanks, without the blanks around them.

    Examples
    --------
    >>> paragraphs("One.\r\n\r\n  Two.")
    [Span(start=0, end=4), Span(start=10, end=14)]
    """
    found: list[Span] = []
    begin = 0
    for line in text.replace("\r", "\n").split("\n"):
        stripped = line.strip()
        if stripped:
            start = begin + line.index(stripped[0])
            found.append(make_span(start, start + len(stripped)))
        begin += len(line) + 1
    return found


def sentences(words: Words) -> list[Span]:
    """Return the sentences of a paragraph as ranges of words; quotations are never cut."""
    found: list[Span] = []
    tags = words.tags
    start, end = 0, 0
    for at in words.stops:
        if at < end or tags[at] in ":;":  # read with the stop before, or amid a sentence
            continue
        end = at + 1
        if tags[at] != "Q":
            while end < len(tags) and tags[end] in _STOPS:
                end += 1
            while end < len(tags) and tags[end] == ")":
                end += 1
        if _ends(words, at, end):
            _add(found, start, end)
            start = end
    _add(found, start, len(words))
    return found


def _add(found: list[Span], start: int, end: int) -> None:
    for begin in range(start, end, MAX_WORDS):
        found.append(make_span(begin, min(end, begin + MAX_WORDS)))


def _ends(words: Words, at: int, end: int) -> bool:
    """Whether a sentence ends behind a stop, or behind a quotation that has one inside."""
    if end == len(words):
        return True
    tags, text = words.tags, words.text
    behind = text[words.start[end]]
    if tags[at] == "Q":
        stop = text[words.start[at] : words.end[at]].rstrip("\"”“»«'’‘` ")[-1:]
        if stop not in ".?!" or not stop:
            return False
        return (tags[end] in "Q(" or not behind.islower()) and not (
            (stop != "." and _ATTRIBUTED.match(tags, end)) or tags[end] in ",;:-"
        )
    return words.end[end - 1] != words.start[end] and not behind.islower()
