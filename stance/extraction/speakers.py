"""Who is who within one article: names and their short forms, roles, pronouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final

from stance.extraction.descriptions import Mention, is_personal, is_proper, read_mention
from stance.extraction.fitting import agreement, is_called, is_group, is_organisation, may_be_person
from stance.extraction.mentions import gender_of
from stance.extraction.names import (
    EPITHETS,
    FEMALE_NOUNS,
    MALE_NOUNS,
    NATIONALITY_ENDINGS,
    ORGANISATION_WORDS,
    PARTIES,
    PERSON_HEADS,
    PLACES,
    ROLES,
    TITLES,
    UNRESOLVED,
)
from stance.extraction.organisations import Organisations
from stance.extraction.people import People
from stance.extraction.recency import EMBEDDED, NAMELESS, SPEAKER, SUBJECT, Recency, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stance.extraction.groups import Group
    from stance.extraction.mentions import Name, Pronoun
    from stance.extraction.names import Gender

__all__ = ["Cast", "Speaker"]

_PRONOUNS: Final = {
    **dict.fromkeys(("he", "his", "him", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("they", "their", "them", "themselves"), "group"),
    **dict.fromkeys(("it", "its", "itself"), "thing"),
}
_EPITHET_ENDINGS: Final = ("-year-old", "man", "woman", "ist", "ician")
_NO_EPITHETS: Final = frozenset({"man", "woman", "person", "spokesman", "spokeswoman"})  # mostly somebody nameless
_ADJECTIVES: Final = ("ic", "al", "ed", "ern", *NATIONALITY_ENDINGS)
_OWNED: Final = re.compile(r"(his|her|its)\s+(\w.*)", re.IGNORECASE | re.DOTALL)
_MENTIONS: Final = 400  # mentions that a role looks back
_CALLED: Final = 80  # characters that somebody who was called so seems nearer
_TELLS: Final = re.compile(r"s?he (?:\w+ )?(?:told|asked|assured|reminded|thanked|warned) ", re.IGNORECASE)
_TITLES: Final = 25  # characters of the titles before a name
_OFTEN: Final = 3  # times that a single name is a subject before it may be somebody's
_EXPLETIVE: Final = re.compile(
    r"it(?:['’]s| is| was| seems| appears| remains| may be)(?: \w+ly| not| still| also| now)*"
    r" (?:un)?(?:clear|likely|possible|true|hard|easy|time|important|known|certain|impossible|obvious|that)\b",
    re.IGNORECASE,
)
_NEARBY: Final = 400  # characters that "they" and "it" look back


class Cast:
    """The speakers of one article, and what was mentioned where.

    Parameters
    ----------
    names : iterable of Name
        All names of the article in the order of the text.
    text : str
        The article.
    pronouns : iterable of Pronoun
        Its pronouns of one person, in the order of the text; they tell genders and carry on who is spoken of.
    groups : iterable of Group
        Its groups of people, for "they" to take up.
    """

    def __init__(
        self, names: Iterable[Name], text: str, pronouns: Iterable[Pronoun] = (), groups: Iterable[Group] = ()
    ) -> None:
        self._text = text
        self._names = list(names)
        self._name_starts = [name.start for name in self._names]
        self._pronouns = list(pronouns)
        self._next = 0
        self._recency = Recency()
        self._people = People(self._names, self._pronouns, self._recency)
        whole = [name for name in self._names if len(name.parts) > 1]
        other = [name for name in whole if name.is_person is False and name.text not in self._people]
        self._organisations = Organisations(other, text)
        self._others: dict[str, Speaker] = {}
        matched = [(name.start, self._people.match(name.parts, name.roles, name.start)) for name in whole]
        self._people.learn_genders([(at, one) for at, one in matched if one is not None], guess=False)
        acting: Counter[tuple[str, ...]] = Counter(
            [name.parts for name in self._names if len(name.parts) == 1 and name.weight == SUBJECT]
        )
        for name in self._names:
            self._see(name, is_known=acting.get(name.parts, 0) >= _OFTEN)
        for group in groups:
            if self._people.match((group.text,), (), group.start) or group.text.lower() in PLACES:
                continue
            one = self._others.setdefault(group.text.lower(), Speaker(group.text, False))
            self._recency.remember(one, group.start, group.weight)
        mentioned = [(seen.at, seen.speaker) for seen in self._recency.people()]
        self._people.learn_genders(mentioned, guess=True)

    def _see(self, name: Name, *, is_known: bool) -> None:
        speaker = self._people.match(name.parts, name.roles, name.start)
        if speaker is None and (name.weight == SUBJECT or is_known):
            speaker = self._enter_unknown(name, is_known=is_known)
        if speaker is not None:
            speaker.roles |= name.roles
            self._recency.remember(speaker, name.start, name.weight)

    def resolve(
        self, mention: str, at: int, *, said: tuple[int, int] = (0, 0), is_relative: bool = False
    ) -> Speaker | None:
        """Return who is meant by a mention that begins at offset `at`, and remember that they speak there.

        Mentions are to be given in the order of the text. `said` is where that which they say stands, if it stands
        before the mention; `is_relative` tells that they speak in a relative clause: "to Ruiz, who said no".

        Returns
        -------
        Speaker or None
            None where a pronoun has nobody to stand for.
        """
        self._follow_pronouns(at)
        word = mention.lower()
        speaker: Speaker | None
        if word in _PRONOUNS:
            speaker = self._by_pronoun(_PRONOUNS[word], at, said)
        elif word in UNRESOLVED:
            speaker = None
        else:
            speaker = self._by_owner(mention, at)
            if speaker is None:
                phrase = read_mention(mention)
                speaker = None if phrase is None else self._by_phrase(phrase, at, at + len(mention))
        if speaker is not None:
            weight = NAMELESS if speaker.is_person is None and not is_proper(speaker.name) else SPEAKER
            weight = EMBEDDED if is_relative else weight
            self._recency.remember(speaker, at, weight)
        return speaker

    # -- pronouns

    def _follow_pronouns(self, at: int) -> None:
        """Note whom the pronouns before an offset take up, so that those behind them need not look so far."""
        while self._next < len(self._pronouns) and self._pronouns[self._next].start < at:
            pronoun = self._pronouns[self._next]
            self._next += 1
            if pronoun.is_subject:
                speaker = self._by_pronoun(pronoun.gender, pronoun.start)
                if speaker is not None:
                    self._recency.remember(speaker, pronoun.start, SUBJECT)

    def _by_pronoun(self, kind: str, at: int, said: tuple[int, int] = (0, 0)) -> Speaker | None:
        if kind == "group":
            return self._recency.nearest(at, is_group, reach=_NEARBY)
        if kind == "thing":
            return (
                None if _EXPLETIVE.match(self._text, at) else self._recency.nearest(at, is_organisation, reach=_NEARBY)
            )
        gender: Gender = "m" if kind == "m" else "f"
        told = self._addressee(at)
        best = self._recency.nearest(
            at, lambda one: one.is_person is not False and one is not told and one.may_be(gender), said=said
        )
        if best is not None:
            best.gender = best.gender or gender
        return best

    def _addressee(self, at: int) -> Speaker | None:
        """Return Ruiz for "he told Mr. Ruiz", who is not "he"."""
        match = _TELLS.match(self._text, at)
        index = bisect_left(self._name_starts, match.end()) if match else len(self._names)
        if match is None or index == len(self._names) or self._name_starts[index] - match.end() > _TITLES:
            return None
        name = self._names[index]
        return self._people.match(name.parts, name.roles, name.start)

    def _by_owner(self, mention: str, at: int) -> Speaker | None:
        """Read "her lawyer" as "Ana Ruiz's lawyer", and "his campaign" as "Hale campaign" if the text calls it so."""
        match = _OWNED.fullmatch(mention)
        phrase = read_mention(match.group(2)) if match else None
        if match is None or phrase is None or phrase.name:
            return None
        owner = self._by_pronoun(_PRONOUNS[match.group(1).lower()], at)
        if owner is None or owner.is_person is None:
            return None
        named = self._named_beside(at, at + len(mention)) if is_personal(phrase.head) else None
        if named is not None:
            return named
        known = self._organisations.of_owner(owner.name.split()[-1], phrase.head)
        words = known.split() if known else [*f"{owner.name}'s".split(), *phrase.words]
        owned = Mention(tuple(words), phrase.name, phrase.roles, is_definite=phrase.is_definite)
        return self._enter_other(owned, at)

    # -- names and roles

    def _named_beside(self, start: int, end: int) -> Speaker | None:
        """Return Ana Ruiz for "the senator" in "the senator, Ana Ruiz, said" and in "Ana Ruiz, the senator, said"."""
        index = bisect_left(self._name_starts, start)
        before = self._names[max(0, index - 1) : index]
        index = bisect_left(self._name_starts, end)
        for name in (*before, *self._names[index : index + 1]):
            gap = self._text[name.end : start] if name.start < start else self._text[end : name.start]
            if gap == ", " and (name.start < start or self._text[name.end : name.end + 1] in {",", "."}):
                speaker = self._people.match(name.parts, name.roles, name.start)
                if speaker is None and name.is_person is None and len(name.parts) > 1:
                    return self._people.enter(name.parts, name.roles)
                if speaker is not None:
                    return speaker
        return None

    def _by_phrase(self, phrase: Mention, at: int, end: int) -> Speaker | None:
        named = self._people.match(phrase.name, phrase.roles, at) if phrase.name else None
        if named is not None:
            named.roles |= phrase.roles
            return named
        named = self._named_beside(at, end) if is_personal(phrase.head) and phrase.name != phrase.words else None
        if named is not None:
            return named
        if phrase.is_definite:
            speaker = self._by_role(phrase, at)
            if speaker is not None:
                return speaker
        if phrase.name and (phrase.roles & TITLES or len(phrase.name) > 1) and self._looks_personal(phrase):
            return self._people.enter(phrase.name, phrase.roles)
        return self._enter_other(phrase, at)

    def _looks_personal(self, phrase: Mention) -> bool:
        lower = [word.lower().rstrip(".") for word in phrase.name]
        return (
            (not phrase.is_definite or bool(phrase.roles & TITLES))
            and (bool(phrase.roles & TITLES) or not phrase.is_linked)
            and ORGANISATION_WORDS.isdisjoint(lower)
            and PLACES.isdisjoint((lower[0], " ".join(lower)))
        )

    def _by_role(self, phrase: Mention, at: int) -> Speaker | None:
        """Find who "the senator" is: whoever was called so, or was last spoken of and may be called so."""
        head = phrase.head
        wanted = ROLES.get(head, frozenset({head}))
        gender: Gender = "f" if head in FEMALE_NOUNS else "m" if head in MALE_NOUNS else ""
        if head in EPITHETS:
            return self._by_epithet(phrase, at, wanted, gender)
        vague: list[Speaker] = []
        tried: set[Speaker] = set()
        for seen in self._recency.before(at, _MENTIONS):
            one = seen.speaker
            if one in tried:
                continue
            tried.add(one)
            if not is_called(one, head, wanted) or not one.may_be(gender):
                continue
            fit = agreement(phrase, one)
            if fit > 0:
                return one
            if fit == 0:
                vague.append(one)
        if vague:  # of several senators, none of them called so, "the Florida senator" may be any
            return vague[0] if len(vague) == 1 or not phrase.modifiers & PLACES else None
        is_epithet = head in PERSON_HEADS or "-of-" in head or head.endswith(_EPITHET_ENDINGS)
        return self._by_epithet(phrase, at, wanted, gender) if is_epithet and head not in _NO_EPITHETS else None

    def _by_epithet(self, phrase: Mention, at: int, wanted: frozenset[str], gender: Gender) -> Speaker | None:
        """Find whom "the candidate" or "the Democrat" takes up: who is spoken of, rather if they were called so."""
        others = PARTIES - wanted if wanted & PARTIES else frozenset()
        return self._recency.nearest(
            at,
            lambda one: bool(one.is_person) and one.may_be(gender) and others.isdisjoint(one.roles),
            bonus=lambda one: _CALLED * (1 + agreement(phrase, one)) if wanted & one.roles else 0,
        )

    def _enter_unknown(self, name: Name, *, is_known: bool = False) -> Speaker | None:
        """Enter an organisation, or whoever may be a person, so that pronouns can take up what has not spoken yet."""
        first, last = name.parts[0].lower(), name.parts[-1].lower()
        is_vague = name.is_person is None and (first in PLACES or (first == last and not is_known))
        if last in PERSON_HEADS or last.endswith(_ADJECTIVES) or is_vague:
            return None
        text = self._organisations.fullest(name.text, last, name.start, is_name=True)
        return self._others.setdefault(text.lower(), Speaker(text, name.is_person, head=_head(name)))

    def _enter_other(self, phrase: Mention, at: int) -> Speaker:
        """Enter an organisation, a group, or a person who goes without a name."""
        is_name = phrase.name == phrase.words
        text = self._organisations.fullest(" ".join(phrase.words), phrase.head, at, is_name=is_name)
        known = self._others.get(text.lower())
        if known is None:
            known = Speaker(
                text,
                None if may_be_person(phrase) else False,
                gender_of("", phrase.roles | {phrase.head}),
                phrase.roles | {phrase.head},
                head=phrase.head,
                modifiers=phrase.modifiers,
            )
            self._others[text.lower()] = known
        if not known.head:
            known.head, known.modifiers = phrase.head, phrase.modifiers
        return known


def _head(name: Name) -> str:
    before = name.parts[: name.parts.index("of")] if "of" in name.parts else name.parts
    return before[-1].lower() if before else ""
