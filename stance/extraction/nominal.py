"""Cues that are no verbs: "is open to", "according to", "his call for"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stance.extraction.cues import CUE_NOUNS
from stance.extraction.phrases import phrase_before, phrase_behind, subject_before
from stance.extraction.spans import make_span
from stance.types import Span

if TYPE_CHECKING:
    from stance.extraction.reading import Reading

_STATES: Final = frozenset(
    {*("is", "are", "was", "were", "be", "been", "being", "am"), *("'m", "'re", "'s")}
    | {"remain", "remains", "remained", "seem", "seems", "feel"}
)
_TOWARDS: Final = frozenset({"open", "opposed", "committed", "resigned"})  # "to" is a preposition behind these
_LIGHT: Final = frozenset({"made", "make", "makes", "making", "issued", "gave", "gives"})
_NOMINAL_END: Final = re.compile(r"[VSa,;:-]|(?<![dHrj])v")


def read_adjective(reading: Reading, at: int) -> None:
    """Read "Smith is open to ..."."""
    group = reading.sentence.group_start(at)
    bound = reading.words.lower[at] in ("certain", "sure") and reading.sentence.tag(at + 1) == "T"  # "is sure to win"
    if bound or reading.is_reported(at) or _STATES.isdisjoint(reading.words.lower[group:at]):
        return
    source = subject_before(reading.words, group, reading.lo)
    if source is not None and reading.words.lower[source.start] == "it" and source.end == source.start + 1:
        return
    against = reading.tags[at] == "p"
    if source is not None and (against or reading.sentence.tag(at + 1) in "ptThQs"):
        behind = reading.sentence.tag(at + 1)
        towards = (not against and behind == "p") or (behind == "T" and reading.words.lower[at] in _TOWARDS)
        start = at + 2 if towards else at + 1
        reading.add([make_span(start, reading.sentence.content_end(start))], make_span(group, start), source)


def read_according(reading: Reading, at: int) -> None:
    """Read "..., according to Smith" and "..., per Smith"."""
    behind = at + 1
    if reading.words.lower[at] == "according":
        behind += 1
        if reading.words.lower[at + 1 : behind] != ["to"]:
            return
    elif reading.sentence.tag(at - 1) != ",":
        return
    source = phrase_behind(reading.words, behind, reading.hi)
    if source is None:
        return
    content = [make_span(reading.lo, at)] if at - reading.lo > 1 else []
    comma = reading.tags.find(",", source.end, reading.hi)
    if comma > 0 and not (content and reading.sentence.is_clause_before(at)):
        content.append(make_span(comma + 1, reading.hi))
    reading.add(content, make_span(at, behind), source)


def read_noun(reading: Reading, at: int) -> None:
    """Read "Smith's call for ...", "his claim that ..." and "Smith renewed his call for ..."."""
    link = reading.sentence.tag(at + 1)
    owner = at
    while owner > reading.lo and reading.tags[owner - 1] in "njvgBS#r" and reading.words.lower[owner - 1] not in _LIGHT:
        owner -= 1
    fits = link in "Tt" or (
        reading.words.lower[at + 1 : at + 2] and reading.words.lower[at + 1] in CUE_NOUNS[reading.words.lower[at]]
    )
    if link == "T" and reading.sentence.tag(at + 2) in "NdHo#":  # "support to Smith"
        return
    if link == "t" and reading.sentence.tag(at + 2) in "avVS":  # "statements that hurt"
        return
    if fits and reading.sentence.tag(owner - 1) == "d":
        owner -= 1
    light = reading.words.lower[owner - 1] in _LIGHT if owner > reading.lo else False
    if not fits or not (light or reading.sentence.tag(owner - 1) in "'H"):
        return
    source, cue = _maker(reading, owner - 1) if light else _holder(reading, owner - 1, at)
    deep = reading.is_reported(at)
    if (
        source is None
        or reading.sentence.tag(source.start - 1) in "VSBGvg"
        or (deep and (cue == at or "N" not in reading.tags[source.start : source.end]))
    ):
        return
    start = at + 2 if link == "p" else at + 1
    bare = link == "p" and reading.sentence.tag(start) != "h"  # not "questions about whether ..."
    stop = _NOMINAL_END.search(reading.tags, start + 1, reading.hi) if bare else None
    end = stop.start() if stop else reading.sentence.content_end(start)
    reading.add([make_span(start, end)], make_span(cue, start), source)


def _maker(reading: Reading, verb: int) -> tuple[Span | None, int]:
    """Return who speaks in "Smith made a call for ...", and where the cue begins."""
    group = reading.sentence.group_start(verb)
    return reading.subject(verb, group), group


def _holder(reading: Reading, owner: int, at: int) -> tuple[Span | None, int]:
    """Return who holds the view that the noun at `at` names, and where the cue begins."""
    if reading.tags[owner] == "'":
        return phrase_before(reading.words, owner, reading.lo), at
    verb = owner - 1
    if reading.sentence.tag(verb) in "VSBGvg":
        group = reading.sentence.group_start(verb)
        source = reading.subject(verb, group)
        if source is not None and source.end <= group:
            return source, group
    return make_span(owner, owner + 1), at
