"""Quotations of one paragraph: straight, curly, angled, low and TeX-like marks, closed or running to the end."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stance.types import Span

FRAGMENT_WORDS: Final = 4  # a quotation this short, without a stop, is a word of the sentence around it

_CLOSING: Final = {
    "“": '”“"',
    "”": "”",
    "„": '“”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "``": ("''", '"'),
    '"': '"”',
    "''": "''",
    "‘": "’'",
    "'": "'’",
}
_MARKS: Final = ('"', "“", "”", "„", "«", "»", "``", "''")
_SINGLE_MARKS: Final = ("'", "‘", "’")
_STOPS: Final = ".,?!…"


class Quotation:
    """One quotation with its marks.

    Parameters
    ----------
    start, end : int
        Offsets of the opening mark and behind the closing one.
    closed : bool
        False where the paragraph ends first, as it does when the next paragraph goes on with the quotation.
    is_fragment : bool
        Whether it is a few words without a stop: a part of the sentence around it.
    """

    __slots__ = ("closed", "end", "is_fragment", "start")

    def __init__(self, start: int, end: int, *, closed: bool, is_fragment: bool) -> None:
        self.start, self.end, self.closed, self.is_fragment = start, end, closed, is_fragment


def find_quotations(text: str, start: int, end: int, *, single: bool = False) -> list[Quotation]:
    """Find the outermost quotations of the paragraph ``text[start:end]``.

    Parameters
    ----------
    single : bool, default=False
        Read single marks instead of double ones.

    Examples
    --------
    >>> text = 'She said: "It is over." He left.'
    >>> [text[q.start:q.end] for q in find_quotations(text, 0, len(text))]
    ['"It is over."']
    """
    marks = _find_marks(text, _SINGLE_MARKS if single else _MARKS, start, end)
    return _pair(text, marks, start, end, single=single)


def quotations_by_paragraph(text: str, ranges: Iterable[Span]) -> list[list[Quotation]]:
    """Find the quotations of each paragraph: those in single marks where there are no others, as in British papers.

    Examples
    --------
    >>> from stance.extraction.sentences import paragraphs
    >>> text = chr(10).join(["‘It is over,’ she said.", "“It’s not.”", "He didn’t."])
    >>> [[text[q.start:q.end] for q in found] for found in quotations_by_paragraph(text, paragraphs(text))]
    [['‘It is over,’'], ['“It’s not.”'], []]
    """
    marks = _find_marks(text, _MARKS, 0, len(text))
    places = [at for at, _ in marks]
    may_be_single = _opens_single(text, 0, len(text))
    found: list[list[Quotation]] = []
    for start, end in ranges:
        own = marks[bisect_left(places, start) : bisect_left(places, end)]
        if own:
            found.append(_pair(text, own, start, end, single=False))
        elif may_be_single and _opens_single(text, start, end):
            found.append(find_quotations(text, start, end, single=True))
        else:
            found.append([])
    return found


def _find_marks(text: str, shapes: tuple[str, ...], start: int, end: int) -> list[tuple[int, str]]:
    """Return where marks of these shapes stand in ``text[start:end]``, in order: str.find outruns a regex."""
    found: list[tuple[int, str]] = []
    for shape in shapes:
        at = text.find(shape, start, end)
        while at >= 0:
            found.append((at, shape))
            at = text.find(shape, at + len(shape), end)
    found.sort()
    return found


def _opens_single(text: str, start: int, end: int) -> bool:
    """Whether a single mark in ``text[start:end]`` stands before a word, and behind a blank or a parenthesis."""
    for mark in ("'", "‘"):
        at = text.find(mark, start, end)
        while at >= 0:
            before, behind = text[max(at - 1, 0) : at], text[at + 1 : min(at + 2, end)]
            if (behind.isalnum() or behind == "_") and (not before or before == "(" or before.isspace()):
                return True
            at = text.find(mark, at + 1, end)
    return False


def _pair(text: str, marks: list[tuple[int, str]], start: int, end: int, *, single: bool) -> list[Quotation]:
    """Return the outermost quotations that the marks in ``text[start:end]`` make."""
    found: list[Quotation] = []
    opened, opening = -1, ""  # where the last opening mark is, and which
    nested = 0  # curly quotations inside one in straight marks
    for at, mark in marks:
        opens, closes = _reads_as(text, at, mark, start, end, single=single)
        if opened < 0:
            opened, opening = (at, mark) if opens else (-1, "")
            nested = 0
        elif opening == '"' and mark in "“”" and (nested or mark == "“"):
            nested += 1 if mark == "“" else -1
        elif closes and _fits(opening, mark):
            found.append(_quotation(text, opened, at + len(mark), closed=True))
            opened = -1
        elif opens and opening == mark and opening in "\"''":
            opened = at  # a straight mark that was never closed is a stray one
    if opened >= 0 and _runs_on(text, opened, start):
        found.append(_quotation(text, opened, end, closed=False))
    return found


def _reads_as(text: str, at: int, shape: str, start: int, end: int, *, single: bool) -> tuple[bool, bool]:
    """Return whether the mark can open and whether it can close."""
    last = at + len(shape)
    before = text[at - 1] if at > start else " "
    behind = text[last] if last < end else " "
    opens = (before.isspace() or before in "([—–-‘'/" or (before in ":," and behind.isalnum())) and not behind.isspace()
    closes = not (before.isspace() and (single or not behind.isspace())) and not (single and behind.isalnum())
    if single:
        return opens and shape != "’", closes and shape != "‘" and (
            before in _STOPS or (before.isalnum() and before != "s" and not behind.isalnum())
        )
    if shape in "“„«``":
        return True, shape == "“" and not opens
    if shape in "”»":
        return False, True
    return opens, closes and not (opens and before not in "—–-")


def _fits(opening: str, closing: str) -> bool:
    return opening == closing or closing in _CLOSING.get(opening, "")


def _runs_on(text: str, opened: int, start: int) -> bool:
    """Tell whether an unclosed mark begins a quotation: at the paragraph's start, or behind a stop, comma or colon."""
    return opened == start or text[max(start, opened - 2) : opened].strip()[-1:] in tuple(",:.?!")


def _quotation(text: str, start: int, end: int, *, closed: bool) -> Quotation:
    inner = text[start:end].strip("\"“”„«»`'‘’ ")
    short = len(inner) < 60 and len(inner.split(None, FRAGMENT_WORDS)) <= FRAGMENT_WORDS
    return Quotation(start, end, closed=closed, is_fragment=short and closed and inner[-1:] not in _STOPS)
