"""Reported speech: for each cue of a sentence its source and the words that are its content.

The rules see a sentence as its tags (`stance.extraction.words`); what they find are candidates, in word ranges.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from stance.extraction.clauses import Sentence
from stance.extraction.cues import CUE_NOUNS, CUE_VERBS, SOURCE_CUES
from stance.extraction.nominal import read_according, read_adjective, read_noun
from stance.extraction.reading import Reading
from stance.extraction.verbs import read_verb

if TYPE_CHECKING:
    from stance.extraction.candidates import Candidate
    from stance.extraction.words import Words
    from stance.types import Span


def find_candidates(words: Words, sentence: Span) -> list[Candidate]:
    """Find the attributions of one sentence of a paragraph, in the order of their cues."""
    lo, hi = sentence
    cues = words.cues
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
