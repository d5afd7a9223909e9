"""One paragraph as parallel lists of words, and as one string with a tag letter a word."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from stance.extraction.cues import CUE_NOUNS, CUE_TAGS
from stance.extraction.vocabulary import ABBREVIATIONS, AFTER_STOP, PUNCTUATION, STATES, TAGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stance.extraction.quotations import Quotation

_WORD: Final = re.compile(
    r"\d+(?:[.,:/]\d+)*(?![\w-])"
    r"|[^\W_]+(?:(?:[-./@&]|['’](?!(?:s|S|d|ll|re|ve|m)\b))[^\W_]+)*"  # words, U.S, well-known, didn't, and/or
    r"|['’](?:s|S|d|ll|re|ve|m)\b"
    r"|['’](?=\s)"
    r"|--|\.\.\.|[^\w\s]"
)
_KNOWN: Final = PUNCTUATION | CUE_TAGS | TAGS
_ARTICLE_NAME: Final = re.compile(r"(?:al|el|ul|as|ad|ash)-[A-Z]")  # al-Masri
_LOWER: Final = re.compile(r"(?<![\w'’-])[a-z]\w{3}")
_PARTY: Final = re.compile(r"[RDI]-[A-Z]")
_VERB_BEHIND: Final = re.compile(r"[,'’]|\s(\w+)")
_NEXT: Final = re.compile(r"\s{1,3}([A-Z][a-z]*\b|[\"“]|''|``)")


@dataclass(slots=True)
class Words:
    """Words of one paragraph.

    Parameters
    ----------
    text : str
        The article's text.
    limit : int
        Where the paragraph ends in it.
    is_headline : bool
        Whether capitals tell nothing, because all words but the shortest have them.
    lower : list of str
        Words in lower case, apostrophes straight; a quotation is one word.
    start, end : list of int
        Offsets into `text`.
    tags : str
        One letter a word, see `stance.extraction.vocabulary`, and: N capitalised, n common, # number, v other verb,
        g other -ing form, Q quotation, q quoted fragment, ' possessive, V cue verb in the past, S in the third person,
        B in its base form, G in -ing, j cue adjective, x anything else, and the punctuation marks.
    quotations : dict of int to Quotation
        Quotation of each word tagged Q or q.
    """

    text: str
    limit: int
    is_headline: bool = False
    lower: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    tags: str = ""
    quotations: dict[int, Quotation] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lower)


def read_words(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> Words:
    """Tag the words of ``text[start:end]``; each of the quotations in it becomes one word."""
    words = Words(text, end, _LOWER.search(text, start, end) is None)
    tags: list[str] = []
    for quotation in quotations:
        _read_plain(words, tags, start, quotation.start)
        words.quotations[len(tags)] = quotation
        tags.append("q" if quotation.is_fragment else "Q")
        words.lower.append("")
        words.start.append(quotation.start)
        words.end.append(quotation.end)
        start = quotation.end
    _read_plain(words, tags, start, end)
    words.tags = "".join(tags)
    return words


def _read_plain(words: Words, tags: list[str], start: int, end: int) -> None:
    lower, starts, ends = words.lower, words.start, words.end
    for match in _WORD.finditer(words.text, start, end):
        word = match[0]
        at, behind = match.span()
        tag = _plain_tag(word)
        if tag == "." and ends and ends[-1] == at and _takes_stop(words, at):
            ends[-1] = behind
            if len(lower[-1]) == 1:  # "A." is an initial, not an article
                tags[-1] = "N"
            if len(tags) > 1 and tags[-2] == "," and lower[-1] + "." in STATES:
                tags[-1] = "x"
            continue
        if not tag:
            surface, word = word, word.lower().replace("’", "'")
            tag = _tag(words, word, surface, behind, tags)
        tags.append(tag)
        lower.append(word)
        starts.append(at)
        ends.append(behind)


@lru_cache(maxsize=1 << 16)
def _plain_tag(surface: str) -> str:
    """Return the tag of a word that has the same one everywhere, "" for all others."""
    if surface in PUNCTUATION:
        return PUNCTUATION[surface]
    is_plain = (
        surface not in ("like", "half")
        and surface.isascii()
        and surface.islower()
        and surface[0].isalpha()
        and not _ARTICLE_NAME.match(surface)
    )
    return (_KNOWN.get(surface) or _shape_tag(surface)) if is_plain else ""


def _is_subject(words: Words, end: int, tag: str) -> bool:
    """Whether a capitalised word in -ing or -ly is a surname: a finite verb, or behind -ing a comma, follows."""
    match = _VERB_BEHIND.match(words.text, end, words.limit)
    if match is None or match.group(1) is None:
        return match is not None and (tag != "r" or match.group() != ",")
    word = match.group(1)
    return word == "who" or TAGS.get(word) == "a" or (CUE_TAGS.get(word, "") in ("V", "S") and word not in CUE_NOUNS)


def _takes_stop(words: Words, at: int) -> bool:
    """Whether the stop at an offset belongs to the word before it and ends no sentence."""
    word, initial = words.lower[-1], words.text[words.start[-1]]
    is_initial = len(word) == 1 and initial.isupper()
    is_acronym = (len(word) == 3 and word[1] == ".") or _PARTY.match(word.upper()) is not None
    if not (is_initial or is_acronym or word in ABBREVIATIONS):
        return False
    behind = _NEXT.match(words.text, at + 1, words.limit)
    return behind is None or not (not behind.group(1)[0].isalpha() or behind.group(1).lower() in AFTER_STOP)


def _tag(words: Words, word: str, surface: str, end: int, before: list[str]) -> str:
    """Return the tag of a word that no list has, or that has capitals."""
    if word[0] in "'’":
        return "a" if word != "'" and before and before[-1] == "s" else "'"
    if before and words.lower[-1] == "about" and (word[0].isdigit() or word == "half"):
        before[-1] = "r"  # "about half of them"
    if word[0].isdigit():
        return "#"
    if surface == "like":  # a verb in "would like"
        return "B" if before and before[-1] == "a" and words.lower[-1] in ("would", "'d") else _KNOWN[surface]
    if surface[0].isupper():
        return _capital_tag(words, word, surface, end, not before or before[-1] in ".?:Q-")
    return _KNOWN.get(word) or ("N" if _ARTICLE_NAME.match(surface) else _shape_tag(word))


def _capital_tag(words: Words, word: str, surface: str, end: int, begins: bool) -> str:
    """Return the tag of a capitalised word: mostly that of a name, where it does not begin a sentence."""
    if surface == "US" or _PARTY.match(surface):
        return "N" if surface == "US" else "x"
    known = _KNOWN.get(word)
    if not begins and not (words.is_headline and known) and surface[1:2].islower() and word not in ("he", "she"):
        return "m" if known == "m" else "N"
    tag = known or (_shape_tag(word) if begins and word.endswith(("ly", "ing")) else "N")
    return "N" if tag in "gGr" and _is_subject(words, end, tag) else tag


def _shape_tag(word: str) -> str:
    if not word[0].isalpha():
        return "x"
    if word.endswith("ly"):
        return "r"
    if word.endswith("ing") and len(word) > 4:
        return "g"
    if word.endswith("ed") and len(word) > 3:
        return "v"
    return "n"
