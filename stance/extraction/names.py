"""What tells people, organisations and places apart, and women from men: the name lists, ready for use."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, Literal

from stance.extraction.lexicon import read_lexicon

Gender = Literal["m", "f", ""]
"""Empty where it is unknown."""

_LISTS = read_lexicon("names")


def _list(key: str) -> frozenset[str]:
    return frozenset(_LISTS[key].split())


TITLES: Final = _list("titles")
EPITHETS: Final = _list("epithets")
PERSON_HEADS: Final = _list("person_heads")
ORGANISATION_WORDS: Final = _list("organisation_words")
PLACES: Final = _list("places")
PLACE_BEGINNINGS: Final = _list("place_beginnings")
NAME_PARTICLES: Final = _list("particles")
FEMALE_NOUNS: Final = _list("female_nouns")
MALE_NOUNS: Final = _list("male_nouns")
PARTIES: Final = frozenset({"republican", "democrat"})
SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
GROUP_NOUNS: Final = _list("group_nouns")
PRONOUNS: Final[dict[str, Gender]] = {
    **dict.fromkeys(("he", "his", "him", "himself"), "m"),
    **dict.fromkeys(("she", "her", "herself"), "f"),
}
"""Gender of each pronoun of one person."""

FEMALE_NAMES: Final = _list("female_names")
MALE_NAMES: Final = _list("male_names")
FIRST_NAMES: Final = FEMALE_NAMES | MALE_NAMES
ROLES: Final[dict[str, frozenset[str]]] = {role: frozenset(words.split()) for role, words in _LISTS["roles"].items()}
NATIONALITY_ENDINGS: Final[tuple[str, ...]] = tuple(_LISTS["nationality_endings"].split())
LEADING: Final = _list("leading")
QUANTIFIERS: Final = _list("quantifiers")
TAILS: Final = _list("tails")
CUTS: Final = _list("cuts")
THINGS: Final = _list("things")
OFFICES: Final = _list("offices")
DEPARTMENTS: Final = _list("departments")
UNRESOLVED: Final = _list("unresolved")


def fold(name: str) -> str:
    """Return a name in lower case and without accents, which one article may write and leave out.

    Examples
    --------
    >>> fold("López Obrador")
    'lopez obrador'
    """
    lower = name.lower()
    return lower if lower.isascii() else _without_accents(lower)


@lru_cache(maxsize=1 << 14)
def _without_accents(lower: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", lower) if not unicodedata.combining(letter))
