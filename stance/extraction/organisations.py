"""The fullest names of organisations: short forms, acronyms, and compounds such as "Ruiz administration"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from stance.extraction.names import GROUP_NOUNS, LEADING, ORGANISATION_WORDS
from stance.extraction.vocabulary import TAGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stance.extraction.mentions import Name

_NOUNS: Final = ("administration", "campaign", "government", "camp", "team", "committee", "office", "ministry")
_COMPOUND: Final = re.compile(rf"\b((?:[A-Z]\w*(?:\.[A-Z]\.?)*\s){{1,3}})({'|'.join(_NOUNS)})\b")
_WORD_GOES_ON: Final = re.compile(r"\w")
# begins with a set of characters, which the regex engine skips to, rather than with a word boundary
_LONG: Final = re.compile(r"[A-Z](?<!\w.)[\w'’-]++(?:\s(?:(?:of|for|and|the|on|to|de|del)\s){0,2}[A-Z][\w'’-]++){1,6}")
_NO_GROUPS: Final = ORGANISATION_WORDS - GROUP_NOUNS
_OWNED: Final = re.compile(r"(?:M(?:rs?|s)\.?\s)?([A-Z][\w-]+)['’]s?\s(?:presidential\s|re-election\s)?[a-z]+")
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z.]{1,7}")


class Organisations:
    """The organisations of one article by their short forms.

    Parameters
    ----------
    names : iterable of Name
        Names of more than one word that are nobody's.
    text : str
        The article.
    """

    def __init__(self, names: Iterable[Name], text: str) -> None:
        self._by_last: dict[str, str] = {}
        for name in names:
            first, last = name.parts[0].lower(), name.parts[-1].lower().rstrip(".")
            is_qualified = first in ("democratic", "republican") and last != "party"  # "the Republican Senate"
            if name.is_person is False and last in _NO_GROUPS and not is_qualified:
                self._by_last.setdefault(last, name.text)
        self._compounds: dict[str, list[tuple[int, str]]] = {}
        self._owned: dict[tuple[str, str], str] = {}
        for match in _compounds(text):
            *words, head = match.group().split()
            while words and (words[0].lower() in LEADING or TAGS.get(words[0].lower(), "N") in "HdTsbpchrtwa"):
                del words[0]  # "The", "Her", "But the"
            if not words:
                continue
            self._compounds.setdefault(head, []).append((match.start(), " ".join((*words, head))))
            self._owned.setdefault((words[-1], head), " ".join((*words, head)))
        self._text = text
        self._initials: dict[str, str] | None = None  # by hand: compiled, functools would compute it at every look

    def _by_initials(self) -> dict[str, str]:
        if self._initials is not None:
            return self._initials
        found: dict[str, str] = {}
        for match in _LONG.finditer(self._text):
            words = match.group().split()
            if words[0] == "The":
                del words[0]
            name = " ".join(words).rstrip("'’")
            initials = "".join([word[0] for word in words])
            found.setdefault(initials.lower(), name)
            if not initials.isupper():
                found.setdefault("".join(filter(str.isupper, initials)).lower(), name)
        self._initials = found
        return found

    def fullest(self, text: str, head: str, at: int, *, is_name: bool) -> str:
        """Return the fullest form that the article has for a short one.

        Parameters
        ----------
        text : str
            The short form, without a leading article.
        head : str
            Its last word before the first preposition, in lower case.
        at : int
            Where it stands in the article.
        is_name : bool
            Whether all its words have capitals.
        """
        longer = self._by_last.get(head, "")
        if is_name and longer.lower().endswith(" " + text.lower()):
            return longer
        owned = _OWNED.fullmatch(text)
        if owned:
            return self.of_owner(owned.group(1), head) or text
        kind = "administration" if text == "Washington" else head
        if kind in self._compounds and text in ("Washington", head):
            compounds = self._compounds[kind]
            return compounds[max(0, bisect_left(compounds, (at,)) - 1)][1]
        if is_name and _ACRONYM.fullmatch(text) and sum(map(str.isupper, text)) > 1:
            return self._by_initials().get(text.replace(".", "").lower(), text)
        return text

    def of_owner(self, surname: str, head: str) -> str:
        """Return "Ruiz campaign" for the surname "Ruiz" and the noun "campaign", if the article calls it so."""
        return self._owned.get((surname, head), "")


def _compounds(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of _COMPOUND; it is tried before the nouns that end one only, not at every capital."""
    behind = 0
    for at, noun in sorted(_nouns(text)):
        parts = text[behind : at - 1].rsplit(None, 3)
        begin = behind + len(parts[0]) if len(parts) > 3 else behind
        match = _COMPOUND.search(text, begin, at + len(noun))
        if match is not None:
            yield match
        behind = at + len(noun)


def _nouns(text: str) -> Iterator[tuple[int, str]]:
    """Yield the nouns that end compounds, with the offsets at which they stand."""
    for noun in _NOUNS:
        at = text.find(noun)
        while at >= 0:
            if text[at - 1 : at].isspace() and not _WORD_GOES_ON.match(text, at + len(noun)):
                yield at, noun
            at = text.find(noun, at + len(noun))
