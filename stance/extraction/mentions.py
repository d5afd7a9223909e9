"""Mentions of people and organisations: where names stand, with the titles, roles and genders that go with them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from stance.extraction.descriptions import begins_clause, is_personal
from stance.extraction.names import (
    FEMALE_NAMES,
    FEMALE_NOUNS,
    FIRST_NAMES,
    LEADING,
    MALE_NAMES,
    MALE_NOUNS,
    NAME_PARTICLES,
    NATIONALITY_ENDINGS,
    ORGANISATION_WORDS,
    PARTIES,
    PERSON_HEADS,
    PLACE_BEGINNINGS,
    PLACES,
    PRONOUNS,
    QUANTIFIERS,
    TITLES,
)
from stance.extraction.recency import EMBEDDED, OTHER, SUBJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stance.extraction.names import Gender
    from stance.extraction.words import Words

_APPOSITION: Final = re.compile(r",(?:#,)?([dHnNjgvB#p'r]{1,12})(?=[,.:?!wV(]|$)")
_FINITE: Final = re.compile("[aVSB]")
_OPENING: Final = re.compile(r"(?:^|[.?!Q])[dH]?[nNj']{0,6},?$")  # "Senator Ruiz, 52," or "His brother, Tom,"
_BEFORE_NAMES: Final = "nNjB'"  # tags of titles and roles
_PHRASE_TAGS: Final = "dHnNj'"
_NO_ROLES: Final[frozenset[str]] = frozenset()
_FURTHER: Final = re.compile("N{1,4}")
_LOWER: Final = re.compile("[a-z]")
_HEADLINE, _CAPITALS = 5, 0.65  # words that a headline has, and the share of them that begins with a capital
_SENTENCE: Final = 60  # words that a sentence is taken to have
_PARTY: Final = re.compile(r"(?:\(|, )([RD])-([A-Z][\w.]*)")


class Name:
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
    weight : int
        How far it stands out where it is, see `stance.extraction.recency`.
    """

    __slots__ = ("end", "is_person", "parts", "roles", "start", "weight")

    def __init__(
        self,
        parts: tuple[str, ...],
        roles: frozenset[str],
        *,
        start: int,
        end: int,
        is_person: bool | None,
        weight: int,
    ) -> None:
        self.parts, self.roles, self.start, self.end = parts, roles, start, end
        self.is_person, self.weight = is_person, weight

    @property
    def text(self) -> str:
        """The name in one string."""
        return " ".join(self.parts)


class Pronoun:
    """A pronoun of one person.

    Parameters
    ----------
    start : int
        Offset, as far as the caller moved it.
    gender : {"m", "f"}
    is_subject : bool
    """

    __slots__ = ("gender", "is_subject", "start")

    def __init__(self, start: int, gender: Gender, is_subject: bool) -> None:
        self.start, self.gender, self.is_subject = start, gender, is_subject


def find_pronouns(words: Words, shift: int = 0) -> list[Pronoun]:
    """Return "he", "her" and their like outside quotations, in the order of the text, offsets moved by `shift`."""
    return [
        Pronoun(words.start[at] + shift, PRONOUNS[words.lower[at]], words.tags[at] == "s")
        for at in words.pronouns
        if words.tags[at] in "soH"
    ]


def find_names(words: Words, shift: int = 0) -> list[Name]:
    """Return the names of a paragraph outside its quotations, in the order of the text, offsets moved by `shift`."""
    found: list[Name] = []
    tags = words.tags
    is_title_case = words.is_headline and _is_title_case(words)
    sentence, n_stops = 0, 0
    begin = tags.find("N")
    while begin >= 0:
        while n_stops < len(words.stops) and words.stops[n_stops] < begin:
            sentence = words.stops[n_stops] + 1
            n_stops += 1
        behind = _run_end(tags, begin)
        if behind == begin + 1 and not is_title_case:
            found.append(_name(words, sentence, begin, behind, shift))
        else:
            for part in _split_run(words, begin, behind):
                start, end = _known_part(words, *part) if is_title_case else part
                if end > start:
                    found.append(_name(words, sentence, start, end, shift))
        begin = tags.find("N", behind)
    return found


def _run_end(tags: str, begin: int) -> int:
    """Return where a run of capitalised words ends; quoted nicknames and common words may stand inside."""
    end = begin + 1
    while end < len(tags) and (tags[end] in "Nq" or (tags[end] == "n" and tags[end + 1 : end + 2] in ("n", "N"))):
        end += 1
    return end


def _is_title_case(words: Words) -> bool:
    """Whether a paragraph of capitals is a headline, and not one of a text that is all in capitals."""
    if len(words) < _HEADLINE:
        return False
    n_capitals = sum(words.text[start].isupper() for start in words.start)
    is_long = n_capitals > _CAPITALS * len(words)
    return is_long and _LOWER.search(words.text, words.start[0], words.limit) is not None


def _known_part(words: Words, start: int, end: int) -> tuple[int, int]:
    """Keep the first name and the one behind it: in a headline the other words have capitals too."""
    first = next((at for at in range(start, end - 1) if words.lower[at] in FIRST_NAMES), end)
    return first, min(end, first + 2)


def _split_run(words: Words, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a run at common words that are no name particles, and behind its last title."""
    begin = start
    for at in range(start, end):
        tag = words.tags[at]
        if (tag == "n" and words.lower[at] not in NAME_PARTICLES) or (at > start and begins_clause(words.lower[at])):
            yield begin, at
            begin = at + 1
        elif at + 1 < end and _is_before_name(words.lower[at], end - at):
            begin = at + 1
    yield begin, end


def _is_before_name(word: str, length: int) -> bool:
    """Whether the first of so many capitalised words is a title or a determiner of those behind it."""
    is_title = word.rstrip(".") in TITLES or (length > 2 and word in PERSON_HEADS and word not in FIRST_NAMES)
    return is_title or word in LEADING or word in QUANTIFIERS


def _name(words: Words, sentence: int, start: int, end: int, shift: int) -> Name:
    """Read the name at the words `start` up to `end`, in the sentence that begins at the word `sentence`."""
    text, lower, tags = words.text, words.lower, words.tags
    while end > start + 1 and tags[end - 1] in "qn":
        end -= 1
    if end - start > 2 and lower[start + 1] in FIRST_NAMES and lower[start] not in FIRST_NAMES:
        start += 1  # "Owner Gary Brown" at the beginning of a sentence
    if end == start + 1:
        parts: tuple[str, ...] = (text[words.start[start] : words.end[start]],)
    else:
        parts = tuple([text[words.start[at] : words.end[at]] for at in range(start, end)])
    is_person = _is_person(lower, start, end)
    if parts[0].isupper() and _is_shouted(words, parts):
        is_person = False
    if is_person is False and lower[end : end + 1] == ["of"] and lower[end - 1] in ORGANISATION_WORDS:
        further = _FURTHER.match(tags, end + 1)
        if further:  # "Department of Education"
            parts = (*parts, "of", *(text[words.start[at] : words.end[at]] for at in range(*further.span())))
            end = further.end()
    roles = _roles_before(words, start) if start and tags[start - 1] in _BEFORE_NAMES else _NO_ROLES
    if tags[end : end + 1] in ("(", ","):
        roles |= _roles_behind(words, end)
    weight = weight_of(tags, sentence, start, end)
    begin, behind = words.start[start] + shift, words.end[end - 1] + shift
    return Name(parts, roles, start=begin, end=behind, is_person=is_person, weight=weight)


def _is_shouted(words: Words, parts: tuple[str, ...]) -> bool:
    """Whether all is in capitals amid a text that is not: a notice such as "FULL TEXT"."""
    return not words.is_headline and all(part.isupper() and len(part) > 3 for part in parts)


def weight_of(tags: str, sentence: int, start: int, end: int) -> int:
    """Return how far a mention stands out: the subject of a sentence, whose first word is given, more than others."""
    behind = tags[end : end + 1] or "."
    if behind in "nj":  # "Hale supporters"
        return OTHER
    if sentence in (start, start - (tags[start - 1] == "d")):
        return SUBJECT
    if tags[sentence] in "bh" and start - sentence <= _SENTENCE:
        comma = tags.rfind(",", sentence, start)
        if not tags[max(sentence, comma) + 1 : start].strip(_PHRASE_TAGS):  # "When Ruiz left, Hale spoke"
            return SUBJECT if comma >= 0 and behind in "avVSB" else EMBEDDED
    is_subject = behind in "avVSB" or tags[start - 1] in "VSB"
    if behind in ",(" and _OPENING.search(tags, max(0, start - _SENTENCE), start):
        return SUBJECT
    if not is_subject:
        return EMBEDDED if behind == "'" else OTHER
    before = _FINITE.search(tags, max(sentence, start - _SENTENCE), start)
    return EMBEDDED if before else SUBJECT


def _roles_before(words: Words, start: int) -> frozenset[str]:
    at = start
    while at > 0 and words.tags[at - 1] in _BEFORE_NAMES and start - at < 6:
        at -= 1
    return frozenset([word.rstrip(".") for word in words.lower[at:start]])


def _roles_behind(words: Words, end: int) -> frozenset[str]:
    party = _PARTY.match(words.text, words.start[end])
    if party:
        return frozenset({"republican" if party.group(1) == "R" else "democrat", party.group(2).lower()})
    match = _APPOSITION.match(words.tags, end)
    if match is None:
        return _NO_ROLES
    return frozenset(words.lower[match.start(1) : match.end(1)]) | {"aged" if words.tags[end + 1] == "#" else "named"}


def _is_person(lower: list[str], start: int, end: int) -> bool | None:
    """Tell a person from an organisation or place by the words of the name and those around it, or say None."""
    kind, is_settled = _kind(tuple(lower[start:end]))
    if is_settled:
        return kind
    before = lower[start - 1] if start else ""
    if before.rstrip(".") in TITLES:
        return True
    behind = lower[end] if end < len(lower) else ""
    if end - start > 1 and (is_personal(before) or (behind == "," and lower[end + 1 : end + 2] == ["who"])):
        return True
    is_group = before in ORGANISATION_WORDS  # "the group al-Shabab"
    return False if is_group or before in ("the", "a", "an") or behind == "for" else kind


@lru_cache(maxsize=1 << 14)
def _kind(lower: tuple[str, ...]) -> tuple[bool | None, bool]:
    """Return what the words of a name alone tell, and whether nothing around them can change that."""
    last = lower[-1].rstrip(".")
    if last in PARTIES or last in ORGANISATION_WORDS or lower[0] in ORGANISATION_WORDS or " ".join(lower) in PLACES:
        return False, True
    if lower[0] in FIRST_NAMES:
        return True if len(lower) > 1 else None, True
    is_other = (
        lower[0] in PLACE_BEGINNINGS
        or lower[0].endswith(NATIONALITY_ENDINGS)
        or any(word in ORGANISATION_WORDS for word in lower)
    )
    return False if is_other else None, False


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
