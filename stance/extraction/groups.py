"""Groups of people that a text mentions, for "they" to take up."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from stance.extraction.mentions import weight_of
from stance.extraction.pieces import is_group_noun
from stance.extraction.recency import SUBJECT

if TYPE_CHECKING:
    from stance.extraction.words import Words

_INSIDE: Final = re.compile(r"[pT][dHnNjr#]*$")  # "one of the officials"
_PHRASE: Final = 6
_GOES_ON: Final = "nNjq#'"  # tags of what stands behind a noun that does not end its phrase
_MODIFIERS: Final = 3  # words before it that are told


class Group:
    """A phrase that means several people, such as "activists on both sides".

    Parameters
    ----------
    start : int
        Offset, as far as the caller moved it.
    text : str
        The phrase without determiners.
    weight : int
        How far it stands out where it is, see `stance.extraction.recency`.
    """

    __slots__ = ("start", "text", "weight")

    def __init__(self, start: int, text: str, weight: int) -> None:
        self.start, self.text, self.weight = start, text, weight


def find_groups(words: Words, shift: int = 0) -> list[Group]:
    """Return the groups of people outside quotations, in the order of the text, offsets moved by `shift`."""
    found: list[Group] = []
    tags = words.tags
    for at in words.plurals:
        start, end = at, at + 1
        if tags[at] not in "nN" or (end < len(tags) and tags[end] in _GOES_ON):
            continue
        while start > max(0, end - 1 - _MODIFIERS) and tags[start - 1] in "Nj":
            start -= 1
        if tags[start:end] != "N" and not is_group_noun(words.lower[at]):  # "Millennials", or Mr. Williams
            continue
        is_inside = _INSIDE.search(tags, max(0, start - _PHRASE), start)
        if not is_inside and weight_of(tags, _sentence_start(words, start), start, end) == SUBJECT:
            text = " ".join(words.text[words.start[start] : words.end[end - 1]].split())
            found.append(Group(words.start[start] + shift, text, SUBJECT))
    return found


def _sentence_start(words: Words, at: int) -> int:
    """Return where the sentence of a word begins."""
    behind = bisect_left(words.stops, at)
    return words.stops[behind - 1] + 1 if behind else 0
