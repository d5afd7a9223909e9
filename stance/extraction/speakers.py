"""Who is who within one article: names and their short forms, roles, pronouns."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from stance.extraction.mentions import gender_of, likely_gender, read_mention
from stance.extraction.names import (
    FEMALE_NOUNS,
    GROUP_NOUNS,
    MALE_NOUNS,
    NAME_PARTICLES,
    ORGANISATION_WORDS,
    PERSON_HEADS,
    PLACES,
    ROLES,
    TITLES,
    UNRESOLVED,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from stance.extraction.mentions import Gender, Mention, Name

_PRONOUNS: Final = {
    **dict.fromkeys(("he", "his", "him", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("they", "their", "them", "themselves"), "group"),
    **dict.fromkeys(("it", "its", "itself"), "thing"),
}
_PRONOUN: Final = re.compile(r"\b(?:(he|his|him|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
_PERSONAL_ENDINGS: Final = ("-year-old", "man", "woman", "ist", "ician")
_ADMINISTRATION: Final = re.compile(r"\b[A-Z]\w+ administration\b")
_REACH: Final = 1800  # characters that a pronoun looks back
_MENTIONS: Final = 400  # mentions that a role looks back
_NAMESAKES: Final = 30  # people of one name who are told apart
_VOTE_REACH: Final = 250  # characters behind a name in which a pronoun tells its gender
_SUBJECT, _SPEAKER, _ROLE_SPEAKER = 150, 300, 200  # characters that such a mention seems nearer than it is
_KNOWN_GENDER: Final = 80


@dataclass(slots=True, eq=False)
class Speaker:
    """One person, organisation or group of the article.

    Parameters
    ----------
    name : str
        The fullest form of the name, without titles or a leading article.
    is_person : bool or None
        None where nothing tells.
    gender : {"m", "f", ""}
    roles : set of str
        Titles and nouns used of the speaker, in lower case.
    """

    name: str
    is_person: bool | None
    gender: Gender = ""
    roles: set[str] = field(default_factory=set)


class _Seen(NamedTuple):
    at: int
    order: int
    speaker: Speaker
    weight: int


class Cast:
    """The speakers of one article, and what was mentioned where.

    Parameters
    ----------
    names : iterable of Name
        All names of the article in the order of the text.
    text : str
        The article; the pronouns in it tell genders.
    """

    def __init__(self, names: Iterable[Name], text: str) -> None:
        self._speakers: dict[str, Speaker] = {}
        self._by_part: dict[str, list[Speaker]] = {}
        self._longer: dict[str, str] = {}
        self._seen: list[_Seen] = []
        self._administration = _ADMINISTRATION.search(text)
        names = list(names)
        alone = Counter(name.parts[0].lower() for name in names if len(name.parts) == 1)
        for name in names:
            if len(name.parts) == 1:
                continue
            if name.is_person or (name.is_person is None and _seems_personal(name, alone)):
                self._enter_person(name.parts, name.roles)
            else:
                self._longer.setdefault(name.parts[-1].lower(), name.text)
        for name in names:
            if name.is_person and len(name.parts) == 1 and self._match_name(name.parts, name.roles, name.start) is None:
                self._enter_person(name.parts, name.roles)
        for name in names:
            speaker = self._match_name(name.parts, name.roles, name.start)
            if speaker is not None:
                speaker.roles |= name.roles
                self._remember(speaker, name.start, _SUBJECT if name.is_subject else 0)
        self._learn_genders(text)

    def resolve(self, mention: str, at: int) -> Speaker | None:
        """Return who is meant by a mention that begins at offset `at`, and remember that they speak there.

        Returns
        -------
        Speaker or None
            None where a pronoun has nobody to stand for.
        """
        word = mention.lower()
        speaker: Speaker | None
        if word in _PRONOUNS:
            speaker = self._by_pronoun(_PRONOUNS[word], at)
        elif word in UNRESOLVED:
            speaker = None
        else:
            phrase = read_mention(mention)
            speaker = None if phrase is None else self._by_phrase(phrase, at)
        if speaker is not None:
            self._remember(speaker, at, _ROLE_SPEAKER if speaker.is_person is None else _SPEAKER)
        return speaker

    # -- entering

    def _enter_person(self, parts: tuple[str, ...], roles: Iterable[str], gender: Gender = "") -> Speaker:
        text = " ".join(parts)
        known = self._speakers.get(text.lower()) or self._fuller(parts)
        if known is None:
            known = Speaker(text, True, gender or gender_of(parts[0], frozenset(roles)))
            for part in parts:
                if part.lower() not in NAME_PARTICLES:
                    namesakes = self._by_part.setdefault(part.lower(), [])
                    if len(namesakes) < _NAMESAKES:
                        namesakes.append(known)
        self._speakers[text.lower()] = known
        known.roles.update(roles)
        return known

    def _fuller(self, parts: tuple[str, ...]) -> Speaker | None:
        """Find a person whose fuller name holds all of these parts, in order."""
        if len(parts) < 2:
            return None
        for speaker in self._by_part.get(parts[-1].lower(), ()):
            rest = iter(speaker.name.lower().split())
            if all(part.lower() in rest for part in parts):
                return speaker
        return None

    def _remember(self, speaker: Speaker, at: int, weight: int) -> None:
        insort(self._seen, _Seen(at, len(self._seen), speaker, weight))

    def _learn_genders(self, text: str) -> None:
        """Give a person of unknown gender that of the pronouns which most often follow the name."""
        people = [seen for seen in self._seen if seen.speaker.is_person]
        starts = [seen.at for seen in people]
        votes: Counter[tuple[int, Gender]] = Counter()
        for match in _PRONOUN.finditer(text):
            index = bisect_left(starts, match.start()) - 1
            if index >= 0 and match.start() - starts[index] < _VOTE_REACH:
                votes[id(people[index].speaker), "m" if match.group(1) else "f"] += 1
        for seen in people:
            male, female = votes[id(seen.speaker), "m"], votes[id(seen.speaker), "f"]
            if not seen.speaker.gender:
                told: Gender = "m" if male > female else "f"
                seen.speaker.gender = told if male != female else likely_gender(seen.speaker.name.split()[0])

    # -- pronouns

    def _before(self, at: int) -> Iterator[_Seen]:
        """Yield what was mentioned before an offset, nearest first, as far as a pronoun reaches."""
        for index in range(bisect_left(self._seen, (at,)) - 1, -1, -1):
            if at - self._seen[index].at > _REACH:
                return
            yield self._seen[index]

    def _by_pronoun(self, kind: str, at: int) -> Speaker | None:
        if kind == "group":
            return self._latest_speaker(at, lambda one: one.is_person is False and one.name.lower().endswith("s"))
        if kind == "thing":
            return self._latest_speaker(at, lambda one: one.is_person is False)
        gender: Gender = "m" if kind == "m" else "f"
        best = self._nearest_person(gender, at)
        if best is not None:
            best.gender = best.gender or gender
        return best

    def _latest_speaker(self, at: int, fits: Callable[[Speaker], bool]) -> Speaker | None:
        spoken = (seen.speaker for seen in self._before(at) if seen.weight >= _ROLE_SPEAKER)
        return next(filter(fits, spoken), None)

    def _nearest_person(self, gender: Gender, at: int) -> Speaker | None:
        best: Speaker | None = None
        highest = -float("inf")
        for seen in self._before(at):
            speaker = seen.speaker
            if speaker.is_person is False or speaker.gender not in (gender, ""):
                continue
            score = seen.weight - (at - seen.at) + (_KNOWN_GENDER if speaker.gender else 0)
            if score > highest:
                best, highest = speaker, score
        return best

    # -- names and roles

    def _match_name(self, parts: tuple[str, ...], roles: Iterable[str], at: int) -> Speaker | None:
        known = self._speakers.get(" ".join(parts).lower())
        if known is not None:
            return known
        lower = [part.lower() for part in parts]
        found = [one for one in self._by_part.get(lower[-1], ()) if set(lower) <= set(one.name.lower().split())]
        return found[0] if len(found) == 1 else self._choose(found, frozenset(roles), at)

    def _choose(self, found: list[Speaker], roles: frozenset[str], at: int) -> Speaker | None:
        """Tell relatives apart by title, gender or, failing that, by who was mentioned last."""
        gender = gender_of("", roles)
        fitting = [one for one in found if not gender or one.gender in (gender, "")]
        titled = [one for one in fitting if one.roles & roles & TITLES]
        fitting = titled or fitting or found
        recent = (seen.speaker for seen in self._before(at) if seen.speaker in fitting)
        return next(recent, fitting[0] if fitting else None)

    def _by_phrase(self, phrase: Mention, at: int) -> Speaker | None:
        named = self._match_name(phrase.name, phrase.roles, at) if phrase.name else None
        if named is not None:
            named.roles |= phrase.roles
            return named
        if phrase.is_definite:
            speaker = self._by_role(phrase, at)
            if speaker is not None:
                return speaker
        if phrase.name and (phrase.roles & TITLES or len(phrase.name) > 1) and self._looks_personal(phrase):
            return self._enter_person(phrase.name, phrase.roles)
        return self._enter_other(phrase)

    def _looks_personal(self, phrase: Mention) -> bool:
        lower = [word.lower().rstrip(".") for word in phrase.name]
        return (
            not phrase.is_definite
            and ORGANISATION_WORDS.isdisjoint(lower)
            and PLACES.isdisjoint((lower[0], " ".join(lower)))
        )

    def _by_role(self, phrase: Mention, at: int) -> Speaker | None:
        """Find who "the senator" is: whoever was called so, or was last spoken of and may be called so."""
        head = phrase.head
        wanted = ROLES.get(head, frozenset({head}))
        gender: Gender = "f" if head in FEMALE_NOUNS else "m" if head in MALE_NOUNS else ""
        last = bisect_left(self._seen, (at,))
        for seen in reversed(self._seen[max(0, last - _MENTIONS) : last]):
            one = seen.speaker
            if gender and one.gender not in (gender, ""):
                continue
            if (one.is_person and wanted & one.roles) or (
                one.is_person is not True and one.name.lower().split()[-1] == head
            ):
                return one
        if head in PERSON_HEADS or (head.endswith(_PERSONAL_ENDINGS) and not head.startswith("spokes")):
            return self._latest_speaker(
                at, lambda one: bool(one.is_person) and (not gender or one.gender in (gender, ""))
            )
        return None

    def _enter_other(self, phrase: Mention) -> Speaker:
        """Enter an organisation, a group, or a person who goes without a name."""
        text = " ".join(phrase.words)
        longer = self._longer.get(phrase.head, "")
        if phrase.name == phrase.words and longer.lower().endswith(" " + text.lower()):
            text = longer
        if text == "Washington" and self._administration is not None:
            text = self._administration.group()
        known = self._speakers.get(text.lower())
        if known is None:
            is_thing = (
                phrase.head in GROUP_NOUNS | ORGANISATION_WORDS or text.lower() in PLACES or phrase.head.endswith("s")
            )
            gender = gender_of("", phrase.roles | {phrase.head})
            known = Speaker(text, False if is_thing else None, gender, set(phrase.roles | {phrase.head}))
            self._speakers[text.lower()] = known
        return known


def _seems_personal(name: Name, alone: Counter[str]) -> bool:
    """Whether a part of a name stands alone elsewhere, or an age or a personal noun stands beside it."""
    if any(alone[part.lower()] for part in name.parts[1:]):
        return True
    return not name.roles.isdisjoint({"aged", *PERSON_HEADS, *TITLES})
