"""The cue lexicon, inflected: which words report, in which form, and what they take."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from stance.extraction.cue_lexicon import ADJECTIVES, NOUNS, STATEMENT_NOUNS, VERBS


class CueVerb(NamedTuple):
    """A reporting verb in one of its forms."""

    lemma: str
    frames: str
    particles: frozenset[str]


_DOUBLED: Final = frozenset(
    "quip brag chat rip slap pan commit admit trip dub refer prefer snap sob slam beg rebut pin bet plan drop jab nod hit".split()
)


def _third_person(base: str) -> str:
    if re.search(r"(?:s|x|ch|sh|o)$", base):
        return base + "es"
    return base[:-1] + "ies" if re.search(r"[^aeiou]y$", base) else base + "s"


def _with_suffix(base: str, suffix: str) -> str:
    """Add -ed or -ing to a base form."""
    if base in _DOUBLED:
        return base + base[-1] + suffix
    if base == "lie":
        return "lied" if suffix == "ed" else "lying"
    if base.endswith("ee"):
        return base + suffix.removeprefix("e")
    if base.endswith("e"):
        return base[:-1] + suffix
    if suffix == "ed" and re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ied"
    return base + suffix


def _past(base: str) -> str:
    return {"say": "said", "hear": "heard"}.get(base) or _with_suffix(base, "ed")


def _read_verbs() -> dict[str, CueVerb]:
    """Map each base form (with its past forms, after slashes) to its frames and particles, merged over the lines."""
    verbs: dict[str, CueVerb] = {}
    for line in VERBS.split("\n"):
        frames, *entries = line.split() or [""]
        for entry in entries:
            forms, _, particles = entry.partition("|")
            base = forms.split("/")[0]
            old = verbs.get(base, CueVerb(forms, "", frozenset()))
            own = "" if particles and "q" not in frames and "c" not in frames and "i" not in frames else frames
            merged = "".join(sorted(set(old.frames + own)))
            verbs[base] = CueVerb(
                max(old.lemma, forms, key=len), merged, old.particles | frozenset(filter(None, particles.split(",")))
            )
    return verbs


def _inflect(verbs: dict[str, CueVerb]) -> tuple[dict[str, CueVerb], dict[str, str]]:
    """Return every form with its verb, and the tag of every form."""
    forms: dict[str, CueVerb] = {}
    tags: dict[str, str] = {}
    for base, (spelled, frames, particles) in verbs.items():
        verb = CueVerb(base, frames, particles)
        pasts = spelled.split("/")[1:] or [_past(base)]
        for form, tag in (
            (base, "B"),
            (_third_person(base), "S"),
            (_with_suffix(base, "ing"), "G"),
            *((p, "V") for p in pasts),
        ):
            forms.setdefault(form, verb)
            tags.setdefault(form, tag)
    return forms, tags


CUE_FORMS: Final[dict[str, CueVerb]]
CUE_TAGS: Final[dict[str, str]]
CUE_FORMS, CUE_TAGS = _inflect(_read_verbs())
CUE_ADJECTIVES: Final = frozenset(ADJECTIVES)
CUE_NOUNS: Final = frozenset(NOUNS) | frozenset(noun[:-1] + "ies" if noun[-1] == "y" else noun + "s" for noun in NOUNS)
del CUE_TAGS["states"]  # countries, nearly always
CUE_TAGS.update((word, "j") for word in sorted(CUE_ADJECTIVES - CUE_TAGS.keys()))

__all__ = ["CUE_ADJECTIVES", "CUE_FORMS", "CUE_NOUNS", "CUE_TAGS", "STATEMENT_NOUNS", "CueVerb"]
