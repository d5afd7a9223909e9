"""Verbs told from the nouns and participles of the same form: "officials claim", not "the claim"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stance.extraction.descriptions import is_plural
from stance.extraction.phrases import phrase_before
from stance.extraction.spans import make_span

if TYPE_CHECKING:
    from stance.extraction.clauses import Sentence

_SINGLE: Final = frozenset({"one", "another", "each", "neither"})
_PEOPLE: Final = _SINGLE | {
    *("both", "few", "half", "majority", "many", "most", "others", "people", "percent", "police", "several", "some"),
}
_PEOPLES: Final = ("ns", "ats", "ists", "men", "ors")  # Republicans, Democrats, Islamists
_NAMING: Final = frozenset({"called", "named", "dubbed"})
_BE: Final = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_SAY: Final = frozenset({"say", "says"})
_NO_NOUNS: Final = frozenset(
    {"says", "argues", "believes", "insists", "suggests", "thinks", "contends", "acknowledges", "admits", "adds"}
)
_NEVER_NOUNS: Final = _SAY | {
    *("acknowledge", "admit", "agree", "argue", "assume", "believe", "complain", "concede", "contend", "insist"),
    *("maintain", "predict", "suggest", "suspect", "think", "worry"),
}


def is_predicate(sentence: Sentence, at: int, group: int) -> bool:
    """Tell a verb from the noun or participle of the same form: "officials claim", "the claim"."""
    tag = sentence.tags[at]
    if tag == "V":
        names = (
            sentence.tag(group - 1) == "n" and sentence.tag(at + 1) in "NQq#" and sentence.words.lower[at] in _NAMING
        )
        counted = at == group and sentence.tag(at - 1) in "dH'#j" and not _is_pronoun(sentence, at - 1)
        return not names and not counted  # not "a firm called X", "several proposed laws"
    return tag == "G" or not {"a", "T"}.isdisjoint(sentence.tags[group:at]) or _has_subject(sentence, tag, group, at)


def _has_subject(sentence: Sentence, tag: str, group: int, at: int) -> bool:
    """Whether what stands before a present form can be its subject."""
    before, behind = sentence.tag(group - 1), sentence.tag(at + 1)
    if before in "sw" or group == sentence.lo or (behind in "avV'" and sentence.words.lower[at] not in _SAY):
        extracted = (
            tag != "S" and behind in "av" and sentence.tag(group - 2) in "wt" and _is_plural(sentence, group - 1)
        )
        return before in "sw" or extracted  # "which officials think could ..."
    if tag == "S":
        return _has_singular_subject(sentence, group, at)
    if before == "d":
        return _is_pronoun(sentence, group - 1)
    word = sentence.words.lower[at]
    if before in "nN" and ((behind in "ts" and word in _NEVER_NOUNS) or (behind in "Qq" and word == "read")):
        return True  # "activists from the north say that ..."
    comma = sentence.tags.rfind(",", sentence.lo, group - 1)
    aside = before == "," and comma > sentence.lo and sentence.tags[comma + 1 : group - 1] in ("r", "p", "pn", "##")
    if aside:  # "Critics, however, say"
        last = comma - 1
        plural = _is_plural(sentence, _head_before(sentence, comma)) or _is_plural(sentence, last)
        return plural or _is_pronoun(sentence, last)
    plural = before in "nNS" and (
        _is_plural(sentence, group - 1) or _is_plural(sentence, _head_before(sentence, group))
    )
    return plural or before in "#-"


def _has_singular_subject(sentence: Sentence, group: int, at: int) -> bool:
    """Whether what stands before a third person can be its subject."""
    before = sentence.tag(group - 1)
    if before not in "nNB":
        one = before == "d" and sentence.words.lower[group - 1] in _SINGLE and _is_pronoun(sentence, group - 1)
        return one or before in ",c)Q-"
    return (
        sentence.words.lower[at] in _NO_NOUNS
        or not _is_plural(sentence, group - 1, surely=True)
        or not _is_plural(sentence, _head_before(sentence, group), surely=True)
    )


def _head_before(sentence: Sentence, end: int) -> int:
    """Return the last word of the phrase that ends at word `end`, without what hangs on it."""
    phrase = phrase_before(sentence.words, end, sentence.lo) or make_span(end - 1, end)
    return next((at - 1 for at in range(phrase.start + 1, end) if sentence.tags[at] in "pT"), end - 1)


def _is_pronoun(sentence: Sentence, at: int) -> bool:
    """Whether a determiner stands for people: "Most believe", "one in four said"."""
    word, before = sentence.words.lower[at], sentence.tag(at - 1)
    share = before == "p" and sentence.words.lower[at - 1] == "in" and sentence.tag(at - 2) in "d#"
    return share or (word in _PEOPLE and before in ",.tcQ-b:;r")


def _is_plural(sentence: Sentence, at: int, *, surely: bool = False) -> bool:
    word = sentence.words.lower[at]
    if sentence.tags[at] == "N" and (surely or at > sentence.lo):
        first = phrase_before(sentence.words, at + 1, sentence.lo)
        return word.endswith(_PEOPLES) or (
            first is not None and "c" in sentence.tags[sentence.lo + 1 : first.start][-1:]
        )
    return word in _PEOPLE or is_plural(word)


def is_passive(sentence: Sentence, at: int, group: int) -> bool:
    """Whether the verb group makes the verb at `at` a passive."""
    return sentence.tags[at] == "V" and not _BE.isdisjoint(sentence.words.lower[group:at])
