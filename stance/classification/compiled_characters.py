"""What each character is to the compiled loops."""

from __future__ import annotations

import sys
import unicodedata
from functools import lru_cache

import numpy as np

from stance.classification.compiled_arrays import (
    APOSTROPHE,
    DIGIT,
    LETTER,
    MARK,
    OTHER,
    UNDERSCORE,
    UNREADABLE,
    Characters,
)
from stance.classification.words import CLAUSE_ENDS, word_form

_N_CODE_POINTS = 0x20000  # those above are rare: texts with them are left to the plain path
_JAMO = ((0x1100, 0x1200), (0xA960, 0xA980), (0xD7B0, 0xD800))  # letters that NFKC joins to the letter before
_FINAL_SIGMA = "Σ"  # its lower case depends on its place in the word


@lru_cache(maxsize=1)
def characters() -> Characters:
    """Return what each code point is to the expression in `words.py`, and what becomes of it in a word's form."""
    kinds = np.full(sys.maxunicode + 1, UNREADABLE, dtype=np.uint8)
    kinds[:_N_CODE_POINTS] = OTHER
    folded = np.arange(_N_CODE_POINTS, dtype=np.uint32)
    for code in range(_N_CODE_POINTS):
        character = chr(code)
        if not character.isalnum():
            continue
        form = _form_of_letter(character)
        if form is None:
            kinds[code] = UNREADABLE
            continue
        kinds[code] = DIGIT if character.isdecimal() else LETTER
        folded[code] = ord(form)
    for kind, marks in ((MARK, CLAUSE_ENDS), (APOSTROPHE, "'’"), (UNDERSCORE, "_")):
        kinds[[ord(mark) for mark in marks]] = kind
    folded[ord("’")] = ord("'")
    return Characters(kinds, folded)


def _form_of_letter(character: str) -> str | None:
    """Return what becomes of a letter in any word, or None if that depends on its neighbours or is no single letter."""
    form: str = word_form.__wrapped__(character)  # not through the cache, which the words of texts need
    if form == character and not unicodedata.combining(character) and not _is_jamo(character):
        return form
    composed = unicodedata.normalize("NFKC", character)
    joins = unicodedata.combining(composed[0]) or _is_jamo(composed[0])
    if len(form) != 1 or len(composed) != 1 or joins or composed == _FINAL_SIGMA or word_form.__wrapped__(form) != form:
        return None
    return form


def _is_jamo(character: str) -> bool:
    return any(first <= ord(character) < end for first, end in _JAMO)
