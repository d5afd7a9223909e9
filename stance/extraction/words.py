"""One paragraph as parallel lists of words, and as one string with a tag letter a word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from stance.extraction.cues import CUE_NOUNS, CUE_TAGS
from stance.extraction.pieces import CAPITAL, CHUNKS, KNOWN, MAY_BE_NAMES, OPEN, capital_tag, shape_tag
from stance.extraction.vocabulary import ABBREVIATIONS, AFTER_STOP, STATES, TAGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stance.extraction.pieces import Piece
    from stance.extraction.quotations import Quotation
    from stance.types import Span

_CLITICS: Final = frozenset({"'ve", "'re", "'ll", "'m"})  # verbs, whatever stands before them
_BREAK: Final = "\n"  # the tag of what stands for the break before a paragraph
_BEGINS: Final = f".?:Q-{_BREAK}"  # tags behind which a capital tells little
# begins with a set of characters, which the regex engine skips to, rather than with a look behind
_LOWER: Final = re.compile(r"[a-z](?<![\w'’-].)\w{3}")
_ACRONYM: Final = re.compile(r"\w(?:\.\w){1,3}\Z|[rdi]-[a-z]")  # U.S, F.B.I, R-Ohio
_VERB_BEHIND: Final = re.compile(r"[,'’]|\s(\w+)")
_NEXT: Final = re.compile(r"\s{1,3}([A-Z][a-z]*\b|[\"“]|''|``)")


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

    Attributes
    ----------
    lower : list of str
        Words in lower case, apostrophes straight; a quotation is one word.
    start, end : list of int
        Offsets into `text`.
    tags : str
        One letter a word, see `stance.extraction.vocabulary`, and: N capitalised, n common, # number, v other verb,
        g other -ing form, Q quotation, q quoted fragment, ' possessive, V cue verb in the past, S in the third person,
        B in its base form, G in -ing, j cue adjective, x anything else, and the punctuation marks.
    cues, pronouns, plurals : list of int
        Words that may be cues, pronouns of one person, and nouns that mean several people.
    stops : list of int
        Words whose tag is one of ``.?!:;Q``.
    """

    __slots__ = (
        *("end", "is_headline", "limit", "lower", "start", "tags", "text"),
        *("cues", "plurals", "pronouns", "stops"),
    )

    def __init__(self, text: str, limit: int, is_headline: bool) -> None:
        self.text, self.limit, self.is_headline = text, limit, is_headline
        self.lower: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.tags = ""
        self.cues: list[int] = []
        self.pronouns: list[int] = []
        self.plurals: list[int] = []
        self.stops: list[int] = []

    def __len__(self) -> int:
        return len(self.lower)


def read_words(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> Words:
    """Tag the words of the paragraph ``text[start:end]``; each of the quotations in it becomes one word."""
    words = Words(text, end, _LOWER.search(text, start, end) is None)
    tags: list[str] = []
    for quotation in quotations:
        _read_stretch(words, tags, start, quotation.start)
        if not quotation.is_fragment:
            words.stops.append(len(words.lower))
        words.lower.append("")
        words.start.append(quotation.start)
        words.end.append(quotation.end)
        tags.append("q" if quotation.is_fragment else "Q")
        start = quotation.end
    _read_stretch(words, tags, start, end)
    words.tags = "".join(tags)
    return words


def read_paragraphs(text: str, ranges: Sequence[Span], quotations: Sequence[Sequence[Quotation]]) -> list[Words]:
    """Tag the words of the paragraphs of a text, whose quotations are given."""
    return [read_words(text, start, end, found) for (start, end), found in zip(ranges, quotations, strict=True)]


def _read_stretch(words: Words, tags: list[str], start: int, end: int) -> None:
    """Append the words of a stretch without quotations, and their tags."""
    lower, starts, ends = words.lower, words.start, words.end
    for chunk in words.text[start:end].split(" "):
        for piece in CHUNKS[chunk]:
            begin = start + piece.start
            tag = piece.tag if piece.is_settled else _settled_tag(words, tags, piece, begin)
            if tag:
                if piece.is_notable:
                    _note(words, piece)
                tags.append(tag)
                lower.append(piece.lower)
                starts.append(begin)
                ends.append(begin + piece.size)
        start += len(chunk) + 1


def _note(words: Words, piece: Piece) -> None:
    """Remember where the word that comes next is, for the rules that begin at such words."""
    at = len(words.lower)
    if piece.is_cue:
        words.cues.append(at)
    if piece.is_pronoun:
        words.pronouns.append(at)
    if piece.is_plural:
        words.plurals.append(at)
    if piece.is_stop:
        words.stops.append(at)


def _settled_tag(words: Words, tags: list[str], piece: Piece, start: int) -> str:
    """Return the tag of a word that hangs on the words before; none of a stop that an abbreviation takes."""
    tag = piece.tag
    if tag == OPEN:
        return _open_tag(words, tags, piece)
    if tag == ".":
        return "" if tags and words.end[-1] == start and _takes_stop(words, tags, start, piece.size) else tag
    begins = not tags or tags[-1] in _BEGINS
    if begins or words.is_headline or tag == CAPITAL:
        tag = capital_tag(piece.surface, begins, words.is_headline)
        return "N" if tag in MAY_BE_NAMES and _is_subject(words, start + piece.size, tag) else tag
    return tag


def _is_subject(words: Words, end: int, tag: str) -> bool:
    """Whether a capitalised word in -ing or -ly is a surname: a finite verb, or behind -ing a comma, follows."""
    match = _VERB_BEHIND.match(words.text, end, words.limit)
    if match is None or match.group(1) is None:
        return match is not None and (tag != "r" or match.group() != ",")
    word = match.group(1)
    return word == "who" or TAGS.get(word) == "a" or (CUE_TAGS.get(word, "") in ("V", "S") and word not in CUE_NOUNS)


def _takes_stop(words: Words, tags: list[str], stop: int, size: int) -> bool:
    """Give the stop at an offset to the last word, if it belongs to that and ends no sentence."""
    word = words.lower[-1]
    is_initial = len(word) == 1 and words.text[words.start[-1]].isupper()
    if not (is_initial or _is_abbreviation(word)):
        return False
    behind = _NEXT.match(words.text, stop + 1, words.limit)
    if behind is not None and (not behind.group(1)[0].isalpha() or behind.group(1).lower() in AFTER_STOP):
        return False
    words.end[-1] = stop + size
    if len(word) == 1:  # "A." is an initial, not an article
        tags[-1] = "N"
    if tags[-2:-1] == [","] and word + "." in STATES:
        tags[-1] = "x"
    return True


@lru_cache(maxsize=1 << 14)
def _is_abbreviation(word: str) -> bool:
    return word in ABBREVIATIONS or word.removeprefix("then-") in ABBREVIATIONS or _ACRONYM.match(word) is not None


def _open_tag(words: Words, tags: list[str], piece: Piece) -> str:
    """Return the tag of an apostrophe, a number, "like" or "half"."""
    word = piece.lower
    before, previous = (tags[-1], words.lower[-1]) if tags else (_BREAK, "")
    if word[0] == "'":
        return "a" if word in _CLITICS or (word != "'" and before in "sw") else "'"
    if previous == "about" and word != "like":
        tags[-1] = "r"  # "about half of them"
    if word[0].isdigit():
        return "#"
    if word == "like":  # a verb in "would like"
        return "B" if before == "a" and previous in ("would", "'d") else KNOWN[word]
    if piece.is_capital:
        return capital_tag(piece.surface, before in _BEGINS, words.is_headline)
    return KNOWN.get(word) or shape_tag(word)
