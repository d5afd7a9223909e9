"""Reported speech: for each cue of a sentence its source and the words that are its content.

The rules see a sentence as its tags (`stance.extraction.words`); what they find are candidates, in word ranges.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import compress, count
from typing import TYPE_CHECKING, Final

from stance.extraction.clauses import Sentence
from stance.extraction.cues import CUE_NOUNS, CUE_TAGS, CUE_VERBS
from stance.extraction.nominal import read_according, read_adjective, read_noun
from stance.extraction.reading import SOURCE_CUES, Reading
from stance.extraction.verbs import read_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stance.extraction.candidates import Candidate
    from stance.extraction.words import Words
    from stance.types import Span

_CUES: Final = frozenset({*CUE_TAGS, *CUE_NOUNS, *SOURCE_CUES, "against"})


def find_cues(words: Words) -> list[int]:
    """Return the words of a paragraph that may be cues, in the order of the text."""
    return list(compress(count(), map(_CUES.__contains__, words.lower)))


def find_candidates(words: Words, sentence: Span, cues: Sequence[int]) -> list[Candidate]:
    """Find the attributions of one sentence, in the order of their cues.

    Parameters
    ----------
    words : Words
    sentence : Span
    cues : sequence of int
        What `find_cues` returns for the paragraph.
    """
    lo, hi = sentence
    first, behind = bisect_left(cues, lo), bisect_left(cues, hi)
    if first == behind:
        return []
    reading = Reading(Sentence(words, lo, hi))
    for at in cues[first:behind]:
        tag, word = words.tags[at], words.lower[at]
        if tag in "VSBG":
            read_verb(reading, at, CUE_VERBS[word])
        elif tag == "j" or word == "against":
            read_adjective(reading, at)
        elif word in SOURCE_CUES and tag in "gp":
            read_according(reading, at)
        if tag in "nBS" and word in CUE_NOUNS and not reading.has_read(at):
            read_noun(reading, at)
    return [candidate for candidate, _ in reading.found]
