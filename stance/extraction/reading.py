"""The state of reading one sentence: the attributions found so far, and whose words they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stance.extraction.candidates import Candidate
from stance.extraction.cues import CUE_NOUNS, SOURCE_CUES, TEXT_NOUNS
from stance.extraction.phrases import TIMES, antecedent, main_subject, phrase_before, subject_before
from stance.extraction.spans import make_span
from stance.types import Span

if TYPE_CHECKING:
    from stance.extraction.clauses import Sentence
    from stance.extraction.cues import CueVerb

_LEADS_IN: Final = re.compile(r"(?:(?:r,?)?(?:p|b|pnT))?")  # "after", "now, in", "in addition to"


class Reading:
    """What was found in one sentence so far, from left to right; later cues may share the subject of earlier ones."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.words, self.tags, self.lo, self.hi = sentence.words, sentence.tags, sentence.lo, sentence.hi
        self.found: list[tuple[Candidate, bool]] = []  # with whether the cue is one of speech
        self.passed = -1  # the last verb that reports nothing
        self.subjects: list[tuple[int, Span]] = []  # where a verb stands, and its subject

    def add(self, content: list[Span], cue: Span, source: Span | None, verb: CueVerb | None = None) -> None:
        """Enter a candidate; attitudes inside its content are a part of it, not statements of their own."""
        content = [piece for piece in map(self.sentence.trim, content) if piece.end > piece.start]
        if not content:
            return
        relative = source is not None and self.tags[source.start] == "w"
        named = antecedent(self.words, source.start, self.lo) if source is not None and relative else None
        candidate = Candidate(content, cue, source, named)
        is_speech = verb.speaks if verb is not None else self.words.lower[cue.start] in SOURCE_CUES
        if (verb is not None or is_speech) and any(speaks and one.encloses(candidate) for one, speaks in self.found):
            return
        self.found = [entry for entry in self.found if not self._replaces(candidate, is_speech, *entry)]
        self.found.append((candidate, is_speech))
        if verb is not None and source is not None and not relative:
            self.subjects.append((cue.start, source))

    @staticmethod
    def _replaces(candidate: Candidate, is_speech: bool, other: Candidate, other_is_speech: bool) -> bool:
        """Whether an earlier candidate is a part of a new one, or is read from the same cue."""
        part = (is_speech and candidate.encloses(other)) if other_is_speech else candidate.reports(other)
        return part or (candidate.cue is not None and other.cue is not None and candidate.cue.start == other.cue.start)

    def pass_over(self, at: int, source: Span) -> None:
        """Note the subject of a verb that reports nothing, for the verbs behind it."""
        self.passed = at
        if self.tags[source.start] != "w":
            self.subjects.append((at, source))

    def has_read(self, at: int) -> bool:
        """Whether a word was read as a verb: it belongs to the cue of the last candidate, or was passed over."""
        cue = self.found[-1][0].cue if self.found else None
        return at == self.passed or (cue is not None and cue.start <= at < cue.end)

    def is_reported(self, at: int, *, clausal: bool = False) -> bool:
        """Whether a word belongs to the content of a candidate; `clausal` asks for one that "that" begins."""
        return any(
            candidate.covers(at) and (not clausal or self.tags[candidate.content[0].start] == "t")
            for candidate, _ in self.found
        )

    # -- subjects

    def subject(self, at: int, group: int) -> Span | None:
        """Return the subject of the verb at a word, whose verb group begins at `group`."""
        before = self.sentence.tag(group - 1)
        if self.tags[at] == "G":
            if _LEADS_IN.fullmatch(self.tags, self.lo, group):  # "After noting that ..., Smith left"
                return main_subject(self.words, self.lo, self.hi)
            return self._subject_of_participle(group) or self._shared_subject(group)
        source = None if before == "c" else subject_before(self.words, group, self.lo)
        if source is not None:
            return self._owner(source)
        return self._shared_subject(group) if before in "c," else None

    def _subject_of_participle(self, group: int) -> Span | None:
        """Read "a woman saying"; "a letter saying" has whoever wrote it."""
        own = phrase_before(self.words, group, self.lo) if self.sentence.tag(group - 1) in "nN" else None
        if own is None or self.words.lower[own.end - 1] in TIMES:  # "wrote a letter this week saying"
            return None
        head = next((at - 1 for at in range(own.start + 1, own.end) if self.tags[at] in "pT"), own.end - 1)
        if self.words.lower[head] not in TEXT_NOUNS or own.start == self.lo:
            return own
        owner = self._owner(own)
        return None if owner == own else owner

    def _shared_subject(self, before: int) -> Span | None:
        """Return the subject of the clause that a participle or second verb goes on with."""
        for cue, subject in reversed(self.subjects):
            if not self.is_reported(cue):
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
                return make_span(at + 2, source.end)
            mark = self.tags.find("'", source.start, at)
            if at == last and mark > source.start:
                return make_span(source.start, mark + 1)
            if at == last and self.tags[source.start] == "H":
                return make_span(source.start, source.start + 1)
        return source
