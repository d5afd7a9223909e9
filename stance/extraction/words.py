"""One paragraph as parallel lists of words, and as one string with a tag letter a word."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, chain, compress
from operator import add
from typing import TYPE_CHECKING, Any, Final

from stance.extraction.cues import CUE_NOUNS, CUE_TAGS
from stance.extraction.vocabulary import ABBREVIATIONS, AFTER_STOP, PUNCTUATION, STATES, TAGS
from stance.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stance.extraction.quotations import Quotation

_WORD: Final = re.compile(
    r"(?:[A-Za-z]+(?=[\s,])"  # most words; the next line would find them too, but later
    r"|\d+(?:[.,:/]\d+)*(?![\w-])"
    r"|[^\W_]+(?:(?:[-./@&]|['’](?!(?:s|S|d|ll|re|ve|m)\b))[^\W_]+)*"  # words, U.S, well-known, didn't, and/or
    r"|['’](?:s|S|d|ll|re|ve|m)\b"
    r"|['’](?=\s)"
    r"|--|\.\.\.|[^\w\s])[\s_]*"  # the blanks behind a word are read with it, so that lengths add up to offsets
)
_BLANKS: Final = re.compile(r"[\s_]+")
_BLANKS_BEHIND: Final = re.compile(r"[\s_]+\Z")
_MOST_PIECES: Final = 1 << 16  # words that are remembered
_CLITICS: Final = frozenset({"'ve", "'re", "'ll", "'m"})  # verbs, whatever stands before them
_CAPITAL, _OPEN = "^", "*"  # stand for the tags of words that the words before them decide
_BREAK: Final = "\n"  # the tag of what stands for the break before a paragraph
_BEGINS: Final = f".?:Q-{_BREAK}"  # tags behind which a capital tells little
_LATER: Final = (_CAPITAL, _OPEN, _BREAK)
_UNSETTLED: Final = re.compile(f"[{_OPEN}{_CAPITAL}{re.escape(_BEGINS)}]")
_BREAK_PIECE, _QUOTATION_PIECE, _FRAGMENT_PIECE = " ", ' "Q', ' "q'  # no word begins with a blank
_MARKERS: Final = {_BREAK_PIECE: (_BREAK, "", -1), _QUOTATION_PIECE: ("Q", "", 0), _FRAGMENT_PIECE: ("q", "", 0)}
_MAY_BE_NAMES: Final = "gGr"  # tags of words in -ing and -ly
_KNOWN: Final = PUNCTUATION | CUE_TAGS | TAGS
_ARTICLE_NAME: Final = re.compile(r"(?:al|el|ul|as|ad|ash)-[A-Z]")  # al-Masri
_LOWER: Final = re.compile(r"(?<![\w'’-])[a-z]\w{3}")
_ACRONYM: Final = re.compile(r"\w(?:\.\w){1,3}\Z|[rdi]-[a-z]")  # U.S, F.B.I, R-Ohio
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
    """

    text: str
    limit: int
    is_headline: bool = False
    lower: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    tags: str = ""

    def __len__(self) -> int:
        return len(self.lower)


def read_words(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> Words:
    """Tag the words of ``text[start:end]``; each of the quotations in it becomes one word."""
    return read_paragraphs(text, [Span(start, end)], [quotations])[0]


def read_paragraphs(text: str, ranges: Sequence[Span], quotations: Sequence[Sequence[Quotation]]) -> list[Words]:
    """Tag the words of the paragraphs of a text, whose quotations are given.

    They are read as one list of words, with a word that stands for the break before each paragraph, and cut then.
    """
    whole = Words(text, len(text))
    pieces: list[str] = []
    breaks: list[int] = []
    quoted: list[tuple[int, int]] = []  # words that are quotations, and where they end
    for (first, end), found in zip(ranges, quotations, strict=True):
        breaks.append(len(pieces))
        pieces.append(_BREAK_PIECE)
        whole.start.append(first)
        start = first
        for quotation in found:
            _cut(whole, pieces, start, quotation.start)
            quoted.append((len(pieces), quotation.end))
            pieces.append(_FRAGMENT_PIECE if quotation.is_fragment else _QUOTATION_PIECE)
            whole.start.append(quotation.start)
            start = quotation.end
        _cut(whole, pieces, start, end)
    if not pieces:
        return []
    read: list[Any] = list(
        chain.from_iterable(map(_PIECES.__getitem__, pieces))
    )  # zip(*...) would keep an iterator a word
    tags, whole.lower = read[::3], read[1::3]
    whole.end = list(map(add, whole.start, read[2::3]))
    for at, end in quoted:
        whole.end[at] = end
    paragraphs = [Words(text, end, _LOWER.search(text, start, end) is None) for start, end in ranges]
    _settle(whole, _with_headlines(whole, tags, breaks, paragraphs), paragraphs)
    at = 0
    for words, own_tags in zip(paragraphs, whole.tags.split(_BREAK)[1:], strict=True):
        part = slice(at + 1, at + 1 + len(own_tags))
        words.tags, words.lower, words.start, words.end = (
            own_tags,
            whole.lower[part],
            whole.start[part],
            whole.end[part],
        )
        at = part.stop
    return paragraphs


def _cut(whole: Words, pieces: list[str], start: int, end: int) -> None:
    """Append the words of a stretch without quotations, blanks behind them included, and where they start."""
    blanks = _BLANKS.match(whole.text, start, end)
    start = blanks.end() if blanks else start
    found = _WORD.findall(whole.text, start, end)
    if found:
        pieces += found
        whole.start += accumulate(map(len, found[:-1]), initial=start)


class _Pieces(dict[str, tuple[str, str, int]]):
    """What is known of each word seen so far; a look into a dict costs half of one into an lru_cache."""

    def __missing__(self, piece: str) -> tuple[str, str, int]:
        if len(self) >= _MOST_PIECES:
            self.clear()
        self[piece] = reading = _MARKERS.get(piece) or _read_piece(piece)
        return reading


_PIECES: Final = _Pieces()


def _read_piece(piece: str) -> tuple[str, str, int]:
    """Return the tag, the lower case and the length of a word that may have blanks behind it."""
    surface = _BLANKS_BEHIND.sub("", piece)
    return _plain_tag(surface), surface.lower().replace("’", "'"), len(surface)


def _plain_tag(surface: str) -> str:
    """Return the tag of a word that has the same one wherever no sentence begins; what stands for it for all others."""
    if surface in PUNCTUATION:
        return PUNCTUATION[surface]
    word = surface.lower()
    if word[0] in "'’" or word[0].isdigit() or word == "half" or surface == "like":
        return _OPEN
    if surface[0].isupper():
        tag = _capital_tag(surface, False, False)
        return _CAPITAL if tag in _MAY_BE_NAMES else tag
    return _KNOWN.get(word.replace("’", "'")) or ("N" if _ARTICLE_NAME.match(surface) else _shape_tag(word))


def _with_headlines(whole: Words, tags: list[str], breaks: Sequence[int], paragraphs: Sequence[Words]) -> list[str]:
    """Leave the tags of all capitalised words of headlines open, where most of them are no names."""
    for first, behind, words in zip(breaks, (*breaks[1:], len(tags)), paragraphs, strict=True):
        for at in range(first + 1, behind) if words.is_headline else ():
            if tags[at] != _OPEN and whole.text[whole.start[at]].isupper():
                tags[at] = _CAPITAL
    return tags


def _settle(words: Words, tags: list[str], paragraphs: Iterable[Words]) -> None:
    """Give the words their tags that hang on the words before, and stops to the abbreviations before them."""
    text, lower, start, end = words.text, words.lower, words.start, words.end
    coming = iter(paragraphs)
    stops: list[int] = []  # those that belong to the words before them
    last, dropped = -1, -1  # the word before such a stop, and the stop
    for match in _UNSETTLED.finditer("".join(tags)):
        at, tag = match.start(), match.group()
        before = last if dropped == at - 1 else at - 1
        if tag == _OPEN:
            tags[at] = _open_tag(words, tags, at, before)
            continue
        if tag == _CAPITAL:
            tags[at] = _settled_capital(words, at, tags[before] in _BEGINS)
            continue
        if tag == "." and end[before] == start[at] and _takes_stop(words, before, start[at]):
            end[before] = end[at]
            if len(lower[before]) == 1:  # "A." is an initial, not an article
                tags[before] = "N"
            if tags[before - 1] == "," and lower[before] + "." in STATES:
                tags[before] = "x"
            last, dropped = before, at
            stops.append(at)
            continue
        if tag == _BREAK:
            paragraph = next(coming)
            words.limit, words.is_headline = paragraph.limit, paragraph.is_headline
        if at + 1 < len(tags) and tags[at + 1] not in _LATER and text[start[at + 1]].isupper():
            tags[at + 1] = _settled_capital(words, at + 1, True)
    if stops:
        kept = bytearray(b"\1") * len(tags)
        for at in stops:
            kept[at] = 0
        words.lower = list(compress(lower, kept))
        words.start, words.end = list(compress(start, kept)), list(compress(end, kept))
        tags = list(compress(tags, kept))
    words.tags = "".join(tags)


def _settled_capital(words: Words, at: int, begins: bool) -> str:
    """Return the tag of a capitalised word that begins a sentence, or that looks like no name."""
    end = words.end[at]
    tag = _capital_tag(words.text[words.start[at] : end], begins, words.is_headline)
    return "N" if tag in _MAY_BE_NAMES and _is_subject(words, end, tag) else tag


def _is_subject(words: Words, end: int, tag: str) -> bool:
    """Whether a capitalised word in -ing or -ly is a surname: a finite verb, or behind -ing a comma, follows."""
    match = _VERB_BEHIND.match(words.text, end, words.limit)
    if match is None or match.group(1) is None:
        return match is not None and (tag != "r" or match.group() != ",")
    word = match.group(1)
    return word == "who" or TAGS.get(word) == "a" or (CUE_TAGS.get(word, "") in ("V", "S") and word not in CUE_NOUNS)


def _takes_stop(words: Words, last: int, stop: int) -> bool:
    """Whether the stop at an offset belongs to the word before it and ends no sentence."""
    word = words.lower[last]
    is_initial = len(word) == 1 and words.text[words.start[last]].isupper()
    if not (is_initial or _is_abbreviation(word)):
        return False
    behind = _NEXT.match(words.text, stop + 1, words.limit)
    return behind is None or not (not behind.group(1)[0].isalpha() or behind.group(1).lower() in AFTER_STOP)


@lru_cache(maxsize=1 << 14)
def _is_abbreviation(word: str) -> bool:
    return word in ABBREVIATIONS or word.removeprefix("then-") in ABBREVIATIONS or _ACRONYM.match(word) is not None


def _open_tag(words: Words, tags: list[str], at: int, before: int) -> str:
    """Return the tag of an apostrophe, a number, "like" or "half"."""
    word, previous = words.lower[at], words.lower[before]
    if word[0] == "'":
        return "a" if word in _CLITICS or (word != "'" and tags[before] in "sw") else "'"
    if previous == "about" and word != "like":
        tags[before] = "r"  # "about half of them"
    if word[0].isdigit():
        return "#"
    if word == "like":  # a verb in "would like"
        return "B" if tags[before] == "a" and previous in ("would", "'d") else _KNOWN[word]
    surface = words.text[words.start[at] : words.end[at]]
    if surface[0].isupper():
        return _capital_tag(surface, tags[before] in _BEGINS, words.is_headline)
    return _KNOWN.get(word) or _shape_tag(word)


@lru_cache(maxsize=1 << 16)
def _capital_tag(surface: str, begins: bool, is_headline: bool) -> str:
    """Return the tag of a capitalised word: mostly that of a name, where it does not begin a sentence."""
    if surface == "US" or _PARTY.match(surface):
        return "N" if surface == "US" else "x"
    word = surface.lower().replace("’", "'")
    known = _KNOWN.get(word)
    if not begins and not (is_headline and known) and surface[1:2].islower() and word not in ("he", "she"):
        return "m" if known == "m" else "N"
    return known or (_shape_tag(word) if begins and word.endswith(("ly", "ing")) else "N")


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
