"""Noun phrases and verb groups around a cue, read off the tags of a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stance.extraction.spans import make_span
from stance.types import Span

if TYPE_CHECKING:
    from stance.extraction.words import Words

_NOMINAL: Final = frozenset("nNjvgqBS#'")
_HEADS: Final = frozenset("nNqBS#")
_LINKS: Final = frozenset({"of", "for", "from", "in", "at", "with", "on", "to", "behind", "against", "among", "like"})
_RIGHT: Final = re.compile(r"[so]|[dH]{0,2}r?[nNjvgqBS#']{1,12}")
_LEADING: Final = re.compile(
    r"(?:N{1,3}(?:,[Nxm#]{1,3}){0,2}(?:\([^)]{1,6}\))?-)?(?:[pbgGvVTh][^,]{0,40},|[rcmx-],?|Q,?)*"
)
_FIRST: Final = re.compile(r"s|[dH]{0,2}[nNjq#'vgGBS]{0,10}[nNq](?:pd?[nN']{1,4})?")
_RELATIVE: Final = re.compile(r"(?<=[nN)])w[^,]{1,14}$")
_NAMED: Final = re.compile(r",(N{1,4})(?=[,.(]|$)")
_PRONOUNS: Final = frozenset({"another", "her", "many", "most", "one", "some"})  # '"...", said another'
TIMES: Final = frozenset(
    """
    afternoon day days decade decades evening hour hours minute minutes moment moments month months morning night nights
    summer time week weekend weeks winter year years
    """.split()  # noqa: SIM905
)
_REACH: Final = 16


def subject_before(words: Words, group: int, lo: int) -> Span | None:
    """Find the subject of a verb group that begins at word `group`, on its left.

    The subject of a relative clause is its pronoun; see `antecedent`.
    """
    tags = words.tags
    if group <= lo:
        return None
    tag = tags[group - 1]
    if tag in "sw":
        return make_span(group - 1, group)
    if tag in ",-" or _ends_in_comma(words, group - 1):
        return _behind_dashes(words, group - 1, lo) if tag == "-" else _behind_apposition(words, group - 1, lo)
    found = phrase_before(words, group, lo)
    if found is not None and tags[found.start : found.end] == "o":
        return None
    return None if found is None else _with_conjunct(words, _before_relative(words, found, lo), lo)


def _ends_in_comma(words: Words, at: int) -> bool:
    return words.tags[at] == "Q" and words.text[words.start[at] : words.end[at]].rstrip("'\"”’")[-1:] == ","


def antecedent(words: Words, relative: int, lo: int) -> Span | None:
    """Return the phrase that a relative pronoun stands for."""
    return phrase_before(words, relative - 1 if relative - 1 > lo and words.tags[relative - 1] == "," else relative, lo)


def phrase_before(words: Words, end: int, lo: int) -> Span | None:
    """Return the noun phrase, with the prepositional phrases that hang on it, which ends at word `end`."""
    tags = words.tags
    if end - 1 > lo and tags[end - 1] == ")":
        opening = tags.rfind("(", max(lo, end - 8), end)
        end = opening if opening > lo else end
    start = end - 1 if end > lo and tags[end - 1] in "so" else _base_start(tags, end, lo)
    while start is not None and start - 2 >= lo and tags[start - 1] in "pT" and words.lower[start - 1] in _LINKS:
        further = _base_start(tags, start - 1, lo)
        if further is None:
            break
        start = further
    return None if start is None else make_span(start, end)


def _base_start(tags: str, end: int, lo: int) -> int | None:
    """Return where the noun phrase without prepositions that ends at `end` starts."""
    start = end
    while start > lo and tags[start - 1] in _NOMINAL:
        start -= 1
    if start == end:
        return start - 1 if start > lo and tags[start - 1] == "d" else None
    if _HEADS.isdisjoint(tags[start:end]) and tags[start - 1 : start] != "d":
        return None
    if tags[start : start + 2] == "vN":  # "met Gen. Oakes"
        return start + 1
    while start > lo and tags[start - 1] in "dH":
        start -= 1
    return start


def _with_conjunct(words: Words, phrase: Span, lo: int) -> Span:
    """Take both of "Smith and Jones said", where the first of them begins a clause."""
    tags = words.tags
    if phrase.start - 2 < lo or words.lower[phrase.start - 1] != "and":
        return phrase
    first = _base_start(tags, phrase.start - 1, lo)
    if first is None or (first > lo and tags[first - 1] not in "tQ,"):
        return phrase
    return make_span(first, phrase.end)


def _before_relative(words: Words, phrase: Span, lo: int) -> Span:
    """Take the official, not the plan, of "An official who knows the plan said"."""
    reach = max(lo, phrase.start - _REACH)
    match = _RELATIVE.search(words.tags, reach, phrase.start)
    if match is None or not re.search("[avVSB]", match.group()):
        return phrase
    outer = phrase_before(words, match.start(), lo)
    begins = outer is not None and (outer.start == lo or words.tags[outer.start - 1] in ",tQcb")
    return outer if outer is not None and begins else phrase


def _behind_apposition(words: Words, comma: int, lo: int) -> Span | None:
    """Take the phrase before the interruption: "Smith, 52, a professor of law, said"."""
    tags = words.tags
    best: Span | None = None
    at = comma
    for _ in range(4):
        at = tags.rfind(",", lo, at)
        if at < 0:
            break
        found = phrase_before(words, at, lo)
        if found is None or tags[found.start] in "so":
            continue
        if _is_name(tags[at + 1 : comma]) and tags[at - 1] == "n":  # "his sister, Ana, said"
            return make_span(at + 1, comma)
        leads = found.start == lo + 1 and tags[lo] == "p"  # "In Congress Sen. Smith, who left, said"
        begins = found.start == lo or leads or tags[found.start - 1] in ",ctrQ-bm;:"
        if begins and "N" in tags[found.start : found.end]:
            return found
        best = found if begins else best
    return best


def _behind_dashes(words: Words, dash: int, lo: int) -> Span | None:
    """Take the phrase before the interruption: "Smith - who had left - said"."""
    at = words.tags.rfind("-", lo, dash)
    return phrase_before(words, at, lo) if at > lo else None


def _is_name(tags: str) -> bool:
    return bool(tags) and set(tags) == {"N"}


def phrase_behind(words: Words, start: int, hi: int) -> Span | None:
    """Return the noun phrase that begins at word `start`."""
    match = _RIGHT.match(words.tags, start, hi)
    if match is None:
        alone = start < hi and words.lower[start] in _PRONOUNS
        return make_span(start, start + 1) if alone else None
    end = match.end()
    while end > start and words.tags[end - 1] not in "nNqso#BS":
        end -= 1
    if end == start or (end == start + 1 and words.tags[start] in "d#"):
        return None
    named = _NAMED.match(words.tags, end, hi) if words.tags[end - 1] == "n" else None
    if named is not None:  # "said his sister, Ana Ruiz."
        return make_span(named.start(1), named.end(1))
    return _with_link(words, make_span(start, end), hi)


def _with_link(words: Words, phrase: Span, hi: int) -> Span:
    """Add "for the ministry" to "a spokesman"; a name needs nothing behind it."""
    tags, end = words.tags, phrase.end
    if (
        end < hi
        and tags[end] == "p"
        and words.lower[end] in ("of", "for", "with", "from")
        and "NN" not in tags[phrase.start : end]
    ):
        match = _RIGHT.match(tags, end + 1, hi)
        if match is not None and tags[match.end() - 1] in "nNq":
            return make_span(phrase.start, match.end())
    return phrase


def main_subject(words: Words, lo: int, hi: int) -> Span | None:
    """Return the subject of the sentence's first clause, past the phrases that lead up to it."""
    leading = _LEADING.match(words.tags, lo, hi)
    match = _FIRST.match(words.tags, leading.end() if leading else lo, hi)
    if match is not None and words.lower[match.end() - 1] in TIMES:  # "Hours later, Smith ..."
        comma = words.tags.find(",", match.end(), min(hi, match.end() + _REACH))
        match = _FIRST.match(words.tags, comma + 1, hi) if comma > 0 else None
    if match is None or words.lower[match.start()] in ("it", "there"):
        return None
    return make_span(*match.span())
