"""From an article to its statements."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from stance.extraction.groups import find_groups
from stance.extraction.loose_quotations import claim_loose, speaker_of
from stance.extraction.mentions import find_names, find_pronouns
from stance.extraction.quotations import quotations_by_paragraph
from stance.extraction.sentences import paragraphs, sentences
from stance.extraction.spans import make_span
from stance.extraction.speakers import Cast
from stance.extraction.speech import find_candidates
from stance.extraction.transcripts import find_turns
from stance.extraction.words import read_paragraphs
from stance.labels import DIRECT, INDIRECT, MIXED
from stance.types import Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stance.extraction.candidates import Candidate
    from stance.extraction.groups import Group
    from stance.extraction.mentions import Name, Pronoun
    from stance.extraction.speakers import Speaker
    from stance.extraction.words import Words
    from stance.types import Article


_QUOTED = frozenset("Qq.,;-")  # tags of content that is nothing but quotations
_LETTER = re.compile(r"\w")  # an empty pair of quotation marks says nothing


class _Found:
    """A candidate in offsets of the article."""

    __slots__ = ("attribution", "content", "cue", "named", "shift", "source")

    def __init__(
        self,
        content: tuple[Span, ...],
        cue: tuple[Span, ...],
        source: tuple[Span, ...],
        *,
        named: Span | None,
        attribution: str,
        shift: int,
    ) -> None:
        self.content, self.cue, self.source = content, cue, source
        self.named, self.attribution, self.shift = named, attribution, shift

    @property
    def place(self) -> int:
        """Where its speaker is to be looked for, in the text without its blank lines."""
        return (self.named or (self.source or self.content)[0]).start + self.shift


def extract(article: Article) -> tuple[Statement, ...]:
    """Find the statements of an article, each with its speaker.

    Returns
    -------
    tuple of Statement
        In the order of the text, without predictions; ids are "s1", "s2", ...

    Examples
    --------
    >>> from stance.types import Article
    >>> text = 'President Ana Ruiz rejected the offer. "No foreign troops," she told reporters.'
    >>> for statement in extract(Article(id="a", text=text)):
    ...     print(statement.speaker, "|", statement.attribution, "|", statement.cue_text, "|", statement.text)
    Ana Ruiz | indirect | rejected | rejected the offer
    Ana Ruiz | direct | told reporters | No foreign troops
    """
    text = article.text
    found: list[_Found] = []
    names: list[Name] = []
    pronouns: list[Pronoun] = []
    groups: list[Group] = []
    lines: list[str] = []
    length = 0  # distances must not depend on blank lines and line ends
    ranges = paragraphs(text)
    turns = find_turns(text, ranges)
    lead: tuple[tuple[Span, ...], int] | None = None  # who is announced as the speaker of the next paragraph
    quotations = quotations_by_paragraph(text, ranges)
    for (start, end), words in zip(ranges, read_paragraphs(text, ranges, quotations), strict=True):
        names.extend(find_names(words, length - start))
        pronouns.extend(find_pronouns(words, length - start))
        groups.extend(find_groups(words, length - start))
        if start in turns:
            speaker, content = turns[start]
            found.append(_Found((content,), (), (speaker,), named=None, attribution=DIRECT, shift=length - start))
        else:
            candidates, announced = _read_paragraph(words)
            said = [_in_offsets(words, candidate, length - start) for candidate in candidates]
            if lead is not None:
                for one in said:
                    if not one.cue and not one.source:
                        one.source, one.shift = lead
            found.extend(said)
            lead = (announced, length - start) if announced else None
        lines.append(text[start:end])
        length += end - start + 1
    found = [
        one
        for one in found
        if _LETTER.search(text, *one.content[0]) or any(_LETTER.search(text, *piece) for piece in one.content[1:])
    ]
    found.sort(key=lambda one: (one.content[0].start, one.cue, one.content))
    _continue_quotations(found)
    speakers = _resolve(text, found, Cast(names, "\n".join(lines), pronouns, groups))
    return tuple(
        Statement.from_spans(
            article,
            f"s{number}",
            speaker=speaker.name if speaker else None,
            attribution=one.attribution,
            content=one.content,
            cue=one.cue,
            source=one.source,
        )
        for number, (one, speaker) in enumerate(zip(found, speakers, strict=True), 1)
    )


def _read_paragraph(words: Words) -> tuple[Iterable[Candidate], tuple[Span, ...]]:
    """Return the candidates of a paragraph and, if it ends in a colon, who is to speak in the next."""
    announces = words.tags[-1:] == ":"
    if not words.cues and not announces and "Q" not in words.tags:
        return (), ()
    ranges = sentences(words)
    found = [find_candidates(words, sentence) for sentence in ranges]
    claim_loose(words, ranges, found)
    announced = speaker_of(words, ranges[-1], found[-1]) if announces else None
    return chain.from_iterable(found), (_offsets(words, announced),) if announced is not None else ()


def _in_offsets(words: Words, candidate: Candidate, shift: int) -> _Found:
    content = tuple([_offsets(words, piece) for piece in sorted(candidate.content)])
    tags = "".join([words.tags[start:end] for start, end in sorted(candidate.content)])
    attribution = DIRECT if _QUOTED.issuperset(tags) else MIXED if "Q" in tags or "q" in tags else INDIRECT
    cue = (_offsets(words, candidate.cue),) if candidate.cue else ()
    named = _offsets(words, candidate.named) if candidate.named else None
    source = [_offsets(words, span) for span in (candidate.named, candidate.source) if span]
    return _Found(content, cue, tuple(source), named=named, attribution=attribution, shift=shift)


def _offsets(words: Words, span: Span) -> Span:
    start, end = span
    return make_span(words.start[start], words.end[end - 1])


def _continue_quotations(found: Iterable[_Found]) -> None:
    """Give a quotation that nobody is named for the source of the quotation before it."""
    before: _Found | None = None
    for one in found:
        if before is not None and not one.cue and not one.source:
            one.source, one.named, one.shift = before.source, before.named, before.shift
        before = one if one.attribution != INDIRECT else before


def _resolve(text: str, found: list[_Found], cast: Cast) -> list[Speaker | None]:
    """Resolve the sources in the order in which they stand."""
    speakers: list[Speaker | None] = [None] * len(found)
    for index in sorted(range(len(found)), key=lambda index: found[index].place):
        one = found[index]
        mention = one.named or next(iter(one.source), None)
        if mention is not None:
            before = [piece for piece in one.content if piece.end <= mention.start]
            said = (before[0].start + one.shift, before[-1].end + one.shift) if before else (0, 0)
            phrase, is_relative = text[mention.start : mention.end], one.named is not None
            speakers[index] = cast.resolve(phrase, one.place, said=said, is_relative=is_relative)
    return speakers
