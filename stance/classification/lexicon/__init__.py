"""What is known of words before any training: concepts of the talk about intervention, and classes of words in use.

``concepts.toml`` was authored for this package. ``word_classes.tsv`` was made from word vectors by
``benchmarks/word_classes.py``, which says how.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

_VOWELS = frozenset("aeiou")


class Concepts(NamedTuple):
    """Names of concepts by word, and by pair of adjacent words; a pair goes before the word that ends it."""

    words: dict[str, str]
    pairs: dict[tuple[str, str], str]


@cache
def read_concepts() -> Concepts:
    """Read the concepts; a word that is listed goes before one that is a regular form of another.

    Examples
    --------
    >>> concepts = read_concepts()
    >>> concepts.words["condemning"], concepts.words["overthrow"], concepts.pairs["pull", "out"]
    ('CONDEMN', 'REGIME_CHANGE', 'WITHDRAW')
    """
    document = tomllib.loads(Path(__file__).with_name("concepts.toml").read_text(encoding="utf-8"))
    listed: dict[str, str] = {}
    formed: dict[str, str] = {}
    pairs: dict[tuple[str, str], str] = {}
    for name, entries in document.items():
        for entry in entries.split():
            first, _, second = entry.partition("_")
            if second:
                pairs.setdefault((first, second), name.upper())
                continue
            listed.setdefault(entry, name.upper())
            for form in regular_forms(entry):
                formed.setdefault(form, name.upper())
    return Concepts(formed | listed, pairs)


def regular_forms(word: str) -> set[str]:
    """Return a word with the regular endings of nouns, verbs and adverbs, whichever of them it is.

    Examples
    --------
    >>> sorted(regular_forms("deny"))
    ['denied', 'denies', 'denily', 'deny', 'denyed', 'denyes', 'denying', 'denyly', 'denys']
    """
    if len(word) < 3 or word.endswith(".") or "'" in word:
        return {word}
    forms = {word + ending for ending in ("", "s", "es", "ed", "ing", "ly")}
    if word.endswith("e"):
        forms |= {word + "d", word + "r", word + "rs", word[:-1] + "ing"}
    if word.endswith("y"):
        forms |= {word[:-1] + ending for ending in ("ies", "ied", "ily")}
    if word[-1] not in _VOWELS | set("wxy") and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        forms |= {word + word[-1] + ending for ending in ("ed", "ing")}
    return forms


@cache
def read_word_classes() -> dict[str, tuple[str, str]]:
    """Read the coarse and the fine class of each word, each named after its most frequent word.

    Examples
    --------
    >>> read_word_classes()["reckless"]  # doctest: +SKIP
    ('~~behavior', '~careless')
    """
    text = Path(__file__).with_name("word_classes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: (f"~~{coarse}", f"~{fine}") for word, coarse, fine in rows}
