"""The named people of one article: full names and short ones, relatives with one surname, genders."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from stance.extraction.mentions import gender_of, likely_gender
from stance.extraction.names import NAME_PARTICLES, PERSON_HEADS, PLACES, SUFFIXES, TITLES, fold
from stance.extraction.recency import SUBJECT, Speaker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from stance.extraction.mentions import Name, Pronoun
    from stance.extraction.names import Gender
    from stance.extraction.recency import Recency

_MENTIONS: Final = 400  # mentions that a surname looks back
_NAMESAKES: Final = 30  # people of one name who are told apart
_VOTE_REACH: Final = 250  # characters behind a name in which a pronoun tells its gender
_NEAR: Final = 400  # characters in which the latest of several relatives is meant by the surname
_LONGEST: Final = 3  # words of a name that is surely one
_NEARER: Final = 150  # the same, where one of them is called by the surname anyway
_MAIN: Final = 3  # times as often as a relative is mentioned whom the surname alone means
_CLAUSE: Final = 60  # characters behind a surname in which a pronoun tells relatives apart
_PERSONAL: Final = PERSON_HEADS | TITLES | {"aged"}
_FORMS: Final = ("Mrs.", "Ms.", "Miss", "Mr.")


class People:
    """Named people, found by any part of their names.

    Parameters
    ----------
    names : sequence of Name
        All names of the article in the order of the text.
    pronouns : sequence of Pronoun
        Its pronouns of one person, in the order of the text.
    recency : Recency
        Tells who of several was mentioned last; others fill it.
    """

    def __init__(self, names: Sequence[Name], pronouns: Sequence[Pronoun], recency: Recency) -> None:
        self._by_name: dict[str, Speaker] = {}
        self._by_part: dict[str, list[Speaker]] = {}
        self._name_starts = [name.start for name in names]
        self._pronouns = pronouns
        self._pronoun_starts = [pronoun.start for pronoun in pronouns]
        self._recency = recency
        self._established: set[Speaker] = set()
        singles = [name for name in names if len(name.parts) == 1]
        whole = [name for name in names if len(name.parts) > 1]
        alone = {fold(name.parts[0]) for name in singles}
        acting = {fold(name.parts[0]) for name in singles if name.weight == SUBJECT}
        for name in sorted(whole, key=_fullness, reverse=True):
            if name.is_person or (name.is_person is None and _personal(name, alone, acting)):
                self.enter(name.parts, name.roles)
        for name in singles:
            if name.is_person and self.match(name.parts, name.roles, name.start) is None:
                self.enter(name.parts, name.roles)

        self._established = self._find_established(names)

    def _find_established(self, names: Sequence[Name]) -> set[Speaker]:
        """Return who is called by the surname alone before a namesake comes up: they will be, behind that too."""
        introduced: dict[str, set[Speaker]] = {}
        established = set()
        for name in names:
            bearers = introduced.setdefault(fold(name.parts[-1]), set())
            if len(name.parts) == 1 and len(bearers) == 1:
                established |= bearers
            elif len(name.parts) > 1:
                known = self._by_name.get(fold(name.text))
                if known is not None:
                    bearers.add(known)
        return established

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._by_name

    def enter(self, parts: tuple[str, ...], roles: Iterable[str]) -> Speaker:
        """Enter a person, or more of what is known of one."""
        if len(parts) == 1 and fold(parts[0]) in self._by_part:  # "Mrs. Ruiz" is not the Ruiz who is there already
            parts = (*[form for form in _FORMS if form.lower().rstrip(".") in roles][:1], *parts)
        text = " ".join(parts)
        known = self._by_name.get(fold(text)) or self._fuller(parts)
        if known is None:
            gender = gender_of(parts[0], frozenset(roles))
            known = Speaker(text, True, gender, is_gender_sure=bool(gender))
            for part in parts:
                if part.lower() not in NAME_PARTICLES and part not in _FORMS:
                    namesakes = self._by_part.setdefault(fold(part), [])
                    if len(namesakes) < _NAMESAKES:
                        namesakes.append(known)
        self._by_name[fold(text)] = known
        known.roles.update(roles)
        return known

    def match(self, parts: tuple[str, ...], roles: Collection[str], at: int) -> Speaker | None:
        """Find who is meant by a name, or a part of one, with these titles before it at an offset."""
        known = self._by_name.get(fold(" ".join(parts))) if len(parts) > 1 else None
        if known is not None:
            return known
        namesakes = self._by_part.get(fold(parts[-1]))
        if namesakes is None:
            return None
        if len(parts) > 1:
            folded = set(map(fold, parts))
            namesakes = [one for one in namesakes if folded <= _parts_of(one.name)]
        if len(namesakes) == 1 and not roles:
            return namesakes[0]
        return self._choose(namesakes, frozenset(roles), at) if namesakes else None

    def learn_genders(self, mentions: Sequence[tuple[int, Speaker]], *, guess: bool) -> None:
        """Give people of unknown gender that of the pronouns which most often follow them, or guess by the name."""
        if all(speaker.gender for _, speaker in mentions):
            return
        starts = [at for at, _ in mentions]
        votes: Counter[tuple[int, Gender]] = Counter()
        for pronoun in self._pronouns:
            index = bisect_left(starts, pronoun.start) - 1
            if index >= 0 and pronoun.start - starts[index] < _VOTE_REACH:
                votes[id(mentions[index][1]), pronoun.gender] += 1
        for _, speaker in mentions:
            if speaker.gender:
                continue
            male, female = votes[id(speaker), "m"], votes[id(speaker), "f"]
            if male != female:
                speaker.gender = "m" if male > female else "f"
                speaker.is_gender_sure = not male or not female
            if not speaker.gender and guess:
                speaker.gender = likely_gender(speaker.name.split()[0])

    def _fuller(self, parts: tuple[str, ...]) -> Speaker | None:
        """Find a person whose fuller name holds all of these parts, in order."""
        if len(parts) < 2:
            return None
        for speaker in self._by_part.get(fold(parts[-1]), ()):
            if (
                speaker.name.split()[-1].lower().rstrip(".") in SUFFIXES
                and parts[-1].lower().rstrip(".") not in SUFFIXES
            ):
                continue  # the son, not the father
            rest = iter(fold(speaker.name).split())
            if all(fold(part) in rest for part in parts):
                return speaker
        return None

    def _choose(self, found: list[Speaker], roles: frozenset[str], at: int) -> Speaker | None:
        """Tell relatives apart by title, gender or, failing that, by who was mentioned just before, or most often."""
        gender = gender_of("", roles)
        fitting = [one for one in found if one.may_be_titled(gender)]
        fitting = [one for one in fitting if one.roles & roles & TITLES] or fitting
        if len(fitting) > 1 and not gender:
            told = self._gender_behind(at)
            fitting = [one for one in fitting if told and one.gender == told] or fitting
        if len(fitting) < 2:
            if gender and fitting and not fitting[0].is_gender_sure:
                fitting[0].gender, fitting[0].is_gender_sure = gender, True
            return fitting[0] if fitting else None
        seen = [seen for seen in self._recency.before(at, _MENTIONS) if seen.speaker in fitting]
        if not seen:
            return fitting[0]
        latest = seen[0].speaker
        counts: dict[Speaker, int] = {}
        for one in seen:
            counts[one.speaker] = counts.get(one.speaker, 0) + 1
        most = max(counts, key=lambda speaker: counts[speaker])
        is_minor = counts[most] >= _MAIN * counts[latest]
        main = next((one for one in fitting if one in self._established), most)
        near = _NEAR if main is most and main not in self._established else _NEARER
        return main if is_minor or at - seen[0].at > near else latest

    def _gender_behind(self, at: int) -> Gender:
        """Return the gender of the pronoun that follows at once, as in "Ruiz, who sold her house"."""
        index = bisect_left(self._pronoun_starts, at)
        if index == len(self._pronouns) or self._pronoun_starts[index] - at > _CLAUSE:
            return ""
        other = bisect_right(self._name_starts, at)
        is_other = other < len(self._name_starts) and self._name_starts[other] < self._pronoun_starts[index]
        return "" if is_other else self._pronouns[index].gender


@lru_cache(maxsize=1 << 12)
def _parts_of(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())


def _fullness(name: Name) -> int:
    """Rank the fullest form first, but a run of many words, which may hold more than a name, last."""
    n_words = len([part for part in name.parts if part[-1] != "." and part not in NAME_PARTICLES])
    return n_words if n_words <= _LONGEST else 0


def _personal(name: Name, alone: set[str], acting: set[str]) -> bool:
    """Whether a part of a name stands alone elsewhere, or an age or a personal noun stands beside it."""
    first, *others = (fold(part) for part in name.parts)
    if first in acting or not alone.isdisjoint(others):
        return first not in PLACES or not others[-1].endswith("s")
    return not name.roles.isdisjoint(_PERSONAL)
