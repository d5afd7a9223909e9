"""Words by themselves: what stands between two blanks, cut into words, each with all that it tells without the others.

Every distinct piece of text is read once and remembered, so that reading an article is mostly looking up.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from stance.extraction.cues import CUE_TAGS, CUES
from stance.extraction.descriptions import is_personal
from stance.extraction.names import GROUP_NOUNS, PRONOUNS
from stance.extraction.vocabulary import PUNCTUATION, TAGS

CAPITAL: Final = "^"
"""Stands for the tag of a capitalised word that looks like no name."""

OPEN: Final = "*"
"""Stands for the tag of a word that the word before it decides."""

KNOWN: Final = PUNCTUATION | CUE_TAGS | TAGS
"""Tag of each word of the lexicons."""

STOPS: Final = ".?!:;"
"""Tags behind which a sentence may begin; Q, which stands for a quotation, is another."""

MAY_BE_NAMES: Final = "gGr"
"""Tags of words in -ing and -ly."""

_WORD: Final = re.compile(
    r"\d+(?:[.,:/]\d+)*(?![\w-])"
    r"|[^\W_]+(?:(?:[-./@&]|['’](?!(?:s|S|d|ll|re|ve|m)\b))[^\W_]+)*"  # words, U.S, well-known, didn't, and/or
    r"|['’](?:s|S|d|ll|re|ve|m)\b"
    r"|--|\.\.\.|[^\w\s]"
)
_MOST_CHUNKS: Final = 1 << 15  # that are remembered
_LONGEST_CHUNK: Final = 48  # characters of one that is remembered: most others come once
_ARTICLE_NAME: Final = re.compile(r"(?:al|el|ul|as|ad|ash)-[A-Z]")  # al-Masri
_PARTY: Final = re.compile(r"[RDI]-[A-Z]")


class Piece:
    """One word of a chunk.

    Parameters
    ----------
    surface : str
        The word as it stands.
    start : int
        Its offset in the chunk.

    Attributes
    ----------
    lower : str
        In lower case, apostrophes straight.
    size : int
        Characters of the word as it stands.
    tag : str
        Its tag, see `stance.extraction.words.Words`, or `CAPITAL` or `OPEN`.
    is_capital : bool
        Whether it begins with a capital.
    is_settled : bool
        Whether it has its tag wherever it stands: not a capital, which may begin a sentence, or a stop.
    is_cue, is_pronoun, is_plural : bool
        Whether it may be a cue, a pronoun of one person, and a noun that means several people.
    is_stop : bool
        Whether its tag is one of `STOPS`.
    is_notable : bool
        Whether any of the four is true.
    """

    __slots__ = (
        *("is_capital", "is_cue", "is_notable", "is_plural", "is_pronoun", "is_settled", "is_stop"),
        *("lower", "size", "start", "surface", "tag"),
    )

    def __init__(self, surface: str, start: int) -> None:
        self.surface = surface
        self.start = start
        self.size = len(surface)
        self.lower = surface.lower().replace("’", "'")
        self.tag = _plain_tag(surface)
        self.is_capital = surface[0].isupper()
        self.is_settled = not self.is_capital and self.tag not in (CAPITAL, OPEN, ".")
        self.is_cue = self.lower in CUES
        self.is_pronoun = self.lower in PRONOUNS
        may_be_name = self.is_capital or self.tag == "N" or self.size == 1
        self.is_plural = is_group_noun(self.lower) or (may_be_name and self.lower.endswith("s"))
        self.is_stop = self.tag in STOPS
        self.is_notable = self.is_cue or self.is_pronoun or self.is_plural or self.is_stop


class _Chunks(dict[str, list[Piece]]):
    """The words of each chunk seen so far; a look into a dict costs half of one into an lru_cache."""

    def __missing__(self, chunk: str) -> list[Piece]:
        if chunk.isalpha():
            pieces = [Piece(chunk, 0)]
        else:
            pieces = [Piece(match.group(), match.start()) for match in _WORD.finditer(chunk)]
        if len(chunk) <= _LONGEST_CHUNK:
            if len(self) >= _MOST_CHUNKS:
                self.clear()
            self[chunk] = pieces
        return pieces


CHUNKS: Final = _Chunks()
"""The words of a chunk of text, which ends at a blank or at a quotation: no word holds a blank."""


def is_group_noun(noun: str) -> bool:
    """Return whether a noun in lower case means several people.

    Examples
    --------
    >>> is_group_noun("activists"), is_group_noun("police"), is_group_noun("letters")
    (True, True, False)
    """
    return noun in GROUP_NOUNS or (noun.endswith("s") and is_personal(noun[:-1]))


def _plain_tag(surface: str) -> str:
    """Return the tag of a word that has the same one wherever no sentence begins; what stands for it for all others."""
    if surface in PUNCTUATION:
        return PUNCTUATION[surface]
    word = surface.lower()
    if word[0] in "'’" or word[0].isdigit() or word == "half" or surface == "like":
        return OPEN
    if surface[0].isupper():
        tag = capital_tag(surface, False, False)
        return CAPITAL if tag in MAY_BE_NAMES else tag
    return KNOWN.get(word.replace("’", "'")) or ("N" if _ARTICLE_NAME.match(surface) else shape_tag(word))


@lru_cache(maxsize=1 << 14)
def capital_tag(surface: str, begins: bool, is_headline: bool) -> str:
    """Return the tag of a capitalised word: mostly that of a name, where it does not begin a sentence."""
    if surface == "US" or _PARTY.match(surface):
        return "N" if surface == "US" else "x"
    word = surface.lower().replace("’", "'")
    known = KNOWN.get(word)
    if not begins and not (is_headline and known) and surface[1:2].islower() and word not in ("he", "she"):
        return "m" if known == "m" else "N"
    return known or (shape_tag(word) if begins and word.endswith(("ly", "ing")) else "N")


def shape_tag(word: str) -> str:
    """Return the tag of a word in lower case that no lexicon has, by its ending."""
    if not word[0].isalpha():
        return "x"
    if word.endswith("ly"):
        return "r"
    if word.endswith("ing") and len(word) > 4:
        return "g"
    if word.endswith("ed") and len(word) > 3:
        return "v"
    return "n"
