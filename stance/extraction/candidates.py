"""What the rules find before it is resolved: an attribution in words of its paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stance.types import Span


@dataclass(slots=True)
class Candidate:
    """A cue with what seems to be its source and content, all as ranges of words of one paragraph.

    Parameters
    ----------
    content : list of Span
        Pieces in the order of the text.
    cue, source : Span or None
    named : Span or None
        The phrase that `source` stands for, where that is a relative pronoun.
    """

    content: list[Span]
    cue: Span | None = None
    source: Span | None = None
    named: Span | None = None

    def covers(self, at: int) -> bool:
        """Whether a word belongs to the content."""
        return any(piece.start <= at < piece.end for piece in self.content)

    def encloses(self, other: Candidate) -> bool:
        """Whether another candidate is a part of what is said here, with its source and all."""
        parts = [*other.content, *(span for span in (other.cue, other.source) if span is not None)]
        return all(self.covers(part.start) for part in parts)

    def reports(self, other: Candidate) -> bool:
        """Whether another candidate's cue stands inside what is said here."""
        return other.cue is not None and self.covers(other.cue.start)
