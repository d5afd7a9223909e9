"""Mentions of people and organisations: where names stand, with the titles, roles and genders that go with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from stance.extraction.cues import TEXT_NOUNS
from stance.extraction.names import (
    FEMALE_NAMES,
    FEMALE_NOUNS,
    LEADING,
    MALE_NAMES,
    MALE_NOUNS,
    NAME_PARTICLES,
    NATIONALITY_ENDINGS,
    ORGANISATION_WORDS,
    PLACE_BEGINNINGS,
    PLACES,
    TAILS,
    TITLES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stance.extraction.words import Words

Gender = Literal["m", "f", ""]

_RUN: Final = re.compile(r"N(?:[Nq](?=[Nn q]|)|n(?=[Nn]{1,2}))*")
_APPOSITION: Final = re.compile(r",(?:#,)?([dHnNjgvB#p'r]{1,12})(?=[,.:?!wV(]|$)")
_PARTY: Final = re.compile(r"\(([RD])-")


class Name(NamedTuple):
    """A run of capitalised words, without the titles before it.

    Parameters
    ----------
    parts : tuple of str
        Words of the name as they stand.
    roles : frozenset of str
        Titles before it and nouns of the apposition behind it, in lower case.
    start, end : int
        Offsets, as far as the caller moved them.
    is_person : bool or None
        None where the words alone cannot tell.
    is_subject : bool
        Whether it opens its sentence or a verb follows.
    """

    parts: tuple[str, ...]
    roles: frozenset[str]
    start: int
    end: int
    is_person: bool | None
    is_subject: bool

    @property
    def text(self) -> str:
        """The name in one string."""
        return " ".join(self.parts)


def find_names(words: Words, shift: int = 0) -> Iterator[Name]:
    """Yield the names of a paragraph outside its quotations, in the order of the text, offsets moved by `shift`."""
    for run in _RUN.finditer(words.tags):
        for start, end in _split_run(words, run.start(), run.end()):
            if end > start:
                yield _name(words, start, end, shift)


def _split_run(words: Words, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a run at common words that are no name particles, and behind its last title."""
    begin = start
    for at in range(start, end):
        tag = words.tags[at]
        if tag == "n" and words.lower[at] not in NAME_PARTICLES:
            yield begin, at
            begin = at + 1
        elif words.lower[at].rstrip(".") in TITLES and at + 1 < end:
            begin = at + 1
    yield begin, end


def _name(words: Words, start: int, end: int, shift: int) -> Name:
    text, lower, tags = words.text, words.lower, words.tags
    while end > start + 1 and tags[end - 1] in "qn":
        end -= 1
    if end - start > 2 and _is_first_name(lower[start + 1]) and not _is_first_name(lower[start]):
        start += 1  # "Owner Gary Brown" at the beginning of a sentence
    roles = _roles_before(words, start) | _roles_behind(words, end)
    parts = tuple(text[words.start[at] : words.end[at]] for at in range(start, end))
    behind = tags[end] if end < len(tags) else "."
    begins = start == 0 or tags[start - 1] in ".?!Q:;"
    return Name(
        parts,
        roles,
        words.start[start] + shift,
        words.end[end - 1] + shift,
        _is_person(lower[start:end], roles, lower[start - 1] if start else ""),
        begins
        or behind in "avVSB"
        or tags[start - 1] in "VSB"
        or (behind in ",(" and (start < 2 or tags[start - 2] in ".Q")),
    )


def _roles_before(words: Words, start: int) -> frozenset[str]:
    found = []
    at = start
    while at > 0 and words.tags[at - 1] in "nNjB'" and start - at < 6:
        at -= 1
        found.append(words.lower[at].rstrip("."))
    return frozenset(found)


def _roles_behind(words: Words, end: int) -> frozenset[str]:
    party = _PARTY.match(words.text, words.start[end]) if end < len(words) else None
    if party:
        return frozenset({"republican" if party.group(1) == "R" else "democrat"})
    match = _APPOSITION.match(words.tags, end)
    if match is None:
        return frozenset()
    return frozenset(words.lower[match.start(1) : match.end(1)]) | {"aged" if words.tags[end + 1] == "#" else "named"}


def _is_first_name(word: str) -> bool:
    return word in FEMALE_NAMES or word in MALE_NAMES


def _is_person(lower: Sequence[str], roles: frozenset[str], before: str) -> bool | None:
    """Tell a person from an organisation or place by the words of the name, or say None."""
    last = lower[-1].rstrip(".")
    if last in ORGANISATION_WORDS or lower[0] in ORGANISATION_WORDS or " ".join(lower) in PLACES:
        return False
    if lower[0] in FEMALE_NAMES or lower[0] in MALE_NAMES:
        return True if len(lower) > 1 else None
    if before.rstrip(".") in TITLES:
        return True
    if before in ("the", "a", "an") or lower[0] in PLACES or lower[0] in PLACE_BEGINNINGS:
        return False
    if lower[0].endswith(NATIONALITY_ENDINGS) or any(word in ORGANISATION_WORDS for word in lower):
        return False
    return None


def gender_of(first_name: str, roles: frozenset[str]) -> Gender:
    """Return the gender that a first name or the words around a name give away.

    Examples
    --------
    >>> gender_of("Claudia", frozenset({"president"}))
    'f'
    """
    if roles & FEMALE_NOUNS:
        return "f"
    if roles & MALE_NOUNS:
        return "m"
    first = first_name.lower()
    return "f" if first in FEMALE_NAMES else "m" if first in MALE_NAMES else ""


def likely_gender(first_name: str) -> Gender:
    """Guess from the ending, which tells in most Romance languages; for where nothing better is known."""
    return "f" if first_name.endswith("a") else "m" if first_name.endswith("o") else ""


class Mention(NamedTuple):
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
    """

    words: tuple[str, ...]
    name: tuple[str, ...]
    roles: frozenset[str]
    is_definite: bool

    @property
    def head(self) -> str:
        """Last word before the first preposition, in lower case."""
        return self.words[self.head_size - 1].lower().rstrip(".")

    @property
    def head_size(self) -> int:
        """Number of words before the first preposition."""
        links = (at for at, word in enumerate(self.words) if at and word.lower() in TAILS)
        return next(links, len(self.words))


_POSSESSIVE: Final = re.compile(r"['’]s?$")


def read_mention(text: str) -> Mention | None:
    """Take a source phrase apart.

    Examples
    --------
    >>> read_mention("Foreign Minister Ana Ruiz of Spain").name
    ('Ana', 'Ruiz')
    >>> read_mention("the state prosecutor's office").words
    ('state', "prosecutor's", 'office')
    """
    words = re.findall(r"[\w\"“(][^\s,;:]*|&", re.sub(r"\([^)]{0,40}\)", " ", text))
    is_definite = bool(words) and words[0].lower() in ("the", "that", "this")
    while len(words) > 1 and (words[0].lower() in LEADING or words[0].isdigit()):
        del words[0]
    if not words:
        return None
    words[-1] = _POSSESSIVE.sub("", words[-1])
    if words[-1].lower() in TEXT_NOUNS and len(words) > 2 and words[-2][0].isupper():
        words = _last_capitals(words[:-1])  # "a recent New York Times report"
    bare = Mention(tuple(words), (), frozenset(), is_definite)
    name, roles = _proper_part(words[: bare.head_size])
    return bare._replace(name=tuple(name), roles=frozenset(roles))


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
        if is_title or _POSSESSIVE.search(word) or not (word[0].isupper() or low in NAME_PARTICLES or word[0] in '"“'):
            roles.update(part.lower().rstrip(".") for part in name)
            roles.add(low)
            name = []
        elif name or low not in NAME_PARTICLES:
            name.append(word)
    if len(name) > 2 and _is_first_name(name[1].lower()) and not _is_first_name(name[0].lower()):
        roles.add(name.pop(0).lower())
    return name, roles
