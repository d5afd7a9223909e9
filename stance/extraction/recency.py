"""Who was mentioned where, and whom a pronoun most probably takes up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stance.extraction.names import Gender


OTHER, EMBEDDED, NAMELESS, SUBJECT, SPEAKER = 0, 40, 80, 200, 200
"""Characters that a mention seems nearer than it is: in passing, subject of a clause, nameless source, subject of a
sentence, named source."""

REACH: Final = 1800  # characters that a pronoun looks back
_MENTIONS: Final = 80  # mentions that a pronoun looks back
_KNOWN_GENDER: Final = 60
_MOST: Final = SPEAKER + _KNOWN_GENDER
_FAR: Final = 1 << 62  # characters


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
    head : str
        The noun that a nameless speaker goes by, in lower case.
    modifiers : frozenset of str
        What is said of that noun.
    is_gender_sure : bool
        Whether a title, the first name, or all pronouns near the name tell the gender.
    """

    __slots__ = ("gender", "head", "is_gender_sure", "is_person", "modifiers", "name", "roles")

    def __init__(
        self,
        name: str,
        is_person: bool | None,
        gender: Gender = "",
        roles: Iterable[str] = (),
        *,
        head: str = "",
        modifiers: frozenset[str] = frozenset(),
        is_gender_sure: bool = False,
    ) -> None:
        self.name, self.is_person, self.gender, self.roles = name, is_person, gender, set(roles)
        self.head, self.modifiers, self.is_gender_sure = head, modifiers, is_gender_sure

    def may_be(self, gender: Gender) -> bool:
        """Whether nothing speaks against a gender; the empty one fits everybody."""
        return not gender or self.gender in (gender, "")

    def may_be_titled(self, gender: Gender) -> bool:
        """Whether a title of a gender may stand before the name, whatever the pronouns seemed to tell."""
        return self.may_be(gender) or not self.is_gender_sure


class Seen:
    """One mention of a speaker."""

    __slots__ = ("at", "speaker", "weight")

    def __init__(self, at: int, speaker: Speaker, weight: int) -> None:
        self.at, self.speaker, self.weight = at, speaker, weight


class Recency:
    """The mentions of an article in the order of the text."""

    def __init__(self) -> None:
        self._seen: list[Seen] = []
        self._places: list[int] = []  # where each of them is

    def remember(self, speaker: Speaker, at: int, weight: int) -> None:
        """Note that a speaker is mentioned at an offset."""
        seen = Seen(at, speaker, weight)
        if not self._places or self._places[-1] <= at:
            self._seen.append(seen)
            self._places.append(at)
        else:
            index = bisect_right(self._places, at)
            self._seen.insert(index, seen)
            self._places.insert(index, at)

    def people(self) -> list[Seen]:
        """Return all mentions of people."""
        return [seen for seen in self._seen if seen.speaker.is_person]

    def before(self, at: int, n_mentions: int = _MENTIONS) -> list[Seen]:
        """Return the mentions before an offset, nearest first."""
        last = bisect_left(self._places, at)
        found = self._seen[max(0, last - n_mentions) : last]
        found.reverse()
        return found

    def nearest(
        self,
        at: int,
        fits: Callable[[Speaker], bool],
        *,
        bonus: Callable[[Speaker], int] | None = None,
        reach: int = REACH,
        said: tuple[int, int] = (0, 0),
    ) -> Speaker | None:
        """Find whom a pronoun takes up: near, and rather a source or a subject than one mentioned in passing.

        Parameters
        ----------
        at : int
            Offset of the pronoun.
        fits : callable
            Whether it may stand for a speaker.
        bonus : callable or None
            Characters that a speaker seems nearer for some other reason.
        reach : int
            Characters that it looks back.
        said : (int, int)
            Stretch in which nobody can be meant: what the pronoun's own subject says.
        """
        best: Speaker | None = None
        highest = -_FAR
        last = bisect_left(self._places, at)
        for index in range(last - 1, max(0, last - _MENTIONS) - 1, -1):
            seen = self._seen[index]
            speaker, place = seen.speaker, seen.at
            distance = at - place
            if distance > reach or (bonus is None and highest >= _MOST - distance):
                break  # nobody further off can be as near
            score = seen.weight - distance + (_KNOWN_GENDER if speaker.gender or speaker.head else 0)
            if bonus is None and score <= highest:
                continue
            if said[0] <= place < said[1] or not fits(speaker):
                continue
            score += bonus(speaker) if bonus is not None else 0
            if score > highest:
                best, highest = speaker, score
        return best
