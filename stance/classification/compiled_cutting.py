"""Cut a text into words, as the expression in `words.py` does."""

from __future__ import annotations

from typing import Any

from stance.classification.compiled_arrays import (
    APOSTROPHE,
    DIGIT,
    DOT,
    LETTER,
    MARK,
    UNDERSCORE,
    UNREADABLE,
    compile_loop,
)


@compile_loop
def _kind(kinds: Any, code: Any) -> Any:
    return kinds[code] if code < len(kinds) else UNREADABLE


@compile_loop
def _is_alphanumeric(kinds: Any, code: Any) -> Any:
    kind = _kind(kinds, code)
    return kind in (LETTER, DIGIT)


@compile_loop
def _end_of_token(kinds: Any, codes: Any, start: Any, end: Any, kind: Any) -> Any:
    """Return where the token that begins at a letter, digit or mark ends, as the expression in words.py has it."""
    stop = start + 1
    if kind == MARK:
        return stop
    if kind == LETTER:
        while stop + 1 < end and codes[stop] == DOT and _kind(kinds, codes[stop + 1]) == LETTER:
            stop += 2
        if start + 1 < stop < end and _kind(kinds, codes[stop]) in (LETTER, DIGIT, UNDERSCORE):
            stop -= 2
        if stop > start + 1:
            return stop + 1 if stop < end and codes[stop] == DOT else stop
    while True:
        while stop < end and _is_alphanumeric(kinds, codes[stop]):
            stop += 1
        if stop + 1 >= end or _kind(kinds, codes[stop]) != APOSTROPHE or not _is_alphanumeric(kinds, codes[stop + 1]):
            return stop
        stop += 2


@compile_loop
def cut(kinds: Any, codes: Any, start: Any, end: Any, starts: Any, stops: Any) -> Any:
    """Write where the tokens of a text stand, and return how many; -1 where a character is not readable."""
    n_tokens = 0
    position = start
    while position < end:
        kind = _kind(kinds, codes[position])
        if kind == UNREADABLE:
            return -1
        if kind in (LETTER, DIGIT, MARK):
            starts[n_tokens] = position
            position = _end_of_token(kinds, codes, position, end, kind)
            stops[n_tokens] = position
            n_tokens += 1
        else:
            position += 1
    return n_tokens
