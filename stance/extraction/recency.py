"""Who was mentioned where, and whom a pronoun most probably takes up."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stance.extraction.names import Gender


OTHER, EMBEDDED, NAMELESS, SUBJECT, SPEAKER = 0, 40, 80, 200, 200
"""Characters that a mention seems nearer than it is: in passing, subject of a clause, nameless source, subject of a
sentence, named source."""

REACH: Final = 1800  # characters that a pronoun looks back
_MENTIONS: Final = 80  # mentions that a pronoun looks back
_KNOWN_GENDER: Final = 60
_MOST: Final = SPEAKER + _KNOWN_GENDER
_FAR: Final = 1 << 62  # characters


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
    head : str
        The noun that a nameless speaker goes by, in lower case.
    modifiers : frozenset of str
        What is said of that noun.
    is_gender_sure : bool
        Whether a title, the first name, or all pronouns near the name tell the gender.
    """

    name: str
    is_person: bool | None
    gender: Gender = ""
    roles: set[str] = field(default_factory=set)
    head: str = ""
    modifiers: frozenset[str] = frozenset()
    is_gender_sure: bool = False

    def may_be(self, gender: Gender) -> bool:
        """Whether nothing speaks against a gender; the empty one fits everybody."""
        return not gender or self.gender in (gender, "")

    def may_be_titled(self, gender: Gender) -> bool:
        """Whether a title of a gender may stand before the name, whatever the pronouns seemed to tell."""
        return self.may_be(gender) or not self.is_gender_sure


class Seen(NamedTuple):
    """One mention of a speaker."""

    at: int
    order: int
    speaker: Speaker
    weight: int
    speaks: bool


class Recency:
    """The mentions of an article in the order of the text."""

    def __init__(self) -> None:
        self._seen: list[Seen] = []

    def remember(self, speaker: Speaker, at: int, weight: int, *, speaks: bool = False) -> None:
        """Note that a speaker is mentioned at an offset, and perhaps is the source of a statement there."""
        seen = Seen(at, len(self._seen), speaker, weight, speaks)
        if not self._seen or self._seen[-1].at <= at:
            self._seen.append(seen)
        else:
            insort(self._seen, seen)

    def people(self) -> list[Seen]:
        """Return all mentions of people."""
        return [seen for seen in self._seen if seen.speaker.is_person]

    def before(self, at: int, n_mentions: int = _MENTIONS) -> Iterator[Seen]:
        """Return the mentions before an offset, nearest first."""
        last = bisect_left(self._seen, (at,))
        return reversed(self._seen[max(0, last - n_mentions) : last])

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
        for seen in self.before(at):
            place, _, speaker, weight, _ = seen
            distance = at - place
            if distance > reach or (bonus is None and highest >= _MOST - distance):
                break  # nobody further off can be as near
            score = weight - distance + (_KNOWN_GENDER if speaker.gender or speaker.head else 0)
            if bonus is None and score <= highest:
                continue
            if said[0] <= place < said[1] or not fits(speaker):
                continue
            score += bonus(speaker) if bonus is not None else 0
            if score > highest:
                best, highest = speaker, score
        return best
