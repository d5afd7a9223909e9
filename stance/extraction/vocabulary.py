"""Closed word classes of English: every rule of this package reads words through their tag."""

from __future__ import annotations

from typing import Final

from stance.extraction.lexicon import read_lexicon

_LISTS = read_lexicon("vocabulary")

TAGS: Final[dict[str, str]] = {word: tag for tag, words in _LISTS["tags"].items() for word in words.split()}
"""Tag of each function word and each common verb that reports nothing."""

PUNCTUATION: Final[dict[str, str]] = {
    **dict.fromkeys((".", "…", "..."), "."),
    **dict.fromkeys(("—", "–", "--", "-", "―", "−"), "-"),
    **dict.fromkeys("([", "("),
    **dict.fromkeys(")]", ")"),
    **{mark: mark for mark in ",;:?!"},
    "&": "c",
    "%": "#",
}
"""Tag of each punctuation mark."""

ABBREVIATIONS: Final[frozenset[str]] = frozenset(_LISTS["abbreviations"].split())
STATES: Final[frozenset[str]] = frozenset(_LISTS["states"].split())
AFTER_STOP: Final[frozenset[str]] = frozenset(_LISTS["after_stop"].split())
