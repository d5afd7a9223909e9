import pytest

from stance.extraction.clauses import Sentence
from stance.extraction.cues import CUE_VERBS
from stance.extraction.quotations import find_quotations
from stance.extraction.words import read_words
from stance.types import Span


def read(text):
    words = read_words(text, 0, len(text), find_quotations(text, 0, len(text)))
    return Sentence(words, 0, len(words))


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("She has repeatedly refused to say", "has repeatedly refused to say"),
        ("They did not say", "did not say"),
        ("He on Tuesday said", "on Tuesday said"),
        ("He said", "said"),
    ],
)
def test_verb_group(text, group):
    sentence = read(text)
    start = sentence.group_start(sentence.hi - 1)
    assert text[sentence.words.start[start] :] == group


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("said that it was over, adding that he left", "that it was over"),
        ("said that it was over and called for calm", "that it was over"),
        ("said that it was over; nobody came", "that it was over"),
        ("said it was over, which surprised them", "it was over"),
        ("said “it is all over now,” which surprised them", "“it is all over now,”"),
        ("said on Monday that men and women had died.", "that men and women had died"),
    ],
)
def test_content_begins_behind_the_adjuncts_and_ends_where_something_else_begins(text, content):
    sentence = read(text)
    _, start = sentence.content_start(0, CUE_VERBS["said"])
    start, end = sentence.trim(Span(start, sentence.content_end(start)))
    assert text[sentence.words.start[start] : sentence.words.end[end - 1]] == content


@pytest.mark.parametrize(
    ("text", "verb", "cue"),
    [
        ("told reporters in Lima that it was over", "told", "told reporters in Lima"),
        ("urged Congress to act", "urged", "urged"),
        ("called for a ban", "called", "called for"),
        ("asked the court whether it was over", "asked", "asked the court"),
    ],
)
def test_addressees_and_particles_belong_to_the_cue(text, verb, cue):
    sentence = read(text)
    end, _ = sentence.content_start(0, CUE_VERBS[verb])
    assert text[: sentence.words.end[end - 1]] == cue


def test_what_a_verb_cannot_take_is_no_content():
    assert read("said in Lima").content_start(0, CUE_VERBS["said"])[1] is None
    assert read("denied to go").content_start(0, CUE_VERBS["denied"])[1] is None
