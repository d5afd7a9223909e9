"""Verbs that report: '"...", said Smith', "..., Smith said", "Smith said ..." and "... was rejected by Smith"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stance.extraction.cues import TEXT_NOUNS
from stance.extraction.holders import holds_view
from stance.extraction.phrases import phrase_behind, subject_before
from stance.extraction.predicates import is_passive, is_predicate
from stance.extraction.spans import make_span
from stance.types import Span

if TYPE_CHECKING:
    from stance.extraction.cues import CueVerb
    from stance.extraction.reading import Reading

_ASIDE: Final = re.compile(",[^Q]")
_NO_CLAUSE: Final = re.compile(r"[,-]?[^,:;caVSBtQ]*")
_QUOTES: Final = re.compile(r"[^,;:VSBG]*Q")
_CLAUSE: Final = re.compile(r"[^avVSB.:;,bw-]*(?:[,-]w[^,-]*[,-]|,[^avVSB,]*,)?[^avVSB.:;,bw-]*[avVSB]")
_HYPOTHETICAL: Final = frozenset({"if", "whether", "unless", "how", "than"})  # what follows is not reported as said
_PROMPTS: Final = frozenset({"asked", "pressed", "questioned"})
_MORE: Final = frozenset({"more", "less", "fewer", "higher"})
_ANSWERS: Final = frozenset({"yes", "no", "so", "same"})
_NOT_BY: Final = frozenset({"accused", "asked", "seen"})  # "he was accused by Smith" says of what later
_KNOW: Final = frozenset({"know", "knows", "knew", "known", "knowing"})
_SEEN: Final = frozenset({"saw", "seen", "seeing"})
_SAY: Final = frozenset({"say", "says", "said", "saying"})
_APPOSITION: Final = 20  # words of the longest that is looked past
_LONG: Final = 6  # words that are a clause even if none of them is known as a verb
_QUOTATION: Final = re.compile("[Qq]")
_QUOTE_REACH: Final = 10  # words between a quotation and the verb behind it


def read_verb(reading: Reading, at: int, verb: CueVerb) -> None:
    """Enter what the verb at a word reports, if it reports."""
    if verb.frames == {"q"} and _QUOTATION.search(reading.tags, reading.lo, reading.hi) is None:
        return  # "continue" and "read" only speak in quotations
    group = reading.sentence.group_start(at)
    if not is_predicate(reading.sentence, at, group) or reading.is_reported(at, clausal=verb.speaks):
        return
    if _by_agent(reading, at, group, verb) or _passive(reading, at, group, verb) or _inverted(reading, at, group, verb):
        return
    source = reading.subject(at, group)
    if source is None or _is_hypothetical(reading, source):
        return
    if not verb.speaks and not holds_view(reading, at, group, source):
        reading.pass_over(at, source)
        return
    if not _postposed(reading, at, group, verb, source):
        _preposed(reading, at, group, verb, source)


def _passive(reading: Reading, at: int, group: int, verb: CueVerb) -> bool:
    """Pass over "Smith was told ..."; read "Smith was asked (by Jones) whether ...", which may have no source."""
    if not is_passive(reading.sentence, at, group):
        return False
    if reading.words.lower[at] == "asked":
        cue_end, start = reading.sentence.content_start(at, verb)
        by = reading.words.lower[at + 1 : at + 2] == ["by"]
        source = phrase_behind(reading.words, at + 2, reading.hi) if by else None
        cue_end, start = (at + 2, source.end) if source is not None else (cue_end, start)
        if start is not None and reading.sentence.tag(start) == "h":
            reading.add(
                [make_span(start, reading.sentence.content_end(start))], make_span(group, cue_end), source, verb
            )
    return True


def _is_hypothetical(reading: Reading, source: Span) -> bool:
    """Whether a clause with this subject is not reported as said; "more than 60 percent said" is."""
    before = reading.words.lower[source.start - 1] if source.start > reading.lo else ""
    counts = before == "than" and reading.words.lower[source.start - 2] in _MORE
    return before in _HYPOTHETICAL and not counts


def _by_agent(reading: Reading, at: int, group: int, verb: CueVerb) -> bool:
    """Read "The plan was rejected by Smith"."""
    if reading.tags[at] != "V" or reading.words.lower[at + 1 : at + 2] != ["by"]:
        return False
    if verb.speaks and group == reading.lo + 1 and reading.words.lower[reading.lo] == "as":
        return _as_told(reading, at)
    if "o" not in verb.frames or reading.words.lower[at] in _NOT_BY or (group == at and verb.frames == {"o"}):
        return False
    content = subject_before(reading.words, group, reading.lo)
    source = phrase_behind(reading.words, at + 2, reading.hi)
    if content is not None and source is not None:
        reading.add([content], make_span(group, at + 2), source)
    return True


def _as_told(reading: Reading, at: int) -> bool:
    """Read "As reported by Smith, ..."."""
    source = phrase_behind(reading.words, at + 2, reading.hi)
    if source is None or reading.sentence.tag(source.end) != ",":
        return False
    reading.add([make_span(source.end + 1, reading.hi)], make_span(reading.lo, at + 2), source)
    return True


def _inverted(reading: Reading, at: int, group: int, verb: CueVerb) -> bool:
    """Read '"...", said Smith'."""
    if not verb.speaks or group != at or reading.tags[at] not in "VS" or reading.sentence.tag(at + 1) == "o":
        return False
    if at == reading.lo:
        return _leading(reading, at, verb)
    left = _before_marks(reading, at - 1)
    quoted = left >= reading.lo and reading.tags[left] == "Q"
    source = phrase_behind(reading.words, at + 1, reading.hi) if quoted or reading.sentence.tag(at - 1) == "," else None
    if source is None:
        return False
    verbs = "aVS" if quoted and reading.sentence.ends_in_comma(left) else "avVS"  # '"...," says a man involved'
    if reading.sentence.tag(source.end) in verbs and reading.sentence.tag(source.end - 1) not in "BS":
        return False
    if not quoted and (
        reading.sentence.tag(source.end) not in ",.(w"
        or (subject_before(reading.words, at, reading.lo) is not None and not _stands_apart(reading, at, source, verb))
    ):
        return False
    rest = reading.sentence.rest(source.end, apposed=True)
    if not rest and not quoted and not reading.sentence.has_verb(reading.lo, at):
        rest = _behind_apposition(reading, source.end)
    reading.add([make_span(reading.lo, left + 1), *rest], make_span(at, at + 1), source, verb)
    return True


def _stands_apart(reading: Reading, at: int, source: Span, verb: CueVerb) -> bool:
    """Whether "..., said Smith, an aide" ends a sentence that has a clause before, and is no clause itself."""
    named = "NN" in reading.tags[source.start : source.end] and not verb.addresses  # not "..., told Fox News"
    return named and reading.sentence.has_verb(reading.lo, at) and not reading.sentence.has_verb(source.end, reading.hi)


def _behind_apposition(reading: Reading, start: int) -> list[Span]:
    """Return what goes on behind the apposition in "The goal, says Smith, a professor, is peace"."""
    comma = reading.tags.find(",a", start + 1, min(reading.hi, start + _APPOSITION))
    return [make_span(comma + 1, reading.sentence.content_end(comma + 1))] if comma > 0 else []


def _leading(reading: Reading, at: int, verb: CueVerb) -> bool:
    """Read 'Said Smith, "..."'."""
    source = phrase_behind(reading.words, at + 1, reading.hi)
    if source is None or reading.tags[source.end : source.end + 2] not in (",Q", ":Q"):
        return False
    reading.add([make_span(source.end + 1, reading.hi)], make_span(at, at + 1), source, verb)
    return True


def _postposed(reading: Reading, at: int, group: int, verb: CueVerb, source: Span) -> bool:
    """Read '"...", Smith said' and "..., Smith said"."""
    if reading.tags[at] == "G" or not verb.is_clausal or source.start >= at or reading.tags[source.start] == "w":
        return False
    end = reading.sentence.behind_addressee(at + 1) if verb.addresses else at + 1
    behind = reading.sentence.behind_adjunct(end)
    follows = reading.sentence.tag(behind)
    quote = reading.tags.rfind("Q", max(reading.lo, source.start - _QUOTE_REACH), source.start)
    if quote >= 0 and _NO_CLAUSE.fullmatch(reading.tags, quote + 1, source.start):
        if _is_titled(reading, quote, behind, source) or (follows in "thQ:" and reading.words.lower[behind] != "when"):
            return False
        left = quote
        source = make_span(quote + (2 if reading.tags[quote + 1] in ",-" else 1), source.end)
    else:
        left = source.start - 1
        if reading.sentence.tag(left) not in ",-" or follows not in ",.?!-;":
            return False
        whole = reading.sentence.is_clause_before(left, ends=follows in ".?!")
        prompted = reading.words.lower[reading.lo] in _PROMPTS  # "Asked why, Smith said ..."
        if prompted or verb.frames == {"q"} or not (whole or reading.sentence.goes_on(behind)):
            return False
        left = _before_marks(reading, left)
    content = [make_span(reading.sentence.left_start(left), left + 1), *reading.sentence.rest(behind)]
    reading.add(content, make_span(group, end), source, verb)
    return True


def _is_titled(reading: Reading, quote: int, behind: int, source: Span) -> bool:
    """Whether a quotation is the title in 'On "The Hour," Smith said he ...', or '"...," in May Smith said he ...'."""
    adverbial = reading.tags[reading.lo] in "pmrgG" and not reading.sentence.has_verb(reading.lo, quote)
    between = "p" in reading.tags[quote + 1 : source.start]
    return (
        (adverbial or between)
        and reading.sentence.tag(behind) in "sdHNn"
        and reading.sentence.has_verb(behind, reading.hi)
    )


def _before_marks(reading: Reading, left: int) -> int:
    while left > reading.lo and reading.tags[left] in ",-":
        left -= 1
    return left


def _preposed(reading: Reading, at: int, group: int, verb: CueVerb, source: Span) -> None:
    """Read "Smith said ..."."""
    if reading.words.lower[source.start - 1 : source.start] == ["as"] and _ASIDE.match(
        reading.tags, at + 1, reading.hi
    ):
        reading.add([make_span(at + 2, reading.hi)], make_span(group, at + 1), source, verb)  # "As Smith noted, ..."
        return
    if verb.speaks and reading.words.lower[source.start - 2 : source.start] == [",", "as"]:
        end = reading.sentence.behind_adjunct(at + 1)
        if reading.sentence.tag(end) in ".?":  # "..., as Smith noted."
            reading.add([make_span(reading.lo, source.start - 2)], make_span(group, at + 1), source, verb)
            return
    if verb.is_clausal and source.end == group and _is_extracted_from(reading, at, source):
        aside = reading.tags[source.start - 1] == "w"  # it ends with the next comma
        end = reading.sentence.content_end(at + 1, subordinate=aside)
        content = [make_span(source.start - 1, source.start), make_span(at + 1, end)]
        reading.add(content, make_span(group, at + 1), source, verb)
        return
    cue_end, start = reading.sentence.content_start(at, verb)
    if start is None:
        return
    said = reading.words.lower[at] in _SAY
    end = reading.sentence.content_end(start, subordinate=_is_subordinate(reading, source), is_clause=said)
    if reading.words.lower[at] in _SEEN and "as" not in reading.words.lower[start:end]:
        return  # with one's eyes
    if reading.words.lower[at] in _KNOW and cue_end == at + 1 and reading.tags[start] not in "th":
        return  # "knows the town"
    if not verb.is_clausal and reading.tags[start] not in "th":
        end = reading.sentence.before_contrast(start, end)
    participle = reading.tags[at] == "G" and group == at
    thing = (
        verb.frames.isdisjoint("o" if participle and verb.speaks else "oiu")
        and cue_end == at + 1
        and reading.tags[start] not in "QthqTs"
    )
    if not thing or _is_clause(reading, at, make_span(start, end)):
        reading.add([make_span(start, end)], make_span(group, cue_end), source, verb)


def _is_extracted_from(reading: Reading, at: int, source: Span) -> bool:
    """Whether the clause lacks its subject: "what Smith said is true", "which Smith says could fail"."""
    before, behind = source.start - 1, at + 1
    pronoun = before >= reading.lo and (reading.tags[before] in "wt" or reading.words.lower[before] == "what")
    return pronoun and (reading.sentence.tag(behind) in "av" or reading.words.lower[behind : behind + 1] == ["as"])


def _is_clause(reading: Reading, at: int, content: Span) -> bool:
    """Tell "showed the vote was late" from "showed the vote", and "added 300 jobs"."""
    text = next((k for k in range(content.start, min(content.start + 4, content.end)) if _is_text(reading, k)), None)
    if text is not None and reading.sentence.tag(text + 1) in "GTpm":
        return False  # "wrote a letter asking ..."
    short = content.end - content.start < _LONG or reading.tags[content.start] == "#"
    if reading.words.lower[at] not in _SAY and reading.tags[content.start] != ":":
        quotes = reading.tags[at] != "G" and _QUOTES.match(reading.tags, *content) is not None
        last = reading.sentence.trim(content).end - 1
        dated = reading.tags[last] == "r" or reading.words.lower[last] == "ago"
        if quotes or (reading.words.lower[at] == "reported" and not dated):  # "reported a loss"
            return True
        return _CLAUSE.match(reading.tags, *content) is not None
    if reading.words.lower[reading.sentence.trim(content).end - 1] in _ANSWERS:
        return True
    quotes = any(tag in "Qq" for tag in reading.tags[content.start : content.end])
    return quotes or not short or reading.sentence.has_verb(*content)


def _is_text(reading: Reading, at: int) -> bool:
    return reading.tags[at] in "nBS" and reading.words.lower[at] in TEXT_NOUNS


def _is_subordinate(reading: Reading, source: Span) -> bool:
    """Whether a clause such as "While Smith said ..." comes before its main clause."""
    if reading.tags[source.start] == "w" and reading.sentence.tag(source.start - 1) == ",":
        return True
    if reading.sentence.tag(source.start - 1) in "bh" and reading.sentence.tag(source.start - 2) in ",-c":
        return True
    begins = source.start - reading.lo <= 2 and reading.sentence.tag(source.start - 1) in "bh"
    return begins or reading.tags[reading.lo] in "bG" or reading.tags.startswith(("pG", "pnTG"), reading.lo)
