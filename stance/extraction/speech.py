"""Reported speech: for each cue of a sentence its source and the words that are its content.

The rules see a sentence as its tags (`stance.extraction.words`); what they find are candidates, in word ranges.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stance.extraction.candidates import Candidate
from stance.extraction.clauses import Sentence
from stance.extraction.cues import CUE_NOUNS, CUE_TAGS, CUE_VERBS, TEXT_NOUNS
from stance.extraction.phrases import antecedent, main_subject, phrase_before, phrase_behind, subject_before
from stance.types import Span

if TYPE_CHECKING:
    from stance.extraction.cues import CueVerb
    from stance.extraction.words import Words

_STATES: Final = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "'m",
        "'re",
        "'s",
        "remain",
        "remains",
        "remained",
        "seem",
        "seems",
        "feel",
    }
)
_SOURCES: Final = frozenset({"according", "per"})
_CUES: Final = frozenset({*CUE_TAGS, *CUE_NOUNS, *_SOURCES})
_ASIDE: Final = re.compile(",[^Q]")
_TOWARDS: Final = frozenset({"open", "opposed", "committed", "resigned"})  # "to" is a preposition behind these
_NOMINAL_END: Final = re.compile(r"[VSa,;:-]|(?<![dHrj])v")
_NO_CLAUSE: Final = re.compile(r"[,-]?[^,:;caVSBtQ]*")
_CLAUSE: Final = re.compile(r"[^avVSB.:;,bw-]*(?:[,-]w[^,-]*[,-]|,[^avVSB,]*,)?[^avVSB.:;,bw-]*[avVSB]")
_HYPOTHETICAL: Final = frozenset({"if", "whether", "unless", "how", "than"})  # what follows is not reported as said
_SAY: Final = frozenset({"say", "says", "said", "saying"})
_LONG: Final = 6  # words that are a clause even if none of them is known as a verb
_QUOTE_REACH: Final = 10  # words between a quotation and the verb behind it


def find_candidates(words: Words, sentence: Span) -> list[Candidate]:
    """Find the attributions of one sentence, in the order of their cues."""
    lo, hi = sentence
    cues = [at for at, word in enumerate(words.lower[lo:hi], lo) if word in _CUES]
    reader = _Reader(Sentence(words, lo, hi))
    for at in cues:
        tag, word = words.tags[at], words.lower[at]
        if tag in "VSBG":
            reader.read_verb(at, CUE_VERBS[word])
        elif tag == "j":
            reader.read_adjective(at)
        elif word in _SOURCES and tag in "gp":
            reader.read_according(at)
        if tag in "nBS" and word in CUE_NOUNS:
            reader.read_noun(at)
    return [candidate for candidate, _ in reader.found]


class _Reader:
    """Reads the cues of one sentence from left to right; later ones may share an earlier one's subject."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.words, self.tags, self.lo, self.hi = sentence.words, sentence.tags, sentence.lo, sentence.hi
        self.found: list[tuple[Candidate, bool]] = []  # with whether the cue is one of speech
        self.subjects: list[tuple[int, Span]] = []  # where a verb stands, and its subject

    def _add(self, content: list[Span], cue: Span, source: Span, verb: CueVerb | None = None) -> None:
        """Enter a candidate; attitudes inside its content are a part of it, not statements of their own."""
        content = [piece for piece in map(self.sentence.trim, content) if piece.end > piece.start]
        if not content:
            return
        relative = self.tags[source.start] == "w"
        named = antecedent(self.words, source.start, self.lo) if relative else None
        candidate = Candidate(content, cue, source, named)
        is_speech = verb.speaks if verb is not None else self.words.lower[cue.start] in _SOURCES
        if (verb is not None or is_speech) and any(speaks and one.encloses(candidate) for one, speaks in self.found):
            return
        self.found = [entry for entry in self.found if not self._replaces(candidate, is_speech, *entry)]
        self.found.append((candidate, is_speech))
        if verb is not None and not relative:
            self.subjects.append((cue.start, source))

    @staticmethod
    def _replaces(candidate: Candidate, is_speech: bool, other: Candidate, other_is_speech: bool) -> bool:
        """Whether an earlier candidate is a part of a new one, or is read from the same cue."""
        part = (is_speech and candidate.encloses(other)) if other_is_speech else candidate.reports(other)
        return part or (candidate.cue is not None and other.cue is not None and candidate.cue.start == other.cue.start)

    def _is_reported(self, at: int) -> bool:
        return any(candidate.covers(at) for candidate, _ in self.found)

    # -- verbs

    def read_verb(self, at: int, verb: CueVerb) -> None:
        group = self.sentence.group_start(at)
        if not self.sentence.is_predicate(at, group) or (not verb.speaks and self._is_reported(at)):
            return
        if self._by_agent(at, group, verb) or self.sentence.is_passive(at, group) or self._inverted(at, group, verb):
            return
        source = self._subject(at, group)
        hypothetical = (
            source is not None and source.start > self.lo and self.words.lower[source.start - 1] in _HYPOTHETICAL
        )
        if source is not None and not hypothetical and not self._postposed(at, group, verb, source):
            self._preposed(at, group, verb, source)

    def _by_agent(self, at: int, group: int, verb: CueVerb) -> bool:
        """Read "The plan was rejected by Smith"."""
        if self.tags[at] != "V" or self.words.lower[at + 1 : at + 2] != ["by"] or "o" not in verb.frames:
            return False
        content = subject_before(self.words, group, self.lo)
        source = phrase_behind(self.words, at + 2, self.hi)
        if content is not None and source is not None:
            self._add([content], Span(group, at + 2), source)
        return True

    def _inverted(self, at: int, group: int, verb: CueVerb) -> bool:
        """Read '"...", said Smith'."""
        if not verb.speaks or group != at or self.tags[at] not in "VS" or self.sentence.tag(at + 1) == "o":
            return False
        left = self._before_marks(at - 1)
        quoted = left >= self.lo and self.tags[left] == "Q"
        source = phrase_behind(self.words, at + 1, self.hi) if quoted or self.sentence.tag(at - 1) == "," else None
        if source is None:
            return False
        if self.sentence.tag(source.end) in "avVS" and self.sentence.tag(source.end - 1) not in "BS":
            return False
        if not quoted and (
            self.sentence.tag(source.end) not in ",.(w" or subject_before(self.words, at, self.lo) is not None
        ):
            return False
        self._add(
            [Span(self.lo, left + 1), *self.sentence.rest(source.end, apposed=True)], Span(at, at + 1), source, verb
        )
        return True

    def _postposed(self, at: int, group: int, verb: CueVerb, source: Span) -> bool:
        """Read '"...", Smith said' and "..., Smith said"."""
        if self.tags[at] == "G" or not verb.is_clausal or source.start >= at:
            return False
        end = self.sentence.behind_addressee(at + 1) if verb.addresses else at + 1
        behind = self.sentence.behind_adjunct(end)
        follows = self.sentence.tag(behind)
        quote = self.tags.rfind("Q", max(self.lo, source.start - _QUOTE_REACH), source.start)
        if quote >= 0 and _NO_CLAUSE.fullmatch(self.tags, quote + 1, source.start):
            if follows in "thQ:":
                return False
            left = quote
            source = Span(quote + (2 if self.tags[quote + 1] in ",-" else 1), source.end)
        else:
            left = source.start - 1
            if self.sentence.tag(left) not in ",-" or follows not in ",.?!-;":
                return False
            whole = self.sentence.is_clause_before(left, ends=follows in ".?!")
            if not whole and not self.sentence.goes_on(behind):
                return False
            left = self._before_marks(left)
        content = [Span(self.sentence.left_start(left), left + 1), *self.sentence.rest(behind)]
        self._add(content, Span(group, end), source, verb)
        return True

    def _before_marks(self, left: int) -> int:
        while left > self.lo and self.tags[left] in ",-":
            left -= 1
        return left

    def _preposed(self, at: int, group: int, verb: CueVerb, source: Span) -> None:
        """Read "Smith said ..."."""
        if self.words.lower[source.start - 1 : source.start] == ["as"] and _ASIDE.match(self.tags, at + 1, self.hi):
            self._add([Span(at + 2, self.hi)], Span(group, at + 1), source, verb)  # "As Smith noted, ..."
            return
        gap = source.start - 1
        if (
            verb.is_clausal
            and source.end == group
            and (self.sentence.tag(at + 1) in "av" or self.words.lower[at + 1 : at + 2] == ["as"])
            and (self.sentence.tag(gap) in "wt" or self.words.lower[gap] == "what")
            and gap >= self.lo
        ):
            self._add(
                [Span(gap, gap + 1), Span(at + 1, self.sentence.content_end(at + 1))], Span(group, at + 1), source, verb
            )
            return
        cue_end, start = self.sentence.content_start(at, verb)
        if start is None or not (verb.is_clausal or self._is_somebody(source)):
            return
        end = self.sentence.content_end(start, subordinate=self._is_subordinate(source))
        if not verb.is_clausal:
            end = self.sentence.before_contrast(start, end)
        thing = verb.frames.isdisjoint("oiu") and cue_end == at + 1 and self.tags[start] not in "QthqTs"
        wants_clause = thing and (end - start < _LONG or self.tags[start] == "#")
        if (
            thing
            and self.words.lower[at] not in _SAY
            and self.tags[start] != ":"
            and not _CLAUSE.match(self.tags, start, end)
        ):
            return
        if not wants_clause or self.sentence.has_verb(start, end):  # not "added 300 jobs"
            self._add([Span(start, end)], Span(group, cue_end), source, verb)

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
        if self.tags[source.start] == "w" and self.sentence.tag(source.start - 1) == ",":
            return True
        if self.sentence.tag(source.start - 1) in "bh" and self.sentence.tag(source.start - 2) in ",-c":
            return True
        begins = source.start - self.lo <= 2 and self.sentence.tag(source.start - 1) in "bh"
        return begins or self.tags[self.lo] in "bG" or self.tags[self.lo : self.lo + 2] == "pG"

    # -- subjects

    def _subject(self, at: int, group: int) -> Span | None:
        before = self.sentence.tag(group - 1)
        if self.tags[at] == "G":
            if self.tags[self.lo : group] in ("", "p", "b"):  # "After noting that ..., Smith left"
                return main_subject(self.words, self.lo, self.hi)
            return self._subject_of_participle(group) or self._shared_subject(group)
        source = None if before == "c" else subject_before(self.words, group, self.lo)
        if source is not None:
            return self._owner(source)
        return self._shared_subject(group) if before in "c," else None

    def _subject_of_participle(self, group: int) -> Span | None:
        """Read "a woman saying"; "a letter saying" has whoever wrote it."""
        own = phrase_before(self.words, group, self.lo) if self.sentence.tag(group - 1) in "nN" else None
        if own is None or self.words.lower[own.end - 1] not in TEXT_NOUNS:
            return own
        owner = self._owner(own)
        return None if owner == own else owner

    def _shared_subject(self, before: int) -> Span | None:
        """Return the subject of the clause that a participle or second verb goes on with."""
        for cue, subject in reversed(self.subjects):
            if not self._is_reported(cue):
                return subject
        found = main_subject(self.words, self.lo, self.hi)
        return found if found is not None and found.end <= before else None

    def _owner(self, source: Span) -> Span:
        """Return whose words they are: "Washington's proposal", "the plea from Moreno"."""
        last = source.end - 1
        for at in range(*source):
            word = self.words.lower[at]
            if word not in CUE_NOUNS and word not in TEXT_NOUNS:
                continue
            if at + 1 < last and self.words.lower[at + 1] in ("from", "by"):
                return Span(at + 2, source.end)
            mark = self.tags.find("'", source.start, at)
            if at == last and mark > source.start:
                return Span(source.start, mark + 1)
            if at == last and self.tags[source.start] == "H":
                return Span(source.start, source.start + 1)
        return source

    # -- other cues

    def read_adjective(self, at: int) -> None:
        """Read "Smith is open to ..."."""
        group = self.sentence.group_start(at)
        if self._is_reported(at) or _STATES.isdisjoint(self.words.lower[group:at]):
            return
        source = subject_before(self.words, group, self.lo)
        if source is not None and self.words.lower[source.start] == "it" and source.end == source.start + 1:
            return
        if source is not None and self.sentence.tag(at + 1) in "ptThQs":
            towards = self.tags[at + 1] == "p" or (self.tags[at + 1] == "T" and self.words.lower[at] in _TOWARDS)
            start = at + 2 if towards else at + 1
            self._add([Span(start, self.sentence.content_end(start))], Span(group, start), source)

    def read_according(self, at: int) -> None:
        """Read "..., according to Smith" and "..., per Smith"."""
        behind = at + 1
        if self.words.lower[at] == "according":
            behind += 1
            if self.words.lower[at + 1 : behind] != ["to"]:
                return
        elif self.sentence.tag(at - 1) != ",":
            return
        source = phrase_behind(self.words, behind, self.hi)
        if source is None:
            return
        content = [Span(self.lo, at)] if at - self.lo > 1 else []
        comma = self.tags.find(",", source.end, self.hi)
        if comma > 0 and not (content and self.sentence.is_clause_before(at)):
            content.append(Span(comma + 1, self.hi))
        self._add(content, Span(at, behind), source)

    def read_noun(self, at: int) -> None:
        """Read "Smith's call for ...", "his claim that ..." and "Smith renewed his call for ..."."""
        link = self.sentence.tag(at + 1)
        owner = at
        while owner > self.lo and self.tags[owner - 1] in "njvgBS#r":
            owner -= 1
        fits = link in "Tt" or (
            self.words.lower[at + 1 : at + 2] and self.words.lower[at + 1] in CUE_NOUNS[self.words.lower[at]]
        )
        if not fits or self.sentence.tag(owner - 1) not in "'H":
            return
        source, cue = self._holder(owner - 1, at)
        deep = self._is_reported(at)
        if source is None or (deep and (cue == at or "N" not in self.tags[source.start : source.end])):
            return
        start = at + 2 if link == "p" else at + 1
        stop = _NOMINAL_END.search(self.tags, start + 1, self.hi) if link == "p" else None
        end = stop.start() if stop else self.sentence.content_end(start)
        self._add([Span(start, end)], Span(cue, start), source)

    def _holder(self, owner: int, at: int) -> tuple[Span | None, int]:
        """Return who holds the view that the noun at `at` names, and where the cue begins."""
        if self.tags[owner] == "'":
            return phrase_before(self.words, owner, self.lo), at
        verb = owner - 1
        if self.sentence.tag(verb) in "VSBGvg":
            group = self.sentence.group_start(verb)
            source = self._subject(verb, group)
            if source is not None and source.end <= group:
                return source, group
        return Span(owner, owner + 1), at
