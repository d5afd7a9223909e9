"""Quotations that no cue of their sentence claims: who says them is read off what stands around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stance.extraction.candidates import Candidate
from stance.extraction.phrases import main_subject, phrase_behind
from stance.extraction.spans import make_span
from stance.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stance.extraction.words import Words

MIN_WORDS: Final = 7
_BARE: Final = re.compile(r"[Q.,?!()-]*")
_QUOTATION: Final = re.compile("Q")
_LONG_WORD: Final = re.compile(r"(?<![\w'’-])[^\W\d_](?=[^\W\d_]{3})")  # first letters of words of four and more
_CLOSED: Final = re.compile(r"[.!?][\"”»'’]*$")
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
    if "Q" not in words.tags:
        return
    spoken: Candidate | None = None
    for index, (sentence, candidates) in enumerate(zip(ranges, found, strict=True)):
        bare = _BARE.fullmatch(words.tags, *sentence) is not None
        for at in _loose(words, sentence, candidates):
            said = spoken if bare else _quoted_before(candidates, words, at)
            if said is not None:  # '"We go," she said of the army. "It is over."'
                said.content.append(make_span(at, at + 1))
                continue
            if spoken is not None and at == sentence.start and _is_long(words, at):  # '"It is over" for her.'
                spoken.content.append(make_span(at, sentence.end - (words.tags[sentence.end - 1] == ".")))
                break
            source = _signature(words, sentence, at)
            if source is None and (bare or _is_long(words, at) or words.tags[max(at - 1, sentence.start)] == ":"):
                before = index - 1 if bare and index else index
                source = speaker_of(words, ranges[before], found[before])
            if source is None and not bare:  # from nobody in sight
                continue
            candidates.append(Candidate([make_span(at, at + 1)], None, source))
            spoken = candidates[-1] if bare else spoken
        spoken = _last_quoting(words, candidates) or (spoken if bare else None)


def _loose(words: Words, sentence: Span, candidates: Sequence[Candidate]) -> list[int]:
    quoted = [match.start() for match in _QUOTATION.finditer(words.tags, *sentence)]
    if not quoted:
        return quoted
    claimed = [piece for candidate in candidates for piece in candidate.content]
    return [
        at for at in quoted if not any(piece.start <= at < piece.end for piece in claimed) and not _is_title(words, at)
    ]


def _is_title(words: Words, at: int) -> bool:
    """Whether a quotation is the name of a book, a song or a programme."""
    text = words.text[words.start[at] : words.end[at]]
    n_capitals = 0
    for match in _LONG_WORD.finditer(text):
        if not match.group().isupper():
            return False
        n_capitals += 1
    return n_capitals > 1 and _CLOSED.search(text) is None


def _quoted_before(candidates: Sequence[Candidate], words: Words, at: int) -> Candidate | None:
    """Return the candidate of this sentence that is quoted before the word `at`."""
    for candidate in reversed(candidates):
        first, last = candidate.content[0], candidate.content[-1]
        if (
            candidate.cue is not None
            and max(candidate.cue.start, last.end - 1) < at
            and words.tags[first.end - 1] == "Q"
        ):
            return candidate
    return None


def _is_long(words: Words, at: int) -> bool:
    return len(words.text[words.start[at] : words.end[at]].split(None, MIN_WORDS)) >= MIN_WORDS


def _signature(words: Words, sentence: Span, at: int) -> Span | None:
    """Return the name behind a dash: '"..." — Smith'."""
    match = _SIGNED.match(words.tags, at + 1, sentence.end)
    return phrase_behind(words, match.end(), sentence.end) if match else None


def speaker_of(words: Words, sentence: Span, candidates: Sequence[Candidate]) -> Span | None:
    """Return the source of the last candidate of a sentence, or the subject of the sentence."""
    for candidate in reversed(candidates):
        if candidate.source is not None and candidate.named is None:
            return candidate.source
    return main_subject(words, *sentence)


def _last_quoting(words: Words, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the last candidate whose content ends in a quotation, or is one and who said it to whom."""
    for candidate in reversed(candidates):
        first, last = candidate.content[0], candidate.content[-1]
        if words.tags[last.end - 1] == "Q" or words.tags[first.start : first.start + 1] == "Q":
            return candidate
    return None
