"""Reported speech: for each cue of a sentence its source and the words that are its content.

The rules see a sentence as its tags (`stance.extraction.words`); what they find are candidates, in word ranges.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stance.extraction.cues import CUE_FORMS, CUE_NOUNS, STATEMENT_NOUNS
from stance.extraction.phrases import antecedent, main_subject, phrase_before, phrase_behind, subject_before
from stance.types import Span

if TYPE_CHECKING:
    from stance.extraction.cues import CueVerb
    from stance.extraction.words import Words

_BE: Final = frozenset("is are was were be been being am remains remain remained seems seem feels 's 're 'm".split())
_ADJUNCT: Final = re.compile(r"(?:r|m|[p](?:m|[dH]?[nNj#'vgBS]{1,6}(?:of[dH]?[nNj]{1,4})?))+")
_ADDRESSEE: Final = re.compile(r"o|[dH]{0,2}[nNj#'vg]{0,8}[nN](?:p[dH]?[nN]{1,3})?")
_PEOPLE: Final = frozenset("people police many most some few others both majority".split())
_QUOTED: Final = re.compile(r"Q(?:[,.]?c?Q)*(?![nNq])")
_END: Final = re.compile(
    r"(?:[,-]c?|c)r*G"  # a participle goes on about the speaker
    r"|,?c[ar]*[VS]"
    r"|;"
    r"|,w"
    r"|,r?s[ar]*[VS]"
)
_CONTRAST: Final = re.compile(",r?b")
_VERB: Final = re.compile("[avVSB]")
_NOMINAL_END: Final = re.compile(r"[VSa,;:-]|(?<![dHrj])v")
_TRAIL: Final = frozenset(",;:.?!-(c")


@dataclass(slots=True)
class Candidate:
    """A cue with what seems to be its source and content, all as ranges of words of one paragraph.

    Parameters
    ----------
    content : list of Span
        Pieces in the order of the text.
    cue, source : Span or None
    named : Span or None
        The phrase that `source` stands for, where that is a relative pronoun.
    """

    content: list[Span]
    cue: Span | None = None
    source: Span | None = None
    named: Span | None = None


def find_candidates(words: Words, sentence: Span) -> list[Candidate]:
    """Find the attributions of one sentence, in the order of their cues."""
    reader = _Reader(words, sentence)
    for at in range(*sentence):
        tag = words.tags[at]
        if tag in "VSBG":
            reader.read_verb(at)
            if tag in "BS" and words.lower[at] in CUE_NOUNS:
                reader.read_noun(at)
        elif tag == "j":
            reader.read_adjective(at)
        elif tag == "n" and words.lower[at] in CUE_NOUNS:
            reader.read_noun(at)
        elif tag in "gp" and words.lower[at] in ("according", "per"):
            reader.read_according(at)
    return reader.found


class _Reader:
    """Reads the cues of one sentence from left to right; later ones may share an earlier one's subject."""

    def __init__(self, words: Words, sentence: Span) -> None:
        self.words = words
        self.tags = words.tags
        self.lo, self.hi = sentence
        self.found: list[Candidate] = []
        self.sharable: list[Candidate] = []

    # -- verbs

    def read_verb(self, at: int) -> None:
        verb = CUE_FORMS[self.words.lower[at]]
        group = self._group_start(at)
        if not (self._is_verb(at, group) if self.tags[at] in "BS" else self._is_finite(at)):
            return
        if "q" not in verb.frames and self._is_inside(at):
            return
        if self._by_agent(at, group, verb):
            return
        if self._is_passive(at, group) or self._inverted(at, verb, group):
            return
        source = self._subject(at, group)
        if source is None:
            return
        if self.tags[at] != "G" and set("cq") & set(verb.frames) and self._postposed(at, group, source):
            return
        self._preposed(at, group, verb, source)

    def _group_start(self, at: int) -> int:
        start, tags = at, self.tags
        while start > self.lo:
            if tags[start - 1] in "ar" or (
                tags[start - 1] == "T" and start - 2 >= self.lo and tags[start - 2] in "VSvaBj"
            ):
                start -= 1
            elif tags[start] == "T" and tags[start - 1] in "VSvBj":
                start -= 1
            elif tags[start - 1] == "m" and start - 2 >= self.lo:
                start -= 2 if tags[start - 2] == "p" else 1
            else:
                break
        return start

    def _is_verb(self, at: int, group: int) -> bool:
        """Tell a verb ("officials claim") from a noun ("the claim")."""
        tags = self.tags
        if group < at and any(tag in "aT" for tag in tags[group:at]):
            return True
        if group == self.lo:
            return False
        before, behind = tags[group - 1], tags[at + 1] if at + 1 < self.hi else "."
        if before in "sw":
            return True
        if before in "dH'pjTq" or behind in "avV'":
            return False
        if tags[at] == "S":
            return before in ",c)Q" or (before in "nN" and not self._is_plural(group - 1))
        return before in "nN" and self._is_plural(group - 1)

    def _is_finite(self, at: int) -> bool:
        """Tell "Smith opposed the ban" from "the opposed ban" and "a ban opposed by Smith"."""
        before = self.tags[at - 1] if at > self.lo else "."
        if (
            before == "n"
            and self.words.lower[at] in ("called", "named", "dubbed")
            and self.tags[at + 1 : at + 2] in ("N", "Q", "q", "#")
        ):
            return False
        return self.tags[at] == "G" or before not in "dH'#j"

    def _is_plural(self, at: int) -> bool:
        word = self.words.lower[at]
        if word in _PEOPLE or (self.tags[at] == "n" and word.endswith("s") and not word.endswith(("ss", "us", "is"))):
            return True
        if self.tags[at] == "N":
            first = phrase_before(self.words, at + 1, self.lo)
            return word.endswith("ns") or (
                first is not None and first.start > self.lo and self.tags[first.start - 1] == "c"
            )
        return False

    def _is_passive(self, at: int, group: int) -> bool:
        return (
            self.tags[at] == "V"
            and at > group
            and any(word in ("is", "are", "was", "were", "be", "been", "being") for word in self.words.lower[group:at])
        )

    def _by_agent(self, at: int, group: int, verb: CueVerb) -> bool:
        """The plan was rejected by Smith."""
        if self.tags[at] != "V" or self.words.lower[at + 1 : at + 2] != ["by"] or at + 2 >= self.hi:
            return False
        content = subject_before(self.words, group, self.lo)
        source = phrase_behind(self.words, at + 2, self.hi)
        if content is None or source is None or "o" not in verb.frames:
            return "o" in verb.frames
        self._add([content], Span(group, at + 2), source, shares=False)
        return True

    def _subject(self, at: int, group: int) -> Span | None:
        before = self.tags[group - 1] if group > self.lo else "."
        if self.tags[at] == "G":
            own = phrase_before(self.words, group, self.lo) if before in "nN" else None
            if own is not None and self.words.lower[own.end - 1] in STATEMENT_NOUNS:
                own = self._owner(own) if self._owner(own) != own else None
            return own or self._shared_subject(group)
        if before == "c":
            return self._shared_subject(group)
        source = subject_before(self.words, group, self.lo)
        if source is None:
            return self._shared_subject(group) if before == "," else None
        return self._owner(source)

    def _shared_subject(self, before: int) -> Span | None:
        """Return the subject of the clause that a participle or second verb goes on with."""
        for candidate in reversed(self.sharable):
            if not any(piece.start <= candidate.cue.start < piece.end for c in self.sharable for piece in c.content):
                return candidate.source
        found = main_subject(self.words, self.lo, self.hi)
        return found if found is not None and found.end <= before else None

    def _owner(self, source: Span) -> Span:
        """ "Washington's proposal", "the plea from Moreno": whose words they are."""
        words, tags = self.words, self.tags
        for at in range(source.start, source.end):
            if words.lower[at] not in CUE_NOUNS and words.lower[at] not in STATEMENT_NOUNS:
                continue
            if at + 2 < source.end and words.lower[at + 1] in ("from", "by"):
                return Span(at + 2, source.end)
            mark = tags.find("'", source.start, at)
            if at == source.end - 1 and mark > source.start:
                return Span(source.start, mark + 1)
            if at == source.end - 1 and tags[source.start] == "H":
                return Span(source.start, source.start + 1)
        return source

    def _inverted(self, at: int, verb: CueVerb, group: int) -> bool:
        """ "...", said Smith."""
        tags, lo = self.tags, self.lo
        if "q" not in verb.frames or group != at or at + 1 >= self.hi or tags[at] not in "VS":
            return False
        left = at - 1
        while left > lo and tags[left] in ",-":
            left -= 1
        quoted = left >= lo and tags[left] == "Q"
        if not quoted and not (at > lo and tags[at - 1] == ","):
            return False
        source = phrase_behind(self.words, at + 1, self.hi)
        if source is None or tags[at + 1] == "o":
            return False
        rest = tags[source.end] if source.end < self.hi else "."
        if not quoted and (rest not in ",.(w" or subject_before(self.words, at, self.lo) is not None):
            return False
        self._add([Span(lo, left + 1), *self._rest(source.end)], Span(at, at + 1), source)
        return True

    def _postposed(self, at: int, group: int, source: Span) -> bool:
        """ "...", Smith said."""
        tags, lo = self.tags, self.lo
        if source.start >= at:
            return False
        quote = tags.rfind("Q", max(lo, source.start - 10), source.start)
        if quote >= 0 and re.fullmatch(r"[,-]?[^,:;caVSBtQ]*", tags[quote + 1 : source.start]):
            left = quote
            source = Span(quote + 1 if tags[quote + 1] not in ",-" else quote + 2, source.end)
        else:
            left, quote = source.start - 1, -1
        if left < lo or (quote < 0 and tags[left] not in ",-"):
            return False
        end = at + 1
        addressed = (
            _ADDRESSEE.match(tags, end, self.hi) if set("au") & set(CUE_FORMS[self.words.lower[at]].frames) else None
        )
        end = addressed.end() if addressed else end
        adjunct = _ADJUNCT.match(tags, end, self.hi)
        behind = adjunct.end() if adjunct else end
        follows = tags[behind] if behind < self.hi else "."
        if quote < 0 and not (
            follows in ",.?!-;" and (self._is_clause(lo, left, ends=follows in ".?!") or self._goes_on(behind))
        ):
            return False
        if quote >= 0 and follows in "thQ:":
            return False
        while left > lo and tags[left] in ",-":
            left -= 1
        self._add([Span(self._left_start(left), left + 1), *self._rest(behind)], Span(group, end), source)
        return True

    def _left_start(self, last: int) -> int:
        """Return where content that ends at word `last` begins: the sentence, or a quotation behind another cue."""
        first = last
        while first > self.lo and self.tags[first - 1] in "Q,":
            first -= 1
        return first if self.tags[last] == "Q" and re.search("[VS]", self.tags[self.lo : first]) else self.lo

    def _goes_on(self, behind: int) -> bool:
        """Whether a clause that was interrupted goes on behind a comma: "The goal, she said, is peace"."""
        tags = self.tags
        if behind >= self.hi or tags[behind] != "," or behind + 1 >= self.hi:
            return False
        if tags[behind + 1] == "Q":
            return tags[self.lo] in "dHNn" and self.words.text[self.words.start[behind + 1] + 1].islower()
        return tags[behind + 1] in "avsdHNn" and _VERB.search(tags, behind + 1, self.hi) is not None

    def _is_clause(self, lo: int, hi: int, *, ends: bool = False) -> bool:
        """Whether the words before a comma are a clause of their own rather than an adverbial."""
        tags = self.tags
        return (
            hi - lo > 2
            and (tags[lo] not in "pbgG" or "," in tags[lo:hi])
            and (ends or _VERB.search(tags, lo, hi) is not None)
        )

    def _rest(self, behind: int) -> list[Span]:
        """Return what goes on after an interposed reporting clause."""
        tags = self.tags
        if behind >= self.hi or tags[behind] not in ",-:;":
            return []
        start = behind + 1
        if start < self.hi and tags[start] == "Q":
            return [Span(start, self.hi)]
        if self._goes_on(behind) and "Q" not in tags[self.lo : behind]:
            return [Span(start, self._content_end(start))]
        return []

    def _preposed(self, at: int, group: int, verb: CueVerb, source: Span | None) -> None:
        """Smith said ..."""
        cue_end, start = self._content_start(at, verb)
        if start is None:
            return
        if not set("cq") & set(verb.frames) and not self._is_somebody(source):
            return
        end = self._content_end(start, subordinate=self._is_subordinate(source))
        if not set("cq") & set(verb.frames):
            contrast = _CONTRAST.search(self.tags, start + 1, end)
            end = contrast.start() if contrast else end
        if self.tags[start] not in "QthqT" and not set("oiu") & set(verb.frames) and cue_end == at + 1:
            if not _VERB.search(self.tags, start, end):  # "added 300 jobs"
                return
        self._add([Span(start, end)], Span(group, cue_end), source)

    def _is_somebody(self, source: Span) -> bool:
        """Whether an attitude of this subject is worth reporting: not the writer's, the reader's, or just anybody's."""
        if self.words.lower[source.start] in ("i", "you", "we"):
            return False
        if self.tags[source.start] != "w":
            return True
        named = antecedent(self.words, source.start, self.lo)
        return named is not None and "N" in self.tags[named.start : named.end]

    def _is_subordinate(self, source: Span) -> bool:
        """Whether a clause such as "While Smith said ..." comes before its main clause."""
        return (
            self.tags[source.start - 1 : source.start] in ("b", "h")
            and source.start - self.lo <= 2
            or self.tags[self.lo] in "bG"
        )

    def _content_start(self, at: int, verb: CueVerb) -> tuple[int, int | None]:
        """Return where the cue ends and where its content begins, or None if what follows is no content."""
        words, tags, hi = self.words, self.tags, self.hi
        end = at + 1
        if end < hi and words.lower[end] in verb.particles:
            end += 1
            return end, self._skip_marks(end)
        if set("au") & set(verb.frames):
            addressed = _ADDRESSEE.match(tags, end, hi)
            follows = "thQ,:sdHNnT#mp" if "a" in verb.frames else "thQ:"
            if addressed and addressed.end() < hi and tags[addressed.end()] in follows:
                end = addressed.end()
        adjunct = _ADJUNCT.match(tags, end, hi)
        if adjunct and adjunct.end() < hi and tags[adjunct.end()] in "th:Q,sdHNn":
            behind = adjunct.end()
            if tags[behind] != "," or (behind + 1 < hi and tags[behind + 1] in "Q"):
                end = behind
        start = self._skip_marks(end)
        if start >= hi:
            return end, None
        return end, start if self._takes(verb, tags[start], start > end) else None

    def _skip_marks(self, at: int) -> int:
        while at < self.hi and self.tags[at] in ",:-":
            at += 1
        return at

    def _takes(self, verb: CueVerb, tag: str, marked: bool) -> bool:
        """Whether a verb of these frames goes with content that begins with this tag."""
        if tag in "Q":
            return True
        if marked:
            return tag in "th"
        if tag == "T":
            return "i" in verb.frames
        if tag in "th":
            return bool(set("cqo") & set(verb.frames))
        if tag == "m":
            return bool(set("ou") & set(verb.frames))
        return tag in "sdHnNjg#qowvxBSr" and bool(verb.frames)

    def _content_end(self, start: int, *, subordinate: bool = False) -> int:
        quoted = _QUOTED.match(self.tags, start, self.hi)
        if quoted:
            return quoted.end()
        match = _END.search(self.tags, start + 1, self.hi)
        end = match.start() if match else self.hi
        comma = self.tags.find(",", start + 1, end) if subordinate else -1
        return comma if comma > 0 else end

    # -- other cues

    def read_adjective(self, at: int) -> None:
        """Smith is open to ..."""
        group = self._group_start(at)
        if (
            self._is_inside(at)
            or group == at
            or not any(word in _BE for word in self.words.lower[group:at])
            or at + 1 >= self.hi
        ):
            return
        source = subject_before(self.words, group, self.lo)
        if source is None or self.tags[at + 1] not in "ptThQs":
            return
        start = at + 2 if self.tags[at + 1] == "p" else at + 1
        self._add([Span(start, self._content_end(start))], Span(group, start), source)

    def read_according(self, at: int) -> None:
        """..., according to Smith."""
        behind = at + 1
        if self.words.lower[at] == "according":
            if behind >= self.hi or self.words.lower[behind] != "to":
                return
            behind += 1
        elif self.tags[at - 1 : at] != ",":
            return
        source = phrase_behind(self.words, behind, self.hi)
        if source is None:
            return
        content = [Span(self.lo, at)] if self._is_said_before(at) else []
        comma = self.tags.find(",", source.end, self.hi)
        if not (content and self._is_clause(self.lo, at)) and comma > 0:
            content.append(Span(comma + 1, self.hi))
        self._add(content, Span(at, behind), source)

    def _is_said_before(self, at: int) -> bool:
        return at - self.lo > 1

    def read_noun(self, at: int) -> None:
        """Smith's call for ..., his claim that ..."""
        tags, words = self.tags, self.words
        if at + 2 >= self.hi or tags[at + 1] not in "pTt":
            return
        owner = at
        while owner > self.lo and tags[owner - 1] in "njvgBS#r":
            owner -= 1
        if owner == self.lo or tags[owner - 1] not in "'H":
            return
        source, cue = self._holder(owner, at)
        if source is None or (self._is_inside(at) and not (cue < owner and "N" in tags[source.start : source.end])):
            return
        start = at + 1 if tags[at + 1] in "Tt" else at + 2
        end = _NOMINAL_END.search(tags, start + 1, self.hi) if tags[at + 1] == "p" else None
        self._add(
            [Span(start, end.start() if end else self._content_end(start))], Span(cue, start), source, shares=False
        )

    def _holder(self, owner: int, at: int) -> tuple[Span | None, int]:
        """Return who holds the view that the noun at `at` names, and where the cue begins."""
        if self.tags[owner - 1] == "'":
            return phrase_before(self.words, owner - 1, self.lo), at
        verb = owner - 2
        if verb > self.lo and self.tags[verb] in "VSBGvg":
            group = self._group_start(verb)
            source = self._subject(verb, group)
            if source is not None and source.end <= group:  # "Smith renewed his call for"
                return source, group
        return Span(owner - 1, owner), at

    # -- helpers

    def _is_inside(self, at: int) -> bool:
        """Whether a word belongs to what somebody says already."""
        return any(piece.start <= at < piece.end for candidate in self.found for piece in candidate.content)

    def _drop_inside(self, content: list[Span]) -> None:
        """Attitudes inside reported speech are a part of it, not statements of their own."""
        self.found = [
            one
            for one in self.found
            if not any(piece.start <= one.cue.start < piece.end for piece in content) or self._speaks(one.cue)
        ]

    def _speaks(self, cue: Span) -> bool:
        return any(
            tag in "VSBG" and "q" in CUE_FORMS[word].frames
            for tag, word in zip(self.tags[cue.start : cue.end], self.words.lower[cue.start : cue.end])
        )

    def _trim(self, span: Span) -> Span:
        start, end = span
        while end > start and self.tags[end - 1] in _TRAIL:
            end -= 1
        while start < end and self.tags[start] in ",;:-.":
            start += 1
        return Span(start, end)

    def _add(self, content: list[Span], cue: Span, source: Span | None, *, shares: bool = True) -> None:
        content = [piece for piece in map(self._trim, content) if piece.end > piece.start]
        if not content:
            return
        named = None
        if source is not None and self.tags[source.start] == "w":
            named = antecedent(self.words, source.start, self.lo)
        candidate = Candidate(content, cue, source, named)
        self._drop_inside(content)
        self.found.append(candidate)
        if shares and source is not None and named is None:
            self.sharable.append(candidate)
