"""Quotations of one paragraph: straight, curly, angled, low and TeX-like marks, closed or running to the end."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

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
# both begin with a set of characters, which the regex engine skips to, rather than with a choice or a look behind
_MARK: Final = re.compile(r"[\"“”„«»`'](?:(?<=[\"“”„«»])|(?<=`)`|(?<=')')")
_SINGLE: Final = re.compile(r"['‘’]")
_OPENS_SINGLE: Final = re.compile(r"['‘](?=\w)(?<![^\s(].)")
_STOPS: Final = ".,?!…"


class Quotation(NamedTuple):
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

    start: int
    end: int
    closed: bool
    is_fragment: bool


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
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    nested = 0  # curly quotations inside one in straight marks
    for mark in (_SINGLE if single else _MARK).finditer(text, start, end):
        opens, closes = _reads_as(text, mark, start, end, single)
        if opened is None:
            opened = mark if opens else None
            nested = 0
        elif opened.group() == '"' and mark.group() in "“”" and (nested or mark.group() == "“"):
            nested += 1 if mark.group() == "“" else -1
        elif closes and _fits(opened.group(), mark.group()):
            found.append(_quotation(text, opened.start(), mark.end(), closed=True))
            opened = None
        elif opens and opened.group() == mark.group() and opened.group() in "\"''":
            opened = mark  # a straight mark that was never closed is a stray one
    if opened is not None and _runs_on(text, opened, start, end):
        found.append(_quotation(text, opened.start(), end, closed=False))
    return found


def quotations_by_paragraph(text: str, ranges: Iterable[Span]) -> list[list[Quotation]]:
    """Find the quotations of each paragraph: those in single marks where there are no others, as in British papers.

    Examples
    --------
    >>> from stance.extraction.sentences import paragraphs
    >>> text = chr(10).join(["‘It is over,’ she said.", "“It’s not.”", "He didn’t."])
    >>> [[text[q.start:q.end] for q in found] for found in quotations_by_paragraph(text, paragraphs(text))]
    [['‘It is over,’'], ['“It’s not.”'], []]
    """
    marks = [mark.start() for mark in _MARK.finditer(text)]
    may_be_single = _OPENS_SINGLE.search(text) is not None
    found = []
    for start, end in ranges:
        is_quoting = bisect_left(marks, start) < bisect_left(marks, end)
        is_single = not is_quoting and may_be_single and _OPENS_SINGLE.search(text, start, end) is not None
        found.append(find_quotations(text, start, end, single=is_single) if is_quoting or is_single else [])
    return found


def _reads_as(text: str, mark: re.Match[str], start: int, end: int, single: bool) -> tuple[bool, bool]:
    """Return whether the mark can open and whether it can close."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    behind = text[mark.end()] if mark.end() < end else " "
    shape = mark.group()
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


def _runs_on(text: str, opened: re.Match[str], start: int, end: int) -> bool:
    """Tell whether an unclosed mark begins a quotation: at the paragraph's start, or behind a stop, comma or colon."""
    return opened.start() == start or text[max(start, opened.start() - 2) : opened.start()].strip()[-1:] in tuple(
        ",:.?!"
    )


def _quotation(text: str, start: int, end: int, *, closed: bool) -> Quotation:
    inner = text[start:end].strip("\"“”„«»`'‘’ ")
    short = len(inner) < 60 and len(inner.split(None, FRAGMENT_WORDS)) <= FRAGMENT_WORDS
    return Quotation(start, end, closed, short and closed and inner[-1:] not in _STOPS)
