"""Source phrases, taken apart: "Foreign Minister Ana Ruiz of Spain", "the Trump campaign", "her lawyer"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from stance.extraction.cues import TEXT_NOUNS
from stance.extraction.names import (
    CUTS,
    DEPARTMENTS,
    FIRST_NAMES,
    LEADING,
    NAME_PARTICLES,
    OFFICES,
    PERSON_HEADS,
    QUANTIFIERS,
    TAILS,
    THINGS,
    TITLES,
)
from stance.extraction.vocabulary import TAGS

if TYPE_CHECKING:
    from collections.abc import Sequence

_PARTY: Final = re.compile(r"\([^)]{0,40}\)|, [RDI]-[A-Z][\w.]*")
_WORD: Final = re.compile(r"[\w\"“(][^\s,;:]*|&")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_PROPER: Final = re.compile(r"[A-Z\"“]|[^\W\d_a-z]|(?:al|el|ul|as|ad|an|ar|ash|az)-[A-Z]")
_PERSONAL_ENDINGS: Final = (
    "-year-old",
    "man",
    "woman",
    "person",
    "ist",
    "ician",
    "er",
    "or",
    "ant",
    "official",
    "aide",
    "source",
)
_COMMON_COMPOUND: Final = re.compile(r"-(?:of|old|born|based|elect)\b")


class Mention:
    """A source phrase, taken apart.

    Parameters
    ----------
    words : tuple of str
        Its words without leading determiners.
    name : tuple of str
        The capitalised words that end its head; empty for "the minister".
    roles : frozenset of str
        The other words of the head, in lower case.
    is_definite : bool
        Whether it begins with "the" or "that".

    Attributes
    ----------
    head_size : int
        Number of words before the first preposition.
    head : str
        Last word before the first preposition, in lower case.
    modifiers : frozenset of str
        What is said of the head: the other words that are no prepositions, in lower case.
    """

    __slots__ = ("head", "head_size", "is_definite", "modifiers", "name", "roles", "words")

    def __init__(
        self, words: tuple[str, ...], name: tuple[str, ...], roles: frozenset[str], *, is_definite: bool
    ) -> None:
        self.words, self.name, self.roles, self.is_definite = words, name, roles, is_definite
        self.head_size = _head_size(words)
        self.head = words[self.head_size - 1].lower().rstrip(".")
        lower = [_POSSESSIVE.sub("", word).lower() for word in words]
        said = frozenset([word for word in lower if word not in TAILS and word not in LEADING])
        self.modifiers = said - {self.head}

    @property
    def is_linked(self) -> bool:
        """Whether it goes on as "Parents for Action" does, and is more than the name before that."""
        behind = self.words[self.head_size : self.head_size + 2]
        return (
            len(behind) == 2
            and behind[0] == "for"
            and is_proper(behind[1])
            and self.words[0].lower() not in FIRST_NAMES
        )


@lru_cache(maxsize=1 << 12)
def read_mention(text: str) -> Mention | None:
    """Take a source phrase apart.

    Examples
    --------
    >>> read_mention("Foreign Minister Ana Ruiz of Spain").name
    ('Ana', 'Ruiz')
    >>> read_mention("Secretary of State Ana Ruiz").name
    ('Ana', 'Ruiz')
    >>> read_mention("the state prosecutor's office").words
    ('state', "prosecutor's", 'office')
    """
    before, text = _split_apposition(_PARTY.sub(" ", text))
    words = _WORD.findall(text)
    is_definite = bool(words) and words[0].lower() in ("the", "that", "this")
    while len(words) > 1 and (words[0].lower() in LEADING or begins_clause(words[0].lower())):
        del words[0]
    if not words:
        return None
    if len(words) > 1 and (words[0].lower() in QUANTIFIERS or words[0].isdigit()):
        words[0] = words[0].lower()
    del words[next((at for at, word in enumerate(words) if at and word.lower() in CUTS), len(words)) :]
    words[-1] = _POSSESSIVE.sub("", words[-1])
    if words[-1].lower() in TEXT_NOUNS and len(words) > 2 and words[-2][0].isupper():
        words = _last_capitals(words[:-1])  # "a recent New York Times report"
    behind = _behind_office(words)
    if behind:
        return Mention(tuple(words[behind:]), tuple(words[behind:]), _lower(words[:behind]), is_definite=False)
    name, roles = _proper_part(words[: _head_size(words)])
    return Mention(tuple(words), tuple(name), frozenset(roles) | _lower(before), is_definite=is_definite)


def _head_size(words: Sequence[str]) -> int:
    """Return the number of words before the first preposition."""
    return next((at for at, word in enumerate(words) if at and word.lower() in TAILS), len(words))


def _split_apposition(text: str) -> tuple[list[str], str]:
    """Return the words that describe, and the name, of "the mayor, Ana Ruiz" and of "Ana Ruiz, the mayor"."""
    first, comma, second = text.partition(", ")
    if not comma:
        return [], text
    one, other = _WORD.findall(first), _WORD.findall(second)
    if other and all(map(is_proper, other)) and not is_proper(one[-1] if one else "x"):
        return one, second
    if len(one) > 1 and all(map(is_proper, one)) and one[0].lower() not in LEADING:
        return other, first
    return [], text


@lru_cache(maxsize=1 << 14)
def is_personal(noun: str) -> bool:
    """Return whether a common noun in lower case means one person.

    Examples
    --------
    >>> is_personal("senator"), is_personal("biologist"), is_personal("letter"), is_personal("officials")
    (True, True, False, False)
    """
    return noun not in THINGS and (noun in TITLES or noun in PERSON_HEADS or noun.endswith(_PERSONAL_ENDINGS))


def is_plural(noun: str) -> bool:
    """Whether a noun has the form of a plural.

    Examples
    --------
    >>> is_plural("officials"), is_plural("press"), is_plural("virus"), is_plural("analysis")
    (True, False, False, False)
    """
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def begins_clause(word: str) -> bool:
    """Return whether a word in lower case links clauses, and is part of no name however it is written.

    Examples
    --------
    >>> begins_clause("while"), begins_clause("will"), begins_clause("may"), begins_clause("del")
    (True, False, False, False)
    """
    return word not in FIRST_NAMES and word not in NAME_PARTICLES and word != "may" and TAGS.get(word, "N") in "bpchrta"


def is_proper(word: str) -> bool:
    """Return whether a word is written as a part of a name.

    Examples
    --------
    >>> is_proper("Ruiz"), is_proper("al-Masri"), is_proper("mum-of-three"), is_proper("Mum-of-three")
    (True, True, False, False)
    """
    return _PROPER.match(word) is not None and _COMMON_COMPOUND.search(word) is None


def _lower(words: Sequence[str]) -> frozenset[str]:
    return frozenset(_POSSESSIVE.sub("", word).lower().rstrip(".") for word in words)


def _behind_office(words: Sequence[str]) -> int:
    """Return where the person begins in "Secretary of State Ana Ruiz", 0 if the phrase is no such one."""
    for at in range(1, len(words) - 2):
        office = words[at - 1].lower().rstrip(".")
        if office in OFFICES and words[at].lower() == ("to" if office == "ambassador" else "of"):
            known = (k for k in range(at + 2, len(words) - 1) if words[k].lower() in FIRST_NAMES)
            begin = next(known, at + 2 if words[at + 1].lower() in DEPARTMENTS and len(words) - at == 4 else 0)
            is_another = any(word.lower().rstrip(".") in TITLES for word in words[at + 1 : begin])
            if begin and not is_another and all(map(is_proper, words[begin:])):
                return begin
    return 0


def _last_capitals(words: list[str]) -> list[str]:
    first = len(words)
    while first and words[first - 1][0].isupper():
        first -= 1
    return words[first:]


def _proper_part(head: Sequence[str]) -> tuple[list[str], set[str]]:
    """Split the head of a phrase into the name that ends it and the titles and other words before that."""
    name: list[str] = []
    roles: set[str] = set()
    for at, word in enumerate(head):
        low = _POSSESSIVE.sub("", word).lower().rstrip(".")
        is_title = low in TITLES and at + 1 < len(head)
        if is_title or _POSSESSIVE.search(word) or not (is_proper(word) or low in NAME_PARTICLES):
            roles.update(part.lower().rstrip(".") for part in name)
            roles.add(low)
            name = []
        elif name or low not in NAME_PARTICLES:
            name.append(word)
    while (
        len(name) > 2
        and name[0].lower() not in FIRST_NAMES
        and (name[1].lower() in FIRST_NAMES or name[0].lower() in PERSON_HEADS)
    ):
        roles.add(name.pop(0).lower())
    return name, roles
