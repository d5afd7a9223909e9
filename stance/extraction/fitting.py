"""Which of the speakers a phrase or a pronoun may stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stance.extraction.cues import TEXT_NOUNS
from stance.extraction.descriptions import is_personal, is_proper
from stance.extraction.names import GROUP_NOUNS, ORGANISATION_WORDS, PLACES

if TYPE_CHECKING:
    from stance.extraction.descriptions import Mention
    from stance.extraction.recency import Speaker

_THINGS: Final = (ORGANISATION_WORDS | TEXT_NOUNS) - GROUP_NOUNS
_NO_PEOPLE: Final = GROUP_NOUNS | ORGANISATION_WORDS
_STEM: Final = 4  # letters that tell "Chilean" from "Syrian", and not from "Chile"


def is_called(one: Speaker, head: str, wanted: frozenset[str]) -> bool:
    """Return whether a speaker goes by a noun, or by one of the titles that amount to it."""
    if one.is_person:
        return is_personal(head) and bool(wanted & one.roles)
    return one.head == head and (head in one.name.split() or not is_personal(head))  # not the newspaper "Union Leader"


def is_group(one: Speaker) -> bool:
    """Return whether "they" may take up a speaker."""
    last = one.name.split()[-1]
    is_plural = last.endswith("s") and (is_proper(last) or is_personal(last[:-1]))
    return not one.is_person and (is_plural or last.lower() in GROUP_NOUNS)


def is_organisation(one: Speaker) -> bool:
    """Return whether "it" may take up a speaker."""
    if one.is_person is not False:
        return False
    return one.head in _THINGS or (is_proper(one.name) and not is_group(one))


def may_be_person(phrase: Mention) -> bool:
    """Return whether a phrase that nothing else is known of may mean one person."""
    if phrase.name != phrase.words:
        return is_personal(phrase.head)
    return phrase.head not in _NO_PEOPLE and " ".join(phrase.words).lower() not in PLACES


def agreement(phrase: Mention, one: Speaker) -> int:
    """Return 1 if all that a phrase says of its head was said of a speaker, -1 if something else was, 0 if nothing."""
    if one.is_person and ("vice" in one.roles) != ("vice" in phrase.modifiers):
        return -1  # the vice president is not the president
    said = {word[:_STEM] for word in phrase.modifiers}
    known = {word[:_STEM] for word in (one.roles if one.is_person else one.modifiers)}
    if said <= known:
        return 1
    places = phrase.modifiers & PLACES
    if one.is_person and places and one.roles & PLACES and not places & one.roles:
        return -1  # the Florida senator is not Sen. Ruiz (R-Iowa)
    return 0 if one.is_person or not known or said & known else -1
