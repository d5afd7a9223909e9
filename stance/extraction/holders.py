"""Whether a subject can hold the view that a verb of attitude names: "the mayor backs", not "the price supports"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from stance.extraction.cues import TEXT_NOUNS
from stance.extraction.descriptions import is_personal, is_plural
from stance.extraction.names import (
    FEMALE_NOUNS,
    GROUP_NOUNS,
    MALE_NOUNS,
    ORGANISATION_WORDS,
    QUANTIFIERS,
    UNRESOLVED,
)
from stance.extraction.phrases import antecedent

if TYPE_CHECKING:
    from stance.extraction.reading import Reading
    from stance.types import Span

_READERS: Final = frozenset({"i", "you", "we"})
_UNHELD: Final = frozenset({"could", "may", "might", "must", "should"})
_HOLDERS: Final = FEMALE_NOUNS | MALE_NOUNS | GROUP_NOUNS | ORGANISATION_WORDS | QUANTIFIERS | UNRESOLVED | TEXT_NOUNS
_MORE_HOLDERS: Final = frozenset(
    """
    audience bill bloc community constituency couple crowd data defence defense electorate establishment faction firm
    friend generation household law leadership left legislation majority mate men minority mob opposition parent partner
    people percent poll population public quarter record research right side survey test third women world youth
    """.split()  # noqa: SIM905
)


def holds_view(reading: Reading, at: int, group: int, source: Span) -> bool:
    """Whether an attitude is that of a subject worth reporting: not the writer's, the reader's, or a thing's.

    Parameters
    ----------
    reading : Reading
    at, group : int
        The verb of attitude, and where its verb group begins.
    source : Span
        Its subject.
    """
    words, tags = reading.words, reading.tags
    if (tags[source.start] == "s" and words.lower[source.start] in _READERS) or not _UNHELD.isdisjoint(
        words.lower[group:at]
    ):
        return False
    if tags[source.start] == "w":
        named = antecedent(words, source.start, reading.lo)  # behind a comma; "a man who wants" describes a man
        return named is not None and "N" in tags[named.start : named.end] and tags[source.start - 1] == ","
    if tags[at] == "G" and "a" not in tags[group:at]:
        deed = group - 1 > reading.lo and tags[group - 1] == "p" and words.lower[group - 1] != "by"
        if deed or source.end == group:
            return False  # "accused of backing Smith", "a group backing Smith"
    before = reading.sentence.tag(source.start - 1)
    if before in "taVSBG" or (before in "nv" and source.start > reading.lo):
        return False  # "that Smith wants ..." is a part of something else, "topics Smith likes" lacks its object
    return not {"N", "s", "#"}.isdisjoint(tags[source.start : source.end]) or _may_hold(_head(reading, source))


def _head(reading: Reading, source: Span) -> str:
    """Return the noun before the first preposition."""
    end = next((at for at in range(source.start + 1, source.end) if reading.tags[at] in "pT"), source.end)
    return reading.words.lower[end - 1]


@lru_cache(maxsize=1 << 12)
def _may_hold(noun: str) -> bool:
    return is_plural(noun) or noun in _HOLDERS or noun in _MORE_HOLDERS or is_personal(noun)
