"""The cue lexicon, inflected: which words report, in which form, and what they take."""

from __future__ import annotations

import re
from typing import Final

from stance.extraction.lexicon import read_lexicon

_LISTS = read_lexicon("cues")
_DOUBLED: Final = re.compile(
    r"^(?:quip|brag|rip|slap|pan|commit|admit|dub|refer|rebut|bet|plan|prefer|snap|sob|slam|beg)$"
)
_NEVER_CUES: Final = ("email", "emails", "state", "states")  # nouns, nearly always


class CueVerb:
    """A reporting verb.

    Parameters
    ----------
    frames : frozenset of str
        What it takes as its content, see ``lexicon/cues.toml``.
    particles : frozenset of str
        Words that it takes a noun phrase behind.

    Attributes
    ----------
    speaks : bool
        Whether it goes with quotations, and can follow or interrupt them.
    is_clausal : bool
        Whether it takes a clause, as speech and belief do; other attitudes take things and deeds.
    addresses : bool
        Whether an addressee can stand between it and its content.
    """

    __slots__ = ("addresses", "frames", "is_clausal", "particles", "speaks")

    def __init__(self, frames: frozenset[str], particles: frozenset[str]) -> None:
        self.frames, self.particles = frames, particles
        self.speaks = "q" in frames
        self.is_clausal = not frames.isdisjoint("cq")
        self.addresses = not frames.isdisjoint("au")


def _third_person(base: str) -> str:
    if base.endswith(("s", "x", "ch", "sh", "o")):
        return base + "es"
    return base[:-1] + "ies" if re.search(r"[^aeiou]y$", base) else base + "s"


def _with_suffix(base: str, suffix: str) -> str:
    """Add -ed or -ing to a base form."""
    if _DOUBLED.match(base):
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


def _inflect(spelled: str) -> dict[str, str]:
    """Map the forms of a verb to their tags; past forms stand behind slashes where they are irregular."""
    base, *past = spelled.split("/")
    forms = {base: "B", _third_person(base): "S", _with_suffix(base, "ing"): "G"}
    return dict.fromkeys(past or [_with_suffix(base, "ed")], "V") | forms


def _read_verbs() -> tuple[dict[str, CueVerb], dict[str, str]]:
    """Return every form of every verb with the verb, merged over the frames it stands under, and with its tag."""
    verbs: dict[str, CueVerb] = {}
    tags: dict[str, str] = {}
    for frames, entries in _LISTS["verbs"].items():
        for entry in entries.split():
            spelled, _, particles = entry.partition("|")
            own = CueVerb(
                frozenset(frames if not particles or frames != "o" else ""), frozenset(particles.split(",")) - {""}
            )
            for form, tag in _inflect(spelled).items():
                old = verbs.get(form, own)
                verbs[form] = CueVerb(old.frames | own.frames, old.particles | own.particles)
                tags.setdefault(form, tag)
    return verbs, tags


_VERBS = _read_verbs()
_NOUNS = dict(entry.partition("|")[::2] for entry in _LISTS["nouns"].split())

CUE_VERBS: Final[dict[str, CueVerb]] = _VERBS[0]
"""Verb of each form."""

CUE_NOUNS: Final[dict[str, frozenset[str]]] = {
    form: frozenset(links.split(",")) for noun, links in _NOUNS.items() for form in (noun, _third_person(noun))
}
"""Prepositions that lead from each noun of speech or attitude, in both numbers, to its content."""

SOURCE_CUES: Final[frozenset[str]] = frozenset({"according", "per"})
"""Cues that name a source."""

TEXT_NOUNS: Final[frozenset[str]] = frozenset(_LISTS["texts"].split())
"""Nouns of texts, in which those speak who wrote them."""

CUE_TAGS: Final[dict[str, str]] = dict.fromkeys(_LISTS["adjectives"].split(), "j") | {
    form: tag for form, tag in _VERBS[1].items() if form not in _NEVER_CUES
}
"""Tag of each cue: V past, S third person, B base form, G -ing, j adjective."""

CUES: Final[frozenset[str]] = frozenset({*CUE_TAGS, *CUE_NOUNS, *SOURCE_CUES, "against"})
"""All words that may be cues."""
