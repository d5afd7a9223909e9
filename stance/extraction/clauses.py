"""Verb groups and the edges of clauses: where a cue begins, and where what it reports begins and ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stance.extraction.spans import make_span
from stance.types import Span

if TYPE_CHECKING:
    from stance.extraction.cues import CueVerb
    from stance.extraction.words import Words

_ADJUNCT: Final = re.compile(  # "in Salem, New Hampshire, on Monday that", "on the show 'Ten' that"
    r"(?:r|m|(?:p[gG]?|T(?=[dHN]))(?:m(?!')|[dH]?[mnNj#'vgBS]{1,7}(?:,N{1,3},?(?=[pm]*t)|[Qq](?=t))?))+"
)
_ADDRESSEE: Final = re.compile(r"o|[dH]{0,2}[nNj#'vg]{0,8}[nN](?:p[dH]?[nN]{1,3})?")
_QUOTED: Final = re.compile(r"Q(?:[,.]?c?Q)*(?![nNq])")
_GOES_ON_OTHERWISE: Final = re.compile(
    r"(?:[,-]c?|c)r*G"  # ", adding"
    r"|,?c[ar]*[VS]"  # "and called"
    r"|;"
    r"|,w"  # ", which"
    r"|,(?=r*[sdHN#][nNj']{0,4}[ar]*[VS])"  # ", the court said"
    r"|[,-]c(?=r*[sdHNn][nNj']{0,4}[ar]*[avVSB])"  # ", but the court is"
    r"|,r*V(?!p)"  # "who said so, left", not "accused of it"
)
_LAST_ASIDE: Final = re.compile(",b[^,]{0,45}$")  # ", while they left."
_ASIDES: Final = frozenset({"though", "although", "compared"})  # behind a comma: the reporter goes on
_ASIDE: Final = re.compile(r",(?:r|p[^,.VSBGw]{1,14}),(?=t)|-[^-.VSBG]{1,14}-(?=t)")  # "said, however, that"
_SHORT: Final = 6  # words that may be no clause
_MARKS: Final = "'\"”’ "
_QUOTES_GO_ON: Final = re.compile(r"[Qq]|ct|c[^avVSB,.;]{0,6}[Qq]")
_SECOND_VERB: Final = re.compile(",?cr*[aj](?!')")  # "... and has said", "... but is open to"
_CONTRAST: Final = re.compile(",r?b")  # ", though"
_VERB: Final = re.compile("[avVSB]")
_FINITE: Final = re.compile("[VS]")
_PRONE: Final = frozenset({"able", "likely", "quick", "slow", "unable", "unlikely"})  # "is likely to say"
_TRAIL: Final = frozenset(",;:.?!-(c")
_TIMES: Final = frozenset({"week", "month", "year", "night", "spring", "summer", "fall", "autumn", "winter"})
_LEAD: Final = frozenset(",;:-.")
_CONCESSIONS: Final = frozenset({"although", "because", "despite", "even", "unless", "while"})
_LEADS: Final = frozenset({"if", "when", "despite", "even"})


class Sentence:
    """One sentence: words `lo` up to `hi` of a paragraph.

    Parameters
    ----------
    words : Words
    lo, hi : int

    Attributes
    ----------
    tags : str
        Those of the whole paragraph.
    """

    __slots__ = ("hi", "lo", "tags", "words")

    def __init__(self, words: Words, lo: int, hi: int) -> None:
        self.words, self.tags, self.lo, self.hi = words, words.tags, lo, hi

    def tag(self, at: int) -> str:
        """Return the tag of a word; that of a full stop outside the sentence."""
        return self.tags[at] if self.lo <= at < self.hi else "."

    def trim(self, span: Span) -> Span:
        """Take away the punctuation, and the dangling conjunction, around a range."""
        start, end = span
        while end > start and self.tags[end - 1] in _TRAIL:
            end -= 1
        while start < end and self.tags[start] in _LEAD:
            start += 1
        return span if (start, end) == span else make_span(start, end)

    # -- verb groups

    def group_start(self, at: int) -> int:
        """Return where the verb group of the verb at `at` begins: "has repeatedly refused to say"."""
        start = at
        while start > self.lo:
            step = self._step(start)
            if not step:
                break
            start -= step
        return max(start, self.lo)

    def _step(self, start: int) -> int:
        """Return the number of words before word `start` that belong to the verb group that it belongs to."""
        before = self.tags[start - 1]
        if before in "ar":
            return 1
        if before not in "mTdb" and self.tags[start] != "T":
            return 0
        further, word = self.tag(start - 2), self.words.lower[start - 1]
        if before == "m":  # "on Tuesday said"
            return 2 if further == "p" else int(start - 2 >= self.lo)
        if before == "T":
            governor = self.words.lower[start - 2] if start - 2 >= self.lo else ""
            if governor == "on" and self.tag(start - 3) == "v":  # "went on to say"
                return 3
            return int(further in "VSvaBjG" or (governor in _PRONE and self.tag(start - 3) in "ar"))
        governs = self.tags[start] == "T" and (before in "VSvBjG" or word in _PRONE)
        floats = before == "d" and word in ("both", "all") and further in "aN"  # "have both said"
        since = before == "b" and word == "since" and further == "a"
        return int(governs or floats or since)

    # -- what stands before a cue

    def left_start(self, last: int) -> int:
        """Return where content that ends at word `last` begins: the sentence, or a quotation behind another cue."""
        semicolon = self.tags.rfind(";", self.lo, last)
        first = last
        while first > self.lo and self.tags[first - 1] in "Q,":
            first -= 1
        other_cue = self.tags[last] == "Q" and _FINITE.search(self.tags, self.lo, first)
        return first if other_cue else max(semicolon + 1, self.lo)

    def is_clause_before(self, hi: int, *, ends: bool = False) -> bool:
        """Whether the words before `hi` are a clause of their own rather than an adverbial."""
        adverbial = self.tags[self.lo] in "pbgG" and "," not in self.tags[self.lo : hi]
        return hi - self.lo > 2 and not adverbial and (ends or _VERB.search(self.tags, self.lo, hi) is not None)

    # -- what stands behind a cue

    def behind_addressee(self, at: int) -> int:
        """Return the word behind an addressee that begins at `at`, or `at` where there is none."""
        match = _ADDRESSEE.match(self.tags, at, self.hi)
        return match.end() if match else at

    def behind_adjunct(self, at: int) -> int:
        """Return the word behind adverbs, days and prepositional phrases that begin at `at`."""
        match = _ADJUNCT.match(self.tags, at, self.hi)
        end = match.end() if match else at
        near = end + 1 < self.hi and self.words.lower[end] in ("last", "this", "next")
        is_time = near and (self.tags[end + 1] == "m" or self.words.lower[end + 1] in _TIMES)
        return self.behind_adjunct(end + 2) if is_time else end

    def content_start(self, at: int, verb: CueVerb) -> tuple[int, int | None]:
        """Return where the cue of the verb at `at` ends and where its content begins; None if what follows is none."""
        end = behind = at + 1
        while self.tag(behind) == "r":
            behind += 1
        behind = self._about(behind, verb)
        if behind < self.hi and self.words.lower[behind] in verb.particles:
            start = self._behind_marks(behind + 1)
            timed = self.words.lower[behind] == "for" and self.tag(start) == "#"  # "spoke for 40 minutes"
            return behind + 1, None if timed or start >= self.hi else start
        if verb.addresses:
            addressed = self.behind_addressee(end)
            end = addressed if self.tag(addressed) in ("thQ,:sdHNnT#mp" if "a" in verb.frames else "thQ:") else end
        behind = self.behind_adjunct(end)
        if self.tag(behind) in "th:QsdHNn" or (self.tag(behind) == "," and self.tag(behind + 1) == "Q"):
            end = behind
        aside = _ASIDE.match(self.tags, end, self.hi)
        end = aside.end() if aside else end
        start = self._behind_marks(end)
        fits = start < self.hi and (
            _takes(verb, "N" if self.tag(start + 1) == "'" else self.tags[start], marked=start > end)
            or (verb.speaks and self._concedes(start))
        )
        return end, start if fits else None

    def _about(self, at: int, verb: CueVerb) -> int:
        """Return the word "about" behind the listeners of "spoke to reporters about", or `at`."""
        if at >= self.hi or self.words.lower[at] not in ("to", "with") or "about" not in verb.particles:
            return at
        return next((k for k in range(at + 1, self.behind_adjunct(at)) if self.words.lower[k] == "about"), at)

    def _concedes(self, at: int) -> bool:
        """Whether a clause begins at a word with what it concedes: "despite the cost, they go"."""
        comma = self.tags.find(",", at, self.hi)
        return self.words.lower[at] in _CONCESSIONS and comma > 0 and self.has_verb(comma, self.hi)

    def _behind_marks(self, at: int) -> int:
        while at < self.hi and self.tags[at] in ",:-":
            at += 1
        return at

    def content_end(self, start: int, *, subordinate: bool = False, is_clause: bool = False) -> int:
        """Return where content that begins at `start` ends; that of a subordinate clause at its first comma."""
        quoted = _QUOTED.match(self.tags, start, self.hi)
        if quoted:
            return quoted.end()
        end = self._clause_end(start, is_clause=is_clause)
        end = min(end, self._quote_end(start) or end)
        comma = self.tags.find(",", start + 1, end - 1)
        while comma >= 0 and self.words.lower[comma + 1] not in _ASIDES:
            comma = self.tags.find(",", comma + 1, end - 1)
        end = comma if comma >= 0 else end
        comma = self.tags.find(",", start + 1, end) if subordinate else -1
        return comma if comma > 0 else end

    def ends_in_comma(self, at: int) -> bool:
        """Whether the quotation at a word has a comma inside its closing mark: a reporting clause is around."""
        return self.words.text[self.words.start[at] : self.words.end[at]].rstrip(_MARKS)[-1:] == ","

    def _quote_end(self, start: int) -> int | None:
        """Return where content ends in a quotation with a comma inside, behind which the reporter goes on."""
        at = self.tags.find("Q", start + 1, self.hi - 1)
        while at >= 0:
            if self.ends_in_comma(at) and _QUOTES_GO_ON.match(self.tags, at + 1, self.hi) is None:
                return at + 1
            at = self.tags.find("Q", at + 1, self.hi - 1)
        return None

    def _clause_end(self, start: int, *, is_clause: bool) -> int:
        """Return where the words behind `start` go on with something else; never before a clause has its verb."""
        is_clause = is_clause or self.tag(start) in "th"
        at = self._behind_lead(start + 1 if self.tag(start) == "t" else start)
        matches = [match.start() for match in _GOES_ON_OTHERWISE.finditer(self.tags, at, self.hi)]
        aside = _LAST_ASIDE.search(self.tags, at, self.hi) if self.tag(start) != "t" else None
        if aside is not None:
            matches.append(aside.start())
        whole = (end for end in sorted(matches) if not is_clause or self.has_verb(start, end))
        return next(whole, self.hi)

    def _behind_lead(self, start: int) -> int:
        """Return the word from which on a clause may end: not before the main clause of "if they leave, we go"."""
        leads = self.tag(start) == "b" or (start < self.hi and self.words.lower[start] in _LEADS)
        comma = self.tags.find(",", start, self.hi) if leads else -1
        return comma + 1 if comma > 0 else start + 1

    def before_contrast(self, start: int, end: int) -> int:
        """Return `end`, or where a clause like ", though ..." begins before it."""
        match = _CONTRAST.search(self.tags, start + 1, end)
        end = match.start() if match else end
        match = _SECOND_VERB.search(self.tags, start + 1, end)
        end = match.start() if match else end
        apposition = self.tags.find(",d", start + 1, end)  # "praised Oakes, a general", not "Oakes, the army and ..."
        return end if apposition < 0 or "c" in self.tags[apposition:end] else apposition

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a finite verb, as far as tags tell, stands in a range."""
        return _VERB.search(self.tags, start, end) is not None

    def goes_on(self, comma: int) -> bool:
        """Whether a clause that was interrupted goes on behind a comma: "The goal, she said, is peace"."""
        if self.tag(comma) != ",":
            return False
        if self.tag(comma + 1) == "Q":
            return self.tags[self.lo] in "dHNn" and self.words.text[self.words.start[comma + 1] + 1].islower()
        behind = self.tag(comma + 1)
        behind = self.tag(comma + 1)
        leads = self.tags[self.lo] in "pr" and self.hi - comma > _SHORT  # "In the end, she said, voters ..."
        clause = leads or self.has_verb(comma + 1, self.hi) or "Q" in self.tags[comma + 1 : self.hi]
        return behind == "T" or (behind in "avsdHNnBgct#brp" and clause)

    def rest(self, behind: int, *, apposed: bool = False) -> list[Span]:
        """Return the content that goes on behind an interposed reporting clause."""
        if self.tag(behind) in ",-:;" and self.tag(behind + 1) == "Q":
            return [make_span(behind + 1, self.hi)]
        if apposed and self.tag(behind + 1) not in "aQ":
            return []
        if self.goes_on(behind) and ("Q" not in self.tags[self.lo : behind] or self.tags[self.lo] in "pb"):
            return [make_span(behind + 1, self.content_end(behind + 1))]
        return []


def _takes(verb: CueVerb, tag: str, *, marked: bool) -> bool:
    """Whether content of this verb can begin with this tag; `marked` is behind a comma or colon."""
    if verb.frames == {"q"}:
        return tag in "Qq"
    if tag == "Q" or marked:
        return tag in "Qth" or (tag == "q" and verb.speaks)
    if tag == "T":
        return "i" in verb.frames
    if tag in "th":
        return not verb.frames.isdisjoint("cqo")
    if tag in "Gm":
        return not verb.frames.isdisjoint("ou" if tag == "m" else "o")
    return not (tag == "#" and verb.frames == {"i"}) and tag in "sdHnNjg#qowvxBSr" and bool(verb.frames)
