"""Minutes, debates and interviews: paragraphs in which a speaker's name and a colon stand before what is said."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from stance.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

MIN_TURNS: Final = 3  # a single colon behind a name is a headline or a note
_NAME: Final = r"[A-Z](?:[\w.'’-]*[\w.])?"  # "Q'" is a slip of the pen, and no second speaker beside "Q"
_LABEL: Final = re.compile(
    rf"(?:\*\*)?({_NAME}(?:\s(?:{_NAME}|of|the|de|van|von)){{0,5}})(?:\s\([^)\n]{{1,60}}\))?(?:\*\*)?:\s+(?=[^\s\"“‘'«])"
)


class Turn(NamedTuple):
    """Who speaks, and what is said, as offsets of the text."""

    speaker: Span
    content: Span


def find_turns(text: str, paragraphs: Iterable[Span]) -> dict[int, Turn]:
    r"""Find the turns of a conversation, if the text holds one: three of two speakers, one of whom speaks again.

    Returns
    -------
    dict of int to Turn
        By the offset at which the paragraph starts.

    Examples
    --------
    >>> text = "Q: Will you vote for it?\nRuiz: I will not.\nQ: Why?"
    >>> [text[slice(*turn.content)] for turn in find_turns(text, [Span(0, 24), Span(25, 42), Span(43, 50)]).values()]
    ['Will you vote for it?', 'I will not.', 'Why?']
    """
    turns = {}
    for start, end in paragraphs:
        match = _LABEL.match(text, start, end) if text.find(":", start, end) > 0 else None
        if match is not None:
            turns[start] = Turn(Span(*match.span(1)), Span(match.end(), end))
    if len(turns) < MIN_TURNS:
        return {}
    speakers = Counter(text[turn.speaker.start : turn.speaker.end] for turn in turns.values())
    return turns if len(speakers) > 1 and max(speakers.values()) > 1 else {}
