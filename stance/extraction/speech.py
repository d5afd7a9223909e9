"""Reported speech: for each cue of a sentence its source and the words that are its content.

The rules see a sentence as its tags (`stance.extraction.words`); what they find are candidates, in word ranges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stance.extraction.clauses import Sentence
from stance.extraction.cues import CUE_NOUNS, CUE_TAGS, CUE_VERBS
from stance.extraction.nominal import read_according, read_adjective, read_noun
from stance.extraction.reading import SOURCE_CUES, Reading
from stance.extraction.verbs import read_verb

if TYPE_CHECKING:
    from stance.extraction.candidates import Candidate
    from stance.extraction.words import Words
    from stance.types import Span

_CUES: Final = frozenset({*CUE_TAGS, *CUE_NOUNS, *SOURCE_CUES, "against"})


def find_candidates(words: Words, sentence: Span) -> list[Candidate]:
    """Find the attributions of one sentence, in the order of their cues."""
    lo, hi = sentence
    cues = [at for at, word in enumerate(words.lower[lo:hi], lo) if word in _CUES]
    if not cues:
        return []
    reading = Reading(Sentence(words, lo, hi))
    for at in cues:
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
