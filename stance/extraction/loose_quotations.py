"""Quotations that no cue of their sentence claims: who says them is read off what stands around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stance.extraction.candidates import Candidate
from stance.extraction.phrases import main_subject, phrase_behind
from stance.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stance.extraction.words import Words

MIN_WORDS: Final = 5  # shorter ones are titles and scare quotes more often than speech
_BARE: Final = re.compile(r"[Q.,?!()-]*")
_SIGNED: Final = re.compile(r"[,.]?-")


def claim_loose(words: Words, ranges: Sequence[Span], found: Sequence[list[Candidate]]) -> None:
    """Add the loose quotations of a paragraph to its candidates, sentence by sentence.

    Parameters
    ----------
    words : Words
    ranges : sequence of Span
        Sentences of the paragraph.
    found : sequence of list of Candidate
        Candidates of each sentence; changed in place.
    """
    spoken: Candidate | None = None
    for index, (sentence, candidates) in enumerate(zip(ranges, found, strict=True)):
        bare = _BARE.fullmatch(words.tags, *sentence) is not None
        for at in _loose(words, sentence, candidates):
            if bare and spoken is not None:
                spoken.content.append(Span(at, at + 1))
            elif bare or _is_long(words, at):
                source = _signature(words, sentence, at)
                if source is None:
                    place = ranges[index - 1] if bare and index else sentence
                    source = _speaker_of(words, place, found[index - 1] if bare and index else candidates)
                candidates.append(Candidate([Span(at, at + 1)], None, source))
                spoken = candidates[-1] if bare else spoken
        spoken = _last_quoting(words, candidates) or (spoken if bare else None)


def _loose(words: Words, sentence: Span, candidates: Sequence[Candidate]) -> list[int]:
    claimed = [piece for candidate in candidates for piece in candidate.content]
    quoted = [at for at in range(*sentence) if words.tags[at] == "Q"] if "Q" in words.tags[slice(*sentence)] else []
    return [at for at in quoted if not any(piece.start <= at < piece.end for piece in claimed)]


def _is_long(words: Words, at: int) -> bool:
    return len(words.text[words.start[at] : words.end[at]].split(None, MIN_WORDS)) >= MIN_WORDS


def _signature(words: Words, sentence: Span, at: int) -> Span | None:
    """Return the name behind a dash: '"..." — Smith'."""
    match = _SIGNED.match(words.tags, at + 1, sentence.end)
    return phrase_behind(words, match.end(), sentence.end) if match else None


def _speaker_of(words: Words, sentence: Span, candidates: Sequence[Candidate]) -> Span | None:
    for candidate in reversed(candidates):
        if candidate.source is not None and candidate.named is None:
            return candidate.source
    return main_subject(words, *sentence)


def _last_quoting(words: Words, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the last candidate whose content ends in a quotation."""
    for candidate in reversed(candidates):
        if words.tags[candidate.content[-1].end - 1] == "Q":
            return candidate
    return None
