import pytest

from stance.extraction.quotations import find_quotations
from stance.extraction.words import read_words


def read(text):
    return read_words(text, 0, len(text), find_quotations(text, 0, len(text)))


@pytest.mark.parametrize(
    ("text", "lower", "tags"),
    [
        ("She didn’t say why.", ["she", "didn't", "say", "why", "."], "saBh."),
        ("Ruiz's plan", ["ruiz", "'s", "plan"], "N'B"),
        ("He's here", ["he", "'s", "here"], "sar"),
        ("On Monday 1,200 US troops left", ["on", "monday", "1,200", "us", "troops", "left"], "pm#Nnv"),
        ("the 34-year-old, D-Ore., said", ["the", "34-year-old", ",", "d-ore", ",", "said"], "d#,x,V"),
        ('He called "the plan" a "very bad thing for all."', ["he", "called", "", "a", ""], "sVqdQ"),
        ("Keating, who told us", ["keating", ",", "who", "told", "us"], "N,wVo"),
        ("Asking questions", ["asking", "questions"], "GS"),
    ],
)
def test_words_and_tags(text, lower, tags):
    words = read(text)
    assert (words.lower, words.tags) == (lower, tags)


def test_offsets_are_those_of_the_text():
    text = "  “We go,” said Gen. J. Oakes of the U.S. Army…"
    words = read(text)
    assert [text[start:end] for start, end in zip(words.start, words.end, strict=True)] == [
        *("“We go,”", "said", "Gen.", "J.", "Oakes", "of", "the", "U.S.", "Army", "…")
    ]
    assert len(words) == len(words.tags) == len(words.lower)


def test_a_stop_behind_the_paragraph_is_not_looked_at():
    text = "He left the U.S.\nThe end."
    assert read_words(text, 0, 16, []).lower[-1] == "u.s"
    assert read_words(text, 0, 16, []).tags == "svdN"


def test_words_that_rules_begin_at_are_noted_where_they_stand():
    words = read("Sen. Ruiz told officials. She said he left, and the “mayor” agreed.")
    assert [words.lower[at] for at in words.cues] == ["told", "said", "agreed"]
    assert [words.lower[at] for at in words.pronouns] == ["she", "he"]
    assert [words.lower[at] for at in words.plurals] == ["officials"]


def test_stops_are_noted_but_not_those_of_abbreviations():
    words = read("Gen. Oakes left: “We go.” The “mayor” of St. Paul, D.C., stayed. Why?")
    assert [words.lower[at] for at in words.stops] == [":", "", ".", "?"]
    assert [words.tags[at] for at in words.stops] == [*":Q.?"]
